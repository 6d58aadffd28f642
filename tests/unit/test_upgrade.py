"""The story of another country, told by its commands, with nothing of this checkout beside it: a wheel, an environment
of its own, `campaign new campaign`, check, build, serve, `mkdocs build`, and an upgrade to a newer wheel."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.unit.test_wheel import build_wheel

NEW = ("--name", "Internet Segura", "--country", "PT", "--source", "pt", "--languages", "en", "--git-host", "github")
DAY = "2026-11-30"
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
    "CAMPAIGN_TODAY": DAY,
    "NO_MKDOCS_2_WARNING": "1",
}
"""What is imported is what was installed, wherever the tests themselves come from."""


class Installed(NamedTuple):
    """An environment with a wheel of the generator, and its campaign."""

    folder: Path
    newer: Path
    """The wheel of the next version: a line of a template, a workflow and a word are other ones."""

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A program of the environment, in the campaign's folder where there is one."""
        here = self.folder / "campaign"
        return subprocess.run(
            [self.folder / "env/bin" / program, *arguments],
            cwd=here if here.is_dir() else self.folder,
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )

    def install(self, wheel: Path) -> None:
        """Install a wheel. All that it needs is taken from where the tests run."""
        command = [sys.executable, "-m", "pip", "--python", str(self.folder / "env"), "install", "--quiet"]
        subprocess.run([*command, "--no-deps", "--no-index", "--force-reinstall", str(wheel)], check=True)

    def git(self, *arguments: str) -> None:
        """Run git in the campaign's folder."""
        command = ["git", "-c", "user.name=Ana", "-c", "user.email=ana@example.org", *arguments]
        subprocess.run(command, cwd=self.folder / "campaign", check=True, capture_output=True)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("elsewhere")
    wheel = build_wheel(folder)
    newer = _newer(folder)
    shutil.rmtree(folder / "source")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "env")], check=True)
    (packages,) = (folder / "env/lib").glob("python*/site-packages")
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    found = Installed(folder, newer)
    found.install(wheel)
    begun = found.run("campaign", "new", "campaign", str(folder / "campaign"), *NEW, "--yes")
    assert begun.returncode == 0, begun.stdout + begun.stderr
    found.git("init", "--quiet")
    found.git("add", "--all")
    found.git("commit", "--quiet", "--message", "Begin")
    return found


def _newer(folder: Path) -> Path:
    """The next version of the sources that `build_wheel` has left."""
    source = folder / "source"
    for name, old, new in (
        ("campaign/__init__.py", '__version__ = "', '__version__ = "9.'),
        ("campaign/look/components/footer/footer.html", "<footer", "{# Newer. #}\n<footer"),
        ("campaign/look/sign.svg", "<path", "<g></g><path"),
        ("campaign/starter/hosts/github/.github/workflows/publish.yml", "name: Publish", "name: Publish the site"),
        ("docs/_data/ui/en.yml", "words:\n", "words:\n  brand_new: Brand new\n"),
        ("CHANGELOG.md", "### Added\n", "### Added\n- A brand new thing.\n"),
        # As a version would whose schema calls things otherwise.
        ("KEYS.md", "| `essential` |", "| `urgent` |"),
        ("KEYS.md", "| `exit_urls` |", "| `ways_out` |"),
        ("KEYS.md", "| `reviewed_on` | date | yes |", "| `reviewed_on` | text | yes |"),
    ):
        path = source / name
        text = path.read_text("utf-8")
        assert old in text, name
        path.write_text(text.replace(old, new, 1), "utf-8")
    there = folder / "newer"
    there.mkdir()
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(there)]
    subprocess.run([*command, str(source)], check=True)
    (wheel,) = there.glob("*.whl")
    return wheel


def test_the_campaign_is_content_with_itself_and_keeps_its_generator(installed: Installed) -> None:
    found = installed.run("campaign", "check")
    assert found.returncode == 0 and "nothing stops" in found.stdout, found.stdout + found.stderr
    assert len(list((installed.folder / "campaign/generator").glob("campaign-*.whl"))) == 1


