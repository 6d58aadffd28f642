"""The search index of one language: small, because a phone fetches it on a poor line the moment somebody searches.

The words of a page are kept once each and sorted, without the text around them; what the reader sees of a page found
is its title, its description and the words that matched. Written as a script, not as JSON, because a page opened from a
disk (file://) may load scripts but not fetch files.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from campaign.pages.html import Section
from campaign.views.artefact import render_script_data

_WORD = re.compile(r"[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+")
"""Letters, digits and the marks that stand on them, in the scripts that most texts are in."""
_FURTHER = re.compile("[\u0590-\u05ff\u0700-\u1dff\u3005-\ufaff\U00010000-\U0003ffff]")
"""Letters of other scripts, whose marks are too many to be listed here."""
_NUMBER = re.compile(r"\d+(?:[\s()./-]{1,2}\d+)+")
"""A number in groups: 080 888 888."""
LONG_NUMBER = 5
"""Digits of a number that is searched for in one piece; “ages 6-9” is two numbers. The script knows it too."""
UNSPACED = (
    "\u0e01-\u0e4e\u0e81-\u0ece\u1000-\u103f\u1050-\u109d\u1780-\u17d3\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Letters of scripts without spaces between words (Thai, Lao, Burmese, Khmer, Chinese, Japanese); the script knows them
too."""
_RUN = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_BEFORE_ARABIC = re.compile("^[وف]?(?:[بكل]?ال|لل)(?=..)")
_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
"""The article with what is written together with it, and the marks of vowels: the script looks every word up without
them too, and an index without them is a sixth smaller."""
STEM = "*"
"""What stands at a word's end for every ending; the script knows it too."""
FIRST_GAP = 48
"""The character that stands for a gap of 0; the script knows it too."""


class Standing(NamedTuple):
    """How a page stands among those that are found: what counts in percent, for whom it is in words, what people type
    who look for it, each with its place in the campaign's list (in a list of one language the earlier comes first),
    whether that is a cry for help, and what those say of themselves for whom it is (“my daughter”)."""

    weight: int = 100
    audience: str = ""
    asked: tuple[str, ...] = ()
    place: int = 0
    is_urgent: bool = False
    said: tuple[str, ...] = ()


NOTHING_KNOWN = Standing()


class SearchPage(NamedTuple):
    """A page as search knows it: address below the language's root, title, description, headings as (anchor, text),
    the words of its text, each once, and how it stands among others."""

    url: str
    title: str
    description: str
    headings: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    standing: Standing = NOTHING_KNOWN


def search_page(
    url: str, title: str, description: str, sections: Sequence[Section], standing: Standing = NOTHING_KNOWN
) -> SearchPage:
    """A page whose text is cut into sections."""
    headings = tuple((one.anchor, one.heading) for one in sections if one.heading)
    text = " ".join((description, *(section.text for section in sections)))
    words = (_BEFORE_ARABIC.sub("", _MARKS.sub("", one)) for one in find_terms(text.lower()))
    return SearchPage(url, title, description, headings, tuple(dict.fromkeys(words)), standing)


def find_terms(text: str) -> Iterator[str]:
    """What can be searched for in a text: its words; a number in groups also in one piece, as it is often typed; of a
    run of words without spaces every two signs that follow each other, because nothing says where a word begins."""
    for number in _NUMBER.finditer(text):
        digits = "".join(one for one in number[0] if one.isdecimal())
        if len(digits) >= LONG_NUMBER:
            yield digits
    if not _FURTHER.search(text):
        yield from _WORD.findall(text)
        return
    for word in "".join(one if _is_part_of_word(one) else " " for one in text).split():
        for run in _RUN.findall(word):
            yield from _pairs(run) if _UNSPACED.match(run) else (run,)


def _is_part_of_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_" or unicodedata.category(sign)[0] == "M"


def _pairs(run: str) -> Iterator[str]:
    """Each sign with the next one; a sign is a letter with its marks. The last one stands alone too."""
    signs: list[str] = []
    for one in run:
        if signs and unicodedata.category(one)[0] == "M":
            signs[-1] += one
        else:
            signs.append(one)
    yield from (one + after for one, after in zip(signs, [*signs[1:], ""], strict=True))


def telling_words(pages: Iterable[SearchPage]) -> frozenset[str]:
    """The words that say what pages are about, whose forms search has to know: of titles, descriptions, headings and
    what people type, but those that stand for all endings themselves."""
    texts = (
        text
        for one in pages
        for text in (one.title, one.description, *(heading for _, heading in one.headings), *one.standing.asked)
    )
    parts = (part for text in texts for part in text.lower().split() if not part.endswith(STEM))
    return frozenset(word for part in parts for word in find_terms(part))


def render_search_index(pages: Iterable[SearchPage], families: str = "") -> str:
    """The script that hands the index to the search page: `pages`, a list of [address, title, description, headings as
    [anchor, text], for whom as a number in `audiences`, weight]; `said`, what each of `audiences` says of itself;
    `asked`, what people type as [page, lines, whether it is a cry for help]; `words`, all words in order; `places`, for
    each word the pages it is on; `forms`, the `families` of their `telling_words` (see `word_families`).

    A place is a string, one character for each page: the code of the character minus 48 is the number of pages passed
    over since the one before (a word on the pages 0, 1 and 4: "002").
    """
    ordered = sorted(pages, key=lambda one: one.url)
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(ordered):
        for word in page.words:
            found[word].append(number)
    words = sorted(found)
    said = dict(sorted((one.standing.audience, one.standing.said) for one in ordered))
    audiences = [*said]
    asked = [(one.standing, number) for number, one in enumerate(ordered) if one.standing.asked]
    index = {
        "pages": [_entry(one, audiences) for one in ordered],
        "audiences": audiences,
        "said": [*said.values()],
        "asked": [
            [number, standing.asked, int(standing.is_urgent)]
            for standing, number in sorted(asked, key=lambda one: one[0].place)
        ],
        "words": " ".join(words),
        "places": [_gaps(found[word]) for word in words],
        "forms": families,
    }
    return render_script_data("campaignSearchIndex", index)


def _entry(page: SearchPage, audiences: list[str]) -> list[object]:
    standing = page.standing
    return [page.url, page.title, page.description, page.headings, audiences.index(standing.audience), standing.weight]


def _gaps(numbers: Sequence[int]) -> str:
    """Pages in rising order, as the gaps between them."""
    gaps, before = "", -1
    for number in numbers:
        gaps += chr(FIRST_GAP + number - before - 1)
        before = number
    return gaps


def pack_search_page(page: SearchPage) -> bytes:
    """A page as it is kept between builds."""
    return json.dumps(
        (page.url, page.title, page.description, page.headings, " ".join(page.words), page.standing)
    ).encode()


def unpack_search_page(kept: bytes) -> SearchPage:
    """The page that `pack_search_page` made this of."""
    url, title, description, headings, words, (weight, audience, asked, place, is_urgent, said) = json.loads(kept)
    standing = Standing(weight, audience, tuple(asked), place, is_urgent, tuple(said))
    return SearchPage(
        url, title, description, tuple(map(tuple, headings)), tuple(words.split(" ")) if words else (), standing
    )
