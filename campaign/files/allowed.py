"""Which files may lie under `docs/`: pages, and among the assets what readers' browsers only show."""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path

from campaign.files import recordings
from campaign.files.links import link_problem
from campaign.files.photos import SUFFIXES
from campaign.files.problems import Problem

ASSETS_FOLDER = "assets"
DATA_FOLDER = "_data"
ASSET_TYPES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".woff2", ".txt", ".pdf", recordings.SUFFIX)
MAX_ASSET_BYTES = 3_000_000


def walk_files(folder: Path) -> Iterator[Path]:
    """Every file below a folder, sorted, symbolic links included but never followed."""
    return (Path(path) for path, _ in scan_files(str(folder)))


def scan_files(folder: str) -> Iterator[tuple[str, bool]]:
    """The same, each with whether it is a symbolic link. In each folder its files come first, then its folders.

    Paths are plain text: there are many.
    """
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda one: (one.is_dir(), one.name))
    except OSError:
        # There is none, or it may not be read.
        return
    below = []
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            below.append(entry.path)
        else:
            yield entry.path, entry.is_symlink()
    for path in below:
        yield from scan_files(path)


_UNUSABLE = re.compile(r"[\x00-\x1f\x7f%#?\"<>|*:\\]+")
"""What ends a path in an address, or what some disks do not take."""


def usable_name(path: str) -> str:
    """The path with every name in it as links can name it; spaces within are encoded there."""
    return "/".join(_UNUSABLE.sub("-", one).strip() for one in path.split("/"))


def check_file(
    path: str,
    relative: str,
    file: str,
    folder: str,
    by_folded_name: dict[str, str],
    pdf_files: Collection[str] = (),
    *,
    is_link: bool,
) -> Problem | None:
    """Why a file may not lie in this folder of docs/, or None.

    `relative` is its path in the folder, `file` its name for messages; `by_folded_name` remembers those seen before;
    `pdf_files` are the PDF files that the settings declare.
    """
    if is_link:
        return link_problem(file)
    if (name := usable_name(relative)) != relative:
        found = "a name with signs that end an address, or with a space at its end"
        return Problem("file-name", file, found, f"the name “{name}”", "rename the file so")
    other = by_folded_name.setdefault(unicodedata.normalize("NFC", relative).casefold(), file)
    if other != file:
        found = f"the name differs from {other} only in capitals or in how its accents are stored"
        return Problem("name-clash", file, found, "names that stay different on every disk", "rename one of the two")
    suffix = posixpath.splitext(relative)[1]
    is_page = suffix == ".md"
    if folder == ASSETS_FOLDER and (is_page or suffix.lower() not in ASSET_TYPES):
        found = f"a file of type “{suffix}” among the assets"
        return Problem("file-type", file, found, f"one of {', '.join(ASSET_TYPES)}", "remove it, or convert it")
    if suffix.lower() == ".pdf" and f"{ASSETS_FOLDER}/{relative}" not in pdf_files:
        expected = "PDF files that somebody answers for: they can hold programs, forms and names of people"
        fix = f"write it as a page; or add {ASSETS_FOLDER}/{relative} in mkdocs.yml (plugins: campaign: pdf_files)"
        return Problem("pdf", file, "a PDF that the settings do not name", expected, fix)
    if folder != ASSETS_FOLDER and not is_page:
        found = f"a file of type “{suffix}” among the pages"
        expected = "only Markdown pages (.md)"
        return Problem("file-type", file, found, expected, f"move pictures and files to {ASSETS_FOLDER}/")
    # A picture's weight is judged with the picture.
    if not is_page and suffix.lower() not in SUFFIXES and (size := Path(path).stat().st_size) > MAX_ASSET_BYTES:
        fix = "make the file smaller, or leave it out"
        return Problem("file-size", file, f"the file is {size:,} bytes", f"at most {MAX_ASSET_BYTES:,} bytes", fix)
    return None
