"""Copies to take away: whole, the same each time, without a dead link, and never half-written."""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from campaign.command import main
from campaign.plugin.project import read_campaign
from campaign.release.copy import owner_of, render_copied_page
from campaign.release.essentials import NAMESPACE
from tests.site_maker import build_site, dead_links, make_site, page_text


def bundle(config_file: Path, output: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["bundle", "-f", str(config_file), "-o", str(output), *more])


@pytest.fixture(scope="module", params=["https://example.org/safe/", ""], ids=["address known", "address unknown"])
def bundled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A tiny campaign packed: (folder of the ZIP files, its address)."""
    folder = tmp_path_factory.mktemp("campaign")
    result = bundle(make_site(folder, site_url=request.param), folder / "dist")
    assert result.exit_code == 0, result.output
    return folder / "dist", request.param


def unpacked(archive: Path, folder: Path) -> Path:
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    (top,) = folder.iterdir()
    return top


def test_one_for_all_and_one_for_each_language(bundled: tuple[Path, str]) -> None:
    folder, _ = bundled
    assert {path.name for path in folder.glob("*.zip")} == {
        "tiny.zip", "tiny-en.zip", "tiny-sl.zip", "tiny-en-essentials.zip", "tiny-sl-essentials.zip",
    }  # fmt: skip
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert sums == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.zip")}


@pytest.mark.parametrize("name", ["tiny", "tiny-en", "tiny-sl"])
def test_no_link_leads_nowhere(bundled: tuple[Path, str], name: str, tmp_path: Path) -> None:
    top = unpacked(bundled[0] / f"{name}.zip", tmp_path)
    assert top.name == name
    assert dead_links(top) == []
    for line in (top / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, path = line.split("  ")
        assert hashlib.sha256((top / path).read_bytes()).hexdigest() == digest
    listed = {line.split("  ")[1] for line in (top / "SHA256SUMS").read_text("utf-8").splitlines()}
    there = {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()}
    assert there - listed == {"SHA256SUMS"}


@pytest.mark.parametrize("code", ["en", "sl"])
def test_the_essentials_are_a_package_that_names_every_file(
    bundled: tuple[Path, str], code: str, tmp_path: Path
) -> None:
    """As Moodle reads it: the manifest at the root, its items, the resource of each, and the page that this names."""
    with zipfile.ZipFile(bundled[0] / f"tiny-{code}-essentials.zip") as archive:
        archive.extractall(tmp_path)
        names = set(archive.namelist())
    root = ElementTree.fromstring((tmp_path / "imsmanifest.xml").read_bytes())
    files = [one.get("href") for one in root.iter(f"{{{NAMESPACE}}}file")]
    assert {*files, "imsmanifest.xml", "SHA256SUMS"} == names and len(set(files)) == len(files)
    resources = {one.get("identifier"): one.get("href") for one in root.iter(f"{{{NAMESPACE}}}resource")}
    shown = [resources[one.get("identifierref")] for one in root.iter(f"{{{NAMESPACE}}}item")]
    prefix = "" if code == "en" else f"{code}/"
    assert shown == [f"{prefix}index.html", f"{prefix}report.html"], "the pages that are essential, in their order"
    assert dead_links(tmp_path) == []
    identifiers = [one.get("identifier") for one in root.iter() if one.get("identifier")]
    assert len(set(identifiers)) == len(identifiers)
    assert root.find(f"{{{NAMESPACE}}}organizations").get("default") in identifiers


def test_a_package_holds_the_small_pictures_of_the_sheets_that_its_pages_offer(tmp_path: Path) -> None:
    steps = "## Do this {#do-now}\n\n1. Stay calm."
    guide = page_text("Guide", "guide", steps, "guide", essential="true", sheets="[wallet.pdf]")
    config_file = make_site(tmp_path, {"docs/en/guide.md": guide}, "https://example.org/safe/")
    result = bundle(config_file, tmp_path / "dist")
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(tmp_path / "dist/tiny-en-essentials.zip") as archive:
        names, page = archive.namelist(), archive.read("guide.html").decode()
    shown = re.findall(r'<img src="([^"]+)"', page)
    assert "kits/guide/en/wallet.webp" in shown and set(shown) <= set(names)


def test_a_language_has_its_own_pages_and_what_is_shared(bundled: tuple[Path, str], tmp_path: Path) -> None:
    folder, base = bundled
    top = unpacked(folder / "tiny-sl.zip", tmp_path)
    assert (top / "sl/report.html").is_file()
    assert (top / "data/guides.json").is_file()
    assert not (top / "report.html").exists() and not (top / "404.html").exists()
    # The guide is not in Slovene: it is there with the source's text, and its permalink, which has none, is not.
    assert (top / "sl/guide.html").is_file()
    assert not (top / "go/guide").exists() and (top / "go/report/index.html").is_file()
    page = (top / "sl/guide.html").read_text("utf-8")
    assert 'data-language="sl"' in page and 'data-language="en"' not in page
    original = base + "guide.html" if base else "../not-in-this-copy.html"
    assert f'href="{original}"' in page
    assert (top / "not-in-this-copy.html").exists() is not bool(base)
    assert "sl/index.html" in (top / "START-HERE.html").read_text("utf-8")
    assert "START-HERE.html" in (top / "README.txt").read_text("utf-8-sig")


def test_the_source_language_has_no_pages_of_others(bundled: tuple[Path, str], tmp_path: Path) -> None:
    top = unpacked(bundled[0] / "tiny-en.zip", tmp_path)
    assert (top / "report.html").is_file() and not (top / "sl").exists()


def test_the_same_site_gives_the_same_bytes(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    for output in ("one", "two"):
        assert bundle(config_file, tmp_path / output).exit_code == 0
    assert (tmp_path / "one/SHA256SUMS").read_bytes() == (tmp_path / "two/SHA256SUMS").read_bytes()


def test_a_mistake_leaves_the_last_copies(tmp_path: Path) -> None:
    assert bundle(make_site(tmp_path), tmp_path / "dist").exit_code == 0
    before = (tmp_path / "dist/SHA256SUMS").read_bytes()
    result = bundle(make_site(tmp_path, {"docs/en/guide.md": "no front matter"}), tmp_path / "dist")
    assert result.exit_code == 1
    assert "docs/en/guide.md" in result.output and "Traceback" not in result.output
    assert (tmp_path / "dist/SHA256SUMS").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".dist")] == []


def test_only_a_built_site_is_packed(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    result = bundle(make_site(tmp_path), tmp_path / "dist", "--site", str(tmp_path / "other"))
    assert result.exit_code == 1
    assert "campaign build" in result.output
    assert not (tmp_path / "dist").exists()


def test_a_folder_with_foreign_files_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/thesis.txt").write_text("mine")
    assert bundle(make_site(tmp_path), tmp_path / "dist").exit_code == 1
    assert (tmp_path / "dist/thesis.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("index.html", "en"),
        ("families/games.html", "en"),
        ("sl/families/games.html", "sl"),
        ("kits/games/sl/qr.svg", "sl"),
        ("kits/games/en/kit.zip", "en"),
        ("kits/titles.js", None),
        ("assets/images/favicon.svg", None),
        ("go/games/index.html", None),
        ("data/status/sl.svg", None),
    ],
)
def test_whose_file_it_is(tmp_path: Path, path: str, owner: str | None) -> None:
    campaign, _, _ = read_campaign(make_site(tmp_path), None)
    assert owner_of(path, campaign.settings.languages) == owner


KEPT = '<ul><li data-language="sl">S</li></ul>'
ICON = '<link rel="icon" href="report.html">'


@pytest.mark.parametrize(
    ("html", "copied"),
    [
        # As it is, byte for byte.
        ("<!doctype html>\n<p title='x'>A &amp; b &#8211; <br></p><!-- c -->",) * 2,
        ('<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>',) * 2,
        ('<a href="report.html#how">R</a> <a href="#x">x</a> <a href="https://e.org/">e</a>',) * 2,
        # Outside.
        ('<a class="b" href="../report.html#how">R</a>', '<a class="b" href="https://e.org/report.html">R</a>'),
        ('<img src="../x.png" alt="">', '<img src="https://e.org/x.png" alt="">'),
        # Another language's.
        ('<ul><li data-language="en"><p>E<br></p></li><li data-language="sl">S</li></ul>', KEPT),
        ('<div data-language="en"><div><li>a<li>b</div></div>c', "c"),
        # Names of versions that are not here.
        ('<link rel="alternate" hreflang="en" href="../report.html"><link rel="icon" href="report.html">', ICON),
    ],
)
def test_a_copied_page(tmp_path: Path, html: str, copied: str) -> None:
    campaign, _, _ = read_campaign(make_site(tmp_path), None)
    slovene = campaign.settings.language("sl")
    inside = {"sl/index.html", "sl/report.html"}
    assert render_copied_page(html, "sl/index.html", slovene, inside, lambda one: "https://e.org/" + one) == copied


def test_a_copy_is_as_strict_as_a_release(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    overdue = (tmp_path / "docs/_data/helplines.yml").read_text("utf-8").replace("2026-11-01", "2026-01-01")
    (tmp_path / "docs/_data/helplines.yml").write_text(overdue, "utf-8")
    page = tmp_path / "docs/en/guide.md"
    page.write_text(page.read_text("utf-8").replace("Stay calm.", "Call {{ helpline: si-child }}."), "utf-8")
    refused = bundle(config_file, tmp_path / "dist")
    assert refused.exit_code == 1
    assert "si-child was last checked" in refused.output
    assert not (tmp_path / "dist").exists()


def test_a_preview_is_not_packed(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    build_site(config_file, tmp_path / "site", "--preview")
    refused = bundle(config_file, tmp_path / "dist", "--site", str(tmp_path / "site"))
    assert refused.exit_code == 1
    assert "is a preview" in refused.output
