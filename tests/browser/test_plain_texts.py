"""Plain texts of a language that runs from right to left: a browser shows numbers and addresses in their order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from campaign.languages.language import Language
from tests.browser.conftest import Visitor

ARABIC = Language("ar", "العربية", "rtl", "ar", ("AE",), "https://example.org/", "Tiny")
ORDER = """([text, part, dir]) => {
  document.body.innerHTML = "";
  const box = document.createElement("pre");
  box.dir = dir;
  box.style.whiteSpace = "pre-wrap";
  box.textContent = text;
  document.body.append(box);
  const node = box.firstChild, start = text.indexOf(part);
  return [...part].map((_, place) => {
    const range = document.createRange();
    range.setStart(node, start + place);
    range.setEnd(node, start + place + 1);
    return range.getBoundingClientRect().left;
  });
}"""


def is_in_order(page: Page, text: str, part: str, direction: str) -> bool:
    """Whether the signs of a part stand from left to right."""
    assert part in text
    found = page.evaluate(ORDER, [text, part, direction])
    return found == sorted(found) and found[0] < found[-1]


@pytest.mark.parametrize("direction", ["rtl", "auto"])
@pytest.mark.parametrize(
    "part",
    [
        "080 888 888", "116 111", "+386 1 234 56 78", "(080) 888-888", "*123#", "+38220123456", "2026-11-20",
        "116\u00a0111", "https://example.org/", "https://example.org/go/guide/#ar", "www.example.org/a/",
        "tom@example.org", "@kampanja_me", "#SafeDay", "24/7", "16:00",
    ],
)  # fmt: skip
def test_a_part_stays_in_order(part: str, direction: str, visitor: Visitor) -> None:
    text = ARABIC.plain(f"اتصلوا بالرقم {part} (ليلًا ونهارًا).")
    assert is_in_order(visitor.page, text, part, direction)
    assert ARABIC.plain(text) == text


def test_an_unmarked_number_would_be_shown_back_to_front(visitor: Visitor) -> None:
    assert not is_in_order(visitor.page, "اتصلوا بالرقم 080 888 888 الآن.", "080 888 888", "rtl")


def test_the_letter_to_families(site: Path, visitor: Visitor) -> None:
    text = (site / "kits/sextortion/ar/texts.txt").read_text("utf-8-sig")
    numbers = re.findall(r"\d{3}(?: \d{3})+", text)
    assert len(numbers) > 2
    for line in text.splitlines():
        for number in re.findall(r"\d{3}(?: \d{3})+", line):
            assert is_in_order(visitor.page, line, number, "rtl"), line
