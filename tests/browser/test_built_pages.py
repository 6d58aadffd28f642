"""What stands in the built files: languages, alternates, policy, sitemap."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from pathlib import Path

import html5lib

from tests.site_maker import ORIGINAL, build_site


def test_alternates_are_reciprocal(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build_site(ORIGINAL / "mkdocs.yml", site, site_url="https://campaign.example/sub/")
    root = "https://campaign.example/sub/"
    alternates: dict[str, dict[str, str]] = {}
    for path in site.rglob("*.html"):
        html = path.read_text("utf-8")
        found = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', html))
        if found:
            alternates[root + path.relative_to(site).as_posix()] = found
    assert len(alternates) >= 80
    for page, links in alternates.items():
        assert "x-default" in links and page in links.values()
        for link in links.values():
            assert alternates[link] == links, f"{page} names {link}, which does not name it back"
    tree = ET.parse(site / "sitemap.xml")
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    listed = [loc.text for loc in tree.iterfind("s:url/s:loc", spaces)]
    assert sorted(listed) == sorted(alternates)


def test_no_sitemap_without_an_address(site: Path) -> None:
    assert not (site / "sitemap.xml").exists()


def test_every_page_has_a_policy_and_nothing_inline(site: Path) -> None:
    for path in site.rglob("*.html"):
        html = path.read_text("utf-8")
        assert "default-src 'none'; script-src 'self'; style-src 'self'" in html, path
        assert not re.search(
            r"<script(?![^>]*\ssrc=)(?! type=\"application/ld\+json\">)|<style|\sstyle=|\son[a-z]+=", html
        ), path


def test_every_page_is_well_formed_html(site: Path) -> None:
    for path in site.rglob("*.html"):
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(path.read_text("utf-8"))
        assert parser.errors == [], (path, parser.errors[:3])


def test_titles_and_descriptions_are_there_and_differ(site: Path) -> None:
    seen = defaultdict(set)
    for path in site.rglob("*.html"):
        html = path.read_text("utf-8")
        language = re.search(r'<html lang="([^"]+)"', html)[1]
        title = re.search(r"<title>([^<]+)</title>", html)[1]
        assert title not in seen[language], (path, title)
        seen[language].add(title)
        # Permalinks' pages are for no search engine and in no single language.
        if (
            path.name not in ("404.html", "search.html")
            and path.parent.name != "go"
            and site / "go" not in path.parents
        ):
            assert re.search(r'<meta name="description" content="[^"]{20,}"', html), path
            assert '<meta property="og:title"' in html


def test_nothing_is_shipped_that_nothing_loads(site: Path) -> None:
    assert [path for path in site.rglob("*") if path.suffix in (".map", ".gz") or "lunr" in path.name] == []
