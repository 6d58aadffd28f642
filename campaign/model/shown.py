"""Which pages show which facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from campaign.facts.helplines import GROUPS, Helpline, contacts_for
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.pages.lines import part_ids
from campaign.pages.page import SourcePage
from campaign.pages.references import Reference, find_references


def reader_countries(campaign: Campaign, language: Language) -> tuple[str, ...]:
    """The campaign's own country, then those where a language is spoken."""
    return tuple(dict.fromkeys([campaign.settings.country, *language.countries]))


def number_to_call(campaign: Campaign, group: str, language: Language) -> Helpline | None:
    """Whom the readers of a language call for a group: their own country's number before another's, and an emergency
    number only where that is asked for or nobody else answers."""
    return first_to_call(campaign.contacts, group, reader_countries(campaign, language))


def first_to_call(helplines: Sequence[Helpline], group: str, countries: Iterable[str]) -> Helpline | None:
    """The same, of these contacts and for these countries, nearest first."""
    found = [one for code in countries for one in contacts_for(helplines, group, (code,)).helplines if one.phone]
    return next((one for one in found if one.kind != "emergency"), found[0] if found else None)


def part_references(page: SourcePage) -> Mapping[str, list[Reference]]:
    """The references of each part of a page that has any, by the part's id ("" before the first heading)."""
    parts = part_ids(page.lines)
    found: dict[str, list[Reference]] = {}
    for reference in find_references(page.body, page.body_line):
        found.setdefault(parts.get(reference.line, ""), []).append(reference)
    return found


def main_group(campaign: Campaign, page: SourcePage) -> str:
    """The group of contacts that a page names first where it says who can help; by its readers where it names none."""
    named = [one.target for one in part_references(page).get("help", []) if one.kind == "helplines"]
    preferred = [one for one in named if one in ("children", "families", "schools")]
    return preferred[0] if preferred else campaign.vocabulary.helplines_for(page.meta.audience)


def numbers_to_call(campaign: Campaign, group: str, language: Language) -> list[tuple[Helpline, tuple[str, ...]]]:
    """Whom the readers of a language call, each with the countries it is for: the campaign's own country first, then
    the first of the language's that has somebody else. The same number in both is one, and says of itself only what is
    so in both."""
    helplines = campaign.contacts
    found: list[tuple[Helpline, tuple[str, ...]]] = []
    for code in reader_countries(campaign, language):
        there = [one for one in contacts_for(helplines, group, (code,)).helplines if one.phone]
        wanted = [one for one in there if group == "emergency" or one.kind != "emergency"]
        if not wanted:
            continue
        one = wanted[0]
        if found and found[0][0].phone == one.phone:
            first, countries = found[0]
            both = {"cost": first.cost and one.cost, "anonymous": first.anonymous and one.anonymous}
            found[0] = Helpline(**{**vars(first), **both}), (*countries, code)
        else:
            found.append((one, (code,)))
        if code != campaign.settings.country:
            break
    if not found and (to_call := number_to_call(campaign, group, language)):
        found.append((to_call, (to_call.country,)))
    return found


def pages_by_fact(campaign: Campaign) -> dict[tuple[str, str], set[str]]:
    """The files that show each contact ("helpline", id) and each outward address ("link", id): by name, or through a
    group for the readers' countries."""
    used: dict[tuple[str, str], set[str]] = defaultdict(set)
    everything = list(campaign.helplines.values())
    languages: dict[str, list[Language]] = defaultdict(list)
    for language in campaign.settings.languages:
        languages[language.folder].append(language)
    for (folder, _), page in campaign.pages.items():
        for reference in find_references(page.body):
            match reference.kind:
                case "helpline" | "link":
                    used[reference.kind, reference.target].add(page.file)
                case "helplines" if reference.target in GROUPS:
                    countries = {code for one in languages[folder] for code in reader_countries(campaign, one)}
                    if reference.target == "all":
                        countries = {one.country for one in everything}
                    for contact in contacts_for(everything, reference.target, sorted(countries)).helplines:
                        used["helpline", contact.id].add(page.file)
                case "call" if reference.target in GROUPS:
                    for one in languages[folder]:
                        if contact_to_call := number_to_call(campaign, reference.target, one):
                            used["helpline", contact_to_call.id].add(page.file)
    return used
