"""Everything a site is made from, read once: the settings, `docs/`, `overrides/`, the generator's own code, the day.

The same inputs make the same site, so their fingerprint says whether there is anything to do.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import campaign
from campaign.engine.kept.cache import digest
from campaign.files.look import GENERAL

PACKAGE = Path(campaign.__file__).parent
"""The generator's own files."""
_TEXTS = (".md", ".yml")
_MOST = 65_536
"""Bytes of a file that are read at once: few have more."""
_ENVIRONMENT = re.compile(r"!ENV\s*(?:\[([^\]]*)\]|(\w+))")


Stamp = tuple[int, int, int]
"""When a file was changed (nanoseconds), its size, and its number in the file system."""


@dataclass(frozen=True)
class Inputs:
    """One look at the files. `settings` stands for mkdocs.yml and the environment variables it names; `digests` are by
    path, in order; `texts` holds the pages and data that were read for them. Paths are plain text: there are many."""

    settings: str
    digests: Mapping[str, str]
    texts: Mapping[str, bytes] = field(repr=False)
    stamps: Mapping[str, Stamp] = field(default_factory=dict, repr=False)
    """What the file system said of each."""

    def read(self, path: Path) -> bytes:
        """A file's bytes as they were when the inputs were read."""
        found = self.texts.get(str(path))
        return path.read_bytes() if found is None else found

    def fingerprint(self, *more: str) -> str:
        """Changes when any file, the generator, or one of `more` changes."""
        return digest(generator_digest(), self.settings, *more, *self.digests, *self.digests.values())

    def below(self, folder: Path) -> list[str]:
        """The paths of the files below a folder."""
        return [path for path in self.digests if path.startswith(f"{folder}{os.sep}")]

    def digest_of(self, *folders: Path, but: Path | None = None) -> str:
        """Changes when a file below one of the folders does, those below `but` left out."""
        if (folders, but) not in self._folders:
            left_out = f"{but}{os.sep}"
            found = [path for folder in folders for path in self.below(folder) if not path.startswith(left_out)]
            self._folders[folders, but] = digest(*(part for path in found for part in (path, self.digests[path])))
        return self._folders[folders, but]

    @cached_property
    def _folders(self) -> dict[tuple[tuple[Path, ...], Path | None], str]:
        """What `digest_of` has answered."""
        return {}


def read_inputs(
    config_file: Path, folders: tuple[Path, ...], last: Inputs | None = None, changed: Collection[Path] = ()
) -> Inputs:
    """Read the settings file and everything below the folders; all paths absolute and resolved.

    With `last`, only files that are `changed` or that the file system says are other ones than then.
    """
    digests: dict[str, str] = {}
    texts: dict[str, bytes] = {}
    stamps: dict[str, Stamp] = {}
    fresh = {str(path) for path in changed}
    for path in (str(config_file), *sorted(one for folder in folders for one in _walk(str(folder)))):
        try:
            if last is not None:
                status = os.stat(path)  # noqa: PTH116 (a thousand times)
                stamps[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
                if path not in fresh and last.stamps.get(path) == stamps[path]:
                    digests[path] = last.digests[path]
                    if path in last.texts:
                        texts[path] = last.texts[path]
                    continue
            content = _read_bytes(path)
        except OSError as error:
            # A broken link, a file without permission: the loader says so.
            digests[path] = f"unreadable: {error.errno}"
            continue
        digests[path] = digest(content)
        if path.endswith(_TEXTS):
            texts[path] = content
    return Inputs(digest(digests[str(config_file)], settings_environment(config_file)), digests, texts, stamps)


def _read_bytes(path: str) -> bytes:
    return b"".join(_read_parts(path))


def _read_parts(path: str) -> Iterator[bytes]:
    """A file's bytes, in half as many calls to the system as `read_bytes` needs: there are a thousand files."""
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        while content := os.read(file, _MOST):
            yield content
    finally:
        os.close(file)


def _walk(folder: str) -> Iterator[str]:
    if not os.path.isdir(folder):  # noqa: PTH112 (a thousand times)
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path)
            else:
                yield entry.path


def settings_environment(config_file: Path) -> str:
    """The environment variables that the settings name (`!ENV`), with their values."""
    try:
        text = config_file.read_text("utf-8", errors="replace")
    except OSError:
        return ""
    names = {name for found in _ENVIRONMENT.findall(text) for name in re.findall(r"\w+", " ".join(found))}
    return "\n".join(f"{name}={os.environ[name]}" for name in sorted(names) if name in os.environ)


@lru_cache(maxsize=1)
def generator_digest() -> str:
    """Changes with the generator's own files, with Python, and with every library that is installed.

    The look is an input of its own.
    """
    package = str(PACKAGE)
    apart = str(GENERAL) + os.sep
    own = [path for path in sorted(_walk(package)) if not path.endswith(".pyc") and not path.startswith(apart)]
    libraries = sorted(
        entry
        for folder in sys.path
        if folder.endswith("-packages") and Path(folder).is_dir()
        for entry in os.listdir(folder)  # noqa: PTH208 (only the names)
        if entry.endswith((".dist-info", ".egg-info"))
    )
    found = hashlib.sha256(digest(sys.version, *libraries).encode())
    for path in own:
        # Bit by bit: the editor's program has two megabytes.
        found.update(f"{path.removeprefix(package)}\0{os.stat(path).st_size}\0".encode())  # noqa: PTH116
        for content in _read_parts(path):
            found.update(content)
    return found.hexdigest()[:32]
