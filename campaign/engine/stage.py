"""A new site in the making, beside the last one."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from campaign.engine.state import SiteState
from campaign.publish import list_files


@dataclass
class Stage:
    """A new site in the making, beside the last one."""

    folder: Path
    last_site: Path
    last: SiteState
    keys: dict[str, str] = field(default_factory=dict)
    """What each file was made from, by path."""
    changed: set[str] = field(default_factory=set)
    """The files that are not taken over from the last site."""
    _folders: set[str] = field(default_factory=set)

    def take_over(self, path: str, key: str) -> bool:
        """Link a file of the last site into this one, if it was made from the same; a file is never changed in place,
        only replaced, so two sites may share it."""
        self.keys[path] = key
        if key and self.last.has(self.last_site, path, key):
            self._make_folder(path)
            with suppress(OSError):
                os.link(f"{self.last_site}/{path}", f"{self.folder}/{path}")
                return True
            with suppress(OSError):
                shutil.copy2(self.last_site / path, self.folder / path)
                return True
        self.changed.add(path)
        return False

    def write(self, path: str, content: bytes) -> None:
        """Write a file."""
        self._make_folder(path)
        with open(f"{self.folder}/{path}", "wb") as file:  # noqa: PTH123 (a thousand times)
            file.write(content)

    def add_others(self) -> None:
        """Know the files that somebody else has written into the stage."""
        for name in list_files(self.folder):
            if name not in self.keys:
                self.keys[name] = ""
                self.changed.add(name)

    def _make_folder(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(f"{self.folder}/{folder}", exist_ok=True)  # noqa: PTH103 (a thousand times)
            self._folders.add(folder)
