"""A row of a Markdown table cut into its cells, as Python-Markdown's extension `tables` cuts it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from campaign.pages.references import mask_references

_TICKS_AND_PIPES = re.compile(r"(?P<escaped>\\\\|\\\|)|(?P<ticks>\\?`+)|(?P<pipe>\|)")
_LAST_PIPE = re.compile(r"(?<!\\)(?:\\\\)*\|$")


def ends_with_pipe(text: str) -> bool:
    """Whether a row ends with a pipe that closes its last cell."""
    return _LAST_PIPE.search(text) is not None


def cut_row(text: str, *, has_border: bool) -> list[tuple[int, int]]:
    """Where the text of each cell of a table row begins and ends: a pipe in code or after a backslash cuts nothing."""
    begin, last = 0, len(text)
    if has_border:
        begin = text.startswith("|")
        if border := _LAST_PIPE.search(text, begin):
            last = border.start()
    return [_trim(text, start + 1, end) for start, end in pairwise([begin - 1, *_pipes(text, begin, last), last])]


def escape_pipes(text: str) -> str:
    """A cell's text as it is written into a row: no pipe in it cuts it in two."""
    for at in reversed(_pipes(mask_references(text), 0, len(text))):
        text = f"{text[:at]}\\{text[at:]}"
    return text


def _pipes(text: str, begin: int, last: int) -> list[int]:
    """The pipes that cut cells."""
    if "`" not in text and "\\" not in text:
        # As it is with most.
        return [at for at in range(begin, last) if text[at] == "|"]
    pipes, ticks = [], []
    for match in _TICKS_AND_PIPES.finditer(text, begin, last):
        if match["pipe"]:
            pipes.append(match.start())
        elif match["ticks"]:
            is_escaped = match["ticks"].startswith("\\")
            ticks.append((len(match["ticks"]) - is_escaped, is_escaped, match.start(), match.end()))
    code = list(_pair_ticks(ticks))
    return [one for one in pipes if not any(start <= one < end for start, end in code)]


def _pair_ticks(ticks: Sequence[tuple[int, bool, int, int]]) -> Iterator[tuple[int, int]]:
    """Where code begins and ends, from runs of backticks: (how many, whether the first is escaped, start, end)."""
    at = 0
    while at < len(ticks):
        wanted = ticks[at][0] - ticks[at][1]
        partner = next((n for n in range(at + 1, len(ticks)) if wanted and ticks[n][0] == wanted), None)
        if partner is not None:
            yield ticks[at][2], ticks[partner][3]
            at = partner
        at += 1


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip(" "))
    return start, start + len(inside.strip(" "))
