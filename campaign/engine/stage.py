"""A new site in the making, beside the last one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from campaign.engine.kept.state import SiteState, WrittenFile, describe_file
from campaign.files.problems import ProblemsFound
from campaign.files.swap import MANIFEST, list_files, list_numbers


class Stage:
    """A new site in the making, beside the last one. The folder may hold an older site: see `staged_site`."""

    def __init__(self, folder: Path, last_site: Path, last: SiteState):
        self.folder, self.last_site, self.last = folder, last_site, last
        # As text: there are thousands of files.
        self._site, self._last = str(folder), str(last_site)
        self.keys: dict[str, str] = {}
        """What each file was made from, by path."""
        self.changed: set[str] = set()
        """The files that are not taken over from the last site."""
        self.folders: dict[str, str] = {}
        """What all files of a folder were made from, by its path with a slash at the end; of some folders."""
        self._taken: dict[str, WrittenFile] = {}
        self._found = list_numbers(folder)
        """What an older site has there: the numbers of its files in the file system, by path."""
        self._device = folder.stat().st_dev
        self._folders = {path.rpartition("/")[0] for path in self._found}

    def take_over(self, path: str, key: str) -> bool:
        """Link a file of the last site into this one, if it was made from the same; a file is never changed in place,
        only replaced, so two sites may share it."""
        if path in self.keys:
            found, expected = f"two files of the site with the address {path}", "an address of its own for each"
            fix = "rename the page or the file under assets/ that takes the address of the other"
            raise ProblemsFound.of("address", f"{self.last_site.name}/{path}", found, expected, fix)
        self.keys[path] = key
        if key and (there := self.last.status(self._last, path, key)):
            source, target = f"{self._last}/{path}", f"{self._site}/{path}"
            # Asking the system for the number of each file again would take as long as all else here.
            if there.st_ino == self._found.get(path) and there.st_dev == self._device:
                self._taken[path] = self.last.files[path]
                return True
            with suppress(OSError):
                self._put(path, lambda: os.link(source, target))
                self._taken[path] = self.last.files[path]
                return True
            with suppress(OSError):
                self._put(path, lambda: shutil.copy2(source, target))
                self._taken[path] = describe_file(target, key)
                return True
        self.changed.add(path)
        return False

    def take_over_folder(self, folder: str, key: str) -> bool:
        """Take over all files of a folder, if everything in it was made from the same; `folder` ends with a slash."""
        self.folders[folder] = key
        if not key or self.last.folders.get(folder) != key:
            return False
        paths = self._last_by_folder.get(folder, [])
        if paths and all(self.take_over(path, self.last.files[path].key) for path in paths):
            return True
        for path in paths:
            # It is made again: nobody has its address yet.
            self.keys.pop(path, None)
            self.changed.discard(path)
        return False

    @cached_property
    def _last_by_folder(self) -> dict[str, list[str]]:
        """The paths of the last site's files by the folder they are in."""
        found: dict[str, list[str]] = {}
        for path in self.last.files:
            found.setdefault(path[: path.rfind("/") + 1], []).append(path)
        return found

    def write(self, path: str, content: bytes) -> None:
        """Write a file."""
        self.keys.setdefault(path, "")
        self.changed.add(path)
        # Not over one that is there: it may be the last site's too.
        self._put(path, lambda: _write_new(f"{self._site}/{path}", content))

    def read(self, path: str) -> bytes:
        """The bytes of a file of this site."""
        return (self.folder / path).read_bytes()

    def sizes(self) -> dict[str, int]:
        """The files' sizes in bytes, by path."""
        return {path: one.size for path, one in self._describe(self.folder).items()}

    def describe(self, site: Path) -> dict[str, WrittenFile]:
        """All files, by path, once the stage has become the site."""
        return {**self._describe(site), MANIFEST: describe_file(f"{site}/{MANIFEST}", "")}

    def _describe(self, folder: Path) -> dict[str, WrittenFile]:
        return {
            path: describe_file(f"{folder}/{path}", key) if path in self.changed else self._taken[path]
            for path, key in self.keys.items()
        }

    def add_others(self) -> None:
        """Know the files that somebody else has written into the stage."""
        for name in list_files(self.folder):
            if name not in self.keys:
                self.keys[name] = ""
                self.changed.add(name)

    def remove_others(self) -> None:
        """Remove what the folder held before and this site does not."""
        for path in self._found.keys() - self.keys.keys():
            with suppress(FileNotFoundError, NotADirectoryError):
                # A folder of this site may have taken the name.
                if not os.path.isdir(f"{self.folder}/{path}"):  # noqa: PTH112
                    os.unlink(f"{self.folder}/{path}")  # noqa: PTH108
            folder = path.rpartition("/")[0]
            # What is not empty stays.
            with suppress(OSError):
                while folder:
                    os.rmdir(f"{self.folder}/{folder}")  # noqa: PTH106
                    folder = folder.rpartition("/")[0]

    def _put(self, path: str, put: Callable[[], object]) -> None:
        """Put a new file at a path: the folders that it needs are made, and what an older site has there goes."""
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            self._make_folder(folder)
        self._found.pop(path, None)
        try:
            put()
        except FileExistsError:
            _remove(f"{self.folder}/{path}")
            put()

    def _make_folder(self, folder: str) -> None:
        made = str(self.folder)
        for name in folder.split("/") if folder else ():
            made += f"/{name}"
            if os.path.isfile(made):  # noqa: PTH113 (a thousand times)
                os.unlink(made)  # noqa: PTH108
        os.makedirs(made, exist_ok=True)  # noqa: PTH103
        self._folders.add(folder)


def _write_new(file: str, content: bytes) -> None:
    with open(file, "xb") as new:  # noqa: PTH123 (a thousand times)
        new.write(content)


def _remove(path: str) -> None:
    if os.path.isdir(path):  # noqa: PTH112
        shutil.rmtree(path)
    else:
        os.unlink(path)  # noqa: PTH108
