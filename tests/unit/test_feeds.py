"""Atom and JSON feeds: right by their specifications, in one language each, and the same bytes every time."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from jsonschema import Draft202012Validator
from lxml import etree, html
from PIL import Image

from campaign.news.feeds import build_feed, render_atom, render_json_feed
from campaign.news.files import render_news_files
from campaign.news.news import news_files
from campaign.views.views import Views
from tests.news_maker import NEWS, SITE_URL, make_news_site, news_text, read_views
from tests.site_maker import ORIGINAL

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
SCHEMAS = Path(__file__).parent / "schemas"
CODES = ("en", "sl", "cnr", "cnr-Cyrl", "ar")


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> Views:
    return read_views(make_news_site(tmp_path_factory.mktemp("news")))


def feed_of(views: Views, code: str) -> tuple[bytes, dict]:
    language = views.campaign.settings.language(code)
    files = news_files(views, language)
    assert files is not None
    feed = build_feed(views, language, files)
    return render_atom(feed), json.loads(render_json_feed(feed))


@pytest.mark.parametrize("code", CODES)
def test_feedparser_reads_it_without_complaint_and_in_its_language(views: Views, code: str) -> None:
    parsed = feedparser.parse(feed_of(views, code)[0])
    assert parsed.bozo == 0
    assert parsed.version == "atom10"
    assert parsed.feed.language == code
    assert [one.content[0].language for one in parsed.entries] == [code] * len(parsed.entries)


@pytest.mark.parametrize("code", CODES)
def test_atom_keeps_what_rfc_4287_demands(views: Views, code: str) -> None:
    feed = etree.fromstring(feed_of(views, code)[0])
    assert feed.tag == f"{ATOM}feed"
    assert feed.get(XML_LANG) == code
    check_atom_part(feed, SITE_URL)
    selves = [one for one in feed.findall(f"{ATOM}link") if one.get("rel") == "self"]
    assert [one.get("type") for one in selves] == ["application/atom+xml"]
    ids = [one.findtext(f"{ATOM}id") for one in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    has_author = feed.find(f"{ATOM}author") is not None
    for entry in feed.iter(f"{ATOM}entry"):
        check_atom_part(entry, SITE_URL)
        assert has_author or entry.find(f"{ATOM}author") is not None
        assert len(entry.findall(f"{ATOM}published")) <= 1
        (content,) = entry.findall(f"{ATOM}content")
        assert content.get("type") == "html"
        assert not len(content), "HTML content is text, never elements"


@pytest.mark.parametrize("code", CODES)
def test_atom_is_valid_by_the_schema_of_rfc_4287(views: Views, code: str) -> None:
    assert atom_errors(feed_of(views, code)[0]) == []


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("updated>", "changed>"),
        ("T00:00:00+00:00</published>", "</published>"),
        ('type="html">', 'type="markdown">'),
        ("<title>", "<id>https://example.org/</id><title>"),
        ('rel="alternate"', 'relation="alternate"'),
        ("<entry>", "<entry><b/>"),
    ],
)
def test_the_schema_refuses_what_is_wrong(views: Views, part: str, wrong: str) -> None:
    text = feed_of(views, "en")[0].decode()
    assert part in text
    assert atom_errors(text.replace(part, wrong).encode())


def atom_errors(raw: bytes) -> list[str]:
    """What RELAX NG says of a feed."""
    schema = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    schema.validate(etree.fromstring(raw))
    return [one.message for one in schema.error_log]


def check_atom_part(part: etree._Element, site_url: str) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: exactly one id, title, updated; links absolute; text constructs; person constructs."""
    for name in ("id", "title", "updated"):
        assert len(part.findall(f"{ATOM}{name}")) == 1, name
    for name in ("rights", "subtitle", "generator", "icon", "logo", "summary"):
        assert len(part.findall(f"{ATOM}{name}")) <= 1, name
    identity = urlsplit(part.findtext(f"{ATOM}id") or "")
    assert identity.scheme and identity.netloc
    for name in ("updated", "published"):
        for date in part.findall(f"{ATOM}{name}"):
            assert RFC_3339.fullmatch(date.text or ""), date.text
    seen = set()
    for link in part.findall(f"{ATOM}link"):
        assert urlsplit(link.get("href") or "").scheme == "https"
        key = (link.get("rel", "alternate"), link.get("type"), link.get("hreflang"))
        assert key not in seen
        seen.add(key)
        if key[0] in ("alternate", "self"):
            assert (link.get("href") or "").startswith(site_url)
    for person in part.findall(f"{ATOM}author"):
        assert len(person.findall(f"{ATOM}name")) == 1


