"""Editions of what is printed: the mark on a sheet, and what has changed since.

A sheet on a wall cannot be called back. It carries its page, language and edition, and its QR code leads to
`go/<id>/?e=7#sl`, where the reader is told whether a number or a step on it has changed. A new edition begins when the
contacts or the things to do now are others, or anything that a plan says; the ledger `docs/_data/editions.yml` keeps
every one that was released.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from campaign.facts.edition_record import EditionEntry
from campaign.facts.helplines import GROUPS, Helpline, contacts_for
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.model.made_pages import help_sheets
from campaign.model.permalinks import has_kit
from campaign.model.sheets import chapters_of, is_handbook_index
from campaign.model.shown import first_to_call, main_group, reader_countries
from campaign.pages.blocks import Block, page_blocks
from campaign.pages.lines import part_ids
from campaign.pages.page import SourcePage
from campaign.pages.references import find_references

NOW = "do-now"
"""The id of the part whose steps stand on sheets."""


def edition_of(campaign: Campaign, page: SourcePage, language: Language) -> int:
    """The number of the edition that is printed now; 0 of a page that is not printed."""
    return current_edition(campaign, page, language).edition if is_printed(campaign, page) else 0


def is_printed(campaign: Campaign, page: SourcePage) -> bool:
    """Whether sheets are made of a page: a school's, a book, or “What happened?”, which has the code of the page that
    says who can help."""
    original = campaign.pages.get((campaign.settings.source.code, page.path), page)
    has_sheets = has_kit(campaign, original) or is_handbook_index(campaign, page.path)
    return has_sheets or _is_of_help(campaign, page)


def _is_of_help(campaign: Campaign, page: SourcePage) -> bool:
    return any(one.path == page.path for _, one in help_sheets(campaign))


def mark(page_id: str, language: Language, edition: int) -> str:
    """What stands on paper: "sextortion · sl · 7"."""
    return f"{page_id} · {language.code} · {edition}"


def current_edition(campaign: Campaign, page: SourcePage, language: Language) -> EditionEntry:
    """What is printed now: the last edition of the ledger if that says the same, else the one that comes after it."""
    known = editions_of(campaign, page.meta.id, language)
    numbers = "; ".join(f"{one.id} {_shown(one)}" for one in printed_contacts(campaign, page, language))
    now = EditionEntry(
        edition=len(known) + 1, on=campaign.today, numbers=numbers, steps=_printed_steps(campaign, page, language),
    )  # fmt: skip
    return known[-1] if known and known[-1].says_as(now) else now


def editions_of(campaign: Campaign, page_id: str, language: Language) -> tuple[EditionEntry, ...]:
    """Every edition that the ledger has, in order; a script made of another language has that one's."""
    entry = campaign.editions.get(page_id)
    return entry.editions.get(language.folder, ()) if entry else ()


def printed_contacts(campaign: Campaign, page: SourcePage, language: Language) -> list[Helpline]:
    """The contacts that sheets of a page may show, whatever the day: by name, by group, and the number to call."""
    pages = _printed_together(campaign, page, language)
    references = [(one.kind, one.target) for printed in pages for one in find_references(printed.body)]
    return named_contacts(campaign, [*references, ("helplines", main_group(campaign, page))], language)


def named_contacts(campaign: Campaign, references: Iterable[tuple[str, str]], language: Language) -> list[Helpline]:
    """The contacts that references, each a kind and a target, may show the readers of a language, by id."""
    helplines = [one for one in campaign.helplines.values() if one.id not in campaign.withdrawals]
    countries = reader_countries(campaign, language)
    found: dict[str, Helpline] = {}
    for kind, target in references:
        if kind == "helpline" and target in campaign.helplines:
            found[target] = campaign.helplines[target]
        elif kind == "helplines" and target in GROUPS:
            found |= {one.id: one for one in contacts_for(helplines, target, countries).helplines}
        elif kind == "call" and target in GROUPS and (one := first_to_call(helplines, target, countries)):
            found[one.id] = one
    return [found[one] for one in sorted(found) if found[one].is_publishable]


def _shown(one: Helpline) -> str:
    return (one.display or one.phone or one.url or "").replace(";", ",")


def _printed_together(campaign: Campaign, page: SourcePage, language: Language) -> list[SourcePage]:
    """The pages that are printed with one: of a handbook's first page all its chapters."""
    is_book = is_handbook_index(campaign, page.path)
    return [page, *(chapters_of(campaign, page, language) if is_book else ())]


def _printed_steps(campaign: Campaign, page: SourcePage, language: Language) -> str:
    """The things to do now, as the ledger has them: a hash of each where they are a list, else one of all of it."""
    pages = _printed_together(campaign, page, language)
    steps = [step for one in pages for step in _steps(one)]
    if len(pages) == 1 and steps and not _is_of_help(campaign, page):
        return " ".join(steps)
    if campaign.kind(page).timed:
        said = [one.hash for one in page_blocks(page) if one.kind != "front matter"]
    else:
        said = [one.hash for printed in pages for one in _blocks_of(printed, NOW)]
    if _is_of_help(campaign, page):
        words = campaign.words[language.folder]
        ends = [end for reader in campaign.help for end in reader.ends]
        said += [words[f"help_{key}"] for end in ends for key in (f"what_{end.what}", f"step_{end.steps[0]}")]
    return f"*{hashlib.sha256(' '.join(said).encode()).hexdigest()[:6]}" if said else ""


