"""The next site is made of the one before the last, which may share its files with the one that readers see."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from campaign.checks.addresses import RESERVED_FOLDERS
from campaign.command import main
from campaign.engine.kept.state import SiteState, describe_file
from campaign.engine.make import SPARE
from campaign.engine.stage import Stage
from campaign.files.problems import ProblemsFound
from campaign.files.swap import list_files
from campaign.model.made_pages import NOT_FOUND, SEARCH, STATUS
from campaign.model.places import CACHE_FOLDER
from tests.site_maker import PROJECT, make_site, snapshot

GUIDE = "docs/en/guide.md"


def build(config_file: Path, *options: str, expected: int = 0) -> Path:
    site = config_file.parent / "site"
    result = CliRunner().invoke(main, ["build", "-f", str(config_file), "-o", str(site), *options])
    assert result.exit_code == expected, result.output
    return site


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def make_site_with_spare(folder: Path) -> Path:
    """A project that was built twice: its cache has the site before the last."""
    config_file = make_site(folder)
    build(config_file)
    edit(folder / GUIDE, "Stay calm.", "Breathe out.")
    build(config_file)
    assert (spare_of(folder) / "guide.html").is_file()
    return config_file


def spare_of(folder: Path) -> Path:
    return folder / CACHE_FOLDER / SPARE


def check_like_clean(config_file: Path, site: Path) -> None:
    clean = config_file.parent / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    command = ["build", "-f", str(config_file), "-o", str(clean), "--no-cache", "--jobs", "1"]
    assert CliRunner().invoke(main, command).exit_code == 0
    assert snapshot(site) == snapshot(clean)
    folders = {path.relative_to(site) for path in site.rglob("*") if path.is_dir()}
    assert folders == {path.relative_to(clean) for path in clean.rglob("*") if path.is_dir()}


def test_pages_that_are_gone_go_with_their_folders(tmp_path: Path) -> None:
    config_file = make_site_with_spare(tmp_path)
    (tmp_path / "docs/en/more").mkdir()
    edit(tmp_path / GUIDE, "id: guide", "id: other")
    (tmp_path / "docs/en/more/guide.md").write_text((tmp_path / GUIDE).read_text("utf-8").replace("other", "guide"))
    edit(config_file, "guide.md]", "guide.md, more/guide.md]")
    check_like_clean(config_file, build(config_file))
    shutil.rmtree(tmp_path / "docs/en/more")
    edit(config_file, "guide.md, more/guide.md]", "guide.md]")
    edit(tmp_path / GUIDE, "id: other", "id: guide")
    check_like_clean(config_file, build(config_file))


def test_a_build_that_fails_leaves_every_byte_of_the_last_site(tmp_path: Path) -> None:
    config_file = make_site_with_spare(tmp_path)
    shutil.copytree(PROJECT / "campaign/look", tmp_path / "overrides")
    edit(config_file, str(PROJECT / "campaign/look"), str(tmp_path / "overrides"))
    build(config_file)
    site = tmp_path / "site"
    before = snapshot(site)
    footer = tmp_path / "overrides/components/footer/footer.html"
    # Found when all pages have been written.
    footer.write_text(f'<a href="nowhere.html">nowhere</a>\n{footer.read_text("utf-8")}', "utf-8")
    build(config_file, expected=1)
    assert snapshot(site) == before
    edit(footer, '<a href="nowhere.html">nowhere</a>\n', "")
    edit(tmp_path / GUIDE, "Breathe out.", "Stay calm.")
    check_like_clean(config_file, build(config_file))


def test_a_link_in_the_spare_leads_nowhere(tmp_path: Path) -> None:
    config_file = make_site_with_spare(tmp_path)
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "index.html").write_text("mine")
    shutil.rmtree(spare_of(tmp_path) / "sl")
    (spare_of(tmp_path) / "sl").symlink_to(precious)
    edit(tmp_path / GUIDE, "Breathe out.", "Stay calm.")
    check_like_clean(config_file, build(config_file))
    assert snapshot(precious) == {"index.html": b"mine"}


def test_a_spare_that_somebody_has_changed_makes_no_wrong_page(tmp_path: Path) -> None:
    config_file = make_site_with_spare(tmp_path)
    spare = spare_of(tmp_path)
    for name in list_files(spare):
        # Another file with the same size and time.
        status = (spare / name).stat()
        (spare / name).unlink()
        (spare / name).write_bytes(b"x" * status.st_size)
        os.utime(spare / name, ns=(status.st_atime_ns, status.st_mtime_ns))
    (spare / "guide.html").unlink()
    (spare / "guide.html").mkdir()
    (spare / "guide.html" / "index.html").write_text("wrong")
    shutil.rmtree(spare / "sl")
    (spare / "sl").write_text("wrong")
    edit(tmp_path / GUIDE, "Breathe out.", "Stay calm.")
    check_like_clean(config_file, build(config_file))


def test_a_kit_that_is_as_it_was_is_taken_over_but_not_a_file_that_somebody_changed(tmp_path: Path) -> None:
    config_file = make_site_with_spare(tmp_path)
    kit = tmp_path / "site/kits/guide/en"
    assert (kit / "handout.pdf").is_file()
    (kit / "texts.txt").unlink()
    (kit / "qr.svg").write_text("changed by somebody")
    edit(tmp_path / "docs/en/index.md", "\n\n", "\n\nAnother sentence.\n\n")
    check_like_clean(config_file, build(config_file))


def test_no_spare_is_kept_without_a_cache(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    for words in ("Breathe out.", "Stay calm."):
        edit(tmp_path / GUIDE, "Stay calm." if words == "Breathe out." else "Breathe out.", words)
        build(config_file, "--no-cache")
    assert not (tmp_path / CACHE_FOLDER).exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".site-")] == []


def test_nothing_of_a_cache_that_is_not_ours_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config_file = make_site_with_spare(tmp_path)
    before = snapshot(spare_of(tmp_path))
    if os.getuid() == 0:
        os.chown(tmp_path / CACHE_FOLDER, 12345, -1)
    monkeypatch.setattr(os, "getuid", lambda: 54321)
    edit(tmp_path / GUIDE, "Breathe out.", "Stay calm.")
    check_like_clean(config_file, build(config_file))
    assert snapshot(spare_of(tmp_path)) == before


@pytest.fixture
def last_site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "a").mkdir(parents=True)
    (site / "a" / "b.html").write_bytes(b"old")
    return site


def test_a_file_is_replaced_and_not_written_over(tmp_path: Path, last_site: Path) -> None:
    folder = tmp_path / "stage"
    (folder / "a").mkdir(parents=True)
    os.link(last_site / "a" / "b.html", folder / "a" / "b.html")
    stage = Stage(folder, last_site, SiteState())
    stage.write("a/b.html", b"new")
    assert (last_site / "a" / "b.html").read_bytes() == b"old"
    assert (folder / "a" / "b.html").read_bytes() == b"new"


def test_what_is_taken_over_is_described_without_being_looked_at(tmp_path: Path, last_site: Path) -> None:
    folder = tmp_path / "stage"
    folder.mkdir()
    written = describe_file(str(last_site / "a" / "b.html"), "key")
    stage = Stage(folder, last_site, SiteState(files={"a/b.html": written}))
    assert stage.take_over("a/b.html", "key")
    assert not stage.take_over("c.html", "key")
    stage.write("c.html", b"four")
    assert stage.sizes() == {"a/b.html": 3, "c.html": 4}
    assert stage.changed == {"c.html"}


def test_two_files_with_one_address_are_refused(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    stage = Stage(tmp_path / "new", tmp_path / "site", SiteState())
    stage.take_over("kits/index.html", "one")
    with pytest.raises(ProblemsFound, match=r"two files of the site with the address kits/index\.html"):
        stage.take_over("kits/index.html", "another")


def test_what_the_site_makes_by_itself_is_reserved(tmp_path: Path) -> None:
    site = build(make_site(tmp_path))
    made = {path.relative_to(site).parts for path in site.rglob("*") if path.is_file()}
    pages = {"index.html", "report.html", "guide.html", "sl"}
    folders = {parts[0] for parts in made if len(parts) > 1} - pages
    assert folders <= RESERVED_FOLDERS
    html = {parts[0] for parts in made if len(parts) == 1 and parts[0].endswith(".html")} - pages
    assert html == {NOT_FOUND, SEARCH, STATUS}
