"""`campaign helplines change`"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, get_args
from urllib.parse import urlsplit

import click

from campaign.command.asking import Asker, check_address, yes_option
from campaign.command.helplines import helplines, pages_by_helpline
from campaign.command.output import saying, show_problems
from campaign.facts.helplines import Helpline
from campaign.facts.source import CheckedHow
from campaign.files.documents import YamlDocument
from campaign.files.problems import ProblemsFound
from campaign.model.campaign import Campaign
from campaign.model.editions import editions_with
from campaign.writing.helpline_change import NewContact, change_helpline
from campaign.writing.helpline_log import HELPLINES, find_entry, own_contacts, write_change

MAX_SHOWN = 8
NONE = "none"
"""The answer that takes a number or a site away."""


@helplines.command()
@click.argument("helpline_id", metavar="ID", required=False)
@click.option(
    "--phone", metavar="NUMBER", help="The new number as people write it; “none” when there is none any more."
)
@click.option("--url", metavar="ADDRESS", help="The new site or report form; “none” when there is none any more.")
@click.option("--source", metavar="ADDRESS", help="The page on which you read it.  [default: the page of before]")
@click.option("--quote", metavar="TEXT", help="The words of that page, with the number, in its language.")
@click.option("--how", type=click.Choice(get_args(CheckedHow)), help="How you checked it.  [default: source read]")
@click.option("--note", help="What was found, for staff.")
@yes_option
@click.pass_obj
def change(found: tuple[Campaign, dict[str, YamlDocument]], /, helpline_id: str | None, **given: Any) -> None:
    """Give a contact a new number or site; asks for what is not given.

    It needs the page on which you read the new number, and the words of that page. Pages need no change: they show the
    number of the contact, in all languages. The number of before stays in `campaign helplines log`.
    """
    campaign, _ = found
    asker = Asker(yes=given["yes"])
    settings = campaign.settings
    file = settings.data_name(HELPLINES)
    helpline_id = asker.text("The contact's id (campaign helplines lists them all)", helpline_id, "ID")
    with saying("Nothing was written."):
        find_entry(YamlDocument([{"id": one} for one in campaign.helplines], file=file), helpline_id)
        old = campaign.helplines[helpline_id]
        text = own_contacts(settings, [helpline_id])
        while True:
            new = _ask_values(asker, old, given)
            try:
                changed, entry, problems = change_helpline(text, file, helpline_id, new, campaign.today)
                break
            except ProblemsFound as wrong:
                given |= _answers_but(new, wrong, asker)
    if not entry.changed:
        click.echo("Nothing would change. After a look at the same number: campaign helplines checked " + helpline_id)
        return
    click.echo(f"{helpline_id}: {entry.changed}")
    if asker.is_interactive:
        click.confirm("Is that right?", default=True, abort=True)
    write_change(settings, changed, entry)
    show_problems(problems)
    _show_next(campaign, old)


_ASKED = {
    "quote": ("quote",), "source.url": ("source",), "phone": ("phone", "quote"), "display": ("phone", "quote"),
    "url": ("url",),
}  # fmt: skip
"""The questions whose answers a key comes from."""


def _answers_but(new: NewContact, wrong: ProblemsFound, asker: Asker) -> dict[str, Any]:
    """The answers, to be kept, but for those in which something is wrong: these are asked for once more. Raises the
    problems where there is nobody to ask, or they are of something else."""
    fields = [one.field or "" for one in wrong.problems if one.severity == "error"]
    again = {name for field in fields for key, names in _ASKED.items() if field.endswith(key) for name in names}
    if not asker.is_interactive or not again:
        raise wrong
    show_problems(wrong.problems)
    kept = {"phone": new.display or NONE, "url": new.url or NONE, "source": new.source, "quote": new.quote}
    return {name: None if name in again else answer for name, answer in kept.items()}


def _ask_values(asker: Asker, old: Helpline, given: dict[str, Any]) -> NewContact:
    if asker.is_interactive:
        click.echo(f"{old.id}: {old.display or 'no number'}, {old.url or 'no site'}")
    phone = asker.text(f"New number, as people write it (or “{NONE}”)", given["phone"], "--phone",
                       default=old.display or NONE)  # fmt: skip
    url = asker.text(f"Its site (or “{NONE}”)", given["url"], "--url", default=old.url or NONE, check=_check_site)
    source = asker.text("Address of the page on which you read it", given["source"], "--source",
                        default=old.source.url, check=check_address)  # fmt: skip
    is_same = (phone, url, source) == (old.display or NONE, old.url or NONE, old.source.url)
    quote = asker.text("The words of that page that say so, with the number", given["quote"], "--quote",
                       default=old.source.quote if is_same else "")  # fmt: skip
    return NewContact(
        display=None if phone == NONE else phone,
        url=None if url == NONE else url,
        source=source,
        publisher=old.source.publisher if source == old.source.url else urlsplit(source).netloc.removeprefix("www."),
        quote=quote,
        how=given["how"] or "source read",
        note=given["note"],
    )


def _check_site(answer: str) -> str | None:
    return None if answer == NONE else check_address(answer)


def _show_next(campaign: Campaign, old: Helpline) -> None:
    used_by, languages = pages_by_helpline(campaign)[old.id], defaultdict(list)
    for (folder, path), page in sorted(campaign.pages.items()):
        if page.file in used_by:
            languages[path].append(folder)
    click.echo(f"Written, and noted in the log. Pages that show it: {len(languages)}.")
    for path, folders in list(languages.items())[:MAX_SHOWN]:
        click.echo(f"  {path} ({', '.join(folders)})")
    if len(languages) > MAX_SHOWN:
        click.echo(f"  … and {len(languages) - MAX_SHOWN} more: campaign helplines show {old.id}")
    kept = [
        words
        for is_said, words in (
            (old.cost, "a call is free"), (old.anonymous, "callers need not say who they are"),
            (old.hours, "when it is open"), (old.chat, "there is a chat"),
        )
        if is_said
    ]  # fmt: skip
    if kept:
        click.echo(
            f"It still says, from the source of before: {'; '.join(kept)}. If that has changed too: campaign edit"
        )
    click.echo(
        "Next:\n"
        "  look at it:    campaign build --preview -o site-preview\n"
        '  tell readers:  campaign new update "A number has changed"\n'
        "  send it out:   campaign publish\n"
        "Sheets that were printed before carry the old number: give schools the new ones."
    )
    printed = editions_with(campaign, old.id, old.display or old.phone or old.url or "")
    if printed:
        click.echo(f"Editions that carry it ({len(printed)}), all from now on: campaign editions --number {old.id}")
        click.echo("".join(f"  {one}\n" for one in printed[:MAX_SHOWN]), nl=False)
