"""Asking for what a command needs: each question is an option too, so that a script is never asked anything."""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from campaign.files.days import DAYS, read_day

yes_option = click.option(
    "-y", "--yes", is_flag=True, help="Ask nothing: take what is given, and the defaults. So too without a terminal."
)


class Day(click.ParamType[datetime.date]):
    """A day as an option, as people write it."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        """The day; fails with how to write one."""
        if isinstance(value, datetime.date):
            return value
        try:
            return read_day(value)
        except ValueError:
            self.fail(f"“{value}” is no day; write it as {DAYS}", param, ctx)


class Asker:
    """Takes values from options and asks for the others, if there is somebody to ask."""

    def __init__(self, *, yes: bool):
        self.is_interactive = not yes and self.has_terminal()

    @staticmethod
    def has_terminal() -> bool:
        """Whether somebody is there to be asked."""
        return sys.stdin.isatty()

    def text(
        self, question: str, value: str | None, option: str, *,
        default: str = "", is_needed: bool = True, check: Callable[[str], str | None] | None = None,
    ) -> str:  # fmt: skip
        """The value, or the answer; `check` returns what is wrong with it. Raises UsageError when it is missing."""
        if value is not None:
            wrong = check(value) if check else None
            if wrong:
                raise click.UsageError(f"{option}: {wrong}")
            return value
        if not self.is_interactive:
            if is_needed and not default:
                raise click.UsageError(f"{option} is missing, and there is nobody to ask: add {option} …")
            return default
        while True:
            shown = bool(default)
            answer = str(click.prompt(question, default=default, show_default=shown)).strip()
            wrong = (check(answer) if check and answer else None) or (
                "Please write something." * (is_needed and not answer)
            )
            if not wrong:
                return answer
            click.echo(f"  {wrong}")

    def day(
        self, question: str, value: str | None, option: str, *, default: datetime.date | None = None
    ) -> datetime.date | None:
        """A day, or None; as people write it."""
        answer = self.text(
            question, value, option, default=default.isoformat() if default else "", is_needed=False, check=_check_day
        )
        return read_day(answer) if answer else None

    def choices(
        self, question: str, values: Sequence[str], option: str, known: Sequence[str], default: Sequence[str]
    ) -> tuple[str, ...]:
        """Some of the known words; asked for on one line, with commas between them."""

        def check(answer: str) -> str | None:
            unknown = [one for one in _split(answer) if one not in known]
            return f"“{unknown[0]}” is not one of: {', '.join(known)}" if unknown else None

        given = ", ".join(values) if values else None
        return tuple(
            _split(
                self.text(f"{question} ({', '.join(known)})", given, option, default=", ".join(default), check=check)
            )
        )


def _split(answer: str) -> list[str]:
    return [one.strip() for one in answer.split(",") if one.strip()]


def _check_day(answer: str) -> str | None:
    try:
        read_day(answer)
    except ValueError:
        return f"“{answer}” is no day; write it as {DAYS}"
    return None


def check_length(least: int, most: int) -> Callable[[str], str | None]:
    """A check for texts of `least` to `most` characters."""

    def check(answer: str) -> str | None:
        if least <= len(answer) <= most:
            return None
        return f"that is {len(answer)} characters; {least} to {most} are needed"

    return check


def check_address(answer: str) -> str | None:
    """What is wrong with an address of the web."""
    return None if re.match(r"https?://[^\s/]+", answer) else "an address that begins with https://"
