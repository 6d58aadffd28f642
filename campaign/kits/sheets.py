"""The sheets of a guide: a handout, a letter to families, a poster in two sizes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from campaign.kits.contacts import contacts_block, contacts_checked, main_group
from campaign.kits.drawings import read_tokens, render_drawing
from campaign.kits.edition import Edition, visible_address
from campaign.kits.qr import render_qr_svg
from campaign.kits.text import Block, Node, Part, page_parts, plain
from campaign.kits.typesetter import SMALLEST, Sheet
from campaign.pages import SourcePage
from campaign.pictures import picture_of

Parts = Mapping[str, Part]
"""The parts of a page by the id of their heading."""
NOTHING = Part("", [], [])
ACTIONS = 3
"""How many of the things to do now stand on a letter and a poster."""


def page_data(page: SourcePage, edition: Edition, label: str) -> dict[str, Any]:
    """What every sheet about a page needs: its names, language, colours, drawing, code and colophon."""
    views, language = edition.views, edition.language
    drawing = picture_of(page.meta, views.drawings)
    address = edition.short_address(page.meta.id)
    day = page.meta.reviewed_on
    return {
        "name": f"{edition.say(page.meta.title)} – {label}",
        "title": edition.say(page.meta.title),
        "description": edition.say(page.meta.description),
        "site": edition.word("site_title"),
        "date": [day.year, day.month, day.day],
        "language": {
            "lang": language.code.split("-")[0],
            "region": language.countries[0],
            "dir": language.direction,
        },
        "hyphenate": False,
        "colours": {name: value for name, value in read_tokens(views).items() if value.startswith("#")},
        "drawing": render_drawing(views, drawing) if drawing else "",
        "code": {
            "svg": render_qr_svg(address),
            "alt": edition.word("sheet_qr", address=visible_address(address)),
            "address": visible_address(address),
            "link": address,
        }
        if address
        else None,
        "words": {
            **{key: edition.word(f"sheet_{key}") for key in ("more", "scan", "contents")},
            # Only the template knows the numbers.
            "page": edition.word("sheet_page", page="{page}", pages="{pages}"),
        },
    }


def colophon(page: SourcePage, edition: Edition, groups: Sequence[str]) -> list[str]:
    """The small print: of when the text and the contacts are, who translated it, and the licence."""
    translation = edition.views.campaign.translation(edition.language, page.path)
    meta = page.meta
    lines = [edition.word("sheet_text_of", date=edition.date(meta.reviewed_on))]
    if meta.translated_by == "machine":
        lines.append(edition.word("translated_by_machine"))
    elif meta.translated_by:
        lines.append(edition.word("translated_by", name=edition.say(meta.translated_by)))
    if meta.translated_by and not meta.reviewed_by:
        lines.append(edition.word("not_reviewed"))
    if translation.state == "outdated":
        lines.append(edition.word("outdated"))
    return [
        " ".join(lines),
        *filter(None, [contacts_checked(edition, list(groups))]),
        f"{edition.word('site_title')}. {edition.word('footer_licence')}",
    ]


def guide_sheets(page: SourcePage, edition: Edition) -> Iterator[Sheet]:
    """Every sheet of a guide in one language."""
    parts = {part.id: part for part in page_parts(page, edition, lambda target: edition.link_from(page, target))}
    folder = f"kits/{page.meta.id}/{edition.language.code}"
    yield _handout(page, edition, parts, f"{folder}/handout.pdf")
    yield _letter(page, edition, parts, f"{folder}/letter.pdf")
    for paper in ("a4", "a3"):
        yield _poster(page, edition, parts, paper, f"{folder}/poster-{paper}.pdf")


def _handout(page: SourcePage, edition: Edition, parts: Parts, path: str) -> Sheet:
    """Introduction, what to do now, why, how to talk about it, who can help."""
    now = parts.get("do-now", NOTHING)
    group = main_group(page.meta, page.body)
    helping = parts.get("help", Part("help", [edition.word("get_help")], [{"type": "helplines", "target": group}]))
    groups = [one["target"] for one in helping.blocks if one["type"] == "helplines"] or [group]
    data = {
        **page_data(page, edition, edition.word("sheet_handout")),
        "label": _label(page, edition),
        "dense": False,
        "intro": prepare(parts.get("", NOTHING).blocks, edition),
        "now": {"heading": plain(now.heading), "blocks": prepare(now.blocks, edition)},
        "help": {"heading": plain(helping.heading), "blocks": prepare(helping.blocks, edition)},
        "colophon": colophon(page, edition, groups),
    }
    why, talk = ([_shown(parts[one], edition)] if one in parts else [] for one in ("why", "talk"))
    variants = [
        *({"parts": why + talk, "size": size} for size in _sizes(page, 11)),
        *({"parts": talk, "size": size} for size in (11, SMALLEST)),
        {"parts": talk, "size": SMALLEST, "dense": True},
        {"parts": [], "size": SMALLEST, "dense": True},
    ]
    return Sheet(path, "handout.typ", data, tuple(variants), page.file, "handout")


def _letter(page: SourcePage, edition: Edition, parts: Parts, path: str) -> Sheet:
    """What a school signs."""
    group = main_group(page.meta, page.body)
    data = {
        **page_data(page, edition, edition.word("sheet_letter")),
        "letter": letter_words(page, edition),
        "actions": first_actions(parts),
        "help": contacts_block(edition, group),
        "colophon": colophon(page, edition, [group]),
    }
    return Sheet(
        path, "letter.typ", data, tuple({"size": one} for one in (12, 11.5, 11, 10.5, SMALLEST)), page.file, "letter"
    )


def _poster(page: SourcePage, edition: Edition, parts: Parts, paper: str, path: str) -> Sheet:
    """A title, a sentence, three things to do, the numbers; the template makes the type as large as fits."""
    group = main_group(page.meta, page.body)
    helping = parts.get("help")
    data = {
        **page_data(page, edition, edition.word("sheet_poster_in", size=paper.upper())),
        "paper": paper,
        "label": _label(page, edition),
        "actions": first_actions(parts),
        "help-heading": plain(helping.heading) if helping else edition.word("get_help"),
        "help": contacts_block(edition, group),
        "colophon": colophon(page, edition, [group]),
    }
    return Sheet(path, "poster.typ", data, ({"size": 11},), page.file, f"poster in {paper.upper()}")


def _sizes(page: SourcePage, smallest: float) -> list[float]:
    """Sizes of running text in points, largest first; those who learn to read get larger type."""
    largest = (
        15.0 if page.meta.ages and page.meta.ages[-1] in ("0-5", "6-9") and "children" in page.meta.audience else 12.0
    )
    steps = int((largest - smallest) * 2) + 1
    return [largest - step / 2 for step in range(steps)]


def _shown(part: Part, edition: Edition) -> dict[str, Any]:
    return {"heading": part.heading, "blocks": prepare(part.blocks, edition)}


def letter_words(page: SourcePage, edition: Edition) -> dict[str, str]:
    """The letter's sentences; a text to paste into a message says the same."""
    suffix = "_children" if "children" in page.meta.audience else ""
    return {
        "salutation": edition.word("letter_salutation"),
        "why": edition.word(f"letter_why{suffix}", title=edition.say(page.meta.title)),
        "about": edition.say(page.meta.description),
        **{key: edition.word(f"letter_{key}") for key in ("first", "link", "help", "close", "regards")},
        **{key: edition.word(f"letter_{key}") for key in ("school", "date", "name", "signature")},
    }


