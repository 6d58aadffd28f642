"""The publishing workflows: what they run is there, and they know the campaign's languages."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner

from campaign.command import main
from tests.site_maker import ORIGINAL, PROJECT

WORKFLOWS = (".github/workflows/publish.yml", ".gitlab-ci.yml", ".forgejo/workflows/publish.yml")
RELEASES = (".github/workflows/release.yml", ".gitlab-ci.yml", ".forgejo/workflows/release.yml")
PREVIEWS = (".github/workflows/preview.yml", ".gitlab-ci.yml")
PREVIEW_OF_STARTER = ("github/.github/workflows/preview.yml", "gitlab/.gitlab-ci.yml")
PREVIEW = ["build", "--preview", "--output", "preview"]
ALL = tuple(dict.fromkeys(WORKFLOWS + RELEASES + PREVIEWS))
SCHEMAS = {"vendor.github-workflows": (), "vendor.gitlab-ci": ("--data-transform", "gitlab-ci")}
"""Those that editors use, from https://www.schemastore.org. Forgejo reads what GitHub reads."""


def read(name: str) -> dict[Any, Any]:
    return dict(yaml.safe_load((PROJECT / name).read_text("utf-8")))


def scripts(value: Any) -> list[str]:
    """Every text that a shell is given."""
    if isinstance(value, dict):
        return [text for key, one in value.items() for text in (scripts(one) if key != "run" else [str(one)])]
    if isinstance(value, list):
        return [text for one in value for text in ([one] if isinstance(one, str) else scripts(one))]
    return []


def commands(name: str) -> list[list[str]]:
    """The words after `.venv/bin/campaign` of every call."""
    found = []
    for text in scripts(read(name)):
        for line in text.splitlines():
            for call in re.findall(r"\.venv/bin/campaign ([^;|)]+)", line):
                found.append(shlex.split(re.sub(r"\$\{\{.*?\}\}|\$\w+", "X", call)))
    return found


@pytest.mark.parametrize("name", ALL)
def test_each_keeps_the_schema_of_its_host(name: str) -> None:
    schema = "vendor.gitlab-ci" if "gitlab" in name else "vendor.github-workflows"
    tool = Path(sys.executable).with_name("check-jsonschema")
    command = [tool, "--builtin-schema", schema, *SCHEMAS[schema], PROJECT / name]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("name", ALL)
def test_every_command_and_option_is_there(name: str) -> None:
    assert commands(name)
    for words in commands(name):
        command = main.get_command(click.Context(main), words[0])
        assert command is not None, words
        if isinstance(command, click.Group) and len(words) > 1:
            command = command.commands[words[1]]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known, words


@pytest.mark.parametrize("name", WORKFLOWS)
def test_each_checks_tests_and_builds_for_a_release(name: str) -> None:
    text = (PROJECT / name).read_text("utf-8")
    assert "campaign check --release" in text
    assert "sh .ci/run" in text
    built = [words for words in commands(name) if words[0] in ("build", "join")]
    assert all("--release" in words or words == PREVIEW for words in built)


@pytest.mark.parametrize("name", [*PREVIEWS, *(f"campaign/starter/hosts/{one}" for one in PREVIEW_OF_STARTER)])
def test_what_waits_for_a_review_can_be_seen_as_a_draft_and_stops_nothing(name: str) -> None:
    assert PREVIEW in commands(name)
    jobs = read(name)
    if "preview" in jobs:
        assert jobs["preview"]["allow_failure"] and jobs["preview"]["artifacts"]["paths"] == ["preview/"]
        assert jobs["preview"]["environment"]["url"].endswith("/artifacts/preview/index.html")
    else:
        # A workflow of its own, which nothing waits for; it may write nothing.
        assert set(jobs[True]) == {"pull_request"} and jobs["permissions"] == {"contents": "read"}


def test_all_hosts_do_the_same() -> None:
    for word in ("make audit-packages", "make audit", "AUDIT: quick", "make ways-out", "make test-any-docs"):
        assert [name for name in WORKFLOWS if word not in (PROJECT / name).read_text("utf-8")] == [], word
    for word in ("make bill", "campaign.cdx.json", "campaign bundle --site"):
        assert [name for name in RELEASES if word not in (PROJECT / name).read_text("utf-8")] == [], word


def test_what_only_informs_stops_nothing() -> None:
    assert {"packages", "audit", "apart", "due"}.isdisjoint(read(WORKFLOWS[0])["jobs"]["publish"]["needs"])
    assert all(read(WORKFLOWS[1])[job]["allow_failure"] for job in ("packages", "audit", "apart", "due"))


