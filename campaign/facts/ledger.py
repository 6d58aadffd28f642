"""An entry of the ledger of permalinks; what it is for: permalinks.py."""

from __future__ import annotations

import datetime
from typing import Annotated

from campaign.files.record import Key, Record

LEDGER = "permalinks.yml"


class LedgerEntry(Record):
    """One id of `docs/_data/permalinks.yml`."""

    released_on: Annotated[datetime.date, Key("The day it was released for the first time.")]
    redirect_to: Annotated[str | None, Key("The id it leads to, once its own page is gone.")] = None
