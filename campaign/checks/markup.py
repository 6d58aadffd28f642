"""What may stand in a page's Markdown: no HTML, headings in order, no hidden characters, no fact written by hand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Set

from campaign.files.problems import Problem
from campaign.languages.cyrillic import mixed_words, transliterate_text
from campaign.pages.lines import LINK_TARGET, Line, headings, prose_lines
from campaign.pages.page import SourcePage

_RAW_HTML = re.compile(r"<(?:[a-zA-Z/!?])[^>\n]{0,80}>?")
_FENCE = re.compile(r"(?P<sign>`{3,}|~{3,})")
_NOT_ATTRIBUTES = re.compile(r"\{\{.*?\}\}")
_ATTRIBUTES = re.compile(r"\{[^{}]*\}")
FRAME_IDS = frozenset({"content", "glance", "leave", "pass-this-on", "section-nav", "sources"})
"""Ids of the frame around every page's text: the same id in the text would lead readers astray."""


def check_fences(page: SourcePage) -> Iterator[Problem]:
    """What looks like a fence around code is one: else the renderer makes text of code, or code of text."""
    if "```" not in page.body and "~~~" not in page.body:
        return  # As it is with most pages.
    sign = ""
    for line in page.lines:
        fence = _FENCE.match(line.text[line.column :].lstrip())
        if line.kind == "fence":
            # Code ends with the sign that it began with.
            sign = "" if sign else fence["sign"] if fence else ""
        elif fence and (line.kind != "code" or fence["sign"].startswith(sign)):
            what = "does not end the code above it" if sign else "begins no code and ends none"
            found = f"“{line.text.strip()}”, which {what}"
            expected = "code between two lines of the same signs, at the very beginning of the line: ``` and ```"
            fix = (
                "close the fence that is open, or move both to the beginning of their lines; "
                "write code within a line between single signs: `code`; and ``` in code between lines of ````"
            )
            yield page.problem("fence", found, expected, fix, line=line.number)


def check_tables(page: SourcePage) -> Iterator[Problem]:
    """No row of a table has more cells than the first one: the renderer leaves them out."""
    for line in page.lines:
        if line.kind == "table row" and line.text[line.cells[-1][1] :].strip(" |"):
            found = f"a row with more cells than the table's first one has: {line.text.strip()}"
            expected = f"at most {len(line.cells)}; what stands in more is not shown"
            fix = "remove the cell, or give every row one more; a | that is part of a text is written \\|"
            yield page.problem("table", found, expected, fix, line=line.number)


def check_markup(page: SourcePage) -> Iterator[Problem]:
    """No raw HTML, and no attributes but the ids of headings."""
    for field, text in (("title", page.meta.title), ("description", page.meta.description)):
        for match in _RAW_HTML.finditer(text):
            yield page.problem("raw-html", f"HTML: {match[0]}", "plain text", "write it as plain text", field=field)
    for line in page.lines:
        for match in _RAW_HTML.finditer(line.prose) if "<" in line.prose else ():
            fix = "write it in Markdown; HTML in pages is not allowed"
            yield page.problem("raw-html", f"HTML: {match[0]}", "Markdown", fix, line=line.number)
        for match in _find_attributes(line) if "{" in line.prose else ():
            expected = "only an id at the end of a heading: {#do-now}"
            fix = "remove the braces and what is between them"
            yield page.problem("attributes", f"attributes: {match[0]}", expected, fix, line=line.number)


def check_headings(page: SourcePage) -> Iterator[Problem]:
    """Headings begin at the second level, skip none, and second-level ones carry an id that is theirs alone."""
    level = 1
    ids: set[str] = set()
    for line in headings(page.lines):
        for found, expected, fix in _heading_faults(line, level, ids):
            yield page.problem("headings", found, expected, fix, line=line.number)
        level = line.level
        ids.add(line.id)


def _heading_faults(line: Line, level: int, ids: Set[str]) -> Iterator[tuple[str, str, str]]:
    """(found, expected, how to mend): of a heading after one of a level, and after others with these ids."""
    if line.level == 1:
        expected = "headings from ## on: the title stands in the front matter"
        yield f"a first-level heading: {line.own_text}", expected, "write ## instead"
    elif line.level > level + 1:
        found = f"a heading of level {line.level} after one of level {level}"
        yield found, f"level {level + 1} at most", f"write {'#' * (level + 1)} instead"
    if line.level == 2 and not line.id:
        expected = "an id that is the same in every language: `## What to do now {#do-now}`"
        yield f"no id in “{line.text}”", expected, "add {#a-short-name} at the end of the heading"
    if line.id and line.id in ids:
        yield f"the id #{line.id} is there twice", "each id once on a page", "change one of the two"
    if line.id in FRAME_IDS:
        found = f"the id #{line.id}, which the frame around every page has"
        yield found, "an id that only this heading has", "change it, in every language"


def _find_attributes(line: Line) -> Iterator[re.Match[str]]:
    text = line.prose[: line.end] if line.id else line.prose
    return _ATTRIBUTES.finditer(_NOT_ATTRIBUTES.sub("", text))


