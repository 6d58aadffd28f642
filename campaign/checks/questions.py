"""A questionnaire can be ticked and counted: one page has it, and each question has an id and answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from campaign.files.problems import Problem
from campaign.model.campaign import Campaign
from campaign.pages.page import SourcePage
from campaign.pages.questions import PART, SHEET, SHEETS, TABLE, read_questions

MOST_QUESTIONS, MOST_ANSWERS = 10, 4
"""More than these fit on no sheet."""
_FIX = "see WRITING.md, “Questionnaires”"


def check_questions(campaign: Campaign) -> Iterator[Problem]:
    """The questions of the page that has a sheet of them, in every language; two such pages are one too many."""
    source = campaign.settings.source.code
    originals = [one for (code, _), one in campaign.pages.items() if code == source and SHEET in one.meta.sheets]
    for original in originals[1:]:
        found = f"{originals[0].file} has a questionnaire already"
        fix = f"take {SHEET} and {TABLE} out of `sheets` in one of them"
        yield original.problem("questions", found, "one in a campaign, so that all counts are of the same", fix)
    for original in originals[:1]:
        if TABLE not in original.meta.sheets:
            found, fix = f"`sheets` has {SHEET} and no {TABLE}", f"add {TABLE}: in it a school counts"
            yield original.problem("questions", found, "both", fix, field="sheets")
        asked = {one.id: len(one.answers) for one in read_questions(original)}
        for page in (one for (_, path), one in campaign.pages.items() if path == original.path):
            yield from _check_page(page, asked)


def _check_page(page: SourcePage, asked: Mapping[str, int]) -> Iterator[Problem]:
    """`asked`: how many answers each question of the original has; what is counted is the same in every language."""
    questions = read_questions(page)
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        expected = f"1 to {MOST_QUESTIONS} below a heading {{#{PART}}}"
        yield page.problem("questions", f"questions: {len(questions)}", expected, _FIX)
    for one in questions:
        number = len(one.answers)
        if not one.id or one.id == SHEETS:
            found = f"the question “{one.text}” has {f'the id #{one.id}' if one.id else 'no id'}"
            yield page.problem("questions", found, f"an id of its own, not {SHEETS}", _FIX, line=one.line)
        if not 2 <= number <= MOST_ANSWERS:
            found = f"answers to “{one.text}”: {number}"
            yield page.problem("questions", found, f"2 to {MOST_ANSWERS}, as a list", _FIX, line=one.line)
        elif asked.get(one.id, number) != number:
            found, expected = f"answers to “{one.text}”: {number}", f"{asked[one.id]}, as in the original"
            yield page.problem("questions", found, expected, "translate each answer, in its place", line=one.line)
