"""What is asked of a build, and what it answers."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from campaign.files.problems import Problem

# What they are made of takes longer to load than finding out that nothing has changed.
if TYPE_CHECKING:
    from campaign.model.campaign import Campaign
    from campaign.model.places import Places
    from campaign.model.project import Project


class Run(NamedTuple):
    """What somebody asked for."""

    config_file: Path
    output: Path | None
    """Where to put the site; None: where mkdocs.yml says."""
    day: Callable[[Places], datetime.date]
    """The day to build for."""
    is_release: bool
    is_preview: bool
    """For those who write: marked as drafts, with what is scheduled; mkdocs.yml can ask for it too."""
    processes: int
    read_project: Callable[[Path], Project]
    build_with_mkdocs: Callable[[Path, datetime.date], None]
    """Builds into a folder; for settings that name plugins which only MkDocs can run."""
    languages: tuple[str, ...] = ()
    """Codes of the languages to build, as a part of a site; empty for the whole."""
    write_more: Callable[[Path, Campaign], None] | None = None
    """Writes files of its own into the folder of the new site."""
    show: Callable[[str], None] | None = None
    is_unattended: bool = False
    """Nobody answers for a release, as at night: what is only past its date does not stop it."""

    @property
    def answered_for(self) -> frozenset[str] | None:
        """The files whose dates a person answers for; None: all."""
        return frozenset() if self.is_unattended else None

    @property
    def strictness(self) -> tuple[bool, bool]:
        """How strict the checks are."""
        return self.is_release, self.is_unattended

    """Is told, in words, how far the build is; None: nobody looks."""


class Report(NamedTuple):
    """What was done."""

    site: Path
    pages: int
    languages: int
    changed: int
    """Files that are not as in the last site."""
    problems: tuple[Problem, ...]
    """What there is to look at; nothing of it stops a site."""
    notes: tuple[str, ...]
    """What else to know of this site."""
    seconds: Mapping[str, float]
    """How long each step took."""