@pytest.mark.parametrize("code", CODES)
def test_json_feed_keeps_what_its_specification_demands(views: Views, code: str) -> None:
    _, feed = feed_of(views, code)
    schema = json.loads((SCHEMAS / "jsonfeed.schema.json").read_bytes())
    assert [one.message for one in Draft202012Validator(schema).iter_errors(feed)] == []
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] and feed["language"] == code
    assert feed["feed_url"].startswith(SITE_URL) and feed["home_page_url"].startswith(SITE_URL)
    assert all(one["name"] for one in feed["authors"])
    for item in feed["items"]:
        assert isinstance(item["id"], str) and item["id"]
        assert item["content_html"] and item["language"] == code
        assert RFC_3339.fullmatch(item["date_published"]) and RFC_3339.fullmatch(item["date_modified"])
        assert "tags" not in item or isinstance(item["tags"], list)


def test_a_language_without_the_update_gets_no_text_in_another_one(views: Views) -> None:
    counts = {code: len(feed_of(views, code)[1]["items"]) for code in CODES}
    assert counts == {"en": 1, "sl": 0, "cnr": 1, "cnr-Cyrl": 1, "ar": 0}


def test_every_link_in_the_content_is_absolute_and_stays_in_the_language(views: Views) -> None:
    (item,) = feed_of(views, "cnr")[1]["items"]
    links = [one.get("href") for one in html.fromstring(item["content_html"]).iter("a")]
    assert links[0] == SITE_URL + "cnr/report.html#how"
    assert all(urlsplit(link).scheme in ("https", "tel") for link in links), links


def test_cyrillic_is_cyrillic_in_title_and_text_and_not_in_addresses(views: Views) -> None:
    atom, feed = feed_of(views, "cnr-Cyrl")
    (item,) = feed["items"]
    assert item["title"] == "Нова школа, људи"
    assert item["url"] == SITE_URL + "cnr-Cyrl/updates/2026-11-20-number.html?w=f"
    assert item["id"] == SITE_URL + "go/update-number/#cnr-Cyrl"
    assert "Цалл ус" in item["content_html"] and 'lang="cnr-Cyrl"' in item["content_html"]
    assert "Нова школа, људи" in atom.decode()


def test_a_translation_says_in_its_feed_that_it_is_one(views: Views) -> None:
    contents = {code: feed_of(views, code)[1]["items"][0]["content_html"] for code in ("en", "cnr", "cnr-Cyrl")}
    assert "small" not in contents["en"]
    assert "prevela mašina" in contents["cnr"] and "превела машина" in contents["cnr-Cyrl"]


def test_a_picture_travels_with_its_words(tmp_path: Path) -> None:
    png = io.BytesIO()
    Image.new("RGB", (40, 30)).save(png, "PNG")
    text = news_text("Number", picture="assets/pictures/p.png", picture_alt='"A <new> poster"')
    views = read_views(
        make_news_site(tmp_path, {NEWS.format("en"): text, "docs/assets/pictures/p.png": png.getvalue()})
    )
    (item,) = feed_of(views, "en")[1]["items"]
    assert item["image"] == SITE_URL + "assets/pictures/p.png"
    (picture,) = html.fromstring(item["content_html"]).iter("img")
    assert dict(picture.attrib) == {"src": item["image"], "alt": "A <new> poster", "width": "40", "height": "30"}


