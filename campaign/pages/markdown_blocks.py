"""What Python-Markdown makes of the lines of a text: its block processors once more, keeping which line is what.

Its own parser does not say where in the text an element comes from. So each method here does what the processor of its
name does, with the same patterns; the order in which they are asked is that of their priorities. Everybody else asks
`campaign.pages.lines`; its test holds both against the HTML that comes out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from campaign.pages.block_rows import (
    INDENT,
    QUOTATION,
    TAB,
    Node,
    Row,
    cut_blocks,
    find_box,
    split_indented,
    take_off,
    without_sign,
)  # fmt: skip
from campaign.pages.table_rows import cut_row, ends_with_pipe

Kind = Literal[
    "blank", "fence", "code", "heading", "underline", "rule", "list item", "quotation", "table row", "table rule",
    "box", "definition", "text",
]  # fmt: skip
"""`fence`: what opens and closes code; `underline`: what makes a heading of the line above; `rule`: a line across the
page; `box`: what begins a box, with its title; `definition`: the address for a link `[text][id]`."""

_BOXES = (
    ("div", re.compile(r'!!! ?[\w-]+(?: +[\w-]+)*(?: +"(?P<title>.*?)")? *$')),
    (
        "details",
        re.compile(r'\?{3}\+? ?(?:(?:[\w-]+(?: +[\w-]+)*?)?(?: +"(?P<title>.*?)")|[\w-]+(?: +[\w-]+)*?) *$'),
    ),
)
_HEADING = re.compile(r"(?P<level>#{1,6})(?P<text>(?:\\.|[^\\#]|#+(?=[^#]))*?)#*$")
_UNDERLINE = re.compile(r"(?:=+|-+) *$")
_RULE = re.compile(r" {0,3}(?=(?P<whole>(?:-+ {0,2}){3,}|(?:_+ {0,2}){3,}|(?:\*+ {0,2}){3,}))(?P=whole) *$")
_LISTS = (("ol", re.compile(r" {0,3}\d+\. +(.*)")), ("ul", re.compile(r" {0,3}[*+-] +(.*)")))
_INDENTED_ITEM = re.compile(r" {4,7}(?:\d+\.|[*+-]) +")
DEFINITION = re.compile(
    r"^(?P<sign> {0,3})\[(?P<text>[^\[\]]*)\]: *(?:\n *)?(?:<(?P<pointed>\S+)>|(?P<target>\S+)) *"
    r"(?:\n *)?(?:([\"']).*\5 *|\(.*\) *)?$",
    re.MULTILINE,
)
_ATTRIBUTES = re.compile(r" +\{:? *([^}\n ][^\n]*)\} *$")
_ID = re.compile(r"#([a-z0-9-]+)")
_SIGNS = frozenset("!?#=-_*+> [")
"""What a line begins with where it may be more than text, but for rows of tables and items with a number."""
_DEEPEST = 80
"""Boxes, lists and quotations within one another; what is deeper counts as text."""


class Mark(NamedTuple):
    """What is said of a line: the last fields of `Line`, in their order."""

    kind: Kind = "blank"
    piece: int = 0
    column: int = 0
    end: int = 0
    level: int = 0
    id: str = ""
    cells: tuple[tuple[int, int], ...] = ()


class Recogniser:
    """One pass through a text whose lines have no tabs; `marks` says what each of them is.

    A block is what stands between two empty lines. What takes one gives back the rest of it, or None: not for me.
    """

    def __init__(self, lines: Sequence[str], fences: Sequence[tuple[int, int]]):
        self.lines = lines
        self.marks = [Mark()] * len(lines)
        self.pieces = 0
        self.items: set[int] = set()
        """The lines that begin an item of a list."""
        self.states: list[str] = [""]
        self.depth = 0
        self._blocks(Node("body"), cut_blocks(self._rows(fences)))
        for first, last in fences:
            self.pieces += 1
            for index in range(first, last + 1):
                kind: Kind = "fence" if index in (first, last) else "code"
                self.marks[index] = Mark(kind, self.pieces, 0, len(lines[index]))

    def _rows(self, fences: Sequence[tuple[int, int]]) -> Iterator[Row]:
        """All lines; a word between two empty lines in place of each block of fenced code."""
        ends = dict(fences)
        last = -1
        for index, text in enumerate(self.lines):
            if index in ends:
                last = ends[index]
                yield from ((index, ""), (index, "x"), (index, ""))
            elif index > last:
                yield index, text if text.strip(" ") else ""

    def _mark(
        self,
        row: Row,
        kind: Kind,
        text: str | None = None,
        *,
        after: int = 0,
        piece: int | None = None,
        level: int = 0,
        heading_id: str = "",
        cells: tuple[tuple[int, int], ...] = (),
    ) -> None:
        """Say what a line is: its own text is `text`, or the whole row, `after` so many characters."""
        index, rest = row
        rest = rest[after:]
        begin = len(self.lines[index]) - len(rest.lstrip(" "))
        end = begin + len(rest.strip(" ") if text is None else text)
        self.marks[index] = Mark(kind, self.pieces if piece is None else piece, begin, end, level, heading_id, cells)

    def _blocks(self, parent: Node, blocks: Sequence[list[Row]]) -> None:
        self.depth += 1
        for block in blocks:
            while block:
                block = self._take(parent, block)
        self.depth -= 1

    def _within(self, state: str, parent: Node, blocks: Sequence[list[Row]]) -> None:
        self.states.append(state)
        self._blocks(parent, blocks)
        self.states.pop()

    def _take(self, parent: Node, block: list[Row]) -> list[Row]:
        """Give a block, or its beginning, to the processor that it is for; what is left of it."""
        if not block[0][1]:
            return block[1:]
        is_one_of_words = len(block) == 1 and block[0][1][0].isalpha()
        if self.depth <= _DEEPEST and not is_one_of_words:
            for process in self._processors(block):
                rest = process(parent, block)
                if rest is not None:
                    return rest
        return self._paragraph(parent, block)

    def _processors(self, block: Sequence[Row]) -> Iterator[_Processor]:
        """Those that may want the block, by what its lines begin with."""
        first = block[0][1]
        signs = {row[1][0] for row in block}
        if signs.isdisjoint(_SIGNS) and "|" not in first and not first[0].isdecimal():
            return  # Most blocks are text.
        if first.startswith(INDENT) or not signs.isdisjoint("!?"):
            yield self._box
        if first.startswith(INDENT):
            yield from (self._item_content, self._code)
        if len(block) > 1 and "|" in first:
            yield self._table
        if "#" in signs:
            yield self._heading
        if len(block) > 1 and block[1][1][0] in "=-":
            yield self._underlined
        if not signs.isdisjoint("-_* "):
            yield self._rule
        if first[0] in " -*+" or first[0].isdecimal():
            yield self._list
        if not signs.isdisjoint("> "):
            yield self._quotation
        if "[" in signs or " " in signs:
            yield self._definition

    def _box(self, parent: Node, block: list[Row]) -> list[Row] | None:
        for tag, pattern in _BOXES:
            for at, row in enumerate(block):
                if row[1][0] in "!?" and (match := pattern.match(row[1])):
                    self._blocks(parent, [block[:at]])
                    self.pieces += 1
                    self._mark(row, "box", match["title"] or "", after=match.start("title") if match["title"] else 0)
                    inside, rest = split_indented(block[at + 1 :], TAB)
                    self._blocks(parent.add(tag), cut_blocks(inside))
                    return rest
            box, indent = find_box(parent, block[0][1], tag)
            if box:
                inside, rest = split_indented(block, indent)
                self._blocks(box, cut_blocks(inside))
                return rest
        return None

    def _item_content(self, parent: Node, block: list[Row]) -> list[Row] | None:
        if self.states[-1] == "detabbed" or not (parent.tag == "li" or parent.has_list):
            return None
        level, found = self._level(parent, block[0][1])
        block = take_off(block, INDENT * level)
        if parent.tag == "li":
            found = parent.last if parent.last and parent.has_list else parent
        elif found.tag != "li":
            if found.last and found.last.tag == "li":
                self._within("detabbed", found.last, cut_blocks(block))
                return []
            found = found.add("li")
        self._within("detabbed", found, [block])
        return []

    def _level(self, parent: Node, first: str) -> tuple[int, Node]:
        """How many indentations lead to the list or item that a line is for, and which that is."""
        indents = (len(first) - len(first.lstrip(" "))) // TAB
        level = 1 if self.states[-1] == "list" else 0
        while indents > level and parent.last and parent.last.tag in ("ul", "ol", "li"):
            parent = parent.last
            level += parent.tag != "li"
        return level, parent

    def _code(self, parent: Node, block: list[Row]) -> list[Row]:
        node = parent.last
        if not node or node.tag != "pre":
            # Else it goes on after an empty line.
            self.pieces += 1
            node = parent.add("pre", self.pieces)
        code, rest = split_indented(block, TAB)
        for row in code:
            self._mark(row, "code", piece=node.piece)
        return rest

    def _table(self, parent: Node, block: list[Row]) -> list[Row] | None:
        texts = [row[1].strip(" ") for row in block]
        has_border = texts[0].startswith("|") or ends_with_pipe(texts[0])
        columns = len(cut_row(texts[0], has_border=has_border))
        if columns == 1 and not (has_border and all(one.startswith("|") or ends_with_pipe(one) for one in texts)):
            return None
        if len(cut_row(texts[1], has_border=has_border)) != columns or texts[1].strip("|:- "):
            return None
        parent.add("table")
        for row in block:
            self.pieces += 1
            begin = len(self.lines[row[0]]) - len(row[1].lstrip(" "))
            # More cells than the first row has are not shown.
            cells = cut_row(row[1].strip(" "), has_border=has_border)[:columns]
            self._mark(row, "table row", cells=tuple((begin + start, begin + end) for start, end in cells))
        self._mark(block[1], "table rule", piece=0)
        return []

    def _heading(self, parent: Node, block: list[Row]) -> list[Row] | None:
        for at, row in enumerate(block):
            if row[1][0] == "#" and (match := _HEADING.match(row[1])):
                self._blocks(parent, [block[:at]])
                parent.add("heading")
                self._mark_heading(row, match["text"], match.start("text"), len(match["level"]))
                rest = block[at + 1 :]
                return take_off(rest, INDENT) if self.states[-1] == "looselist" else rest
        return None

    def _underlined(self, parent: Node, block: list[Row]) -> list[Row] | None:
        if not _UNDERLINE.match(block[1][1]):
            return None
        parent.add("heading")
        self._mark_heading(block[0], block[0][1], 0, 1 if block[1][1][0] == "=" else 2)
        self._mark(block[1], "underline", piece=0)
        return block[2:]

    def _mark_heading(self, row: Row, text: str, after: int, level: int) -> None:
        self.pieces += 1
        found, text = "", text.strip()
        if (attributes := _ATTRIBUTES.search(text)) and (match := _ID.fullmatch(attributes[1])):
            found, text = match[1], text[: attributes.start()].rstrip("#").rstrip()
        self._mark(row, "heading", text, after=after, level=level, heading_id=found)

    def _rule(self, parent: Node, block: list[Row]) -> list[Row] | None:
        for at, row in enumerate(block):
            if _RULE.match(row[1]):
                self._blocks(parent, [block[:at]])
                parent.add("rule")
                self._mark(row, "rule", piece=0)
                return block[at + 1 :]
        return None

    def _list(self, parent: Node, block: list[Row]) -> list[Row] | None:
        tag, pattern = next(((tag, one) for tag, one in _LISTS if one.match(block[0][1])), ("", None))
        if pattern is None:
            return None
        items = list(self._items(block, pattern))
        if parent.last and parent.last.tag == tag:
            parent = parent.last
            self._within("looselist", parent.add("li"), [items.pop(0)])
        elif parent.tag not in ("ol", "ul"):
            parent = parent.add(tag)
        for item in items:
            is_indented = item[0][1].startswith(INDENT)
            self._within("list", parent.last if is_indented and parent.last else parent.add("li"), [item])
        return []

    def _items(self, block: Sequence[Row], pattern: re.Pattern[str]) -> Iterator[list[Row]]:
        """A list cut into its items; an indented one, which stands in the one before, for itself."""
        item: list[Row] = []
        for row in block:
            if match := pattern.match(row[1]):
                if item:
                    yield item
                item = [(row[0], match[1])]
                self.items.add(row[0])
                self._mark(row, "list item", "", after=match.start(1), piece=0)
            elif _INDENTED_ITEM.match(row[1]) and not item[0][1].startswith(INDENT):
                yield item
                item = [row]
            else:
                item.append(row)
        yield item

    def _quotation(self, parent: Node, block: list[Row]) -> list[Row] | None:
        at = next((at for at, row in enumerate(block) if QUOTATION.match(row[1])), None)
        if at is None:
            return None
        self._blocks(parent, [block[:at]])
        quotation = parent.last if parent.last and parent.last.tag == "quotation" else parent.add("quotation")
        rows = [(index, without_sign(text)) for index, text in block[at:]]
        self._within("quotation", quotation, cut_blocks(rows))
        return []

    def _definition(self, parent: Node, block: list[Row]) -> list[Row] | None:
        text = "\n".join(row[1] for row in block)
        begin = finish = -1
        for match in DEFINITION.finditer(text):
            if begin < 0:
                begin = match.start()
            elif text[finish : match.start()].strip("\n") or "\n" in match[0]:
                break
            finish = match.end()
        if begin < 0:
            return None
        start, end = text.count("\n", 0, begin), text.count("\n", 0, finish) + 1
        self._blocks(parent, [block[:start]])
        self.pieces += 1
        for row in block[start:end]:
            self._mark(row, "definition")
        return block[end:]

    def _paragraph(self, parent: Node, block: list[Row]) -> list[Row]:
        self.pieces += 1
        for row in block:
            kind: Kind = "quotation" if parent.tag == "quotation" else "text"
            self._mark(row, "list item" if row is block[0] and row[0] in self.items else kind)
        if self.states[-1] != "list":
            parent.add("p")
        return []


_Processor = Callable[[Node, list[Row]], list[Row] | None]
