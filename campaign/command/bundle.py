"""`campaign bundle`"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from campaign.checks.check import check_campaign
from campaign.command.build import plan_run
from campaign.command.output import config_option, saying, today_option
from campaign.engine.kept.cache import Cache
from campaign.engine.run import run_build
from campaign.files.problems import ProblemsFound, stop_at_errors
from campaign.files.sums import SUMS, render_sums
from campaign.files.swap import MANIFEST, staged_site
from campaign.plugin.project import read_campaign
from campaign.release.bundle import Bundle, check_drawings, plan_bundles, render_bundle, write_bundle
from campaign.release.essentials import plan_essentials, render_essentials
from campaign.views.views import Views


@click.command()
@config_option
@today_option
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    help="Pack this built site.  [default: build a new one]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("dist"),
    show_default=True,
    help="Where to put the ZIP files.",
)
def bundle(config_file: Path, today: str | None, site: Path | None, output: Path) -> None:
    """Pack the site to take away: one ZIP with all languages, and two for each: all of it, and the essentials.

    The essentials are what readers need most, small enough for a poor line; Moodle takes them in as an “IMS content
    package”. Unpacked, START-HERE.html opens the site without a server or the internet. SHA256SUMS names the sum of
    each ZIP.
    The last ZIP files stay as they are until the new ones are whole.
    """
    console = Console(stderr=True)
    started = time.monotonic()
    with saying("Nothing was changed; the last ZIP files are as they were."):
        with console.status("Checking pages and facts …"):
            campaign, documents, problems = read_campaign(config_file, today)
            problems = problems + check_campaign(campaign, documents, is_release=True)
        stop_at_errors(problems)
        views = Views(campaign)
        with tempfile.TemporaryDirectory(prefix="campaign-") as folder, staged_site(output.absolute()) as stage:
            if site is None:
                site = Path(folder) / "site"
                with console.status("Building …"):
                    run_build(plan_run(config_file.absolute(), site, today, release=True), Cache(None))
            elif not (site / MANIFEST).is_file():
                raise _no_site(site)
            elif 'class="c-draft"' in (site / "index.html").read_text("utf-8"):
                raise _no_site(site, "a preview")
            bundles = plan_bundles(views, site)
            if drawings := list(check_drawings(site, bundles)):
                raise ProblemsFound(drawings)
            _pack(views, site, bundles, stage, console)
    _report(bundles, output, console)
    console.print(f"Packed {len(bundles)} ZIP files in {time.monotonic() - started:.1f} s.")


def _pack(views: Views, site: Path, bundles: list[Bundle], stage: Path, console: Console) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    sums = {}
    with Progress(*columns, console=console) as progress:
        for one in bundles:
            task = progress.add_task(one.name, total=len(one.paths))
            sums[f"{one.name}.zip"] = write_bundle(
                stage / f"{one.name}.zip",
                render_bundle(views, site, one),
                one.name,
                views.campaign.today,
                lambda task=task: progress.advance(task),  # type: ignore[misc]
            )
            progress.update(task, total=progress.tasks[-1].completed)
            if small := plan_essentials(views, site, one):
                # At the root, where Moodle looks for the manifest.
                files, file = render_essentials(views, site, small), stage / f"{small.name}.zip"
                sums[file.name] = write_bundle(file, files, "", views.campaign.today, lambda: None)
    (stage / SUMS).write_text(render_sums(sums), "utf-8")


def _report(bundles: list[Bundle], output: Path, console: Console) -> None:
    table = Table("file", "language", "MB", box=None)
    for one in bundles:
        file = output / f"{one.name}.zip"
        table.add_row(str(file), one.language.name if one.language else "all", f"{file.stat().st_size / 1e6:.1f}")
    console.print(table)


def _no_site(site: Path, what: str = "no site that was built here") -> ProblemsFound:
    found = f"{site} is {what}"
    expected = "a folder that `campaign build --release` wrote"
    return ProblemsFound.of("output", site.name, found, expected, "run: campaign build --release, or leave --site away")
