"""The texts of data: what readers see of contacts, figures, days, drawings, links and the interface.

Which keys those are, the records say: the mark SHOWN.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, NamedTuple

from campaign.checks.characters import find_hidden
from campaign.checks.patterns import NUMBER, even
from campaign.checks.rendered import Look, Piece
from campaign.facts.accessibility import FILE as ACCESSIBILITY
from campaign.facts.helplines import Helpline
from campaign.facts.statistics import Statistic
from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem
from campaign.files.record import SHOWN, Record, keys_marked
from campaign.model.campaign import Campaign


class _Text(NamedTuple):
    """A text of data, and where it stands."""

    text: str
    language: str
    at: tuple[str | int, ...]
    own: Set[str] = frozenset()


def check_texts(campaign: Campaign, documents: Mapping[str, YamlDocument]) -> Iterator[Problem]:
    """No text of data holds what no page may hold."""
    source = campaign.settings.source.code
    files: Mapping[str, Iterable[Record]] = {
        "helplines.yml": campaign.helplines.values(), "statistics.yml": campaign.statistics.values(),
        "links.yml": campaign.links.values(), "pictures.yml": campaign.pictures.values(),
        "calendar.yml": campaign.calendar.values(),
    }  # fmt: skip
    for name, records in files.items():
        document = documents.get(name, YamlDocument([], file=campaign.settings.data_name(name)))
        ids = [one.get("id") if isinstance(one, dict) else None for one in document.data or []]
        places = {one: place for place, one in enumerate(ids) if isinstance(one, str)}
        texts = [
            one._replace(at=(places.get(vars(record)["id"], -1), *one.at))
            for record in records
            for one in _texts(record, source, _own_numbers(record))
        ]
        yield from _check(campaign, texts, document)
    own = list(_texts(campaign.accessibility, source, frozenset()))
    yield from _check(campaign, own, YamlDocument({}, file=campaign.settings.data_name(ACCESSIBILITY)))
    for language, words in campaign.words.items():
        file = campaign.settings.data_name(f"ui/{language}.yml")
        if language in campaign.settings.folders:
            # {placeholders} are compared with the source's by another check.
            texts = [_Text(re.sub(r"[{}]", " ", text), language, ("words", key)) for key, text in words.texts.items()]
            yield from _check(campaign, texts, YamlDocument({}, file=file))


def _own_numbers(record: Record) -> Set[str]:
    """The numbers that may stand in the texts of a fact: those of its source's words, of a contact its own alone."""
    if isinstance(record, Helpline):
        # That a contact is shown with its own number, and named with no other, is a rule of contacts.
        return {
            re.sub(r"\D", "", one)
            for text in (*record.name.values(), record.display or "")
            for one in NUMBER.findall(even(text))
        }
    return set(re.findall(r"\d+", record.source.quote)) if isinstance(record, Statistic) else set()


def _texts(value: Any, language: str, own: Set[str], at: tuple[str | int, ...] = ()) -> Iterator[_Text]:
    """Every text that readers see of a value; a key of two or three letters is that of a language."""
    if isinstance(value, Record):
        for key in keys_marked(type(value), SHOWN):
            yield from _texts(getattr(value, key), language, own, (*at, key))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _texts(one, language if isinstance(one, Record) else key, own, (*at, key))
    elif isinstance(value, str):
        yield _Text(value, language, at, own)


def _check(campaign: Campaign, texts: Iterable[_Text], document: YamlDocument) -> Iterator[Problem]:
    by_language: dict[str, list[_Text]] = {}
    for one in texts:
        by_language.setdefault(one.language, []).append(one)
    for language, own in by_language.items():
        pieces = [Piece(one.text, one.text, own=one.own, is_markdown=False) for one in own]
        for number, _, fault in Look(campaign, language, pieces).faults():
            yield _problem(document, own[number].at, fault.rule, fault.found, fault.expected, fault.fix)._replace(
                severity=fault.severity
            )
        for one in own:
            for _, found in find_hidden(one.text):
                fix = "delete it, or type the text anew"
                yield _problem(document, one.at, "hidden-character", found, "only characters that can be seen", fix)


def _problem(
    document: YamlDocument, at: tuple[str | int, ...], rule: str, found: str, expected: str, fix: str
) -> Problem:
    field = ".".join(str(step) for step in (at if isinstance(at[0], str) else at[1:]))
    return document.problem(rule, found, expected, fix, at, field=field)
