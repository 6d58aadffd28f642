"""`campaign publish`"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import click

from campaign.checks.check import check_campaign
from campaign.checks.permalinks import check_history
from campaign.command.asking import Asker, yes_option
from campaign.command.output import config_option, saying, today_option
from campaign.command.settling import Settler, settle_option
from campaign.files.problems import ProblemsFound, render_problems, stop_at_errors
from campaign.model.campaign import Campaign
from campaign.model.permalinks import new_ids
from campaign.model.updates import is_scheduled, render_next_due
from campaign.plugin.project import read_campaign
from campaign.writing.joining import Joined, Joiner, joiner
from campaign.writing.outgoing import Destination, Outgoing, destination, list_outgoing
from campaign.writing.released import new_ledgers, once_released
from campaign.writing.repository import Repository
from campaign.writing.reviews import drop_published

MAX_SHOWN = 30
ATTEMPTS = 5
"""How often others may be faster."""


@click.command()
@config_option
@today_option
@click.option("-m", "--message", help="What has changed, in a few words.  [default: the titles of the changed pages]")
@click.option("--only", "keys", multiple=True, metavar="ID", help="Send only this; may be given more than once.")
@click.option("--name", help="Your name, which stands beside the change.  [default: as git knows it]")
@click.option("--email", help="Your e-mail address, likewise.")
@settle_option
@click.option("--settled", type=click.File(encoding="utf-8"), hidden=True, help="Answers by the id of a passage, JSON.")
@click.option("--dry-run", is_flag=True, help="Show what would be published, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="What is sent, where to, and what waits, for machines.")
@yes_option
def publish(config_file: Path, today: str | None, **given: Any) -> None:
    """Check as for a release, show what has changed, and send it to the Git host, which builds and publishes the site.

    Only pages, data and settings are sent. If somebody else has published meanwhile, their work and yours are joined
    and checked again. Where both changed the same passage, you see both texts and say which stays: theirs, yours, both,
    or new words. What you leave for later waits, and everything else goes out. Nothing is lost.

    \b
    Examples:
      campaign publish --dry-run
      campaign publish --only update-a-new-number
      campaign publish --settle both --settle mine
    """
    with saying("Nothing was published."):
        publishing = _Publishing(config_file, today, given)
        try:
            publishing.run()
        except ProblemsFound as found:
            if not given["as_json"]:
                raise
            notes = getattr(found, "__notes__", ["Nothing was published."])
            publishing.say("\n".join([render_problems(found.problems), "", *notes]), isDone=False)
            raise SystemExit(1) from None


def _check_email(answer: str) -> str | None:
    return None if re.fullmatch(r"[^@\s]+@[^@\s]+", answer) else "an e-mail address, such as ana@example.org"


class _Sent(NamedTuple):
    """What became of it: what came of the joining, and whether anything was sent."""

    joined: Joined
    is_sent: bool


class _Publishing:
    """One attempt of a person to publish."""

    def __init__(self, config_file: Path, today: str | None, given: dict[str, Any]):
        self.config_file, self.today, self.given = config_file, today, given
        self.asker = Asker(yes=given["yes"] or given["as_json"])
        self.destination: Destination | None = None
        answers = json.load(given["settled"]) if given["settled"] else {}
        self.items: list[Outgoing] = []
        self.settle = Settler(answers, for_all=given["for_all"], is_interactive=self.asker.is_interactive)

    def run(self) -> None:
        given = self.given
        self.repository = repository = Repository(self.config_file.resolve().parent)
        self.destination = where = destination(repository)
        if repository.is_busy():
            click.echo("An earlier joining of two texts was left in the middle: git status says where.", err=True)
            raise SystemExit(1)
        campaign, _, _ = read_campaign(self.config_file, self.today)
        self.settings = campaign.settings
        paths = (self.settings.relative(self.settings.docs_dir), self.config_file.name)
        changes = repository.pending(paths)
        every = list_outgoing(campaign, repository, changes)
        self.items = items = choose(every, given["keys"])
        unsent, ids = repository.unsent(), new_ids(campaign)
        if not changes and not unsent and not ids:
            self.say("Nothing has changed: there is nothing to publish.", isDone=True)
            return
        locks = [one.path for one in changes if one.path.startswith(self.settings.data_name("locks/"))]
        self.files = [one.path for one in changes] if not given["keys"] else [
            *(file for one in items for file in one.files), *locks
        ]  # fmt: skip
        self.ids = frozenset(page_id for one in items for page_id in one.ids) if given["keys"] else None
        text = given["message"] or _message(items, unsent)
        with joiner(repository) as join:
            mine = join.take(self.files, self.ids)
            ready = self._checked(join, mine)
            if not given["as_json"]:
                others = [one.path for one in repository.changes(["."]) if one not in repository.changes(paths)]
                _show(items, len(every) - len(items), unsent, new_ids(ready), others, where)
            if given["dry_run"]:
                said = f"Nothing has been sent yet. The change would be called: {text}"
                self.say(said, isDone=True, needsName=not repository.has_author())
                return
            if self.asker.is_interactive:
                click.confirm("Publish this?", abort=True)
                text = self.asker.text("What has changed, in a few words", given["message"], "--message", default=text)
            introduce(self.repository, self.asker, given)
            sent = self._send(join, mine, text)
        self._report(ready, sent)

    def _checked(self, join: Joiner, tree: str) -> Campaign:
        """The campaign as it would be sent, fit for a release; raises ProblemsFound.

        Whoever publishes answers for the dates of the pages that they send: a contact that is overdue on others does
        not hold up urgent news.
        """
        with tempfile.TemporaryDirectory(prefix="campaign-publish-") as folder:
            stage = join.export(tree, Path(folder) / "stage")
            campaign, documents, problems = read_campaign(stage / self.config_file.name, self.today)
            answered_for = frozenset([*self.files, *self.repository.unsent_files()])
            problems += check_campaign(campaign, documents, is_release=True, answered_for=answered_for)
            problems += check_history(campaign, once_released(self.settings))
            # The one thing that publishing itself does: recording the new addresses.
            stop_at_errors([one for one in problems if not (one.rule == "permalink" and one.field is None)])
        return campaign

    def _send(self, join: Joiner, mine: str, text: str) -> _Sent:
        repository = self.repository
        for _ in range(ATTEMPTS):
            repository.fetch()
            target = repository.head_of_remote()
            together = [one.files for one in self.items]
            joined = (
                join.join(mine, target, self.settle, together=together) if target else Joined(mine, (), (), frozenset())
            )
            is_whole = not joined.clashes
            parents = repository.parents_with(target, is_whole=is_whole)
            tree = self._with_ledger(join, joined, parents, text)
            if tree == repository.tree_of(parents[0]):
                # Nothing of ours is left to say: all of it waits, or others have said the same.
                commit, is_sent = parents[0], parents[0] != target
            else:
                went = [one for one in self.items if not joined.held & {*one.files}]
                said = text if self.given["message"] or not joined.held else _message(went, [])
                commit, is_sent = repository.make_commit(tree, parents, said), True
            if not is_sent or repository.push(commit):
                if is_whole:
                    join.follow(commit, mine)
                # What waited to be looked at, and is published now, waits no longer.
                with suppress(ProblemsFound):
                    drop_published(repository, commit)
                return _Sent(joined, is_sent)
        found, fix = "others are publishing at this very moment", "nothing is lost: try again in a minute"
        raise ProblemsFound.of("git", ".git", found, "a moment in which nobody else does", fix)

    def _with_ledger(self, join: Joiner, joined: Joined, parents: list[str], text: str) -> str:
        """The joined tree, checked, with its new addresses in the ledger; raises ProblemsFound."""
        if joined.theirs and not self.given["as_json"]:
            click.echo(
                f"Somebody else has published meanwhile ({_count(joined.theirs)}); joined with yours, checking …"
            )
        try:
            campaign = self._checked(join, joined.tree)
        except ProblemsFound as found:
            if joined.theirs and not joined.clashes:
                join.follow(self.repository.make_commit(joined.tree, parents, text), join.taken)
                found.add_note(
                    "Together with what others have published there is something to mend. Both are in your folder now, "
                    "and nothing is lost: mend it, then: campaign publish"
                )
            raise
        tree = joined.tree
        for name, ledger in new_ledgers(campaign).items():
            tree = join.with_file(tree, self.settings.data_name(name), ledger.encode())
        return tree

    def _report(self, campaign: Campaign, sent: _Sent) -> None:
        clashes = sent.joined.clashes
        where = self.destination.in_words() if self.destination else ""
        went = list(dict.fromkeys(one.title for one in self.items if not sent.joined.held & {*one.files}))
        what = ", ".join(went[:MAX_SHOWN]) or "only the record of addresses"
        held = sent.joined.held
        why = "." if held else ": what you changed is published already. Your folder is as the Git host's now."
        said = [f"Sent to {where}", f"What was sent: {what}."] if sent.is_sent else [f"Nothing was sent{why}"]
        waiting = {one: f"“{item.title}”" for item in self.items for one in held.intersection(item.files)}
        for one in dict.fromkeys(waiting.get(one) or self._title(campaign, one) for one in sorted(held)):
            said.append(
                f"Not sent: {one}. Somebody else has changed the same passage; your text is as "
                "you left it. To see both and choose: campaign publish, or Publish in the editor."
            )
        said += _scheduled(campaign, [one for one in self.files if one not in held]) + render_next_due(campaign)
        self.say("\n".join(said), isDone=not clashes, clashes=[
            {**one._asdict(), "id": one.id, "title": self._title(campaign, one.path)} for one in clashes
        ])  # fmt: skip
        if clashes and not self.given["as_json"]:
            raise SystemExit(1)

    @staticmethod
    def _title(campaign: Campaign, file: str) -> str:
        page = next((one for one in campaign.pages.values() if one.file == file), None)
        name = campaign.settings.language(page.language).name if page else ""
        return f"“{page.meta.title}” ({name})" if page else file

    def say(self, said: str, **more: Any) -> None:
        """Tell the person, or the program."""
        if self.given["as_json"]:
            what = [{"key": one.key, "title": one.title, "note": one.note} for one in self.items]
            where = self.destination
            goes = {"where": where.in_words(), "isPublished": where.is_published} if where else {}
            data = {"said": said, "items": what, **goes, **more}
            said = json.dumps(data, ensure_ascii=False)
        click.echo(said)


def introduce(repository: Repository, asker: Asker, given: Mapping[str, Any]) -> None:
    """Tell git who publishes; once for a folder."""
    name, email = given["name"], given["email"]
    if name or email or not repository.has_author():
        name = asker.text("Your name, which everybody can read beside the change", name, "--name")
        email = asker.text("Your e-mail address, likewise", email, "--email", check=_check_email)
        repository.set_author(name, email)


def choose(items: list[Outgoing], keys: tuple[str, ...]) -> list[Outgoing]:
    """Those of the items that are named, or all; raises UsageError for another name."""
    known = [one.key for one in items]
    if unknown := [one for one in keys if one not in known]:
        raise click.UsageError(f"--only {unknown[0]}: what has changed is {', '.join(known) or 'nothing'}")
    return [one for one in items if not keys or one.key in keys]


def _count(paths: tuple[str, ...]) -> str:
    return paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more"


def _show(
    items: list[Outgoing], left: int, unsent: list[str], ids: list[str], others: list[str], where: Destination
) -> None:
    for one in items[:MAX_SHOWN]:
        click.echo(f"  {one.title}: {one.note}" + (f"  [--only {one.key}]" if len(items) > 1 else ""))
    if len(items) > MAX_SHOWN:
        click.echo(f"  … and {len(items) - MAX_SHOWN} more")
    if left:
        click.echo(f"  not chosen, stays here: {left}")
    for line in unsent:
        click.echo(f"  committed before, not sent yet: {line}")
    if ids:
        click.echo(f"  new addresses that work for ever from now on: {', '.join(f'go/{one}/' for one in ids)}")
    if others:
        click.echo(f"  left alone, not part of the campaign's text: {_count(tuple(others))}")
    click.echo(f"Goes to {where.in_words()}")


def _message(items: list[Outgoing], unsent: list[str]) -> str:
    """The titles of what is sent, as a commit's first line."""
    titles = list(dict.fromkeys(one.title for one in items)) or unsent
    text = ", ".join(titles[:2]) + (f" and {len(titles) - 2} more" if len(titles) > 2 else "")
    return (text if len(text) <= 100 else text[:99] + "…") or "Update"


def _scheduled(campaign: Campaign, files: list[str]) -> list[str]:
    return [
        f"“{page.meta.title}” waits until {page.meta.published_on}."
        for page in campaign.pages.values()
        if page.file in files and is_scheduled(campaign, page)
    ]
