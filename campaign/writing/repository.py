"""The campaign's git repository: what has changed, and sending it to where others send theirs. Only here is git run.

Nothing is ever lost: what is sent is made beside the working folder (`joining.py`), which only changes once the Git
host has it.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from campaign.files.problems import ProblemsFound
from campaign.writing.git import QUIET_DIFF, call_git, call_git_bytes, is_within, named_programs

STATES = {"A": "new", "?": "new", "M": "changed", "D": "removed", "R": "renamed", "T": "changed", "U": "not settled"}

SIGN_IN = ("could not read Username", "Authentication failed", "Permission denied", "Host key verification failed")
"""What git says when the Git host wants to know who is there."""


@dataclass(frozen=True)
class Change:
    """A file that differs from what was last committed: `state` in words, `path` from the campaign's folder."""

    state: str
    path: str


class Repository:
    """The repository that a folder belongs to; raises ProblemsFound when it belongs to none, or there is no git."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.prefix = self.run(
            "rev-parse",
            "--show-prefix",
            error="this folder belongs to no git repository",
            fix="ask whoever looks after the campaign for the address, then: git clone ADDRESS. Without a Git host: "
            "campaign build, and copy the folder site/ to your server",
        ).strip()
        self.top = Path(self.run("rev-parse", "--show-toplevel").strip())
        """The repository's own folder, which the campaign's may be deep in."""
        self._refuse_programs(named_programs(self.run("config", "--list", "--show-scope", "-z")))

    def changes(self, paths: Sequence[str]) -> list[Change]:
        """What has changed under these paths (relative to the folder) since the last commit."""
        raw = self.run(
            "status",
            "--porcelain=v1",
            "-z",
            "--no-renames",
            "--untracked-files=all",
            "--ignore-submodules=all",
            "--",
            *paths,
        )
        return [
            Change(STATES.get(one[:2].strip()[-1:] or "M", "changed"), one[3:].removeprefix(self.prefix))
            for one in raw.split("\0")
            if len(one) > 3
        ]

    def pending(self, paths: Sequence[str]) -> list[Change]:
        """Those of them that the remote does not have as they are here: what was held back before may be there."""
        found, target = self.changes(paths), self.head_of_remote()
        if not found or target is None:
            return found
        there = [one.path for one in found if (self.folder / one.path).is_file()]
        said = self.run("hash-object", "--stdin-paths", given="".join(f"{one}\n" for one in there).encode()).split()
        names = dict(zip(there, said, strict=True))
        listed = self.run("ls-tree", "-r", "-z", target, "--", *paths).split("\0")
        sent = {path: meta.split()[2] for meta, _, path in (one.partition("\t") for one in listed if one)}
        return [one for one in found if names.get(one.path) != sent.get(one.path)]

    def removed_lines(self, path: str) -> list[str]:
        """The lines that were ever taken out of a file (relative to the folder), the latest first."""
        how = (*QUIET_DIFF, "--unified=0", "--no-color", "--", path)
        changes = "\n".join([self.attempt("diff", "HEAD", *how), self.attempt("log", "--format=", "--patch", *how)])
        return [line[1:] for line in changes.splitlines() if line.startswith("-") and not line.startswith("---")]

    @property
    def branch(self) -> str:
        """The branch that is worked on; raises ProblemsFound when there is none."""
        name = self.run("branch", "--show-current").strip()
        if not name:
            raise _problem("no branch is chosen", "a branch, such as main", "git switch main")
        return name

    def has_remote(self) -> bool:
        """Whether there is somewhere to send to."""
        return bool(self.attempt("remote"))

    def remote(self) -> tuple[str, str]:
        """(name of the remote, branch there) that the branch is sent to; raises ProblemsFound when there is none."""
        remotes = self.run("remote").split()
        branch = self.branch
        name = self.attempt("config", "--get", f"branch.{branch}.remote") or (remotes[0] if remotes else "")
        if name not in remotes:
            raise _problem(
                "nothing says where this campaign is published from", "a git remote, such as origin",
                "git remote add origin ADDRESS (your Git host shows the address)",
            )  # fmt: skip
        _refuse_option(name)
        self._refuse_own_folder(name)
        merge = self.attempt("config", "--get", f"branch.{branch}.merge").removeprefix("refs/heads/")
        return name, merge or branch

    def is_busy(self) -> bool:
        """Whether an earlier joining of two people's work was left in the middle."""
        return any((self._git_path(one)).exists() for one in ("rebase-merge", "rebase-apply", "MERGE_HEAD"))

    def has_author(self) -> bool:
        """Whether git knows in whose name to commit."""
        names = ("GIT_AUTHOR_NAME", "user.name"), ("GIT_AUTHOR_EMAIL", "user.email")
        return all(os.environ.get(variable) or self.attempt("config", "--get", setting) for variable, setting in names)

    def set_author(self, name: str, email: str) -> None:
        """Commit in this name from now on, in this repository."""
        for setting, value in (("user.name", name), ("user.email", email)):
            _refuse_option(value)
            self.run("config", "--", setting, value)

    def unsent(self) -> list[str]:
        """The messages of the commits that the remote does not have, newest first."""
        return self.run("log", "--format=%s", self._unsent()).splitlines()

    def unsent_files(self) -> list[str]:
        """The files that those commits change."""
        found = self.run("log", "--format=", "--name-only", "-z", self._unsent()).split("\0")
        return [one.strip("\n").removeprefix(self.prefix) for one in found if one.strip("\n")]

    def _unsent(self) -> str:
        name, branch = self.remote()
        target = f"refs/remotes/{name}/{branch}"
        return f"{target}..HEAD" if self.attempt("rev-parse", "--verify", "--quiet", target) else "HEAD"

    def fetch(self) -> None:
        """Ask the remote what is new there."""
        name, _ = self.remote()
        result = self._call("fetch", "--quiet", "--prune", "--", name)
        if result.returncode == 0:
            return
        reasons = [line for line in result.stderr.splitlines() if line.startswith("fatal: ")]
        said = (reasons or [_last_line(result.stderr)])[0].removeprefix("fatal: ")
        if any(word in result.stderr for word in SIGN_IN):
            raise _problem(
                f"the Git host does not know you: {said}", "a computer that has signed in to the Git host",
                "nothing is lost: your text is in its files. Sign in once in a terminal, by git fetch, "
                "or ask whoever looks after the repository; then try again",
            )  # fmt: skip
        raise _problem(
            f"the Git host did not answer: {said}", "a connection to the Git host",
            "nothing is lost: your text is in its files. Look whether this computer is online, and try again later. "
            "(git remote -v shows the address.)",
        )  # fmt: skip

    def head_of_remote(self) -> str | None:
        """The commit that the remote had when it was last asked; None where it has nothing yet."""
        name, branch = self.remote()
        return self.attempt("rev-parse", "--verify", "--quiet", f"refs/remotes/{name}/{branch}") or None

    def parents_with(self, target: str | None, *, is_whole: bool) -> list[str]:
        """What a new commit follows: the last one where that has all of `target`; else `target`, and commits of our
        own that are not sent beside it. Not `is_whole`: those hold what waits, and are not joined yet."""
        head = self.run("rev-parse", "HEAD").strip()
        if target is None or not self.run("rev-list", f"HEAD..{target}").strip():
            return [head]
        return [target, head] if is_whole and self.run("rev-list", f"{target}..HEAD").strip() else [target]

    def tree_of(self, commit: str) -> str:
        """The tree of a commit."""
        return self.run("rev-parse", f"{commit}^{{tree}}").strip()

    def make_commit(self, tree: str, parents: Sequence[str], message: str) -> str:
        """A commit of a tree, on no branch yet."""
        options = [part for one in parents for part in ("-p", one)]
        error, fix = "git could not commit", "nothing is lost: your text is in its files. Show this to whoever helps"
        return self.run("commit-tree", *options, "-m", message, tree, error=error, fix=fix).strip()

    def push(self, commit: str) -> bool:
        """Send a commit; False when somebody else was faster. Raises ProblemsFound with the host's own reason."""
        name, branch = self.remote()
        result = self._call("push", "--porcelain", "--", name, f"{commit}:refs/heads/{branch}")
        if result.returncode == 0:
            return True
        refused = re.search(r"^!\t[^\t]*\t\[(remote rejected|rejected)\] \((.*)\)", result.stdout, re.MULTILINE)
        if refused and (refused[1] == "rejected" or "lock ref" in refused[2]):
            return False
        lines = result.stderr.splitlines()
        said = [line.removeprefix("remote:").strip() for line in lines if line.startswith("remote:")]
        reason = " ".join(filter(None, [*said, f"({refused[2]})" if refused else _last_line(result.stderr)]))
        expected = f"the right to send to the branch “{branch}”" if refused else "a connection, and the right to write"
        fix = "nothing is lost: your text is in its files. Show this to whoever looks after the repository"
        raise _problem(f"the Git host refused: {reason}", expected, fix)

    def blob(self, name: str) -> bytes:
        """The bytes that git keeps under a name."""
        return call_git_bytes(self.folder, "cat-file", "blob", name)

    def _refuse_own_folder(self, remote: str) -> None:
        addresses = self.attempt("remote", "get-url", "--all", remote).splitlines()
        addresses += self.attempt("remote", "get-url", "--push", "--all", remote).splitlines()
        if any(is_within(one, self.top) for one in addresses):
            raise _problem(
                f"what “{remote}” names lies in this very folder",
                "the address of a Git host, or a folder elsewhere",
                f"git remote set-url {remote} ADDRESS (your Git host shows the address)",
            )

    def _refuse_programs(self, names: Iterable[str]) -> None:
        found = sorted({*names})
        if found:
            raise _problem(
                f"the settings of this folder would have git run a program: {', '.join(found)}",
                "such settings where they are your own: git config --global, or ~/.ssh/config",
                f"look at it: git config --local --get-all {found[0]}. If it is yours, set it there; "
                f"in any case remove it here: git config --local --unset-all {found[0]}",
            )

    def _git_path(self, name: str) -> Path:
        return self.folder / self.run("rev-parse", "--git-path", name).strip()

    def attempt(self, *arguments: str) -> str:
        """What git says; "" where it fails."""
        result = self._call(*arguments)
        return result.stdout.strip() if result.returncode == 0 else ""

    def run(
        self, *arguments: str, error: str = "git failed", fix: str = "see above what git says",
        env: Mapping[str, str] | None = None, given: bytes = b"", at_top: bool = False,
    ) -> str:  # fmt: skip
        """What git says; raises ProblemsFound where it fails. `given`: what it is told; `at_top`: run in the
        repository's own folder."""
        result = call_git(self.top if at_top else self.folder, *arguments, env=env, given=given)
        if result.returncode:
            raise _problem(f"{error}: {_last_line(result.stderr or result.stdout)}", "a git repository that works", fix)
        return result.stdout

    def _call(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return call_git(self.folder, *arguments)


def _refuse_option(value: str) -> None:
    if value.startswith("-") or not value.isprintable():
        raise _problem(f"“{value}” is no name", "one that begins with a letter", "write it as people do")


def _last_line(text: str) -> str:
    lines = [one.strip() for one in text.splitlines() if one.strip() and not one.startswith("hint:")]
    return lines[-1] if lines else "no reason given"


def _problem(found: str, expected: str, fix: str) -> ProblemsFound:
    return ProblemsFound.of("git", ".git", found, expected, fix)
