"""Making pages of the original fit another campaign: what is true of the original's countries alone goes, and links to
pages that were not chosen become words. Every language loses the same blocks, so translations stay translations.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from babel import Locale

from campaign.pages.blocks import Block, body_blocks
from campaign.pages.lines import LINK, Line
from campaign.pages.links import PageLink, resolve_target, rewrite_links
from campaign.pages.page import SourcePage
from campaign.pages.references import find_references

_FEW = 6
"""Letters of a country's name that stay when its end is taken off, for "Slovenian" too."""


def naming(countries: Collection[str], language: str) -> re.Pattern[str]:
    """What names one of these countries, or somebody or something from there, in a text of a language."""
    names = [str(Locale.parse(language).territories[one]) for one in sorted(countries)]
    stems = [re.escape(one[:-2] if len(one) - 2 >= _FEW else one) for one in names]
    return re.compile("|".join(rf"\b{one}" for one in stems) if stems else r"(?!)")


_AT = re.compile(r"^  at: \[(.*)\]\r?\n", re.MULTILINE)


def fit_plan(text: str, ids: Collection[str]) -> str:
    """The plan for a school year without the pages that a campaign does not have."""

    def kept(match: re.Match[str]) -> str:
        return f"[{', '.join(one for one in re.split(r', *', match[1]) if one in ids)}]"

    head, mark, months = text.partition("\nmonths:\n")
    return head + mark + re.sub(r"\[([^\]]*)\]", kept, months)


def fit_pictures(text: str, ids: Collection[str]) -> str:
    """The file of pictures, in which none stands on a page that there is not."""

    def kept(match: re.Match[str]) -> str:
        parts = [one for one in re.split(r", *", match[1]) if one.partition("#")[0] in ids]
        return f"  at: [{', '.join(parts)}]\n" if parts else ""

    return _AT.sub(kept, text)


@dataclass
class Fitting:
    """What pages have to fit: the pages that were chosen, and the facts that there are."""

    paths: frozenset[str]
    foreign: re.Pattern[str]
    helplines: frozenset[str]
    note: str
    """Stands where a part of a page that cannot wait said nothing else: what has to be written there."""
    own: Mapping[str, Mapping[str, Collection[str]]] = field(default_factory=dict)
    """By path, the parts for which the note stands `instead` of what the original says of itself, or `beside` it."""
    left_out: dict[str, list[str]] = field(default_factory=dict)
    """By path, the blocks that were taken out because of what they say."""
    ids: dict[str, frozenset[str]] = field(default_factory=dict)
    """By path, the ids of the headings that stayed."""
    _gone: dict[str, frozenset[int]] = field(default_factory=dict)

    def read(self, page: SourcePage) -> None:
        """Look at a page in the language that it was written in; to be done for every page before any is fitted."""
        gone: set[int] = set()
        end_of_part = 0
        blocks = list(body_blocks(page))
        for number, block in enumerate(blocks):
            level = _level(page, block)
            if level and level <= end_of_part:
                end_of_part = 0
            if end_of_part or self._is_foreign(block):
                gone.add(number)
                self.left_out.setdefault(page.path, []).append(block.words)
                end_of_part = end_of_part or level
            elif block.kind == "list item" and self._leads_away(page.path, block.text):
                gone.add(number)
        self._gone[page.path] = frozenset(gone)
        self.ids[page.path] = frozenset(_ids_of(self._cut(page, blocks)))

    def fit(self, page: SourcePage, original: SourcePage) -> str | None:
        """The body of a page as it fits; None for a translation that is not cut into blocks as its original is."""
        blocks = list(body_blocks(page))
        if [one.kind for one in blocks] != [one.kind for one in body_blocks(original)]:
            return None
        return self._linked(page.path, self._cut(page, blocks))

    def _is_foreign(self, block: Block) -> bool:
        named = {one.target for one in find_references(block.text) if one.kind == "helpline"}
        return bool(self.foreign.search(block.text) or named - self.helplines)

    def is_away(self, path: str, target: str) -> bool:
        """Whether a link from the page at `path` leads to a page that there is not."""
        resolved = resolve_target(path, target)
        return resolved is not None and resolved.endswith(".md") and resolved not in self.paths

    def _leads_away(self, path: str, text: str) -> bool:
        """Whether a text begins with such a link."""
        match = LINK.match(text)
        return match is not None and not match["sign"] and self.is_away(path, match["pointed"] or match["target"])

    def _cut(self, page: SourcePage, blocks: list[Block]) -> str:
        gone = self._gone[page.path]
        lines = list(page.lines)
        first = lines[0].number if lines else 0
        removed: set[int] = set()
        for number, block in enumerate(blocks):
            if number in gone:
                start = block.line - first
                level = lines[start].level
                end = _part_end(lines, start, level) if level else start + block.text.count("\n") + 1
                removed |= {*range(start, end)}
        own = self.own.get(page.path, {})
        for at, line in enumerate(lines):
            if line.level and {*_ids_of(line.text)} & {*own.get("instead", ())}:
                removed |= {*range(at + 1, _part_end(lines, at, line.level))}
        kept = [line for index, line in enumerate(lines) if index not in removed]
        noted = bool(own) or (bool(self.left_out.get(page.path)) and page.meta.essential)
        text = _without_empty_parts(kept, self.note if noted else "")
        for part in own.get("beside", ()):
            text = re.sub(rf"(?m)^.*\{{#{part}\}}\n", lambda heading: f"{heading[0]}\n{self.note}\n", text)
        return text

    def _linked(self, path: str, body: str) -> str:
        def shown(link: PageLink) -> str:
            if link.is_picture or link.path is None:
                return link.text
            if self.is_away(path, link.file):
                return link.words
            kept = self.ids.get(link.path)
            if not link.anchor or kept is None or link.anchor in kept:
                return link.text
            return link.text.replace(f"#{link.anchor}", "") if link.file else link.words

        return rewrite_links(body, path, shown)


def _ids_of(text: str) -> list[str]:
    """The ids of the headings in a text."""
    return re.findall(r"\{#([\w-]+)\}", text)


def _level(page: SourcePage, block: Block) -> int:
    return page.lines[block.line - page.lines[0].number].level


def _part_end(lines: list[Line], start: int, level: int) -> int:
    """The index after the last line of the part that a heading begins."""
    return next((at for at in range(start + 1, len(lines)) if 0 < lines[at].level <= level), len(lines))


def _without_empty_parts(lines: list[Line], note: str) -> str:
    """The lines as text; a heading with nothing below it goes, or gets the note."""
    texts = [line.text for line in lines]
    for at in reversed(range(len(lines))):
        if lines[at].level:
            below = texts[at + 1 : _part_end(lines, at, lines[at].level)]
            if not any(one.strip() for one in below):
                texts[at] = f"{texts[at]}\n\n{note}\n" if note else ""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(texts)).strip("\n") + "\n"
