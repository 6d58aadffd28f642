"""`campaign report accessibility`: the EU's model filled from data, and nothing claimed that no data says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from campaign.command import main
from campaign.facts.accessibility import read_standard
from tests.audit.axe import TAGS, axe_source
from tests.site_maker import make_site

AUDIT = """audited_on: 2026-11-20
pages: 12
axe_version: '4'
found: { axe: 2, keyboard: 0, pdf: 0 }
"""
BODY = """body: { en: "The Ministry of <Examples>" }
law: { en: "the Example Act" }
feedback: { email: a11y@ministry.example, url: "https://ministry.example/form" }
enforcement: { name: { en: "The Inspectorate" }, url: "https://inspectorate.example/" }
limits: [ { id: people, why: untested }, { id: links, why: scope } ]
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return make_site(tmp_path / "campaign", {"docs/_data/audit.yml": AUDIT, "docs/_data/accessibility.yml": BODY})


def run(config: Path, *arguments: str) -> Result:
    folder = str(config.parent / "out")
    where = ("-f", str(config), "--to", folder, "--today", "2026-11-23")
    return CliRunner().invoke(main, ["report", "accessibility", *where, *arguments])


def text_of(config: Path, language: str) -> str:
    html = (config.parent / "out" / f"statement-{language}.html").read_text("utf-8")
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.S).split())


def test_it_has_the_sections_of_the_model_in_its_order(config: Path) -> None:
    assert run(config).exit_code == 0
    html = (config.parent / "out" / "statement-en.html").read_text("utf-8")
    assert re.findall(r'<h2 id="(\w+)"', html) == [
        "status", "limits", "prepared", "feedback", "enforcement", "clauses",
    ]  # fmt: skip
    text = text_of(config, "en")
    assert "The Ministry of &lt;Examples&gt; is committed" in text and "the Example Act" in text
    assert "23 November 2026" in text and "20 November 2026" in text and "12 pages" in text
    assert 'href="mailto:a11y@ministry.example"' in html and "The Inspectorate" in text
    assert "Faults that programs found: 2." in text


def test_a_clause_that_no_check_of_the_last_audit_looked_at_says_so(config: Path) -> None:
    assert run(config, "--language", "en").exit_code == 0
    text = text_of(config, "en")
    assert "9.1.4.3 Contrast (minimum) Rules for accessibility" in text
    # The last audit has no figure of the layout, so nobody has looked; and nothing ever looks at the next one.
    assert "9.1.4.10 Reflow Not looked at –" in text
    assert "9.2.4.5 Multiple ways Not looked at –" in text
    assert not (config.parent / "out" / "statement-sl.html").exists()


def test_what_is_not_set_stands_there_as_todo_and_is_named(config: Path) -> None:
    (config.parent / "docs/_data/accessibility.yml").unlink()
    (config.parent / "docs/_data/audit.yml").unlink()
    result = run(config, "--language", "en")
    assert result.exit_code == 0
    for one in ("body.en", "law.en", "audit", "feedback", "enforcement"):
        assert f"[todo: {one}]" in text_of(config, "en"), one
        assert one in result.stderr
    assert "compliant with EN" not in text_of(config, "en"), "claims something that no audit says"


def test_a_language_that_is_none_and_a_contact_without_an_address_are_refused(config: Path) -> None:
    assert run(config, "--language", "xx").exit_code == 2
    (config.parent / "docs/_data/accessibility.yml").write_text("feedback: { name: { en: Us } }\n", "utf-8")
    result = run(config)
    assert result.exit_code == 1 and "an `email` or a `url`" in result.output
    assert not (config.parent / "out").exists()


def test_axe_is_named_at_exactly_the_clauses_that_its_own_rules_name() -> None:
    rules = re.findall(r'tags:\[([^\]]*"EN-9[^\]]*)\]', axe_source())
    asked = [set(re.findall(r'"([^"]+)"', one)) for one in rules]
    # A newer axe-core names clauses of version 4 of the standard too, which is not the one of the table.
    asked = [one for one in asked if "EN-301-549" in one]
    clauses = {tag[3:] for one in asked if one & set(TAGS) for tag in one if tag.startswith("EN-9.")}
    clauses.discard("9.2.1.3")  # void in the standard
    standard = read_standard()
    assert clauses, "axe-core writes its tags another way"
    assert {number for number, one in standard.clauses.items() if "axe" in one.checks} == clauses


def test_the_clauses_are_all_criteria_of_wcag_that_the_standard_takes_up() -> None:
    standard = read_standard()
    web = [one for one in standard.clauses if re.fullmatch(r"9\.[1-4]\.\d+\.\d+", one)]
    assert len(web) == 50
    assert "V3.2.1" in standard.version
