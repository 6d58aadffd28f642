"""What can go wrong while a site is put in place: the last good one stays whole, and nothing shows a traceback."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from campaign.command import main
from campaign.files.problems import ProblemsFound
from campaign.files.swap import MANIFEST, staged_site
from tests.site_maker import make_site, snapshot

COMMAND = [sys.executable, "-c", "from campaign.command import main; main()", "build"]


def start(config_file: Path, site: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, "-f", str(config_file), "-o", str(site)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def test_killed_at_any_moment(tmp_path: Path) -> None:
    config_file, site = make_site(tmp_path), tmp_path / "site"
    began = time.monotonic()
    assert start(config_file, site).wait() == 0
    whole = time.monotonic() - began
    before = snapshot(site)
    for part in (0.3, 0.6, 0.8, 0.9, 1.0):
        build = start(config_file, site)
        time.sleep(whole * part)
        build.send_signal(signal.SIGKILL)
        build.wait()
        assert snapshot(site) == before
    assert start(config_file, site).wait() == 0
    assert snapshot(site) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".site-")] == []


def test_two_builds_at_once(tmp_path: Path) -> None:
    config_file, site = make_site(tmp_path), tmp_path / "site"
    one, two = start(config_file, site), start(config_file, site)
    assert (one.wait(), two.wait()) == (0, 0), (one.stdout.read(), two.stdout.read())
    assert (site / "index.html").exists()
    assert set(snapshot(site)) == set((site / MANIFEST).read_text().split()) | {MANIFEST}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".site-")] == []


def test_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=150k", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        # Without the right to mount: the same error from the place where files are written.
        with pytest.raises(ProblemsFound, match="No space left"), staged_site(disk / "site"):
            raise OSError(28, "No space left on device")
        return
    try:
        config_file = make_site(tmp_path / "project")
        with staged_site(disk / "site") as stage:
            (stage / "index.html").write_text("the last good site")
        before = snapshot(disk / "site")
        build = start(config_file, disk / "site")
        output = build.communicate()[0]
        assert build.returncode == 1
        assert "No space left on device" in output
        assert "Traceback" not in output
        assert snapshot(disk / "site") == before
        assert [path.name for path in disk.iterdir()] == ["site"]
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_place_that_may_not_be_written(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    # /proc takes no folder from anybody, not even from root.
    build = start(config_file, Path("/proc/site"))
    output = build.communicate()[0]
    assert build.returncode == 1
    assert "cannot be written" in output
    assert "Traceback" not in output


def test_a_page_of_50_megabytes_is_refused_at_once(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    with (tmp_path / "docs" / "en" / "guide.md").open("a") as file:
        file.truncate(50_000_000)
    build = start(config_file, tmp_path / "site")
    output = build.communicate()[0]
    assert build.returncode == 1
    assert "docs/en/guide.md" in output and "400,000 bytes" in output


def test_links_and_loops_are_refused(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    docs = tmp_path / "docs"
    (docs / "en" / "out.md").symlink_to("/etc/passwd")
    (docs / "en" / "loop").symlink_to(docs / "en")
    (docs / "assets").mkdir()
    (docs / "assets" / "dangling.svg").symlink_to("nowhere.svg")
    build = start(config_file, tmp_path / "site")
    output = build.communicate()[0]
    assert build.returncode == 1
    assert output.count("a symbolic link") == 3
    assert "Traceback" not in output


def test_an_error_inside_leaves_nothing_behind(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with staged_site(site) as stage:
        (stage / "a.txt").write_text("one")
    with pytest.raises(RuntimeError), staged_site(site) as stage:
        (stage / "a.txt").write_text("two")
        raise RuntimeError
    assert (site / "a.txt").read_text() == "one"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_word_that_the_site_needs_and_nobody_has_is_named(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    for code in ("en", "sl"):
        path = tmp_path / "docs" / "_data" / "ui" / f"{code}.yml"
        path.write_text(re.sub(r"^  get_help: .*\n", "", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    result = CliRunner().invoke(main, ["build", "-f", str(config_file), "-o", str(tmp_path / "site")])
    assert result.exit_code == 1
    assert "docs/_data/ui/en.yml" in result.output and "“get_help” is missing" in result.output
    assert not (tmp_path / "site").exists()
