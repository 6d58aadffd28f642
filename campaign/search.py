"""The search index of one language: small, because a phone fetches it on a poor line the moment somebody searches.

The words of a page are kept once each and sorted, without the text around them; what the reader sees of a page found
is its title, its description and the words that matched. Written as a script, not as JSON, because a page opened from a
disk (file://) may load scripts but not fetch files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from campaign.content import Section

_WORD = re.compile(r"[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+")
"""Letters, digits and the marks that stand on them."""
FIRST_GAP = 48
"""The character that stands for a gap of 0; the script knows it too."""


@dataclass(frozen=True)
class SearchPage:
    """A page as search knows it: address below the language's root, title, description, and its sections."""

    url: str
    title: str
    description: str
    sections: tuple[Section, ...]


def render_search_index(pages: Iterable[SearchPage]) -> str:
    """The script that hands the index to the search page: `pages`, a list of [address, title, description, headings as
    [anchor, text]]; `words`, all words in order; `places`, for each word the pages it is on.

    A place is a string, one character for each page: the code of the character minus 48 is the number of pages passed
    over since the one before (a word on the pages 0, 1 and 4: "002").
    """
    ordered = sorted(pages, key=lambda one: one.url)
    places: dict[str, str] = {}
    before: dict[str, int] = {}
    for number, page in enumerate(ordered):
        texts = (page.description, *(section.text for section in page.sections))
        for word in dict.fromkeys(_WORD.findall(" ".join(texts).lower())):
            # The characters of a string one by one: a million of them in a large site, and no list of numbers first.
            places[word] = places.get(word, "") + chr(FIRST_GAP + number - before.get(word, -1) - 1)
            before[word] = number
    words = sorted(places)
    index = {
        "pages": [
            [one.url, one.title, one.description, [[s.anchor, s.heading] for s in one.sections if s.heading]]
            for one in ordered
        ],
        "words": " ".join(words),
        "places": [places[word] for word in words],
    }
    data = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    # U+2028 and U+2029 end a line in old JavaScript, but not in JSON.
    return f"self.campaignSearchIndex={data.replace(chr(0x2028), ' ').replace(chr(0x2029), ' ')};\n"


def pack_search_page(page: SearchPage) -> bytes:
    """A page as it is kept between builds."""
    sections = [(one.anchor, one.heading, one.text) for one in page.sections]
    return json.dumps((page.url, page.title, page.description, sections)).encode()


def unpack_search_page(kept: bytes) -> SearchPage:
    """The page that `pack_search_page` made this of."""
    url, title, description, sections = json.loads(kept)
    return SearchPage(url, title, description, tuple(Section(*one) for one in sections))
