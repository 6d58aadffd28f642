"""Asking a person about each passage that two have changed: theirs and mine beside each other, in words."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import click

from campaign.writing.merge import BOTH, MINE, THEIRS, Clash

ANSWERS = {"t": THEIRS, "m": MINE, "b": BOTH}

settle_option = click.option(
    "--settle", "for_all", multiple=True, type=click.Choice([THEIRS, MINE, BOTH]),
    help="Of passages that others have changed too, keep these. Given again: what else, where the first cannot be (a "
    "title stands there once).",
)  # fmt: skip


class Settler:
    """Settles clashes: by `answers` by id, by the first that can be of those `for_all`, or by asking. What was answered
    once counts again."""

    def __init__(self, answers: dict[str, str], *, for_all: Sequence[str], is_interactive: bool):
        self.answers, self._for_all, self._is_interactive = answers, for_all, is_interactive

    def __call__(self, clash: Clash) -> str | None:
        """How this one is settled; None: not now."""
        if clash.id in self.answers:
            return self.answers[clash.id]
        for answer in self._for_all:
            if answer != BOTH or clash.takes_both:
                return answer
        answered = _ask(clash) if self._is_interactive else None
        if answered is not None:
            self.answers[clash.id] = answered
        return answered


def _ask(clash: Clash) -> str | None:
    click.secho(f"\n{clash.path}" + (f", “{clash.place}”" if clash.place else ""), bold=True)
    click.echo("Somebody else has published another text for this passage.\n")
    for line in side_by_side(clash.theirs, clash.mine, shutil.get_terminal_size().columns):
        click.echo(line)
    click.echo("")
    answers = {key: one for key, one in ANSWERS.items() if one != BOTH or clash.takes_both}
    both = "b keep both · " if clash.takes_both else ""
    choice = click.prompt(
        f"t keep theirs · m keep mine · {both}e write it anew · l later (the rest goes out)",
        type=click.Choice([*answers, "e", "l"]), show_choices=False,
    )  # fmt: skip
    if choice == "l":
        return None
    if choice == "e":
        # The program that the person has chosen for it, else one that every system has.
        written = click.edit(clash.settled(BOTH), extension=".md")
        return _ask(clash) if written is None else written
    return ANSWERS[choice]


def side_by_side(theirs: str, mine: str, width: int) -> Iterator[str]:
    """Two texts in two columns, theirs first; below each other where there is no room."""
    titles = ("As others have published it", "As you have it")
    texts = [text.strip() or "(nothing: it was taken out)" for text in (theirs, mine)]
    if width < 70:
        for title, text in zip(titles, texts, strict=True):
            yield f"  {title}:"
            yield from (f"    {line}" for line in _folded(text, max(width - 4, 20)))
        return
    column = (width - 7) // 2
    columns = [[title, "─" * len(title), *_folded(text, column)] for title, text in zip(titles, texts, strict=True)]
    for left, right in zip_longest(*columns, fillvalue=""):
        yield f"  {left:<{column}} │ {right}".rstrip()


def _folded(text: str, width: int) -> list[str]:
    return [part for line in text.splitlines() for part in textwrap.wrap(line, width) or [""]]
