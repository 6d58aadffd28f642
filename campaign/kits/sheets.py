"""The sheets of a guide: a handout, a letter to families, a poster in two sizes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from campaign.files.problems import ProblemsFound
from campaign.kits.contacts import contacts_block, contacts_checked, home_number, main_number
from campaign.kits.drawings import render_drawing
from campaign.kits.edition import Edition, visible_address
from campaign.kits.qr import MIN_MODULE_MM, module_width
from campaign.kits.sheet import SMALLEST, Sheet
from campaign.kits.text import NOTHING, Block, Node, PageText, Part, plain
from campaign.languages.language import isolate
from campaign.model.editions import edition_of, mark
from campaign.model.permalinks import WAYS
from campaign.model.shown import main_group, part_references
from campaign.pages.page import SourcePage
from campaign.pages.references import Reference
from campaign.views.pictures import picture_of
from campaign.views.provenance import provenance

ACTIONS = 3
"""How many of the things to do now stand on a letter and a poster."""
CODE_MM = {
    "handout": 28, "letter": 30, "poster": 36, "plan": 24, "handbook": 32, "comic": 26, "certificate": 24, "cards": 24,
    "form": 22, "flow": 24, "wallet": 19, "help": 24, "questionnaire": 22,
}  # fmt: skip
"""How wide the QR code is printed on each sheet, in mm; on a poster for A4."""


def handout(text: PageText) -> Sheet:
    """Introduction, what to do now, why, how to talk about it, who can help."""
    page, edition, parts = text.page, text.edition, text.parts
    now = parts.get("do-now", NOTHING)
    group = main_group(edition.views.campaign, page)
    helping = parts.get("help", Part("help", [edition.word("get_help")], [{"type": "helplines", "target": group}]))
    data = {
        **page_data(page, edition, edition.word("sheet_handout"), "handout"),
        "dense": False,
        "narrow": False,
        "intro": prepare(parts.get("", NOTHING).blocks, edition),
        "now": {"heading": plain(now.heading), "blocks": prepare(now.blocks, edition)},
        "help": {"heading": plain(helping.heading), "blocks": prepare(helping.blocks, edition)},
        "colophon": colophon(page, edition, groups_of(helping.blocks) or [group]),
    }
    why, talk = (shown_parts([parts[one]], text) if one in parts else [] for one in ("why", "talk"))
    sizes = (15.0, 14.0, 13.0, 12.0, 11.0) if _is_for_beginners(page, edition) else (12.0, 11.5, 11.0)
    variants: list[Mapping[str, Any]] = [
        *({"parts": why + talk, "size": size} for size in sizes),
        *({"parts": talk, "size": size} for size in (11.0, SMALLEST)),
        {"parts": talk, "size": SMALLEST, "dense": True},
        {"parts": [], "size": SMALLEST, "dense": True},
        {"parts": [], "size": SMALLEST, "dense": True, "narrow": True},
    ]
    return Sheet("handout.typ", data, variants, page.file, "handout")


def letter(text: PageText) -> Sheet:
    """What a school signs."""
    page, edition = text.page, text.edition
    group = main_group(edition.views.campaign, page)
    data = {
        **page_data(page, edition, edition.word("sheet_letter"), "letter"),
        "dense": False,
        "letter": letter_words(page, edition),
        "actions": first_actions(text),
        "help": contacts_block(edition, group),
        "colophon": colophon(page, edition, [group]),
    }
    sizes = [{"size": one} for one in (12.0, 11.5, 11.0, 10.5, SMALLEST)]
    return Sheet("letter.typ", data, [*sizes, {"size": SMALLEST, "dense": True}], page.file, "letter")


def poster(text: PageText, paper: str) -> Sheet:
    """A picture, a title, the first thing to do, one number; `paper` is "A4" or "A3", which shows the same, larger.

    The template makes the type as large as fits.
    """
    page, edition = text.page, text.edition
    group = main_group(edition.views.campaign, page)
    data = {
        **page_data(page, edition, edition.word("sheet_poster_in", size="A4"), "poster"),
        "sentence": next(iter(first_actions(text)), ""),
        "number": main_number(edition, group),
        "home": home_number(edition, group),
        "colophon": colophon(page, edition, [group]),
    }
    enlarged = "" if paper == "A4" else sheet_name(page, edition, edition.word("sheet_poster_in", size=paper))
    return Sheet("poster.typ", data, [{"size": 11.0}], page.file, f"poster in {paper}", enlarged)


# ---- what sheets share --------------------------------------------------------------------------------------------


def page_data(page: SourcePage, edition: Edition, label: str, sheet: str) -> dict[str, Any]:
    """What every sheet about a page needs: its names, language, colours, drawing and code; `label` names the sheet."""
    views, language = edition.views, edition.language
    drawing = picture_of(page.meta, views.campaign.vocabulary, views.campaign.pictures)
    day = page.meta.reviewed_on
    readers = [edition.word(f"audience_{one}") for one in page.meta.audience[:1]]
    return {
        "name": sheet_name(page, edition, label),
        "title": edition.say(page.meta.title),
        "label": " · ".join([edition.word("site_title"), *readers]),
        "description": edition.say(page.meta.description),
        "site": edition.word("site_title"),
        "sign": views.icon,
        "draft": edition.draft,
        "date": [day.year, day.month, day.day],
        "language": {
            "lang": language.code.split("-")[0],
            "region": language.region,
            "tag": language.region_tag,
            "dir": language.direction,
        },
        "colours": {name: value for name, value in views.colours.light.items() if value.startswith("#")},
        "drawing": render_drawing(views, drawing) if drawing else "",
        "code": _code(page, edition, sheet),
        "words": {
            **{key: edition.word(f"sheet_{key}") for key in ("more", "scan", "contents")},
            # Only the template knows the numbers.
            "page": edition.word("sheet_page", page="{page}", pages="{pages}"),
        },
    }


def sheet_name(page: SourcePage, edition: Edition, label: str) -> str:
    """The title of a PDF; `label` names the sheet."""
    return f"{edition.say(page.meta.title)} – {label}"


def _code(page: SourcePage, edition: Edition, sheet: str) -> dict[str, Any] | None:
    """What the QR code of the page's permalink says, on which sheet of which edition it stands, and the address for
    typing; None without `site_url`. It is drawn when the sheet is set."""
    width_mm, number = CODE_MM[sheet], edition_of(edition.views.campaign, page, edition.language)
    way = sheet if sheet in WAYS.values() else "handout"
    address = edition.short_address(page.meta.id, edition=number, way=way)
    if not address:
        return None
    if module_width(address, width_mm) < MIN_MODULE_MM:
        found = f"the QR code of {address} is too dense to be scanned when it is {width_mm:g} mm wide"
        expected = f"modules that are at least {MIN_MODULE_MM} mm wide"
        fix = "use a shorter address in `site_url`"
        raise ProblemsFound.of("sheet-code", page.file, found, expected, fix, field="id")
    return {
        "mm": width_mm,
        "alt": edition.word("sheet_qr", address=visible_address(address)),
        "address": visible_address(address),
        "link": address,
    }


def colophon(page: SourcePage, edition: Edition, groups: Iterable[str], pages: Iterable[SourcePage] = ()) -> list[str]:
    """The small print: of when the text and the contacts are, who wrote and translated it, and the licence. `pages`:
    all that are printed, where that is more than one."""
    day = edition.word("sheet_text_of", date=edition.date(page.meta.reviewed_on))
    return [
        f"{day} {edition.say(provenance(edition.views, page, edition.language))}".strip(),
        *filter(None, [contacts_checked(edition, groups, pages or [page])]),
        f"{edition.word('site_title')}. {edition.word('footer_licence')} {edition_mark(page, edition)}".rstrip(),
    ]


def edition_mark(page: SourcePage, edition: Edition) -> str:
    """The edition of a sheet: "Edition sextortion · sl · 7"; "" of what is not asked for by its edition."""
    number = edition_of(edition.views.campaign, page, edition.language)
    shown = mark(page.meta.id, edition.language, number).replace(" ", "\u00a0")
    shown = isolate(shown) if edition.language.direction == "rtl" else shown
    return edition.word("edition_mark", mark=shown) if number else ""


def letter_words(page: SourcePage, edition: Edition) -> dict[str, str]:
    """The letter's sentences; a text to paste into a message says the same."""
    is_for_children = edition.views.campaign.vocabulary.is_for_children(page.meta.audience)
    suffix = "_children" if is_for_children else ""
    return {
        "why": edition.word(f"letter_why{suffix}", title=edition.say(page.meta.title)),
        **{
            key: edition.word(f"letter_{key}")
            for key in (
                "salutation",
                "first",
                "link",
                "help",
                "close",
                "regards",
                "school",
                "date",
                "name",
                "signature",
            )
        },
    }


