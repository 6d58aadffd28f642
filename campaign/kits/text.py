"""A page's text as plain data for paper: headings, paragraphs, lists, quotations, tables, boxes, contacts, drawings.

Typst templates get this data as JSON and never as code, so that contributed text cannot become part of a template.
A node of running text is a string or one of `{"strong": […]}`, `{"em": […]}`, `{"code": "…"}`, `{"break": true}`,
`{"link": address, "body": […]}` and `{"lang": code, "dir": …, "body": […]}`; a block has a `type`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from campaign.files.problems import ProblemsFound
from campaign.kits.edition import Edition
from campaign.pages.html import ADMONITIONS
from campaign.pages.page import SourcePage
from campaign.pages.references import Reference, show_references

if TYPE_CHECKING:
    from lxml import etree

Node = Any
"""A node of running text, as above."""
Block = dict[str, Any]

BLOCK_REFERENCES = ("helplines", "picture")
"""References that paper shows in its own way; all others are shown as on the page."""


class Part(NamedTuple):
    """A second-level heading and what follows it; `id` and `heading` are empty before the first one."""

    id: str
    heading: list[Node]
    blocks: list[Block]


@dataclass(frozen=True)
class PageText:
    """A page's text in one edition's language and script."""

    page: SourcePage
    edition: Edition

    @cached_property
    def parts(self) -> Mapping[str, Part]:
        """The parts by their ids, in order; a part without a heading or text is left out."""
        return {part.id: part for part in self.read(lambda target: self.edition.link_from(self.page, target))}

    @cached_property
    def _html(self) -> str:
        return _page_html(self.page, self.edition)

    def read(self, link: Callable[[str], str | None]) -> list[Part]:
        """The parts, with links as `link` makes them: from a link's target in the Markdown to an address, or None."""
        # Imported when needed: a build that changes no printed page reads none.
        from lxml import html

        parts = [Part("", [], [])]
        for block in _Reader(link, self.page).blocks(html.fragment_fromstring(self._html, create_parent="div")):
            if block["type"] == "heading" and block["level"] == 2:
                parts.append(Part(block["id"], block["body"], []))
            else:
                parts[-1].blocks.append(block)
        return [part for part in parts if part.heading or part.blocks]


def text_of(page: SourcePage, edition: Edition) -> PageText:
    """A page's text in an edition; the files of a kit are made one after the other, and it is read once for them."""
    latest: PageText | None = vars(edition.views).get("_latest_text")
    if latest is None or latest.page is not page or latest.edition != edition:
        latest = vars(edition.views)["_latest_text"] = PageText(page, edition)
    return latest


NOTHING = Part("", [], [])


def plain(nodes: list[Node]) -> str:
    """Running text without its marks."""
    return "".join(
        one if isinstance(one, str) else " " if "break" in one else plain(_children(one)) for one in nodes
    ).strip()


def _children(node: dict[str, Any]) -> list[Node]:
    for key in ("strong", "em", "body"):
        if key in node:
            return list(node[key])
    return [node.get("code", "")]


def _page_html(page: SourcePage, edition: Edition) -> str:
    made, references = edition.views.bodies.read(page.body, edition.words)

    def render(reference: Reference) -> str:
        if reference.kind in BLOCK_REFERENCES:
            return f'<figure data-kind="{reference.kind}" data-target="{reference.target}"></figure>'
        return edition.views.facts.render_reference(reference, edition.language, "index.html")

    made = show_references(made, references, render)
    return edition.language.html_in_script(made)


