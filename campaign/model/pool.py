"""What comes with the generator: contacts of many countries, terms and dates, each with its source and its day.

A campaign's own entries (`docs/_data/`) come first, and each stands for that of the pool with the same id. Of contacts
and gaps a campaign has those of its countries, of the EU, and of what serves everywhere.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from campaign.facts.calendar_dates import CampaignDate
from campaign.facts.helplines import PSEUDO_COUNTRIES, Gap, Helpline
from campaign.facts.terms import Term
from campaign.model.settings import Settings

POOL = Path(__file__).parents[1] / "pool"
"""The folder of the package with the pool's data files, named as a campaign's own."""


def original_folder() -> Path:
    """The campaign that comes with the generator: in a wheel below the pool (setup.py), in a checkout beside it."""
    packed = POOL / "original"
    return packed if packed.is_dir() else POOL.parents[1]


PooledT = TypeVar("PooledT", Helpline, Gap, Term, CampaignDate)
"""What the pool has."""


def pool_name(name: str) -> str:
    """A data file of the pool as shown in messages: "pool/helplines.yml"."""
    return f"{POOL.name}/{name}"


def laid_over(pool: Iterable[PooledT], own: Iterable[PooledT], settings: Settings) -> Mapping[str, PooledT]:
    """A campaign's own entries and those of the pool that it has beside them, by id."""
    countries = {*settings.countries, *PSEUDO_COUNTRIES}
    found = {one.id: one for one in own}
    for one in pool:
        if one.id not in found and (not isinstance(one, Helpline | Gap) or one.country in countries):
            found[one.id] = of_the_pool(one, settings) if isinstance(one, Helpline) else one
    return found


def of_the_pool(one: Helpline, settings: Settings) -> Helpline:
    """A contact of the pool as a campaign has it: it says who checked it, unless that is this campaign."""
    maker = pool_about()["title"]
    return one if maker == settings.site_name else dataclasses.replace(one, checked_by=maker)


@cache
def pool_about() -> Mapping[str, str]:
    """Who checked what is in the pool, and wrote the pages that come with it: title, site, licence, source."""
    # Lines of one kind, so that no build has to load a library to read them.
    lines = (POOL / "about.yml").read_text("utf-8").splitlines()
    pairs = (one.split(": ", 1) for one in lines if not one.startswith("#"))
    return {key: value.strip('"') for key, value in pairs}
