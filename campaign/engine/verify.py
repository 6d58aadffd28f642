"""A site that was built, before it is put in its place: its links, and its text."""

from __future__ import annotations

from functools import partial

from campaign.checks.made_text import KnownFacts, MadeText
from campaign.engine.processes import map_in_processes
from campaign.engine.stage import Stage
from campaign.files.problems import Problem
from campaign.files.swap import MANIFEST
from campaign.site.built_links import READABLE, BuiltLinks, built_ids, check_alphabets


def verify_text(stage: Stage, known: KnownFacts, processes: int) -> list[Problem]:
    """Numbers, addresses and leftovers in changed files that stand in no data."""
    # What begins with a dot is for hosts and for the builds to come, not for readers.
    changed = sorted(path for path in stage.changed if path in stage.keys and not path.startswith("."))
    found = map_in_processes(MadeText(stage.folder, known).check, changed, processes)
    readable = [path for path in changed if path.endswith(READABLE)]
    found += map_in_processes(partial(check_alphabets, stage.folder), readable, processes)
    return [problem for problems in found for problem in problems]


def verify_links(stage: Stage, processes: int) -> list[Problem]:
    """Links that lead nowhere: of changed pages, and of all where a page or a heading has gone."""
    pages = [path for path in stage.keys if path.endswith(".html")]
    changed = [path for path in pages if path in stage.changed]
    gone = any(path not in stage.keys and path != MANIFEST for path in stage.last.files)
    built = BuiltLinks(stage.folder)
    found = map_in_processes(built.check, changed, processes)
    if gone or any(_has_lost_ids(stage, built, path) for path in changed if path in stage.last.files):
        found += map_in_processes(built.check, [path for path in pages if path not in stage.changed], processes)
    return [problem for problems in found for problem in problems]


def _has_lost_ids(stage: Stage, built: BuiltLinks, page: str) -> bool:
    """Whether a heading that other pages may name is no longer there."""
    if not stage.last.has(stage.last_site, page, stage.last.files[page].key):
        # Somebody has changed or removed the page of the last site: what it had is not known.
        return True
    return bool(built_ids(stage.last_site, page) - built.ids_of(page))
