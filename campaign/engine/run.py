"""A build as somebody asked for it. Finding out that nothing has changed needs little, and must be quick."""

from __future__ import annotations

from dataclasses import replace

from campaign.engine.kept.cache import Cache
from campaign.engine.kept.inputs import read_inputs
from campaign.engine.kept.project import KeptProject
from campaign.engine.kept.state import keep_state, load_state
from campaign.engine.laps import Laps
from campaign.engine.order import Report, Run


def run_build(run: Run, cache: Cache) -> Report:
    """Build the site of a folder. Raises ProblemsFound; then the last site is as it was."""
    laps = Laps(run.show)
    kept = KeptProject(run, cache)
    places = kept.places
    inputs = read_inputs(places.config_file, places.inputs)
    site, day = run.output or places.site_dir, run.day(places)
    fingerprint = inputs.fingerprint(repr((day, run.strictness, run.is_preview, bool(run.write_more), run.languages)))
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
