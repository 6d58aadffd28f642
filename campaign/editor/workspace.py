"""The working folder as the editor may see and change it: the pages, contacts, interface words and pictures.

Nothing outside of that, no link that leads out of it, no file replaced that somebody else has changed meanwhile.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from campaign.files import photos
from campaign.files.allowed import DATA_FOLDER, walk_files
from campaign.files.local_server import Refused
from campaign.files.replace import replace_files

MAX_BYTES = 20_000_000
_NAME = re.compile(r"[^\W_][^\\/:*?\"<>|\x00-\x1f]*")

Operation = Literal["create", "update", "delete"]


@dataclass(frozen=True)
class WorkspaceFile:
    """A file: its path from the project's folder, git's hash of its bytes, its size in bytes."""

    path: str
    sha: str
    size: int


@dataclass(frozen=True)
class Change:
    """One file to write or to delete. `sha` is that of the bytes the change was made from; `from_path` for a move."""

    operation: Operation
    path: str
    content: bytes = b""
    sha: str | None = None
    from_path: str | None = None


def blob_sha(content: bytes) -> str:
    """Git's name for these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


class Workspace:
    """Files below `docs` (a folder of `project`), for one editor; safe to use from several threads."""

    def __init__(self, project: Path, docs: Path):
        self._project = project.resolve()
        self._docs = docs.resolve()
        self._lock = threading.Lock()

    def list_files(self) -> list[WorkspaceFile]:
        """Every file the editor may see, in the order of their names."""
        found = []
        for path in walk_files(self._docs):
            name = path.relative_to(self._project).as_posix()
            if not path.is_symlink() and self._is_visible(name):
                content = path.read_bytes()
                found.append(WorkspaceFile(name, blob_sha(content), len(content)))
        return sorted(found, key=lambda one: one.path)

    def state(self) -> str:
        """A name for what all files say now: it changes with any of them, whoever changes it."""
        listed = "\n".join(f"{one.sha} {one.path}" for one in self.list_files())
        return hashlib.sha1(listed.encode(), usedforsecurity=False).hexdigest()

    def read(self, name: str) -> bytes:
        """A file's bytes; raises Refused when there is none the editor may see."""
        path = self._path(name)
        if not path.is_file():
            raise Refused(404, f"There is no file {name}.")
        return path.read_bytes()

    def apply(self, changes: Sequence[Change]) -> list[WorkspaceFile | None]:
        """Make all changes, or none if one cannot be made; None in the answer stands for a deleted file."""
        with self._lock:
            for change in changes:
                self._check(change)
            replace_files({self._path(one.path): one.content for one in changes if one.operation != "delete"})
            for change in changes:
                if change.operation == "delete":
                    self._path(change.path).unlink()
                elif change.from_path and change.from_path != change.path:
                    self._path(change.from_path).unlink()
        return [
            None if one.operation == "delete" else WorkspaceFile(one.path, blob_sha(one.content), len(one.content))
            for one in changes
        ]

    def _check(self, change: Change) -> None:
        before = self._path(change.from_path or change.path)
        if len(change.content) > MAX_BYTES:
            raise Refused(413, f"{change.path} is larger than {MAX_BYTES // 1_000_000} MB. Make the picture smaller.")
        if change.operation == "create":
            if before.exists():
                raise Refused(409, f"There is a file {change.path} already. Choose another name.")
            return
        if not before.is_file():
            raise Refused(409, f"{change.path} is no longer there: somebody has moved or deleted it.")
        if change.sha and blob_sha(before.read_bytes()) != change.sha:
            raise Refused(
                409,
                f"{change.path} was changed by somebody else while you were writing, and nothing was overwritten. "
                "Copy your text, load the page again, and put your text in.",
            )

    def _path(self, name: str) -> Path:
        """The place of a file the editor may see; raises Refused for any other name."""
        path = self._project / name
        folders = [path, *path.parents][: len(PurePosixPath(name).parts)]
        if not self._is_visible(name) or any(one.is_symlink() for one in folders):
            raise Refused(403, f"The editor does not change {name}.")
        return path

    def _is_visible(self, name: str) -> bool:
        pure = PurePosixPath(name)
        docs = self._docs.relative_to(self._project).parts
        parts = pure.parts[len(docs) :]
        if pure.parts[: len(docs)] != docs or name != pure.as_posix() or len(parts) < 2:
            return False
        if not all(_NAME.fullmatch(part) for part in parts if part != DATA_FOLDER):
            return False
        match parts:
            case (first, "helplines.yml" | "help.yml") | (first, "ui", _) if first == DATA_FOLDER:
                return pure.suffix == ".yml"
            case ("assets", *_):
                return pure.suffix.lower() in photos.SUFFIXES
            case (first, *_):
                return first != DATA_FOLDER and pure.suffix == ".md"
        return False
