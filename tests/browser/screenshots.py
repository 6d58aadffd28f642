"""Makes the README's screenshots anew: builds the campaign, photographs six of its pages, writes `screenshots/`.

make screenshots
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import find_chromium
from tests.site_maker import PROJECT, build_site

FOLDER = PROJECT / "screenshots"
MAX_BYTES = 80_000
PHONE = (390, 844, 2)
DESKTOP = (1280, 860, 1)


@dataclass(frozen=True)
class Screenshot:
    """A picture: its name, the page, the window (width, height, scale) and how it is shown."""

    name: str
    path: str
    window: tuple[int, int, int]
    scheme: str = "light"
    on_paper: bool = False
    anchor: str = ""


SCREENSHOTS = (
    Screenshot("home-phone", "index.html", PHONE),
    Screenshot("home-desktop", "index.html", DESKTOP),
    Screenshot("guide-cyrillic-dark", "cnr-Cyrl/families/sextortion.html", PHONE, scheme="dark"),
    Screenshot("home-arabic", "ar/index.html", PHONE),
    Screenshot("helplines", "get-help/index.html", DESKTOP, anchor="#talk"),
    Screenshot("lesson-print", "teachers/lessons/bystander-power.html", DESKTOP, on_paper=True),
)


def photograph(browser: Browser, site: Path, one: Screenshot) -> Image.Image:
    """What the reader sees first of the page, or its first sheet of paper."""
    width, height, scale = one.window
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=scale, color_scheme=one.scheme
    )
    page = context.new_page()
    page.goto((site / one.path).as_uri() + one.anchor)
    if one.anchor and not page.locator(one.anchor).count():
        raise SystemExit(f"{one.path} has no {one.anchor}: choose another place in tests/browser/screenshots.py")
    if one.on_paper:
        margin = dict.fromkeys(("top", "right", "bottom", "left"), "15mm")
        picture = pdfium.PdfDocument(page.pdf(format="A4", margin=margin))[0].render(scale=1.4).to_pil()
    else:
        picture = Image.open(BytesIO(page.screenshot()))
    context.close()
    return picture.convert("RGB")


def write_small(picture: Image.Image, path: Path) -> int:
    """Write a picture as WebP in at most MAX_BYTES; the number of bytes."""
    for quality in (85, 75, 65, 50):
        picture.save(path, quality=quality, method=6)
        if path.stat().st_size <= MAX_BYTES:
            break
    return path.stat().st_size


def make_screenshots(folder: Path = FOLDER) -> None:
    """Build the campaign and write all screenshots."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        site = Path(temporary) / "site"
        build_site(PROJECT / "mkdocs.yml", site, site_url="https://safe-internet.example/")
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for one in SCREENSHOTS:
            size = write_small(photograph(browser, site, one), folder / f"{one.name}.webp")
            print(f"screenshots/{one.name}.webp: {size / 1000:.0f} KB")
        browser.close()


if __name__ == "__main__":
    make_screenshots()
