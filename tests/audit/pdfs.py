"""Every PDF of the site: readable by programs that read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf

from tests.audit.findings import Finding


def check_pdfs(site: Path) -> Iterator[Finding]:
    """Tagged, titled, in a language, with embedded fonts, and with nothing that runs or loads (ISO 14289-1)."""
    for path in sorted(site.rglob("*.pdf")):
        name = path.relative_to(site).as_posix()
        try:
            with pikepdf.open(path) as document:
                for where, what in _problems(document):
                    yield Finding("pdf", name, "file", where, what)
        except pikepdf.PdfError as error:
            yield Finding("pdf", name, "file", "file", f"cannot be read: {error}")


def _problems(document: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    root = document.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False) or "/StructTreeRoot" not in root:
        yield "MarkInfo", "is not tagged"
    if not str(root.get("/Lang", "")):
        yield "Lang", "names no language"
    with document.open_metadata() as metadata:
        if not metadata.get("dc:title"):
            yield "metadata", "has no title"
        if metadata.get("pdfuaid:part") != "1":
            yield "metadata", "does not say that it follows PDF/UA-1"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "ViewerPreferences", "shows the file's name instead of the title"
    for key in ("/OpenAction", "/AA", "/AcroForm"):
        if key in root and (key != "/OpenAction" or isinstance(root[key], pikepdf.Dictionary)):
            yield key, "does something by itself"
    for number, page in enumerate(document.pages, 1):
        for font in (page.resources.get("/Font", {}) if "/Resources" in page else {}).values():
            described = font.get("/DescendantFonts", [font])[0].get("/FontDescriptor", {})
            if not any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"page {number}", f"the font {font.get('/BaseFont')} is not embedded"
