"""Addresses that never die: the ledger, and what stands behind each address."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from campaign.checks.check import check_campaign
from campaign.command import main
from campaign.model.permalinks import permalink_ids, resolve
from campaign.plugin.project import read_campaign
from campaign.site.go_pages import render_go_pages
from campaign.views.views import Views
from tests.site_maker import make_site, page_text

LEDGER = "docs/_data/permalinks.yml"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def problems(folder: Path, ledger: str, is_release: bool = False) -> list[str]:
    config_file = make_site(folder, {LEDGER: ledger})
    campaign, documents, found = read_campaign(config_file, None)
    return [
        f"{one.found} | {one.fix}"
        for one in [*found, *check_campaign(campaign, documents, is_release=is_release)]
        if one.rule in ("permalink", "schema")
    ]


def test_a_released_id_that_is_gone_stops_the_build_and_says_how_to_redirect(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, "guides: { released_on: 2026-11-01 }\n")
    assert "no page has this id any more" in found
    assert "redirect_to: guide" in found


def test_a_redirect_to_a_page_is_served(tmp_path: Path) -> None:
    old = "old: { released_on: 2026-01-01, redirect_to: older }\n"
    older = "older: { released_on: 2026-01-01, redirect_to: report }\n"
    assert problems(tmp_path, old + older) == []
    campaign, _, _ = read_campaign(tmp_path / "mkdocs.yml", None)
    assert resolve(campaign, "old") == "report"
    assert permalink_ids(campaign) == ["guide", "home", "old", "older", "report"]


@pytest.mark.parametrize(
    ("ledger", "said"),
    [
        (
            "a: { released_on: 2026-01-01, redirect_to: b }\nb: { released_on: 2026-01-01, redirect_to: a }\n",
            "leads to no page",
        ),
        ("a: { released_on: 2026-01-01, redirect_to: nowhere }\n", "leads to no page"),
        ("guide: { released_on: 2026-01-01, redirect_to: report }\n", "is a page's id and also leads"),
        ("- guide\n", "a list instead of keys"),
        ("guide: { released: 2026-01-01 }\n", "released"),
    ],
)
def test_a_ledger_that_is_wrong(tmp_path: Path, ledger: str, said: str) -> None:
    assert any(said in one for one in problems(tmp_path, ledger))


MOVES = {
    "an id given to another page": (
        "guide: { released_on: 2026-01-01, path: report.md }\nreport: { released_on: 2026-01-01, path: guide.md }\n",
        ["“guide” was released as the id of report.md", "“report” was released as the id of guide.md"],
    ),
    "a page that has moved": ("guide: { released_on: 2026-01-01, path: families/guide.md }\n", []),
    "a redirect to another part": (
        "old: { released_on: 2026-01-01, path: families/old.md, redirect_to: report }\n",
        ["“old” was families/old.md, and leads to report.md"],
    ),
    "a redirect to another part, with a reason": (
        "old: { released_on: 2026-01-01, path: families/old.md, redirect_to: report, because: It says the same. }\n",
        [],
    ),
    "a page that took the place of another": (
        "guide: { released_on: 2026-01-01, path: old.md }\n"
        "other: { released_on: 2026-01-01, path: guide.md, redirect_to: guide }\n",
        ["“guide” was released as the id of old.md, and is now that of guide.md"],
    ),
}


@pytest.mark.parametrize(("ledger", "said"), MOVES.values(), ids=MOVES)
def test_an_id_stays_with_its_page(ledger: str, said: list[str], tmp_path: Path) -> None:
    found = problems(tmp_path, ledger)
    assert len(found) == len(said), found
    for want, one in zip(said, found, strict=True):
        assert want in one


def test_what_git_remembers_is_not_taken_out_of_the_ledger(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    assert run("permalinks", "-f", str(config_file), "--release").exit_code == 0
    ledger = tmp_path / LEDGER
    assert "guide: { released_on: 2026-11-01, path: guide.md }" in ledger.read_text()
    for arguments in (["init", "-q"], ["add", "docs"], ["commit", "-qm", "Released"]):
        subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b", *arguments], cwd=tmp_path, check=True)
    lines = ledger.read_text().splitlines()
    kept = [line for line in lines if not line.startswith("guide:")]
    ledger.write_text("\n".join([*kept, ""]))
    (tmp_path / "docs/en/guide.md").unlink()
    text = config_file.read_text().replace(", guide.md]", "]")
    config_file.write_text(text)
    assert run("check", "-f", str(config_file), "--release").exit_code == 1
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qam", "Gone"], cwd=tmp_path, check=True
    )
    said = run("check", "-f", str(config_file), "--release", "--json").output
    assert "“guide” was in the ledger once" in json.loads(said)[0]["found"]


def test_a_release_needs_every_id_in_the_ledger(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, "guide: { released_on: 2026-01-01 }\n", is_release=True)
    assert "not in the ledger yet: home, report" in found
    config_file = str(tmp_path / "mkdocs.yml")
    assert "not released yet" in run("permalinks", "-f", config_file).output
    assert "2 new ids" in run("permalinks", "-f", config_file, "--release").output
    text = (tmp_path / LEDGER).read_text()
    assert "guide: { released_on: 2026-01-01, path: guide.md }" in text
    assert "report: { released_on: 2026-11-23, path: report.md }" in text
    assert "0 new ids" in run("permalinks", "-f", config_file, "--release").output
    assert (tmp_path / LEDGER).read_text() == text


def test_a_page_lists_every_language_and_never_a_fallback(tmp_path: Path) -> None:
    update = page_text("Soon", "update-soon", "Text.", "update", published_on="2027-01-01")
    config_file = make_site(tmp_path, {"docs/en/updates/2027-01-01-soon.md": update})
    campaign, _, _ = read_campaign(config_file, None)
    pages = dict(render_go_pages(Views(campaign), "assets/a.css", "assets/a.js"))
    lists = {"go/index.html", "sl/go/index.html"}
    assert set(pages) == lists | {"go/guide/index.html", "go/home/index.html", "go/report/index.html"}
    links = re.findall(r'<a href="([^"]+)" lang="([^"]+)"', pages["go/report/index.html"])
    assert links == [("../../report.html", "en"), ("../../sl/report.html", "sl")]
    assert re.findall(r'<li[^>]*><a href="([^"]+)"', pages["go/guide/index.html"]) == ["../../guide.html"]
    assert re.findall(r'data-id="([^"]+)"><a href="([^"]+)"', pages["go/index.html"]) == [("guide", "../guide.html")]


def test_a_printed_list_of_ids_works_when_an_id_has_moved(tmp_path: Path) -> None:
    ledger = "".join(
        f"{old}: {{ released_on: 2026-01-01, redirect_to: {new} }}\n"
        for old, new in (("old-guide", "guide"), ("older-guide", "old-guide"), ("old-report", "report"))
    )
    campaign, _, _ = read_campaign(make_site(tmp_path, {LEDGER: ledger}), None)
    pages = dict(render_go_pages(Views(campaign), "assets/a.css", "assets/a.js"))
    items = re.findall(r'<li data-id="([^"]+)"( data-unlisted hidden)?>', pages["go/index.html"])
    # The report page is no guide: it is shown only when its id is asked for.
    assert ("guide old-guide older-guide", "") in items
    assert ("report old-report", " data-unlisted hidden") in items


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"docs/en/report.md": page_text("Report", "guide", "## How {#how}\n\nIt.")},
            ("docs/en/report.md", "“guide” is also that of docs/en/guide.md"),
        ),
        (
            {"docs/en/guide.md": page_text("Guide", "guides", "## Do this {#do-now}\n\n1. Go.", "guide")},
            ("docs/en/guide.md, now “guides”", "redirect_to: guides", "“guide” was released"),
        ),
    ],
    ids=["twice", "changed"],
)
def test_a_duplicate_or_changed_id_names_the_page(tmp_path: Path, files: dict[str, str], said: tuple[str, ...]) -> None:
    campaign, documents, found = read_campaign(make_site(tmp_path, files), None)
    errors = [one for one in [*found, *check_campaign(campaign, documents)] if one.severity == "error"]
    text = " ".join(f"{one.file} {one.found} {one.expected} {one.fix}" for one in errors)
    for word in said:
        assert word in text, text
