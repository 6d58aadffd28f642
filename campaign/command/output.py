"""What every subcommand shares and what needs no settings: options, problems shown to a person or a machine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from campaign.files.problems import Problem, ProblemsFound, has_errors, render_github, sorted_problems
from campaign.files.replace import replace_file

EXIT_PROBLEMS = 1
FORMAT = "format of problems"
"""Where the context of a command says how problems that end it are to be shown."""

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

unattended_option = click.option(
    "--unattended", is_flag=True,
    help="With --release: nobody looks on, as at night, so what is only past its date is a warning.",
)  # fmt: skip


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all. Line endings stay as they are."""
    replace_file(path, text.encode("utf-8"))


@contextmanager
def saying(note: str) -> Iterator[None]:
    """Where problems stop the command, say what it has left as it was; the innermost note counts."""
    try:
        yield
    except ProblemsFound as found:
        if not hasattr(found, "__notes__"):
            found.add_note(note)
        raise


class Commands(click.Group):
    """Commands that problems end: they are shown, and the exit code says so. This is the one place that does it."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was typed."""
        try:
            return super().invoke(ctx)
        except ProblemsFound as found:
            show_problems(found.problems, ctx.meta.get(FORMAT, "text"))
            for note in getattr(found, "__notes__", ()):
                click.echo(note, err=True)
            raise SystemExit(EXIT_PROBLEMS) from None


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
    file = None
    for one in problems:
        if one.file != file:
            file = one.file
            click.secho(f"\n{file}", bold=True, err=True)
        is_error = one.severity == "error"
        mark = click.style("  ✗ " if is_error else "  ! ", fg="red" if is_error else "yellow")
        click.echo(mark + click.style(f"{one.place}: " if one.place else "", dim=True) + one.found, err=True)
        if one.expected:
            click.echo(f"      expected: {one.expected}", err=True)
        if one.fix:
            click.secho(f"      to mend:  {one.fix}", fg="green", err=True)
    errors = sum(one.severity == "error" for one in problems)
    warnings = len(problems) - errors
    if problems:
        click.echo(f"\n{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}", err=True)


def exit_with(problems: Iterable[Problem]) -> None:
    """End the command with 1 when there is an error among the problems."""
    if has_errors(problems):
        raise SystemExit(EXIT_PROBLEMS)
