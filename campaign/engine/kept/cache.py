"""What is kept between builds, in one file that may be deleted at any time; `private.py` says where.

Values are found by what they were made from, and carry a seal over both, made with this person's key: a value that is
damaged, of another version, or made by somebody else is no value. Whatever goes wrong with the file, the answer is
"not kept", and a note that says so.
"""

from __future__ import annotations

import hashlib
import marshal
import sqlite3
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from campaign.engine.kept.private import KEY_FILE, NotPrivate, cache_folder, make_private
from campaign.model.places import CACHE_FOLDER

FILE = "cache-3.sqlite3"
"""The number changes with the layout of the file; what is in it is keyed by the generator's own code."""
KEEP_DAYS = 14
"""What no build has asked for so long is removed."""
MAX_BYTES = 400_000_000
"""Above this size everything that the last build did not ask for is removed."""
MAX_WAITING = 32_000_000
"""Bytes of values that wait in memory to be written."""
# The value stands last: SQLite reads over it to whatever stands behind. The index finds what is old.
_TABLE = "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, used INTEGER, sum BLOB, value BLOB)"
_INDEX = "CREATE INDEX IF NOT EXISTS kept_used ON kept (used)"
_AT_ONCE = 500
"""Keys in one question: SQLite takes at least 999."""
_TIMEOUT = 10.0  # seconds that one build waits for another to finish writing


def digest(*parts: str | bytes) -> str:
    """32 hexadecimal digits that change when any part does."""
    # In this version of the format nothing but the values counts; joined in C, because there are thousands of parts.
    # SHA-256 is what processors have in hardware.
    return hashlib.sha256(marshal.dumps(parts, 2)).hexdigest()[:32]