def _steps(page: SourcePage) -> Iterator[str]:
    return (one.hash[:6] for one in _blocks_of(page, NOW) if one.kind == "list item")


def _blocks_of(page: SourcePage, part_id: str) -> Iterator[Block]:
    parts = part_ids(page.lines)
    return (one for one in page_blocks(page) if parts.get(one.line) == part_id and one.kind != "front matter")


class Change(NamedTuple):
    """What has changed since an edition. `numbers`: (id, as it was printed, as it is now; "" for none); `steps`: the
    numbers of those that say something else; `all_steps`: there are more or fewer."""

    numbers: tuple[tuple[str, str, str], ...]
    steps: tuple[int, ...]
    all_steps: bool


def changes_since(then: EditionEntry, now: EditionEntry) -> Change:
    """What a sheet of an edition does not say as it is now."""
    before, after = then.contacts, now.contacts
    ids = sorted({*before, *after})
    numbers = ((one, before.get(one, ""), after.get(one, "")) for one in ids if before.get(one) != after.get(one))
    old, new = then.steps.split(), now.steps.split()
    steps = tuple(number for number, (a, b) in enumerate(zip(old, new, strict=False), 1) if a != b)
    # Of several pages together nobody knows which.
    is_other = len(old) != len(new) or any("*" in old[number - 1] for number in steps)
    return Change(tuple(numbers), () if is_other else steps, is_other)


def printed_pages(campaign: Campaign) -> Iterator[tuple[SourcePage, Language]]:
    """Every page that sheets are made of, in each language that it is written in."""
    for path in campaign.settings.navigation:
        original = campaign.pages.get((campaign.settings.source.code, path))
        if original and is_printed(campaign, original) and campaign.is_published(original):
            for language in campaign.languages_of(path):
                page = campaign.page(language, path)
                if page and not language.transliterated_from:
                    yield page, language


def editions_with(campaign: Campaign, contact: str, number: str) -> list[str]:
    """The marks of all released editions on which this number stands for a contact: "sextortion · sl · 7"."""
    written = {one.folder: one for one in campaign.settings.languages if not one.transliterated_from}
    return [
        mark(page_id, written[folder], one.edition)
        for page_id, entry in campaign.editions.items()
        for folder, editions in entry.editions.items()
        if folder in written
        for one in editions
        if one.contacts.get(contact) == number
    ]


def new_editions(campaign: Campaign) -> list[tuple[str, Language, EditionEntry]]:
    """The editions that are not in the ledger yet."""
    current = (
        (page.meta.id, language, current_edition(campaign, page, language))
        for page, language in printed_pages(campaign)
    )
    return [(id_, language, one) for id_, language, one in current if one not in editions_of(campaign, id_, language)]


def render_editions(campaign: Campaign, today: datetime.date) -> str:
    """The ledger with every edition that is released now; nothing is ever removed or changed."""
    from campaign.files.yamlfile import quote

    added = {(id_, language.folder): one for id_, language, one in new_editions(campaign)}
    lines = [
        "# Every edition of what is printed: what a sheet on a wall says, so that it can be asked whether it is still",
        "# right. Nothing is removed or changed; `campaign permalinks --release` and `campaign publish` add to it.",
    ]
    for page_id in sorted({*campaign.editions, *(id_ for id_, _ in added)}):
        lines += [f"{page_id}:", "  editions:"]
        known = campaign.editions[page_id].editions if page_id in campaign.editions else {}
        for folder in sorted({*known, *(one for id_, one in added if id_ == page_id)}):
            lines.append(f"    {folder}:")
            new = added.get((page_id, folder))
            for one in (*known.get(folder, ()), *filter(None, [new])):
                day = today if one is new else one.on
                more = f", numbers: {quote(one.numbers)}, steps: {quote(one.steps)}"
                lines.append(f"    - {{ edition: {one.edition}, on: {day}{more} }}")
    return "\n".join(lines) + "\n"


def render_editions_json(campaign: Campaign) -> str:
    """Every released edition as open data, and what has changed since: for whoever holds a sheet and has a program."""
    data: Mapping[str, object] = {
        id_: {
            language: [
                {"edition": one.edition, "released_on": one.on.isoformat(), "contacts": one.contacts,
                 "is_current": one is all_[-1]}
                for one in all_
            ]
            for language, all_ in sorted(entry.editions.items())
        }
        for id_, entry in sorted(campaign.editions.items())
    }  # fmt: skip
    about = "Every edition of the printed sheets. A sheet says page, language and edition at its foot."
    return json.dumps({"about": about, "editions": data}, ensure_ascii=False, indent=1) + "\n"
