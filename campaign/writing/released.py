"""The ledgers of what was released: writing them, and what git remembers of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress

from campaign.facts.edition_record import EDITIONS
from campaign.facts.ledger import LEDGER
from campaign.files.problems import ProblemsFound
from campaign.model.campaign import Campaign
from campaign.model.editions import new_editions, render_editions
from campaign.model.permalinks import new_ids, render_ledger
from campaign.model.settings import Settings
from campaign.writing.repository import Repository


def new_ledgers(campaign: Campaign, *, whole: bool = False) -> Mapping[str, str]:
    """The ledgers of ids and of editions with what is released now, by name: those to which anything is added.

    `whole`: where pages have moved to as well, and editions where there is no ledger of them yet.
    """
    texts = {}
    if whole or new_ids(campaign):
        texts[LEDGER] = render_ledger(campaign, campaign.today)
    if (whole or campaign.editions) and new_editions(campaign):
        texts[EDITIONS] = render_editions(campaign, campaign.today)
    return texts


_ENTRY = re.compile(r"([a-z0-9-]+): \{(?:.*?\bpath: ([^\s,}]+))?")


def once_released(settings: Settings) -> Mapping[str, str | None]:
    """Every id that a line of the ledger ever named which is no longer there as it was, with the path that it had;
    nothing where there is no git."""
    found: dict[str, str | None] = {}
    with suppress(ProblemsFound):
        for line in Repository(settings.project_dir).removed_lines(settings.data_name(LEDGER)):
            if match := _ENTRY.match(line):
                found[match[1]] = found.get(match[1]) or match[2]
    return found
