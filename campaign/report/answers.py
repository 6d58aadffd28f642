"""What people ticked on the sheets of the questionnaire, from the tables that schools counted in.

A table is the kit's `answers.csv` with its counts typed in, as a spreadsheet saves it: a line for each answer, a column
for each that is asked, with commas, semicolons or tabs between them. First stands how many sheets came back; `page` and
`day` hold until they are written anew, so that several groups may stand in one table below each other.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from campaign.files.days import DAYS, read_day
from campaign.files.problems import Problem, ProblemsFound
from campaign.files.schema import one_of
from campaign.model.campaign import Campaign
from campaign.model.permalinks import FOLDER, resolve
from campaign.pages.page import SourcePage
from campaign.pages.questions import ASKED, SHEET, SHEETS, Question, read_questions
from campaign.report.periods import Periods

COLUMNS = ("day", "question", "answer", *ASKED)
"""Without these a table says nothing; `page` may be missing, and all others are for people."""
MOST_BYTES = 5_000_000
MOST_SHEETS = 100_000
"""A larger count is a slip of the fingers."""
_FIX = "take the kit's answers.csv anew, and type the counts into it"


@dataclass
class Answers:
    """What was counted: sheets by (period's first day, page's id or "", who), answers by (question, place, who)."""

    sheets: Counter[tuple[datetime.date, str, str]] = field(default_factory=Counter)
    given: Counter[tuple[str, int, str]] = field(default_factory=Counter)


def questionnaire_page(campaign: Campaign) -> SourcePage | None:
    """The page with the campaign's questionnaire, in the source language."""
    source = campaign.settings.source.code
    return next((one for (code, _), one in campaign.pages.items() if code == source and SHEET in one.meta.sheets), None)


def read_answers(campaign: Campaign, periods: Periods, paths: Iterable[Path]) -> Answers:
    """What all tables say together. Raises ProblemsFound for what cannot be, line by line: then nothing is counted."""
    page = questionnaire_page(campaign)
    if page is None:
        found, fix = (
            "this campaign has no questionnaire",
            f"give a page {SHEET} in `sheets` (WRITING.md, “Questionnaires”)",
        )
        raise ProblemsFound.of("answers", "--answers", found, "a page with questions", fix)
    answers, problems = Answers(), []
    for path in {one.resolve(): one for one in paths}.values():
        reader = _Reader(campaign, periods, {one.id: one for one in read_questions(page)}, str(path))
        problems += reader.read(path, answers)
    if problems:
        raise ProblemsFound(problems)
    return answers


class _Group(NamedTuple):
    """Sheets that were counted together: when, after what, how many by whom; then what was ticked on them."""

    line: int
    day: datetime.date | None
    page: str
    sheets: Mapping[str, int]
    given: dict[tuple[str, int], Mapping[str, int]]


