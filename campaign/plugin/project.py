"""The campaign of this folder, read through MkDocs' configuration."""

from __future__ import annotations

import datetime
import logging
import os
from pathlib import Path
from typing import Any

import mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from campaign.files.days import parse_today
from campaign.files.documents import YamlDocument, decode_text
from campaign.files.problems import Problem, ProblemsFound
from campaign.files.yamlfile import check_depth
from campaign.model.campaign import Campaign
from campaign.model.load import load_campaign
from campaign.model.places import Places
from campaign.model.project import Project
from campaign.model.settings import Settings
from campaign.plugin.config import CampaignConfig, timezone_of
from campaign.plugin.settings import look_of, settings_from
from campaign.plugin.theme import stylesheet_folder

OWN_PLUGINS = {"campaign", "i18n", "search", "material/search"}
"""The plugins whose work is done without MkDocs too; those of search have nothing to do here."""


def read_config(config_file: Path, **overrides: Any) -> MkDocsConfig:
    """MkDocs' configuration; raises ProblemsFound when it is missing or wrong, with every message MkDocs has."""
    # Material prints a notice about MkDocs 2 on every start; the versions are pinned here.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    messages: list[str] = []
    handler = _Collector(messages)
    # ProperDocs, in its place, has a logger of its own name.
    logger = logging.getLogger(mkdocs.__name__)
    logger.addHandler(handler)
    propagate, logger.propagate = logger.propagate, False
    try:
        if not config_file.is_file():
            expected = "the campaign's folder, where mkdocs.yml is"
            fix = "go to that folder (cd), or name the file with --config-file"
            raise ProblemsFound.of("settings", config_file.name, f"there is no file {config_file}", expected, fix)
        check_depth(decode_text(config_file.read_bytes(), config_file.name), config_file.name)
        return load_config(str(config_file), **overrides)
    except (Abort, ConfigurationError) as error:
        raise ProblemsFound(
            Problem("settings", config_file.name, text.strip(), fix="correct the settings")
            for text in messages or [str(error)]
        ) from None
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate


class _Collector(logging.Handler):
    def __init__(self, messages: list[str]):
        super().__init__(logging.ERROR)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def read_campaign(
    config_file: Path, today: str | None, *, with_prepared: bool = False, preview: bool = False
) -> tuple[Campaign, dict[str, YamlDocument], list[Problem]]:
    """The campaign of this folder, its data documents, and the problems met while loading.

    `with_prepared`: languages with `build: false` too; that their words are not complete is then no problem.
    `preview`: for those who write, with what is scheduled or not finished yet.
    """
    config = read_config(config_file)
    options = _options(config, config_file)
    options.preview = preview or options.preview
    day: datetime.date = parse_today(today or options.today, timezone_of(options))
    campaign, documents, problems = load_campaign(settings_from(config, options, with_prepared=with_prepared), day)
    if with_prepared:
        problems = without_prepared(problems, settings_from(config, options))
    return campaign, documents, problems


def without_prepared(problems: list[Problem], settings: Settings) -> list[Problem]:
    """The problems without those of words in languages that these settings do not build."""
    published = {settings.data_name(f"ui/{one.code}.yml") for one in settings.languages}
    return [one for one in problems if one.rule != "words" or one.file in published]


def read_project(config_file: Path, *, with_prepared: bool = False) -> Project:
    """The settings of this folder; raises ProblemsFound when they are missing or wrong. `with_prepared` as above."""
    config = read_config(config_file)
    options = _options(config, config_file)
    places = Places(
        config_file=config_file,
        docs_dir=Path(config.docs_dir).resolve(),
        look=look_of(config, options),
        site_dir=Path(config.site_dir).absolute(),
        theme=stylesheet_folder(),
        today=options.today,
        timezone=timezone_of(options),
        foreign_plugins=(
            *(name for name in config.plugins if name not in OWN_PLUGINS),
            *(["hooks"] if config.hooks else []),
        ),
    )
    return Project(places, settings_from(config, options, with_prepared=with_prepared))


def read_made_with(config_file: Path) -> str:
    """The version of the generator that the settings name; "" for none."""
    return str(_options(read_config(config_file), config_file).made_with)


def _options(config: MkDocsConfig, config_file: Path) -> CampaignConfig:
    plugin = config.plugins.get("campaign")
    if plugin is None:
        found = "the plugin `campaign` is missing"
        expected = "`- campaign:` first under `plugins:`"
        raise ProblemsFound.of("settings", config_file.name, found, expected, "add it", field="plugins")
    options: CampaignConfig = plugin.config
    return options
