import pytest

from campaign.model.addresses import alternates_of
from campaign.pages.addresses import relative_url
from campaign.plugin.project import read_campaign
from campaign.site.sitemap import render_sitemap
from tests.site_maker import make_site


@pytest.mark.parametrize(
    ("target", "page", "expected"),
    [
        ("index.html", "index.html", "index.html"),
        ("sl/index.html", "index.html", "sl/index.html"),
        ("index.html", "sl/families/a.html", "../../index.html"),
        ("sl/report.html", "sl/families/a.html", "../report.html"),
    ],
)
def test_relative_url(target: str, page: str, expected: str) -> None:
    assert relative_url(target, page) == expected


def test_alternates_name_real_translations_only(tmp_path) -> None:
    campaign, _, _ = read_campaign(make_site(tmp_path), None)
    assert [one.hreflang for one in alternates_of(campaign, "report.md", "report.html")] == ["en", "sl", "x-default"]
    assert [one.hreflang for one in alternates_of(campaign, "guide.md", "guide.html")] == ["en", "x-default"]
    assert alternates_of(campaign, "report.md", "x")[1].href == "https://example.org/sl/report.html"


def test_alternates_are_relative_where_the_address_is_unknown(tmp_path) -> None:
    campaign, _, _ = read_campaign(make_site(tmp_path, site_url=""), None)
    assert alternates_of(campaign, "report.md", "sl/report.html")[0].href == "../report.html"
    assert render_sitemap(campaign) == ""


def test_sitemap_lists_every_real_page_once(tmp_path) -> None:
    campaign, _, _ = read_campaign(make_site(tmp_path), None)
    sitemap = render_sitemap(campaign)
    assert sitemap.count("<url>") == 5
    assert "https://example.org/sl/guide.html" not in sitemap
