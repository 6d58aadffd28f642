"""The search index of one language: small, because a phone fetches it on a poor line the moment somebody searches.

The words of a page are kept once each and sorted, without the text around them; what the reader sees of a page found
is its title, its description and the words that matched. Written as a script, not as JSON, because a page opened from a
disk (file://) may load scripts but not fetch files.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from campaign.pages.html import Section
from campaign.views.artefact import render_script_data

_WORD = re.compile(r"[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+")
"""Letters, digits and the marks that stand on them."""
FIRST_GAP = 48
"""The character that stands for a gap of 0; the script knows it too."""


class SearchPage(NamedTuple):
    """A page as search knows it: address below the language's root, title, description, headings as (anchor, text),
    and the words of its text, each once."""

    url: str
    title: str
    description: str
    headings: tuple[tuple[str, str], ...]
    words: tuple[str, ...]


def search_page(url: str, title: str, description: str, sections: Sequence[Section]) -> SearchPage:
    """A page whose text is cut into sections."""
    headings = tuple((one.anchor, one.heading) for one in sections if one.heading)
    text = " ".join((description, *(section.text for section in sections)))
    return SearchPage(url, title, description, headings, tuple(dict.fromkeys(_WORD.findall(text.lower()))))


def render_search_index(pages: Iterable[SearchPage]) -> str:
    """The script that hands the index to the search page: `pages`, a list of [address, title, description, headings as
    [anchor, text]]; `words`, all words in order; `places`, for each word the pages it is on.

    A place is a string, one character for each page: the code of the character minus 48 is the number of pages passed
    over since the one before (a word on the pages 0, 1 and 4: "002").
    """
    ordered = sorted(pages, key=lambda one: one.url)
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(ordered):
        for word in page.words:
            found[word].append(number)
    words = sorted(found)
    index = {
        "pages": [[one.url, one.title, one.description, one.headings] for one in ordered],
        "words": " ".join(words),
        "places": [_gaps(found[word]) for word in words],
    }
    return render_script_data("campaignSearchIndex", index)


def _gaps(numbers: Sequence[int]) -> str:
    """Pages in rising order, as the gaps between them."""
    gaps, before = "", -1
    for number in numbers:
        gaps += chr(FIRST_GAP + number - before - 1)
        before = number
    return gaps


def pack_search_page(page: SearchPage) -> bytes:
    """A page as it is kept between builds."""
    return json.dumps((page.url, page.title, page.description, page.headings, " ".join(page.words))).encode()


def unpack_search_page(kept: bytes) -> SearchPage:
    """The page that `pack_search_page` made this of."""
    url, title, description, headings, words = json.loads(kept)
    return SearchPage(url, title, description, tuple(map(tuple, headings)), tuple(words.split(" ")) if words else ())
