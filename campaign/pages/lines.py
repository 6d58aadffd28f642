"""What each line of a Markdown text is: code, heading, list item, table row … exactly as the renderer takes it.

Everything that looks into a page's text asks here, so that what is checked, translated and compared is what readers
see. The rules are Python-Markdown's, with the extensions that a campaign has: those of its mkdocs.yml and the three
that MkDocs always adds (`toc`, `tables`, `fenced_code`). They are read off its block processors, in their order, and
a test holds random texts against its HTML. CommonMark's are others: here a list right below a line of text is text,
and an indented fence is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from campaign.pages.block_rows import TAB
from campaign.pages.markdown_blocks import DEFINITION, Kind, Mark, Recogniser
from campaign.pages.references import mask_references

IS_CODE: tuple[Kind, ...] = ("fence", "code")


class Line(NamedTuple):
    """One line. Columns count characters from its beginning."""

    number: int
    """In its file."""
    text: str
    """As written, without the line's end."""
    start: int
    """Where it begins in the body, in characters."""
    prose: str
    """The line with backticks over its inline code; empty in a block of code."""
    kind: Kind
    piece: int
    """The same for the lines of one running text, in which inline code and links may go on from one line to the next,
    and for the lines of one block of code."""
    column: int
    """Where its own text begins, after indentation and the marks of lists, quotations, headings and boxes."""
    end: int
    """Where its own text ends, before a heading's id and spaces."""
    level: int = 0
    """Of a heading: 1 to 6."""
    id: str = ""
    """Of a heading: the id written behind it, `{#do-now}`."""
    cells: tuple[tuple[int, int], ...] = ()
    """Of a table row: the columns where the text of each cell begins and ends."""

    @property
    def own_text(self) -> str:
        """The text alone."""
        return self.text[self.column : self.end]


class Link(NamedTuple):
    """A link or picture, `[text](target)`, or the definition of one, `[id]: target`, and the line it begins on."""

    line: int
    text: str
    target: str
    is_image: bool = False


_LINE_END = re.compile(r"\r\n|\r|\n")


def read_lines(body: str, first_line: int = 1) -> tuple[Line, ...]:
    """Every line of a Markdown text, in order. `first_line` is the number of its first one in the file."""
    # References are put into the HTML when Markdown is done: for it they are words.
    texts, plain = _split(body), _split(mask_references(body))
    starts = [0, *(match.end() for match in _LINE_END.finditer(body))]
    expanded = [text.expandtabs(TAB) for text in plain] if "\t" in body else plain
    marks = Recogniser(expanded, list(_find_fences(expanded))).marks
    if "\t" in body:
        marks = [_with_tabs(text, mark) for text, mark in zip(plain, marks, strict=True)]
    prose = _cover_inline_code(texts, plain, marks) if "`" in body else texts
    return tuple(
        Line(number, text, start, "" if mark.kind in IS_CODE else shown, *mark)
        for number, (text, start, shown, mark) in enumerate(zip(texts, starts, prose, marks, strict=True), first_line)
    )


def _split(text: str) -> list[str]:
    return _LINE_END.split(text) if "\r" in text else text.split("\n")


