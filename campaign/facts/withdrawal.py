"""What was taken back after it was published: `docs/_data/withdrawn.yml`, by the id of a page or contact."""

from __future__ import annotations

import datetime
from typing import Annotated

from campaign.files.record import Key, Record

FILE = "withdrawn.yml"


class Withdrawal(Record):
    """One id that readers no longer get. The page or contact stays as it is written, so that it can come back."""

    withdrawn_on: Annotated[datetime.date, Key("The day it was withdrawn.")]
    instead: Annotated[
        str | None, Key("The id of the page, or of the contact, that readers get instead; else the page above it.")
    ] = None
    note: Annotated[str | None, Key("Why, for staff.", max_length=300)] = None


def render_withdrawals(entries: dict[str, Withdrawal]) -> str:
    """The file's text, an id to a line."""
    # Imported when needed: builds write none.
    from campaign.files.yamlfile import quote

    lines = [
        "# Pages and contacts that were withdrawn, by id; `campaign withdraw ID` writes a line, and",
        "# `campaign withdraw ID --undo` takes it out. Readers get a short notice at the address of a page.",
    ]
    for one, entry in sorted(entries.items()):
        more = f", instead: {entry.instead}" if entry.instead else ""
        more += f", note: {quote(entry.note)}" if entry.note else ""
        lines.append(f"{one}: {{ withdrawn_on: {entry.withdrawn_on}{more} }}")
    return "\n".join(lines) + "\n"
