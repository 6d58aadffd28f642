"""What is kept between builds comes from this person's own builds, or it is not used: in it are programs."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from campaign.command import main
from campaign.engine.kept.cache import FILE, Cache, open_cache, remove_abandoned
from campaign.engine.kept.private import ENVIRONMENT, KEY_FILE, NotPrivate, cache_folder, make_private, spare_folder
from campaign.model.places import CACHE_FOLDER
from tests.site_maker import make_site, snapshot

GUIDE = "docs/en/guide.md"


def build(config_file: Path, output: Path, *options: str) -> str:
    result = CliRunner().invoke(main, ["build", "-f", str(config_file), "-o", str(output), *options])
    assert result.exit_code == 0, result.output
    return result.output


class Mark:
    """Unpickled, it writes a file: what a stranger's value could do, harmless."""

    def __init__(self, file: Path):
        self.file = file

    def __reduce__(self) -> tuple[object, ...]:
        return Path.write_text, (self.file, "somebody else's program ran")


def exchange_values(cache: Path, mark: Path) -> None:
    """Put a stranger's value under every key, with the checksum that whoever has no key can make."""
    value = pickle.dumps(Mark(mark))
    with sqlite3.connect(cache) as connection:
        keys = [key for (key,) in connection.execute("SELECT key FROM kept")]
        rows = [(value, hashlib.sha256(key.encode() + b"\0" + value).digest()[:16], key) for key in keys]
        assert rows
        connection.executemany("UPDATE kept SET value = ?, sum = ? WHERE key = ?", rows)


def test_the_mark_works(tmp_path: Path) -> None:
    pickle.loads(pickle.dumps(Mark(tmp_path / "mark")))
    assert (tmp_path / "mark").exists()


def test_a_cache_that_comes_with_a_checkout_is_not_read_and_that_is_said(tmp_path: Path) -> None:
    config_file, site, mark = make_site(tmp_path), tmp_path / "site", tmp_path / "mark"
    build(config_file, site)
    brought = tmp_path / CACHE_FOLDER / FILE
    shutil.copyfile(cache_folder(tmp_path) / FILE, brought)
    exchange_values(brought, mark)
    shutil.rmtree(cache_folder(tmp_path))
    output = build(config_file, site)
    assert not mark.exists()
    assert output.count("Cache: ") == 1 and f"{CACHE_FOLDER / FILE} was not read" in output


def test_values_that_somebody_else_has_made_are_not_read(tmp_path: Path) -> None:
    """As a CI cache would bring them, or another user who can write the file but does not know the key."""
    config_file, site, mark = make_site(tmp_path), tmp_path / "site", tmp_path / "mark"
    build(config_file, site)
    exchange_values(cache_folder(tmp_path) / FILE, mark)
    (tmp_path / GUIDE).write_text((tmp_path / GUIDE).read_text("utf-8").replace("Stay calm.", "Breathe out."), "utf-8")
    output = build(config_file, site)
    assert not mark.exists()
    assert "damaged entries were made anew" in output
    build(config_file, tmp_path / "clean", "--no-cache")
    assert snapshot(site) == snapshot(tmp_path / "clean")


def test_a_cache_with_another_key_is_not_believed(tmp_path: Path) -> None:
    ours, theirs = Cache(tmp_path / "ours"), Cache(tmp_path / "theirs")
    theirs.put("asked", b"theirs")
    theirs.save()
    shutil.copyfile(tmp_path / "theirs" / FILE, tmp_path / "ours" / FILE)
    ours.close()
    assert Cache(tmp_path / "ours").get("asked") is None


