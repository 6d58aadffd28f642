"""A build as somebody asked for it. Finding out that nothing has changed needs little, and must be quick."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from campaign.engine.kept.cache import Cache
from campaign.engine.kept.inputs import read_inputs
from campaign.engine.kept.project import KeptProject
from campaign.engine.kept.state import keep_state, load_state
from campaign.engine.laps import Laps
from campaign.files.problems import Problem

if TYPE_CHECKING:
    from campaign.model.campaign import Campaign
    from campaign.model.project import Project


class Run(NamedTuple):
    """What somebody asked for."""

    config_file: Path
    output: Path | None
    """Where to put the site; None: where mkdocs.yml says."""
    day: Callable[[str | None], datetime.date]
    """The day to build for, from that of the settings, year-month-day."""
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


def run_build(run: Run, cache: Cache) -> Report:
    """Build the site of a folder. Raises ProblemsFound; then the last site is as it was."""
    laps = Laps(run.show)
    kept = KeptProject(run, cache)
    places = kept.places
    inputs = read_inputs(places.config_file, places.inputs)
    site, day = run.output or places.site_dir, run.day(places.today)
    fingerprint = inputs.fingerprint(repr((day, run.is_release, run.is_preview, bool(run.write_more), run.languages)))
    last = load_state(cache, site)
    laps.end("look for changes")
    if last.fingerprint == fingerprint and last.is_untouched(site):
        return Report(site, last.pages, last.languages, 0, last.problems, last.notes, laps.seconds)
    # Imported when needed: starting all of it takes longer than finding out that nothing has changed.
    from campaign.engine.kept.reader import kept_answers
    from campaign.engine.make import make_site

    try:
        with kept_answers(cache):
            state, changed = make_site(run, cache, kept, inputs, last, site, day, laps)
        keep_state(cache, site, replace(state, fingerprint=fingerprint))
    finally:
        cache.save()
        laps.end("keep")
    return Report(site, state.pages, state.languages, changed, state.problems, state.notes, laps.seconds)
