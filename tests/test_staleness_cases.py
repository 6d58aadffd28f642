"""Runs tests/cases/staleness/: a source page before and after, and the blocks that a translation has to be told of."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import yaml

from campaign.files.documents import YamlDocument
from campaign.files.schema import validate_record
from campaign.pages.blocks import page_blocks
from campaign.pages.page import PageMeta, SourcePage
from campaign.pages.translated import accept, compare_blocks

CASES = [
    pytest.param(case, id=case["name"])
    for path in sorted((Path(__file__).parent / "cases" / "staleness").glob("*.yml"))
    for case in yaml.safe_load_all(path.read_text("utf-8"))
]
META = {
    "title": "Guide", "description": "A page long enough to be described.", "id": "guide", "reviewed_on": "2026-11-01"
}  # fmt: skip


def page(body: str, meta: dict, path: str = "guide.md") -> SourcePage:
    file = f"docs/en/{path}"
    page_meta, problems = validate_record(PageMeta, YamlDocument({**META, **meta}, file=file))
    assert page_meta, problems
    return SourcePage("en", path, file, page_meta, body, 8)


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict) -> None:
    before = page(case["before"], case.get("meta_before", {}))
    after = page(case["after"], case.get("meta_after", {}), case.get("path_after", "guide.md"))
    staleness = compare_blocks(page_blocks(after), accept(before, before, datetime.date(2026, 11, 1)).blocks)
    assert [block.words for block in staleness.changed] == case.get("changed", [])
    assert staleness.removed == case.get("removed", 0)


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 40
