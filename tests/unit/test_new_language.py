"""`campaign new language`: prepared, translated through catalogues, and opened to readers."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from click.testing import CliRunner

from campaign.command import main
from tests.site_maker import DEFAULT_FILES, make_site, snapshot


def test_a_new_language_is_prepared_translated_and_opened(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    runner = CliRunner()
    result = runner.invoke(main, ["new", "language", "-f", str(config_file), "it"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert "Italian is prepared" in result.output
    assert "babel: it_IT" in (tmp_path / "docs/_data/ui/it.yml").read_text()
    assert "- https://it.wikipedia.org/\n" in config_file.read_text("utf-8")
    assert runner.invoke(main, ["check", "-f", str(config_file)]).exit_code == 0, "readers see nothing of it yet"
    again = runner.invoke(main, ["new", "language", "-f", str(config_file), "it"])
    assert "is there already" in again.output
    folder = tmp_path / "po/it"
    assert sorted(path.name for path in folder.iterdir()) == ["index.po", "interface.po", "report.po"]
    for file in folder.iterdir():
        catalog = polib.pofile(str(file), wrapwidth=0)
        for entry in catalog:
            entry.msgstr = entry.msgid.replace("Welcome", "Benvenuti").replace("Report it.", "Segnalalo.") + " (it)"
        catalog.save()
    imported = runner.invoke(
        main, ["translation", "-f", str(config_file), "import", str(folder), "--translated-by", "Sara Bo"]
    )
    assert imported.exit_code == 0, imported.output
    config_file.write_text(config_file.read_text("utf-8").replace("build: false", "build: true"), "utf-8")
    checked = runner.invoke(main, ["check", "-f", str(config_file)])
    assert checked.exit_code == 0, checked.output


@pytest.mark.parametrize(("code", "said"), [("sl", "is there already"), ("zzz", "no language that Babel knows")])
def test_a_language_that_cannot_be_added(tmp_path: Path, code: str, said: str) -> None:
    config_file = make_site(tmp_path, DEFAULT_FILES)
    before = snapshot(tmp_path / "docs")
    result = CliRunner().invoke(main, ["new", "language", "-f", str(config_file), code])
    assert result.exit_code == 1
    assert said in result.output
    assert snapshot(tmp_path / "docs") == before