class Cache:
    """Keeps bytes by key. `folder` None: nothing is kept for another build."""

    def __init__(self, folder: Path | None):
        self.notes: list[str] = []
        """What went wrong, in words for people; nothing of it stops a build."""
        self.folder = folder
        """None also where the folder is not to be trusted."""
        self._key = b""
        self._new: dict[str, bytes] = {}
        self._waiting = 0
        self._used: set[str] = set()
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        if folder is not None:
            try:
                self._key = make_private(folder)
                self._open(folder / FILE)
            except (NotPrivate, OSError) as reason:
                self.folder = None
                self._note(f"none is used: {reason}")

    def get(self, key: str) -> bytes | None:
        """The value kept for this key."""
        return self.get_many([key]).get(key)

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The values kept for these keys, by key: one question for hundreds of them."""
        with self._lock:
            wanted = list(keys)
            found = {key: self._new[key] for key in wanted if key in self._new}
            wanted = [key for key in wanted if key not in found]
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                for key, value, checksum in self._select(some):
                    if self._is_whole(key, value, checksum):
                        self._used.add(key)
                        found[key] = value
            return found

    def _select(self, keys: Sequence[str]) -> list[tuple[str, Any, Any]]:
        if self._connection is None:
            return []
        marks = ",".join("?" * len(keys))
        try:
            return self._connection.execute(f"SELECT key, value, sum FROM kept WHERE key IN ({marks})", keys).fetchall()
        except sqlite3.Error as error:
            self._give_up(error)
            return []

    def _is_whole(self, key: str, value: Any, checksum: Any) -> bool:
        if isinstance(value, bytes) and checksum == self._seal(key, value):
            return True
        self._note("damaged entries were made anew")
        return False

    def put(self, key: str, value: bytes) -> None:
        """Keep a value: in memory, and for the next build when `save` is called, or when much is waiting for it."""
        with self._lock:
            self._new[key] = value
            self._waiting += len(value)
            if self._waiting > MAX_WAITING:
                self.save()

    def save(self) -> None:
        """Write what is new, in one step: another build sees all of it or nothing."""
        with self._lock:
            if self._connection is None:
                return
            day = int(time.time() // 86400)
            rows = [(key, day, self._seal(key, value), value) for key, value in self._new.items()]
            try:
                with self._connection as connection:
                    connection.execute("BEGIN IMMEDIATE")
                    connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
                    connection.executemany(
                        "UPDATE kept SET used = ? WHERE key = ? AND used < ?",
                        [(day, key, day) for key in self._used] if self._is_new_day(day) else [],
                    )
                    connection.execute("DELETE FROM kept WHERE used < ?", (day - KEEP_DAYS,))
                self._shrink()
            except sqlite3.Error as error:
                self._give_up(error)
            self._used |= self._new.keys()
            self._new.clear()
            self._waiting = 0

    def close(self) -> None:
        """Give the file back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self, path: Path) -> None:
        for attempt in (1, 2):
            try:
                for other in path.parent.glob("cache-*.sqlite3*"):
                    # Of another version, which nothing will ever ask again.
                    if not other.name.startswith(FILE):
                        other.unlink(missing_ok=True)
                connection = sqlite3.connect(path, timeout=_TIMEOUT, isolation_level=None, check_same_thread=False)
                # Nothing in here is worth waiting for the disk: what is lost is made again.
                connection.execute("PRAGMA synchronous = OFF")
                # Most values are longer than SQLite's usual page, and each page is a call to the system.
                connection.execute("PRAGMA page_size = 16384")
                connection.execute("PRAGMA cache_size = -6000")
                connection.execute(_TABLE)
                connection.execute(_INDEX)
                connection.execute("SELECT key, used, sum, value FROM kept LIMIT 1").fetchone()
                self._connection = connection
                return
            except (sqlite3.Error, OSError) as error:
                if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
                    break
                # Not a file of ours, or a damaged one: begin anew, once.
                if attempt == 1:
                    with suppress(OSError):
                        path.unlink()
                        self._note("it could not be read and was begun anew")
                        continue
                self._note(f"none is used ({error})")
                return
        self._note("another build is using it; this one did without")

    def _give_up(self, error: sqlite3.Error) -> None:
        self._note(f"it is not used ({error})")
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()
        if self.folder is not None and not isinstance(error, sqlite3.OperationalError):
            with suppress(OSError):
                (self.folder / FILE).unlink()

    def _is_new_day(self, day: int) -> bool:
        assert self._connection is not None
        row = self._connection.execute("SELECT MAX(used) FROM kept WHERE used < ?", (day,)).fetchone()
        return row[0] is not None

    def _shrink(self) -> None:
        assert self._connection is not None and self.folder is not None
        if (self.folder / FILE).stat().st_size <= MAX_BYTES:
            return
        wanted = self._used | self._new.keys()
        keys = [(key,) for (key,) in self._connection.execute("SELECT key FROM kept") if key not in wanted]
        self._connection.executemany("DELETE FROM kept WHERE key = ?", keys)
        self._connection.execute("VACUUM")

    def _note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def _seal(self, key: str, value: bytes) -> bytes:
        # BLAKE2 with a key is made for this (RFC 7693).
        seal = hashlib.blake2b(key.encode() + b"\0", digest_size=16, key=self._key)
        seal.update(value)
        return seal.digest()


def remove_abandoned(folder: Path, before: float) -> None:
    """Remove what is kept in this folder of projects that have kept nothing new since then (seconds since 1970)."""
    for file in folder.glob(f"*/{FILE}"):
        with suppress(OSError):
            if file.lstat().st_mtime < before:
                for one in (*file.parent.glob(f"{FILE}*"), file.with_name(KEY_FILE)):
                    one.unlink(missing_ok=True)
                file.parent.rmdir()


def open_cache(project: Path) -> Cache:
    """The cache of a project. What looks like one in the project's own folder is not read."""
    folder = cache_folder(project)
    if not folder.exists():
        # Rare enough to look round: projects come and go, and each may keep hundreds of megabytes.
        remove_abandoned(folder.parent, time.time() - KEEP_DAYS * 86400)
    cache = Cache(folder)
    if brought := sorted((project / CACHE_FOLDER).glob("cache-*")):
        cache.notes.append(f"{brought[0].relative_to(project)} was not read and can be deleted: it may be anybody's")
    return cache
