"""What a page offers around its text: its outline, and the address under which it is passed on."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import unescape
from typing import NamedTuple

from campaign.model.permalinks import permalink
from campaign.pages.addresses import relative_url

_HEADING = re.compile(r'<h2 id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


class OutlineEntry(NamedTuple):
    """A part of a page: the anchor of its heading, and its text."""

    anchor: str
    text: str


class PassOn(NamedTuple):
    """How a page is passed on: the link to its permalink, and, where the site knows its own address, the whole address
    with its QR code for paper (an SVG drawing, else "")."""

    url: str
    address: str
    code: str


def outline_of(html: str) -> tuple[OutlineEntry, ...]:
    """The second-level headings of a page's finished HTML, in their order."""
    return tuple(OutlineEntry(anchor, unescape(_TAG.sub("", text)).strip()) for anchor, text in _HEADING.findall(html))


def render_inline_code(address: str) -> str:
    """A QR code as one SVG path, dark on the paper's white, inside the page.

    It weighs about 0.4 KB compressed and needs no request, which a browser may not finish before it prints. Error
    correction M, as on the sheets (ISO/IEC 18004: 15 % of it may be damaged); the quiet zone is the style's.
    """
    # Imported when needed: a build that changes no address makes no code.
    import segno

    out = io.BytesIO()
    segno.make_qr(address, error="m").save(
        out, kind="svg", border=0, xmldecl=False, svgns=False, omitsize=True, svgclass="c-pass-on__code", lineclass=None
    )
    return out.getvalue().decode().strip()


def pass_on(
    page_id: str, site_url: str, address: str, render_code: Callable[[str], str] = render_inline_code
) -> PassOn:
    """How the page `page_id` is passed on from the page at `address`; `site_url` is "" when it is not known.

    `render_code` makes the QR code of an address.
    """
    link = permalink(page_id)
    whole = site_url + link if site_url else ""
    code = render_code(whole) if whole else ""
    return PassOn(relative_url(link + "index.html", address), whole, code)
