"""Contacts, terms and dates that come with the generator, and a campaign's own over them."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from click.testing import CliRunner, Result

from campaign.checks.facts import check_helplines
from campaign.checks.texts import check_texts
from campaign.checks.words import check_word_locks
from campaign.command import main
from campaign.facts.helplines import PSEUDO_COUNTRIES, Gap, Helpline
from campaign.files.schema import validate_record
from campaign.files.yamlfile import load_yaml
from campaign.model.campaign import Campaign
from campaign.model.pool import POOL
from campaign.plugin.project import read_campaign
from tests.site_maker import CAMPAIGN_DAY, ORIGINAL, make_site


def _campaign(folder: Path, country: str = "PT", own: str | None = None) -> tuple[Path, Campaign]:
    config_file = make_site(folder, {"docs/_data/helplines.yml": own, "docs/_data/ui/sl.yml": _without_country("sl")})
    text = (
        config_file.read_text("utf-8")
        .replace("country: SI", f"country: {country}")
        .replace("pool: false", "pool: true")
    )
    config_file.write_text(text.replace("further_countries: [ME, AE, AL, XK, FR]", "further_countries: []"), "utf-8")
    return config_file, read_campaign(config_file, CAMPAIGN_DAY)[0]


def _without_country(code: str) -> str:
    text = (ORIGINAL / f"docs/_data/ui/{code}.yml").read_text("utf-8")
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("  countries:"))


def _run(config_file: Path, *arguments: str) -> Result:
    command, *rest = arguments
    return CliRunner().invoke(main, [command, "-f", str(config_file), "--today", CAMPAIGN_DAY, *rest])


def test_every_fact_of_the_pool_holds() -> None:
    document = load_yaml(POOL / "helplines.yml", "pool/helplines.yml")
    found, problems = [], []
    for place in range(len(document.data)):
        one, wrong = validate_record(Helpline, document, (place,))
        problems += wrong
        found += [one] if one else []
    assert problems == []
    assert list(check_helplines(found, document, datetime.date.fromisoformat(CAMPAIGN_DAY))) == []
    gaps = load_yaml(POOL / "gaps.yml", "pool/gaps.yml")
    assert [one for place in range(len(gaps.data)) for one in validate_record(Gap, gaps, (place,))[1]] == []


def test_a_campaign_has_the_contacts_of_its_own_countries(tmp_path: Path) -> None:
    _, campaign = _campaign(tmp_path)
    assert {one.country for one in campaign.helplines.values()} == {"PT", *PSEUDO_COUNTRIES}
    assert campaign.terms and "safer-internet-day" in campaign.calendar
    assert list(check_texts(campaign, {})) == []


def test_an_entry_of_its_own_stands_for_that_of_the_pool(tmp_path: Path) -> None:
    contact = "- id: ke-emergency\n  country: KE\n  kind: emergency\n  name: { en: Police }\n"
    contact += "  phone: '112'\n  display: '112'\n"
    source = "  source: { url: 'https://example.org/', quote: 'Call 112.' }\n"
    checked = "  checked_on: 2026-11-01\n  checked_how: called\n  confidence: high\n"
    _, campaign = _campaign(tmp_path, "KE", contact + source + checked)
    assert campaign.helplines["ke-emergency"].phone == "112"
    assert next(iter(campaign.helplines)) == "ke-emergency", "its own come first"
    assert campaign.helplines["ke-child-helpline"].phone == "116"


def test_a_country_without_an_emergency_number_is_refused(tmp_path: Path) -> None:
    config_file, _ = _campaign(tmp_path, "JP")
    result = _run(config_file, "check")
    assert result.exit_code == 1
    assert "JP has no emergency number" in result.output


def test_a_check_of_a_contact_of_the_pool_is_the_campaigns_own(tmp_path: Path) -> None:
    config_file, campaign = _campaign(tmp_path, "KE")
    result = _run(config_file, "helplines", "checked", "ke-emergency", "--how", "called")
    assert result.exit_code == 0, result.output
    text = (tmp_path / "docs/_data/helplines.yml").read_text("utf-8")
    assert text.count("- id:") == 1 and "checked_how: called" in text
    changed, _, problems = read_campaign(config_file, CAMPAIGN_DAY)
    assert not problems
    before, after = campaign.helplines["ke-emergency"], changed.helplines["ke-emergency"]
    assert (after.checked_how, after.source) == ("called", before.source)
    again = _run(config_file, "helplines", "checked", "ke-emergency", "--how", "opened")
    assert again.exit_code == 0
    assert (tmp_path / "docs/_data/helplines.yml").read_text("utf-8").count("- id:") == 1
    unknown = _run(config_file, "helplines", "checked", "ke-emergenci", "--how", "called")
    assert "did you mean “ke-emergency”" in unknown.output


def test_who_checks_a_contact_of_the_pool_has_nothing_to_translate(tmp_path: Path) -> None:
    config_file, _ = _campaign(tmp_path, "PT")
    helplines = tmp_path / "docs/_data/helplines.yml"

    def unlocked() -> list[str]:
        campaign, documents, _ = read_campaign(config_file, CAMPAIGN_DAY)
        found = check_word_locks(campaign, documents, is_release=True)
        return [one.found for one in found if "helplines." in one.found]

    # Texts of contacts are watched from the first that is recorded.
    locks = tmp_path / "docs/_data/locks/words/sl.yml"
    locks.write_text('helplines.me-sic.name: "000000000000"\n', "utf-8")
    assert _run(config_file, "helplines", "checked", "pt-hotline", "--how", "called").exit_code == 0
    assert "pt-hotline" in helplines.read_text("utf-8") and unlocked() == []
    text = helplines.read_text("utf-8")
    helplines.write_text(re.sub(r"(?m)^    en: .*", "    en: Another name", text, count=1), "utf-8")
    assert unlocked() == ["sl: translated, and nothing records from what: helplines.pt-hotline.name"]


def test_a_new_contact_does_not_hide_one_of_the_pool(tmp_path: Path) -> None:
    config_file, _ = _campaign(tmp_path, "KE")
    result = CliRunner().invoke(
        main,
        ["new", "helpline", "-f", str(config_file), "Police", "--country", "KE", "--kind", "emergency",
         "--phone", "112", "--source", "https://example.org/", "--quote", "Call 112.", "--yes",
         "--today", CAMPAIGN_DAY],
    )  # fmt: skip
    assert result.exit_code == 1
    assert "there is already a contact “ke-emergency”" in result.output
