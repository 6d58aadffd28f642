"""The benchmark's campaigns can be built, by this generator and by the plain stack."""

from __future__ import annotations

from pathlib import Path

import yaml

from bench.corpus import Size, write_corpus
from campaign.checks.check import check_campaign
from campaign.plugin.project import read_campaign


def test_a_corpus_has_no_errors(tmp_path: Path) -> None:
    write_corpus(tmp_path, Size("XS", 8, 3))
    campaign, documents, problems = read_campaign(tmp_path / "ours/mkdocs.yml", None)
    found = [*problems, *check_campaign(campaign, documents)]
    assert len(campaign.pages) == 16
    assert [one for one in found if one.severity == "error"] == []


def test_the_plain_stack_is_material_with_search(tmp_path: Path) -> None:
    write_corpus(tmp_path, Size("XS", 8, 3))
    settings = yaml.safe_load((tmp_path / "plain/mkdocs.yml").read_text("utf-8"))
    assert settings["theme"]["name"] == "material"
    assert settings["plugins"][0] == "search"
    assert len(list((tmp_path / "plain/docs").rglob("*.md"))) == 24
