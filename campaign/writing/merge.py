"""Two people's changes of one text, put together passage by passage: a paragraph, an item of a list, a line of data.

What only one of them has changed is taken; what both have changed to the same is taken once; the rest is a clash, which
a person settles. Nothing of either text is ever dropped without being told to.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain
from typing import NamedTuple

from campaign.pages.lines import numbered_item, read_lines

MINE, THEIRS, BOTH = "mine", "theirs", "both"
"""How a clash is settled; any other answer is the text itself."""


class Clash(NamedTuple):
    """A passage that both have changed: as it was, as I have it, as others have published it. `place` is the heading
    or the key that it stands below. Without text: it was taken out. `takes_both`: it can stand there twice; a title
    cannot."""

    path: str
    place: str
    base: str
    mine: str
    theirs: str
    takes_both: bool = False

    @property
    def id(self) -> str:
        """Tells it from any other: an answer is for these very texts."""
        said = "\0".join((self.path, self.base, self.mine, self.theirs))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def settled(self, answer: str) -> str:
        """The text that an answer means."""
        if answer == BOTH:
            return _both(self.theirs, self.mine) if self.path.endswith(".md") else self.theirs + self.mine
        return {MINE: self.mine, THEIRS: self.theirs}.get(answer, answer)


def _both(first: str, second: str) -> str:
    """One passage of a page after the other: items of a list stay one list, all else has an empty line between."""
    if not first.strip() or not second.strip():
        return first + second
    is_list = all(_ITEM.match(one) for one in (cut_passages(".md", first)[-1], second))
    end = max((one[len(one.rstrip()) :] for one in (first, second)), key=len)
    return first.rstrip() + ("\n" if is_list else "\n\n") + second.rstrip() + end


def _numbered(text: str) -> str:
    """A page with its lists counted from 1: two people's items, put together, have the numbers of neither."""
    body = len("".join(_cut_front(text.splitlines(keepends=True))[0]))
    shown = [text[:body]]
    last: dict[int, int] = {}
    end = 0
    for line in read_lines(text[body:]):
        match = numbered_item(line)
        if match and not match["before"].strip(" >"):
            depth = match.start("number")
            last = {one: count for one, count in last.items() if one < depth} | {depth: last.get(depth, 0) + 1}
            start = line.start + depth
            shown += [text[body + end : body + start], str(last[depth])]
            end = line.start + match.end("number")
        elif line.text.strip() and not line.text[0].isspace() and line.kind != "list item":
            last = {}
    return "".join([*shown, text[body + end :]])


Settle = Callable[[Clash], str | None]
"""Someone who settles clashes; None: not now."""


def merge_texts(path: str, base: str, mine: str, theirs: str, settle: Settle) -> tuple[str, list[Clash]]:
    """(the text with the changes of both, the clashes that nobody has settled: theirs stands there)."""
    if path.endswith(".yml") and "/locks/" in path:
        return _merge_entries(base, mine, theirs), []
    texts = (base, mine, theirs)
    text: list[str] = []
    left: list[Clash] = []
    for was, ours, others in _regions(*(_passages(path, one) for one in texts)):
        if ours == others or others == was:
            text.append("".join(ours))
        elif ours == was:
            text.append("".join(others))
        else:
            before = "".join(text)
            passages = ("".join(was), "".join(ours), "".join(others))
            is_text = path.endswith(".md") and len(_RULE.findall(before)) > 1
            # A heading's id stands on a page once.
            takes_both = is_text and not any(map(_HEADING.search, passages))
            clash = Clash(path, _place(before), *passages, takes_both)
            # Two new entries of a list of data, or of the navigation, do not contradict each other.
            answer = BOTH if not was and path.endswith(".yml") else settle(clash)
            is_data = not was and path.endswith(".yml")
            answer = None if answer == BOTH and not (takes_both or is_data) else answer
            left += [] if answer is not None else [clash]
            text.append(clash.settled(THEIRS if answer is None else answer))
    joined = "".join(text)
    is_of_both = path.endswith(".md") and joined not in (mine, theirs)
    return _numbered(joined) if is_of_both else joined, left


class _Passage(str):
    """The same as another that has another number in its list: whoever adds an item has not changed those after it."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and self._words() == _Passage(other)._words()

    def __hash__(self) -> int:
        return hash(self._words())

    def _words(self) -> str:
        return _NUMBER.sub(r"\1", self)


def _passages(path: str, text: str) -> list[str]:
    found = cut_passages(path, text)
    front = len(_cut_front(text.splitlines())[0]) if path.endswith(".md") else len(found)
    return [*found[:front], *map(_Passage, found[front:])]


def cut_passages(path: str, text: str) -> list[str]:
    """A text in passages; joined they are the text. Data, and a page's front matter, are cut line by line."""
    lines = text.splitlines(keepends=True)
    if not path.endswith(".md"):
        return lines
    passages, body = _cut_front(lines)
    first = len(passages)
    is_new = True
    for line in body:
        if line.strip() and not is_new and not _BEGINS.match(line):
            passages[-1] += line
        elif line.strip() or not passages[first:]:
            passages.append(line)
        else:
            # Empty lines go with what they follow.
            passages[-1] += line
        is_new = not line.strip()
    return passages


