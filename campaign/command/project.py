"""What every subcommand needs: the campaign of this folder, and problems shown to a person or a machine."""

from __future__ import annotations

import datetime
import json
import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from rich.console import Console
from rich.text import Text

from campaign.load import load_campaign
from campaign.model import Campaign
from campaign.plugin.config import CampaignConfig
from campaign.plugin.settings import parse_today, settings_from
from campaign.problems import Problem, ProblemsFound, has_errors, render_github, sorted_problems
from campaign.yamlfile import YamlDocument

EXIT_PROBLEMS = 1

config_option = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The campaign's settings.",
)
today_option = click.option(
    "--today", metavar="YYYY-MM-DD", help="Work as if it were this day (expiries, updates dated in the future)."
)


def read_config(config_file: Path, **overrides: Any) -> MkDocsConfig:
    """MkDocs' configuration; raises ProblemsFound when it is missing or wrong, with every message MkDocs has."""
    # Material prints a notice about MkDocs 2 on every start; the versions are pinned here.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    messages: list[str] = []
    handler = _Collector(messages)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    propagate, logger.propagate = logger.propagate, False
    try:
        if not config_file.is_file():
            raise ProblemsFound(
                [
                    Problem(
                        rule="settings",
                        file=config_file.name,
                        found=f"there is no file {config_file}",
                        expected="the campaign's folder, where mkdocs.yml is",
                        fix="go to that folder (cd), or name the file with --config-file",
                    )
                ]
            )
        return load_config(str(config_file), **overrides)
    except (Abort, ConfigurationError) as error:
        texts = messages or [str(error)]
        raise ProblemsFound(
            [
                Problem(rule="settings", file=config_file.name, found=text.strip(), fix="correct the settings")
                for text in texts
            ]
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
    plugin = config.plugins.get("campaign")
    if plugin is None:
        raise ProblemsFound(
            [
                Problem(
                    rule="settings",
                    file=config_file.name,
                    field="plugins",
                    found="the plugin `campaign` is missing",
                    expected="`- campaign:` first under `plugins:`",
                    fix="add it",
                )
            ]
        )
    options: CampaignConfig = plugin.config
    options.preview = preview or options.preview
    day: datetime.date = parse_today(today or options.today)
    campaign, documents, problems = load_campaign(settings_from(config, options, with_prepared=with_prepared), day)
    if with_prepared:
        published = {f"docs/_data/ui/{one.code}.yml" for one in settings_from(config, options).languages}
        problems = [one for one in problems if one.rule != "words" or one.file in published]
    return campaign, documents, problems


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all: aside first, then in its place. Line endings stay as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(text.encode("utf-8"))
    part.replace(path)


def show_problems(problems: Iterable[Problem], output: str = "text") -> None:
    """Print problems: "text" for people, "json" and "github" for machines."""
    problems = sorted_problems(problems)
    if output == "json":
        click.echo(json.dumps([one.as_dict() for one in problems], ensure_ascii=False, indent=2))
    elif output == "github":
        click.echo(render_github(problems))
    else:
        _show_text(problems)


def _show_text(problems: list[Problem]) -> None:
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    file = None
    for one in problems:
        if one.file != file:
            file = one.file
            console.print(Text(f"\n{file}", style="bold"))
        place = ", ".join(filter(None, [f"line {one.line}" if one.line else "", one.field]))
        mark = Text("  ✗ " if one.severity == "error" else "  ! ", style="red" if one.severity == "error" else "yellow")
        console.print(mark + Text(f"{place}: " if place else "", style="dim") + Text(one.found))
        if one.expected:
            console.print(Text(f"      expected: {one.expected}"))
        if one.fix:
            console.print(Text(f"      to mend:  {one.fix}", style="green"))
    errors = sum(one.severity == "error" for one in problems)
    warnings = len(problems) - errors
    if problems:
        console.print(f"\n{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}")


def exit_with(problems: Iterable[Problem]) -> None:
    """End the command with 1 when there is an error among the problems."""
    if has_errors(problems):
        raise SystemExit(EXIT_PROBLEMS)
