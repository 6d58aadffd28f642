"""The plan for the school year names pages that there are."""

from __future__ import annotations

from collections.abc import Iterator

from campaign.facts.school_year import FILE, PARTS
from campaign.files.problems import Problem
from campaign.files.schema import one_of
from campaign.model.campaign import Campaign


def check_school_year(campaign: Campaign) -> Iterator[Problem]:
    """Every id of `docs/_data/school_year.yml` is that of a page."""
    for place, month in enumerate(campaign.school_year.months if campaign.school_year else ()):
        for part in PARTS:
            for number, page_id in enumerate(getattr(month, part)):
                if page_id not in campaign.paths_by_id:
                    expected, fix = "the id of a page", one_of(page_id, [*campaign.paths_by_id])[1]
                    file, field = campaign.settings.data_name(FILE), f"months.{place}.{part}.{number}"
                    yield Problem("school-year", file, f"no page has the id “{page_id}”", expected, fix, field=field)
