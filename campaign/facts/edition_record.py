"""An entry of the ledger of editions; what it is for: `model/editions.py`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated

from campaign.files.record import Key, Record

EDITIONS = "editions.yml"


class EditionEntry(Record):
    """One edition of what is printed of a page in a language."""

    edition: Annotated[int, Key("Its number, counted from 1 in each language of each page.", ge=1)]
    on: Annotated[datetime.date, Key("The day it was released.")]
    numbers: Annotated[
        str, Key("The contacts on it: `me-child 080 888 888; me-police 122`.", pattern=r"^([a-z0-9-]+ [^;]+(; |$))*$")
    ] = ""
    steps: Annotated[
        str,
        Key(
            "A short hash of each thing to do now, in order; `*` and one: of all together, where they are no list or "
            "stand on several pages.", pattern=r"^\*[0-9a-f]{6}$|^([0-9a-f]{6}( |$))*$",
        ),
    ] = ""  # fmt: skip

    @property
    def contacts(self) -> Mapping[str, str]:
        """What was printed of each contact, by its id."""
        pairs = (one.partition(" ") for one in self.numbers.split("; ") if one)
        return {id_: number for id_, _, number in pairs}

    def says_as(self, other: EditionEntry) -> bool:
        """Whether another edition has the same contacts and the same things to do."""
        return (self.numbers, self.steps) == (other.numbers, other.steps)


class PageEditions(Record):
    """All editions of a page: by language, each in its order."""

    editions: Annotated[dict[str, tuple[EditionEntry, ...]], Key("By the folder of the language.")]
