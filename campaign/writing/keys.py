"""KEYS.md: the reference of every key that a contributor can write, made from the schemas themselves.

Run `python -m campaign.keys` (or `make keys`) after a change; a test fails when the file is out of date.
"""

from __future__ import annotations

import ast
import types
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

import campaign
from campaign.facts.accessibility import Accessibility
from campaign.facts.advice import Advice
from campaign.facts.calendar_dates import CampaignDate
from campaign.facts.edition_record import PageEditions
from campaign.facts.help import HelpReader
from campaign.facts.helplines import Gap, Helpline, PlannedCheck
from campaign.facts.ledger import LedgerEntry
from campaign.facts.outward_links import OutwardLink
from campaign.facts.pictures import Picture
from campaign.facts.school_year import SchoolYear
from campaign.facts.searches import Searches
from campaign.facts.statistics import Statistic
from campaign.facts.terms import Term
from campaign.facts.vocabulary import Vocabulary, default_vocabulary
from campaign.facts.withdrawal import Withdrawal
from campaign.files.record import Record, marks_of
from campaign.files.schema import keys_of
from campaign.languages.words import WordFile
from campaign.pages.page import NEWS, OF_TRANSLATIONS, TIMED, PageMeta
from campaign.writing.helpline_log import LogEntry

FILES: tuple[tuple[str, type[Record]], ...] = (
    ("The top of a page (`docs/<language>/….md`)", PageMeta),
    ("Contacts (`docs/_data/helplines.yml`)", Helpline),
    ("When contacts are checked next (`docs/_data/check_days.yml`, by id)", PlannedCheck),
    ("What was not found (`docs/_data/gaps.yml`)", Gap),
    ("The log of checks (`docs/_data/helpline_log.yml`)", LogEntry),
    ("Figures (`docs/_data/statistics.yml`)", Statistic),
    ("Rules of advice (`docs/_data/advice.yml`)", Advice),
    ("Words to avoid (`docs/_data/terms.yml`)", Term),
    ("What people search for (`docs/_data/searches.yml`)", Searches),
    ("“What happened?” (`docs/_data/help.yml`)", HelpReader),
    ("Outward links (`docs/_data/links.yml`)", OutwardLink),
    ("Dates of every year (`docs/_data/calendar.yml`)", CampaignDate),
    ("The school year (`docs/_data/school_year.yml`)", SchoolYear),
    ("Permalinks (`docs/_data/permalinks.yml`, by id)", LedgerEntry),
    ("Editions of what is printed (`docs/_data/editions.yml`, by id)", PageEditions),
    ("What was withdrawn (`docs/_data/withdrawn.yml`, by id)", Withdrawal),
    ("The accessibility statement (`docs/_data/accessibility.yml`)", Accessibility),
    ("Drawings (`docs/_data/pictures.yml`)", Picture),
    ("The campaign's vocabulary (`docs/_data/vocabulary.yml`)", Vocabulary),
    ("Interface words (`docs/_data/ui/<language>.yml`)", WordFile),
)
_WHOSE = {NEWS: "*Updates.* ", TIMED: "*Lessons and activities.* ", OF_TRANSLATIONS: "*Translations.* "}
"""What is said of keys that only some pages have, by their mark."""


def render_keys() -> str:
    """The whole reference as Markdown."""
    lines = [
        "# Every key, and what it takes",
        "",
        "Made from the schemas in `campaign/`; do not edit, run `make keys`. An unknown key stops the build, with a",
        "suggestion. Dates are written year-month-day: `2026-11-23`.",
    ]
    for title, model in FILES:
        lines += ["", f"## {title}", "", *_table(model)]
    lines += ["", "## The settings (`mkdocs.yml`, below `plugins: campaign:`)", "", *_settings()]
    vocabulary = default_vocabulary()
    for name, words in (("kind", vocabulary.kinds), ("audience", vocabulary.audiences), ("topics", vocabulary.topics)):
        lines += [
            "",
            f"`{name}` of a page, unless a campaign's vocabulary says otherwise: "
            + ", ".join(f"`{one}`" for one in words)
            + ".",
        ]
    return "\n".join([*lines, ""])


def _table(model: type[Record]) -> Iterator[str]:
    yield "| key | takes | needed | meaning |"
    yield "|---|---|---|---|"
    yield from _rows(model, "")


def _settings() -> Iterator[str]:
    """The settings, and what is said of each below it: read as text, because MkDocs keeps no such words."""
    tree = ast.parse((Path(campaign.__file__).parent / "plugin" / "config.py").read_text("utf-8"))
    body = next(one for one in tree.body if isinstance(one, ast.ClassDef) and one.name == "CampaignConfig").body
    yield "| key | meaning |"
    yield "|---|---|"
    for one, said in pairwise(body):
        if isinstance(one, ast.Assign) and isinstance(said, ast.Expr) and isinstance(said.value, ast.Constant):
            yield f"| `{ast.unparse(one.targets[0])}` | {' '.join(str(said.value.value).split())} |"


def _rows(model: type[Record], prefix: str) -> Iterator[str]:
    for name, info in keys_of(model).items():
        needed = "yes" if info.is_required() else ""
        whose = next((text for mark, text in _WHOSE.items() if mark in marks_of(model)[name]), "")
        yield f"| `{prefix}{name}` | {_takes(info.annotation)} | {needed} | {whose}{info.description or ''} |"
        inner = _inner_model(info.annotation)
        if inner:
            yield from _rows(inner, f"{prefix}{name}.")


def _inner_model(annotation: Any) -> type[Record] | None:
    for one in (annotation, *get_args(annotation)):
        if isinstance(one, type) and issubclass(one, Record):
            return one
    return None


def _takes(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), [one for one in get_args(annotation) if one is not type(None)]
    if origin is Literal:
        return " · ".join(f"`{one}`" for one in arguments)
    if origin in (Union, types.UnionType):
        return ", ".join(_takes(one) for one in arguments)
    if origin is tuple:
        return f"list: {_takes(arguments[0])}"
    if origin is dict:
        return f"key → {_takes(arguments[1])}"
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return "keys below"
    names = {"str": "text", "int": "number", "float": "number", "bool": "`true` · `false`", "Decimal": "number"}
    name = str(annotation.__name__)
    return names.get(name, name)


if __name__ == "__main__":
    (Path(__file__).parent.parent.parent / "KEYS.md").write_text(render_keys(), "utf-8")
