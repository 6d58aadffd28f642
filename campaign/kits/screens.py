"""Stories and chats on paper: a comic to fold, a certificate, cards for a class."""

from __future__ import annotations

from typing import Any

from campaign.kits.contacts import contacts_block
from campaign.kits.sheet import SMALLEST, Sheet
from campaign.kits.sheets import colophon, page_data, prepare
from campaign.kits.text import Block, PageText, plain
from campaign.model.shown import main_group
from campaign.pages.screens import is_end, read_screens, ways_of

SIZES = [{"size": one} for one in (16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.5, SMALLEST)]
"""The template fills the sheet: its panels have the largest of these that fits all of them."""


def comic(text: PageText) -> Sheet:
    """One sheet, printed on both sides and folded: a cover, the screens as panels, and at the back the end."""
    group = main_group(text.edition.views.campaign, text.page)
    data = {
        **_data(text, "comic"),
        "help": contacts_block(text.edition, group),
        "help-heading": text.edition.word("get_help"),
        "colophon": colophon(text.page, text.edition, [group]),
    }
    return Sheet("comic.typ", data, SIZES, text.page.file, "comic")


def certificate(text: PageText) -> Sheet:
    """For a child who knows the story: a name, a day, and the sentence to say."""
    title = text.edition.say(text.page.meta.title)
    data = {
        **_data(text, "certificate"),
        "text": text.edition.word("sheet_certificate_text", title=title),
        "colophon": colophon(text.page, text.edition, []),
    }
    data["words"] |= {key: text.edition.word(f"sheet_certificate_{key}") for key in ("of", "with", "date")}
    return Sheet("certificate.typ", data, SIZES[:1], text.page.file, "certificate")


def cards(text: PageText) -> Sheet:
    """A card for each screen, to be cut out: a choice says which card comes next."""
    data = {**_data(text, "cards"), "colophon": colophon(text.page, text.edition, [])}
    data["words"]["how"] = text.edition.word("sheet_cards_how")
    count = len(data["screens"]) + 1
    # On as few sheets as hold them in type that can be read, each as full as the others.
    rows = sorted({-(-count // (2 * sheets)) for sheets in (1, 2, 3, 4)}, reverse=True)
    return Sheet("cards.typ", data, [{"size": 11.0, "rows": one} for one in rows if one <= 5], text.page.file, "cards")


def _data(text: PageText, sheet: str) -> dict[str, Any]:
    page, edition = text.page, text.edition
    parts = {one.id: one for one in text.read(lambda target: target if target.startswith("#") else None)}
    ways = ways_of(read_screens(page))
    numbers = {one: number for number, one in enumerate(ways, 1)}
    screens = []
    for screen_id in ways:
        blocks = prepare(parts[screen_id].blocks, edition)
        choices = [choice for one in blocks if one["type"] == "list" for choice in _choices(one, numbers)]
        following = [numbers[one] for one in ways[screen_id]]
        screens.append(
            {
                "number": numbers[screen_id],
                "is-end": is_end(screen_id),
                "heading": parts[screen_id].heading,
                "picture": next((one for one in blocks if one["type"] == "picture"), None),
                "blocks": [one for one in blocks if one["type"] not in ("picture", "list")],
                "choices": choices,
                "next": None if choices or following in ([], [numbers[screen_id] + 1]) else following[0],
                "sentences": [
                    plain(inner["body"]) for one in blocks if one["type"] == "quote" for inner in one["blocks"]
                ],
            }
        )
    data = page_data(page, edition, edition.word(f"sheet_{sheet}"), sheet)
    data["words"] |= {key: edition.word(f"sheet_comic_{key}") for key in ("fold", "name")}
    data["label-of-sheet"] = edition.word(f"sheet_{sheet}")
    return {**data, "screens": screens, "intro": prepare(parts[""].blocks, edition) if "" in parts else []}


def _choices(block: Block, numbers: dict[str, int]) -> list[dict[str, Any]]:
    """The choices of a list: what they say, and the number of the screen they lead to."""
    found = []
    for item in block["items"]:
        for node in item[0].get("body", []) if item else []:
            if isinstance(node, dict) and node.get("link", "").removeprefix("#") in numbers:
                found.append({"body": node["body"], "number": numbers[node["link"].removeprefix("#")]})
    return found
