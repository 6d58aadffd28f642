"""Sheets to fill in, follow and carry: a form of two sheets, a chart on one, ten cards."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2
import pytest

from campaign.files.problems import ProblemsFound
from campaign.kits.files import Kit, KitFile, all_kits
from campaign.kits.press import Press
from campaign.plugin.project import read_campaign
from campaign.views.views import Views
from tests.site_maker import ORIGINAL, make_site, page_text

CAMPAIGN = read_campaign(ORIGINAL / "mkdocs.yml", None)[0]
PRESS = Press(Views(CAMPAIGN))


def kit_of(page_id: str, language: str) -> Kit:
    return next(one for one in all_kits(CAMPAIGN) if (one.page.meta.id, one.language.code) == (page_id, language))


def sheets_of(page_id: str, language: str, name: str) -> list[str]:
    kit = kit_of(page_id, language)
    document = pypdfium2.PdfDocument(io.BytesIO(PRESS.render(kit, next(one for one in kit.files if one.name == name))))
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


@pytest.mark.parametrize("language", ["en", "cnr", "cnr-Cyrl", "sl", "sq", "fr", "ar"])
def test_the_agreement_is_a_form_of_two_sheets(language: str) -> None:
    first, second = sheets_of("family-agreement", language, "form.pdf")
    page = kit_of("family-agreement", language).page
    agreement = page.body.partition("{#agreement}")[2].partition("{#help}")[0]
    promises = re.findall(r"^- (.+)$", agreement, re.MULTILINE)
    assert len(promises) == 14
    if language in ("en", "sl"):
        # A promise stands on the first sheet, a question to answer on the second.
        assert all(one.split(".")[0][:20].replace("’", "'") in first.replace("’", "'") for one in promises)
        for cell in re.findall(r"^\| ([^|]+?) \| \|$", agreement.partition("###")[2], re.MULTILINE):
            assert cell[:12] in second


@pytest.mark.parametrize("language", ["en", "cnr", "cnr-Cyrl", "sl"])
def test_the_flow_of_a_case_stands_on_one_sheet(language: str) -> None:
    (sheet,) = sheets_of("handbook-flow", language, "flow.pdf")
    assert all(str(number) in sheet for number in range(1, 11))
    assert "112" in sheet


@pytest.mark.parametrize(
    ("language", "number"), [("en", "116 111"), ("sl", "116 111"), ("fr", "3018"), ("ar", "116 111")]
)
def test_ten_cards_have_the_number_and_are_read_once(language: str, number: str) -> None:
    (sheet,) = sheets_of("get-help-child", language, "wallet.pdf")
    assert sheet.count(number) >= 10
    assert "112" in sheet


@pytest.mark.parametrize("name", ["form.pdf", "flow.pdf"])
def test_a_page_without_what_the_sheet_is_made_of_is_named(tmp_path: Path, name: str) -> None:
    text = page_text("A page", "guide", kind="guide", sheets=f"[{name}]", topics="[]", audience="[families]")
    config = make_site(tmp_path, {"docs/en/guide.md": text})
    campaign = read_campaign(config, None)[0]
    (kit,) = (one for one in all_kits(campaign) if one.page.meta.id == "guide")
    sheet: KitFile = next(one for one in kit.files if one.name == name)
    with pytest.raises(ProblemsFound) as found:
        Press(Views(campaign)).render(kit, sheet)
    (problem,) = found.value.problems
    assert (problem.file, problem.field) == ("docs/en/guide.md", "sheets")