@pytest.mark.parametrize("name", WORKFLOWS)
def test_dates_alone_stop_no_publishing(name: str) -> None:
    released = [
        words for words in commands(name) if "--release" in words and words[:3] != ["build", "--release", "--output"]
    ]
    assert released and all("--unattended" in words for words in released)
    assert ["due"] in [words[:1] for words in commands(name)]


def test_the_workflows_of_github_and_forgejo_run_every_night() -> None:
    for name in (WORKFLOWS[0], WORKFLOWS[2]):
        # YAML 1.1 reads the key `on` as true.
        assert set(read(name)[True]) == {"push", "schedule", "workflow_dispatch"}


def test_gitlabs_list_of_languages_is_that_of_the_settings() -> None:
    result = CliRunner().invoke(main, ["languages", "--json", "-f", str(ORIGINAL / "mkdocs.yml")])
    listed = read(".gitlab-ci.yml")["build-language"]["parallel"]["matrix"][0]["LANGUAGE"]
    assert listed == json.loads(result.output)


@pytest.mark.parametrize("name", ALL)
def test_files_they_name_are_there(name: str) -> None:
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    for path in re.findall(r"^ *(?:make|sh) ([-.\w/]+)$", "\n".join(scripts(read(name))), re.MULTILINE):
        known = path == ".venv/.installed" or re.search(rf"^{path}:", makefile, re.MULTILINE)
        assert known or (PROJECT / path).is_file(), path


def test_a_folder_with_the_name_of_a_target_does_not_stop_make() -> None:
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    assert {"site", "test", "serve", "bench", "audit"} <= targets
    assert targets == set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split())


def test_actions_and_images_are_named_by_their_content() -> None:
    for name in ALL:
        text = (PROJECT / name).read_text("utf-8")
        for use in re.findall(r"uses: (.+)", text):
            assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use), use
        for image in re.findall(r"image: (.+)", text):
            assert re.fullmatch(r"[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}", image), image


def steps(name: str) -> Iterator[tuple[str, dict[Any, Any]]]:
    """Every step of a workflow of GitHub or Forgejo, with the name of its job."""
    for job, one in read(name)["jobs"].items():
        yield from ((job, step) for step in one["steps"])


def test_no_program_of_the_project_can_write_to_the_repository() -> None:
    for name in ALL:
        if "gitlab" not in name:
            checkouts = [step for _, step in steps(name) if "actions/checkout@" in step.get("uses", "")]
            assert checkouts and all(one["with"] == {"persist-credentials": False} for one in checkouts)
    for name in (WORKFLOWS[0], RELEASES[0]):
        workflow = read(name)
        assert workflow["permissions"] == {"contents": "read"}
        for job, one in workflow["jobs"].items():
            may_write = [what for what, how in one.get("permissions", {}).items() if how == "write"]
            if may_write == ["issues"]:
                # What the checks said is put into an issue by the host's own program: nothing is checked out.
                assert (job, one["permissions"]) == ("due", {"issues": "write"})
                assert all("uses" not in step and ".venv" not in step["run"] for step in one["steps"])
            elif may_write:
                # Only what has been built is put in its place, by an action: nothing is checked out or run.
                assert (job, may_write) == ("publish", ["pages", "id-token"])
                assert all("run" not in step and "checkout" not in step["uses"] for step in one["steps"])
    # Forgejo's token is known to two steps, in which no program of the project runs.
    assert "TOKEN" not in (PROJECT / RELEASES[2]).read_text("utf-8")
    trusted = [step for _, step in steps(WORKFLOWS[2]) if "github.token" in str(step)]
    assert [step["name"] for step in trusted] == ["One issue says what falls due", "Publish on the branch pages"]
    assert all(".venv" not in step["run"] and "make" not in step["run"] for step in trusted)


def test_newer_actions_are_proposed() -> None:
    tool = Path(sys.executable).with_name("check-jsonschema")
    command = [tool, "--builtin-schema", "vendor.dependabot", PROJECT / ".github/dependabot.yml"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_folder_for_those_who_run_servers_says_how() -> None:
    readme = (PROJECT / "hosting/README.md").read_text("utf-8")
    for path in (PROJECT / "hosting").iterdir():
        assert path.name in readme or path.name == "README.md"


@pytest.mark.parametrize("name", ALL)
def test_nothing_that_a_branch_has_built_is_given_to_another(name: str) -> None:
    text = (PROJECT / name).read_text("utf-8")
    assert ".cache/campaign" not in text and "CAMPAIGN_CACHE_DIR" not in text
    cache = read(name).get("cache")
    if cache:
        assert cache["paths"] == [".cache/pip"]
        assert "$CI_COMMIT_REF_SLUG" in cache["key"]
