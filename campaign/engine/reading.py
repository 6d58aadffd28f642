"""Reading and checking a folder, with what is known of it: how a build begins, and all that `campaign check` does."""

from __future__ import annotations

from campaign.checks.permalinks import check_history
from campaign.engine.kept.cache import Cache
from campaign.engine.kept.inputs import read_inputs
from campaign.engine.kept.problems import find_problems
from campaign.engine.kept.project import KeptProject
from campaign.engine.kept.reader import KeptReader
from campaign.engine.order import Run
from campaign.files.problems import Problem
from campaign.model.campaign import Campaign
from campaign.model.load import load_campaign
from campaign.writing.released import once_released


def check_project(run: Run, cache: Cache) -> tuple[Campaign, list[Problem]]:
    """The campaign of a folder and every problem of it; raises ProblemsFound where there is none to check."""
    kept = KeptProject(run, cache)
    inputs = read_inputs(kept.places.config_file, kept.places.inputs)
    settings = kept.project(inputs).settings
    reader = KeptReader(inputs, cache, kept.places.docs_dir)
    reader.prepare(run.processes)
    campaign, documents, problems = load_campaign(settings, run.day(kept.places.today), reader)
    problems += find_problems(campaign, documents, reader, run.processes, is_release=run.is_release)
    if run.is_release:
        problems += check_history(campaign, once_released(settings.project_dir))
    cache.save()
    return campaign, problems
