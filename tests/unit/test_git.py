"""A folder from anybody: what its own settings and hooks would have git run is not run. The programs leave a mark."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from campaign.command import main
from campaign.files.problems import ProblemsFound
from campaign.writing.git import QUIET_DIFF, call_git, is_within, named_programs
from campaign.writing.joining import joiner
from campaign.writing.repository import Repository
from tests.site_maker import make_site, page_text

GUIDE = "docs/en/guide.md"


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A campaign's folder with something to publish, and a Git host to publish it to."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "host.git")
    folder = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(tmp_path / "host.git"), str(folder))
    git(folder, "config", "user.name", "Ana")
    git(folder, "config", "user.email", "ana@example.org")
    make_site(folder)
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "Begin")
    git(folder, "push", "--quiet", "origin", "HEAD:main")
    (folder / GUIDE).write_text(page_text("Guide", "guide", "## Do this {#do-now}\n\n1. Breathe.", "guide"), "utf-8")
    return folder


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program that does no harm but leaves a mark."""
    path = tmp_path / "program"
    path.write_text(f"#!/bin/sh\ntouch {tmp_path}/mark\n", "utf-8")
    path.chmod(0o755)
    return path


def publish(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["publish", "-f", str(folder / "mkdocs.yml"), *arguments], catch_exceptions=False)


SWITCHED_OFF = {
    "core.fsmonitor": ("status",),
    "core.editor": ("commit", "--all", "--amend", "--quiet"),
    "sequence.editor": ("rebase", "--interactive", "--autostash", "--root"),
    "diff.external": ("diff", *QUIET_DIFF),
    "diff.own.command": ("diff", *QUIET_DIFF),
    "diff.own.textconv": ("diff", *QUIET_DIFF),
}
"""A setting, and what of git would run it."""


@pytest.mark.parametrize("setting", SWITCHED_OFF)
def test_what_is_of_no_use_is_switched_off(clone: Path, program: Path, setting: str) -> None:
    (clone / ".git/info/attributes").write_text("* diff=own\n", "utf-8")
    git(clone, "config", setting, str(program))
    ran = call_git(clone, *SWITCHED_OFF[setting])
    assert ran.returncode == 0, ran.stderr
    assert not (program.parent / "mark").exists()


def test_hooks_are_not_run_wherever_they_are(clone: Path, program: Path) -> None:
    git(clone, "config", "core.hooksPath", str(clone / "hooks"))
    for folder in (clone / "hooks", clone / ".git/hooks"):
        folder.mkdir(exist_ok=True)
        for name in ("pre-commit", "commit-msg", "post-commit", "pre-push", "pre-rebase", "post-checkout",
                     "reference-transaction", "post-index-change", "post-rewrite"):  # fmt: skip
            (folder / name).write_bytes(program.read_bytes())
            (folder / name).chmod(0o755)
    # Somebody else's work is joined too.
    git(clone.parent, "clone", "--quiet", "host.git", "other")
    (clone.parent / "other/README").write_text("theirs", "utf-8")
    git(clone.parent / "other", "add", ".")
    git(clone.parent / "other", "-c", "user.name=B", "-c", "user.email=b@example.org", "commit", "--quiet", "-m", "B")
    git(clone.parent / "other", "push", "--quiet", "origin", "HEAD:main")
    result = publish(clone)
    assert result.exit_code == 0, result.output
    assert "joined with yours" in result.output
    assert not (program.parent / "mark").exists()


REFUSED = (
    "core.sshcommand", "core.askpass", "core.gitproxy", "filter.own.clean", "filter.own.smudge", "filter.own.process",
    "merge.own.driver", "credential.helper", "credential.https://example.org.helper", "gpg.program", "gpg.ssh.program",
    "remote.origin.uploadpack", "remote.origin.receivepack", "remote.origin.vcs", "hook.own.command",
)  # fmt: skip


@pytest.mark.parametrize("setting", REFUSED)
def test_what_somebody_may_depend_on_is_refused_in_words(clone: Path, program: Path, setting: str) -> None:
    (clone / ".git/info/attributes").write_text("* filter=own merge=own\n", "utf-8")
    git(clone, "config", setting, str(program))
    result = publish(clone)
    assert result.exit_code == 1
    assert f"would have git run a program: {setting}" in result.output
    assert "Nothing was published." in result.output
    assert not (program.parent / "mark").exists()


