"""Putting a finished site in its place: built aside, verified, then swapped in at one stroke.

Whatever goes wrong before the swap (an error, a full disk, `kill -9`), the last good site stays as it was.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from campaign.files.problems import ProblemsFound

MANIFEST = ".campaign-manifest"
"""Lists the files that a build wrote, so that a later build knows what is its own and what is somebody's."""

_EXCHANGE = 2  # RENAME_EXCHANGE of Linux's renameat2(2): both names change places in one step
_AT_FDCWD = -100


def check_target(site: Path) -> None:
    """Refuse to replace a folder that holds files no build of ours wrote; raises ProblemsFound."""
    if not site.exists():
        return
    if not site.is_dir() or site.is_symlink():
        raise _target_problem(site, "it is not a folder")
    manifest = site / MANIFEST
    known = set(manifest.read_text("utf-8").splitlines()) if manifest.is_file() else set()
    foreign = [name for name in list_files(site) if name not in known and name != MANIFEST]
    if foreign:
        raise _target_problem(site, f"it holds files that no build wrote, such as “{foreign[0]}”")


def list_files(site: Path) -> list[str]:
    """The paths of all files (and symbolic links) below a folder, with forward slashes, sorted."""
    return sorted(path for path, _ in _walk(site))


def list_numbers(site: Path) -> dict[str, int]:
    """The number that each file has in the file system, by path.

    Symbolic links are removed: no build makes them, so somebody would have us write elsewhere.
    """
    found = {}
    for path, entry in _walk(site):
        if entry.is_symlink():
            Path(entry.path).unlink()
        else:
            found[path] = entry.inode()
    return found


def _walk(site: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """All files (and symbolic links) below a folder, by path."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        with os.scandir(f"{site}/{folder}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{folder}{entry.name}/")
                else:
                    yield folder + entry.name, entry


def _target_problem(site: Path, found: str) -> ProblemsFound:
    expected = "an empty folder, or one that an earlier build wrote"
    fix = "move these files elsewhere, or choose another folder with --output"
    return ProblemsFound.of("output", site.name, f"{site.name}/ cannot be replaced: {found}", expected, fix)


@contextmanager
def staged_site(
    site: Path, spare: Path | None = None, files: Callable[[], Iterable[str]] | None = None
) -> Iterator[Path]:
    """A new folder beside `site` to build into; swapped in when the block ends well, removed when not.

    It is empty, unless a `spare` is named: then it may be the site before the last, and the one that it replaces
    becomes the spare. Making and removing a thousand folders takes longer than making the pages of an edit. Whoever
    asks for it removes from it what does not belong there (links too), and writes into none of its files: they may be
    the site's. `files` says what the site consists of, for who knows it without looking.
    """
    check_target(site)
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(site)
        stage = Path(tempfile.mkdtemp(prefix=f".{site.name}-{os.getpid()}-", dir=site.parent))
    except OSError as error:
        raise _disk_problem(site, error) from None
    if spare:
        with suppress(OSError):
            spare.rename(stage)
    try:
        yield stage
        stage.chmod(0o755)
        (stage / MANIFEST).unlink(missing_ok=True)
        (stage / MANIFEST).write_text("\n".join(sorted(files()) if files else list_files(stage)) + "\n", "utf-8")
        _swap(stage, site)
        if spare:
            _keep_spare(stage, spare)
    except OSError as error:
        raise _disk_problem(site, error) from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _keep_spare(old: Path, spare: Path) -> None:
    """Keep the site that was replaced; where that is not possible, as on another disk, the caller removes it."""
    with suppress(OSError):
        spare.parent.mkdir(parents=True, exist_ok=True)
        if spare.exists():
            # Of a build that ended meanwhile.
            shutil.rmtree(spare)
        old.rename(spare)


def _disk_problem(site: Path, error: OSError) -> ProblemsFound:
    found = f"the site cannot be written: {error.strerror or error}"
    fix = "make room, or change the folder's permissions; the last site is as it was"
    return ProblemsFound.of("output", site.name, found, "a folder that may be written to, on a disk with room", fix)


def _remove_abandoned(site: Path) -> None:
    """Remove the unfinished folders of builds that were killed, never those of builds still running."""
    for path in site.parent.glob(f".{site.name}-*-*"):
        pid = path.name.removeprefix(f".{site.name}-").split("-")[0]
        if pid.isdigit() and not _is_running(int(pid)):
            shutil.rmtree(path, ignore_errors=True)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _swap(stage: Path, site: Path) -> None:
    """After this `site` is the new one and `stage` the old one (or gone), with no moment between without a site."""
    if not site.exists():
        stage.rename(site)
        return
    if not _exchange(stage, site):
        # Systems without an exchange of names: two renames, the first undone if the second fails.
        old = stage.with_name(stage.name + "-old")
        site.rename(old)
        try:
            stage.rename(site)
        except OSError:
            old.rename(site)
            raise
        old.rename(stage)


def _exchange(one: Path, other: Path) -> bool:
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0)
