"""What readers may not see is refused, however it is typed; what only looks like it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from campaign.checks.check import check_page
from campaign.checks.patterns import even, find_figures
from campaign.facts.vocabulary import default_vocabulary
from campaign.files.problems import Problem
from campaign.model.campaign import Campaign
from campaign.model.pool import POOL
from campaign.pages.page import parse_page
from campaign.plugin.project import read_campaign
from tests.site_maker import PROJECT, make_site, page_text

CASES = PROJECT / "tests" / "cases" / "text"
REFUSED = yaml.safe_load((CASES / "refused.yml").read_text("utf-8"))
FIGURES = yaml.safe_load((CASES / "figures.yml").read_text("utf-8"))
PASSED = yaml.safe_load((CASES / "passed.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    folder = tmp_path_factory.mktemp("texts")
    terms = (POOL / "terms.yml").read_text("utf-8")
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'
    config_file = make_site(folder, {"docs/_data/terms.yml": terms, "docs/assets/a.svg": square})
    return read_campaign(config_file, None)[0]


def problems_of(campaign: Campaign, body: str) -> list[Problem]:
    page, problems = parse_page(page_text("Guide", "guide", body), "en", "guide.md", "docs/en/guide.md")
    assert page, problems
    changed = replace(campaign, pages={**campaign.pages, ("en", "guide.md"): page})
    return list(check_page(changed, page))


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in REFUSED.items() for text in texts])
def test_it_is_refused(campaign: Campaign, rule: str, text: str) -> None:
    found = problems_of(campaign, text)
    assert rule in {one.rule for one in found}, found
    for one in found:
        assert one.line is not None and 9 <= one.line <= 9 + text.count("\n"), one
        assert one.found and one.expected and one.fix, one


@pytest.mark.parametrize("text", PASSED)
def test_it_passes(campaign: Campaign, text: str) -> None:
    assert problems_of(campaign, text) == []


@pytest.mark.parametrize(
    ("language", "kind", "text"),
    [(language, kind, text) for language, kinds in FIGURES.items() for kind, texts in kinds.items() for text in texts],
)
def test_a_figure_in_words_is_a_figure(language: str, kind: str, text: str) -> None:
    assert bool([*find_figures(even(text), default_vocabulary().numbers_of(language))]) is (kind == "refused")
