"""A page that arrives piece by piece, as on a slow line: what is already there does not move when the rest comes."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

import pytest
from playwright.sync_api import Browser

from tests.browser.weight import PHONE, layout_shift

PIECE = 300
"""Bytes of a page that arrive at once, and on to the end of a tag: less than the smallest part that could move.

A piece does not end within a text: Chromium counts an Arabic one with numbers in it as moved when it grows, though no
letter of it does.
"""
PAUSE = 0.004
"""Seconds between two pieces."""
LATE = 0.15
"""Seconds until a script is there."""
DESKTOP = {"width": 1280, "height": 800}


class _SlowLine(SimpleHTTPRequestHandler):
    def copyfile(self, source: BinaryIO, outputfile: BinaryIO) -> None:  # type: ignore[override]
        if self.path.endswith(".js"):
            time.sleep(LATE)
        if not self.path.endswith(".html"):
            return super().copyfile(source, outputfile)
        for piece in re.findall(rb"(?s).{%d}[^>]*>|.+" % PIECE, source.read()):
            outputfile.write(piece)
            outputfile.flush()
            time.sleep(PAUSE)
        return None

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def slow(site: Path) -> Iterator[str]:
    """The site's address on a slow line."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_SlowLine, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("prefix", ["", "cnr-Cyrl/", "ar/"])
@pytest.mark.parametrize("address", ["index.html", "children/index.html", "families/sextortion.html", "search.html"])
def test_nothing_moves(address: str, prefix: str, size: dict[str, int], browser: Browser, slow: str) -> None:
    page = browser.new_page(viewport={"width": size["width"], "height": size["height"]})
    page.goto(slow + prefix + address, wait_until="networkidle")
    assert layout_shift(page) == 0
    page.close()
