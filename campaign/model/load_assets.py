"""Reading what lies under `docs/assets/`: photos, recordings, and drawings with the words in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from campaign.files.allowed import ASSETS_FOLDER, walk_files
from campaign.files.documents import conflict_problem, find_conflict
from campaign.files.problems import Problem
from campaign.files.svg import DrawnText, read_svg
from campaign.model.settings import Settings

AssetT = TypeVar("AssetT")
ReadAsset = Callable[[Path, str], tuple[AssetT | None, list[Problem]]]


def load_assets(
    settings: Settings, suffixes: tuple[str, ...], read: ReadAsset[AssetT]
) -> tuple[dict[str, AssetT], list[Problem]]:
    """The files below `docs/assets/` with one of these endings, by path, each as it is read, and what is wrong."""
    assets: dict[str, AssetT] = {}
    problems: list[Problem] = []
    for path in walk_files(settings.docs_dir / ASSETS_FOLDER):
        if path.suffix.lower() in suffixes and not path.is_symlink():
            asset, found = read(path, settings.relative(path))
            problems += found
            if asset:
                assets[path.relative_to(settings.docs_dir).as_posix()] = asset
    return assets, problems


def load_drawings(settings: Settings) -> tuple[dict[str, tuple[DrawnText, ...]], list[Problem]]:
    """What each drawing of the campaign says, by file, and what is wrong with it: those below `docs/assets/`, those of
    its own look that go into the site as they are, and pieces of pages there."""
    drawings: dict[str, tuple[DrawnText, ...]] = {}
    problems: list[Problem] = []
    assets, own = settings.docs_dir / ASSETS_FOLDER, settings.look.own
    for path in [*walk_files(assets), *(walk_files(own) if own else ())]:
        file, is_of_look = settings.relative(path), not path.is_relative_to(assets)
        if is_of_look and path.suffix in _LOOK_TEXTS and (mark := find_conflict(path.read_bytes())):
            problems.append(conflict_problem(file, *mark))
        if path.suffix.lower() == ".svg" and not path.is_symlink():
            is_template = bool(is_of_look and own and not path.is_relative_to(own / ASSETS_FOLDER))
            texts, found = read_svg(path.read_bytes(), file, is_template=is_template)
            problems += found
            drawings[file] = tuple(texts)
    return drawings, problems


_LOOK_TEXTS = frozenset({".html", ".css", ".js", ".typ", ".yml", ".md", ".txt"})
