"""Two campaigns of other countries, built as anybody's: nothing of this one is in them, and no language is missing."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from tests.pdf_reader import colours_of, text_of
from tests.site_maker import CAMPAIGN_DAY, build_site, copy_example

ELSEWHERE = re.compile(
    "montenegr|crna gora|sloven|eslov[ée]n|чорногор|словен|safe internet|safe-internet", re.IGNORECASE
)
"""What says that a text is of the campaign in `docs/`, in the languages of the two."""
ENGLISH = re.compile(r"\b(the|and|with|your|page|this|help|search|read|children|language)\b", re.IGNORECASE)
TEXTS = {".html", ".txt", ".json", ".xml", ".js", ".css", ".svg", ".ics", ".md", ".csv"}


class Built(NamedTuple):
    """A campaign's folder and its finished site."""

    folder: Path
    site: Path


@pytest.fixture(scope="module", name="portugal")
def _portugal(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return _build("portugal", tmp_path_factory.mktemp("portugal"))


@pytest.fixture(scope="module", name="kenya")
def _kenya(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return _build("kenya", tmp_path_factory.mktemp("kenya"))


def _build(name: str, folder: Path) -> Built:
    campaign, site = copy_example(name, folder / "campaign"), folder / "site"
    build_site(campaign / "mkdocs.yml", site, "--today", CAMPAIGN_DAY, "--jobs", "1")
    return Built(campaign, site)


def _shown(page: Path) -> Iterator[str]:
    """The lines of a page as its readers see them, without what says that it is English, and addresses."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", page.read_text("utf-8"), flags=re.DOTALL)
    text = re.sub(r"<(\w+)[^>]*\blang=\"en\"[^>]*>.*?</\1>", " ", text, flags=re.DOTALL)
    for line in html.unescape(re.sub("<[^>]+>", "\n", text)).splitlines():
        if line.strip() and "://" not in line:
            yield line.strip()


@pytest.mark.parametrize("name", ["portugal", "kenya"])
def test_nothing_of_another_campaign_is_in_it(name: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(name).site
    files = [path for path in site.rglob("*") if path.suffix in TEXTS]
    # The contacts of the EU and of everywhere have their names in many languages, and the words of their sources.
    # Who checked them is said: the word, which the examples lack, is a dash and what is filled in.
    texts = {path: path.read_text("utf-8").replace("– Safe Internet", "") for path in files}
    assert {path.name for path, text in texts.items() if ELSEWHERE.search(text)} <= {"helplines.json", "helplines.csv"}
    data = json.loads((site / "data/helplines.json").read_bytes())["helplines"]
    own = {"portugal": "PT", "kenya": "KE"}[name]
    assert {one["country"] for one in data} == {own, "EU", "INT"}
    assert {one["checked_by"] for one in data} == {"Safe Internet"}, "this campaign has checked none of them"
    for path in site.rglob("*.pdf"):
        assert not ELSEWHERE.search(text_of(path.read_bytes()).replace("– Safe Internet", "")), path


@pytest.mark.parametrize(
    ("name", "language"), [("portugal", ""), ("portugal", "uk/"), ("kenya", "sw/"), ("kenya", "so/")]
)
def test_no_english_stands_among_the_words_of_a_language(
    name: str, language: str, request: pytest.FixtureRequest
) -> None:
    site: Path = request.getfixturevalue(name).site
    others = {"en", "uk", "go", "kits"} if not language else set()
    pages = [page for page in (site / language).rglob("*.html") if page.relative_to(site).parts[0] not in others]
    assert len(pages) >= 5
    for page in pages:
        english = [line for line in _shown(page) if ENGLISH.search(line)]
        assert english == [], page


def test_a_language_with_few_words_has_those_and_the_sources_for_the_rest(kenya: Built) -> None:
    own = yaml.safe_load((kenya.folder / "docs/_data/ui/luo.yml").read_text("utf-8"))["words"]
    source = yaml.safe_load((kenya.folder / "docs/_data/ui/en.yml").read_text("utf-8"))["words"]
    page = " ".join(_shown(kenya.site / "luo/get-help.html"))
    for key in ("get_help", "leave", "languages", "kind_emergency", "cost_free"):
        assert own[key] in page or key == "languages"
        assert source[key] not in page.split(), key
    assert f'<bdi lang="en">{source["footer_licence"]}</bdi>' in (kenya.site / "luo/get-help.html").read_text("utf-8")
    assert '<bdi lang="en">' not in (kenya.site / "sw/get-help.html").read_text("utf-8")
    assert 'lang="luo"' in (kenya.site / "luo/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "page", "numbers"),
    [
        ("portugal", "get-help.html", {"112", "116111", "800219090"}),
        ("portugal", "uk/families/class-chat.html", {"116111", "112"}),
        ("kenya", "luo/get-help.html", {"999", "116"}),
    ],
)
def test_the_numbers_are_those_of_its_own_country(
    name: str, page: str, numbers: set[str], request: pytest.FixtureRequest
) -> None:
    site: Path = request.getfixturevalue(name).site
    shown = set(re.findall(r'href="tel:(\d+)"', (site / page).read_text("utf-8")))
    data = json.loads((site / "data/helplines.json").read_bytes())["helplines"]
    assert numbers <= shown <= {one.get("phone") for one in data}, "its own, and those of the EU and of everywhere"


def test_a_guide_of_its_own_has_sheets_in_each_language_and_the_look_is_its_own(portugal: Built) -> None:
    said = {"pt": "O que fazer agora", "en": "What to do now", "uk": "Що робити зараз"}
    for language, words in said.items():
        folder = portugal.site / "kits/class-chat" / language
        assert words in text_of((folder / "handout.pdf").read_bytes())
        assert "116 111" in text_of((folder / "letter.pdf").read_bytes())
    (stylesheet,) = (one for one in portugal.site.rglob("campaign.*.css"))
    assert "#7a1f4b" in stylesheet.read_text("utf-8")
    (icon,) = portugal.site.rglob("favicon*.svg")
    assert 'fill="#7a1f4b"' in icon.read_text("utf-8") and 'fill="#f2b632"' in icon.read_text("utf-8")
    home = (portugal.site / "index.html").read_text("utf-8")
    assert '<circle cx="14" cy="20" r="10" fill="#ffffff"/><circle' in home
    assert 'name="theme-color" content="#5c1738"' in home
    letter = (portugal.site / "kits/class-chat/pt/letter.pdf").read_bytes()
    assert {(0x7A, 0x1F, 0x4B), (0xF2, 0xB6, 0x32)} <= colours_of(letter), "the sign, and the name beside it"


def test_what_is_lent_to_others_says_whose_it_is(portugal: Built) -> None:
    manifest = json.loads((portugal.site / "data/pool.json").read_bytes())
    assert (manifest["title"], manifest["source"]) == ("Juntos na Rede", "pt")
    assert set(manifest["pages"]["class-chat"]["languages"]) == {"pt", "en", "uk"}
