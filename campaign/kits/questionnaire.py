"""A questionnaire on one sheet, and the table in which a school counts what was ticked."""

from __future__ import annotations

import csv
import io
from itertools import pairwise

from campaign.files.problems import ProblemsFound
from campaign.kits.contacts import home_number, main_number
from campaign.kits.edition import Edition
from campaign.kits.files import Kit
from campaign.kits.sheet import SMALLEST, Sheet
from campaign.kits.sheets import colophon, page_data
from campaign.kits.text import NOTHING, PageText, plain
from campaign.model.shown import main_group
from campaign.pages.questions import ASKED, PART, SHEETS, read_questions
from campaign.views.questions import COLUMNS, separator
from campaign.views.views import Views


def questionnaire(text: PageText) -> Sheet:
    """Who one is, the questions with a box before each answer, and a number to call."""
    page, edition = text.page, text.edition
    group = main_group(edition.views.campaign, page)
    blocks = text.parts.get(PART, NOTHING).blocks
    questions = [
        {"text": plain(heading["body"]), "answers": [plain(item[0]["body"]) for item in answers["items"]]}
        for heading, answers in pairwise(blocks)
        if heading["type"] == "heading" and answers["type"] == "list"
    ]
    if not questions:
        found, expected = "nothing to make questionnaire.pdf of", f"questions below a heading {{#{PART}}}"
        fix = "write them (WRITING.md, “Questionnaires”), or take questionnaire.pdf out of `sheets`"
        raise ProblemsFound.of("sheet", page.file, found, expected, fix, field="sheets")
    data = {
        **page_data(page, edition, edition.word("kit_questionnaire_pdf"), "questionnaire"),
        "who": {"text": edition.word("asked"), "answers": [edition.word(f"asked_{one}") for one in ASKED]},
        "questions": questions,
        "note": edition.word("questions_note"),
        "help": edition.word("questions_help"),
        "numbers": list(filter(None, (main_number(edition, group), home_number(edition, group)))),
        "colophon": colophon(page, edition, [group]),
    }
    sizes = [{"size": one} for one in (13.0, 12.5, 12.0, 11.5, 11.0, 10.5, SMALLEST)]
    return Sheet("questionnaire.typ", data, sizes, page.file, "questionnaire")


def render_answers(views: Views, kit: Kit) -> str:
    """The table: a line for each answer, in which only the counts are missing."""
    edition, out = Edition(views, kit.language), io.StringIO()
    writer = csv.writer(out, delimiter=separator(kit.language), lineterminator="\r\n")
    writer.writerow((*COLUMNS, *ASKED))
    nothing = [""] * len(ASKED)
    writer.writerow(("", "", SHEETS, "", edition.word("questions_sheets"), *nothing))
    for one in read_questions(kit.page):
        for number, answer in enumerate(one.answers, 1):
            writer.writerow(("", "", one.id, number, f"{edition.say(one.text)} {edition.say(answer)}", *nothing))
    return out.getvalue()
