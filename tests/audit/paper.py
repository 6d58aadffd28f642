"""An open page as it would be printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from playwright.sync_api import Page

from tests.audit.findings import Finding

_SCRIPT = Path(__file__).with_name("paper.js").read_text("utf-8")
_CONTACTS = """
() => [...document.querySelectorAll(".c-contact")].map((one) => ({
  number: (one.querySelector("a[href^='tel:'] span[dir]") || {}).textContent || "",
  kind: one.querySelector(".c-contact__kind").textContent.trim(),
}))
"""
A4 = {"width": 718, "height": 1047}
"""The printable part of a sheet of A4 with margins of 1 cm, in CSS pixels."""


def check_paper(page: Page, name: str, view: str) -> Iterator[Finding]:
    """Everything that is text is there, folded parts are open, nothing of the screen is left, and it fits the sheet."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4["width"], "height": A4["height"]})
    for where, what in page.evaluate(_SCRIPT):
        yield Finding("print", name, view, where, what)
    page.emulate_media(media="screen")


def check_contacts_on_paper(page: Page, name: str, view: str) -> Iterator[Finding]:
    """No contact is cut in two by the end of a sheet: printed for real, its number stands on the sheet of its name."""
    contacts = [one for one in page.evaluate(_CONTACTS) if one["number"]]
    if not contacts:
        return
    page.emulate_media(media="print")
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    page.emulate_media(media="screen")
    sheets = [_squeezed(sheet.get_textpage().get_text_bounded()) for sheet in document]
    for one in contacts:
        number = _squeezed(one["number"])
        if not any(number in sheet for sheet in sheets):
            yield Finding("print", name, view, one["number"], "the number is not on the printed sheets")


def _squeezed(text: str) -> str:
    return "".join(text.split())