_SPACE = re.compile(r"[ \t\r\n]+")
_HEADINGS = {"h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "cite": "em"}
_BLOCKS = {
    "p",
    "ul",
    "ol",
    "blockquote",
    "table",
    "div",
    "details",
    "figure",
    "pre",
    "hr",
    "dl",
    "figcaption",
    *_HEADINGS,
}


class _Reader:
    """From elements to blocks and running text."""

    def __init__(self, link: Callable[[str], str | None], page: SourcePage):
        self.link = link
        self.page = page

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """The blocks inside an element; running text between them becomes paragraphs."""
        loose: list[Node] = [parent.text or ""]
        for child in parent:
            if child.tag in _BLOCKS:
                yield from self._paragraph(loose)
                yield from self._block(child)
                loose = []
            else:
                loose += self._inline(child)
            loose.append(child.tail or "")
        yield from self._paragraph(loose)

    def _paragraph(self, nodes: list[Node]) -> Iterator[Block]:
        if body := _tidy(nodes):
            yield {"type": "paragraph", "body": body}

    def _block(self, element: etree._Element) -> Iterator[Block]:
        tag = str(element.tag)
        classes = (element.get("class") or "").split()
        if tag in _HEADINGS:
            yield {
                "type": "heading",
                "level": _HEADINGS[tag],
                "id": element.get("id") or "",
                "body": self.text(element),
            }
        elif tag in ("ul", "ol"):
            items = [list(self.blocks(item)) for item in element if item.tag == "li"]
            start = int(element.get("start") or 1)
            yield {"type": "list", "ordered": tag == "ol", "start": start, "items": items}
        elif tag == "blockquote":
            yield {"type": "quote", "blocks": list(self.blocks(element))}
        elif tag == "table":
            yield self._table(element)
        elif tag == "figure" and element.get("data-kind"):
            yield {"type": element.get("data-kind"), "target": element.get("data-target")}
        elif tag == "details" or "admonition" in classes:
            yield from self._box(element, classes)
        elif tag == "hr":
            yield {"type": "rule"}
        elif tag == "figcaption":
            yield {"type": "paragraph", "body": [{"strong": self.text(element)}]}
        elif tag == "p":
            yield from self._paragraph(self.text(element))
            yield from (self._photo(image) for image in element.iter("img"))
        else:
            yield from self.blocks(element)

    def _box(self, element: etree._Element, classes: list[str]) -> Iterator[Block]:
        title: list[Node] = []
        head = next(
            (one for one in element if one.tag == "summary" or "admonition-title" in (one.get("class") or "")), None
        )
        if head is not None:
            title = self.text(head)
            element.remove(head)
        kind = next((one for one in classes if one in ADMONITIONS), "note")
        folds = element.tag == "details"
        yield {"type": "box", "kind": kind, "folds": folds, "title": title, "blocks": list(self.blocks(element))}

    def _table(self, table: etree._Element) -> Block:
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
        head = [self.text(cell) for cell in rows[0]] if rows and table.find("thead") is not None else []
        body = [[self.text(cell) for cell in row] for row in rows[1 if head else 0 :]]
        return {"type": "table", "head": head, "rows": body}

    def _photo(self, image: etree._Element) -> Block:
        """A picture of docs/assets/; raises ProblemsFound where nothing says what it shows."""
        source, alt = image.get("src") or "", (image.get("alt") or "").strip()
        if not alt:
            found = f"nothing says what the picture {source} shows"
            expected = "a description, read aloud to those who cannot see it"
            fix = f"write it between the brackets: ![Two children at a table]({source})"
            raise ProblemsFound.of("sheet-alt", self.page.file, found, expected, fix)
        folder = posixpath.join(self.page.language, posixpath.dirname(self.page.path))
        return {"type": "photo", "path": posixpath.normpath(posixpath.join(folder, source)), "alt": alt}

    def text(self, element: etree._Element) -> list[Node]:
        """The running text inside an element, white space folded."""
        return _tidy(self.text_kept(element))

    def _inline(self, element: etree._Element) -> list[Node]:
        tag = str(element.tag)
        if tag in ("svg", "script", "style") or "visually-hidden" in (element.get("class") or ""):
            return []
        if tag == "br":
            return [{"break": True}]
        body = self.text_kept(element)
        if tag in _MARKS:
            body = [{_MARKS[tag]: body}]
        elif tag in ("code", "kbd"):
            body = [{"code": "".join(str(one) for one in element.itertext())}]
        lang, direction = element.get("lang"), element.get("dir")
        if lang or direction in ("ltr", "rtl"):
            body = [{"lang": lang or "", "dir": direction if direction in ("ltr", "rtl") else "", "body": body}]
        if tag == "a" and (address := self.link(element.get("href") or "")):
            return [{"link": address, "body": body}]
        return body

    def text_kept(self, element: etree._Element) -> list[Node]:
        """As `text`, but with the space at its ends, which parts it from the words around."""
        nodes: list[Node] = [element.text or ""]
        for child in element:
            nodes += self._inline(child)
            nodes.append(child.tail or "")
        return _fold(nodes)


def _fold(nodes: list[Node]) -> list[Node]:
    """Neighbouring strings joined, white space folded, empty strings dropped."""
    folded: list[Node] = []
    for one in nodes:
        if isinstance(one, str) and folded and isinstance(folded[-1], str):
            folded[-1] += one
        else:
            folded.append(one)
    return [text for one in folded if (text := _SPACE.sub(" ", one) if isinstance(one, str) else one)]


def _tidy(nodes: list[Node]) -> list[Node]:
    """Folded, and without space at its ends."""
    folded = _fold(nodes)
    if folded and isinstance(folded[0], str):
        folded[0] = folded[0].lstrip()
    if folded and isinstance(folded[-1], str):
        folded[-1] = folded[-1].rstrip()
    return [one for one in folded if one != ""]
