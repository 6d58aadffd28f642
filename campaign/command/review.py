"""`campaign review`"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from campaign.command.asking import Asker
from campaign.command.output import config_option, saying, today_option
from campaign.command.publish import choose, introduce
from campaign.command.settling import Settler, settle_option
from campaign.files.problems import ProblemsFound, render_problems
from campaign.model.campaign import Campaign
from campaign.plugin.project import read_campaign
from campaign.writing.joining import joiner
from campaign.writing.merge import Clash
from campaign.writing.outgoing import list_outgoing
from campaign.writing.repository import Repository
from campaign.writing.reviews import (
    STATES,
    drop_review,
    find_review,
    list_reviews,
    review_key,
    send_for_review,
    set_state,
    take_review,
)  # fmt: skip

only_option = click.option("--only", "keys", multiple=True, metavar="ID", help="Send only this; may be given often.")


class Reviewing:
    """The campaign and its repository, as the commands below need them."""

    def __init__(self, config_file: Path, today: str | None, *, as_json: bool):
        self.as_json = as_json
        self.repository = Repository(config_file.resolve().parent)
        self.repository.fetch()
        self.campaign: Campaign = read_campaign(config_file, today)[0]
        settings = self.campaign.settings
        self.paths = (settings.relative(settings.docs_dir), settings.config_file)

    def settler(self, for_all: tuple[str, ...]) -> Settler:
        """Asks where somebody can be asked."""
        return Settler({}, for_all=for_all, is_interactive=Asker(yes=self.as_json).is_interactive)

    def say(self, said: str, clashes: Sequence[Clash] = ()) -> None:
        """Tell the person, or the program: what was done, and what waits now."""
        if clashes:
            places = dict.fromkeys(f"{one.path}" + (f", “{one.place}”" if one.place else "") for one in clashes)
            said = "Others have changed the same passage: " + "; ".join(places)
            said += ". Nothing was changed. In a terminal you see both texts and choose; or say --settle."
        if self.as_json:
            waiting = [{**one._asdict(), "words": one.in_words()} for one in list_reviews(self.repository)]
            said = json.dumps({"said": said, "reviews": waiting, "isDone": not clashes}, ensure_ascii=False)
        click.echo(said)
        if clashes:
            raise SystemExit(1)


@click.group(invoke_without_command=True)
@config_option
@today_option
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.pass_context
def review(context: click.Context, config_file: Path, today: str | None, as_json: bool) -> None:
    """Have somebody look at a change before it is published; without a command: what waits.

    A change waits on a branch of its own at the Git host, as a draft, in review, or ready. Readers see nothing of it.
    A colleague takes it over into their folder, looks at it as readers will (campaign edit, or campaign serve
    --preview, also when its day is still to come), corrects it, and publishes it; then it no longer waits.

    \b
    Examples:
      campaign review send --only update-a-new-number
      campaign review                                     what waits, from whom
      campaign review take update-a-new-number            into this folder
      campaign review set update-a-new-number ready
      campaign publish --only update-a-new-number
    """
    with _answering(as_json):
        context.obj = reviewing = Reviewing(config_file, today, as_json=as_json)
        if context.invoked_subcommand is None:
            found = list_reviews(reviewing.repository)
            reviewing.say("\n".join(one.in_words() for one in found) or "Nothing waits to be looked at.")


@review.command("send")
@only_option
@click.option("--as", "state", type=click.Choice([*STATES]), default="review", show_default=True, help="How far it is.")
@click.option("--name", help="Your name, which stands beside the change.  [default: as git knows it]")
@click.option("--email", help="Your e-mail address, likewise.")
@settle_option
@click.pass_obj
def send_command(obj: Reviewing, /, keys: tuple[str, ...], state: str, for_all: tuple[str, ...], **given: Any) -> None:
    """Send what you have changed to be looked at, each page by itself; it stays in your folder too."""
    with _answering(obj.as_json):
        repository = obj.repository
        changes = repository.pending(obj.paths)
        items = choose(list_outgoing(obj.campaign, repository, changes), keys)
        locks = [one.path for one in changes if one.path.startswith(obj.campaign.settings.data_name("locks/"))]
        introduce(repository, Asker(yes=obj.as_json), given)
        clashes: list[Clash] = []
        sent = []
        with joiner(repository) as join:
            for item in items:
                left = send_for_review(repository, join, item, locks, state, obj.settler(for_all))
                clashes += left
                if not left:
                    sent.append(f"“{item.title}” is {STATES[state]}: campaign review take {review_key(item)}")
        obj.say("\n".join(sent) or "Nothing has changed: there is nothing to send.", clashes)


@review.command("take")
@click.argument("key", metavar="ID")
@settle_option
@click.pass_obj
def take_command(obj: Reviewing, key: str, for_all: tuple[str, ...]) -> None:
    """Put what waits into your folder, beside what you have changed yourself. It still waits afterwards."""
    with _answering(obj.as_json), joiner(obj.repository) as join:
        found = find_review(obj.repository, key)
        clashes = take_review(obj.repository, join, found, obj.paths, obj.settler(for_all))
        obj.say(f"“{found.title}” is in your folder. Look at it, then: campaign publish --only {key}", clashes)


@review.command("set")
@click.argument("key", metavar="ID")
@click.argument("state", type=click.Choice([*STATES]))
@click.pass_obj
def set_command(obj: Reviewing, key: str, state: str) -> None:
    """Say how far something is: draft, in review, ready."""
    with _answering(obj.as_json):
        found = find_review(obj.repository, key)
        set_state(obj.repository, found, state)
        obj.say(f"“{found.title}” is {STATES[state]} now.")


@review.command("drop")
@click.argument("key", metavar="ID")
@click.pass_obj
def drop_command(obj: Reviewing, key: str) -> None:
    """Take something off the list. Whoever has its text in a folder keeps it."""
    with _answering(obj.as_json):
        found = find_review(obj.repository, key)
        drop_review(obj.repository, found)
        obj.say(f"“{found.title}” no longer waits.")


@contextmanager
def _answering(as_json: bool) -> Iterator[None]:
    """Where problems stop a command, a program gets them as the answer."""
    try:
        with saying("Nothing was changed."):
            yield
    except ProblemsFound as found:
        if not as_json:
            raise
        click.echo(json.dumps({"said": render_problems(found.problems), "reviews": [], "isDone": False}))
        raise SystemExit(1) from None
