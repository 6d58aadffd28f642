"""Calling git in a folder that may come from anybody: a copy on a stick, an archive, a share.

Such a folder brings settings of its own (`.git/config`) and programs (`.git/hooks`), and git would run what they name.
So what is of no use to us is switched off, and what a person may depend on, such as a way to sign in, is refused with
the words to set it where it is theirs. The person's own settings (`git config --global`) hold as always.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

_SETTINGS: Mapping[str, str] = {
    "core.quotePath": "false",
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    # Tidying up runs programs too.
    "gc.auto": "0",
    "maintenance.auto": "false",
    "fetch.recurseSubmodules": "false",
    "push.recurseSubmodules": "no",
    "submodule.recurse": "false",
    "log.showSignature": "false",
}
"""These hold over what the folder says."""
_ENVIRONMENT: Mapping[str, str] = {
    # In English, whatever the person's language: its words are looked at. No editor, no password prompt, no pager.
    "LC_ALL": "C.UTF-8",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_EDITOR": "true",
    "GIT_SEQUENCE_EDITOR": "true",
    "GIT_PAGER": "cat",
    "GIT_OPTIONAL_LOCKS": "0",
    # Not `ext`, which runs a command, nor any other helper that somebody may name.
    "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
}
QUIET_DIFF = ("--no-ext-diff", "--no-textconv", "--ignore-submodules=all")
"""Options of `git diff`: the folder's own ways to compare are programs."""

_PROGRAMS = re.compile(
    r"core\.(sshcommand|askpass|gitproxy|alternaterefscommand)"
    r"|filter\..+\.(clean|smudge|process)|merge\..+\.driver"
    r"|credential\.(.+\.)?helper|gpg\.(.+\.)?(program|defaultkeycommand)"
    r"|remote\..+\.(uploadpack|receivepack|vcs)|hook\..+\.command"
)
"""Settings that name a program. In lower case, as git lists them, the middle part excepted."""
_KNOWN_HELPER = re.compile(r"|[\w-]+( --timeout=\d+)?")
"""Ways to keep passwords that are called by their name, and so are installed with git: "store", "cache"."""
_ELSEWHERE = re.compile(r"(?!file:)[\w+.-]+://|[^/:]+:(?!//)")
"""An address of another computer: `https://…`, `git@host:…`."""


def call_git(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None, given: bytes = b""
) -> subprocess.CompletedProcess[str]:
    """Run git in a folder, `given` on its standard input; raises FileNotFoundError where there is none."""
    done = _call(folder, arguments, env or {}, given)
    said, errors = done.stdout.decode("utf-8", "surrogateescape"), done.stderr.decode("utf-8", "replace")
    return subprocess.CompletedProcess(done.args, done.returncode, said, errors)


def call_git_bytes(folder: Path, *arguments: str) -> bytes:
    """The bytes that git answers with; raises OSError where it cannot."""
    done = _call(folder, arguments, {}, b"")
    if done.returncode:
        raise OSError(done.stderr.decode("utf-8", "replace"))
    return done.stdout


def _call(
    folder: Path, arguments: Sequence[str], env: Mapping[str, str], given: bytes
) -> subprocess.CompletedProcess[bytes]:
    settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    return subprocess.run(
        ["git", "--no-pager", "--literal-pathspecs", *settings, *arguments],
        cwd=folder,
        env={**os.environ, **_ENVIRONMENT, **env},
        input=given,
        capture_output=True,
        check=False,
    )


def named_programs(listing: str) -> Iterator[str]:
    """The settings of the folder itself that name a program, from `git config --list --show-scope -z`."""
    parts = listing.split("\0")
    for scope, setting in zip(parts[::2], parts[1::2], strict=False):
        name, _, value = setting.partition("\n")
        is_harmless = name.startswith("credential.") and _KNOWN_HELPER.fullmatch(value)
        if scope in ("local", "worktree") and _PROGRAMS.fullmatch(name) and not is_harmless:
            yield name


def is_within(address: str, root: Path) -> bool:
    """Whether a remote's address leads into the working folder itself, whose hooks would run when it is sent to."""
    if _ELSEWHERE.match(address):
        return False
    return (root / address.removeprefix("file://")).resolve().is_relative_to(root.resolve())
