"""What there is of a page on paper is offered at its top, by what one gets, in each of its languages."""

from __future__ import annotations

import pytest

from campaign.kits.files import all_kits
from campaign.pages.page import SourcePage
from campaign.plugin.project import read_campaign
from campaign.plugin.theme import stylesheet_folder
from campaign.site.render import Renderer
from campaign.views.assets import build_site_assets
from campaign.views.take import offer_sheets, take_of
from campaign.views.views import Views
from tests.site_maker import ORIGINAL

CAMPAIGN = read_campaign(ORIGINAL / "mkdocs.yml", None)[0]


def page(page_id: str, language: str = "en") -> SourcePage:
    found = CAMPAIGN.page(CAMPAIGN.settings.language(language), CAMPAIGN.paths_by_id[page_id])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("page_id", "sheets"),
    [
        ("lesson-kind-words", ["kit_plan_pdf"]),
        ("family-agreement", ["kit_form_pdf", "kit_handout_pdf", "kit_letter_pdf"]),
        ("handbook-flow", ["kit_flow_pdf"]),
        ("get-help-child", ["kit_wallet_pdf"]),
        ("sextortion", None),
        ("about", None),
    ],
)
def test_a_page_offers_its_sheets(page_id: str, sheets: list[str] | None) -> None:
    source = page(page_id)
    take = take_of(CAMPAIGN, source, CAMPAIGN.settings.source, source.path.removesuffix(".md") + ".html")
    assert (take and [one.word for one in take.sheets]) == sheets


@pytest.mark.parametrize(("path", "is_first"), [("get-help/child.md", False), ("families/family-agreement.md", True)])
def test_it_stands_first_where_one_comes_for_it_and_last_where_one_comes_for_help(path: str, is_first: bool) -> None:
    assets = build_site_assets(stylesheet_folder(), CAMPAIGN.settings.look)
    html = Renderer(CAMPAIGN, Views(CAMPAIGN), assets).page(CAMPAIGN.settings.source, path).html
    places = [html.index('class="c-take"'), html.index("page__text")]
    assert (places == sorted(places)) is is_first and html.count('class="c-take"') == 1


def test_what_is_offered_is_what_the_kits_hold() -> None:
    for kit in all_kits(CAMPAIGN):
        take = offer_sheets(CAMPAIGN, kit.page, kit.language, "")
        assert {kit.folder + one.name for one in kit.files if one.is_sheet} == {one.url for one in take.sheets}
        assert [one.code for one in take.languages if one.is_here] == [kit.language.code]
