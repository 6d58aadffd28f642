"""Rules of advice: what the campaign tells people to do, each once, with its source and the pages that say it."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Literal

from campaign.facts.source import FactSource
from campaign.files.record import Key, Record


class Advice(Record):
    """One entry of `docs/_data/advice.yml`."""

    id: Annotated[str, Key("Stable id.", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    rule: Annotated[str, Key("The rule, for those who write; readers see it in the words of each page.")]
    source: Annotated[FactSource, Key("Where it was read.")]
    confidence: Annotated[Literal["high", "medium"], Key("How sure it is.")]
    note: Annotated[str | None, Key("Where sources disagree, and what was decided.")] = None
    pages: Annotated[tuple[str, ...], Key("The ids of the pages that say it.")] = ()
    says: Annotated[
        dict[str, tuple[str, ...]],
        Key("By language code: words of which each of these pages has some; `*` at a word's end stands for endings."),
    ] = field(default_factory=dict)
    never: Annotated[
        dict[str, tuple[str, ...]], Key("By language code: words that would say the contrary, on any page.")
    ] = field(default_factory=dict)
