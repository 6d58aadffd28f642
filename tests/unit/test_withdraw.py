"""`campaign withdraw`: what was published is taken back everywhere, a notice says where to go, and all comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from icalendar import Calendar
from lxml import etree

from campaign.command import main
from campaign.kits.files import all_kits
from campaign.model.permalinks import permalink_ids
from campaign.model.status import measure_status
from campaign.news.files import render_news_files
from campaign.plugin.project import read_campaign
from campaign.site.sitemap import render_sitemap
from tests.declared import check_declared
from tests.news_maker import NEWS, SITE_URL, make_news_site, news_text, read_views
from tests.site_maker import DEFAULT_FILES, TODAY, build_site, dead_links, make_site, page_text

WRONG = "Wrongnumber"
EVENT = {"event_on": "2026-12-09", "event_place": "Wrongplace", "body": f"{WRONG}.\n\n## Why {{#why}}\n\nSo."}
LINKED = page_text("Guide", "guide", "## Do this {#do-now}\n\nSee [it](updates/2026-11-20-number.md#why).", "guide")


class _Plain(yaml.SafeDumper):
    """Without anchors, which are refused."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def run(config_file: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["withdraw", "-f", str(config_file), *arguments], catch_exceptions=False)


def make_withdrawn(folder: Path) -> Path:
    """A campaign with an update in two languages, linked from a page, that was withdrawn."""
    files = {
        NEWS.format("en"): news_text(f"{WRONG} title", **EVENT),
        NEWS.format("cnr"): news_text(f"{WRONG} naslov", **EVENT, translated_by="machine"),
        "docs/en/guide.md": LINKED,
    }
    config_file = make_news_site(folder, files)
    result = run(config_file, "update-number", "--yes")
    assert result.exit_code == 0, result.output
    assert "leads to “Updates”" in result.output and "campaign publish" in result.output
    return config_file


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """(settings file, built site) of that campaign."""
    folder = tmp_path_factory.mktemp("withdrawn")
    config_file = make_withdrawn(folder)
    build_site(config_file, folder / "site", "--jobs", "1")
    return config_file, folder / "site"


def test_nothing_of_it_is_anywhere_in_the_site(built: tuple[Path, Path]) -> None:
    _, site = built
    for path in site.rglob("*"):
        if path.is_file():
            assert b"Wrong" not in path.read_bytes(), path
    assert dead_links(site) == []


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("", "This page has been withdrawn"), ("sl/", "Ta stran je umaknjena"), ("cnr/", "Ova stranica je povučena"),
        ("cnr-Cyrl/", "Ова страница је повучена"), ("ar/", "سُحبت هذه الصفحة"),
    ],
)  # fmt: skip
def test_a_notice_stands_at_its_address_in_every_language(built: tuple[Path, Path], address: str, title: str) -> None:
    page = etree.HTML((built[1] / address / "updates/2026-11-20-number.html").read_bytes())
    assert page.findtext(".//h1") == title
    assert page.xpath("//main//a[@href='index.html']") and page.xpath("//meta[@name='robots'][@content='noindex']")
    assert page.xpath("//*[@id='why']"), "links to a heading of it lead somewhere"


def test_printed_codes_lead_to_the_notice(built: tuple[Path, Path]) -> None:
    page = (built[1] / "go/update-number/index.html").read_text("utf-8")
    assert "updates/2026-11-20-number.html" in page and "This page has been withdrawn" in page


def test_feeds_have_a_tombstone_and_the_notice_under_the_same_id(built: tuple[Path, Path]) -> None:
    feed = etree.fromstring((built[1] / "cnr/updates/feed.xml").read_bytes())
    names = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}
    (gone,) = feed.findall("at:deleted-entry", names)
    (entry,) = feed.findall("a:entry", names)
    assert gone.get("ref") == entry.findtext("a:id", None, names) == f"{SITE_URL}go/update-number/#cnr"
    assert gone.get("when", "") > entry.findtext("a:updated", "", names), "the entry is not taken for a later one"
    assert entry.findtext("a:title", None, names) == "Ova stranica je povučena"
    items = json.loads((built[1] / "cnr/updates/feed.json").read_text("utf-8"))["items"]
    assert [one["title"] for one in items] == ["Ova stranica je povučena"]


def test_calendars_cancel_its_event(built: tuple[Path, Path]) -> None:
    calendar = Calendar.from_ical((built[1] / "updates/calendar.ics").read_bytes())
    (event,) = calendar.walk("VEVENT")
    assert (str(event["status"]), event["sequence"], event.decoded("dtstart")) == (
        "CANCELLED",
        1,
        TODAY.replace(month=12, day=9),
    )
    assert "location" not in event


def test_it_is_in_no_list_search_or_data(built: tuple[Path, Path]) -> None:
    config_file, site = built
    views = read_views(config_file)
    assert views.campaign.updates == () and "update-number" in permalink_ids(views.campaign)
    assert "update-number" not in {one.id for one in measure_status(views.campaign).pages}
    assert "2026-11-20-number" not in render_sitemap(views.campaign)
    assert not any(one.path.endswith("number.txt") for one in render_news_files(views))
    assert "2026-11-20-number" not in (site / "search-index.js").read_text("utf-8")
    for page in ("index.html", "updates/index.html", "search.html"):
        assert "2026-11-20-number" not in (site / page).read_text("utf-8")


