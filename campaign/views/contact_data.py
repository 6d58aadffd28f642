"""The contacts of a country in the words of schema.org, for programs that read pages (JSON-LD 1.1).

Terms: https://schema.org/Organization, https://schema.org/ContactPoint, https://schema.org/OpeningHoursSpecification.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from campaign.facts.helplines import PSEUDO_COUNTRIES, Day, Helpline
from campaign.facts.localised import localised
from campaign.languages.language import Language
from campaign.model.campaign import Campaign

_DAYS: Mapping[Day, str] = {
    "mo": "Monday", "tu": "Tuesday", "we": "Wednesday", "th": "Thursday", "fr": "Friday", "sa": "Saturday",
    "su": "Sunday",
}  # fmt: skip


def render_contact_data(campaign: Campaign, country: str, language: Language, kinds: Mapping[str, str]) -> str:
    """The published contacts of a country, for INT of those that serve everywhere; `kinds`: the name of each kind."""
    codes = PSEUDO_COUNTRIES if country == "INT" else (country,)
    shown = [one for one in campaign.contacts if one.country in codes and one.is_publishable]
    found = [_organisation(campaign, one, language, kinds[one.kind]) for one in shown]
    # Inside a page nothing may look like the end of the script.
    return json.dumps({"@context": "https://schema.org", "@graph": found}, ensure_ascii=False).replace("<", "\\u003c")


def _organisation(campaign: Campaign, one: Helpline, language: Language, kind: str) -> dict[str, Any]:
    hours = one.hours_on(campaign.today)
    name, code = localised(one.name, language.folder, campaign.settings.source.code)
    point: dict[str, Any] = {
        "@type": "ContactPoint", "contactType": kind, "telephone": one.phone, "url": one.url, "email": one.email,
        "areaServed": None if one.country == "INT" else one.country,
        "contactOption": "https://schema.org/TollFree" if one.phone and one.cost else None,
    }  # fmt: skip
    if hours:
        times = [(t.days, t.opens, t.closes) for t in hours.times]
        point["hoursAvailable"] = [_open(*time) for time in times or [(tuple(_DAYS), "00:00", "23:59")]]
    organisation = {
        "@type": "Organization",
        "name": language.in_script(name) if code == language.folder else name,
        "url": one.url,
        "contactPoint": {key: value for key, value in point.items() if value},
    }  # fmt: skip
    return {key: value for key, value in organisation.items() if value}


def _open(days: Sequence[Day], opens: str, closes: str) -> dict[str, Any]:
    named = [f"https://schema.org/{_DAYS[day]}" for day in days]
    return {"@type": "OpeningHoursSpecification", "dayOfWeek": named, "opens": opens, "closes": closes}