def first_actions(text: PageText) -> list[str]:
    """The first things to do now, each a whole sentence: what the page says for its poster, else of each step what is
    bold at its head if that is a sentence, else the first one.

    Where the part has no steps its headings stand for them.
    """
    poster = text.page.meta.poster
    if poster is not None:
        return [text.edition.say(one) for one in poster or ()]
    blocks = text.parts.get("do-now", NOTHING).blocks
    steps = next((one["items"] for one in blocks if one["type"] == "list" and one["ordered"]), None)
    if steps is None:
        steps = [[one] for one in blocks if one["type"] == "heading"]
    return [_in_few_words(step[0].get("body", [])) for step in steps[:ACTIONS] if step]


_NUMBER = re.compile(r"^\d+[.)]\s+")
_SENTENCE = re.compile(r".+?[.!?…؟][\"”“’»«)]*(?=\s|$)")


def _in_few_words(nodes: list[Node]) -> str:
    if nodes and isinstance(nodes[0], dict) and "strong" in nodes[0]:
        head = plain(nodes[:1])
        if _SENTENCE.fullmatch(head):
            return head
    text = _NUMBER.sub("", plain(nodes))
    sentence = _SENTENCE.match(text)
    return sentence[0] if sentence else text


def prepare(blocks: Iterable[Block], edition: Edition) -> list[Block]:
    """The blocks with contacts and drawings filled in."""
    return [_prepared(one, edition) for one in blocks]


