"""Drawings under `docs/assets/`: an SVG file is a document that can run programs; what can is refused.

Browsers run nothing in an SVG that a page shows as a picture, and the site's policy forbids it besides; but the file
can also be opened alone, from a host without the site's headers or from a disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from campaign.files.problems import Problem

# lxml is imported where it is used: most builds look at no drawing.
if TYPE_CHECKING:
    from lxml import etree

_ELEMENTS = {
    "svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "path", "rect", "circle", "ellipse", "line",
    "polyline", "polygon", "text", "tspan", "textPath", "linearGradient", "radialGradient", "stop", "pattern",
    "clipPath", "mask", "marker", "filter", "switch",
}  # fmt: skip
_FILTERS = re.compile(r"fe[A-Z][A-Za-z]+")
_SVG = "http://www.w3.org/2000/svg"
_SHAPES = "draw it with shapes only; a program such as Inkscape saves “Plain SVG” or “Optimised SVG”"


def check_svg(content: bytes, file: str) -> Iterator[Problem]:
    """Nothing that runs (scripts, handlers, HTML inside), that loads from elsewhere, or that declares entities."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        yield _problem(file, 1, "a document type, which can hold entities", "a drawing: <svg …>", _SHAPES)
        return
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        yield _problem(file, getattr(error, "lineno", None), f"no drawing: {error}", "an SVG file", "save it anew")
        return
    for node in root.iter():
        if not isinstance(node.tag, str):
            if isinstance(node, etree._ProcessingInstruction):
                yield _problem(file, node.sourceline, "an instruction (<?…?>)", "only shapes and text", _SHAPES)
            continue
        name = etree.QName(node)
        if name.namespace == _SVG and name.localname not in _ELEMENTS and not _FILTERS.fullmatch(name.localname):
            yield _problem(file, node.sourceline, f"an element <{name.localname}>", "only shapes and text", _SHAPES)
        elif name.namespace != _SVG and node.getparent() is None:
            yield _problem(file, node.sourceline, f"a document <{name.localname}>", "a drawing: <svg …>", _SHAPES)
        yield from _check_attributes(node, file)


def _check_attributes(node: etree._Element, file: str) -> Iterator[Problem]:
    from lxml import etree

    for key, value in node.attrib.items():
        name, text = etree.QName(key).localname.lower(), re.sub(r"\s", "", str(value)).lower()
        if name.startswith("on"):
            yield _problem(file, node.sourceline, f"a handler: {name}", "no attribute that begins with “on”", _SHAPES)
        elif (name == "href" and not text.startswith("#")) or re.search(r"url\((?![\"']?#)", text):
            found = f"an address: {str(value)[:60]}"
            yield _problem(file, node.sourceline, found, "addresses inside the drawing only (#id)", _SHAPES)


def _problem(file: str, line: object, found: str, expected: str, fix: str) -> Problem:
    return Problem("svg", file, found, expected, fix, line=line if isinstance(line, int) else None)
