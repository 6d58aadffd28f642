"""Part of a site: some of its languages, built by a machine of its own; and putting the parts together.

What a large campaign's Git host builds language by language is, joined, what one build makes, byte for byte.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from campaign.engine.processes import map_in_processes
from campaign.files.allowed import walk_files
from campaign.files.problems import Problem, ProblemsFound
from campaign.files.swap import MANIFEST, staged_site
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.model.settings import Settings
from campaign.site.artefacts import render_listings
from campaign.site.built_links import READABLE, BuiltLinks, check_alphabets
from campaign.views.views import Views

PART_FILE = ".campaign-part.json"
"""In the folder of a part: what it is a part of."""


class Part(NamedTuple):
    """Which part of which site: its languages, and what everything was made from."""

    languages: tuple[str, ...]
    inputs: str
    """Changes with every file that the site is made from."""
    day: str
    is_preview: bool

    def render(self) -> bytes:
        """What stands in the part's folder."""
        return json.dumps(self._asdict(), indent=1).encode() + b"\n"


def owner_of(path: str, settings: Settings) -> Language:
    """The language whose part a file belongs to: that of a folder in its path, or the source language."""
    folders = path.split("/")[:-1]
    found = [one for one in settings.languages if one.code in folders and not one.is_source]
    return found[0] if found else settings.source


def check_languages(codes: Sequence[str], settings: Settings) -> None:
    """Raises ProblemsFound for a code that is no language of the site."""
    known = [one.code for one in settings.languages]
    problems = [
        _problem(
            settings.config_file, f"there is no language “{code}”", f"one of: {', '.join(known)}", "name one of these"
        )
        for code in codes
        if code not in known
    ]
    if problems:
        raise ProblemsFound(problems)


def read_part(folder: Path) -> Part:
    """What a folder is a part of; raises ProblemsFound when it is none."""
    try:
        data = json.loads((folder / PART_FILE).read_bytes())
        return Part(**{**data, "languages": tuple(data["languages"])})
    except (OSError, ValueError, KeyError, TypeError):
        raise ProblemsFound(
            [
                _problem(
                    folder.as_posix(),
                    "this is no part of a site",
                    "a folder made by campaign build --language",
                    "name the folders that the languages were built into",
                )
            ]
        ) from None


def check_parts(parts: Sequence[tuple[Path, Part]], inputs: str, settings: Settings) -> Iterator[Problem]:
    """Every language is there once, and all parts were made from what is here now."""
    built = [code for _, part in parts for code in part.languages]
    for language in settings.languages:
        if (count := built.count(language.code)) != 1:
            yield _problem(
                settings.config_file,
                f"“{language.code}” is in {count} of the parts",
                "each language in one part",
                f"build it: campaign build --language {language.code} -o FOLDER"
                if not count
                else "leave one of them out",
            )
    for folder, part in parts:
        if part.inputs != inputs:
            yield _problem(
                folder.as_posix(),
                "this part was built from other files, or with other options, than the project has now",
                "parts that were built from the same commit, on the same day, with the same versions",
                "build it again",
            )


def join_parts(
    folders: Sequence[Path],
    site: Path,
    campaign: Campaign,
    processes: int,
    write_more: Callable[[Path, Campaign], None] | None = None,
) -> int:
    """Put parts, which `check_parts` found right, together into `site`; returns the number of pages.

    Raises ProblemsFound when a link of the whole leads nowhere; then the last site is as it was.
    """
    with staged_site(site) as stage:
        sizes: dict[str, int] = {}
        for folder in folders:
            for path in walk_files(folder):
                name = path.relative_to(folder).as_posix()
                if name not in (MANIFEST, PART_FILE):
                    (stage / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, stage / name)
                    sizes[name] = path.stat().st_size
        for artefact in render_listings(Views(campaign), sizes, lambda path: (stage / path).read_bytes()):
            (stage / artefact.path).parent.mkdir(parents=True, exist_ok=True)
            (stage / artefact.path).write_bytes(artefact.render())
        if write_more:
            write_more(stage, campaign)
        pages = sorted(path.relative_to(stage).as_posix() for path in stage.rglob("*.html"))
        broken = [one for found in map_in_processes(BuiltLinks(stage).check, pages, processes) for one in found]
        broken += [one for name in sizes if name.endswith(READABLE) for one in check_alphabets(stage, name)]
        if broken:
            raise ProblemsFound(broken)
    return len(pages)


def _problem(file: str, found: str, expected: str, fix: str) -> Problem:
    return Problem("part", file, found, expected, fix)
