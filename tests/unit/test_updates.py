"""Updates over time: scheduled, current, in the archive; their banner; a preview; and when a build is due."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import lxml.html
import pytest
from click.testing import CliRunner

from campaign.command import main
from campaign.model.updates import banners, due_dates
from campaign.news.files import render_news_files
from campaign.news.news import News
from campaign.news.update_text import render_update_text
from campaign.views.views import Views
from tests.news_maker import NEWS, make_news_site, news_text, read_views
from tests.pdf_reader import page_texts

BANNER = {"banner": '"The number has changed."', "banner_from": "2026-11-22", "banner_until": "2026-11-24"}


def as_preview(views: Views) -> Views:
    settings = dataclasses.replace(views.campaign.settings, is_preview=True)
    views.campaign = dataclasses.replace(views.campaign, settings=settings)
    return views


def news_of(views: Views, code: str) -> News:
    language = views.campaign.settings.language(code)
    return News(views, language, language.prefix + "updates/index.html")


@pytest.mark.parametrize(
    ("day", "lists"),
    [("2026-11-30", ([], [])), ("2026-12-01", (["Late"], [])), ("2026-12-05", ([], ["Late"]))],
)
def test_an_update_is_scheduled_then_current_then_in_the_archive(tmp_path: Path, day: str, lists: tuple) -> None:
    late = news_text("Late", published_on="2026-12-01", expires_on="2026-12-05")
    views = read_views(make_news_site(tmp_path, {NEWS.format("en"): late, NEWS.format("cnr"): None}), day)
    news = news_of(views, "en")
    assert ([one.title for one in news.current], [one.title for one in news.archive]) == lists


def test_a_banner_stands_from_its_first_to_its_last_day_in_its_own_languages_only(tmp_path: Path) -> None:
    files = {
        NEWS.format("en"): news_text("Number", **BANNER),
        NEWS.format("cnr"): news_text("Broj", translated_by="machine", **BANNER),
    }
    config_file = make_news_site(tmp_path, files)
    days = ("2026-11-21", "2026-11-22", "2026-11-24", "2026-11-25")
    shown = {
        day: {one.code for one in views.campaign.settings.languages if banners(views.campaign, one)}
        for day in days
        for views in [read_views(config_file, day)]
    }
    both = {"en", "cnr", "cnr-Cyrl"}
    assert shown == {"2026-11-21": set(), "2026-11-22": both, "2026-11-24": both, "2026-11-25": set()}
    early = as_preview(read_views(config_file, "2026-11-21"))
    assert [one.is_planned for one in news_of(early, "en").banners] == [True]


def test_the_days_on_which_a_build_is_due(tmp_path: Path) -> None:
    text = news_text("Number", published_on="2026-12-01", expires_on="2027-01-01", updated_on="2026-12-01")
    text = text.replace(
        "---\n\n", 'banner: "It is urgent."\nbanner_from: 2026-12-01\nbanner_until: 2026-12-03\n---\n\n'
    )
    views = read_views(make_news_site(tmp_path, {NEWS.format("en"): text, NEWS.format("cnr"): None}))
    found = [(str(one.day), one.what) for one in due_dates(views.campaign)]
    assert found[:4] == [
        ("2026-12-01", "banner begins"), ("2026-12-01", "publish"), ("2026-12-04", "banner ends"),
        ("2027-01-01", "archive"),
    ]  # fmt: skip
    files = {one.path: one.render() for one in render_news_files(views)}
    schedule = json.loads(files["data/schedule.json"])
    assert schedule["next"] == "2026-12-01"
    assert "number" not in files["data/schedule.json"].decode(), "what is to come is not told before its day"


def test_a_preview_is_marked_kept_from_robots_and_shows_what_is_to_come(tmp_path: Path) -> None:
    late = news_text("Late", published_on="2026-12-01")
    config_file = make_news_site(tmp_path, {NEWS.format("en"): late, NEWS.format("cnr"): None})
    site = tmp_path / "site"
    result = CliRunner().invoke(main, ["build", "--preview", "-f", str(config_file), "-o", str(site)])
    assert result.exit_code == 0, result.output
    pages = list(site.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        text = page.read_text("utf-8")
        assert text.count('<meta name="robots"') == 1, page
        assert 'content="noindex' in text, page
        assert 'class="c-draft"' in text, page
    assert (site / "robots.txt").read_text() == "User-agent: *\nDisallow: /\n"
    assert "Will be published: 1 December 2026" in (site / "updates" / "2026-11-20-number.html").read_text("utf-8")
    assert "Нацрт, није објављено" in (site / "cnr-Cyrl" / "index.html").read_text("utf-8")
    assert not (site / "sitemap.xml").exists()
    # What is carried away says so too.
    sheets = list(site.rglob("*.pdf"))
    assert len(sheets) >= 4
    for sheet in sheets:
        assert all("Draft, not published" in page for page in page_texts(sheet.read_bytes())), sheet
    for name in ("updates/feed.xml", "updates/feed.json", "updates/2026-11-20-number.txt", "kits/guide/en/texts.txt"):
        assert "Draft, not published" in (site / name).read_text("utf-8"), name
    calendar = (site / "cnr-Cyrl/updates/calendar.ics").read_bytes().replace(b"\r\n ", b"").decode()
    assert "X-WR-CALDESC:Нацрт\\, није објављено" in calendar


def test_a_published_site_names_its_feeds_in_every_page_and_says_when_it_is_due(tmp_path: Path) -> None:
    text = news_text("Number", expires_on="2026-12-20", **BANNER)
    config_file = make_news_site(tmp_path, {NEWS.format("en"): text, NEWS.format("cnr"): None})
    site = tmp_path / "site"
    result = CliRunner().invoke(main, ["build", "-f", str(config_file), "-o", str(site)])
    assert result.exit_code == 0, result.output
    assert "2026-11-25" in result.output
    assert not (site / "robots.txt").exists()
    for page in [one for one in site.rglob("*.html") if not {"go", "kits"} & set(one.relative_to(site).parts)]:
        html = page.read_text("utf-8")
        (feed,) = re.findall(r'type="application/atom\+xml"[^>]*href="([^"]+)"', html.split("</head>")[0])
        target = site / feed.removeprefix("/safe/") if feed.startswith("/") else page.parent / feed
        assert target.is_file(), (page, feed)
        assert 'class="c-draft"' not in html
        lang = re.search(r'<html lang="([^"]+)"', html)
        assert lang and ('class="c-banner"' in html) == (lang[1] == "en"), page


ALL_KINDS = """One **bold** word.

- Do **not** pay

    - Inside `code` of it
    - More

    After it.

1. First

    A second paragraph.

##### Deep

```
in a block
```

> Said by {{ fr: elle }}

| A | B |
|---|---|
| Left | Right |

!!! tip "A box"
    What is in it.
"""


def test_the_text_to_pass_on_has_every_word_of_the_page(tmp_path: Path) -> None:
    views = read_views(make_news_site(tmp_path, {NEWS.format("en"): news_text("Number", body=ALL_KINDS)}))
    english = views.campaign.settings.source
    page = views.campaign.pages["en", "updates/2026-11-20-number.md"]
    text = render_update_text(views, page, english)
    html, _ = views.bodies.read(page.body, views.wording.words_of(english))
    words = re.findall(r"\w+", lxml.html.fromstring(f"<div>{html}</div>").text_content())
    assert [one for one in words if not one.startswith("campaignreference")] == [
        one for one in re.findall(r"\w+", text) if one != "elle"
    ]
    assert "– Do not pay\n– Inside code of it\n– More\n" in text
