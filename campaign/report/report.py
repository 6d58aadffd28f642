"""A report on how a campaign is used, from what was counted: the same figures for people, spreadsheets and programs."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from campaign.kits.files import FILES, HANDBOOK
from campaign.model.campaign import Campaign
from campaign.model.permalinks import WAYS
from campaign.pages.questions import ASKED, read_questions
from campaign.report.answers import Answers, questionnaire_page
from campaign.report.count import Counts
from campaign.report.figures import FEW, Figure, Table, shown, tabulate
from campaign.report.periods import Periods

KINDS = ("guide", "help", "page", "sheet", "way")
MOST_MISSING = 30
"""So many addresses that are not there are named."""


class Report(NamedTuple):
    """What the logs say, as it may be shown. `first` and `last` name the periods it begins and ends with."""

    first: str
    last: str
    length: str
    tables: tuple[Table, ...]
    missing: tuple[tuple[str, Figure], ...]
    """Addresses that readers asked for and that are not there, ten times or more."""
    crawled: Figure
    has_programs: bool
    """Whether the logs say which program asked, so that crawlers could be left out."""
    has_logs: bool = True
    has_answers: bool = False


def make_report(campaign: Campaign, counts: Counts | None, periods: Periods, answers: Answers | None = None) -> Report:
    """The report of a campaign; None: there are no logs, no answers."""
    has_logs = counts is not None
    counts, given = counts or Counts(), answers or Answers()
    starts = sorted({period for period, _ in counts.opened})
    all_starts = sorted({*starts, *(period for period, _, _ in given.sheets)})
    languages = [one.code for one in campaign.settings.languages]
    ways = [*WAYS, ""]
    sheets = [one.name for one in (*FILES, HANDBOOK)]
    kinds = {kind: _by_kind(counts, kind) for kind in KINDS}
    tables = (
        tabulate("periods", _over_time(counts, periods), KINDS, [periods.name(one) for one in starts]),
        tabulate("guides", kinds["guide"].by_language, languages),
        tabulate("help", kinds["help"].by_language, languages),
        tabulate("ways", _ways(kinds), ways),
        tabulate("sheets", kinds["sheet"].by_name, sheets),
        tabulate("sheet_languages", kinds["sheet"].of_name, languages, sheets),
        tabulate("pages", kinds["page"].by_language, languages),
        *_answer_tables(campaign, given, periods),
    )
    missing = [(one, shown(number)) for one, number in counts.missed.most_common(MOST_MISSING) if number >= FEW]
    return Report(
        first=periods.name(all_starts[0]) if all_starts else "",
        last=periods.name(all_starts[-1]) if all_starts else "",
        length=periods.length,
        tables=tuple(one for one in tables if one),
        missing=tuple(sorted(missing, key=lambda one: (-one[1].number, one[0]))),
        crawled=shown(counts.crawled),
        has_programs=counts.nameless < max(1, sum(counts.opened.values())),
        has_logs=has_logs,
        has_answers=answers is not None,
    )


def _answer_tables(campaign: Campaign, answers: Answers, periods: Periods) -> Iterator[Table | None]:
    """Sheets that came back, by when and by what they are about; then a table for each question, "answers-clear"."""
    when: Counter[tuple[str, str]] = Counter()
    about: Counter[tuple[str, str]] = Counter()
    for (start, page, who), number in answers.sheets.items():
        when[periods.name(start), who] += number
        about[page, who] += number
    yield tabulate("sheets_back", when, ASKED, sorted({name for name, _ in when}))
    yield tabulate("sheets_about", about, ASKED)
    page_asked = questionnaire_page(campaign)
    for one in read_questions(page_asked) if page_asked else ():
        counts = {(str(place), who): count for (name, place, who), count in answers.given.items() if name == one.id}
        yield tabulate(f"answers-{one.id}", counts, ASKED, [str(place + 1) for place in range(len(one.answers))])


class _Kind(NamedTuple):
    by_language: Mapping[tuple[str, str], int]
    by_name: Mapping[tuple[str, str], int]
    of_name: Mapping[tuple[str, str], int]


def _by_kind(counts: Counts, kind: str) -> _Kind:
    found = _Kind(Counter(), Counter(), Counter())
    for (_, thing), number in counts.opened.items():
        if thing.kind == kind:
            for counter, key in zip(found, _keys(thing.id, thing.language, thing.name), strict=True):
                counter[key] = counter.get(key, 0) + number  # type: ignore[index]
    return found


def _ways(kinds: Mapping[str, _Kind]) -> Counter[tuple[str, str]]:
    """Permalinks by the way that they name, and pages whose own address names one, as in a feed."""
    found = Counter(kinds["way"].by_name)
    for kind in ("guide", "help", "page"):
        found.update({key: number for key, number in kinds[kind].by_name.items() if key[1]})
    return found


def _keys(id_: str, language: str, name: str) -> tuple[tuple[str, str], ...]:
    return (id_, language), (id_, name), (name, language)


def _over_time(counts: Counts, periods: Periods) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for (start, thing), number in counts.opened.items():
        found[periods.name(start), thing.kind] += number
    return found


def render_json(report: Report) -> str:
    """The report for programs."""
    data = {
        "by": report.length, "from": report.first, "until": report.last, "fewest_shown": FEW,
        "crawlers_left_out": report.crawled.as_data() if report.has_logs and report.has_programs else None,
        "tables": {one.key: _table_data(one) for one in report.tables},
        "not_found": [{"address": address, "count": figure.as_data()} for address, figure in report.missing],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _table_data(table: Table) -> dict[str, Any]:
    names = [*(one or "none" for one in table.columns), "together"]
    rows = [*table.rows, table.together]
    return {row.key or "none": dict(zip(names, (one.as_data() for one in row.figures), strict=True)) for row in rows}


def render_csv(report: Report) -> str:
    """The report for spreadsheets: one figure a line. A text that a spreadsheet would take for a formula is none."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("table", "row", "column", "count"))
    writer.writerows(_csv_lines(report))
    return out.getvalue()


def _csv_lines(report: Report) -> Iterator[tuple[str, str, str, str]]:
    for table in report.tables:
        for row in (*table.rows, table.together):
            for column, figure in zip((*table.columns, "together"), row.figures, strict=True):
                yield table.key, row.key or "none", column or "none", figure.as_text()
    for address, figure in report.missing:
        yield "not_found", address, "", figure.as_text()
