"""One look at what readers see: all rendered blocks of a page, or all texts of a data file, at once.

The table of what may not stand there is `patterns.py`. References are inert while it is looked at: what they show is
data, and is looked at there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape
from typing import NamedTuple

from campaign.checks.characters import find_hidden, find_mixed
from campaign.checks.patterns import (
    ADDRESS,
    BACKTICK,
    BRACES,
    GAP,
    MARKDOWN,
    RAW_HTML,
    Fault,
    Pattern,
    as_typed,
    even,
    find_addresses,
    find_figures,
    find_numbers,
)
from campaign.checks.places import Places
from campaign.checks.terms import find_terms
from campaign.files.problems import Problem, ProblemsFound
from campaign.model.campaign import Campaign
from campaign.pages.blocks import front_matter_blocks
from campaign.pages.body import BodyRenderer
from campaign.pages.page import SourcePage
from campaign.pages.references import KINDS, LANGUAGE_KIND, TOKEN, Reference, show_references
from campaign.pages.shown import Shown, shown_blocks


class Piece(NamedTuple):
    """A text that readers see."""

    text: str
    prose: str
    """The text without what is in code."""
    field: str | None = None
    """Its key in front matter or data; None in a page's text."""
    own: Set[str] = frozenset()
    """The numbers that may stand in it: a contact's own, in its name; those of a statistic's quote."""
    is_markdown: bool = True
    is_code: bool = False


NUMBER_BY_HAND = (
    "a reference such as {{ helpline: me-child-helpline }}",
    "add the contact to helplines.yml with its source, and refer to it by id",
)
FIGURE_BY_HAND = (
    "a reference such as {{ statistic: hbsc-2022-cyberbullied.all }}",
    "add the figure to statistics.yml with its source, and refer to it by id",
)


@dataclass(frozen=True)
class Look:
    """All pieces of one language at once: what is searched for is searched for in all of them together."""

    campaign: Campaign
    language: str
    pieces: Sequence[Piece]

    def faults(self) -> Iterator[tuple[int, int, Fault]]:
        """(number of the piece, place in its even text, what is wrong) of everything that must not be there."""
        text = "".join(GAP + one.text for one in self.pieces)
        prose = "".join(GAP + one.prose for one in self.pieces)
        yield from self._matches(BRACES, text)
        for pattern in (RAW_HTML, *MARKDOWN):
            yield from self._matches(pattern, prose)
        for number, at, fault in self._matches(BACKTICK, text):
            if not self.pieces[number].is_code:
                yield number, at, fault
        for at, found in find_mixed(text):
            yield *self._exact(text, at), Fault("mixed-scripts", found, "one alphabet in a word", "type the word anew")
        plain = even(text)
        for match in find_addresses(plain):
            found = ADDRESS.found.format(match[0])
            yield *self._place(plain, match.start()), Fault(ADDRESS.rule, found, ADDRESS.expected, ADDRESS.fix)
            plain = plain[: match.start()] + "x" * len(match[0]) + plain[match.end() :]
        yield from self._numbers(plain)
        for start, end, term, prefer in find_terms(plain, self.campaign.terms, self.language):
            number, place, found = self._typed(plain, start, end)
            fix = f"{term.reason} To quote the word on purpose: {{{{ quote: {found} }}}}"
            yield number, place, Fault("term", f"“{found}”", f"“{prefer}”", fix, term.severity)

    def _matches(self, pattern: Pattern, text: str) -> Iterator[tuple[int, int, Fault]]:
        if not any(sign in text for sign in pattern.signs):
            return
        for match in pattern.pattern.finditer(text):
            number, place = self._exact(text, match.start() + (match[0][0] in "\n\0"))
            if self.pieces[number].is_markdown or not pattern.is_line:
                found = pattern.found.format(" ".join(match[0].strip("\0").split())[:80])
                yield number, place, Fault(pattern.rule, found, pattern.expected, pattern.fix)

    def _numbers(self, text: str) -> Iterator[tuple[int, int, Fault]]:
        words = self.campaign.vocabulary.numbers_of(self.language)
        for start, end, digits in find_numbers(text, words, known_numbers(self.campaign)):
            number, place, shown = self._typed(text, start, end)
            if digits not in self.pieces[number].own:
                yield number, place, Fault("number-by-hand", f"a phone number: {shown}", *NUMBER_BY_HAND)
        for start, end, numbers in find_figures(text, words):
            number, place, shown = self._typed(text, start, end)
            if not (numbers and numbers <= self.pieces[number].own):
                yield number, place, Fault("figure-by-hand", f"a figure: {shown}", *FIGURE_BY_HAND)

    def _typed(self, text: str, start: int, end: int) -> tuple[int, int, str]:
        """`_place` of what stands between two places of the even text, and how it was typed."""
        number, place = self._place(text, start)
        return number, place, as_typed(self.pieces[number].text, place, place + end - start)

    def _exact(self, text: str, at: int) -> tuple[int, int]:
        """`_place` of a text that has not been made even."""
        number, place = self._place(text, at)
        return number, len(even(text[at - place : at]))

    def _place(self, text: str, at: int) -> tuple[int, int]:
        """The number of the piece that stands at a place of all pieces' text, and the place in it."""
        return text.count(GAP, 0, at) - 1, at - (text.rfind(GAP, 0, at) + 1)


def known_numbers(campaign: Campaign) -> Set[str]:
    """The numbers of all contacts, those that are not published too."""
    return {one.phone for one in campaign.helplines.values() if one.phone}


_renderers: dict[str, BodyRenderer] = {}
"""By the digest of their settings: a converter is made once."""
INERT = "\ufffc"
"""Stands for what a reference shows."""