def code_blocks(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """The lines of each block of code, those of its fences included."""
    code = (one for one in lines if one.kind in IS_CODE)
    return [tuple(block) for _, block in groupby(code, lambda one: one.piece)]


def headings(lines: Sequence[Line]) -> list[Line]:
    """The headings among the lines."""
    return [one for one in lines if one.kind == "heading"]


def prose_lines(lines: Sequence[Line]) -> list[tuple[int, str]]:
    """(line number, text) of all that is no code: what readers read and what the checks look at."""
    return [(one.number, one.prose) for one in lines if one.kind not in IS_CODE]


def part_ids(lines: Sequence[Line]) -> dict[int, str]:
    """For each line's number the id of the part that it stands in: of the second-level heading above it, or ""."""
    found, part_id = {}, ""
    for line in lines:
        if line.level == 2 and line.id:
            part_id = line.id
        found[line.number] = part_id
    return found


_NUMBERED = re.compile(r"(?P<before>[ >]*(?:(?:[*+-]|\d+\.) +)*)(?P<number>\d+)\. +")


def numbered_item(line: Line) -> re.Match[str] | None:
    """The `number` of an item of a numbered list, and what stands `before` it."""
    match = _NUMBERED.match(line.text) if line.kind == "list item" else None
    return match if match and match.end() <= line.column else None


LINK = re.compile(
    r"(?P<sign>!?)\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]"
    r"\(\s*(?:<(?P<pointed>[^>\n]*)>|(?P<target>(?:[^()\s]|\([^()\s]*\))*))[^)]*\)"
)
"""A link or a picture, as the renderer takes it."""
LINK_TARGET = re.compile(r"\]\([^)\n]*\)")
"""The address of a link, and the bracket before it, for those who look at a text's words only."""


def find_links(lines: Sequence[Line]) -> list[Link]:
    """Every link and picture of a text, in order; what stands in code is none."""
    found = []
    for parts in running_texts(lines):
        text = "\n".join(lines[index].prose[start:end] for index, start, end in parts)
        if "](" not in text and "]:" not in text:
            continue
        pattern = DEFINITION if lines[parts[0][0]].kind == "definition" else LINK
        for at, match in _matches(pattern, text):
            target = match["pointed"] if match["target"] is None else match["target"]
            line = lines[parts[text.count("\n", 0, at)][0]].number
            found.append(Link(line, match["text"], target, match["sign"] == "!"))
    return found


def _matches(pattern: re.Pattern[str], text: str, start: int = 0) -> Iterator[tuple[int, re.Match[str]]]:
    """Where a link begins, and the link; after it the pictures in its text."""
    for match in pattern.finditer(text):
        yield start + match.start(), match
        yield from _matches(pattern, match["text"], start + match.start("text"))


def running_texts(lines: Sequence[Line | Mark]) -> Iterator[list[tuple[int, int, int]]]:
    """Where each running text stands: the indexes of its lines, with the columns where it begins and ends in each."""
    parts: list[tuple[int, int, int]] = []
    last = 0
    for index, line in enumerate(lines):
        if line.piece != last and parts:
            yield parts
            parts = []
        last = line.piece
        if line.kind == "table row":
            yield from ([(index, start, end)] for start, end in line.cells)
        elif last and line.kind not in IS_CODE:
            parts.append((index, line.column, line.end))
    if parts:
        yield parts


def _with_tabs(text: str, mark: Mark) -> Mark:
    """A mark of a line as it was written, from that of the line with spaces in place of its tabs."""
    places = list(accumulate(text, lambda at, sign: at + (TAB - at % TAB if sign == "\t" else 1), initial=0))

    def place(column: int) -> int:
        return bisect_left(places, column)

    cells = tuple((place(start), place(end)) for start, end in mark.cells)
    return mark._replace(column=place(mark.column), end=place(mark.end), cells=cells)


def _cover_inline_code(texts: Sequence[str], plain: Sequence[str], marks: Sequence[Mark]) -> list[str]:
    """The lines with backticks over the code within their running texts."""
    shown = list(texts)
    for parts in running_texts(marks):
        text = "\n".join(plain[index][start:end] for index, start, end in parts)
        if "`" not in text:
            continue
        covered = "\n".join(texts[index][start:end] for index, start, end in parts)
        for begin, finish in _inline_code(text):
            covered = covered[:begin] + re.sub(".", "`", covered[begin:finish]) + covered[finish:]
        for (index, start, end), own in zip(parts, covered.split("\n"), strict=True):
            shown[index] = shown[index][:start] + own + shown[index][end:]
    return shown


def _inline_code(text: str) -> Iterator[tuple[int, int]]:
    """Where code stands in a running text, as the renderer's own pattern finds it."""
    # Imported when needed: few pages have any.
    from markdown.inlinepatterns import BACKTICK_RE, BacktickInlineProcessor

    pattern = BacktickInlineProcessor(BACKTICK_RE)
    start = 0
    while match := pattern.getCompiledRegExp().search(text, start):
        node, begin, start = pattern.handleMatch(match, text)
        if isinstance(node, str):
            # A backslash before a backslash: what follows is not escaped.
            text = text[:begin] + " " * (start - begin) + text[start:]
        elif node is not None:
            yield begin, start


_FENCED = re.compile(
    r"^(?P<fence>~{3,}|`{3,}) *"
    r"(?:\{[^\n}]*\}|(?:\.?[\w#.+-]* *)?(?:hl_lines=(?P<quote>[\"']).*?(?P=quote) *)?)\n"
    r"(?:.*?)(?<=\n)(?P=fence) *$",
    re.MULTILINE | re.DOTALL,
)


def _find_fences(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first and the last line of each block of fenced code, which the extension takes out before all else."""
    text = "\n".join(one.rstrip(" ") and one for one in lines)
    for match in _FENCED.finditer(text) if "```" in text or "~~~" in text else ():
        first = text.count("\n", 0, match.start())
        yield first, first + match[0].count("\n")
