"""A site built by MkDocs itself: for settings with plugins or hooks that only MkDocs can run."""

from __future__ import annotations

import logging
from pathlib import Path

import mkdocs
from mkdocs.commands.build import build
from mkdocs.exceptions import Abort, BuildError

from campaign.files.problems import Problem, ProblemsFound
from campaign.plugin.project import read_config


def build_with_mkdocs(stage: Path, config_file: Path, today: str | None, *, preview: bool) -> None:
    """Build into the folder `stage`; raises ProblemsFound with MkDocs' warnings when it gives up."""
    logger = logging.getLogger(mkdocs.__name__)
    logger.setLevel(logging.INFO)
    handler = _Warnings()
    logger.addHandler(handler)
    logger.propagate = False
    try:
        config = read_config(config_file, site_dir=str(stage))
        options = config.plugins["campaign"].config
        options.checks = False
        options.today = today or options.today
        options.preview = preview or options.preview
        build(config)
    except (Abort, BuildError) as error:
        messages = handler.messages or [str(error)]
        raise ProblemsFound(Problem("build", config_file.name, one.strip()) for one in messages) from None
    finally:
        logger.removeHandler(handler)


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
