"""Questionnaires: the part of a page in which each third-level heading is a question, and the list below its answers.

People tick one answer of a question. What they ticked is counted by the question's id and the answer's place in the
list, so that it means the same in every language.
"""

from __future__ import annotations

from typing import NamedTuple

from campaign.pages.lines import headings, part_ids
from campaign.pages.page import SourcePage

PART = "questions"
"""The id of the part."""
SHEET, TABLE = "questionnaire.pdf", "answers.csv"
"""What such a page has in its `sheets`: the sheet to tick, and the table to count in."""
ASKED = ("pupils", "families", "staff")
"""Who is asked: as each is written in the table, and in the key of its interface word."""
SHEETS = "sheets"
"""Stands in the table in the place of a question: how many sheets came back."""


class Question(NamedTuple):
    """A question as it is written: its id, the text, its answers in their order, and its line in the file."""

    id: str
    text: str
    answers: tuple[str, ...]
    line: int


def read_questions(page: SourcePage) -> tuple[Question, ...]:
    """The questions of a page, in the order in which they are written; none of a page without that part."""
    parts = part_ids(page.lines)
    there = [one for one in page.lines if parts[one.number] == PART]
    asked = [one for one in headings(there) if one.level == 3]
    ends = [one.number for one in asked[1:]] + [page.body_line + len(page.lines)]
    return tuple(
        Question(
            one.id,
            one.own_text,
            tuple(it.own_text for it in there if it.kind == "list item" and one.number < it.number < end),
            one.number,
        )
        for one, end in zip(asked, ends, strict=True)
    )
