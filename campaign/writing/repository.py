"""The campaign's git repository: what has changed, and sending it to where others send theirs. Only here is git run.

Nothing is ever lost: what was written is committed before anything else happens, and what cannot be joined with the
work of others stays as it was.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from campaign.files.problems import ProblemsFound
from campaign.writing.git import QUIET_DIFF, call_git, is_within, named_programs

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
        self.prefix = self._run(
            "rev-parse",
            "--show-prefix",
            error="this folder belongs to no git repository",
            fix="ask whoever looks after the campaign for the address, then: git clone ADDRESS. Without a Git host: "
            "campaign build, and copy the folder site/ to your server",
        ).strip()
        self._refuse_programs(named_programs(self._run("config", "--list", "--show-scope", "-z")))

    def changes(self, paths: Sequence[str]) -> list[Change]:
        """What has changed under these paths (relative to the folder) since the last commit."""
        raw = self._run(
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

    def removed_lines(self, path: str) -> list[str]:
        """The lines that were ever taken out of a file (relative to the folder), the latest first."""
        how = (*QUIET_DIFF, "--unified=0", "--no-color", "--", path)
        changes = "\n".join([self._try("diff", "HEAD", *how), self._try("log", "--format=", "--patch", *how)])
        return [line[1:] for line in changes.splitlines() if line.startswith("-") and not line.startswith("---")]

    @property
    def branch(self) -> str:
        """The branch that is worked on; raises ProblemsFound when there is none."""
        name = self._run("branch", "--show-current").strip()
        if not name:
            raise _problem("no branch is chosen", "a branch, such as main", "git switch main")
        return name

    def remote(self) -> tuple[str, str]:
        """(name of the remote, branch there) that the branch is sent to; raises ProblemsFound when there is none."""
        remotes = self._run("remote").split()
        branch = self.branch
        name = self._try("config", "--get", f"branch.{branch}.remote") or (remotes[0] if remotes else "")
        if name not in remotes:
            raise _problem(
                "nothing says where this campaign is published from", "a git remote, such as origin",
                "git remote add origin ADDRESS (your Git host shows the address)",
            )  # fmt: skip
        _refuse_option(name)
        self._refuse_own_folder(name)
        merge = self._try("config", "--get", f"branch.{branch}.merge").removeprefix("refs/heads/")
        return name, merge or branch

    def is_busy(self) -> bool:
        """Whether an earlier joining of two people's work was left in the middle."""
        return any((self._git_path(one)).exists() for one in ("rebase-merge", "rebase-apply", "MERGE_HEAD"))

    def has_author(self) -> bool:
        """Whether git knows in whose name to commit."""
        names = ("GIT_AUTHOR_NAME", "user.name"), ("GIT_AUTHOR_EMAIL", "user.email")
        return all(os.environ.get(variable) or self._try("config", "--get", setting) for variable, setting in names)

    def set_author(self, name: str, email: str) -> None:
        """Commit in this name from now on, in this repository."""
        for setting, value in (("user.name", name), ("user.email", email)):
            _refuse_option(value)
            self._run("config", "--", setting, value)

    def commit(self, message: str, paths: Sequence[str]) -> None:
        """Commit these paths and nothing else, whatever else is changed or prepared."""
        self._run("add", "--all", "--", *paths)
        self._run(
            "commit", "--quiet", f"--message={message}", "--", *paths, error="git could not commit",
            fix="nothing is lost: your text is in its files. Show this line to whoever looks after the repository",
        )  # fmt: skip

    def unsent(self) -> list[str]:
        """The messages of the commits that the remote does not have, newest first."""
        return self._run("log", "--format=%s", self._unsent()).splitlines()

    def unsent_files(self) -> list[str]:
        """The files that those commits change."""
        found = self._run("log", "--format=", "--name-only", "-z", self._unsent()).split("\0")
        return [one.strip("\n").removeprefix(self.prefix) for one in found if one.strip("\n")]

    def _unsent(self) -> str:
        name, branch = self.remote()
        target = f"refs/remotes/{name}/{branch}"
        return f"{target}..HEAD" if self._try("rev-parse", "--verify", "--quiet", target) else "HEAD"

    def fetch(self) -> None:
        """Ask the remote what is new there."""
        name, _ = self.remote()
        result = self._call("fetch", "--quiet", "--", name)
        if result.returncode == 0:
            return
        reasons = [line for line in result.stderr.splitlines() if line.startswith("fatal: ")]
        said = (reasons or [_last_line(result.stderr)])[0].removeprefix("fatal: ")
        if any(word in result.stderr for word in SIGN_IN):
            raise _problem(
                f"the Git host does not know you: {said}", "a computer that has signed in to the Git host",
                "nothing is lost: your text is committed here. Sign in once in a terminal, by git fetch, "
                "or ask whoever looks after the repository; then try again",
            )  # fmt: skip
        raise _problem(
            f"the Git host did not answer: {said}", "a connection to the Git host",
            "nothing is lost: your text is committed here. Look whether this computer is online, and try again later. "
            "(git remote -v shows the address.)",
        )  # fmt: skip

    def join_remote(self) -> list[str]:
        """Put our commits after those of others; the files they changed. Raises ProblemsFound when that cannot be done:

        then everything is as it was before.
        """
        name, branch = self.remote()
        target = f"refs/remotes/{name}/{branch}"
        if not self._try("rev-parse", "--verify", "--quiet", target):
            return []
        theirs = self._run("diff", *QUIET_DIFF, "--name-only", "-z", f"HEAD...{target}").split("\0")
        theirs = [one for one in theirs if one]
        if not theirs and not self._run("rev-list", f"HEAD..{target}").strip():
            return []
        result = self._call("rebase", "--quiet", "--autostash", target)
        if result.returncode:
            clashing = self._run("diff", *QUIET_DIFF, "--name-only", "--diff-filter=U").split("\n")
            self._call("rebase", "--abort")
            shown = ", ".join(one for one in clashing if one) or "the same files"
            raise _problem(
                f"somebody else has changed the same lines meanwhile: {shown}",
                "one text that both agree on",
                f"nothing is lost: your text is in your last commit, theirs at {name}/{branch}. "
                f"Look at theirs (git show {name}/{branch}:FILE), talk to them, then: git pull --rebase, "
                "settle the marked lines, git rebase --continue, campaign publish",
            )
        return theirs

    def push(self) -> bool:
        """Send the commits; False when somebody else was faster."""
        name, branch = self.remote()
        result = self._call("push", "--quiet", "--", name, f"HEAD:refs/heads/{branch}")
        if result.returncode == 0:
            return True
        if "rejected" in result.stderr or "fetch first" in result.stderr or "non-fast-forward" in result.stderr:
            if "protected" in result.stderr or "hook declined" in result.stderr:
                raise _problem(
                    f"the Git host refused: {_last_line(result.stderr)}", "the right to send to this branch",
                    "send to a branch of your own and open a request there: git push origin HEAD:my-update",
                )  # fmt: skip
            return False
        raise _problem(
            f"the Git host refused: {_last_line(result.stderr)}", "a connection, and the right to write there",
            "nothing is lost: your text is committed here. Ask whoever looks after the repository, then try again",
        )  # fmt: skip

    def _refuse_own_folder(self, remote: str) -> None:
        root = Path(self._run("rev-parse", "--show-toplevel").strip())
        addresses = self._try("remote", "get-url", "--all", remote).splitlines()
        addresses += self._try("remote", "get-url", "--push", "--all", remote).splitlines()
        if any(is_within(one, root) for one in addresses):
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
        return self.folder / self._run("rev-parse", "--git-path", name).strip()

    def _try(self, *arguments: str) -> str:
        result = self._call(*arguments)
        return result.stdout.strip() if result.returncode == 0 else ""

    def _run(self, *arguments: str, error: str = "git failed", fix: str = "see above what git says") -> str:
        result = self._call(*arguments)
        if result.returncode:
            raise _problem(f"{error}: {_last_line(result.stderr or result.stdout)}", "a git repository that works", fix)
        return result.stdout

    def _call(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        try:
            return call_git(self.folder, *arguments)
        except FileNotFoundError:
            raise _problem(
                "git is not installed",
                "git (https://git-scm.com)",
                "install it, or copy site/ to your server",
            ) from None


def _refuse_option(value: str) -> None:
    if value.startswith("-") or not value.isprintable():
        raise _problem(f"“{value}” is no name", "one that begins with a letter", "write it as people do")


def _last_line(text: str) -> str:
    lines = [one.strip() for one in text.splitlines() if one.strip() and not one.startswith("hint:")]
    return lines[-1] if lines else "no reason given"


def _problem(found: str, expected: str, fix: str) -> ProblemsFound:
    return ProblemsFound.of("git", ".git", found, expected, fix)