class RenderedPage:
    """A page as it is rendered, its references inert, with the line that each of its words stands on."""

    def __init__(self, campaign: Campaign, page: SourcePage):
        settings = campaign.settings.markdown
        renderer = _renderers.setdefault(settings.digest, BodyRenderer(settings))
        self.page = page
        self.html, self.references = renderer.convert(page.body, campaign.words[page.language])
        self.shown = list(shown_blocks(show_references(self.html, self.references, _say)))

    @cached_property
    def places(self) -> Places:
        """Where each word of what is shown stands in the file."""
        return Places(self.page, [one.text for one in self.shown])

    def line(self, number: int, at: int = 0) -> int:
        """The line of a place in the even text of a block, or of an address."""
        if self.shown[number].kind == "address":
            lines = enumerate(self.page.body.split("\n"), self.page.body_line)
            found = next((line for line, text in lines if self.shown[number].text in unescape(text)), None)
            if found is not None:
                return found
        return self.places.line(number, at)


def is_word(reference: Reference) -> bool:
    """Whether a reference is a word in another language, which is said as it is written."""
    return reference.kind not in KINDS and LANGUAGE_KIND.fullmatch(reference.kind) is not None


def _say(reference: Reference) -> str:
    """What else a reference shows is data."""
    if is_word(reference):
        return escape(reference.target, quote=False)
    return INERT


def check_rendered(campaign: Campaign, page: SourcePage, rendered: RenderedPage) -> Iterator[Problem]:
    """Nothing that a fact or a reference should say is typed into a page, and its Markdown was understood."""
    fields = [Piece(text, text, key, is_markdown=False) for key, text in _fields(page)]
    blocks = [(number, one) for number, one in enumerate(rendered.shown) if one.kind != "address"]
    pieces = [*fields, *(_piece(one) for _, one in blocks)]
    for number, at, fault in Look(campaign, page.language, pieces).faults():
        field = pieces[number].field
        line = None if field else rendered.line(blocks[number - len(fields)][0], at)
        yield page.problem(
            fault.rule, fault.found, fault.expected, fault.fix, line=line, field=field, severity=fault.severity
        )
    yield from _check_references(page, rendered)


def _fields(page: SourcePage) -> Iterator[tuple[str, str]]:
    """(key, text) of every text of the front matter that readers see."""
    yield from ((one.key, one.text) for one in front_matter_blocks(page))
    for key in ("translated_by", "reviewed_by"):
        if name := getattr(page.meta, key):
            yield key, name


def check_characters(page: SourcePage) -> Iterator[Problem]:
    """No hidden or control characters, wherever in the page."""
    expected = "only characters that can be seen"
    fix = "delete it, or type the line anew; text copied from elsewhere can hide such characters"
    lines = enumerate(page.body.split("\n"), page.body_line)
    for number, line in lines if any(find_hidden(page.body.replace("\r", ""))) else ():
        for at, found in find_hidden(line.removesuffix("\r")):
            yield page.problem("hidden-character", f"{found}, column {at + 1}", expected, fix, line=number)
    for key, text in _fields(page):
        for at, found in find_hidden(text):
            yield page.problem("hidden-character", f"{found}, column {at + 1}", expected, fix, field=key)


def _piece(one: Shown) -> Piece:
    return Piece(one.text, one.prose, is_code=one.tag == "pre")


_HIDDEN_REFERENCE = re.compile(rf"<a\b[^>]*>(?:(?!</a>).)*?{TOKEN.pattern}|<[^>]*?{TOKEN.pattern}[^>]*>", re.DOTALL)


def _check_references(page: SourcePage, rendered: RenderedPage) -> Iterator[Problem]:
    """References stand where what they show can stand, and what they free from checks is read by a person."""
    hidden = {int(match[1] or match[2]) for match in _HIDDEN_REFERENCE.finditer(rendered.html)}
    for number, one in enumerate(rendered.references):
        line = one.line + page.body_line - 1
        speaks = one.kind == "quote" or is_word(one)
        if number in hidden and not speaks:
            found, fix = f"{one.text} inside a link", "put it before or after the link"
            yield page.problem("reference", found, "a reference beside links", fix, line=line)
        if speaks and re.search(r"\d" if one.kind == "quote" else r"\d{3}|%", one.target):
            found = f"{one.text}: its digits are compared with nothing"
            expected, fix = "a number that somebody has compared with its source", "nothing, once that is done"
            yield page.problem("quoted-number", found, expected, fix, line=line, severity="warning")


def check_boxes(page: SourcePage, rendered: RenderedPage) -> Iterator[Problem]:
    """No box without anything in it."""
    for match in _EMPTY_BOX.finditer(rendered.html):
        title = next(iter(shown_blocks(match[0])), Shown("text", "", ""))
        found = f"a box with nothing in it: {title.text.strip()}"
        number = next((at for at, one in enumerate(rendered.shown) if one.text == title.text), 0)
        fix = "put four spaces before each line that belongs into the box"
        yield page.problem("markdown", found, "the box's text, four spaces in", fix, line=rendered.line(number))


_EMPTY_BOX = re.compile(
    r'<div class="admonition[^>]*>\s*(?:<p class="admonition-title">[^<]*</p>)?\s*</div>'
    r"|<details[^>]*>\s*(?:<summary>[^<]*</summary>)?\s*</details>"
)


def render_page(campaign: Campaign, page: SourcePage) -> RenderedPage | None:
    """The page rendered; None where the words are missing that its boxes need: that is a problem by itself."""
    try:
        return RenderedPage(campaign, page) if page.language in campaign.words else None
    except ProblemsFound:
        return None
