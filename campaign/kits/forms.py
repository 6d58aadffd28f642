"""Sheets to fill in, follow and carry: a form to sign, the flow of a case as a chart, cards for a wallet."""

from __future__ import annotations

from typing import Any

from campaign.files.problems import ProblemsFound
from campaign.kits.contacts import home_number, main_number
from campaign.kits.sheet import SMALLEST, Sheet
from campaign.kits.sheets import colophon, page_data, prepare
from campaign.kits.text import NOTHING, Block, PageText, plain
from campaign.model.shown import main_group
from campaign.pages.page import SourcePage

FORM_PART = "agreement"
"""The id of the part of a page that is filled in and signed."""
CHART_PART = "do-now"
"""The part with the table of questions: number, question, yes, no."""
CARDS = 10
"""Of credit-card size (85.6 × 54 mm) on a sheet of A4."""


def form(text: PageText) -> Sheet:
    """Two sheets: what is promised, with a box before each promise; then what is filled in, and the signatures."""
    page, edition = text.page, text.edition
    part = text.parts.get(FORM_PART)
    if part is None:
        raise _lacks(page, "form.pdf", f"a heading {{#{FORM_PART}}} with what is to be filled in")
    group = main_group(edition.views.campaign, page)
    groups: list[dict[str, Any]] = [{"heading": "", "blocks": []}]
    for block in prepare(part.blocks, edition):
        if block["type"] == "heading":
            groups.append({"heading": plain(block["body"]), "blocks": []})
        elif block["type"] in ("list", "table"):
            groups[-1]["blocks"].append(block)
    data = {
        **page_data(page, edition, edition.word("sheet_form"), "form"),
        "form-title": plain(part.heading),
        "groups": [one for one in groups if one["blocks"]],
        "number": main_number(edition, group),
        "colophon": colophon(page, edition, [group]),
    }
    return Sheet("form.typ", data, [{"size": one} for one in (12.0, 11.5, 11.0, 10.5, SMALLEST)], page.file, "form")


def flow(text: PageText) -> Sheet:
    """The questions of a case as a chart on one sheet: each with what follows a yes, and what follows a no."""
    page, edition = text.page, text.edition
    tables = [one for one in text.parts.get(CHART_PART, NOTHING).blocks if one["type"] == "table"]
    if not tables or any(len(row) != 4 for row in tables[0]["rows"]):
        raise _lacks(page, "flow.pdf", f"a table below {{#{CHART_PART}}} with number, question, yes and no")
    table: Block = tables[0]
    number = main_number(edition, "emergency")
    data = {
        **page_data(page, edition, edition.word("sheet_flow"), "flow"),
        "colon": edition.words["colon"] + " ",
        "heads": table["head"],
        "rows": table["rows"],
        "number": number,
        "colophon": colophon(page, edition, []),
    }
    sizes = (14.0, 13.5, 13.0, 12.5, 12.0, 11.5, 11.0, 10.5, SMALLEST)
    return Sheet("flow.typ", data, [{"size": one} for one in sizes], page.file, "flow")


def wallet(text: PageText) -> Sheet:
    """The number to call, ten times on a sheet, to be cut out."""
    page, edition = text.page, text.edition
    group = main_group(edition.views.campaign, page)
    emergency = home_number(edition, "emergency") or main_number(edition, "emergency")
    to_call = (main_number(edition, group), home_number(edition, group), emergency)
    data = {
        **page_data(page, edition, edition.word("sheet_wallet"), "wallet"),
        "cards": CARDS,
        "numbers": list(filter(None, to_call)),
        "colophon": colophon(page, edition, [group]),
    }
    return Sheet("wallet.typ", data, [{"size": 10.0}], page.file, "wallet card")


def _lacks(page: SourcePage, sheet: str, expected: str) -> ProblemsFound:
    found, fix = f"nothing to make {sheet} of", f"write it, or take {sheet} out of `sheets`"
    return ProblemsFound.of("sheet", page.file, found, expected, fix, field="sheets")
