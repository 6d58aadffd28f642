"""The facts of the campaign that comes with the generator, and how they are shown."""

import datetime
import re
from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest
from babel import Locale

from campaign.checks.check import check_campaign
from campaign.facts.helplines import Helpline, Hours, OpeningTime, render_hours
from campaign.facts.statistics import Figure, render_figure
from campaign.languages.cyrillic import mixed_words, transliterate_text
from campaign.languages.language import Language
from campaign.languages.words import Words
from campaign.pages.references import Reference
from campaign.plugin.project import read_campaign
from campaign.views.views import Views
from tests.site_maker import CAMPAIGN_DAY, ORIGINAL

WORDS = Words("x", {"hours_always": "always", "one_in": "1 of {count}", "comma": ",", "semicolon": ";"})


def language(code: str, babel: str) -> Language:
    return Language(code, code, "ltr", babel, ("ME",), "https://example.org/", "x")


@pytest.fixture(scope="module")
def campaign():
    found, documents, problems = read_campaign(ORIGINAL / "mkdocs.yml", CAMPAIGN_DAY)
    # A translation may be out of date for a while: the reader is told, and a release waits for essential ones.
    # Each week has its checks (check_days.yml).
    known = ("outdated", "evidence-age", "due-soon")
    assert [one for one in problems + check_campaign(found, documents) if one.rule not in known] == []
    return found


def test_every_published_number_stands_in_its_evidence(campaign) -> None:
    assert len([one for one in campaign.helplines.values() if one.phone]) >= 70


@pytest.mark.parametrize(
    ("babel", "expected"),
    [
        ("en_GB", "Monday–Friday 16:00–20:00"),
        ("sl_SI", "ponedeljek–petek 16:00–20:00"),
        ("bs_Cyrl_BA", "понедјељак–петак 16:00–20:00"),
    ],
)
def test_hours_in_words(babel: str, expected: str) -> None:
    hours = Hours(times=(OpeningTime(days=("mo", "tu", "we", "th", "fr"), opens="16:00", closes="20:00"),))
    assert render_hours(hours, language("x", babel), WORDS) == expected
    assert render_hours(Hours(always=True), language("x", babel), WORDS) == "always"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("sl", "ponedeljek, sreda–petek 16:00–20:00; sobota 09:00–12:00"),
        ("fr", "lundi, mercredi–vendredi 16:00–20:00\u00a0; samedi 09:00–12:00"),
        ("ar", "الاثنين، الأربعاء–الجمعة 16:00–20:00؛ السبت 09:00–12:00"),
    ],
)
def test_a_list_has_the_punctuation_of_its_language(campaign, code: str, expected: str) -> None:
    days = OpeningTime(days=("mo", "we", "th", "fr"), opens="16:00", closes="20:00")
    hours = Hours(times=(days, OpeningTime(days=("sa",), opens="09:00", closes="12:00")))
    shown = next(one for one in campaign.settings.languages if one.code == code)
    assert render_hours(hours, shown, campaign.words[code]) == expected


@pytest.mark.parametrize(
    ("code", "long", "full"),
    [
        ("cnr", "3. avgust 2026.", "ponedjeljak, 3. avgust 2026."),
        ("cnr-Cyrl", "3. август 2026.", "понедјељак, 3. август 2026."),
        ("sl", "3. avgust 2026", "ponedeljek, 3. avgust 2026"),
        ("fr", "3 août 2026", "lundi 3 août 2026"),
    ],
)
def test_a_date_in_words(campaign, code: str, long: str, full: str) -> None:
    shown = next(one for one in campaign.settings.languages if one.code == code)
    assert shown.render_date(datetime.date(2026, 8, 3)) == long
    assert shown.render_date(datetime.date(2026, 8, 3), "full") == full


