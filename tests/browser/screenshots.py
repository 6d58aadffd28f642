"""Makes the README's screenshots anew: builds the campaign, photographs some pages and a report into `screenshots/`.

make screenshots
"""

from __future__ import annotations

import csv
import io
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from click.testing import CliRunner
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from bench.report import log_lines
from campaign.command import main
from campaign.kits.files import ANSWERS, all_kits
from campaign.kits.questionnaire import render_answers
from campaign.plugin.project import read_campaign
from campaign.views.views import Views
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
    Screenshot("report", "report-of-use.html", DESKTOP),
    Screenshot("report-answers", "report-of-use.html", PHONE, scheme="dark", anchor="#answers-feel"),
)


LINES, DAY = 60_000, "2026-11-30"


def write_report(site: Path) -> None:
    """A report of made-up records and answers, with chance in them that is the same each time."""
    campaign, _, _ = read_campaign(PROJECT / "mkdocs.yml", DAY)
    (site / "access.log").write_text("".join(log_lines(campaign, LINES)), "utf-8")
    chance, out = random.Random(7), io.StringIO()
    kit = next(one for one in all_kits(campaign) if ANSWERS in one.files and one.language.is_source)
    head, back, *rows = csv.reader(io.StringIO(render_answers(Views(campaign), kit)))
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerow(["talking", "2026-11-20", *back[2:-3], 240, 180, 60])
    writer.writerows([*row[:-3], *(chance.randrange(most // 5, most // 4) for most in (240, 180, 60))] for row in rows)
    (site / "answers.csv").write_text(out.getvalue(), "utf-8")
    files = [str(site / name) for name in ("access.log", "answers.csv", "report-of-use.html")]
    arguments = ["report", files[0], "--answers", files[1], "--html", files[2], "--json", "--today", DAY]
    CliRunner().invoke(main, [*arguments, "-f", str(PROJECT / "mkdocs.yml")], catch_exceptions=False)


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
        picture = Image.open(io.BytesIO(page.screenshot()))
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
        write_report(site)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for one in SCREENSHOTS:
            size = write_small(photograph(browser, site, one), folder / f"{one.name}.webp")
            print(f"screenshots/{one.name}.webp: {size / 1000:.0f} KB")
        browser.close()


if __name__ == "__main__":
    make_screenshots()
