"""Who can help, for paper: the numbers of the school's country, then of the countries where the language is spoken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from campaign.facts.helplines import Contacts, Helpline, contacts_for, contacts_of_group
from campaign.kits.edition import Edition
from campaign.kits.text import Block
from campaign.model.shown import number_to_call, reader_countries
from campaign.pages.page import SourcePage
from campaign.pages.references import find_references


def contacts_block(edition: Edition, group: str) -> Block:
    """A group of contacts by country: `{"type": "helplines", "countries": [{"name", "gap", "contacts": […]}]}`.

    `name` is empty where there is only one country; services that take pictures down work everywhere and have none.
    """
    campaign = edition.views.campaign
    # On paper nobody unfolds the other countries: that of the language stands first.
    own = tuple(dict.fromkeys([*edition.language.countries, campaign.settings.country]))
    helplines = campaign.contacts
    no_contact = edition.word("no_contact_report" if group == "report" else "no_contact")

    def shown(name: str, contacts: Contacts) -> dict[str, Any]:
        return {
            "name": name,
            "gap": no_contact if contacts.has_gap else "",
            "contacts": [_contact(edition, one) for one in contacts.helplines],
        }

    found = contacts_of_group(helplines, group, own)
    listed = found.countries or (("", found.everywhere),)
    name = edition.views.wording.country
    countries = [shown(name(code, edition.language) if len(listed) > 1 else "", one) for code, one in listed]
    return {"type": "helplines", "countries": [one for one in countries if one["contacts"] or one["gap"]]}


def main_number(edition: Edition, group: str) -> dict[str, Any] | None:
    """The one number of a group for a sheet, and `whom` one calls: no emergency number where somebody else answers.

    Without the remark that its hours are not known: a sheet that hangs on a wall is no place for it.
    """
    for country in contacts_block(edition, group)["countries"]:
        numbers = [one for one in country["contacts"] if one["number"]]
        if numbers:
            first = next((one for one in numbers if not one["is_emergency"]), numbers[0])
            whom = f"{edition.words['comma']} ".join(filter(None, (first["kind"], country["name"])))
            return {**first, "whom": whom, "facts": _without_hours(edition, first)}
    return None


def home_number(edition: Edition, group: str) -> dict[str, Any] | None:
    """The number of the campaign's own country, for who speaks another country's language there; None where it is no
    other than the `main_number`."""
    country = edition.views.campaign.settings.country
    first, home = main_number(edition, group), number_to_call(edition.views.campaign, group, edition.language)
    if first is None or home is None or home.country != country or home.display == first["number"]:
        return None
    shown = _contact(edition, home)
    whom = f"{edition.words['comma']} ".join((shown["kind"], edition.views.wording.country(country, edition.language)))
    return {**shown, "whom": whom, "facts": _without_hours(edition, shown)}


def _without_hours(edition: Edition, contact: Mapping[str, Any]) -> list[str]:
    return [one for one in contact["facts"] if one != edition.word("hours_unknown")]


def contacts_checked(edition: Edition, groups: Iterable[str], pages: Iterable[SourcePage] = ()) -> str:
    """When the contacts of these groups, and those that these pages name, were last checked, as a sentence; "" where
    there are none."""
    campaign = edition.views.campaign
    own = reader_countries(campaign, edition.language)
    references = [one for page in pages for one in find_references(page.body)]
    named = {*groups, *(one.target for one in references if one.kind == "helplines")}
    shown = [one for group in sorted(named) for one in contacts_for(campaign.contacts, group, own).helplines]
    shown += [campaign.contact(one.target) for one in references if one.kind == "helpline"]
    to_call = (number_to_call(campaign, one.target, edition.language) for one in references if one.kind == "call")
    shown += filter(None, to_call)
    if not shown:
        return ""
    is_overdue = any(edition.views.facts.is_overdue(one) for one in shown)
    first = edition.date(min(one.checked_on for one in shown))
    said = edition.word("sheet_contacts_overdue" if is_overdue else "sheet_contacts_of", date=first)
    by = next((one.checked_by for one in shown if one.checked_by), "")
    return f"{said} {edition.word('contacts_checked_by', name=by)}" if by else said


def _contact(edition: Edition, one: Helpline) -> dict[str, Any]:
    language = edition.language
    name, lang = edition.views.facts.localised(one.name, language)
    hours = edition.say(edition.views.facts.hours(one, language))
    is_unknown = not hours and one.phone and one.kind != "emergency"
    return {
        "kind": edition.word(f"kind_{one.kind}"),
        "is_emergency": one.kind == "emergency",
        "name": name if lang else edition.say(name),
        "lang": lang or "",
        "number": one.display or "",
        "dial": f"tel:{one.phone}" if one.phone else "",
        "hours": f"{edition.word('hours')}{edition.words['colon']} {hours}" if hours else "",
        "facts": [
            *([edition.word("hours_unknown")] if is_unknown else []),
            *([edition.word("cost_free")] if one.cost else []),
            *([edition.word("chat")] if one.chat else []),
            *([edition.word("anonymous")] if one.anonymous else []),
        ],
        "url": one.url or "",
        "host": edition.views.facts.host(one.url) if one.url else "",
    }