def test_french_interface_words_have_no_break_spaces(campaign) -> None:
    wrong = re.compile(r" [;:!?»]|«[^\u00a0]|[^\u00a0\W][;!?»]|[^\u00a0\W\d]:(?!//)")
    assert [key for key, text in campaign.words["fr"].texts.items() if wrong.search(text)] == []


def test_ages_in_a_row_have_the_comma_of_their_language(campaign) -> None:
    assert campaign.words["en"].listed(["6–9", "10–12"]) == "6–9, 10–12"
    assert campaign.words["ar"].listed(["6–9", "10–12"]) == "6–9، 10–12"


@pytest.mark.parametrize(
    ("value", "unit", "babel", "expected"),
    [
        ("15", "percent", "en_GB", "15%"),
        ("5.6", "percent", "en_GB", "5.6%"),
        ("15", "percent", "sl_SI", "15\xa0%"),
        ("61.9", "percent", "sl_SI", "61,9\xa0%"),
        ("291273", "count", "en_GB", "291,273"),
        ("291273", "count", "sl_SI", "291.273"),
        ("6", "one-in", "en_GB", "1 of 6"),
        ("380", "growth", "en_GB", "380%"),
    ],
)
def test_figures(value: str, unit: str, babel: str, expected: str) -> None:
    assert render_figure(Figure(value=Decimal(value), unit=unit), language("x", babel), WORDS) == expected


def test_a_helpline_is_frozen(campaign) -> None:
    one: Helpline = campaign.helplines["me-emergency"]
    with pytest.raises(FrozenInstanceError, match="phone cannot be changed"):
        one.phone = "113"  # type: ignore[misc]


def test_a_country_has_one_name_in_both_scripts(campaign) -> None:
    views = Views(campaign)
    latin, cyrillic = (campaign.settings.language(code) for code in ("cnr", "cnr-Cyrl"))
    codes = [code for code in Locale.parse("bs").territories if len(code) == 2 and code.isalpha()]
    assert len(codes) > 200
    for code in codes:
        assert views.wording.country(code, cyrillic) == transliterate_text(views.wording.country(code, latin)), code
        assert mixed_words(views.wording.country(code, cyrillic)) == []
    assert views.wording.country("KG", cyrillic) == "Киргистан"


@pytest.mark.parametrize(
    ("statistic", "drawn"),
    [
        ("me-2016-unpleasant", [("ground", 100), ("fill", 38)]),
        ("si-tom-2025h1", [("fill", 94.7), ("fill", 100)]),
        ("iwf-2024-ai", [("fill", 100), ("fill", 20.8), ("fill", 20.8), ("fill", 100)]),
        ("weprotect-2023-87pc", [("fill", 53.5), ("fill", 100)]),
        ("me-2016-not-safe", [("fill", 49), ("ground", 49)]),
        ("ncmec-2025h1-financial-sextortion", [("fill", 100), ("fill", 61.5)]),
        ("gb-2024-childline", []),
        ("eukids-2020-sample", []),
    ],
)
def test_growth_and_counts_are_not_drawn_as_a_share(campaign, statistic: str, drawn: list[tuple[str, float]]) -> None:
    reference = Reference("chart", statistic, 1, True, "")
    html = Views(campaign).facts.render_reference(reference, campaign.settings.language("en"), "en/facts/index.html")
    bars = re.findall(r'<rect class="c-chart__(\w+)"[^>]*? width="([\d.]+)"', html)
    assert [(kind, float(width)) for kind, width in bars] == drawn


def test_all_figures_of_a_statistic_with_what_they_count(campaign) -> None:
    facts, english = Views(campaign).facts, campaign.settings.language("en")
    for target, expected in {
        "si-odklikni-2018-primary": "<strong>56%</strong> <span>girls</span><br><strong>50%</strong> <span>boys</span>",
        "me-2016-unpleasant": "<strong>38%</strong>",
    }.items():
        reference = Reference("statistic", target, 1, False, "")
        assert facts.render_reference(reference, english, "en/facts/index.html") == expected
