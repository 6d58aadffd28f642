"""`campaign new helpline`"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

import click

from campaign.command.asking import Asker, check_address, yes_option
from campaign.command.new import new
from campaign.command.output import config_option, saying, show_problems, today_option, write_text
from campaign.facts.helplines import Kind
from campaign.facts.source import CheckedHow
from campaign.languages.language import Language
from campaign.languages.slug import make_slug
from campaign.plugin.project import read_campaign
from campaign.writing.helpline_log import HELPLINES
from campaign.writing.new_helpline import append_helpline

AUDIENCES = ("children", "families", "everyone")


@new.command("helpline")
@config_option
@today_option
@click.argument("name", required=False)
@click.option("--country", metavar="CODE", help="ISO code such as ME, or INT for everywhere.")
@click.option("--kind", metavar="KIND", help=f"One of: {', '.join(get_args(Kind))}.")
@click.option("--phone", metavar="NUMBER", help="The number as people write it.")
@click.option("--url", metavar="ADDRESS", help="Its site or report form.")
@click.option(
    "--name-in", multiple=True, metavar="CODE=NAME", help="Its name in a language; more than one is possible."
)
@click.option("--audience", multiple=True, help=f"For whom: {', '.join(AUDIENCES)}.")
@click.option("--free", is_flag=True, help="The source says that a call is free.")
@click.option("--anonymous", is_flag=True, help="The source says that callers need not say who they are.")
@click.option("--always", is_flag=True, help="The source says that it is open day and night, every day.")
@click.option("--operator", metavar="NAME", help="Who runs it.")
@click.option("--source", metavar="ADDRESS", help="The page on which you read it.")
@click.option("--quote", metavar="TEXT", help="The words of that page, with the number, in its language.")
@click.option("--how", type=click.Choice(get_args(CheckedHow)), help="How you checked it.  [default: source read]")
@click.option("--id", "helpline_id", metavar="ID", help="Its id.  [default: country and kind, such as me-hotline]")
@yes_option
def helpline_command(config_file: Path, today: str | None, **given: Any) -> None:
    """Add a contact with its source: where you read it, and the words that name the number.

    Without a source there is no contact: the number has to stand in the words that you quote. What you do not give as
    an option is asked. It is written at the end of docs/_data/helplines.yml; all else stays.

    \b
    Examples:
      campaign new helpline                              asks for everything
      campaign new helpline "Child helpline" --country PT --kind child-helpline \\
        --phone "116 111" --source https://example.org/helpline --quote "Call 116 111." --yes
      campaign new helpline "Report a picture" --country INT --kind removal-service \\
        --url https://example.org/report --source https://example.org/about --quote "Report it here."
    """
    asker = Asker(yes=given["yes"])
    with saying("Nothing was written."):
        campaign, _, _ = read_campaign(config_file, today)
        path, file = campaign.settings.data(HELPLINES), campaign.settings.data_name(HELPLINES)
        text = path.read_bytes().decode("utf-8") if path.is_file() else ""
        checked = {"checked_on": campaign.today, "checked_how": given["how"] or "source read", "confidence": "medium"}
        values = {**_ask_values(asker, given, campaign.settings.source), **checked}
        changed, problems = append_helpline(text, file, values, campaign.today, campaign.helplines)
    write_text(path, changed)
    show_problems(problems)
    click.echo(
        f"Written: {values['id']}, at the end of {file}.\n"
        f"  In a page: {{{{ helpline: {values['id']} }}}}\n"
        f"  Its name in other languages: add lines under `name:`\n"
        f"  After a call: campaign helplines checked {values['id']} --how called"
    )


def _ask_values(asker: Asker, given: dict[str, Any], language: Language) -> dict[str, Any]:
    name = asker.text(f"Its name in {language.name}", given["name"], "NAME")
    country = asker.text(
        "Country (two letters, INT for everywhere)", given["country"], "--country", check=_check_country
    )
    kind = asker.text(f"What is it? ({', '.join(get_args(Kind))})", given["kind"], "--kind", check=_check_kind)
    phone = asker.text("Number, as people write it (Enter: none)", given["phone"], "--phone", is_needed=False)
    url = given["url"]
    if not url:
        url = asker.text("Its site (Enter: none)", None, "--url", is_needed=not phone, check=check_address)
    source = asker.text("Address of the page on which you read it", given["source"], "--source", check=check_address)
    quote = asker.text("The words of that page that say so, with the number", given["quote"], "--quote")
    default = (
        ("children",) if kind == "child-helpline" else ("families",) if kind == "parent-helpline" else ("everyone",)
    )
    audience = asker.choices("For whom?", given["audience"], "--audience", AUDIENCES, default)
    names = {language.code: name}
    for one in given["name_in"]:
        code, separator, text = one.partition("=")
        if not separator or not text.strip():
            raise click.UsageError(f"--name-in: a language and a name, such as sl=Ime; not “{one}”")
        names[code.strip()] = text.strip()
    return {
        "id": given["helpline_id"] or make_slug(f"{country} {kind}"),
        "country": country,
        "kind": kind,
        "name": names,
        "phone": re.sub(r"\D", "", phone),
        "display": phone,
        "url": url,
        "hours": {"always": True} if given["always"] else None,
        "cost": "free" if given["free"] else None,
        "anonymous": given["anonymous"] or None,
        "audience": list(audience),
        "operator": given["operator"],
        "source": {"url": source, "publisher": urlsplit(source).netloc.removeprefix("www."), "quote": quote},
    }


def _check_country(answer: str) -> str | None:
    return None if re.fullmatch(r"[A-Z]{2}|INT", answer) else "two capital letters such as ME, or INT"


def _check_kind(answer: str) -> str | None:
    return None if answer in get_args(Kind) else f"one of: {', '.join(get_args(Kind))}"