@pytest.mark.parametrize("code", ["en", "cnr", "cnr-Cyrl"])
def test_an_entry_says_what_its_links_lead_to(code: str, tmp_path: Path) -> None:
    png = io.BytesIO()
    Image.new("RGB", (40, 30)).save(png, "PNG")
    extra = {"picture": "assets/pictures/naš plakat.png", "picture_alt": "Poster"}
    files = {
        "docs/assets/pictures/naš plakat.png": png.getvalue(),
        NEWS.format("en"): news_text("Number", **extra),
        NEWS.format("cnr"): news_text("Broj", translated_by="machine", **extra),
    }
    atom, feed = feed_of(read_views(make_news_site(tmp_path, files)), code)
    assert atom_errors(atom) == []
    page, picture = (dict(one.attrib) for one in etree.fromstring(atom).findall(f"{ATOM}entry/{ATOM}link"))
    (item,) = feed["items"]
    assert page == {"rel": "alternate", "type": "text/html", "hreflang": code, "href": item["url"]}
    assert picture == {"rel": "enclosure", "type": "image/png", "href": item["image"]}
    assert picture["href"] == SITE_URL + "assets/pictures/na%C5%A1%20plakat.png"
    # By a reader that others wrote.
    (read,) = feedparser.parse(atom).entries
    assert [(one.rel, one.type) for one in read.links] == [("alternate", "text/html"), ("enclosure", "image/png")]


def test_the_author_is_the_campaign_whatever_signs_its_name_has(tmp_path: Path) -> None:
    words = (ORIGINAL / "docs/_data/ui/en.yml").read_text("utf-8")
    named = re.sub(r"(?m)^  site_title: .*$", '  site_title: "Net: mode d’emploi\u00a0: ensemble"', words)
    atom, feed = feed_of(read_views(make_news_site(tmp_path, {"docs/_data/ui/en.yml": named})), "en")
    assert feed["authors"] == [{"name": "Net: mode d’emploi\u00a0: ensemble"}]
    assert etree.fromstring(atom).findtext(f"{ATOM}author/{ATOM}name") == "Net: mode d’emploi\u00a0: ensemble"


def test_the_text_to_pass_on_has_a_short_and_a_long_part(views: Views) -> None:
    text = (
        next(one for one in render_news_files(views) if one.path == "cnr-Cyrl/updates/2026-11-20-number.txt")
        .render()
        .decode("utf-8-sig")
    )
    short, long = text.split("————————————————————")
    assert "Нова школа, људи" in short and SITE_URL + "go/update-number/#cnr-Cyrl" in short
    assert "Наслов: Нова школа, људи" in long and "\n– " in long
    assert "превела машина" in long


def test_titles_with_quotes_and_emoji_arrive_whole(views: Views) -> None:
    atom, feed = feed_of(views, "en")
    assert feed["items"][0]["title"] == feedparser.parse(atom).entries[0].title == 'A "new" number & more 🎉'


def test_the_same_content_gives_the_same_bytes_on_any_day(tmp_path: Path) -> None:
    config_file = make_news_site(tmp_path)
    one, two = (read_views(config_file, day) for day in ("2026-11-23", "2026-12-23"))
    assert feed_of(one, "cnr")[0] == feed_of(two, "cnr")[0]


def test_a_change_moves_the_date_and_never_the_id(tmp_path: Path) -> None:
    changed = make_news_site(tmp_path, {NEWS.format("en"): news_text("Other", updated_on="2026-11-22")})
    (item,) = feed_of(read_views(changed), "en")[1]["items"]
    assert item["id"] == SITE_URL + "go/update-number/#en"
    assert item["date_published"].startswith("2026-11-20") and item["date_modified"].startswith("2026-11-22")


def test_what_is_scheduled_or_in_the_archive_is_in_no_feed(tmp_path: Path) -> None:
    late = news_text("Late", published_on="2026-12-01", expires_on="2026-12-05")
    config_file = make_news_site(tmp_path, {NEWS.format("en"): late, NEWS.format("cnr"): None})
    counts = [
        len(feed_of(read_views(config_file, day), "en")[1]["items"])
        for day in ("2026-11-30", "2026-12-01", "2026-12-04", "2026-12-05")
    ]
    assert counts == [0, 1, 1, 0]


def test_without_the_sites_own_address_there_is_no_feed_but_a_calendar(tmp_path: Path) -> None:
    views = read_views(make_news_site(tmp_path, site_url=""))
    paths = [one.path for one in render_news_files(views)]
    assert not [path for path in paths if "feed" in path or path.endswith(".txt")]
    assert "updates/calendar.ics" in paths
