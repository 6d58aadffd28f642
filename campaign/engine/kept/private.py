"""Where what is kept between builds lies: outside the project, in a folder that nobody but this person writes into.

What is kept holds programs (compiled templates) and objects that are made anew by running something (pickles). So
nothing of it may come with a checkout, a shared folder or a CI cache; and what lies in the folder counts only with a
seal that is made with a key of the same folder.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path

from campaign.files.replace import write_aside
from campaign.model.places import CACHE_FOLDER

ENVIRONMENT = "CAMPAIGN_CACHE_DIR"
"""Names another folder than the system's own for caches."""
KEY_FILE = "key"
_KEY_BYTES = 32
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


class NotPrivate(Exception):
    """Says in words why a folder is not used."""


def cache_folder(project: Path) -> Path:
    """The folder for what is kept of a project."""
    base = os.environ.get(ENVIRONMENT)
    if not base:
        # Imported when needed: tests and hosts name a folder.
        from platformdirs import user_cache_dir

        base = user_cache_dir("campaign", appauthor=False)
    project = project.resolve()
    name = hashlib.sha256(os.fsencode(project)).hexdigest()[:12]
    return Path(base).absolute() / f"{project.name}-{name}"


def spare_folder(project: Path, name: str) -> Path | None:
    """A folder in the project for what only saves work and is trusted in nothing: on the same disk as the site. None
    where the way to it is not this person's own."""
    folder = project / CACHE_FOLDER
    for one in (folder, *folder.parents[: len(CACHE_FOLDER.parts) - 1]):
        with suppress(FileNotFoundError):
            if one.is_symlink() or not _is_own(one.lstat()):
                return None
    return folder / name


def make_private(folder: Path) -> bytes:
    """Make the folder where there is none, and return its key. Raises NotPrivate where others could write into it,
    OSError where it cannot be made."""
    for level in reversed((folder, *folder.parents)):
        if not level.exists():
            level.mkdir(mode=0o700, exist_ok=True)
    # Both as it is named and as it is: links may stand on the way, and who may change these matters too.
    real = folder.resolve()
    for level in dict.fromkeys((real, folder, *real.parents, *folder.parents)):
        _check_level(level, is_shared=level not in (real, folder))
    return _read_key(folder / KEY_FILE)


def _check_level(level: Path, *, is_shared: bool) -> None:
    """`is_shared`: others may have folders of their own there, as in /tmp, where (by the sticky bit) everybody may add
    something and nobody may change what is somebody else's."""
    status = level.lstat()
    if not _is_own(status):
        raise NotPrivate(f"{level} belongs to another user")
    is_sticky = is_shared and status.st_mode & stat.S_ISVTX
    if _is_checked() and stat.S_ISDIR(status.st_mode) and status.st_mode & _OTHERS_WRITE and not is_sticky:
        raise NotPrivate(f"others may write into {level} (chmod go-w changes that)")


def _read_key(file: Path) -> bytes:
    if not file.exists():
        part = write_aside(file.parent, os.urandom(_KEY_BYTES), 0o600)
        try:
            # Never over one that another build has made meanwhile: then that one counts.
            os.link(part, file)
        except FileExistsError:
            pass
        except OSError:
            # A disk that knows no links.
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    status = file.lstat()
    if not stat.S_ISREG(status.st_mode) or not _is_own(status) or (_is_checked() and status.st_mode & 0o077):
        raise NotPrivate(f"others may read {file}")
    key = file.read_bytes()
    if len(key) != _KEY_BYTES:
        raise NotPrivate(f"{file} is damaged; delete it")
    return key


def _is_checked() -> bool:
    """Whether the system has owners and modes; on Windows a person's folder for caches is closed to others."""
    return hasattr(os, "getuid")


def _is_own(status: os.stat_result) -> bool:
    return not _is_checked() or status.st_uid in (os.getuid(), 0)
