"""Words that a language borrows are marked in a page, and nothing else is."""

from __future__ import annotations

import pytest

from campaign.languages.borrowed import mark_borrowed
from campaign.languages.words import Words

SOURCE = {"get_help": "Get help", "menu": "Menu", "on": "Read & on {date}.", "comma": ","}
WORDS = Words("luo", {"get_help": "Kony"}, source=SOURCE)


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p> Menu\n</p>", '<p> <bdi lang="en">Menu</bdi>\n</p>'),
        ("<p>Read &amp; on 3 May.</p>", '<p><bdi lang="en">Read &amp; on 3 May.</bdi></p>'),
        *(
            (html, html)
            for html in (
                "<title>Menu</title>", '<p aria-label="Menu">,</p>', "<p>Menu and more</p>", "<p>Get help</p>",
                '<p lang="en">Menu <i>Menu</i> <p>x</p></p>', "<style>Menu</style>", "<!-- Menu -->",
            )
        ),
        ('<p lang="en">x</p><p>Menu</p>', '<p lang="en">x</p><p><bdi lang="en">Menu</bdi></p>'),
        ('<html lang="luo"><p>Menu</p>', '<html lang="luo"><p><bdi lang="en">Menu</bdi></p>'),
    ],
)  # fmt: skip
def test_a_text_that_is_a_borrowed_word(html: str, marked: str) -> None:
    assert mark_borrowed(html, WORDS, "en") == marked


def test_a_language_with_all_its_words_borrows_none() -> None:
    assert mark_borrowed("<p>Menu</p>", Words("sl", {"menu": "Meni"}), "en") == "<p>Menu</p>"
