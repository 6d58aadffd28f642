"""What was withdrawn is something that there is, and readers are led to what is still there.

Only warnings: a withdrawal must never hold up what is published after it.
"""

from __future__ import annotations

from collections.abc import Iterator

from campaign.facts.withdrawal import FILE
from campaign.files.problems import Problem
from campaign.model.campaign import Campaign


def check_withdrawn(campaign: Campaign) -> Iterator[Problem]:
    """Ids that are of nothing, and ids to go to that are of nothing or were withdrawn as well."""
    file = campaign.settings.data_name(FILE)
    for one, entry in campaign.withdrawals.items():
        known = campaign.paths_by_id if one in campaign.paths_by_id else campaign.helplines
        if one not in known:
            found, expected = f"“{one}” is no page's and no contact's id", "the id of what was withdrawn"
            yield Problem(
                "withdrawn", file, found, expected, "correct the id, or remove the line", None, one, "warning"
            )
        elif entry.instead and (entry.instead not in known or entry.instead in campaign.withdrawals):
            found = f"“{one}” leads to “{entry.instead}”, which is not there, or withdrawn as well"
            expected, fix = "what readers get instead", f"campaign withdraw {one} --instead ID"
            yield Problem("withdrawn", file, found, expected, fix, None, one, "warning")
