"""Pages and data may lie in another folder than docs/: commands then write there, and say so."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from click.testing import CliRunner

from campaign.command import main
from tests.site_maker import PROJECT, SETTINGS, make_site, page_text
from tests.unit.test_new import ABOUT, HELPLINE
from tests.unit.test_publish_command import clone, git


@pytest.fixture
def config_file(tmp_path: Path) -> Path:
    """The tiny campaign, with its pages and data in the folder `texts/`."""
    settings = SETTINGS.format(overrides=PROJECT / "campaign/look", site_url="https://example.org/")
    folder = tmp_path / "own"
    config_file = make_site(
        folder,
        {
            "mkdocs.yml": settings.replace("guide.md]", "guide.md, more.md]") + "docs_dir: texts\n",
            "docs/en/more.md": page_text("More", "more"),
        },
    )
    (folder / "docs").rename(folder / "texts")
    return config_file


def run(config_file: Path, *arguments: str) -> str:
    result = CliRunner().invoke(main, [*arguments, "-f", str(config_file)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert "docs/" not in result.output and not (config_file.parent / "docs").exists()
    return result.output


def test_what_is_new_is_written_there(config_file: Path) -> None:
    texts = config_file.parent / "texts"
    assert "texts/_data/helplines.yml" in run(config_file, "new", *HELPLINE)
    assert "si-child-helpline" in (texts / "_data/helplines.yml").read_text("utf-8")
    assert "texts/en/families/bread.md" in run(
        config_file, "new", "guide", "Bread", "--description", ABOUT, "--text", "One.", "--yes"
    )
    assert "texts/_data/permalinks.yml" in run(config_file, "permalinks", "--release")
    assert "more: {" in (texts / "_data/permalinks.yml").read_text("utf-8")


def test_contacts_are_changed_there(config_file: Path) -> None:
    folder = str(config_file)
    checked = ["helplines", "-f", folder, "checked", "si-child", "--how", "opened"]
    assert CliRunner().invoke(main, checked, catch_exceptions=False).exit_code == 0
    assert "id: si-child" in (config_file.parent / "texts/_data/helpline_log.yml").read_text("utf-8")
    unknown = CliRunner().invoke(main, ["helplines", "-f", folder, "checked", "si-chidl", "--how", "opened"])
    assert "texts/_data/helplines.yml" in unknown.output and unknown.exit_code == 1


def test_translations_come_back_there(config_file: Path) -> None:
    folder, po = config_file.parent, config_file.parent / "po"
    command = ["translation", "-f", str(config_file)]
    exported = CliRunner().invoke(main, [*command, "export", "sl", "--to", str(po)], catch_exceptions=False)
    assert exported.exit_code == 0, exported.output
    for path, key, text in (("report.po", "title", "Prijavi"), ("interface.po", "search", "Najdi")):
        catalog = polib.pofile(str(po / path))
        entry = next(one for one in catalog if one.msgctxt == key)
        entry.msgstr = text
        catalog.save()
    taken = CliRunner().invoke(main, [*command, "import", str(po)], catch_exceptions=False)
    assert taken.exit_code == 0 and "texts/sl/report.md" in taken.output, taken.output
    assert 'title: "Prijavi"' in (folder / "texts/sl/report.md").read_text("utf-8")
    assert 'search: "Najdi"' in (folder / "texts/_data/ui/sl.yml").read_text("utf-8")


def test_what_has_changed_there_is_published(config_file: Path, tmp_path: Path) -> None:
    remote = tmp_path / "host.git"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(remote))
    ana = clone(remote, tmp_path / "ana", "ana")
    for path in config_file.parent.iterdir():
        path.rename(ana / path.name)
    git(ana, "add", ".")
    git(ana, "commit", "--quiet", "-m", "Begin")
    git(ana, "push", "--quiet", "origin", "HEAD:main")
    page = ana / "texts/en/more.md"
    page.write_text(page.read_text("utf-8").replace("Text.", "Another text."), "utf-8")
    run(ana / "mkdocs.yml", "publish", "--yes")
    files = git(remote, "show", "--name-only", "--format=", "main").split()
    assert files == ["texts/_data/permalinks.yml", "texts/en/more.md"]
