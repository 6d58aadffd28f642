"""QR codes of permalinks: for paper, for a screen, and small enough to be scanned from a sheet on a wall.

Source: ISO/IEC 18004. Error correction M survives 15 % damage, which a folded sheet needs; a module must be at least
0.4 mm wide on paper for an old phone's camera.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

# What draws is imported when needed: a build that changes no address makes no code.
if TYPE_CHECKING:
    import segno

QUIET_ZONE = 4
"""Modules of white around the code that ISO/IEC 18004 asks for."""
MIN_MODULE_MM = 0.4


def render_qr_svg(address: str) -> str:
    """The code as an SVG drawing of one path, dark on white, with its quiet zone; scales to any size."""
    out = io.BytesIO()
    _code(address).save(out, kind="svg", border=QUIET_ZONE, light="#fff", xmldecl=False, svgclass=None, lineclass=None)
    return out.getvalue().decode()


def render_qr_png(address: str, scale: int = 12) -> bytes:
    """The code as a PNG picture, `scale` pixels a module, with its quiet zone."""
    from PIL import Image

    rows = list(_code(address).matrix_iter(border=QUIET_ZONE))
    picture = Image.new("1", (len(rows), len(rows)), 1)
    picture.putdata([not dark for row in rows for dark in row])
    out = io.BytesIO()
    picture.resize((len(rows) * scale, len(rows) * scale), Image.Resampling.NEAREST).save(out, "PNG", optimize=True)
    return out.getvalue()


def module_width(address: str, printed_mm: float) -> float:
    """How wide one module is, in mm, when the code and its quiet zone are printed `printed_mm` wide."""
    return printed_mm / _modules(len(address))


@lru_cache(maxsize=256)
def _modules(characters: int) -> int:
    """How many modules wide a code with an address of so many characters is: what else it says does not count."""
    import segno

    # With any mask: to find the best of the eight takes most of the time.
    code = segno.make_qr("a" * characters, error="m", mask=0)
    return int(code.symbol_size(scale=1, border=QUIET_ZONE)[0])


@lru_cache(maxsize=16)
def _code(address: str) -> segno.QRCode:
    import segno

    return segno.make_qr(address, error="m")
