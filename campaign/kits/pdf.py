"""What is changed in a finished PDF that Typst cannot say: a language with its script, and a larger paper."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterable
from html import escape
from typing import Any

import pikepdf

A3 = (841.8898, 1190.5512)
"""Width and height in points (1/72 inch) of 297 × 420 mm."""
_TITLE = re.compile(r"(<dc:title>.*?<rdf:li[^>]*>)[^<]*")
_MARK = re.compile(r"(<xmpMM:(?:Instance|Document)ID>)[^<]*")


def name_language(pdf: bytes, written: str, tag: str) -> bytes:
    """The PDF with `tag` wherever it says that its language is `written`: in the catalogue, the metadata, the structure
    and the marked text of each page. Typst leaves the script out of a language, "cnr-ME" for "cnr-Cyrl-ME", and a voice
    that reads aloud would take the one for the other script.
    """
    if written == tag:
        return pdf
    old, new = f"({written})".encode(), f"({tag})".encode()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for one in document.objects:
            if isinstance(one, pikepdf.Stream):
                if one.get("/Subtype") != pikepdf.Name.Image and (content := one.read_bytes()).count(b"/Lang" + old):
                    one.write(content.replace(b"/Lang" + old, b"/Lang" + new))
            elif isinstance(one, pikepdf.Dictionary) and one.get("/Lang") == written:
                one.Lang = pikepdf.String(tag)
        metadata = document.Root.Metadata.read_bytes()
        document.Root.Metadata.write(metadata.replace(f"<rdf:li>{written}<".encode(), f"<rdf:li>{tag}<".encode()))
        return _saved(document)


def enlarge(pdf: bytes, title: str, size: tuple[float, float] = A3) -> bytes:
    """The PDF with every page as large as `size` (width, height in points), and with another title.

    A matrix before the content of each page enlarges what it shows; what stands beside the content and has places on
    the page is enlarged one by one: links, the outline, the boxes of pictures in the structure (ISO 32000-1, 8.3.4,
    12.3.2.2, 12.5.2, 14.8.5.4.3).
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        first = document.pages[0].mediabox
        by = (size[0] / float(first[2]), size[1] / float(first[3]))
        for one in document.objects:
            _enlarge_places(one, by)
        for page in document.pages:
            page.mediabox = pikepdf.Array([0, 0, *size])
            # The space of a pattern is the page's own, and not that of what is painted with it (8.7.2).
            for pattern in page.resources.get("/Pattern", {}).values():
                pattern.Matrix = _scaled(pattern.get("/Matrix", [1, 0, 0, 1, 0, 0]), by)
            page.contents_add(f"{by[0]:.6f} 0 0 {by[1]:.6f} 0 0 cm\n".encode(), prepend=True)
            page.contents_coalesce()
        document.trailer.Info.Title = pikepdf.String(title)
        mark = base64.b64encode(hashlib.md5(pdf, usedforsecurity=False).digest()).decode()
        metadata = document.Root.Metadata.read_bytes().decode()
        metadata = _TITLE.sub(lambda found: found[1] + escape(title, quote=False), metadata)
        document.Root.Metadata.write(_MARK.sub(lambda found: found[1] + mark, metadata).encode())
        return _saved(document)


def _enlarge_places(one: Any, by: tuple[float, float]) -> None:
    """Enlarge the places in an object and in the objects directly inside it."""
    if isinstance(one, pikepdf.Array):
        if len(one) > 3 and one[1] == pikepdf.Name.XYZ:
            one[2:4] = _scaled(one[2:4], by)
        inner: Iterable[Any] = one
    elif isinstance(one, pikepdf.Dictionary):
        for key in ("/Rect", "/QuadPoints", *(["/BBox"] if one.get("/O") == pikepdf.Name.Layout else [])):
            if key in one:
                one[key] = _scaled(one[key], by)
        inner = one.values()
    else:
        return
    for part in inner:
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            _enlarge_places(part, by)


def _scaled(numbers: Iterable[Any], by: tuple[float, float]) -> pikepdf.Array:
    """Numbers that are x and y by turns."""
    return pikepdf.Array([round(float(one) * by[index % 2], 5) for index, one in enumerate(numbers)])


def _saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()
