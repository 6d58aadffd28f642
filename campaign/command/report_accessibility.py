"""`campaign report accessibility`"""

from __future__ import annotations

from pathlib import Path

import click

from campaign.command.output import config_option, today_option, write_text
from campaign.command.report import report
from campaign.facts.accessibility import FILE, read_standard
from campaign.files.problems import stop_at_errors
from campaign.plugin.project import read_campaign
from campaign.views.statement import Statement
from campaign.views.views import Views


@report.command()
@config_option
@today_option
@click.option("--language", "codes", multiple=True, help="Only this language; again for more.  [default: all]")
@click.option(
    "--to", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path("accessibility"),
    show_default=True, help="The folder to write into.",
)  # fmt: skip
def accessibility(config_file: Path, today: str | None, codes: tuple[str, ...], folder: Path) -> None:
    """Write the accessibility statement of a public body.

    It has the sections of the EU's model (Decision 2018/1523) and a table by clause of EN 301 549. What it says comes
    from the last audit (make audit) and from docs/_data/accessibility.yml: the public body, the law, where readers
    turn to, and what does not work. What is missing there stands in it as “todo”, and is named here.
    """
    campaign, _, problems = read_campaign(config_file, today)
    stop_at_errors(problems)
    languages = {one.code: one for one in campaign.settings.languages}
    if unknown := [one for one in codes if one not in languages]:
        raise click.BadParameter(f"{unknown[0]} is none of {', '.join(languages)}", param_hint="--language")
    views, standard = Views(campaign), read_standard()
    missing: dict[str, None] = {}
    for code in codes or languages:
        statement = Statement(views, languages[code], standard)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"statement-{code}.html"
        write_text(path, statement.render())
        click.echo(path)
        missing |= statement.missing
    if missing:
        click.echo(f"\nStill to be said, “todo” stands there: {', '.join(missing)}", err=True)
        click.echo(
            f"{campaign.settings.data_name(FILE)} takes body, law, feedback, enforcement and limits (KEYS.md); "
            f"site_url stands in {campaign.settings.config_file}; make audit writes the audit's figures.", err=True,
        )  # fmt: skip
