"""The links of a site that was built."""

from __future__ import annotations

from functools import partial

from campaign.engine.processes import map_in_processes
from campaign.engine.stage import Stage
from campaign.files.problems import Problem
from campaign.site.built_links import READABLE, BuiltLinks, built_ids, check_alphabets
from campaign.site.swap import MANIFEST


def verify_site(stage: Stage, processes: int) -> list[Problem]:
    """What is wrong with the files that have changed, and links that lead nowhere of all pages where one has gone."""
    pages = [path for path in stage.keys if path.endswith(".html")]
    changed = [path for path in pages if path in stage.changed]
    gone = any(path not in stage.keys and path != MANIFEST for path in stage.last.files)
    built = BuiltLinks(stage.folder)
    found = map_in_processes(built.check, changed, processes)
    texts = [path for path in stage.keys if path.endswith(READABLE) and path in stage.changed]
    found += map_in_processes(partial(check_alphabets, stage.folder), texts, processes)
    if gone or any(_has_lost_ids(stage, built, path) for path in changed if path in stage.last.files):
        found += map_in_processes(built.check, [path for path in pages if path not in stage.changed], processes)
    return [problem for problems in found for problem in problems]


def _has_lost_ids(stage: Stage, built: BuiltLinks, page: str) -> bool:
    """Whether a heading that other pages may name is no longer there."""
    if not stage.last.has(stage.last_site, page, stage.last.files[page].key):
        # Somebody has changed or removed the page of the last site: what it had is not known.
        return True
    return bool(built_ids(stage.last_site, page) - built.ids_of(page))
