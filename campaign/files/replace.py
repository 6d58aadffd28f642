"""Replacing files: written aside first, then put in their place, so that nobody ever meets half of one.

The names aside are random and made only where nothing is: whoever may write into the folder, or have a link merged into
it, cannot foresee them, and so cannot have us write through a link to somewhere else.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from campaign.files.links import link_problem
from campaign.files.problems import ProblemsFound


def replace_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises ProblemsFound where it is a link, OSError where it cannot be written."""
    replace_files({path: content})


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write several files: all are written aside before the first is put in its place."""
    aside: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            if path.is_symlink():
                raise ProblemsFound([link_problem(path.name)])
            path.parent.mkdir(parents=True, exist_ok=True)
            aside[path] = write_aside(path.parent, content)
        for path, part in aside.items():
            part.replace(path)
    finally:
        for part in aside.values():
            part.unlink(missing_ok=True)


def write_aside(folder: Path, content: bytes, mode: int = 0o666) -> Path:
    """A new file in a folder, under a name that nobody can foresee; `mode` as for `open`, less the umask."""
    part = folder / f".{os.urandom(12).hex()}.part"
    # O_EXCL: a new file or none; a link that is there, wherever it leads, is an error.
    file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(file, "wb") as out:
            out.write(content)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part