def test_the_first_page_of_its_section_leads_to_it_no_longer(tmp_path: Path) -> None:
    ways = "- [Gone](a.md): one.\n- [Stays](b.md): two.\n\n## More {#more}\n\n- [Gone](a.md#do-now): three."
    guide = "## Do this {#do-now}\n\nWords. See [the other](a.md)."
    files = {
        "docs/en/families/index.md": page_text("Families", "families", ways, "hub"),
        "docs/en/families/a.md": page_text("A", "a", guide, "guide"),
        "docs/en/families/b.md": page_text("B", "b", guide, "guide"),
    }
    config_file = make_site(tmp_path, files)
    navigation = ", ".join(one.removeprefix("docs/en/") for one in files)
    config_file.write_text(config_file.read_text("utf-8").replace("guide.md]", f"guide.md, {navigation}]"), "utf-8")
    build_site(config_file, tmp_path / "site", "--jobs", "1")
    assert run(config_file, "a", "--yes").exit_code == 0
    build_site(config_file, tmp_path / "site", "--jobs", "1")
    hub = (tmp_path / "site/families/index.html").read_text("utf-8")
    assert 'href="b.html"' in hub and 'href="a.html' not in hub and "Gone" not in hub
    # What is said in a text stays, and leads to the notice.
    assert 'href="a.html"' in (tmp_path / "site/families/b.html").read_text("utf-8")
    assert "Gone" not in (tmp_path / "site/search-index.js").read_text("utf-8")
    assert run(config_file, "a", "--undo", "--yes").exit_code == 0
    assert not (tmp_path / "docs/_data/withdrawn.yml").exists()


def test_checks_and_a_release_go_on_and_locks_stay(tmp_path: Path) -> None:
    broken = page_text("Guide", "guide", "Call 080 888 888.", "guide", written_by="A Name")
    config_file = make_site(tmp_path, {"docs/en/guide.md": broken})
    check = ["check", "-f", str(config_file)]
    assert CliRunner().invoke(main, check).exit_code == 1
    before = {path: path.read_bytes() for path in (tmp_path / "docs").rglob("*") if path.is_file()}
    assert run(config_file, "guide", "--yes", "--note", "a wrong number").exit_code == 0
    assert CliRunner().invoke(main, check).exit_code == 0, "what is withdrawn holds up nothing"
    campaign, documents, problems = read_campaign(config_file, None)
    assert not problems and not check_declared(campaign, documents)
    assert not [kit for kit in all_kits(campaign) if kit.page.meta.id == "guide"]
    assert CliRunner().invoke(main, ["translation", "-f", str(config_file), "accept", "--all"]).exit_code == 0
    listed = run(config_file, "--list").output
    assert "guide" in listed and "a wrong number" in listed
    assert run(config_file, "guide", "--undo", "--yes").exit_code == 0
    after = {path: path.read_bytes() for path in before}
    assert after == before, "not a byte of what was there has changed"
    assert read_campaign(config_file, None)[0].withdrawals == {}


def test_a_contact_is_replaced_where_it_is_named(tmp_path: Path) -> None:
    contacts = yaml.safe_load(DEFAULT_FILES["docs/_data/helplines.yml"])
    other = {**contacts[0], "id": "si-other", "name": {"en": "Other"}, "phone": "116000", "display": "116 000",
             "source": {"url": "https://example.org/o", "quote": "Call 116 000."}}  # fmt: skip
    files = {
        "docs/_data/helplines.yml": yaml.dump([*contacts, other], Dumper=_Plain),
        "docs/en/report.md": page_text("Report", "report", "## How {#how}\n\nAsk {{ helpline: si-child }}."),
        "docs/sl/report.md": None,
    }
    config_file = make_site(tmp_path, files)
    result = run(config_file, "si-child", "--instead", "si-other", "--yes")
    assert result.exit_code == 0, result.output
    assert "show Other (116 000) instead" in result.output
    build_site(config_file, tmp_path / "site", "--jobs", "1")
    page = (tmp_path / "site/report.html").read_text("utf-8")
    assert "116000" in page and "116111" not in page
    data = (tmp_path / "site/data/helplines.json").read_text("utf-8")
    assert "si-other" in data and "si-child" not in data


def test_what_the_site_cannot_do_without_stays(tmp_path: Path) -> None:
    files = {
        "docs/en/report.md": page_text("Report", "report", "## How {#how}\n\nAsk {{ call: emergency }}."),
        "docs/sl/report.md": None,
    }
    config_file = make_site(tmp_path, files)
    for one, said in (
        ("home", "every page leads to “home”"), ("gide", "did you mean guide"), ("eu-112", "emergency"),
    ):  # fmt: skip
        result = run(config_file, one, "--yes")
        assert result.exit_code == 1 and said in result.output, result.output
        assert "Nothing was written." in result.output
    assert not (tmp_path / "docs/_data/withdrawn.yml").exists()
    assert run(config_file, "guide", "--undo", "--yes").exit_code == 1
