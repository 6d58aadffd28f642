"""Files are replaced whole, and never through a link; a campaign with links in it is not worked on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from campaign.command import main
from campaign.command.edit import start_editor
from campaign.files.problems import ProblemsFound
from campaign.files.replace import replace_file, replace_files, write_aside
from tests.site_maker import make_site, snapshot


def test_a_file_is_there_whole_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "new" / "one.txt"
    replace_file(target, b"one")
    replace_file(target, b"two")
    assert snapshot(tmp_path) == {"new/one.txt": b"two"}


def test_of_several_files_none_is_replaced_when_one_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(b"old")
    (tmp_path / "no-folder").write_bytes(b"")
    with pytest.raises(OSError):
        replace_files({tmp_path / "one.txt": b"new", tmp_path / "no-folder" / "two.txt": b"new"})
    assert snapshot(tmp_path) == {"one.txt": b"old", "no-folder": b""}


def test_a_link_is_neither_followed_nor_replaced(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_bytes(b"mine")
    (tmp_path / "link.txt").symlink_to(tmp_path / "precious.txt")
    with pytest.raises(ProblemsFound, match="a symbolic link"):
        replace_file(tmp_path / "link.txt", b"yours")
    assert (tmp_path / "precious.txt").read_bytes() == b"mine"
    assert (tmp_path / "link.txt").is_symlink()


def test_a_name_aside_that_is_taken_by_a_link_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can foresee the name; and if somebody did, nothing would be written through it."""
    monkeypatch.setattr(os, "urandom", bytes)
    (tmp_path / f".{bytes(12).hex()}.part").symlink_to(tmp_path / "elsewhere.txt")
    with pytest.raises(FileExistsError):
        write_aside(tmp_path, b"mine")
    assert not (tmp_path / "elsewhere.txt").exists()


def test_two_names_aside_differ(tmp_path: Path) -> None:
    assert write_aside(tmp_path, b"") != write_aside(tmp_path, b"")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    (folder / "updates").mkdir(parents=True)
    (folder / "index.md").write_bytes(b"mine")
    return folder


LINKS = {
    "docs/en/updates": "updates",
    "docs/en/more.md": "index.md",
    "docs/_data/locks/fr.yml": "index.md",
    "docs/_data/ui": "updates",
    "docs/fr": "updates",
    "overrides/base.html": "index.md",
    "overrides": "updates",
    "po": "updates",
}
"""A link in the campaign → what it leads to, outside."""


@pytest.mark.parametrize("name", LINKS)
def test_a_link_stops_the_check_and_the_editor(tmp_path: Path, outside: Path, name: str) -> None:
    config_file = make_site(tmp_path / "clone")
    link = tmp_path / "clone" / name
    if link.is_dir():
        link.rename(tmp_path / "aside")
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(outside / LINKS[name])
    result = CliRunner().invoke(main, ["check", "-f", str(config_file)])
    assert result.exit_code == 1
    assert f"{name}\n" in result.output and "a symbolic link" in result.output
    with pytest.raises(ProblemsFound, match="a symbolic link"):
        start_editor(config_file, None, 0, tmp_path / "built")
    assert snapshot(outside) == {"index.md": b"mine"}


def test_the_settings_and_the_pages_may_be_no_links_even_within(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    config_file.rename(tmp_path / "real.yml")
    config_file.symlink_to("real.yml")
    (tmp_path / "docs").rename(tmp_path / "real-docs")
    (tmp_path / "docs").symlink_to("real-docs")
    result = CliRunner().invoke(main, ["check", "-f", str(config_file)])
    assert result.output.count("a symbolic link") == 2


def test_other_links_beside_the_settings_are_the_persons_own(tmp_path: Path) -> None:
    config_file = make_site(tmp_path / "clone")
    (tmp_path / "tools").mkdir()
    (tmp_path / "clone" / ".tools").symlink_to(tmp_path / "tools")
    (tmp_path / "clone" / "SETTINGS").symlink_to("mkdocs.yml")
    assert CliRunner().invoke(main, ["check", "-f", str(config_file)]).exit_code == 0


def test_no_command_writes_through_a_folder_that_is_a_link(tmp_path: Path, outside: Path) -> None:
    config_file = make_site(tmp_path / "clone")
    os.rename(tmp_path / "clone/docs/_data/locks", tmp_path / "locks")  # noqa: PTH104
    (tmp_path / "clone/docs/_data/locks").symlink_to(outside)
    command = ["translation", "-f", str(config_file), "accept", str(tmp_path / "clone/docs/sl")]
    assert CliRunner().invoke(main, command).exit_code == 1
    assert snapshot(outside) == {"index.md": b"mine"}