def first_actions(parts: Parts) -> list[str]:
    """The first things to do now, each in a few words: what is bold at the head of a step, else its first sentence.

    Where the part has no steps its headings stand for them.
    """
    blocks = parts.get("do-now", NOTHING).blocks
    steps = next((one["items"] for one in blocks if one["type"] == "list" and one["ordered"]), None)
    if steps is None:
        steps = [[one] for one in blocks if one["type"] == "heading"]
    return [_in_few_words(step[0].get("body", [])) for step in steps[:ACTIONS] if step]


_SENTENCE = re.compile(r".+?[.!?…؟](?=\s|$)")


def _in_few_words(nodes: list[Node]) -> str:
    if nodes and isinstance(nodes[0], dict) and "strong" in nodes[0]:
        return plain(nodes[:1])
    text = plain(nodes)
    sentence = _SENTENCE.match(text)
    return sentence[0] if sentence else text


def prepare(blocks: list[Block], edition: Edition) -> list[Block]:
    """The blocks with contacts and drawings filled in."""
    return [_prepared(one, edition) for one in blocks]


def _prepared(block: Block, edition: Edition) -> Block:
    match block["type"]:
        case "helplines":
            return contacts_block(edition, block["target"])
        case "picture":
            texts = edition.views.campaign.pictures[block["target"]].alt
            alt, _ = edition.views.localised(texts, edition.language)
            return {**block, "svg": render_drawing(edition.views, block["target"]), "alt": edition.say(alt)}
        case "list":
            return {**block, "items": [prepare(item, edition) for item in block["items"]]}
        case "quote" | "box":
            return {**block, "blocks": prepare(block["blocks"], edition)}
        case _:
            return block


def _label(page: SourcePage, edition: Edition) -> str:
    """Above the title: whose page it is, and of which campaign."""
    readers = [edition.word(f"audience_{one}") for one in page.meta.audience[:1]]
    return " · ".join([edition.word("site_title"), *readers])
