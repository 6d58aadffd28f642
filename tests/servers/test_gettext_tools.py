"""Every catalogue of the real campaign, in every language, through the programs that translators use, and back."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from translate.tools import pocount

from campaign.plugin.project import read_campaign
from campaign.translation.alignment import align_page
from tests.site_maker import ORIGINAL, PROJECT, snapshot
from tests.unit.test_exchange import run

HARM = (
    "blank", "emails", "escapes", "filepaths", "functions", "musttranslatewords", "newlines", "notranslatewords",
    "nplurals", "options", "printf", "pythonbraceformat", "tabs", "urls", "validchars", "variables", "xmltags",
)  # fmt: skip
"""What `pofilter` looks for that is wrong in any language; its other tests are about style."""
needs_gettext = pytest.mark.skipif(shutil.which("msgmerge") is None, reason="gettext is not installed")


@pytest.fixture(scope="module")
def real_campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real campaign's texts and settings, and in `po/` all catalogues."""
    folder = tmp_path_factory.mktemp("real")
    shutil.copytree(ORIGINAL / "docs", folder / "docs")
    shutil.copytree(PROJECT / "campaign/look", folder / "overrides")
    shutil.copy(ORIGINAL / "mkdocs.yml", folder)
    campaign, _, _ = read_campaign(folder / "mkdocs.yml", None)
    for code in campaign.settings.folders[1:]:
        assert run(folder / "mkdocs.yml", "export", code).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def catalogs(real_campaign: Path) -> list[Path]:
    return sorted((real_campaign / "po").rglob("*.po"))


def each(catalogs: list[Path], source: Path, target: Path, *tool: str) -> list[Path]:
    """Run a program over every catalogue below `source`; what it writes, in the same place below `target`."""
    written = [target / one.relative_to(source) for one in catalogs]
    for one, out in zip(catalogs, written, strict=True):
        out.parent.mkdir(parents=True, exist_ok=True)
        command = [*(part.replace("{}", str(one)) for part in tool), "-o", str(out)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0 and "warning" not in done.stderr, done.stderr
    return written


def test_translate_toolkit_counts_every_text(catalogs: list[Path]) -> None:
    """Weblate and Virtaal are made with it."""
    assert len(catalogs) > 300
    counts = [pocount.calcstats(str(one)) for one in catalogs]
    found = sum(one["translated"] + one["fuzzy"] + one["untranslated"] for one in counts)
    assert found == sum(one.read_text("utf-8").count("\nmsgctxt ") for one in catalogs)


@needs_gettext
def test_msgfmt_takes_every_catalogue(catalogs: list[Path]) -> None:
    for one in catalogs:
        done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", one], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@needs_gettext
def test_what_gettext_writes_comes_back_without_a_change(
    real_campaign: Path, catalogs: list[Path], tmp_path: Path
) -> None:
    """Both fold lines at 80 columns; `msgmerge` brings a catalogue up to date as Weblate's add-on does."""
    before = snapshot(real_campaign / "docs")
    folded = each(catalogs, real_campaign / "po", tmp_path / "cat", "msgcat", "{}")
    each(folded, tmp_path / "cat", tmp_path / "merged", "msgmerge", "--quiet", "{}", "{}")
    result = run(real_campaign / "mkdocs.yml", "import", str(tmp_path / "merged"))
    assert result.exit_code == 0 and "0 files written" in result.output, result.output
    assert snapshot(real_campaign / "docs") == before


def test_pofilter_finds_nothing_that_is_wrong_in_any_language(real_campaign: Path, tmp_path: Path) -> None:
    pofilter = Path(sys.executable).with_name("pofilter")
    tests = [option for one in HARM for option in ("-t", one)]
    command = [pofilter, "--progress=none", *tests, real_campaign / "po", tmp_path / "found"]
    subprocess.run(command, capture_output=True, check=True)
    assert [path.read_text("utf-8") for path in (tmp_path / "found").rglob("*.po")] == []


def test_every_present_translation_is_in_step_with_its_source(real_campaign: Path) -> None:
    campaign, _, _ = read_campaign(real_campaign / "mkdocs.yml", None)
    for (folder, path), page in campaign.pages.items():
        entry = campaign.locks.get(folder, {}).get(page.meta.id)
        if folder != "en" and campaign.translations[folder, path].state != "outdated":
            alignment = align_page(campaign.pages["en", path], page, entry)
            assert not alignment.left_over, page.file