def shown_parts(parts: Iterable[Part], text: PageText) -> list[dict[str, Any]]:
    """Parts as the templates take them, each with the sources of the figures in it."""
    references = part_references(text.page)
    return [
        {
            "id": one.id,
            "heading": one.heading,
            "blocks": prepare(one.blocks, text.edition),
            "sources": _sources(references.get(one.id, []), text.edition),
        }
        for one in parts
    ]


def _sources(references: Iterable[Reference], edition: Edition) -> dict[str, Any] | None:
    """Where the figures among these references come from; None where there are none."""
    statistics = edition.views.campaign.statistics
    ids = dict.fromkeys(one.target.split(".")[0] for one in references if one.kind in ("statistic", "chart"))
    lines = []
    for one in (statistics[key] for key in ids if key in statistics):
        statement, lang = edition.views.facts.localised(one.statement, edition.language)
        population, _ = edition.views.facts.localised(one.population, edition.language)
        written = f"{statement} ({population}, {one.year})."
        lines.append(
            {
                "text": written if lang else edition.say(written),
                "lang": lang or "",
                "url": one.source.url,
                "publisher": one.source.publisher or edition.views.facts.host(one.source.url),
            }
        )
    return {"label": edition.word("sources"), "lines": lines} if lines else None


def groups_of(blocks: Iterable[Block]) -> list[str]:
    """The groups of contacts that stand among these blocks."""
    return [one["target"] for one in blocks if one["type"] == "helplines"]


def _prepared(block: Block, edition: Edition) -> Block:
    match block["type"]:
        case "helplines":
            return contacts_block(edition, block["target"])
        case "picture":
            texts = edition.views.campaign.pictures[block["target"]].alt
            alt, _ = edition.views.facts.localised(texts, edition.language)
            return {**block, "svg": render_drawing(edition.views, block["target"]), "alt": edition.say(alt)}
        case "photo":
            file = edition.views.campaign.settings.docs_dir / block["path"]
            return {**block, "bytes": list(file.read_bytes()) if file.is_file() else []}
        case "list":
            return {**block, "items": [prepare(item, edition) for item in block["items"]]}
        case "quote" | "box":
            return {**block, "blocks": prepare(block["blocks"], edition)}
        case _:
            return block


def _is_for_beginners(page: SourcePage, edition: Edition) -> bool:
    """Whether children who learn to read are to read it."""
    is_for_children = edition.views.campaign.vocabulary.is_for_children(page.meta.audience)
    return is_for_children and set(page.meta.ages) <= {"0-5", "6-9"} and bool(page.meta.ages)
