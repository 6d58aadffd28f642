"""An entry of the ledger of permalinks; what it is for: permalinks.py."""

from __future__ import annotations

import datetime

from pydantic import Field

from campaign.schema import Record


class LedgerEntry(Record):
    """One id of `docs/_data/permalinks.yml`."""

    released_on: datetime.date = Field(description="The day it was released for the first time.")
    redirect_to: str | None = Field(None, description="The id it leads to, once its own page is gone.")
