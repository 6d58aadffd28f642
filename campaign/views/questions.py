"""A questionnaire on its page: boxes to tick in the place of the lists, and what is needed to count on the screen."""

from __future__ import annotations

import re
from decimal import Decimal

from jinja2 import Environment

from campaign.languages.formats import format_number
from campaign.languages.language import Language
from campaign.languages.words import Words
from campaign.pages.questions import ASKED, PART

COLUMNS = ("page", "day", "question", "answer", "in_words")
"""The first columns of the table to count in; after them stands one for everybody who is asked."""
_PART = re.compile(rf'<section class="part part--{PART}".*?</section>', re.DOTALL)
_QUESTION = re.compile(r'<h3 id="(?P<id>[^"]+)">(?P<text>.*?)</h3>\s*<ul>(?P<answers>.*?)</ul>', re.DOTALL)
_ANSWER = re.compile(r"<li>(.*?)</li>", re.DOTALL)


def with_questions(html: str, language: Language, words: Words, templates: Environment) -> str:
    """The content of a page with boxes to tick in place of its questions' lists; `language` and `words`: its own."""
    part = _PART.search(html)
    found = list(_QUESTION.finditer(html, part.start(), part.end())) if part else []
    if not found:
        return html
    questions = [{**one.groupdict(), "answers": _ANSWER.findall(one["answers"])} for one in found]
    shown = templates.get_template("components/questions/questions.html").render(
        questions=questions, words=words, asked=ASKED, table=(*COLUMNS, *ASKED), separator=separator(language)
    )
    return html[: found[0].start()] + shown + html[found[-1].end() :]


def separator(language: Language) -> str:
    """What parts the cells of a table: spreadsheets expect a semicolon where a comma stands in numbers."""
    return ";" if "," in format_number(Decimal("0.5"), language.babel) else ","
