"""The teachers' handbook as one book: cover, contents, introduction, parts and chapters, links that lead inside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urldefrag

from campaign.kits.drawings import render_drawing
from campaign.kits.edition import Edition
from campaign.kits.files import HANDBOOK, Book
from campaign.kits.sheet import Sheet
from campaign.kits.sheets import colophon, page_data, prepare, shown_parts
from campaign.kits.text import NOTHING, Block, PageText, Part, plain
from campaign.pages.lines import headings, part_ids
from campaign.pages.page import SourcePage

_PART_ID = re.compile(r"part-\d+")
"""The headings of the first page that name the book's parts; the lists below them link to the chapters."""


@dataclass(frozen=True)
class Handbook:
    """A handbook with what is needed to print it."""

    book: Book
    edition: Edition

    @cached_property
    def anchors(self) -> Mapping[str, str]:
        """The label of each page in the book, by the page's path."""
        return {page.path: page.meta.id for page in self.book.pages}

    def link_from(self, page: SourcePage, target: str) -> str | None:
        """A link to a page of the book leads to it ("#handbook-flow"), any other where a sheet's link leads."""
        path = self.edition.linked_path(page, target) or page.path
        if urldefrag(target)[0] != target or path in self.anchors:
            anchor = self.anchors.get(path)
            heading = urldefrag(target)[1]
            if anchor:
                return f"#{anchor}--{heading}" if heading in self._headings[path] else f"#{anchor}"
        return self.edition.link_from(page, target)

    @cached_property
    def _headings(self) -> Mapping[str, set[str]]:
        """The ids of the second-level headings of each page."""
        return {
            page.path: {one.id for one in headings(page.lines) if one.level == 2 and one.id} for page in self.book.pages
        }

    def drawing_of(self, page: SourcePage) -> str:
        """The picture at the head of a chapter: its own, for one that several share says nothing of any; "" without."""
        views = self.edition.views
        return render_drawing(views, page.meta.id) if page.meta.id in views.campaign.pictures else ""

    def parts_of(self, page: SourcePage) -> list[Part]:
        """A page's parts, their links leading about in the book."""
        return PageText(page, self.edition).read(lambda target: self.link_from(page, target))


def render_handbook(handbook: Handbook) -> Sheet:
    """The whole book as one sheet for the typesetter."""
    book, edition = handbook.book, handbook.edition
    index = book.first
    parts = handbook.parts_of(index)
    by_path = {one.path: one for one in book.chapters}
    book_parts: list[tuple[Part, list[str]]] = []
    placed: set[str] = set()
    for part in (one for one in parts if _PART_ID.fullmatch(one.id)):
        paths = [one for one in _linked_chapters(index, part.id, edition) if one in by_path and one not in placed]
        placed.update(paths)
        book_parts.append((part, paths))
    # A chapter that no list names is still part of the book.
    if rest := [one for one in by_path if one not in placed]:
        book_parts = book_parts or [(NOTHING, [])]
        book_parts[-1][1].extend(rest)
    latest = max(page.meta.reviewed_on for page in book.pages)
    data = {
        **page_data(index, edition, edition.word(HANDBOOK.label), "handbook"),
        "name": edition.say(index.meta.title),
        "date": [latest.year, latest.month, latest.day],
        "introduction": {
            "id": index.meta.id,
            "intro": prepare(next((one.blocks for one in parts if not one.id), []), edition),
            "parts": shown_parts(
                (one for one in parts if one.id and not _PART_ID.fullmatch(one.id)), PageText(index, edition)
            ),
        },
        "parts": [
            {
                "heading": plain(part.heading),
                "blocks": prepare(part.blocks, edition),
                "chapters": [_chapter(handbook, by_path[path], number) for number, path in enumerate(paths, 1)],
            }
            for part, paths in book_parts
        ],
        "colophon": colophon(index, edition, [], book.pages),
    }
    return Sheet("handbook.typ", data, [{"size": 10.5}], index.file, "handbook")


def _chapter(handbook: Handbook, page: SourcePage, number: int) -> dict[str, Any]:
    edition = handbook.edition
    parts = handbook.parts_of(page)
    shown = shown_parts((one for one in parts if one.id), PageText(page, edition))
    return {
        "id": page.meta.id,
        "number": edition.word("sheet_chapter", number=number),
        "title": edition.say(page.meta.title),
        "short": edition.say(page.meta.short_title or page.meta.title),
        "drawing": handbook.drawing_of(page),
        "intro": prepare(next((one.blocks for one in parts if not one.id), []), edition),
        # Their headings are one level deeper than on the page: above them stand the book's parts and chapters.
        "parts": [{**one, "blocks": [_deeper(block) for block in one["blocks"]]} for one in shown],
    }


def _deeper(block: Block) -> Block:
    return {**block, "level": block["level"] + 1} if block["type"] == "heading" else block


def _linked_chapters(index: SourcePage, part_id: str, edition: Edition) -> list[str]:
    """The paths of the pages that one part of the first page links to, in order, each once."""
    parts = part_ids(index.lines)
    names = (one.target.partition("#")[0] for one in index.links if parts[one.line] == part_id)
    return list(dict.fromkeys(edition.linked_path(index, one) for one in names if one.endswith(".md")))
