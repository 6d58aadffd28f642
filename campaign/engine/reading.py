"""Reading and checking a folder, with what is known of it: how a build begins, and all that `campaign check` does."""

from __future__ import annotations

import datetime

from campaign.checks.permalinks import check_history
from campaign.engine.kept.cache import Cache
from campaign.engine.kept.inputs import read_inputs
from campaign.engine.kept.problems import find_problems
from campaign.engine.kept.project import KeptProject
from campaign.engine.kept.reader import KeptReader
from campaign.engine.laps import Laps
from campaign.engine.order import Run
from campaign.files.problems import Problem
from campaign.model.campaign import Campaign
from campaign.model.load import load_campaign
from campaign.model.settings import Settings
from campaign.writing.released import once_released


def check_project(run: Run, cache: Cache) -> tuple[Campaign, list[Problem]]:
    """The campaign of a folder and every problem of it; raises ProblemsFound where there is none to check."""
    kept = KeptProject(run, cache, renders=False)
    inputs = read_inputs(kept.places.config_file, kept.places.inputs)
    settings = kept.project(inputs).settings
    reader = KeptReader(inputs, cache, kept.places.docs_dir)
    campaign, problems = read_and_check(run, settings, reader, run.day(kept.places), Laps())
    cache.save()
    return campaign, problems


def read_and_check(
    run: Run, settings: Settings, reader: KeptReader, day: datetime.date, laps: Laps
) -> tuple[Campaign, list[Problem]]:
    """The campaign and every problem of it; raises ProblemsFound where there is none to check."""
    reader.prepare(run.processes)
    campaign, documents, problems = load_campaign(settings, day, reader)
    laps.end("read")
    laps.begin("Checking")
    problems += find_problems(
        campaign, documents, reader, run.processes, is_release=run.is_release, answered_for=run.answered_for
    )
    if run.is_release:
        problems += check_history(campaign, once_released(settings))
    laps.end("check")
    return campaign, problems