def test_folder_and_key_are_closed_to_others(tmp_path: Path) -> None:
    umask = os.umask(0)
    try:
        make_private(tmp_path / "new" / "cache")
    finally:
        os.umask(umask)
    modes = {name: stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("new", "new/cache", "new/cache/key")}
    assert modes == {"new": 0o700, "new/cache": 0o700, "new/cache/key": 0o600}
    assert make_private(tmp_path / "new" / "cache") == (tmp_path / "new/cache" / KEY_FILE).read_bytes()


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o1777])
@pytest.mark.parametrize("level", ["", "cache", "cache/mine"])
def test_a_folder_that_others_may_write_into_is_not_used(tmp_path: Path, level: str, mode: int) -> None:
    folder = tmp_path / "cache" / "mine"
    Cache(folder).put("a", b"a")
    (tmp_path / level).chmod(mode)
    # As in /tmp: what is in it is safe from others, whoever may add to it.
    is_shared = mode == 0o1777 and level != "cache/mine"
    cache = Cache(folder)
    assert (cache.folder is not None) == is_shared
    assert len(cache.notes) == (not is_shared)
    if not is_shared:
        assert cache.notes[0] == f"none is used: others may write into {tmp_path / level} (chmod go-w changes that)"


def test_a_folder_behind_somebody_elses_link_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "real").mkdir()
    (tmp_path / "open" / "link").symlink_to(tmp_path / "real")
    (tmp_path / "open").chmod(0o777)
    with pytest.raises(NotPrivate, match="others may write"):
        make_private(tmp_path / "open" / "link" / "cache")


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("name", [".", KEY_FILE])
def test_what_belongs_to_somebody_else_is_not_used(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "cache"
    make_private(folder)
    os.chown(folder / name, 12345, -1)
    assert Cache(folder).folder is None


@pytest.mark.parametrize("content", [b"", b"short"])
def test_a_damaged_or_open_key_is_none(tmp_path: Path, content: bytes) -> None:
    make_private(tmp_path / "cache")
    key = tmp_path / "cache" / KEY_FILE
    key.chmod(0o640)
    assert "others may read" in Cache(tmp_path / "cache").notes[0]
    key.chmod(0o600)
    key.write_bytes(content)
    assert "is damaged; delete it" in Cache(tmp_path / "cache").notes[0]


def test_a_release_build_of_a_machine_begins_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config_file = make_site(tmp_path)
    monkeypatch.setenv("CI", "true")
    build(config_file, tmp_path / "site", "--release")
    assert not cache_folder(tmp_path).exists() and not (tmp_path / CACHE_FOLDER).exists()
    build(config_file, tmp_path / "site")
    assert (cache_folder(tmp_path) / FILE).is_file()


def test_projects_of_one_name_have_caches_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "a")
    one, other = cache_folder(tmp_path / "a" / "site"), cache_folder(tmp_path / "b" / "site")
    assert one != other and one.name.startswith("site-")
    assert cache_folder(tmp_path / "link" / "site") == one


def test_the_usual_folder_is_the_systems_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(ENVIRONMENT)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    folder = cache_folder(tmp_path / "project")
    assert folder.is_relative_to(tmp_path) and not folder.is_relative_to(tmp_path / "project")


def test_what_is_kept_of_projects_that_are_gone_is_removed(tmp_path: Path) -> None:
    for name, changed in (("old", 1_000), ("new", 3_000)):
        Cache(tmp_path / name).close()
        os.utime(tmp_path / name / FILE, (changed, changed))
    (tmp_path / "old" / "somebody's").write_bytes(b"")
    (tmp_path / "older").mkdir()
    remove_abandoned(tmp_path, 2_000)
    assert sorted(snapshot(tmp_path)) == [f"new/{FILE}", f"new/{KEY_FILE}", "old/somebody's"]


def test_the_spare_is_sought_only_on_a_way_of_our_own(tmp_path: Path) -> None:
    assert spare_folder(tmp_path, "spare") == tmp_path / CACHE_FOLDER / "spare"
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".cache").symlink_to(tmp_path / "elsewhere")
    assert spare_folder(tmp_path, "spare") is None


def test_open_cache_says_nothing_where_there_is_nothing_to_say(tmp_path: Path) -> None:
    cache = open_cache(tmp_path)
    assert cache.notes == [] and cache.folder == cache_folder(tmp_path)
