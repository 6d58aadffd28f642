"""The page in the colours and with the motion that its reader's device asks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from tests.audit.axe import check_axe
from tests.audit.findings import Finding

_SCRIPT = Path(__file__).with_name("appearance.js").read_text("utf-8")
_SHAPE = "auditAppearance.shape()"


def check_appearances(page: Page, name: str, view: str) -> Iterator[Finding]:
    """All of axe's rules in light and dark; in forced colours nothing is lost; for who wants no motion nothing moves.

    What axe's other rules look at is the elements, what is visible of them, and where it lies. Where that is the same
    in the dark, to a quarter of a pixel, their outcome is, and those that depend on colours are asked again; where it
    is not, all are. Leaves the page in light.
    """
    page.evaluate(_SCRIPT)
    yield from check_axe(page, name, f"light, {view}")
    shape = page.evaluate(_SHAPE)
    page.emulate_media(color_scheme="dark")
    yield from check_axe(page, name, f"dark, {view}", colours_only=page.evaluate(_SHAPE) == shape)
    page.emulate_media(color_scheme="light", forced_colors="active", reduced_motion="reduce")
    for where, what in page.evaluate("auditAppearance.lost()"):
        yield Finding("appearance", name, f"forced colours, {view}", where, what)
    for where, what in page.evaluate("auditAppearance.moving()"):
        yield Finding("appearance", name, f"no motion, {view}", where, what)
    page.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="no-preference")
