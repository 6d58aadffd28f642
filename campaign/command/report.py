"""`campaign report`"""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from campaign.command.output import config_option, today_option, write_text
from campaign.engine.processes import map_in_processes, processors
from campaign.files.problems import Problem, ProblemsFound, stop_at_errors
from campaign.plugin.project import read_campaign, read_project
from campaign.report.answers import read_answers
from campaign.report.count import Counting, Counts, count_shares, shares_of
from campaign.report.figures import FEW
from campaign.report.figures import shown as shown_figure
from campaign.report.logs import STDIN
from campaign.report.page import Shown, render_page
from campaign.report.periods import LENGTHS, Periods
from campaign.report.report import make_report, render_csv, render_json
from campaign.views.views import Views

_ROWS = 15
"""So many rows of a table fit on a terminal."""
_SHORT = 26
"""Characters of a title in a table of a terminal."""
_FEW_BYTES = 16_000_000
"""So little is not worth another process."""


class _Reports(click.Group):
    """What follows `campaign report` is a report's name, else logs to count."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = ["logs", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Reports)
def report() -> None:
    """How much the campaign is used, and how accessible it is.

    \b
      campaign report ACCESS_LOG…      count what was opened; more: campaign report logs --help
      campaign report --answers TABLE  add up what people ticked on the questionnaire
      campaign report accessibility    write the accessibility statement of a public body
    """


@report.command("logs")
@click.argument("logs", metavar="ACCESS_LOG…", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--answers", "tables", multiple=True, metavar="TABLE.csv", type=click.Path(path_type=Path),
    help="Answers to the questionnaire, as a school has counted them; may be given several times.",
)  # fmt: skip
@config_option
@today_option
@click.option(
    "--by", "length", type=click.Choice(LENGTHS), default="month", show_default=True, help="How time is divided."
)
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="Count from this day on.")
@click.option("--until", "last", type=click.DateTime(["%Y-%m-%d"]), help="Count until the end of this day.")
@click.option(
    "--school-year-from", "first_month", type=click.IntRange(1, 12), default=9, show_default=True,
    help="The month in which a school year begins.",
)  # fmt: skip
@click.option("--language", "code", help="The language of titles and words.  [default: the campaign's source]")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help="Write the figures for a spreadsheet.")
@click.option(
    "--html", "html_file", type=click.Path(path_type=Path), help="Write one page with charts, to read and print."
)
def count_logs(
    logs: tuple[Path, ...], tables: tuple[Path, ...], config_file: Path, today: str | None, length: str,
    first: datetime.datetime | None, last: datetime.datetime | None, first_month: int, code: str | None,
    as_json: bool, csv_file: Path | None, html_file: Path | None,
) -> None:  # fmt: skip
    """Count what was opened, from a host's ordinary logs, without watching anybody.

    Guides by language and by the way in (poster, letter, card, message), sheets, help, and addresses that are not
    there. The logs may be of nginx, Apache, Caddy, IIS, CloudFront, Amazon's or Google's storage or another server that
    GoAccess reads too, packed (gzip, bzip2, xz) or not, of any size; - is what another program hands over. Readers'
    addresses are not read and stand nowhere, crawlers are left out, and a count under ten is shown as “fewer than ten”.

    \b
      campaign report /var/log/nginx/access.log* --by school-year --html report.html

    With --answers the same report has what people ticked on the sheets of the questionnaire, with logs or without. The
    table is answers.csv of the questionnaire's kit, with the counts typed in: a line for each answer. `page` may say
    what it was about (an id, a title, an address such as …/go/games/), `day` when; both hold until written anew.
    A table that cannot be right is refused line by line, and then nothing is counted.

    \b
      campaign report /var/log/nginx/access.log* --answers school-1.csv --answers school-2.csv --html report.html
    """
    if not logs and not tables:
        raise click.UsageError("Name a log, or a table with --answers.")
    campaign, _, problems = read_campaign(config_file, today)
    stop_at_errors(problems)
    places = read_project(config_file).places
    languages = {one.code: one for one in campaign.settings.languages}
    if code and code not in languages:
        raise click.BadParameter(f"{code} is none of {', '.join(languages)}", param_hint="--language")
    periods = Periods(length, campaign.today, first_month, first and first.date(), last and last.date())
    answers = read_answers(campaign, periods, tables) if tables else None
    files = _readable(logs)
    counts = _count(Counting(campaign, periods, places.timezone), files) if files else None
    found = make_report(campaign, counts, periods, answers)
    shown = Shown(Views(campaign), found, languages[code] if code else campaign.settings.source)
    _put(shown, csv_file, html_file, as_json=as_json)
    if counts:
        _say_what_is_wrong(counts)


def _put(shown: Shown, csv_file: Path | None, html_file: Path | None, *, as_json: bool) -> None:
    """Write the report wherever it is wanted."""
    if csv_file:
        write_text(csv_file, render_csv(shown.report))
    if html_file:
        write_text(html_file, render_page(shown))
    if as_json:
        click.echo(render_json(shown.report), nl=False)
    else:
        _show(shown)


def _readable(logs: Sequence[Path]) -> list[Path]:
    """The logs, each once; raises ProblemsFound for those that cannot be read, all at once."""
    problems, files = [], {}
    for path in logs:
        expected, fix = "the name of a log", "correct the name; with --help there is an example"
        if path == STDIN:
            files[str(path)] = path
        elif path.is_dir():
            problems.append(
                Problem("log", str(path), "this is a folder", expected, f"name the files in it: {path / '*'}")
            )
        elif not path.exists():
            problems.append(Problem("log", str(path), "there is no such file", expected, fix))
        elif not os.access(path, os.R_OK):
            problems.append(
                Problem(
                    "log",
                    str(path),
                    "you may not read this file",
                    "a log that you may read",
                    "ask who runs the server, or: sudo",
                )
            )
        else:
            files[str(path.resolve())] = path
    if problems:
        raise ProblemsFound(problems)
    return list(files.values())


def _count(counting: Counting, files: Sequence[Path]) -> Counts:
    size = sum(one.stat().st_size for one in files if one != STDIN)
    processes = min(2 if size < 4 * _FEW_BYTES else processors(), processors()) if size > _FEW_BYTES else 1
    if size > _FEW_BYTES:
        click.echo(f"Reading {len(files)} log{'s' * (len(files) != 1)}, {size / 1e6:,.0f} MB …", err=True)
    shares = shares_of(files, processes)
    work = [[one for one in shares if one.number == number] for number in range(processes)]
    counts = Counts()
    try:
        for part in map_in_processes(partial(count_shares, counting), work, processes, few=1):
            counts.add(part)
    except OSError as error:
        expected, fix = "a file that can be read to its end", "copy the log to this computer, and try again"
        raise ProblemsFound.of("log", error.filename or "log", error.strerror or str(error), expected, fix) from None
    return counts


def _show(shown: Shown) -> None:
    console = Console()
    for table in shown.tables:
        out = Table(title=escape(table.title), title_justify="left", title_style="bold", box=None)
        out.add_column(table.head, no_wrap=True)
        for column in table.short_columns:
            out.add_column(column, justify="right")
        for row in table.rows[:_ROWS]:
            out.add_row(escape(_cut(row.name)), *(one.short for one in row.figures))
        if table.together:
            out.add_row(escape(table.together.name), *(one.short for one in table.together.figures), style="bold")
        console.print()
        console.print(out)
        if len(table.rows) > _ROWS:
            console.print(
                f"  and {len(table.rows) - _ROWS} more rows: --csv FILE, --html FILE and --json have them all"
            )
    if shown.missing:
        console.print(f"\n[bold]{escape(shown.word('report_missing'))}[/]")
        for address, figure in shown.missing:
            console.print(f"  {figure:>8}  {escape(address)}", highlight=False, soft_wrap=True)
    if not shown.tables:
        console.print(escape(shown.word("report_nothing")))
    click.echo(f"\n< {FEW}: {shown.figure(shown_figure(1))}")
    for note in shown.notes:
        console.print(f"\n{escape(note)}", highlight=False)


def _cut(name: str) -> str:
    """A title beside which the numbers have room."""
    return name if len(name) <= _SHORT else name[: _SHORT - 1] + "…"


def _say_what_is_wrong(counts: Counts) -> None:
    """What of the logs is in no figure, and why; never a line of them, because readers' addresses stand there."""
    for file, number in sorted(counts.unread.items()):
        click.echo(
            f"{file}: {number} lines are in no format that is known; the first is line {counts.first_unread[file]}.",
            err=True,
        )
    for file in sorted(counts.cut):
        click.echo(f"{file}: the file is cut off or damaged; what stands before that was counted.", err=True)
    if counts.misdated:
        click.echo(
            f"{counts.misdated} lines of a day that was not yet, or more than ten years ago, were not counted.",
            err=True,
        )
