"""The campaign's own country first, whatever the word files say, and any language as the source."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel import Locale
from click.testing import CliRunner

from campaign.command import main
from campaign.facts.localised import localised
from campaign.files.problems import ProblemsFound
from campaign.languages.language import Language
from campaign.model.shown import reader_countries
from campaign.plugin.project import read_campaign
from campaign.writing.new_language import render_word_file
from tests.site_maker import ORIGINAL, make_site


def _language(code: str, babel: str, countries: tuple[str, ...]) -> Language:
    return Language(code, code, "ltr", babel, countries, "https://example.org/", "x")


def test_the_campaigns_country_comes_before_those_of_a_word_file(tmp_path: Path) -> None:
    words = (ORIGINAL / "docs/_data/ui/sl.yml").read_text("utf-8").replace("countries: [SI]", "countries: [ME, SI]")
    campaign, _, _ = read_campaign(make_site(tmp_path, {"docs/_data/ui/sl.yml": words}), None)
    english, slovene = (campaign.settings.language(code) for code in ("en", "sl"))
    assert reader_countries(campaign, slovene) == ("SI", "ME")
    assert english.countries == ("SI",), "a word file that names none"


@pytest.mark.parametrize(
    ("language", "region", "tag"),
    [
        (_language("en", "en_GB", ("ME",)), "GB", "en-GB"),
        (_language("cnr", "bs_Latn_BA", ("ME",)), "ME", "cnr-ME"),
        (_language("sr-Latn", "sr_Latn_RS", ("PT",)), "RS", "sr-Latn-RS"),
        (_language("pt-PT", "pt_PT", ("PT",)), "PT", "pt-PT"),
        (_language("luo", "luo_KE", ("KE",)), "KE", "luo-KE"),
    ],
)
def test_a_language_has_the_country_of_its_own_locale(language: Language, region: str, tag: str) -> None:
    assert (language.region, language.region_tag) == (region, tag)


@pytest.mark.parametrize(
    ("code", "country", "babel"),
    [
        ("pt", "PT", "pt_PT"),
        ("sw", "KE", "sw_KE"),
        ("luo", "KE", "luo_KE"),
        ("uk", "PT", "uk_UA"),
        ("sr-Latn", "ME", "sr_Latn_ME"),
    ],
)
def test_a_new_language_is_written_as_in_the_campaigns_country(code: str, country: str, babel: str) -> None:
    text = render_word_file(Locale.parse(code, sep="-"), country, "en")
    assert f"babel: {babel}\n" in text
    assert "countries" not in text


def test_a_text_is_in_the_readers_language_else_in_the_sources_else_as_it_is_written_first() -> None:
    texts = {"en": "Police", "pt": "Polícia", "fr": ""}
    assert localised(texts, "pt", "en") == ("Polícia", "pt")
    assert localised(texts, "uk", "pt") == ("Polícia", "pt")
    assert localised(texts, "fr", "sq") == ("Police", "en")
    assert localised({}, "en") == ("", "")


def test_a_new_contact_is_written_under_the_code_of_the_source(tmp_path: Path) -> None:
    settings = make_site(tmp_path)
    text = settings.read_text("utf-8").replace("English, default: true", "English")
    settings.write_text(text.replace("name: Slovenščina", "name: Slovenščina, default: true"), "utf-8")
    result = CliRunner().invoke(
        main,
        ["new", "helpline", "-f", str(settings), "Policija", "--country", "SI", "--kind", "emergency", "--phone", "113",
         "--source", "https://example.org/113", "--quote", "Policija: 113.", "--yes"],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "  name:\n    sl: Policija\n" in (tmp_path / "docs/_data/helplines.yml").read_text("utf-8")


def test_words_may_be_missing_in_a_language_that_says_so(tmp_path: Path) -> None:
    text = (ORIGINAL / "docs/_data/ui/sl.yml").read_text("utf-8").replace("  skip: ", "  # skip: ")
    missing, _, problems = read_campaign(make_site(tmp_path / "a", {"docs/_data/ui/sl.yml": text}), None)
    assert [one.severity for one in problems] == ["error"]
    few = {"docs/_data/ui/sl.yml": text.replace("direction: ltr", "direction: ltr\n  partial: true")}
    campaign, _, problems = read_campaign(make_site(tmp_path / "b", few), None)
    assert [(one.severity, "skip" in one.fix) for one in problems] == [("warning", True)]
    assert campaign.words["sl"]["skip"] == campaign.words["en"]["skip"], "the source's"
    assert "skip" not in campaign.words["sl"].texts and "skip" in campaign.words["sl"]
    with pytest.raises(ProblemsFound):
        missing.words["sl"]["skip"]
