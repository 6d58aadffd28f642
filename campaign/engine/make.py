"""From a folder to a finished site: the order of a build's steps."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from campaign.checks.made_text import known_facts
from campaign.engine.build import Work, build_site
from campaign.engine.kept.cache import Cache, digest
from campaign.engine.kept.inputs import Inputs, generator_digest
from campaign.engine.kept.private import spare_folder
from campaign.engine.kept.project import KeptProject
from campaign.engine.kept.reader import KeptReader
from campaign.engine.kept.state import SiteState
from campaign.engine.laps import Laps
from campaign.engine.order import Run
from campaign.engine.part import PART_FILE, Part, check_languages
from campaign.engine.reading import read_and_check
from campaign.engine.stage import Stage
from campaign.engine.verify import verify_links, verify_text
from campaign.files.problems import sorted_problems, stop_at_errors
from campaign.files.swap import staged_site
from campaign.model.campaign import Campaign
from campaign.model.places import Places
from campaign.model.project import Project
from campaign.model.updates import render_next_due
from campaign.site.artefacts import NO_SITE_URL

SPARE = "spare-site"
"""Folder of the project's own cache: the site before the last one, to make the next one of."""


def make_site(
    run: Run,
    cache: Cache,
    kept: KeptProject,
    inputs: Inputs,
    last: SiteState,
    site: Path,
    day: datetime.date,
    laps: Laps,
) -> tuple[SiteState, int]:
    """Build the site and put it in its place, or raise ProblemsFound and leave the last one as it was; returns how it
    is now, and how many files are not as they were."""
    laps.begin("Reading")
    places, project = kept.places, _project(run, kept.project(inputs))
    reader = KeptReader(inputs, cache, places.docs_dir)
    campaign, problems = read_and_check(run, project.settings, reader, day, laps)
    stop_at_errors(problems)
    check_languages(run.languages, campaign.settings)
    # What MkDocs and others write into the folder, they write over what is there.
    is_ours = not (places.foreign_plugins or run.write_more)
    spare = spare_folder(places.config_file.parent, SPARE) if cache.folder and is_ours else None
    with staged_site(site, spare, lambda: stage.keys) as folder:
        stage = Stage(folder, site, last)
        searches: dict[str, str] = {}
        if places.foreign_plugins:
            run.build_with_mkdocs(folder, day)
        else:
            work = Work(project, reader, cache, run.processes, laps, frozenset(run.languages))
            searches = build_site(campaign, work, stage)
        if run.write_more:
            run.write_more(folder, campaign)
        if run.languages:
            stage.write(PART_FILE, part_of(run, inputs, places, day).render())
        _verify(run, stage, campaign, is_ours, laps)
    state = SiteState(
        files=stage.describe(site),
        folders=stage.folders,
        searches=searches,
        problems=tuple(sorted_problems(problems)),
        pages=sum(path.endswith(".html") for path in stage.keys),
        languages=len(run.languages or campaign.settings.languages),
        notes=tuple(_notes(campaign)),
    )
    laps.end("put in place")
    return state, len(stage.changed)


def _project(run: Run, project: Project) -> Project:
    """The project as it is built now."""
    return project._replace(settings=replace(project.settings, is_preview=True)) if run.is_preview else project


def _verify(run: Run, stage: Stage, campaign: Campaign, is_ours: bool, laps: Laps) -> None:
    """Look at what was made; raises ProblemsFound when a link leads nowhere, or a text says what no data says."""
    laps.begin("Looking whether every link leads somewhere")
    if is_ours:
        stage.remove_others()
    else:
        stage.add_others()
    # The links of a part lead to other parts too: they are looked at when the parts are joined.
    broken = verify_links(stage, run.processes) if not run.languages else []
    laps.begin("Looking at every text once more")
    broken += verify_text(stage, known_facts(campaign), run.processes)
    stop_at_errors(broken)
    laps.end("verify")


def part_of(run: Run, inputs: Inputs, places: Places, day: datetime.date) -> Part:
    """What a build of some languages is a part of. Folders do not count: each machine has its own."""
    root = f"{places.config_file.parent}/"
    files = (
        f"{path.removeprefix(root)}\0{found}" for path, found in sorted(inputs.digests.items()) if path.startswith(root)
    )
    made_from = digest(generator_digest(), inputs.settings, repr((day, run.strictness, run.is_preview)), *files)
    return Part(run.languages, made_from, str(day), run.is_preview)


def _notes(campaign: Campaign) -> Iterator[str]:
    if campaign.settings.is_preview:
        yield "This is a preview: every page says so, and search engines are kept out. Do not publish it."
    if not campaign.settings.site_url:
        yield NO_SITE_URL
    yield from render_next_due(campaign)
