"""A lesson or an activity as a plan to print: the steps for the teacher, each worksheet on pages of its own."""

from __future__ import annotations

from campaign.kits.sheet import SMALLEST, Sheet
from campaign.kits.sheets import colophon, groups_of, page_data, prepare, shown_parts
from campaign.kits.text import NOTHING, PageText
from campaign.pages.questions import PART

HANDED_OUT = ("worksheet", "sheet", "counting", "cards", "consent")
"""The ids of parts that are copied for others: they stand at the end, each on pages of its own."""


def plan(text: PageText) -> Sheet:
    """At a glance, every part of the page in order, the small print, then what is handed out."""
    page, edition = text.page, text.edition
    meta = page.meta
    # A questionnaire is a sheet of its own.
    parts = [part for part in text.parts.values() if part.id not in ("", PART)]
    groups = [group for part in parts for group in groups_of(part.blocks)]
    data = {
        **page_data(page, edition, edition.word("sheet_plan"), "plan"),
        "intro": prepare(text.parts.get("", NOTHING).blocks, edition),
        "glance": {
            "heading": edition.word("at_a_glance"),
            "minutes": edition.word("minutes", count=meta.minutes) if meta.minutes else "",
            "ages": edition.word("ages", ages=edition.words.listed(one.replace("-", "–") for one in meta.ages))
            if meta.ages
            else "",
            "materials": {"label": edition.word("materials"), "items": [edition.say(one) for one in meta.materials]},
            "outcomes": {"label": edition.word("outcomes"), "items": [edition.say(one) for one in meta.outcomes]},
        },
        "parts": shown_parts((one for one in parts if one.id not in HANDED_OUT), text),
        "sheets": shown_parts((one for one in parts if one.id in HANDED_OUT), text),
        "colophon": colophon(page, edition, groups),
    }
    ways = ((10.5, 1), (10.5, 0.8), (SMALLEST, 0.8), (SMALLEST, 0.65))
    variants: list[dict[str, object]] = [{"size": size, "air": air, "last": False} for size, air in ways]
    return Sheet("plan.typ", data, [*variants, {**variants[0], "last": True}], page.file, "plan")
