"""A page's outline, and how it is passed on."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import brotli

from campaign.views.outline import OutlineEntry, outline_of, pass_on, render_inline_code


def test_outline() -> None:
    html = '<h2 id="do-now">What to <em>do</em> &amp; say</h2><h3 id="x">No</h3><h2 id="help" class="a">Who\nhelps</h2>'
    assert outline_of(html) == (OutlineEntry("do-now", "What to do & say"), OutlineEntry("help", "Who\nhelps"))


def test_pass_on_without_an_address_of_the_site() -> None:
    one = pass_on("sextortion", "", "sl/families/sextortion.html")
    assert (one.url, one.address, one.code) == ("../../go/sextortion/index.html", "", "")


def test_pass_on_with_one() -> None:
    one = pass_on("sextortion", "https://example.org/safe/", "index.html")
    assert (one.url, one.address) == ("go/sextortion/index.html", "https://example.org/safe/go/sextortion/")
    ET.fromstring(one.code)
    assert "style" not in one.code


def test_the_code_in_a_page_is_light() -> None:
    code = render_inline_code("https://safe-internet.example.org/go/child-somebody-threatens-you/")
    assert len(brotli.compress(code.encode(), quality=11)) < 1000