class _Reader:
    """Of one table."""

    def __init__(self, campaign: Campaign, periods: Periods, questions: Mapping[str, Question], file: str):
        self.campaign, self.periods, self.questions, self.file = campaign, periods, questions, file

    def read(self, path: Path, answers: Answers) -> list[Problem]:
        """Add up what the table says; what is wrong with it is returned."""
        try:
            rows = list(_rows(path))
        except (OSError, csv.Error, ValueError) as error:
            found = getattr(error, "strerror", None) or str(error)
            return [Problem("answers", self.file, found, "a table of answers as CSV", "save it as CSV (UTF-8)")]
        head = [one.strip().casefold() for one in rows[0][1]] if rows else []
        if lacking := [one for one in COLUMNS if one not in head]:
            found = f"the first line lacks {', '.join(lacking)}"
            return [self._problem(1, found, f"the columns {', '.join(('page', *COLUMNS))}", _FIX)]
        self.problems: list[Problem] = []
        groups = self._groups([(line, dict(zip(head, map(str.strip, row), strict=False))) for line, row in rows[1:]])
        if not self.problems and not any(any(one.sheets.values()) for one in groups):
            found = "no count is typed in"
            self._note(
                1, found, "how many sheets came back, and what was ticked on them", "type the counts, and save it"
            )
        for group in groups:
            self._add(group, answers)
        return self.problems

    def _groups(self, rows: Iterable[tuple[int, Mapping[str, str]]]) -> list[_Group]:
        groups: list[_Group] = []
        page, day = "", None
        for line, row in rows:
            if not any(row.get(one) for one in ("page", *COLUMNS)):
                continue
            page = self._page(line, row) if row.get("page") else page
            day = self._day(line, row) if row.get("day") else day
            counts = self._counts(line, row)
            name = row.get("question", "")
            if name == SHEETS:
                groups.append(_Group(line, day, page, counts, {}))
                if day is None and any(counts.values()) and not row.get("day"):
                    self._note(line, "no day", DAYS, "write on which day they were filled in", "day")
            elif not groups:
                expected = f"first the line {SHEETS}: how many came back"
                self._note(line, f"“{name}” stands before it", expected, _FIX)
            elif (answer := self._answer(line, name, row.get("answer", ""))) is not None:
                self._take(line, groups[-1], answer, counts)
        return groups

    def _take(self, line: int, group: _Group, answer: tuple[str, int], counts: Mapping[str, int]) -> None:
        if answer in group.given:
            found = f"{answer[0]}, answer {answer[1]} stands here twice"
            expected = f"once for the sheets of line {group.line}"
            self._note(line, found, expected, f"take one away, or write how many {SHEETS} came back above it")
            return
        group.given[answer] = counts
        for who in ASKED:
            ticked = sum(one[who] for (name, _), one in group.given.items() if name == answer[0])
            if counts[who] and ticked > group.sheets[who]:
                found = f"{ticked} ticks at “{answer[0]}” on {group.sheets[who]} sheets (line {group.line})"
                self._note(line, found, "one tick a sheet at most", "count again: which number is wrong?", who)

    def _add(self, group: _Group, answers: Answers) -> None:
        if group.day is None or not self.periods.is_wanted(group.day):
            return
        for who in ASKED:
            if group.sheets[who]:
                answers.sheets[self.periods.start_of(group.day), group.page, who] += group.sheets[who]
            for (name, number), counts in group.given.items():
                if counts[who]:
                    answers.given[name, number, who] += counts[who]

    def _page(self, line: int, row: Mapping[str, str]) -> str:
        """The id of a page, from that, from an address that has it, or from its title in any language."""
        text = row["page"]
        _, has_address, rest = text.partition(f"{FOLDER}/")
        wanted = rest.partition("/")[0] if has_address else text
        if found := resolve(self.campaign, wanted) or self._ids_by_title.get(text.casefold()):
            return found
        expected, fix = one_of(wanted, sorted(self.campaign.paths_by_id))
        expected = "the id or the title of a page, an address such as …/go/games/, or nothing"
        self._note(line, f"no page is “{_short(text)}”", expected, fix, "page")
        return ""

    @cached_property
    def _ids_by_title(self) -> Mapping[str, str]:
        return {
            title.casefold(): one.meta.id
            for one in self.campaign.pages.values()
            for title in (one.meta.title, one.meta.short_title)
            if title
        }

    def _day(self, line: int, row: Mapping[str, str]) -> datetime.date | None:
        try:
            day = read_day(row["day"])
        except ValueError:
            self._note(line, f"“{_short(row['day'])}” is no day", DAYS, "write it in one of these ways", "day")
            return None
        if not self.periods.is_possible(day):
            found = f"{day} has not been yet, or is more than ten years ago"
            self._note(line, found, f"a day until {self.periods.today}", "correct the year", "day")
            return None
        return day

    def _counts(self, line: int, row: Mapping[str, str]) -> Mapping[str, int]:
        """What stands in the columns of those who are asked; nothing is none."""
        found = {}
        for who in ASKED:
            text = row.get(who) or "0"
            is_count = text.isascii() and text.isdigit() and len(text) < 9 and int(text) <= MOST_SHEETS
            if not is_count:
                expected = f"a whole number from 0 to {MOST_SHEETS}, or nothing"
                self._note(line, f"“{_short(text)}”", expected, "write the number in digits", who)
            found[who] = int(text) if is_count else 0
        return found

    def _answer(self, line: int, name: str, number: str) -> tuple[str, int] | None:
        question = self.questions.get(name)
        if question is None:
            expected, fix = one_of(name, [SHEETS, *self.questions])
            self._note(line, f"no question is “{_short(name)}”", expected, fix, "question")
        elif not (number.isascii() and number.isdigit()) or not 1 <= int(number[:9]) <= len(question.answers):
            found, expected = f"“{_short(number)}” at {name}", f"1 to {len(question.answers)}, the answer's place"
            self._note(line, found, expected, _FIX, "answer")
        else:
            return name, int(number)
        return None

    def _problem(self, line: int, found: str, expected: str, fix: str, field: str | None = None) -> Problem:
        return Problem("answers", self.file, found, expected, fix, line=line, field=field)

    def _note(self, line: int, found: str, expected: str, fix: str, field: str | None = None) -> None:
        self.problems.append(self._problem(line, found, expected, fix, field))


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The lines of a table with their numbers. Raises OSError, csv.Error, and ValueError for what is no text."""
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValueError(f"it is larger than {MOST_BYTES // 1_000_000} MB")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ValueError("this is a workbook of a spreadsheet program")
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    # What is read are numbers and ids; letters that a spreadsheet has saved in another way stand in words for people.
    text = content.decode("utf-16" if is_wide else "utf-8-sig", errors="replace")
    if "\0" in text:
        raise ValueError("this is no text")
    head = text.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    for row in reader:
        if any(map(str.strip, row)):
            yield reader.line_num, row


def _short(text: str) -> str:
    """What somebody typed, so far as it helps to find it."""
    return text if len(text) <= 40 else f"{text[:39]}…"
