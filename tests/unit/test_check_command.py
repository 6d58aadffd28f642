"""`campaign check`: plain words for people, JSON and GitHub's format for machines, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from campaign.command import main
from tests.site_maker import make_site, page_text

BROKEN = {"docs/en/guide.md": page_text("Guide", "guide", "## Do\n\nCall 080 888 888.", "guide")}


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["check", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_clean(tmp_path: Path) -> None:
    code, out, _ = run("-f", str(make_site(tmp_path)))
    assert code == 0
    assert "Checked 5 pages" in out


def test_problems_are_grouped_by_file_and_say_how_to_mend(tmp_path: Path) -> None:
    code, _, err = run("-f", str(make_site(tmp_path, BROKEN)))
    assert code == 1
    assert err.count("docs/en/guide.md") == 1
    assert "line 11: a phone number: 080 888 888" in err
    assert "to mend:" in err
    assert "2 errors, 0 warnings" in err


def test_json(tmp_path: Path) -> None:
    code, out, _ = run("-f", str(make_site(tmp_path, BROKEN)), "--json")
    assert code == 1
    problems = json.loads(out)
    assert [(one["rule"], one["line"]) for one in problems] == [("headings", 9), ("number-by-hand", 11)]
    assert set(problems[0]) == {"rule", "file", "line", "field", "found", "expected", "fix", "severity"}


def test_github(tmp_path: Path) -> None:
    code, out, _ = run("-f", str(make_site(tmp_path, BROKEN)), "--format", "github")
    assert code == 1
    assert "::error file=docs/en/guide.md,line=11,title=number-by-hand::a phone number: 080 888 888" in out


def test_usage() -> None:
    assert run("--fromat", "json")[0] == 2


def test_no_settings_here(tmp_path: Path) -> None:
    code, _, err = run("-f", str(tmp_path / "mkdocs.yml"))
    assert code == 1
    assert "there is no file" in err


def test_a_day_that_is_none(tmp_path: Path) -> None:
    code, _, err = run("-f", str(make_site(tmp_path)), "--today", "tomorrow")
    assert code == 1
    assert "2026-11-23" in err


def test_release_makes_old_checks_errors(tmp_path: Path) -> None:
    guide = page_text("Guide", "guide", "## Do this {#do-now}\n\nCall {{ call: children }}.", "guide")
    config_file = str(make_site(tmp_path, {"docs/en/guide.md": guide}))
    assert run("-f", config_file, "--today", "2027-06-01")[0] == 0
    assert run("-f", config_file, "--today", "2027-06-01", "--release")[0] == 1
    assert run("-f", config_file, "--today", "2027-06-01", "--release", "--unattended")[0] == 0


def test_of_many_changes_the_first_are_named(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    page = tmp_path / "docs/en/report.md"
    words = ("One", "Two", "Three", "Four", "Five", "Six", "Seven")
    page.write_text(page.read_text("utf-8") + "".join(f"\n{word} more.\n" for word in words), "utf-8")
    code, _, err = run("-f", str(config_file))
    assert code == 0
    assert "“Five more.”; 2 more" in err
    assert "Six" not in err
