"""The campaign's facts as open data, with their sources: for other sites, for a school's own system, for research."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

from campaign.facts.helplines import Helpline
from campaign.facts.localised import localised
from campaign.files.schema import plain_data
from campaign.model.campaign import Campaign

CSV_COLUMNS = (
    "id", "country", "kind", "name", "phone", "display", "url", "email", "hours", "cost", "anonymous", "chat",
    "audience", "ages", "operator", "source_url", "source_quote", "checked_on", "checked_how", "checked_by",
)  # fmt: skip


def _published(campaign: Campaign) -> list[dict[str, Any]]:
    return [
        {
            **plain_data(one, leave_out=("publish", "why_not", "note", "check_by", *_old_hours(one, campaign))),
            "evidence_year": one.evidence_year(),
        }
        for one in sorted(campaign.contacts, key=lambda one: one.id)
        if one.is_publishable
    ]


def _old_hours(one: Helpline, campaign: Campaign) -> tuple[str, ...]:
    return () if one.hours_on(campaign.today) else ("hours",)


def render_helplines_json(campaign: Campaign) -> str:
    """Every published contact with its source: the keys of `docs/_data/helplines.yml`, without notes for staff."""
    data = {
        "title": "Contacts of the campaign, each with its source and the day it was checked",
        "licence": "CC BY 4.0; the quotations belong to their publishers",
        "built_on": campaign.today.isoformat(),
        "helplines": _published(campaign),
        "gaps": [plain_data(one, leave_out=("source",)) for one in campaign.gaps],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def render_helplines_csv(campaign: Campaign) -> str:
    """The same contacts as a table, one line each, names in the source language; UTF-8 with commas (RFC 4180).

    For spreadsheets: the byte order mark, without which Excel takes UTF-8 for the letters of one country, and numbers
    for dialling after a no-break space, which makes them a text: 080 stays 080. Programs take off the space, or read
    the JSON.
    """
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.DictWriter(out, CSV_COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for one in _published(campaign):
        hours = one.get("hours")
        row = {
            **one,
            "name": localised(one["name"], campaign.settings.source.code)[0],
            "hours": "" if not hours else "always" if hours["always"] else json.dumps(hours["times"]),
            "audience": " ".join(one["audience"]),
            "source_url": one["source"]["url"],
            "source_quote": one["source"]["quote"],
        }
        writer.writerow({column: _cell(row.get(column), column) for column in CSV_COLUMNS})
    return out.getvalue()


_DIALLED = re.compile(r"\+?[\d\s().*#/-]+")


def _cell(value: Any, column: str) -> str:
    """A cell's text; a leading =, +, - or @ would be run as a formula by spreadsheet programs."""
    text = "" if value is None else str(value)
    if column in ("phone", "display") and _DIALLED.fullmatch(text):
        return "\u00a0" + text
    return "'" + text if text.startswith(("=", "+", "-", "@")) else text


def render_statistics_json(campaign: Campaign) -> str:
    """Every statistic with its figures, population, year and source."""
    data = {
        "title": "Figures of the campaign, each with its source and the day it was checked",
        "licence": "CC BY 4.0; the quotations belong to their publishers",
        "built_on": campaign.today.isoformat(),
        "statistics": [
            {**plain_data(one, leave_out=("note",)), "evidence_year": one.evidence_year()}
            for one in sorted(campaign.statistics.values(), key=lambda one: one.id)
            if one.is_publishable
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
