"""Runs every file of tests/cases/check/: files in, problems out. README.md there says how to add one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from campaign.checks.check import check_campaign
from campaign.command import main
from campaign.files.problems import Problem, ProblemsFound, sorted_problems
from campaign.plugin.project import read_campaign
from tests.declared import check_declared
from tests.site_maker import DEFAULT_FILES, ORIGINAL, PROJECT, SETTINGS, make_site

CASES = sorted((Path(__file__).parent / "cases" / "check").glob("*.yml"))


LARGE = "x" * 500_000
LONG_SENTENCE = "Responsible grown-up people understand extraordinarily complicated circumstances and " * 12 + "so on."


def load_cases() -> list[tuple[str, dict]]:
    found = []
    for path in CASES:
        for case in yaml.safe_load_all(path.read_text("utf-8")):
            found.append((f"{path.stem}: {case['name']}", case))
    return found


def find_problems(config_file: Path, *, is_release: bool = False) -> list[Problem]:
    try:
        campaign, documents, problems = read_campaign(config_file, None)
    except ProblemsFound as found:
        return found.problems
    found = check_declared(campaign, documents, is_release)
    anew = check_campaign(campaign, documents, is_release=is_release)
    assert sorted_problems(found) == sorted_problems(anew)
    return problems + found


CASES_WITH_NAMES = [pytest.param(case, id=name) for name, case in load_cases()]


@pytest.mark.parametrize("case", CASES_WITH_NAMES)
def test_case(case: dict, tmp_path: Path) -> None:
    config_file = make_site(tmp_path, files_of(case))
    accept(case, config_file)
    problems = find_problems(config_file, is_release=case.get("release", False))
    expected = case.get("problems", [])
    shown = "\n".join(f"{p.rule} {p.file}:{p.line} {p.field}: {p.found} | {p.expected} | {p.fix}" for p in problems)
    assert len(problems) == len(expected), shown
    for want in expected:
        assert any(_matches(problem, want) for problem in problems), f"no problem like {want} in:\n{shown}"


@pytest.mark.parametrize("case", CASES_WITH_NAMES)
def test_messages_name_the_folder_that_the_settings_name(case: dict, tmp_path: Path) -> None:
    files = files_of(case)
    settings = str(files.get("mkdocs.yml", default_file("mkdocs.yml")))
    config_file = make_site(tmp_path, {**files, "mkdocs.yml": f"{settings}\ndocs_dir: texts\n"})
    (tmp_path / "docs").rename(tmp_path / "texts")
    accept(case, config_file)
    problems = find_problems(config_file, is_release=case.get("release", False))
    assert len(problems) == len(case.get("problems", []))
    assert [one for one in problems if "docs/" in "".join((one.file, one.found, one.expected, one.fix))] == []


def files_of(case: dict) -> dict[str, str | bytes]:
    """The files that a case changes."""
    files = {name: LARGE if text == "BIG" else text for name, text in case.get("files", {}).items()}
    for name, (old, new) in case.get("replace", {}).items():
        files[name] = default_file(name).replace(old, LONG_SENTENCE if new == "LONG" else new)
        assert files[name] != default_file(name), f"nothing to replace in {name}"
    for name, data in case.get("bytes", {}).items():
        files[name] = bytes.fromhex(data.replace(" ", ""))
    return files


def accept(case: dict, config_file: Path) -> None:
    """Record that the translations are up to date, where the case says so."""
    if case.get("accept"):
        accepted = CliRunner().invoke(main, ["translation", "-f", str(config_file), "accept", "--all"])
        assert accepted.exit_code == 0, accepted.output


def _matches(problem: Problem, want: dict) -> bool:
    for key, value in want.items():
        actual = getattr(problem, key)
        if key in ("found", "expected", "fix"):
            if value not in actual:
                return False
        elif actual != value:
            return False
    return True


def default_file(name: str) -> str:
    """A file of the tiny campaign as it is before a case changes it."""
    if name == "mkdocs.yml":
        return SETTINGS.format(overrides=PROJECT / "campaign/look", site_url="https://example.org/")
    if name.startswith("docs/_data/ui/"):
        return (ORIGINAL / name).read_text("utf-8")
    return DEFAULT_FILES[name]
