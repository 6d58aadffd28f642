"""Links written anew: every form of a link, in one way for all who take pages over."""

import pytest

from campaign.pages.links import PageLink, resolve_target, rewrite_links


def show(link: PageLink) -> str:
    return f"<{'!' if link.is_picture else ''}{link.words}|{link.path}|{link.anchor}>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [the *page*](../a.md).", "See <the *page*|a.md|>."),
        ("[here](#do-now) and [there](b.md#x)", "<here|families/c.md|do-now> and <there|families/b.md|x>"),
        ('[with a title](b.md "Title")', "<with a title|families/b.md|>"),
        ("[in angles](<b.md#x>)", "<in angles|families/b.md|x>"),
        ("[out](https://campaign.example/) [mail](mailto:a@campaign.example)", "<out|None|> <mail|None|>"),
        ("[a [b] c](b.md)", "<a [b] c|families/b.md|>"),
        ("![drawing](../assets/a.svg)", "<!drawing|assets/a.svg|>"),
        ("[![drawing](a.svg) words](b.md)", "<<!drawing|families/a.svg|> words|families/b.md|>"),
        ("[no link] (b.md)", "[no link] (b.md)"),
    ],
)
def test_every_link_is_handed_over_once(text: str, expected: str) -> None:
    assert rewrite_links(text, "families/c.md", show) == expected


def test_a_link_that_is_left_stays_as_it_was_written() -> None:
    text = 'A [b](<c.md#d> "Title"), ![e](f.svg) and [![g](h.svg)](i.md).'
    assert rewrite_links(text, "a.md", lambda link: link.text) == text


def test_an_address_leads_to_no_page() -> None:
    assert resolve_target("families/a.md", "https://campaign.example/a.md") is None
    assert resolve_target("families/a.md", "//campaign.example/a.md") is None
    assert resolve_target("families/a.md", "../b.md#c") == "b.md"
