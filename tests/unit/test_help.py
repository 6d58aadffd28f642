"""“What happened?”, the strip with the number, and what leads to both."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pytest
import yaml

from campaign.model.campaign import Campaign
from campaign.model.load import load_campaign
from campaign.model.made_pages import country_pages, help_places, help_reader, is_about_help, made_pages
from campaign.model.shown import numbers_to_call, reader_countries
from campaign.pages.html import tick_steps
from campaign.plugin.project import read_project
from campaign.views.contact_data import render_contact_data
from campaign.views.views import Views
from tests.site_maker import CAMPAIGN_DAY, ORIGINAL


@pytest.fixture(scope="module")
def own() -> Campaign:
    """The campaign in docs/."""
    found, _, _ = load_campaign(
        read_project(ORIGINAL / "mkdocs.yml").settings, datetime.date.fromisoformat(CAMPAIGN_DAY)
    )
    return found


def test_every_word_of_it_is_used(own: Campaign) -> None:
    used = {word for reader in own.help for word in reader.words()}
    known = {key for key in own.words["en"].texts if re.match(r"help_(who|what|step)_", key)}
    assert known == {one for one in used if not one.startswith("help_say_")}


def test_the_easy_form_has_the_ends_of_a_childs_in_short_sentences(own: Campaign) -> None:
    easy, child = (next(one for one in own.help if one.id == name) for name in ("easy", "child"))
    assert [one.what for one in easy.ends] == [one.what for one in child.ends]
    for code in own.settings.folders:
        words = own.words[code]
        for step in {step for end in easy.ends for step in end.steps}:
            assert step.startswith("e-")
            for sentence in re.split(r"(?<=[.?!؟])\s", words[f"help_step_{step}"]):
                assert len(sentence.split()) <= 12, (code, step)


def test_every_end_has_a_page_and_three_steps(own: Campaign) -> None:
    places = help_places(own)
    assert len([one for one in places.values() if one.end]) == sum(len(one.ends) for one in own.help) > 40
    assert set(places) < set(made_pages(own))
    assert all(url == place.url for url, place in places.items())


@pytest.mark.parametrize(
    ("path", "reader"),
    [
        ("children/somebody-threatens-you.md", "child"),
        ("children/friend-needs-help.md", "child"),
        ("children/something-i-regret.md", "child"),
        ("families/sextortion.md", "parent"),
        ("teachers/handbook/flow.md", "teacher"),
        ("easy/somebody-threatens-you.md", "easy"),
        ("easy/grooming.md", "parent"),
        ("get-help/index.md", None),
        ("index.md", None),
    ],
)
def test_a_page_leads_to_the_list_of_its_readers(own: Campaign, path: str, reader: str | None) -> None:
    found = help_reader(own, own.pages["en", path])
    assert (found.id if found else None) == reader


def test_pages_that_say_who_can_help(own: Campaign) -> None:
    assert is_about_help(own, own.pages["en", "get-help/child.md"])
    assert not is_about_help(own, own.pages["en", "families/sextortion.md"])


def test_the_campaigns_own_country_comes_first_in_every_language(own: Campaign) -> None:
    for language in own.settings.languages:
        assert reader_countries(own, language)[0] == own.settings.country
        for group in ("children", "families", "emergency"):
            numbers = numbers_to_call(own, group, language)
            assert numbers[0][1][0] == own.settings.country
            assert {code for _, codes in numbers for code in codes} <= {own.settings.country, *language.countries}


def test_one_number_of_two_countries_says_only_what_is_so_in_both(own: Campaign) -> None:
    slovene = next(one for one in own.settings.languages if one.code == "sl")
    ((number, countries),) = numbers_to_call(own, "children", slovene)
    assert (number.phone, countries) == ("116111", ("ME", "SI"))
    assert own.helplines["me-child-helpline"].anonymous
    assert not own.helplines["si-child-helpline"].anonymous
    assert not number.anonymous
    assert number.cost == "free"


def test_contacts_of_a_country_for_programs(own: Campaign) -> None:
    kinds = {one.kind: one.kind for one in own.helplines.values()}
    data = json.loads(render_contact_data(own, "SI", own.settings.source, kinds))
    tom = next(one for one in data["@graph"] if "TOM" in one["name"])
    assert tom["contactPoint"]["telephone"] == "116111"
    assert tom["contactPoint"]["areaServed"] == "SI"
    assert tom["contactPoint"]["hoursAvailable"][0]["opens"] == "12:00"
    assert set(country_pages(own).values()) >= {"ME", "SI", "INT"}
    low = {one.name["en"] for one in own.helplines.values() if not one.is_publishable}
    everything = "".join(
        render_contact_data(own, one, own.settings.source, kinds) for one in country_pages(own).values()
    )
    assert not [one for one in low if json.dumps(one, ensure_ascii=False) in everything]


def test_steps_have_a_box_each_and_nothing_else_has() -> None:
    html = (
        '<ol><li>not this</li></ol><section class="part part--do-now" aria-labelledby="do-now"><h2>Now</h2>\n'
        "<ol>\n<li>one<ul><li>inner</li></ul></li>\n<li><p>two</p></li></ol><ol><li>later</li></ol></section>"
    )
    ticked = tick_steps(html, "Done")
    assert ticked.count("<input") == 2
    # The standard has no `autocomplete` for a box: its form has it.
    assert '" autocomplete="off" hidden></form><input type="checkbox" form="tick" aria-label="Done">one' in ticked
    assert re.sub(r"<form.*?</form>|<input[^>]*>", "", ticked) == html
    assert tick_steps("<ol><li>x</li></ol>", "Done") == "<ol><li>x</li></ol>"


def test_the_flow_holds_ids_alone() -> None:
    """Texts are interface words, which translators get and the checks look at."""
    readers = yaml.safe_load((ORIGINAL / "docs/_data/help.yml").read_text("utf-8"))
    ends = [end for reader in readers for end in reader["ends"]]
    assert all(re.fullmatch(r"[a-z0-9-]+", one) for end in ends for one in (end["what"], end["say"], *end["steps"]))


def test_every_place_is_a_file_of_its_own(own: Campaign, tmp_path: Path) -> None:
    for name in made_pages(own):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch(exist_ok=False)


def test_a_contact_says_for_which_ages_it_is_where_a_source_does(own: Campaign) -> None:
    english = own.settings.language("en")
    shown = Views(own).facts.render_country("GB", english)
    assert shown.count("Ages: 0–18") == shown.count("Ages: 0–17") == 1 < shown.count("c-contact__facts")


def test_a_contact_of_a_country_says_of_which_year_its_newest_evidence_is(own: Campaign) -> None:
    english = own.settings.language("en")
    years = [one.evidence_year() for one in own.contacts if one.country == "GB" and one.is_publishable]
    shown = Views(own).facts.render_country("GB", english)
    assert years and all(shown.count(f"Source: {year}<") == years.count(year) for year in years)
