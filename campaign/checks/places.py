"""Which line of its file each word of a rendered page stands on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from html import unescape

from campaign.checks.patterns import even
from campaign.pages.page import SourcePage

_WORD = re.compile(r"[^\W_]+")


class Places:
    """The words of the blocks as rendered, held against those of the text as written. Worked out where a page has a
    fault: few have."""

    def __init__(self, page: SourcePage, texts: Sequence[str]):
        written = [
            (word, number)
            for number, text in enumerate(page.body.split("\n"), page.body_line)
            for word in _WORD.findall(even(unescape(text)))
        ]
        self._words = [
            (match[0], number, match.end()) for number, text in enumerate(texts) for match in _WORD.finditer(even(text))
        ]
        self._first = page.body_line
        self._lines: dict[int, int] = {}
        """The line of each word of the blocks that was found."""
        matcher = SequenceMatcher(None, [one[0] for one in self._words], [one[0] for one in written], autojunk=False)
        for shown, place, count in matcher.get_matching_blocks():
            self._lines.update((shown + more, written[place + more][1]) for more in range(count))

    def line(self, block: int, at: int) -> int:
        """The line of a place in a block's even text: of the word there, or of the nearest one that was found."""
        here = next(
            (number for number, (_, of, end) in enumerate(self._words) if (of, end) > (block, at)), len(self._words)
        )
        within = [number for number, (_, of, _) in enumerate(self._words) if of == block and number in self._lines]
        nearest = min(within, key=lambda number: (abs(number - here), number < here), default=None)
        if nearest is None:
            nearest = max((number for number in self._lines if number < here), default=None)
        return self._first if nearest is None else self._lines[nearest]