def test_an_included_file_is_looked_at_too(clone: Path, program: Path) -> None:
    git(clone, "config", "--file", str(clone / "more"), "core.sshCommand", str(program))
    git(clone, "config", "include.path", str(clone / "more"))
    assert "core.sshcommand" in publish(clone).output


def test_the_persons_own_settings_hold(clone: Path, program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = clone.parent / "gitconfig"
    for setting in ("user.name", "user.email"):
        git(clone, "config", "--unset-all", setting)
    for setting, value in {
        "user.name": "Ana Novak", "user.email": "ana@example.org", "core.sshCommand": "ssh -4",
        "credential.helper": "!true", "filter.lfs.clean": "cat", "gpg.program": str(program),
    }.items():  # fmt: skip
        git(clone, "config", "--file", str(own), setting, value)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))
    result = publish(clone)
    assert result.exit_code == 0, result.output
    assert (
        git(clone.parent / "host.git", "log", "-1", "--format=%an|%ae", "main").strip() == "Ana Novak|ana@example.org"
    )


@pytest.mark.parametrize("helper", ["", "store", "cache --timeout=3600", "osxkeychain"])
def test_usual_ways_to_keep_a_password_may_be_set_in_the_folder(helper: str) -> None:
    assert list(named_programs(f"local\0credential.helper\n{helper}\0")) == []


@pytest.mark.parametrize("helper", ["!run", "/run", "store; run", "store --file=x", "cache --timeout=1 run"])
def test_other_ways_may_not(helper: str) -> None:
    assert list(named_programs(f"local\0credential.helper\n{helper}\0worktree\0core.bare\nfalse\0")) == [
        "credential.helper"
    ]


def test_an_address_that_runs_a_command_is_not_asked(clone: Path, program: Path) -> None:
    git(clone, "config", "protocol.ext.allow", "always")
    git(clone, "remote", "set-url", "origin", f"ext::{program} %S")
    result = publish(clone)
    assert result.exit_code == 1 and "the Git host did not answer" in result.output
    assert not (program.parent / "mark").exists()


@pytest.mark.parametrize(
    "address", ["./inner.git", "file://{clone}/inner.git", "{clone}/inner.git", "other/../inner.git"]
)
@pytest.mark.parametrize("kind", ["url", "pushurl"])
def test_a_git_host_inside_the_folder_runs_no_hook(clone: Path, program: Path, address: str, kind: str) -> None:
    git(clone, "clone", "--quiet", "--bare", str(clone.parent / "host.git"), "inner.git")
    (clone / "inner.git/hooks/pre-receive").write_bytes(program.read_bytes())
    (clone / "inner.git/hooks/pre-receive").chmod(0o755)
    git(clone, "config", f"remote.origin.{kind}", address.format(clone=clone))
    result = publish(clone)
    assert result.exit_code == 1 and "lies in this very folder" in result.output
    assert not (program.parent / "mark").exists()


def test_addresses_elsewhere_are_none_of_the_folder(tmp_path: Path) -> None:
    for address in (
        "https://example.org/a.git",
        "git@example.org:a.git",
        "ssh://git@example.org/a",
        "/srv/a.git",
        "../a",
    ):
        assert not is_within(address, tmp_path)


def test_names_never_begin_an_option(clone: Path) -> None:
    repository = Repository(clone)
    for name, email in (("--global", "a@example.org"), ("Ana", "-c@example.org"), ("Ana\nx", "a@example.org")):
        with pytest.raises(ProblemsFound, match="is no name"):
            repository.set_author(name, email)
    assert git(clone, "config", "user.name").strip() == "Ana"
    git(clone, "config", "remote.--upload-pack=x.url", "https://example.org/")
    git(clone, "config", "branch.main.remote", "--upload-pack=x")
    with pytest.raises(ProblemsFound, match="is no name"):
        repository.remote()


def test_a_message_and_a_file_are_no_options_and_no_patterns(clone: Path) -> None:
    (clone / "mkdocs.yml").rename(clone / ":(top)*.yml")
    git(clone, "rm", "--quiet", "--cached", "mkdocs.yml")
    (clone / "other.yml").write_text("mine", "utf-8")
    repository = Repository(clone)
    with joiner(repository) as join:
        tree = join.take([":(top)*.yml", "docs"], None)
    head = repository.make_commit(tree, ["HEAD"], "--amend")
    git(clone, "update-ref", "refs/heads/main", head)
    assert git(clone, "log", "--format=%s").splitlines() == ["--amend", "Begin"]
    assert git(clone, "show", "--name-only", "--format=", "HEAD").splitlines() == [":(top)*.yml", GUIDE]
