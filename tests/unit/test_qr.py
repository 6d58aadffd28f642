"""QR codes: an independent reader reads what was written."""

from __future__ import annotations

import io

import zxingcpp
from PIL import Image

from campaign.kits.qr import MIN_MODULE_MM, module_width, render_qr_png, render_qr_svg

ADDRESS = "https://safe.example.org/go/sextortion/#cnr-Cyrl"


def test_an_independent_reader_reads_the_picture() -> None:
    picture = Image.open(io.BytesIO(render_qr_png(ADDRESS)))
    assert [one.text for one in zxingcpp.read_barcodes(picture)] == [ADDRESS]


def test_the_drawing_is_the_same_for_the_same_address_and_carries_no_script_or_style() -> None:
    drawing = render_qr_svg(ADDRESS)
    assert drawing == render_qr_svg(ADDRESS)
    assert drawing != render_qr_svg(ADDRESS + "x")
    assert "<path" in drawing and "style" not in drawing


def test_a_longer_address_makes_narrower_modules() -> None:
    assert module_width(ADDRESS, 30) > MIN_MODULE_MM > module_width(ADDRESS * 20, 30)
