"""What the last build wrote into a site's folder, so that the next one can take over what has not changed."""

from __future__ import annotations

import os
import pickle
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from campaign.engine.kept.cache import Cache, digest
from campaign.files.problems import Problem


class WrittenFile(NamedTuple):
    """A file of the site: what it was made from, and what the file system said of it when it was written."""

    key: str
    modified: int
    """Nanoseconds, as the file system gives them."""
    size: int


@dataclass(frozen=True)
class SiteState:
    """A site as a build left it."""

    fingerprint: str = ""
    """Of the inputs it was made from."""
    files: Mapping[str, WrittenFile] = field(default_factory=dict)
    folders: Mapping[str, str] = field(default_factory=dict)
    """What all files of a folder were made from, for some folders."""
    searches: Mapping[str, str] = field(default_factory=dict)
    """By a page's address: the key under which what search knows of it is kept."""
    problems: tuple[Problem, ...] = ()
    """What there was to look at."""
    pages: int = 0
    languages: int = 0
    notes: tuple[str, ...] = ()
    """What else to know of the site."""

    def is_untouched(self, site: Path) -> bool:
        """Whether every file is still there as it was written."""
        # Any key will do: whether it is the right one is what the fingerprint says.
        return bool(self.files) and all(self.has(site, path, one.key) for path, one in self.files.items())

    def has(self, site: Path, path: str, key: str) -> bool:
        """Whether the site has this file, made from what `key` stands for, and nobody has changed it since."""
        return self.status(site, path, key) is not None

    def status(self, site: Path | str, path: str, key: str) -> os.stat_result | None:
        """What the file system says of a file that the site `has`; None where it has not."""
        written = self.files.get(path)
        if written is None or written.key != key:
            return None
        try:
            found = os.stat(f"{site}/{path}", follow_symlinks=False)  # noqa: PTH116 (a thousand times)
        except OSError:
            return None
        return found if found.st_mtime_ns == written.modified and found.st_size == written.size else None


def _key(site: Path) -> str:
    return digest("site", str(site))


def load_state(cache: Cache, site: Path) -> SiteState:
    """The state that the last build of this folder left; an empty one when nothing is known."""
    kept = cache.get(_key(site))
    if kept is None:
        return SiteState()
    with suppress(ValueError, TypeError, KeyError, pickle.UnpicklingError):
        data: dict[str, Any] = pickle.loads(kept)
        return SiteState(
            fingerprint=data["fingerprint"],
            files={path: WrittenFile(*one) for path, one in data["files"].items()},
            folders=data["folders"],
            searches=data["searches"],
            problems=tuple(Problem(**one) for one in data["problems"]),
            pages=data["pages"],
            languages=data["languages"],
            notes=tuple(data["notes"]),
        )
    return SiteState()


def keep_state(cache: Cache, site: Path, state: SiteState) -> None:
    """Remember the state for the next build of this folder."""
    data = {
        "fingerprint": state.fingerprint,
        # As plain values, which take the least time.
        "files": {path: tuple(one) for path, one in state.files.items()},
        "folders": dict(state.folders),
        "searches": dict(state.searches),
        "problems": [one.as_dict() for one in state.problems],
        "pages": state.pages,
        "languages": state.languages,
        "notes": state.notes,
    }
    cache.put(_key(site), pickle.dumps(data))


def describe_file(file: str, key: str) -> WrittenFile:
    """What the file system says of a file now."""
    status = os.stat(file, follow_symlinks=False)  # noqa: PTH116 (a thousand times)
    return WrittenFile(key, status.st_mtime_ns, status.st_size)
