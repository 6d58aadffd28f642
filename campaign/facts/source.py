"""Where a fact was read, and how it was checked."""

from __future__ import annotations

from typing import Annotated, Literal

from campaign.files.record import SHOWN, WEB_ADDRESS, Key, Record

CheckedHow = Literal["source read", "opened", "called", "source read by program"]


class FactSource(Record):
    """Where a fact was read."""

    url: Annotated[str, Key("The page that was read.", pattern=WEB_ADDRESS)]
    quote: Annotated[str, Key("Its words, in its language.")]
    date: Annotated[str | None, Key("The page's own date, as far as it has one.")] = None
    publisher: Annotated[str, Key("Who published it, as shown to readers.", SHOWN)] = ""
