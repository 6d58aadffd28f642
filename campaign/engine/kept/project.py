"""The campaign's settings, kept between builds: MkDocs is asked only when they have changed."""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from campaign.engine.kept.cache import Cache, digest
from campaign.engine.kept.inputs import Inputs, generator_digest, settings_environment
from campaign.engine.processes import run_beside
from campaign.files.allowed import DATA_FOLDER
from campaign.files.look import Look
from campaign.files.problems import ProblemsFound
from campaign.model.places import Places

if TYPE_CHECKING:
    from campaign.engine.order import Run
    from campaign.model.project import Project

_NEEDED_NEXT = (
    "campaign.engine.make", "campaign.files.yamlfile", "pydantic.type_adapter", "babel.dates", "babel.numbers", "segno",
)  # fmt: skip
"""What checking and rendering loads."""
_GRAIN = 2.0
"""Seconds that a file system may be wrong about when a file was changed."""


class KeptProject:
    """The settings of a build: first where everything is, then, once the files there have been read, all of them."""

    def __init__(self, run: Run, cache: Cache, *, renders: bool = True):
        self.run, self.cache, self._renders = run, cache, renders
        self._read: Project | None = None
        self._read_at = 0.0
        self.places = self._keep_places()

    def project(self, inputs: Inputs) -> Project:
        """The settings. They hold facts about the languages from their word files too."""
        words = self.places.docs_dir / DATA_FOLDER / "ui"
        key = digest("project", generator_digest(), str(self.run.config_file), inputs.settings, inputs.digest_of(words))
        kept = self.cache.get(key)
        if kept is not None:
            project: Project = pickle.loads(kept)
            return project
        is_as_read = self._is_as_read((str(words), *inputs.below(words)))
        project = self._read if self._read and is_as_read else self._ask_mkdocs()
        self.cache.put(key, pickle.dumps(project))
        return project

    def _keep_places(self) -> Places:
        file = self.run.config_file
        try:
            settings = file.read_bytes()
        except OSError:
            return self._ask_mkdocs().places
        key = digest("places", generator_digest(), str(file), settings, settings_environment(file))
        kept = self.cache.get(key)
        if kept is not None:
            places: Places = pickle.loads(kept)
            return places
        self._read_at = time.time()
        self._read = self._ask_mkdocs()
        self.cache.put(key, pickle.dumps(self._read.places))
        return self._read.places

    def _ask_mkdocs(self) -> Project:
        ask = partial(self.run.read_project, self.run.config_file)
        return run_beside(ask, self._get_ready() if self._renders else (), self.run.processes)

    def _get_ready(self) -> Iterator[None]:
        """Load what will be needed where MkDocs has to be asked: files will have to be checked, and pages rendered."""
        for name in _NEEDED_NEXT:
            import_module(name)
        from campaign.engine.kept.bytecode import compile_one_by_one, keep_bytecode
        from campaign.views.templates import template_environment

        yield
        # Where MkDocs will most probably say that they are. If not, it was for nothing and does no harm; a template
        # that is wrong is named when all of them are needed.
        templates = template_environment(Look(self.run.config_file.parent / "overrides"))
        keep_bytecode(templates, self.cache)
        with suppress(ProblemsFound, OSError, ValueError):
            yield from compile_one_by_one(templates)

    def _is_as_read(self, words: Iterable[str]) -> bool:
        """Whether neither the settings nor these files and folders have been touched since MkDocs was asked."""
        with suppress(OSError):
            touched = [os.stat(path) for path in (str(self.run.config_file), *words)]  # noqa: PTH116
            return all(max(one.st_mtime, one.st_ctime) < self._read_at - _GRAIN for one in touched)
        return False
