"""The questionnaire on its page: a group counts on one device, nothing leaves it, the report takes what was saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, expect

from campaign.command import main
from tests.browser.conftest import Visitor
from tests.site_maker import CAMPAIGN_DAY, ORIGINAL

PAGE = "teachers/activities/feedback.html"


@pytest.mark.parametrize("language", ["", "sl/", "cnr-Cyrl/", "ar/"])
def test_a_group_counts_and_the_report_takes_the_table(
    places: dict[str, str], visitor: Visitor, language: str, tmp_path: Path
) -> None:
    page, root = visitor.page, places["root"]
    page.goto(root + language + PAGE)
    tool = page.locator("[data-questions]")
    expect(tool.locator("[data-save]")).to_be_disabled()
    tool.locator("[data-add]").click()
    status = tool.locator("[data-status]")
    expect(status).to_have_text(tool.get_attribute("data-say-who") or "")
    for who, answers, sheets in (("pupils", (1, 3), 12), ("families", (2, 1), 11)):
        tool.locator(f'[data-who] [value="{who}"]').check()
        for _ in range(sheets):
            tool.locator(f'[name="clear"][value="{answers[0]}"]').check()
            tool.locator(f'[name="feel"][value="{answers[1]}"]').check()
            tool.locator("[data-add]").click()
            expect(tool.locator("[data-question] :checked")).to_have_count(0)
    expect(status).to_contain_text("23")
    with page.expect_download() as saved:
        tool.locator("[data-save]").click()
    table = tmp_path / "saved.csv"
    saved.value.save_as(table)
    # The browser's day is today's, which may be later than that of the tests.
    day = table.read_text("utf-8-sig").split("\n")[1][1:11]
    report = ["report", "--answers", str(table), "--json", "--by", "school-year", "--today", max(CAMPAIGN_DAY, day)]
    result = CliRunner().invoke(main, [*report, "-f", str(ORIGINAL / "mkdocs.yml")])
    assert result.exit_code == 0, result.output
    tables = json.loads(result.stdout)["tables"]
    assert tables["answers-clear"]["1"]["pupils"] == 12 and tables["answers-clear"]["2"]["families"] == 11
    assert tables["answers-feel"]["3"]["together"] == 12
    visitor.assert_quiet(root)


def test_without_a_script_it_is_ticked_and_printed(places: dict[str, str], browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(places["root"] + PAGE)
    page.locator('[name="clear"][value="2"]').check()
    expect(page.locator("[data-count]")).to_be_hidden()
    assert page.locator("[data-questions] :checked").count() == 1
    assert page.locator("main form").count() == 0, "an Enter would put the answers into an address"
    context.close()
