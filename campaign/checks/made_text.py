"""The text of everything that was made: its numbers and addresses stand in the data, and nothing is left over.

Pages, feeds, calendars, texts, cards, open data and search are looked at as their readers take them. What sheets say is
the text of pages, contacts and words, which the checks have seen; tests read the PDFs.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from campaign.checks.patterns import BRACES, NUMBER, even, find_numbers
from campaign.facts.vocabulary import NumberWords
from campaign.files.problems import Problem
from campaign.model.campaign import Campaign
from campaign.model.permalinks import FOLDER
from campaign.model.status import measure_status
from campaign.pages.references import TOKEN, reference_targets
from campaign.pages.shown import SHOWN_OF_PAGE, Shown, shown_blocks

ASKED = (f"{FOLDER}/", "data/editions.json")
"""What says which numbers stood on a sheet, to whoever asks whether it is still right."""
_OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|mailto:|tel:", re.IGNORECASE)
_FORMATS = frozenset({"json-schema.org", "jsonfeed.org", "www.w3.org", "www.sitemaps.org", "creativecommons.org"})
"""Whose addresses are names of formats and of licences."""
_YEARS = re.compile(r"^(?:(?:19|20)\d\d)+")
_THOUSANDS = re.compile(r"\d+(?:[.,' ]\d{3})+")
_MARK = re.compile(r"<mark\b")


class KnownFacts(NamedTuple):
    """What may stand in a site."""

    numbers: frozenset[str]
    """Digits: of contacts, of figures, and of every number in the words of a source."""
    addresses: frozenset[str]
    """Hosts, e-mail addresses and numbers to dial."""
    words: NumberWords
    is_preview: bool
    printed: frozenset[str]
    """Digits that stand on paper: whoever asks by a sheet's edition is told what it had."""


def known_facts(campaign: Campaign) -> KnownFacts:
    """All that the data say, and what pages quote."""
    data = (
        campaign.helplines, campaign.statistics, campaign.gaps, campaign.links, campaign.calendar, campaign.pictures,
        campaign.settings.exit_urls, campaign.settings.site_url, campaign.settings.editor,
        {code: words.texts for code, words in campaign.words.items()}, campaign.terms,
        [one for page in campaign.pages.values() for one in reference_targets(page.body)],
        [f"{one.present}/{one.pages}" for one in measure_status(campaign).languages],
    )  # fmt: skip
    # Each once, and all at once: words of many languages, of which few have anything that is looked for.
    texts = set(_strings(data))
    plain = even("\0".join(texts))
    phones = {one.phone for one in campaign.helplines.values() if one.phone}
    digits = {re.sub(r"\D", "", match) for form in (NUMBER, _THOUSANDS) for match in form.findall(plain)}
    links = (one for one in texts if "://" in one)
    hosts = {urlsplit(match).netloc.lower() for one in links for match in re.findall(r"https?://[^\s\"<>]+", one)}
    mails = {match.lower() for one in texts if "@" in one for match in re.findall(r"[\w.+-]+@[\w.-]+\w", one)}
    all_words = campaign.vocabulary.numbers.values()
    words = NumberWords(
        calls=tuple(one for words in all_words for one in words.calls),
        names=tuple(one for words in all_words for one in words.names),
        counts=tuple(one for words in all_words for one in words.counts),
    )
    editions = (one for entry in campaign.editions.values() for all_ in entry.editions.values() for one in all_)
    printed = frozenset(re.sub(r"\D", "", number) for one in editions for number in one.contacts.values())
    return KnownFacts(
        frozenset(digits | phones), frozenset(hosts | mails | phones), words, campaign.settings.is_preview, printed
    )


def _strings(value: Any) -> Iterator[str]:
    """Every text and number in data of any shape."""
    if isinstance(value, Mapping):
        value = list(value.values())
    elif is_dataclass(value) and not isinstance(value, type):
        value = [getattr(value, one.name) for one in fields(value)]
    if isinstance(value, (list, tuple)):
        for one in value:
            yield from _strings(one)
    elif value is not None:
        yield str(value)