def _cut_front(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines of a page's front matter, and those of its body."""
    ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    body = ends[1] + 1 if len(ends) > 1 and ends[0] == 0 else 0
    return lines[:body], lines[body:]


_BEGINS = re.compile(r"\s*([-*+]|\d+[.)])\s|\||#|!!!|\?\?\?|>")
"""An item of a list, a row of a table, a heading, a box: passages of their own."""
_ITEM = re.compile(r"\s*([-*+]|\d+[.)])\s|\|")
_NUMBER = re.compile(r"^(\s*)\d+(?=\.\s)")
_HEADING = re.compile(r"^#", re.MULTILINE)
_RULE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_PLACE = re.compile(r"^#{2,6}\s+(.*?)\s*(?:\{.*)?$|^- id:\s*(\S+)|^([\w-]+):", re.MULTILINE)


def _place(before: str) -> str:
    found = ["".join(filter(None, one)) for one in _PLACE.findall(before)]
    return found[-1] if found else ""


_Hunk = tuple[int, int, int, int]


def _regions(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """(as it was, as I have it, as others have it) of each stretch: the same in all, or changed by one or both."""
    sides = (_hunks(base, mine), _hunks(base, theirs))
    texts = (mine, theirs)
    shift, at = [0, 0], 0
    while sides[0] or sides[1]:
        start = min(hunks[0][0] for hunks in sides if hunks)
        if at < start:
            yield (base[at:start],) * 3
            at = start
        taken: tuple[list[_Hunk], list[_Hunk]] = ([], [])
        end = start
        while (side := _next(sides, start, end, any(chain(*taken)))) is not None:
            hunk = sides[side].pop(0)
            taken[side].append(hunk)
            end = max(end, hunk[1])
        shown = []
        for side, text in enumerate(texts):
            low, high = start + shift[side], end + shift[side]
            high += sum((there_to - there) - (to - here) for here, to, there, there_to in taken[side])
            shown.append(text[low:high])
            shift[side] = high - end
        yield base[start:end], shown[0], shown[1]
        at = end
    if at < len(base):
        yield (base[at:],) * 3


def _next(sides: tuple[list[_Hunk], list[_Hunk]], start: int, end: int, has_begun: bool) -> int | None:
    """The side whose next change belongs to the stretch: it begins it, overlaps it, or adds something at its place."""
    for side, hunks in enumerate(sides):
        if hunks:
            here, to = hunks[0][:2]
            is_same_place = here == to == start == end
            if (not has_begun and here == start) or (has_begun and (here < end or is_same_place)):
                return side
    return None


def _hunks(base: Sequence[str], text: Sequence[str]) -> list[_Hunk]:
    found: list[_Hunk] = []
    for kind, here, to, there, there_to in SequenceMatcher(None, list(base), list(text), autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        # Each passage in the place of the one that it was: else one changed word would take its neighbours along.
        for one, other in [*_alike(base[here:to], text[there:there_to]), (to - here, there_to - there)]:
            before = (found[-1][1], found[-1][3]) if found and found[-1][1] >= here and found[-1][3] >= there else ()
            start, start_there = before or (here, there)
            if (here + one, there + other) != (start, start_there):
                found.append((start, here + one, start_there, there + other))
            if here + one < to and there + other < there_to:
                found.append((here + one, here + one + 1, there + other, there + other + 1))
    return found


def _alike(base: Sequence[str], text: Sequence[str]) -> list[tuple[int, int]]:
    """The passages that are another wording of each other, in order: the longest such row (as `diff` finds lines)."""
    if len(base) * len(text) > _MOST:
        return list(zip(range(len(base)), range(len(text)), strict=False)) if len(base) == len(text) else []
    rows: list[list[list[tuple[int, int]]]] = [[[] for _ in range(len(text) + 1)] for _ in range(len(base) + 1)]
    for one in range(len(base)):
        for other in range(len(text)):
            is_alike = SequenceMatcher(None, base[one], text[other]).ratio() > _ALIKE
            longer = [*rows[one][other], (one, other)] if is_alike else []
            rows[one + 1][other + 1] = max(longer, rows[one][other + 1], rows[one + 1][other], key=len)
    return rows[-1][-1]


_ALIKE = 0.55
"""How much two wordings of one passage have in common."""
_MOST = 400
"""Pairs of passages that are compared letter by letter."""


# ---- locks: entries by key, made by programs ----------------------------------------------------------------------


def cut_entries(text: str) -> dict[str, str]:
    """A file of entries by key, in their order; what stands before the first has the key ""."""
    entries: dict[str, str] = {"": ""}
    key = ""
    for line in text.splitlines(keepends=True):
        if match := re.match(r"[\"']?([\w-]+)[\"']?:", line):
            key = match[1]
            entries[key] = ""
        entries[key] += line
    return entries


def _merge_entries(base: str, mine: str, theirs: str) -> str:
    """Entry by entry; where both have written one, the later day's, else theirs. What it says wrongly then shows as a
    translation that is to be compared once more."""
    was, ours, others = (cut_entries(one) for one in (base, mine, theirs))
    found = dict(others)
    for key in {*was, *ours, *others}:
        if ours.get(key) == was.get(key):
            continue
        if others.get(key) == was.get(key) or _day(ours.get(key, "")) > _day(others.get(key, "")):
            found[key] = ours.get(key, "")
    return "".join(found[key] for key in sorted(found))


def _day(entry: str) -> str:
    match = re.search(r"accepted_on: (\S+)", entry)
    return match[1] if match else ""


def choose_entries(base: str, mine: str, wanted: Callable[[str], bool]) -> str:
    """The file as it was, with those of my entries that are wanted."""
    was, ours = cut_entries(base), cut_entries(mine)
    found = {key: (ours if wanted(key) else was).get(key, "") for key in {*was, *ours}}
    return "".join(found[key] for key in sorted(found))
