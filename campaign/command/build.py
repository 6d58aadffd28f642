"""`campaign build`"""

from __future__ import annotations

import logging
import time
from pathlib import Path

import click
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.exceptions import Abort, BuildError
from rich.console import Console

from campaign.check import check_campaign
from campaign.command.edit import write_editor
from campaign.command.hosting import write_site_files
from campaign.command.project import config_option, read_campaign, read_config, show_problems, today_option
from campaign.problems import Problem, ProblemsFound, has_errors
from campaign.publish import check_built_links, staged_site
from campaign.updates import render_next_due


@click.command()
@config_option
@today_option
@click.option("--release", is_flag=True, help="Be as strict as for publishing: what is past its date is an error.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to put the site.  [default: site_dir of mkdocs.yml]",
)
@click.option("--preview", is_flag=True, help="For those who write: marked as drafts, with what is scheduled.")
@click.option(
    "--with-editor", is_flag=True, help="Also the web editor, in edit/; mkdocs.yml says for which repository."
)
@click.option("-v", "--verbose", is_flag=True, help="Show what MkDocs says while it builds.")
def build(
    config_file: Path,
    today: str | None,
    release: bool,
    output: Path | None,
    preview: bool,
    with_editor: bool,
    verbose: bool,
) -> None:
    """Check everything, then build every language into site/.

    The site is built aside, verified, and put in its place only when all is well: until then, and whenever
    something goes wrong, the last good site stays as it was.
    """
    console = Console(stderr=True)
    started = time.monotonic()
    try:
        with console.status("Checking pages and facts …"):
            campaign, documents, problems = read_campaign(config_file, today, preview=preview)
            problems = problems + check_campaign(campaign, documents, is_release=release)
        show_problems(problems)
        if has_errors(problems):
            click.echo("Nothing was built; the last site is as it was.", err=True)
            raise SystemExit(1)
        site = (output or Path(read_config(config_file).site_dir)).absolute()
        with staged_site(site) as stage:
            _build_into(stage, config_file, today, preview, verbose, console)
            if with_editor:
                write_editor(stage / "edit", campaign, config_file)
            write_site_files(stage, campaign.settings, with_editor=with_editor)
            with console.status("Verifying the built pages …"):
                broken = check_built_links(stage)
            if broken:
                raise ProblemsFound(broken)
    except ProblemsFound as found:
        show_problems(found.problems)
        click.echo("Nothing was changed; the last site is as it was.", err=True)
        raise SystemExit(1) from None
    pages = sum(1 for _ in site.rglob("*.html"))
    console.print(
        f"Built {pages} pages in {len(campaign.settings.languages)} languages into {site} "
        f"in {time.monotonic() - started:.1f} s."
    )
    if preview:
        console.print("This is a preview: every page says so, and search engines are kept out. Do not publish it.")
    if not campaign.settings.site_url:
        console.print("Without site_url in mkdocs.yml there is no sitemap.xml, no news feed and no text to pass on.")
    for line in render_next_due(campaign):
        console.print(line, highlight=False)


def _build_into(
    stage: Path, config_file: Path, today: str | None, preview: bool, verbose: bool, console: Console
) -> None:
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    handler = _Progress(console, verbose)
    logger.addHandler(handler)
    logger.propagate = False
    try:
        config = read_config(config_file, site_dir=str(stage))
        options = config.plugins["campaign"].config
        options.checks = False
        options.today = today or options.today
        options.preview = preview or options.preview
        with handler.status:
            mkdocs_build(config)
    except (Abort, BuildError) as error:
        raise ProblemsFound(
            [Problem(rule="build", file=config_file.name, found=message.strip()) for message in handler.warnings]
            or [Problem(rule="build", file=config_file.name, found=str(error))]
        ) from None
    finally:
        logger.removeHandler(handler)


class _Progress(logging.Handler):
    """MkDocs' messages: the language being built as a moving line, warnings kept for the report."""

    def __init__(self, console: Console, verbose: bool):
        super().__init__(logging.INFO)
        self.console, self.verbose = console, verbose
        self.status = console.status("Building …")
        self.warnings: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if record.levelno >= logging.WARNING:
            self.warnings.append(message)
        if self.verbose:
            self.console.print(message, markup=False)
        elif "Building '" in message:
            self.status.update(f"Building {message.split(chr(39))[1]} …")
