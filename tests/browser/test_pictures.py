"""Pictures of every component, compared with those in `pictures/`: a change of the look is seen, and wanted.

What a picture shows does not depend on the campaign's texts: every text is replaced by a sample of its script, every
list cut to three entries. Nor on the machine's fonts: those of the printed sheets are used (campaign/kits/fonts, OFL),
without hinting, at half size, and small differences of a letter's edge do not count.

A wanted change: `make pictures` writes the pictures anew; look at them (`git diff`) before they are committed.
"""

from __future__ import annotations

import base64
import os
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image, ImageChops, ImageDraw
from playwright.sync_api import Browser, Page, Playwright

from campaign.command import main
from tests.browser.chromium import find_chromium
from tests.site_maker import ORIGINAL, PROJECT

PICTURES = Path(__file__).parent / "pictures"
RESULTS = PROJECT / "test-results"
RENEW = bool(os.environ.get("RENEW_PICTURES"))
FLAGS = ["--no-sandbox", "--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"]
LOOKS = {"en": ("en", "light"), "cyrillic-dark": ("cnr-Cyrl", "dark"), "arabic": ("ar", "light")}
WIDTH = 480
COLOURS = 128
"""Colours of a stored picture; enough to see a change, and half the bytes."""
NOTICEABLE = 56
"""How much a pixel's colour (0–255 in a channel) must differ to count: more than another edge of a letter does."""
ALLOWED = 0.001 if sys.platform == "linux" else 0.02
"""The share of pixels that may differ. The pictures were made on Linux; other systems draw letters in their own way."""
COMPONENTS = sorted(path.parent.name for path in (PROJECT / "campaign/look/components").glob("*/*.html"))

SAMPLES = {
    "en": "Sphinx of black quartz, judge my vow. ",
    "cnr-Cyrl": "Ђеца чувају њежне љубичице, џак и жбун. ",
    "ar": "نص حكيم له سر قاطع وذو شأن عظيم. ",
}
NORMALISE = """([sample]) => {
  const text = (length) => sample.repeat(3).slice(0, length).trim();
  const lengths = [
    [".c-chart__value", 4],
    ["h1, h2, h3, h4", 24], ["a, button, summary, dt, th, label, option", 14], ["li, td, dd, time", 24], ["p", 70],
  ];
  const cut = (one, most) => [...one.children].slice(most).forEach((child) => child.remove());
  for (const state of document.querySelectorAll(".gallery__state")) {
    for (const list of state.querySelectorAll("ul, ol, tbody, select, dl")) cut(list, 3);
    for (const row of state.querySelectorAll("tr")) cut(row, 4);
    const walker = document.createTreeWalker(state, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    for (const node of nodes) {
      const parent = node.parentElement;
      if (!node.data.trim() || parent.closest("svg, script, style")) continue;
      const [, length] = lengths.find(([selector]) => parent.closest(selector)) || ["", 20];
      node.data = ` ${text(length)} `;
    }
    for (const one of state.querySelectorAll("textarea")) one.value = text(60);
    for (const one of state.querySelectorAll("input")) one.value = "";
    for (const one of state.querySelectorAll("img")) one.removeAttribute("src");
  }
}"""


WHOLE_PIXELS = """() => {
  for (const state of document.querySelectorAll(".gallery__state")) {
    const top = state.getBoundingClientRect().top + scrollY;
    state.style.position = "relative";
    state.style.top = `${Math.ceil(top) - top}px`;
  }
}"""
"""A state begins on a whole pixel, so that its picture does not depend on the height of what stands above it."""


