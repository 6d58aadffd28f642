"""The report as readers see it: with the titles of pages, the words and the numbers of a language."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from campaign.kits.files import FILES, HANDBOOK
from campaign.languages.formats import format_number
from campaign.languages.language import Language, isolate
from campaign.model.permalinks import WAYS
from campaign.pages.questions import read_questions
from campaign.report.answers import questionnaire_page
from campaign.report.figures import Figure, Row, Table
from campaign.report.report import Report
from campaign.views.views import Views


class ShownFigure(NamedTuple):
    """A figure in words, and how long its bar is, in percent of the largest of its table."""

    text: str
    short: str
    """The same in a few signs: "< 10"."""
    percent: int


class ShownRow(NamedTuple):
    """A row with its name; `lang` where that is in another language."""

    name: str
    lang: str | None
    figures: tuple[ShownFigure, ...]


class ShownTable(NamedTuple):
    """A table with its words; the last column is the total, the last row too."""

    key: str
    title: str
    head: str
    columns: tuple[str, ...]
    short_columns: tuple[str, ...]
    """The same where room is short: languages by their codes."""
    rows: tuple[ShownRow, ...]
    together: ShownRow | None


class Shown:
    """A report in a language."""

    def __init__(self, views: Views, report: Report, language: Language):
        self.views, self.report, self.language = views, report, language

    def word(self, key: str, **values: object) -> str:
        """An interface word in the language's script."""
        return self.language.in_script(self.views.wording.words_of(self.language)(key, **values))

    def figure(self, figure: Figure) -> str:
        """A figure in words."""
        number = format_number(Decimal(figure.number), self.language.babel)
        if figure.sign == "<":
            return self.word("report_few")
        return self.word("report_least", count=number) if figure.sign else number

    def period(self, name: str) -> str:
        """A period's name amid words of the language."""
        return isolate(name) if self.language.direction == "rtl" else name

    @property
    def tables(self) -> list[ShownTable]:
        """Every table of the report."""
        return [self._table(one) for one in self.report.tables]

    @property
    def missing(self) -> list[tuple[str, str]]:
        """Addresses that are not there, and how often they were asked for."""
        return [(address, self.figure(one)) for address, one in self.report.missing]

    @property
    def notes(self) -> list[str]:
        """What whoever reads the figures has to know of them."""
        crawled = self.figure(self.report.crawled)
        left_out = self.word("report_crawlers", count=crawled) if self.report.has_programs else ""
        of_logs = [self.word("report_promise"), left_out or self.word("report_no_programs"), self.word("report_limits")]
        of_answers = [self.word("report_answers")] if self.report.has_answers else []
        return [*(of_logs if self.report.has_logs else []), *of_answers]

    @property
    def counted(self) -> str:
        """From when to when the report is, and what it was made of; "" where it is of nothing."""
        report, key = self.report, "report_period" if self.report.has_logs else "report_period_answers"
        date = self.views.wording.date(self.views.campaign.today, self.language)
        first, last = self.period(report.first), self.period(report.last)
        return self.word(key, first=first, last=last, date=date) if report.first else ""

    def _table(self, table: Table) -> ShownTable:
        kind, _, question = table.key.partition("-")
        naming = _NAMES[kind]
        largest = max((row.figures[-1].number for row in table.rows), default=0)
        rows = [
            self._row(row, *self._name(naming[0], f"{question}/{row.key}" if question else row.key), largest)
            for row in table.rows
        ]
        together = self._row(table.together, self.word("report_together"), None, largest)
        columns = [self._name(naming[1], one)[0] for one in table.columns]
        short = table.columns if naming[1] == "language" else columns
        title = self._question(question) if question else self.word(f"report_{table.key}")
        return ShownTable(
            table.key, title, self.word(f"report_of_{naming[0]}"),
            (*columns, together.name), (*short, together.name), tuple(rows), together if len(rows) > 1 else None,
        )  # fmt: skip

    def _row(self, row: Row, name: str, lang: str | None, largest: int) -> ShownRow:
        # A bar for fewer than ten would say how many.
        bars = [100 * one.number // largest if largest and one.sign != "<" else 0 for one in row.figures]
        texts = [self.figure(one) for one in row.figures]
        return ShownRow(name, lang, tuple(map(ShownFigure, texts, map(self._short, row.figures), bars)))

    def _short(self, figure: Figure) -> str:
        return f"{figure.sign} {format_number(Decimal(figure.number), self.language.babel)}".strip()

    def _name(self, what: str, key: str) -> tuple[str, str | None]:
        return self._page(key) if what == "page" else (_WORDS[what](self, key), None)

    def _page(self, page_id: str) -> tuple[str, str | None]:
        """A page's title, and its language where it is none of the reader's."""
        if not page_id:
            return self.word("report_unsaid"), None
        campaign = self.views.campaign
        path = campaign.paths_by_id.get(page_id, "")
        for language in (self.language, campaign.settings.source):
            if path and (page := campaign.page(language, path)):
                is_other = language != self.language
                title = page.meta.short_title or page.meta.title
                return language.in_script(title), language.code if is_other else None
        return page_id, None

    def _language(self, code: str) -> str:
        return self.views.campaign.settings.language(code).name

    def _question(self, name: str, answer: str = "") -> str:
        """A question in words, or one of its answers, counted from 1: in the reader's language where its page is."""
        original = questionnaire_page(self.views.campaign)
        translated = original and self.views.campaign.page(self.language, original.path)
        page = translated or original
        found = next((one for one in read_questions(page) if one.id == name), None) if page else None
        if found is None:
            return name
        text = found.answers[int(answer) - 1] if answer else found.text
        return self.language.in_script(text) if translated else text

    def _sheet(self, name: str) -> str:
        return self.word(next(one.label for one in (*FILES, HANDBOOK) if one.name == name))


_WORDS: dict[str, Callable[[Shown, str], str]] = {
    "language": Shown._language,
    "sheet": Shown._sheet,
    "answer": lambda shown, key: shown._question(*key.split("/")),
    "asked": lambda shown, key: shown.word(f"asked_{key}"),
    "kind": lambda shown, key: shown.word(f"report_kind_{key}"),
    "way": lambda shown, key: shown.word(f"way_{WAYS.get(key, 'none')}"),
    "period": Shown.period,
}
_NAMES = {
    "periods": ("period", "kind"),
    "guides": ("page", "language"),
    "help": ("page", "language"),
    "pages": ("page", "language"),
    "ways": ("page", "way"),
    "sheets": ("page", "sheet"),
    "sheet_languages": ("sheet", "language"),
    "sheets_back": ("period", "asked"),
    "sheets_about": ("page", "asked"),
    "answers": ("answer", "asked"),
}
"""What the rows and the columns of each table are."""


def render_page(shown: Shown) -> str:
    """The report as one HTML file that needs no other: for an annual report, to be read and to be printed."""
    language = shown.language
    return shown.views.templates.get_template("report.html").render(
        shown=shown, language=language, site_title=shown.word("site_title")
    )  # fmt: skip
