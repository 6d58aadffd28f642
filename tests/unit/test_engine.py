"""Builds that take over what has not changed: the same bytes as a clean one, whatever becomes of the cache."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from campaign.checks import check
from campaign.command import main
from campaign.engine.kept import inputs
from campaign.engine.kept.cache import FILE, Cache, digest
from campaign.engine.kept.private import KEY_FILE, cache_folder
from campaign.files.look import GENERAL
from campaign.kits.typesetter import Typesetter
from tests.site_maker import PROJECT, make_site, page_text, snapshot

GUIDE = "docs/en/guide.md"


def build(config_file: Path, output: Path, *options: str) -> str:
    result = CliRunner().invoke(main, ["build", "-f", str(config_file), "-o", str(output), *options])
    assert result.exit_code == 0, result.output
    return result.output


def check_like_clean(config_file: Path, site: Path) -> None:
    """The site is what a clean build in one process makes of the same files."""
    clean = config_file.parent / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    build(config_file, clean, "--no-cache", "--jobs", "1")
    assert snapshot(site) == snapshot(clean)


def test_the_generators_digest_covers_every_file_of_the_package_but_the_look(monkeypatch: pytest.MonkeyPatch) -> None:
    package = PROJECT / "campaign"
    files = {
        str(path)
        for path in package.rglob("*")
        if path.is_file() and path.suffix != ".pyc" and not path.is_relative_to(GENERAL)
    }
    assert str(package / "command" / "check.py") in files
    read = inputs._read_parts
    seen: set[str] = set()
    changed = ""

    def read_parts(path: str) -> Iterator[bytes]:
        seen.add(path)
        yield from read(path)
        if path == changed:
            yield b"more"

    monkeypatch.setattr(inputs, "_read_parts", read_parts)
    as_it_is = inputs.generator_digest.__wrapped__()
    assert seen == files
    changed = str(package / "command" / "check.py")
    assert inputs.generator_digest.__wrapped__() != as_it_is


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_nothing_changed_is_found_out(tmp_path: Path) -> None:
    config_file, site = make_site(tmp_path), tmp_path / "site"
    build(config_file, site)
    before = {path: path.stat().st_ino for path in site.rglob("*")}
    assert "Nothing has changed" in build(config_file, site)
    assert {path: path.stat().st_ino for path in site.rglob("*")} == before


def test_a_changed_sentence_loads_no_library_that_only_new_data_needs(tmp_path: Path) -> None:
    config_file, site = make_site(tmp_path), tmp_path / "site"
    for sentence in ("One.", "Two.", "Three."):
        # The first edit makes the translation old, which is said on the page of the translations.
        build(config_file, site)
        edit(tmp_path / "docs/en/report.md", "## ", f"{sentence}\n\n## ")
    command = ["build", "-f", str(config_file), "-o", str(site)]
    code = (
        f"import sys; from campaign.command import main; main({command!r}, standalone_mode=False);"
        "print(*{'mkdocs', 'babel', 'pydantic', 'yaml', 'typst', 'lightningcss'} & sys.modules.keys())"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Three." in (site / "report.html").read_text("utf-8")
    assert ran.stdout.strip() == ""


def test_a_changed_sentence_makes_one_page_new(tmp_path: Path) -> None:
    config_file, site = make_site(tmp_path), tmp_path / "site"
    build(config_file, site)
    untouched = (site / "report.html").stat().st_ino
    edit(tmp_path / GUIDE, "Stay calm.", "Breathe out.")
    build(config_file, site)
    assert "Breathe out." in (site / "guide.html").read_text("utf-8")
    assert (site / "report.html").stat().st_ino == untouched
    check_like_clean(config_file, site)


def test_letters_in_two_characters_are_read_as_one(tmp_path: Path) -> None:
    config_file, site = make_site(tmp_path), tmp_path / "site"
    edit(tmp_path / GUIDE, "Stay calm.", "Ćuk, škola. S\u030cKOLA u Ko\u0301toru.")
    build(config_file, site)
    assert "ŠKOLA u Kótoru." in (site / "guide.html").read_text("utf-8")
    edit(tmp_path / "docs/en/report.md", "Report it.", "Call.")
    build(config_file, site)
    check_like_clean(config_file, site)


def test_a_file_of_the_site_that_was_changed_by_hand_is_made_anew(tmp_path: Path) -> None:
    config_file, site = make_site(tmp_path), tmp_path / "site"
    build(config_file, site)
    (site / "guide.html").write_text("mine")
    (site / "report.html").unlink()
    build(config_file, site)
    check_like_clean(config_file, site)


def test_a_site_that_was_removed_is_there_again(tmp_path: Path) -> None:
    config_file, site = make_site(tmp_path), tmp_path / "site"
    build(config_file, site)
    shutil.rmtree(site)
    build(config_file, site)
    check_like_clean(config_file, site)


def test_a_page_that_is_gone_is_gone_from_the_site(tmp_path: Path) -> None:
    update = page_text("News", "update-news", "Text.", "update", published_on="2026-11-20")
    config_file, site = make_site(tmp_path, {"docs/en/updates/2026-11-20-news.md": update}), tmp_path / "site"
    build(config_file, site)
    assert (site / "updates" / "2026-11-20-news.html").exists()
    (tmp_path / "docs/en/updates/2026-11-20-news.md").unlink()
    build(config_file, site)
    assert not (site / "updates").exists()
    check_like_clean(config_file, site)


def test_a_changed_template_and_settings_are_taken_up(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parents[2] / "campaign/look", tmp_path / "look")
    config_file, site = make_site(tmp_path), tmp_path / "site"
    edit(config_file, str(Path(__file__).parents[2] / "campaign/look"), str(tmp_path / "look"))
    build(config_file, site)
    edit(tmp_path / "look/components/footer/footer.html", "<footer", "<footer data-new")
    build(config_file, site)
    assert "data-new" in (site / "guide.html").read_text("utf-8")
    edit(config_file, "https://example.org/", "https://example.com/")
    build(config_file, site)
    assert "https://example.com/guide.html" in (site / "guide.html").read_text("utf-8")
    check_like_clean(config_file, site)


def test_what_another_version_kept_is_removed(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    old = cache_folder(tmp_path) / "cache-0.sqlite3"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"long ago")
    build(config_file, tmp_path / "site")
    assert sorted(path.name for path in old.parent.iterdir()) == [FILE, KEY_FILE]


def test_a_sheet_is_set_anew_only_when_what_is_on_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config_file, site = make_site(tmp_path), tmp_path / "site"
    build(config_file, site)
    before = (site / "kits/guide/en/handout.pdf").read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(Typesetter, "render_pdf", lambda *_: pytest.fail("a sheet was set anew"))
        # The guide shows contacts, and no figure.
        statistics = tmp_path / "docs/_data/statistics.yml"
        edit(statistics, "value: 15", "value: 16")
        edit(statistics, "15%", "16%")
        build(config_file, site, "--jobs", "1")
    assert (site / "kits/guide/en/handout.pdf").read_bytes() == before
    with monkeypatch.context() as patched:
        patched.setattr(check, "check_page", lambda *_, **__: pytest.fail("a page was looked at for a contact's name"))
        edit(tmp_path / "docs/_data/helplines.yml", "en: TOM", "en: TOM telephone")
        build(config_file, site, "--jobs", "1")
    assert (site / "kits/guide/en/handout.pdf").read_bytes() != before
    check_like_clean(config_file, site)


@pytest.mark.parametrize("name", ["components/footer/footer.html", "go.html", "kits/kit.html"])
def test_a_broken_template_is_a_problem_with_its_line(tmp_path: Path, name: str) -> None:
    shutil.copytree(Path(__file__).parents[2] / "campaign/look", tmp_path / "overrides")
    config_file = make_site(tmp_path)
    edit(config_file, str(Path(__file__).parents[2] / "campaign/look"), str(tmp_path / "overrides"))
    template = tmp_path / "overrides" / name
    good = template.read_text("utf-8")
    before, list_of_links, after = good.partition("<ul")
    line = before.count("\n") + 1
    for text, said in (("{% if %}", "Expected an expression"), ("{{ nothing.there }}", "undefined")):
        template.write_text(before + text + list_of_links + after, "utf-8")
        result = CliRunner().invoke(main, ["build", "-f", str(config_file), "-o", str(tmp_path / "site")])
        assert result.exit_code == 1
        assert f"overrides/{name}" in result.output
        assert said in result.output
        assert f"line {line}" in result.output
        assert "Traceback" not in result.output


@pytest.mark.parametrize("damage", ["cut", "garbage", "values", "foreign", "folder"])
def test_a_damaged_cache_never_makes_a_wrong_page(tmp_path: Path, damage: str) -> None:
    config_file, site = make_site(tmp_path), tmp_path / "site"
    build(config_file, site)
    path = cache_folder(tmp_path) / FILE
    if damage == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif damage == "garbage":
        path.write_bytes(os.urandom(50_000))
    elif damage == "values":
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE kept SET value = CAST(replace(value, 'a', 'b') AS BLOB)")
    elif damage == "foreign":
        path.unlink()
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE kept (somebody TEXT)")
    else:
        path.unlink()
        path.mkdir()
    edit(tmp_path / GUIDE, "Stay calm.", "Breathe out.")
    output = build(config_file, site)
    assert output.count("Cache: ") == 1
    check_like_clean(config_file, site)


def test_an_entry_of_another_version_is_not_found(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(digest("page", "version 1"), b"old")
    cache.save()
    assert Cache(tmp_path).get(digest("page", "version 1")) == b"old"
    assert Cache(tmp_path).get(digest("page", "version 2")) is None
    assert cache.notes == []


def test_what_nobody_asks_for_is_removed(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("old", b"1")
    cache.put("asked", b"2")
    cache.save()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE kept SET used = used - 13")
    later = Cache(tmp_path)
    assert later.get("asked") == b"2"
    later.save()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE kept SET used = used - 5")
    Cache(tmp_path).save()
    last = Cache(tmp_path)
    assert (last.get("old"), last.get("asked")) == (None, b"2")


def test_a_full_disk_under_the_cache_is_said_and_stops_nothing(tmp_path: Path) -> None:
    config_file, site = make_site(tmp_path), tmp_path / "site"
    build(config_file, site)
    # What SQLite says when the disk is full, brought about by a limit on the size of the file.
    program = (
        "import sqlite3, campaign.engine.kept.cache as cache\n"
        "opened = cache.Cache._open\n"
        "def limited(self, path):\n"
        "    opened(self, path)\n"
        "    pages = self._connection.execute('PRAGMA page_count').fetchone()[0]\n"
        "    self._connection.execute(f'PRAGMA max_page_count = {pages}')\n"
        "cache.Cache._open = limited\n"
        "from campaign.command import main; main()"
    )
    edit(tmp_path / "docs/_data/helplines.yml", "116 111", "116-111")
    edit(tmp_path / "docs/en/report.md", "Report it.", "Report it. " * 9000)
    done = subprocess.run(
        [sys.executable, "-c", program, "build", "-f", config_file, "-o", site],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Cache: it is not used (database or disk is full)" in done.stderr
    check_like_clean(config_file, site)


def test_two_builds_may_share_the_cache(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    builds = [
        subprocess.Popen(
            [sys.executable, "-c", "from campaign.command import main; main()", "build", "-f", config_file, "-o", site],
            stderr=subprocess.PIPE,
        )
        for site in (tmp_path / "one", tmp_path / "two")
    ]
    for one in builds:
        _, said = one.communicate()
        assert one.returncode == 0, said
    check_like_clean(config_file, tmp_path / "one")
    check_like_clean(config_file, tmp_path / "two")


def test_further_plugins_are_left_to_mkdocs(tmp_path: Path) -> None:
    config_file, site = make_site(tmp_path), tmp_path / "site"
    edit(config_file, "plugins:\n", "plugins:\n  - material/tags\n")
    build(config_file, site)
    build(config_file, site)
    (tmp_path / "plain").mkdir()
    check_like_clean(config_file, site)
