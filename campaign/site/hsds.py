"""Contacts in the form of Open Referral's Human Services Data Specification (HSDS) 3: services, each with who runs it.

https://docs.openreferral.org/en/latest/hsds/schema_reference.html; what is not known is left out, as it asks. And the
descriptor of all open data: a Data Package (https://specs.frictionlessdata.io/data-package/) with sizes and checksums.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from campaign.facts.helplines import DAYS, Helpline
from campaign.facts.localised import localised
from campaign.facts.pool import FACTS_FILE, MANIFEST
from campaign.kits.files import GUIDES, MESSAGES, SCHEMA
from campaign.model.campaign import Campaign

HSDS, PACKAGE = "data/hsds.json", "data/datapackage.json"
LICENCE = {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}
_NAMESPACE = uuid.UUID("0e0f6c3e-5a0b-5a55-9a3c-6c2f7f0b1d77")
"""For ids made from ids: the same contact has the same in every build."""
ABOUT = {
    "data/helplines.json": "Contacts with their sources and the day they were checked",
    "data/helplines.csv": "The same contacts as a table",
    "data/statistics.json": "Figures with their sources",
    "data/editions.json": "The history of what was printed: every edition with its numbers and steps, kept for ever",
    HSDS: "The same contacts as services of the Human Services Data Specification 3",
    MESSAGES: "Guides that cannot wait as text messages, and to read out",
    GUIDES: "What schools can take away: guides, lessons and activities with their files",
    SCHEMA: "The JSON Schema of that list",
    MANIFEST: "Pages for other campaigns to take over, each with the checksum of its Markdown",
    FACTS_FILE: "The figures and addresses that those pages name",
    "data/status.json": "How far each language is translated",
    "data/schedule.json": "On which days the site changes by itself",
}


def _id(*parts: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, "/".join(parts)))


def render_hsds(campaign: Campaign) -> str:
    """Every published contact as a service."""
    contacts = sorted((one for one in campaign.contacts if one.is_publishable), key=lambda one: one.id)
    services = [_service(campaign, one) for one in contacts]
    return json.dumps(services, ensure_ascii=False, indent=1) + "\n"


def _service(campaign: Campaign, one: Helpline) -> dict[str, Any]:
    source = campaign.settings.source.code
    name, _ = localised(one.name, source)
    operator = one.operator or name
    service = {
        "id": _id(one.id),
        "name": name,
        "description": f"{one.kind} ({one.country}), for {', '.join(one.audience)}",
        "url": one.url,
        "email": one.email,
        "status": "active",
        "fees_description": "free" if one.cost == "free" else None,
        "assured_date": one.checked_on.isoformat(),
        "organization": {"id": _id("organization", operator), "name": operator, "description": operator},
        "phones": _phones(one),
        "schedules": _schedules(campaign, one),
        "service_areas": [{"id": _id(one.id, "area"), "service_id": _id(one.id), "name": one.country}],
    }
    return {key: value for key, value in service.items() if value not in (None, [])}


def _phones(one: Helpline) -> list[dict[str, str]]:
    """The number as it is dialled inside the country."""
    if not one.phone:
        return []
    return [{"id": _id(one.id, "phone"), "service_id": _id(one.id), "number": one.phone, "type": "voice"}]


def _schedules(campaign: Campaign, one: Helpline) -> list[dict[str, str]]:
    """Opening hours by the week, in the country's own time; none that readers are not shown."""
    hours = one.hours_on(campaign.today)
    if hours is None:
        return []
    times = [(time.days, time.opens, time.closes) for time in hours.times]
    times += [(DAYS, "00:00", "24:00")] if hours.always else []
    return [
        {
            "id": _id(one.id, "schedule", str(number)), "service_id": _id(one.id), "freq": "WEEKLY",
            "byday": ",".join(day.upper() for day in days), "opens_at": opens, "closes_at": closes,
        }
        for number, (days, opens, closes) in enumerate(times)
    ]  # fmt: skip


def render_package(campaign: Campaign, paths: Iterable[str], read: Callable[[str], bytes]) -> str:
    """What the open data are, under which licence, and the checksum of each of these files that is data; `read` gives
    its bytes."""
    there, resources = {*paths}, []
    for path in ABOUT:
        if path in there:
            content = read(path)
            name, _, kind = path.removeprefix("data/").rpartition(".")
            one = {
                "name": f"{name.replace('/', '-')}-{kind}", "path": f"{name}.{kind}", "description": ABOUT[path],
                "format": kind, "mediatype": "text/csv" if kind == "csv" else "application/json", "encoding": "utf-8",
                "bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
            }  # fmt: skip
            # By its name Frictionless would take it for the schema of a table.
            resources.append({**one, "type": "json", "mediatype": "application/schema+json"} if path == SCHEMA else one)
    data = {
        "profile": "data-package", "name": "campaign-data", "title": campaign.settings.site_name,
        "version": campaign.today.isoformat(), "homepage": campaign.settings.site_url or None, "licenses": [LICENCE],
        "resources": resources,
    }  # fmt: skip
    return json.dumps({key: one for key, one in data.items() if one}, ensure_ascii=False, indent=1) + "\n"