def test_both_ways_to_build_give_the_same_pages(installed: Installed) -> None:
    built = installed.run("campaign", "build")
    assert built.returncode == 0, built.stdout + built.stderr
    with_mkdocs = installed.run(
        "python", "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(installed.folder / "other")
    )
    assert with_mkdocs.returncode == 0, with_mkdocs.stdout + with_mkdocs.stderr
    ours = {
        one.relative_to(installed.folder / "campaign/site"): one for one in _pages(installed.folder / "campaign/site")
    }
    theirs = {one.relative_to(installed.folder / "other"): one for one in _pages(installed.folder / "other")}
    assert ours.keys() == theirs.keys() and Path("get-help/index.html") in ours
    assert all(ours[name].read_bytes() == theirs[name].read_bytes() for name in ours.keys() & theirs.keys())
    for path in ours.values():
        text = path.read_text("utf-8")
        assert not re.search("Montenegr|Sloveni", text), path
        # Whose text it is, and who checked the contacts.
        named = re.findall(r".{30}Safe Internet.{11}", text)
        assert all("CC BY 4.0" in one or "checked by" in one for one in named), (path, named)
        assert "Internet Segura" in text


def _pages(site: Path) -> Iterator[Path]:
    return (one for one in site.rglob("*.html") if "kits" not in one.parts and "go" not in one.parts)


def test_a_page_is_served(installed: Installed) -> None:
    command = [installed.folder / "env/bin/campaign", "serve", "--port", "0", "--today", DAY]
    folder = installed.folder / "campaign"
    server = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = next(found[0] for line in server.stdout if (found := re.search(r"http://[\d.]+:\d+/\S*", line)))
        with urllib.request.urlopen(address) as answer:
            assert b"Internet Segura" in answer.read()
    finally:
        server.terminate()
        server.wait()


def test_an_upgrade_joins_what_was_changed_on_both_sides(installed: Installed) -> None:
    folder = installed.folder / "campaign"
    package = next((installed.folder / "env/lib").glob("python*/site-packages/campaign"))
    own = folder / "overrides/components/footer/footer.html"
    own.parent.mkdir(parents=True)
    own.write_text((package / "look/components/footer/footer.html").read_text("utf-8") + "<!-- Ours -->\n", "utf-8")
    shutil.copy(package / "look/sign.svg", folder / "overrides/sign.svg")
    installed.install(installed.newer)
    refused = installed.run("campaign", "upgrade", "--yes")
    assert refused.returncode == 1 and "not committed" in refused.stderr
    installed.git("add", "--all")
    installed.git("commit", "--quiet", "--message", "Our own footer")
    shown = installed.run("campaign", "upgrade")
    assert "say --yes" in shown.stdout and "- A brand new thing." in shown.stdout, shown.stdout + shown.stderr
    assert "Newer" not in own.read_text("utf-8")
    assert re.search("docs/en/about/index.md, .* more: “essential” is called “urgent” now", shown.stdout)
    assert "mkdocs.yml: “exit_urls” is called “ways_out” now" in shown.stdout
    assert re.search(": “reviewed_on” takes text, and is needed now; before: date, and is needed", shown.stdout)
    done = installed.run("campaign", "upgrade", "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "{# Newer. #}" in own.read_text("utf-8") and "<!-- Ours -->" in own.read_text("utf-8")
    assert not (folder / "overrides/sign.svg").exists()
    assert "name: Publish the site" in (folder / ".github/workflows/publish.yml").read_text("utf-8")
    assert 'brand_new: "Brand new"' in (folder / "docs/_data/ui/pt.yml").read_text("utf-8")
    assert [one.name for one in (folder / "generator").iterdir()] == [installed.newer.name]
    assert installed.run("campaign", "check").returncode == 0
    installed.git("add", "--all")
    installed.git("commit", "--quiet", "--message", "Upgrade")
    assert "Nothing to do" in installed.run("campaign", "upgrade").stdout


def test_a_generator_older_than_the_campaign_is_refused(installed: Installed) -> None:
    settings = installed.folder / "campaign/mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(re.sub('made_with: ".*"', 'made_with: "99.0"', text), "utf-8")
    refused = installed.run("campaign", "upgrade")
    settings.write_text(text, "utf-8")
    assert refused.returncode == 1 and "is older" in refused.stderr and "Traceback" not in refused.stderr
