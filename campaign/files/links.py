"""Symbolic links, which git brings with a checkout: through them a campaign would be read, or written, elsewhere."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from campaign.files.problems import Problem

RULE = "symlink"


def link_problem(file: str) -> Problem:
    """What is said of a symbolic link where a real file or folder is wanted."""
    return Problem(
        rule=RULE,
        file=file,
        found="a symbolic link",
        expected="a real file or folder",
        fix="put a copy of it here; links can lead out of the campaign",
    )


def check_links(config_file: Path, docs: Path, but: Collection[str] = ()) -> Iterator[Problem]:
    """The links in docs/, in overrides/ and beside the settings file.

    `but` names folders of docs/ in which somebody else looks. Of what lies beside the settings only links that lead
    out are named; those whose name begins with a dot are the person's own tools (`.venv`), where nothing is written.
    """
    project = config_file.parent
    overrides, inside = project / "overrides", project.resolve()
    found = [one for one in (config_file, docs, overrides) if one.is_symlink()]
    found += [
        path
        for path in project.iterdir()
        if path.is_symlink() and not path.name.startswith(".") and not path.resolve().is_relative_to(inside)
    ]
    for folder in (docs, overrides):
        if folder not in found:
            found += _links_below(folder, but if folder == docs else ())
    for path in sorted({*found}):
        yield link_problem(path.relative_to(project).as_posix() if path.is_relative_to(project) else path.as_posix())


def _links_below(folder: Path, but: Collection[str]) -> Iterator[Path]:
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink():
                yield Path(entry.path)
            elif entry.name not in but and entry.is_dir():
                yield from _links_below(Path(entry.path), ())
