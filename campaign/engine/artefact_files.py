"""The files of a site that belong to no single page: taken over from the last site, recalled, or made."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from campaign.engine.kept.cache import Cache, digest
from campaign.engine.kept.inputs import generator_digest
from campaign.engine.laps import Laps
from campaign.engine.processes import is_single_threaded, map_in_processes
from campaign.engine.stage import Stage
from campaign.files.problems import Problem, ProblemsFound
from campaign.views.artefact import Artefact
from campaign.views.templates import template_problems

ArtefactGroup = list[tuple[str, Artefact]]
"""The artefacts of a folder, each with the key under which it is kept."""
_EXACT = b"exact:"


def build_artefacts(artefacts: Iterable[Artefact], cache: Cache, stage: Stage, processes: int, laps: Laps) -> None:
    """Take over, recall or make every artefact; raises ProblemsFound with all that cannot be made."""
    costly: dict[str, ArtefactGroup] = {}
    for artefact in artefacts:
        if artefact.make is None:
            if not stage.take_over(artefact.path, digest(artefact.content)):
                stage.write(artefact.path, artefact.content)
            continue
        key = digest("artefact", generator_digest(), artefact.path, artefact.key) if artefact.key else ""
        if not stage.take_over(artefact.path, key):
            if (content := _recall(cache, key)) is not None:
                stage.write(artefact.path, content)
            else:
                # Folder by folder: an archive holds the files beside it, which one process makes once.
                costly.setdefault(posixpath.dirname(artefact.path), []).append((key, artefact))
    # Not where this process has set a page before, as the second build of `campaign serve`.
    processes = processes if is_single_threaded() else 1
    groups = _recall_by_exact_keys(cache, stage, list(costly.values()), processes)
    problems: list[Problem] = []
    count = laps.counter("Sheets to print, codes, feeds, data", len(groups))
    for group in map_in_processes(partial(_make_artefacts, stage), groups, processes, few=2, count=count):
        for made in group:
            problems += made.problems
            if made.key:
                # Read again, one after the other: all of them at once, from every process, would fill the memory.
                _keep(cache, made.key, made.exact, (stage.folder / made.path).read_bytes())
    if problems:
        raise ProblemsFound(problems)


def _recall(cache: Cache, key: str) -> bytes | None:
    """What is kept of an artefact."""
    kept = cache.get(key) if key else None
    return cache.get(kept.removeprefix(_EXACT).decode()) if kept is not None and kept.startswith(_EXACT) else kept


def _keep(cache: Cache, key: str, exact: str, content: bytes) -> None:
    """Keep an artefact by its exact key, where it has one, and where to find it by the other."""
    if key and exact:
        cache.put(exact, content)
        cache.put(key, _EXACT + exact.encode())
    elif key:
        cache.put(key, content)


def _recall_by_exact_keys(
    cache: Cache, stage: Stage, groups: list[ArtefactGroup], processes: int
) -> list[ArtefactGroup]:
    """Take what is kept under its exact key; returns what has to be made.

    Asked only where the last site had the file: else there is nothing to find, and the key is worth no work.
    """
    asked = [group for group in groups if any(one.exact and one.path in stage.last.files for _, one in group)]
    found = {
        artefact.path: exact
        for group, keys in zip(asked, map_in_processes(_exact_keys, asked, processes, few=2), strict=True)
        for (_, artefact), exact in zip(group, keys, strict=True)
    }
    left: list[ArtefactGroup] = []
    for group in groups:
        remaining: ArtefactGroup = []
        for key, artefact in group:
            exact = found.get(artefact.path, "")
            content = cache.get(exact) if exact else None
            if content is None:
                remaining.append((key, artefact))
            else:
                _keep(cache, key, exact, content)
                stage.write(artefact.path, content)
        if remaining:
            left.append(remaining)
    return left


def _exact_keys(group: ArtefactGroup) -> list[str]:
    return [_exact_key(artefact) for _, artefact in group]


def _exact_key(artefact: Artefact) -> str:
    """The key under which an artefact is kept; "" where it has none, or cannot be made."""
    try:
        with template_problems():
            return digest("exact", generator_digest(), artefact.path, artefact.exact()) if artefact.exact else ""
    except ProblemsFound:
        return ""


class Made(NamedTuple):
    """An artefact that was made and written, or what kept it from being made."""

    key: str
    exact: str
    path: str
    problems: tuple[Problem, ...] = ()


def _make_artefacts(stage: Stage, group: ArtefactGroup) -> list[Made]:
    made: list[Made] = []
    for key, artefact in group:
        try:
            with template_problems():
                stage.write(artefact.path, artefact.render())
                made.append(Made(key, _exact_key(artefact), artefact.path))
        except ProblemsFound as found:
            made.append(Made("", "", artefact.path, tuple(found.problems)))
    # An artefact remembers its bytes for the archive beside it, and nobody asks it for them again.
    group.clear()
    return made
