import pytest

from campaign.model.addresses import alternates_of
from campaign.model.settings import canonical_url
from campaign.pages.addresses import absolute_url, relative_url
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
        ("assets/naš plakat.png", "sl/index.html", "../assets/na%C5%A1%20plakat.png"),
    ],
)
def test_relative_url(target: str, page: str, expected: str) -> None:
    assert relative_url(target, page) == expected


def test_absolute_url() -> None:
    assert absolute_url("https://example.org/", "go/guide/#sl") == "https://example.org/go/guide/#sl"
    assert absolute_url("https://example.org/", "šola/a.html") == "https://example.org/%C5%A1ola/a.html"


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("", ""),
        ("https://example.org", "https://example.org/"),
        ("https://школа.срб/дружина/", "https://xn--80atdl2c.xn--90a3ac/%D0%B4%D1%80%D1%83%D0%B6%D0%B8%D0%BD%D0%B0/"),
        ("http://Škola.example:8080/naš razred", "http://xn--kola-f6a.example:8080/na%C5%A1%20razred/"),
        # An address that is encoded already stays as it is; letters in two characters are those in one.
        ("https://xn--80atdl2c.xn--90a3ac/na%C5%A1/", "https://xn--80atdl2c.xn--90a3ac/na%C5%A1/"),
        ("https://example.org/nas\u030c/", "https://example.org/na%C5%A1/"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a/"),
    ],
)
def test_an_address_has_one_form(written: str, canonical: str) -> None:
    assert canonical_url(written) == canonical
    assert canonical_url(canonical) == canonical


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
