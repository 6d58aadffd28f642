"""Recorded sums: files that others made are what they were when somebody looked at them (SHA-256, as `sha256sum`)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from campaign.files.problems import ProblemsFound

SUMS = "SHA256SUMS"
"""The list of a folder's sums, beside its files."""


def sum_of(content: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def render_sums(sums: Mapping[str, str]) -> str:
    """A list as `sha256sum` writes and checks it; `sums` by the files' paths."""
    return "".join(f"{one}  {name}\n" for name, one in sorted(sums.items()))


def read_sums(path: Path) -> dict[str, str]:
    """The sums of a list by the files' paths; nothing where there is no list."""
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return {name: one for one, _, name in (line.partition("  ") for line in lines)}


def read_recorded(path: Path) -> bytes:
    """A file's bytes; raises ProblemsFound unless they are those whose sum is recorded beside it."""
    content = path.read_bytes()
    check_recorded(path.name, content, path.with_name(SUMS))
    return content


def check_recorded(name: str, content: bytes, sums: Path) -> None:
    """Raise ProblemsFound unless a list of sums names this file with this content."""
    recorded = read_sums(sums).get(name)
    if recorded != sum_of(content):
        found = f"the file is not the one that {sums.name} beside it names ({sum_of(content)})"
        expected = recorded or f"a line for it in {sums.name}"
        fix = f"take it back from Git; a new version is looked at, and its sum written into {sums.name}"
        raise ProblemsFound.of("sums", f"{sums.parent.name}/{name}", found, expected, fix)
