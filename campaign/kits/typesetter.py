"""From data to PDF, with Typst: one warm compiler, fonts as files, PDF/UA-1, and errors that name the page.

The templates are `kits/*.typ` of the look; they get data as JSON, from a file beside copies of them: what Typst
remembers of one sheet holds for the next as long as only this file is another. A template that must end on a page of
its own calls `panic("sheet-too-long")`; then the sheet's next variant is tried, with smaller type or fewer parts.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

import typst
from PIL import Image

from campaign.files.look import Look
from campaign.files.problems import Problem, ProblemsFound
from campaign.kits.pdf import enlarge, name_language
from campaign.kits.qr import render_qr_svg
from campaign.kits.sheet import FONTS, SMALLEST, TEMPLATES, Sheet

FAMILIES = ("Noto Sans", "Amiri")
"""Noto Sans for Latin, Greek and Cyrillic; Amiri for Arabic, because of all that were tried it is the one whose marks

Typst keeps together with their letters, so that a screen reader reads each once (see fonts/README.md).
"""
OWN_FONTS = "fonts"
"""The folder beside the templates where a campaign adds fonts for further scripts."""
DATA = "data.json"
PICTURE_PPI, PICTURE_QUALITY = 16.0, 30
"""Of the small picture of a sheet: 132 × 187 pixels of A4, in 2 to 4 KB."""
_MISSING_GLYPH = re.compile(r"the text [\"`]*(.+?)[\"`]* could not be displayed", re.IGNORECASE)
TOO_LONG = "sheet-too-long"
_FOUND = re.compile(r"found:([\d ]+)")
"""How a template says what it has measured, and ends, where measuring again in each round of layout would take long."""


class Typesetter:
    """Makes PDFs from the templates of a look."""

    def __init__(self, look: Look):
        own = [folder / TEMPLATES / OWN_FONTS for folder in look.folders]
        folders = [FONTS, *(one for one in own if one.is_dir())]
        self._fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
        self.families = [*FAMILIES, *sorted(set(self._fonts.families()) - set(FAMILIES))]
        self._folder = Path(tempfile.mkdtemp(prefix="campaign-sheets-")).resolve()
        # A process that was forked does not clean up as others do: not what is its parent's (a TemporaryDirectory would
        # go with the copy of it there), and what is its own only so.
        Finalize(self, shutil.rmtree, (self._folder,), {"ignore_errors": True}, exitpriority=0)
        for path in look.files(f"{TEMPLATES}/*.typ"):
            shutil.copy(path, self._folder)
        self._latest: tuple[object, bytes] | None = None
        """The last PDF and what it was made from: a poster is asked for in two sizes."""
        self._compiler = typst.Compiler(root=self._folder, font_paths=self._fonts)

    def render_pdf(self, sheet: Sheet) -> bytes:
        """The PDF of the first of the sheet's variants that fits; raises ProblemsFound, naming the page."""
        if self._latest is None or self._latest[0] != (sheet.template, sheet.data):
            self._latest = (sheet.template, sheet.data), self._fitting(sheet)
        made = self._latest[1]
        return enlarge(made, sheet.enlarged_name) if sheet.enlarged_name else made

    def render_picture(self, sheet: Sheet) -> bytes:
        """A small picture of its first side, as WebP; as cheap as can be after `render_pdf` of the same sheet."""
        self.render_pdf(sheet)
        # What was set last still lies there, in the variant that fits.
        made = self._compiler.compile(input=str(self._folder / sheet.template), format="png", ppi=PICTURE_PPI)
        first = made[0] if isinstance(made, list) else made
        assert first is not None
        out = io.BytesIO()
        with Image.open(io.BytesIO(first)) as picture:
            picture.convert("RGB").save(out, "webp", quality=PICTURE_QUALITY, method=2)
        return out.getvalue()

    def _fitting(self, sheet: Sheet) -> bytes:
        code = sheet.data.get("code")
        drawn = {"code": {**code, "svg": render_qr_svg(code["link"])}} if code else {}
        for variant in sheet.variants:
            try:
                return self._compile(sheet.template, {**sheet.data, **drawn, **variant})
            except typst.TypstError as error:
                if TOO_LONG not in error.message:
                    raise ProblemsFound([_problem(error, sheet.file, sheet.name)]) from None
        found = f"the {sheet.name} does not fit its sheet, even at {SMALLEST:g} points"
        fix = "shorten the parts “what to do now” and “how to talk about it”, or split the page"
        raise ProblemsFound.of("sheet-length", sheet.file, found, "a text that fits: on paper nobody scrolls", fix)

    def _compile(self, template: str, data: Mapping[str, Any], found: Sequence[int] | None = None) -> bytes:
        values = {**data, "fonts": self.families, "found": found}
        # Removed first: some file systems wait for the disk when one is written over.
        (self._folder / DATA).unlink(missing_ok=True)
        (self._folder / DATA).write_text(json.dumps(values, ensure_ascii=False), "utf-8")
        try:
            made = self._compiler.compile(input=str(self._folder / template), format="pdf", pdf_standards=["ua-1"])
        except typst.TypstError as error:
            if found is not None or not (measured := _FOUND.search(error.message)):
                raise
            return self._compile(template, data, [*map(int, measured[1].split())])
        assert isinstance(made, bytes)
        language = data["language"]
        return name_language(made, f"{language['lang']}-{language['region']}", language["tag"])


def _problem(error: typst.TypstError, file: str, what: str) -> Problem:
    """Typst's error as a problem of the page."""
    if glyph := _MISSING_GLYPH.search(error.message):
        expected = "characters of the scripts that the fonts cover: Latin, Greek, Cyrillic, Arabic"
        fix = f"write them otherwise, or put a font that has them (TTF or OTF) into overrides/kits/{OWN_FONTS}/"
        return Problem("sheet-glyph", file, f"the {what}: no font has the characters of “{glyph[1]}”", expected, fix)
    found = f"the {what} cannot be made: {' '.join([error.message, *error.hints])}"
    expected = "a PDF that follows PDF/UA-1"
    return Problem("sheet", file, found, expected, "look at the page, or at the template in overrides/kits/")
