"""What git remembers of the ledger of permalinks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress

from campaign.facts.ledger import LEDGER
from campaign.files.problems import ProblemsFound
from campaign.model.settings import Settings
from campaign.writing.repository import Repository

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
