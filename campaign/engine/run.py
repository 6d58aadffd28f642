"""From a folder to a finished site: the order of a build's steps, each done only when something has changed."""

from __future__ import annotations

import datetime
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from campaign.artefacts import NO_SITE_URL
from campaign.check import check_campaign
from campaign.engine.build import Work, build_site, verify_site
from campaign.engine.cache import Cache, digest
from campaign.engine.inputs import Inputs, generator_digest, read_inputs, settings_environment
from campaign.engine.memory import KeptProblems, KeptReader
from campaign.engine.part import PART_FILE, Part, check_languages
from campaign.engine.project import Places, Project
from campaign.engine.stage import Stage
from campaign.engine.state import SiteState, describe_files, keep_state, load_state
from campaign.load import DATA_FOLDER, load_campaign
from campaign.model import Campaign
from campaign.problems import Problem, ProblemsFound, has_errors, sorted_problems
from campaign.publish import MANIFEST, staged_site
from campaign.updates import render_next_due


@dataclass(frozen=True)
class Run:
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


@dataclass(frozen=True)
class Report:
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


def run_build(run: Run, cache: Cache) -> Report:
    """Build the site of a folder. Raises ProblemsFound; then the last site is as it was."""
    places = keep_places(run, cache)
    inputs = read_inputs(places.config_file, places.inputs)
    site, day = run.output or places.site_dir, run.day(places.today)
    fingerprint = inputs.fingerprint(repr((day, run.is_release, run.is_preview, bool(run.write_more), run.languages)))
    last = load_state(cache, site)
    if last.fingerprint == fingerprint and last.is_untouched(site):
        return Report(site, last.pages, last.languages, 0, last.problems, last.notes)
    try:
        project = keep_project(run, cache, places, inputs)
        if run.is_preview:
            project = replace(project, settings=replace(project.settings, is_preview=True))
        reader = KeptReader(inputs, cache, places.docs_dir)
        campaign, problems = load_checked(project, reader, day, run.processes, is_release=run.is_release)
        if has_errors(problems):
            raise ProblemsFound(problems)
        check_languages(run.languages, campaign.settings)
        with staged_site(site) as folder:
            stage = Stage(folder, site, last)
            searches: dict[str, str] = {}
            if places.foreign_plugins:
                run.build_with_mkdocs(folder, day)
            else:
                searches = build_site(
                    campaign, Work(project, reader, cache, run.processes, frozenset(run.languages)), stage
                )
            if run.write_more:
                run.write_more(folder, campaign)
            if run.languages:
                stage.write(PART_FILE, part_of(run, inputs, places, day).render())
            stage.add_others()
            # The links of a part lead to other parts too: they are looked at when the parts are joined.
            broken = verify_site(stage, run.processes) if not run.languages else []
            if broken:
                raise ProblemsFound(broken)
        state = SiteState(
            fingerprint=fingerprint,
            files=describe_files(site, {**stage.keys, MANIFEST: ""}),
            searches=searches,
            problems=tuple(sorted_problems(problems)),
            pages=sum(path.endswith(".html") for path in stage.keys),
            languages=len(run.languages or campaign.settings.languages),
            notes=tuple(_notes(campaign)),
        )
        keep_state(cache, site, state)
        return Report(site, state.pages, state.languages, len(stage.changed), state.problems, state.notes)
    finally:
        cache.save()


def part_of(run: Run, inputs: Inputs, places: Places, day: datetime.date) -> Part:
    """What a build of some languages is a part of. Folders do not count: each machine has its own."""
    root = places.config_file.parent
    files = (
        f"{path.relative_to(root)}\0{found}"
        for path, found in sorted(inputs.digests.items())
        if path.is_relative_to(root)
    )
    made_from = digest(generator_digest(), inputs.settings, repr((day, run.is_release, run.is_preview)), *files)
    return Part(run.languages, made_from, str(day), run.is_preview)


def _notes(campaign: Campaign) -> Iterator[str]:
    if campaign.settings.is_preview:
        yield "This is a preview: every page says so, and search engines are kept out. Do not publish it."
    if not campaign.settings.site_url:
        yield NO_SITE_URL
    yield from render_next_due(campaign)


def load_checked(
    project: Project, reader: KeptReader, day: datetime.date, processes: int, *, is_release: bool
) -> tuple[Campaign, list[Problem]]:
    """The campaign and every problem in it."""
    reader.prepare(processes)
    campaign, documents, problems = load_campaign(project.settings, day, reader)
    kept = KeptProblems(campaign, reader, is_release=is_release)
    kept.prepare(processes)
    return campaign, problems + check_campaign(campaign, documents, is_release=is_release, recall=kept)


def keep_places(run: Run, cache: Cache) -> Places:
    """Where everything is. MkDocs is asked only when its settings have changed."""
    try:
        settings = run.config_file.read_bytes()
    except OSError:
        return run.read_project(run.config_file).places
    key = digest("places", generator_digest(), str(run.config_file), settings, settings_environment(run.config_file))
    kept = cache.get(key)
    if kept is not None:
        places: Places = pickle.loads(kept)
        return places
    places = run.read_project(run.config_file).places
    cache.put(key, pickle.dumps(places))
    return places


def keep_project(run: Run, cache: Cache, places: Places, inputs: Inputs) -> Project:
    """The settings. They hold facts about the languages from their word files too."""
    words = inputs.digest_of(places.docs_dir / DATA_FOLDER / "ui")
    key = digest("project", generator_digest(), str(places.config_file), inputs.settings, words)
    kept = cache.get(key)
    if kept is not None:
        project: Project = pickle.loads(kept)
        return project
    project = run.read_project(run.config_file)
    cache.put(key, pickle.dumps(project))
    return project
