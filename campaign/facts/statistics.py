"""Statistics: figures with the population, the year and the source they come from."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from typing import Annotated, Literal

from campaign.facts.evidence import newest_year
from campaign.facts.source import CheckedHow, FactSource
from campaign.files.record import SHOWN, Key, Record
from campaign.languages.formats import format_number, format_share
from campaign.languages.language import Language
from campaign.languages.words import Words

Unit = Literal["percent", "growth", "count", "one-in"]


class Figure(Record):
    """One number of a statistic."""

    value: Annotated[Decimal, Key("The number; for `one-in`, the 6 of “1 in 6”.")]
    unit: Annotated[Unit, Key("percent of a whole, growth in percent of what was before, count, or one-in.")]
    label: Annotated[dict[str, str], Key("What it counts, by language, for charts.", SHOWN)] = dataclasses.field(
        default_factory=dict
    )
    derived: Annotated[str | None, Key("How it follows from the quote, where it does not stand there.")] = None


class Statistic(Record):
    """One entry of `docs/_data/statistics.yml`."""

    id: Annotated[str, Key("Stable id: pages refer to it.", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    statement: Annotated[
        dict[str, str], Key("What was found, in words, by language; the source's always.", SHOWN, min_length=1)
    ]
    population: Annotated[dict[str, str], Key("Of whom, by language; the source's always.", SHOWN, min_length=1)]
    year: Annotated[str, Key("The year or years the figure is about.", SHOWN)]
    figures: Annotated[dict[str, Figure], Key("The numbers by key: pages write id.key.", SHOWN, min_length=1)]
    source: Annotated[FactSource, Key("Where it was read.", SHOWN)]
    checked_on: Annotated[datetime.date, Key("When it was last checked against its source.")]
    checked_how: Annotated[CheckedHow, Key("How it was checked.")]
    confidence: Annotated[Literal["high", "medium", "low"], Key("How sure we are; `low` is never published.")]
    one_scale: Annotated[bool, Key("Its counts count the same thing, so charts draw them on one scale.")] = False
    note: Annotated[str | None, Key("For staff.")] = None

    @property
    def longest(self) -> Decimal:
        """The count that fills its bar; 0 where counts are not drawn: one alone is no share of anything."""
        counts = [figure.value for figure in self.figures.values() if figure.unit == "count"]
        return max(counts) if self.one_scale and len(counts) > 1 else Decimal(0)

    @property
    def is_publishable(self) -> bool:
        """Whether readers may see it."""
        return self.confidence != "low"

    def evidence_year(self) -> int:
        """The year of the newest evidence; a page without a date speaks for the day it was read."""
        return newest_year([self.source]) or self.checked_on.year


def render_figure(figure: Figure, language: Language, words: Words) -> str:
    """The number as people write it in this language: "15%", "15 %", "1 in 6", "291,273"."""
    if figure.unit in ("percent", "growth"):
        return format_share(figure.value, language.babel)
    if figure.unit == "one-in":
        return words("one_in", count=format_number(figure.value, language.babel))
    return format_number(figure.value, language.babel)