def font_rules() -> str:
    """The sheets' fonts for all letters, inside the style: nothing is fetched."""
    rules = []
    for family in ("NotoSans", "Amiri"):
        for style, weight in (("Regular", 400), ("Bold", 700)):
            data = base64.b64encode((PROJECT / f"campaign/kits/fonts/{family}-{style}.ttf").read_bytes()).decode()
            source = f"src: url(data:font/ttf;base64,{data})"
            rules.append(f"@font-face {{ font-family: {family}; font-weight: {weight}; {source} }}")
    return "\n".join(rules) + "\n:root { --t-family: NotoSans, Amiri !important; --md-code-font: NotoSans }"


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("components")
    result = CliRunner().invoke(main, ["components", "-f", str(ORIGINAL / "mkdocs.yml"), "--to", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def looks(gallery: Path, playwright: Playwright) -> Iterator[dict[str, Page]]:
    """The components' page in each look, ready to be photographed."""
    chromium = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
    yield {name: _open(chromium, gallery, *look) for name, look in LOOKS.items()}
    chromium.close()


def _open(chromium: Browser, gallery: Path, code: str, scheme: str) -> Page:
    context = chromium.new_context(viewport={"width": WIDTH, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto((gallery / f"{code}.html").as_uri())
    page.add_style_tag(content=font_rules())
    page.evaluate(NORMALISE, [SAMPLES[code]])
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate(WHOLE_PIXELS)
    return page


def picture_of(page: Page, component: str) -> Image.Image:
    """All states of a component, one below the other, at half size."""
    parts = [
        Image.open(BytesIO(state.screenshot(animations="disabled"))).convert("RGB")
        for state in page.locator(f'[data-component="{component}"]').all()
        if state.bounding_box()
    ][:6]
    whole = Image.new("RGB", (max(part.width for part in parts), sum(part.height for part in parts)))
    top = 0
    for part in parts:
        whole.paste(part, (0, top))
        top += part.height
    return whole.resize((whole.width // 2, whole.height // 2), Image.Resampling.BOX)


def difference(expected: Image.Image, actual: Image.Image) -> float:
    """The share of pixels, 0 to 1, that differ noticeably; a picture of another size differs where the other ends."""
    size = max(expected.width, actual.width), max(expected.height, actual.height)
    one, other = Image.new("RGB", size, "magenta"), Image.new("RGB", size, "cyan")
    one.paste(expected)
    other.paste(actual)
    channels = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    return sum(most.histogram()[NOTICEABLE:]) / (size[0] * size[1])


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("component", COMPONENTS)
def test_component(component: str, look: str, looks: dict[str, Page]) -> None:
    actual = picture_of(looks[look], component)
    path = PICTURES / f"{component}-{look}.png"
    if RENEW:
        stored = actual.quantize(COLOURS, dither=Image.Dither.NONE)
        stored.save(path, optimize=True)
    assert path.exists(), "a new component: run make pictures, look at the new files, and commit them"
    share = difference(Image.open(path).convert("RGB"), actual)
    if share > ALLOWED:
        RESULTS.mkdir(exist_ok=True)
        actual.save(RESULTS / path.name)
    assert share <= ALLOWED, (
        f"{component} looks different ({share:.2%} of it): compare test-results/{path.name} with "
        "tests/browser/pictures/; if it is wanted, run make pictures"
    )


def test_no_picture_is_left_over() -> None:
    wanted = {f"{component}-{look}.png" for component in COMPONENTS for look in LOOKS}
    assert {path.name for path in PICTURES.glob("*.png")} <= wanted


def test_a_real_change_is_seen_and_a_letters_edge_is_not(looks: dict[str, Page]) -> None:
    page = looks["en"]
    before = picture_of(page, "helplines")
    noise = before.point([min(255, value + 20) for value in range(256)] * 3)
    assert difference(before, before) == 0
    assert difference(before, noise) <= ALLOWED
    for change in (
        ".c-contact__number a { color: #b3261e !important }",
        ".page__text.md-typeset .c-contact { padding: 1.25rem !important }",
        ".c-contact__number svg { display: none }",
        ".page__text.md-typeset .c-contact { border-inline-start-width: 1px !important }",
    ):
        style = page.add_style_tag(content=change)
        changed = picture_of(page, "helplines")
        style.evaluate("one => one.remove()")
        assert difference(before, changed) > ALLOWED, change
    line = before.copy()
    ImageDraw.Draw(line).line((0, 40, before.width, 40), fill="red", width=3)
    assert difference(before, line) > ALLOWED