class MadeText:
    """Looks at made files, by their paths below the site."""

    def __init__(self, site: Path, known: KnownFacts):
        self.site, self.known = site, known

    def check(self, path: str) -> list[Problem]:
        """What stands in one file and in no data."""
        return list(dict.fromkeys(self._faults(path)))

    def _faults(self, path: str) -> Iterator[Problem]:
        read = READERS.get(self._kind(path))
        if read is None or path.startswith((".", "edit/")):
            # What a part of a site tells `campaign join` is published by nobody; the editor's words are its makers',
            # and their files are compared with the sums in its own folder.
            return
        text = (self.site / path).read_text("utf-8-sig")
        shown = list(read(text))
        pieces = "".join(f"\0{one.text}" for one in shown if one.kind != "address")
        known = self.known.numbers | self.known.printed if path.startswith(ASKED) else self.known.numbers
        for start, end, digits in find_numbers(plain := even(pieces), self.known.words, ()):
            if digits not in known and not all(map(self._is_figure, plain[start:end].split())):
                found = f"a number that stands in no data: {plain[start:end]}"
                yield self._problem(path, found, "numbers of the data, by reference")
        for match in BRACES.pattern.finditer(pieces) if any(map(pieces.__contains__, BRACES.signs)) else ():
            yield self._problem(path, BRACES.found.format(match[0]), "what they stand for")
        if TOKEN.search(pieces) or (_MARK.search(text) and path.endswith(".html") and not self.known.is_preview):
            yield self._problem(path, "a text that is not finished", "what is to stand there")
        for one in shown:
            if one.kind == "address" and _OUTSIDE.match(one.text) and not self._is_known(one.text):
                found = f"an address that stands in no data: {one.text[:80]}"
                yield self._problem(path, found, "addresses of the data, and the site's own")

    @staticmethod
    def _kind(path: str) -> str:
        return "search" if path.endswith("search-index.js") else path.rpartition(".")[2]

    def _is_figure(self, digits: str) -> bool:
        """Years and a figure may stand side by side: "in 2016 20 percent"."""
        return len(_YEARS.sub("", digits)) < 3 or digits in self.known.numbers

    def _is_known(self, address: str) -> bool:
        parts = urlsplit(address)
        name = parts.netloc or parts.path.partition("?")[0]
        # A message to nobody yet: the reader passes the page on.
        return not name or name.lower() in self.known.addresses | _FORMATS

    def _problem(self, path: str, found: str, expected: str) -> Problem:
        fix = "correct the page, the data or the template that it comes from; nothing was published"
        return Problem("made-text", f"{self.site.name}/{path}", found, expected, fix)


def _read_html(text: str) -> Iterator[Shown]:
    return (one for one in shown_blocks(text) if one.tag != "meta")


def _text(text: str) -> Iterator[Shown]:
    """A text of a feed or of data: HTML, an address, or words."""
    if "</" in text:
        yield from shown_blocks(text)
    elif _OUTSIDE.match(text) and not re.search(r"\s", text):
        yield Shown("address", text, "")
    else:
        yield Shown("text", text, "")


_SUM = re.compile("(?:sha256:)?[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""The SHA-256 of a file, and an id (UUID): their figures are nobody's number."""


def _read_json(text: str) -> Iterator[Shown]:
    values = _strings(json.loads(text, parse_int=lambda _: None))
    return (one for value in values if not _SUM.fullmatch(value) for one in _text(value))


def _read_search(text: str) -> Iterator[Shown]:
    # What people type is shown to nobody.
    index = json.loads(text.partition("=")[2].rstrip(";\n"))
    yield from (one for page in index["pages"] for value in _strings(page[:SHOWN_OF_PAGE]) for one in _text(value))
    # Numbers side by side, as in "Helpline 116: 116", search knows in one piece too; the page has them apart.
    words = index["words"].split(" ")
    numbers = {one for one in words if one.isdigit()}
    yield from (Shown("text", one, "") for one in words if not (_YEARS.match(one) or _is_pair(one, numbers)))


def _is_pair(word: str, numbers: Set[str]) -> bool:
    return word in numbers and any(word[:at] in numbers and word[at:] in numbers for at in range(3, len(word) - 2))


def _read_xml(text: str) -> Iterator[Shown]:
    # Imported when needed: most builds change no feed.
    from lxml import etree

    for element in etree.fromstring(text.encode()).iter("*"):
        yield from _text(element.text or "")
        if link := element.get("href"):
            yield Shown("address", link, "")


_SAID = re.compile(r"^(SUMMARY|DESCRIPTION|LOCATION|URL|X-WR-CALNAME|X-WR-CALDESC)[^:\n]*:(.*)$", re.MULTILINE)


def _read_calendar(text: str) -> Iterator[Shown]:
    lines = re.sub(r"\r?\n[ \t]", "", text).replace("\r\n", "\n")
    return (one for _, said in _SAID.findall(lines) for one in _text(re.sub(r"\\([\\;,nN])", " ", said)))


def _read_table(text: str) -> Iterator[Shown]:
    return (one for row in csv.reader(io.StringIO(text)) for cell in row for one in _text(cell))


def _read_text(text: str) -> Iterator[Shown]:
    return (Shown("text", one, "") for one in re.split(r"\n\s*\n", text))


READERS: Mapping[str, Callable[[str], Iterator[Shown]]] = {
    "html": _read_html, "svg": _read_html, "json": _read_json, "search": _read_search, "xml": _read_xml,
    "ics": _read_calendar, "csv": _read_table, "txt": _read_text,
}  # fmt: skip
"""How the readers of a file take its text, by the end of its name."""
