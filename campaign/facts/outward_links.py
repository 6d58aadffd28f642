"""Outward links: the addresses outside of the campaign that pages may link to, by id."""

from __future__ import annotations

import datetime
from typing import Annotated

from campaign.facts.source import CheckedHow
from campaign.files.record import SHOWN, WEB_ADDRESS, Key, Record

LIMIT = datetime.timedelta(days=365)
"""How long a check of an outward address holds."""


class OutwardLink(Record):
    """One entry of `docs/_data/links.yml`: an address outside the campaign that pages may link to by id."""

    id: Annotated[str, Key("Stable id: pages refer to it.", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    url: Annotated[str, Key("The address.", pattern=WEB_ADDRESS)]
    title: Annotated[
        dict[str, str], Key("The page's title by language code, as on the page itself.", SHOWN, min_length=1)
    ]
    checked_on: Annotated[datetime.date, Key("When it was last read.")]
    checked_how: Annotated[CheckedHow, Key("How: `source read` or `opened`.")]