_DIGIT = re.compile(r"\d")
_URL_OR_REFERENCE = re.compile(rf"\{{\{{.*?\}}\}}|{LINK_TARGET.pattern}|https?://\S+|\d{{4}}-\d{{2}}-\d{{2}}")
_PHONE = re.compile(
    r"(?<![\w.,])\+?\d(?:[\d\s/()–-]{4,}\d)(?!\w)|(?<![\w.,/-])(?:112|911|999|116\s?\d{3}|3018|119)(?![\w%])"
)
_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s?(?:%|٪)")


def check_numbers(page: SourcePage) -> Iterator[Problem]:
    """No phone number and no percentage is written by hand: both are facts with a source."""
    for number, line in prose_lines(page.lines):
        if not _DIGIT.search(line):
            continue
        text = _URL_OR_REFERENCE.sub(" ", line)
        for match in _PHONE.finditer(text):
            if sum(one.isdigit() for one in match[0]) >= 6 or match[0].strip() in ("112", "911", "999", "3018", "119"):
                expected = "a reference such as {{ helpline: me-child-helpline }}"
                fix = "add the contact to helplines.yml with its source, and refer to it by id"
                yield page.problem("number-by-hand", f"a phone number: {match[0].strip()}", expected, fix, line=number)
        for match in _PERCENT.finditer(text):
            expected = "a reference such as {{ statistic: hbsc-2022-cyberbullied.all }}"
            fix = "add the figure to statistics.yml with its source, and refer to it by id"
            yield page.problem("figure-by-hand", f"a figure: {match[0]}", expected, fix, line=number)


# Characters that change what a reader sees without being seen: overrides and isolates of the writing direction,
# zero-width ones, tags and soft hyphens. The joiners that Arabic and Persian need (U+200C, U+200D) are left alone
# between letters of those scripts.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]"
)
_JOINER = re.compile("(?<![\u0600-\u06ff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u06ff])")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SUSPECT = re.compile(f"{_HIDDEN.pattern}|[\u200c\u200d]|{_CONTROL.pattern}")


def check_characters(page: SourcePage) -> Iterator[Problem]:
    """No hidden or control characters in the text, the title or the description."""
    if not _SUSPECT.search("\n".join((page.meta.title, page.meta.description, page.body))):
        return  # As it is with most pages.
    texts: list[tuple[int | None, str | None, str]] = [
        (None, "title", page.meta.title),
        (None, "description", page.meta.description),
    ]
    texts += [(number, None, line) for number, line in enumerate(page.body.splitlines(), page.body_line)]
    for number, field, text in texts:
        for pattern in (_HIDDEN, _JOINER, _CONTROL):
            for match in pattern.finditer(text):
                name = unicodedata.name(match[0], "a control character").lower()
                found = f"a hidden character: {name} (U+{ord(match[0]):04X}), column {match.start() + 1}"
                fix = "delete it, or type the line anew; text copied from elsewhere can hide such characters"
                expected = "only characters that can be seen"
                yield page.problem("hidden-character", found, expected, fix, line=number, field=field)


_PIECES = re.compile(r"\{\{.*?\}\}|\]\([^)]*\)|\*+|\[")
"""Where Markdown cuts a line: references, the targets of links, emphasis. Each piece is transliterated by itself."""
_FOREIGN = re.compile(r"\{\{\s*[a-z]{2,3}\s*:\s*(.*?)\s*\}\}")


def check_scripts(page: SourcePage, *, in_cyrillic: bool = False) -> Iterator[Problem]:
    """No word mixes alphabets, as it is written or, where the page is shown `in_cyrillic` too, as it is shown then."""
    texts: list[tuple[int | None, str | None, str]] = [(None, field, text) for field, text in _front_texts(page)]
    texts += [(number, None, line) for number, line in prose_lines(page.lines)]
    for number, field, text in texts:
        words = mixed_words(text) or (mixed_words(_in_cyrillic(text)) if in_cyrillic else [])
        for word in words:
            found = f"a word that mixes alphabets: {word}"
            fix = "type the word anew, in one piece; an ending after a name in Latin letters stands after a hyphen"
            yield page.problem("mixed-scripts", found, "one alphabet in a word", fix, line=number, field=field)


def _front_texts(page: SourcePage) -> Iterator[tuple[str, str]]:
    meta = page.meta
    for field in ("title", "short_title", "description", "banner", "picture_alt", "event_place"):
        if text := getattr(meta, field):
            yield field, text
    for field, items in (("materials", meta.materials), ("outcomes", meta.outcomes)):
        yield from ((field, one) for one in items)


def _in_cyrillic(text: str) -> str:
    """A line as readers of Cyrillic see it: its pieces side by side, without marks."""
    shown, end = [], 0
    for mark in _PIECES.finditer(text):
        foreign = _FOREIGN.fullmatch(mark[0])
        shown += [transliterate_text(text[end : mark.start()]), foreign[1] if foreign else ""]
        end = mark.end()
    return "".join([*shown, transliterate_text(text[end:])])
