"""An entry of the ledger of permalinks; what it is for: permalinks.py."""

from __future__ import annotations

import datetime
from typing import Annotated

from campaign.files.record import Key, Record

LEDGER = "permalinks.yml"


class LedgerEntry(Record):
    """One id of `docs/_data/permalinks.yml`."""

    released_on: Annotated[datetime.date, Key("The day it was released for the first time.")]
    path: Annotated[str | None, Key("Where its page was when it was last released: `families/games.md`.")] = None
    redirect_to: Annotated[str | None, Key("The id it leads to, once its own page is gone.")] = None
    because: Annotated[
        str | None, Key("Why that is another part of the site; not needed within the same folder.", min_length=10)
    ] = None
