"""What may stand in a page's Markdown: no HTML, headings in order, no hidden characters, no fact written by hand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from campaign.lines import IS_CODE, LINK_TARGET, Line
from campaign.pages import SourcePage
from campaign.problems import Problem

_RAW_HTML = re.compile(r"<(?:[a-zA-Z/!?])[^>\n]{0,80}>?")
_FENCE = re.compile(r"(?P<sign>`{3,}|~{3,})")
_NOT_ATTRIBUTES = re.compile(r"\{\{.*?\}\}")
_ATTRIBUTES = re.compile(r"\{[^{}]*\}")
FRAME_IDS = frozenset({"content", "glance", "leave", "pass-this-on", "section-nav", "sources"})
"""Ids of the frame around every page's text: the same id in the text would lead readers astray."""


def prose_lines(page: SourcePage) -> list[tuple[int, str]]:
    """(line number, text) of the body without code: what readers read and what the checks look at."""
    return [(line.number, line.prose) for line in page.lines if line.kind not in IS_CODE]


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
            yield Problem(
                rule="fence",
                file=page.file,
                line=line.number,
                found=f"“{line.text.strip()}”, which "
                + ("does not end the code above it" if sign else "begins no code and ends none"),
                expected="code between two lines of the same signs, at the very beginning of the line: ``` and ```",
                fix="close the fence that is open, or move both to the beginning of their lines; "
                "write code within a line between single signs: `code`; and ``` in code between lines of ````",
            )


def check_tables(page: SourcePage) -> Iterator[Problem]:
    """No row of a table has more cells than the first one: the renderer leaves them out."""
    for line in page.lines:
        if line.kind == "table row" and line.text[line.cells[-1][1] :].strip(" |"):
            yield Problem(
                rule="table",
                file=page.file,
                line=line.number,
                found=f"a row with more cells than the table's first one has: {line.text.strip()}",
                expected=f"at most {len(line.cells)}; what stands in more is not shown",
                fix="remove the cell, or give every row one more; a | that is part of a text is written \\|",
            )


def check_markup(page: SourcePage) -> Iterator[Problem]:
    """No raw HTML; headings begin at the second level, skip none, and second-level ones carry an id."""
    for field, text in (("title", page.meta.title), ("description", page.meta.description)):
        for match in _RAW_HTML.finditer(text):
            yield Problem(
                rule="raw-html",
                file=page.file,
                field=field,
                found=f"HTML: {match[0]}",
                expected="plain text",
                fix="write it as plain text",
            )
    level, ids = 1, set()
    for line in page.lines:
        number = line.number
        for match in _RAW_HTML.finditer(line.prose) if "<" in line.prose else ():
            yield Problem(
                rule="raw-html",
                file=page.file,
                line=number,
                found=f"HTML: {match[0]}",
                expected="Markdown",
                fix="write it in Markdown; HTML in pages is not allowed",
            )
        for match in _find_attributes(line) if "{" in line.prose else ():
            yield Problem(
                rule="attributes",
                file=page.file,
                line=number,
                found=f"attributes: {match[0]}",
                expected="only an id at the end of a heading: {#do-now}",
                fix="remove the braces and what is between them",
            )
        if line.kind != "heading":
            continue
        depth, text = line.level, line.own_text
        if depth == 1:
            yield _heading_problem(
                page,
                number,
                found=f"a first-level heading: {text}",
                expected="headings from ## on: the title stands in the front matter",
                fix="write ## instead",
            )
        elif depth > level + 1:
            yield _heading_problem(
                page,
                number,
                found=f"a heading of level {depth} after one of level {level}",
                expected=f"level {level + 1} at most",
                fix=f"write {'#' * (level + 1)} instead",
            )
        level = depth
        if depth == 2 and not line.id:
            yield _heading_problem(
                page,
                number,
                found=f"no id in “{line.text}”",
                expected="an id that is the same in every language: `## What to do now {#do-now}`",
                fix="add {#a-short-name} at the end of the heading",
            )
        if line.id and line.id in ids:
            yield _heading_problem(
                page,
                number,
                found=f"the id #{line.id} is there twice",
                expected="each id once on a page",
                fix="change one of the two",
            )
        if line.id in FRAME_IDS:
            yield _heading_problem(
                page,
                number,
                found=f"the id #{line.id}, which the frame around every page has",
                expected="an id that only this heading has",
                fix="change it, in every language",
            )
        if line.id:
            ids.add(line.id)


def _heading_problem(page: SourcePage, line: int, *, found: str, expected: str, fix: str) -> Problem:
    return Problem(rule="headings", file=page.file, line=line, found=found, expected=expected, fix=fix)


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
    for number, line in prose_lines(page):
        if not _DIGIT.search(line):
            continue
        text = _URL_OR_REFERENCE.sub(" ", line)
        for match in _PHONE.finditer(text):
            if sum(one.isdigit() for one in match[0]) >= 6 or match[0].strip() in ("112", "911", "999", "3018", "119"):
                yield Problem(
                    rule="number-by-hand",
                    file=page.file,
                    line=number,
                    found=f"a phone number: {match[0].strip()}",
                    expected="a reference such as {{ helpline: me-child-helpline }}",
                    fix="add the contact to docs/_data/helplines.yml with its source, and refer to it by id",
                )
        for match in _PERCENT.finditer(text):
            yield Problem(
                rule="figure-by-hand",
                file=page.file,
                line=number,
                found=f"a figure: {match[0]}",
                expected="a reference such as {{ statistic: hbsc-2022-cyberbullied.all }}",
                fix="add the figure to docs/_data/statistics.yml with its source, and refer to it by id",
            )


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
                yield Problem(
                    rule="hidden-character",
                    file=page.file,
                    line=number,
                    field=field,
                    found=f"a hidden character: {name} (U+{ord(match[0]):04X}), column {match.start() + 1}",
                    expected="only characters that can be seen",
                    fix="delete it, or type the line anew; text copied from elsewhere can hide such characters",
                )


_SCRIPT_NAMES = ("LATIN", "CYRILLIC", "GREEK")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# Every letter whose name begins with CYRILLIC or GREEK: a text without one can mix nothing, and most have none.
_OTHER_THAN_LATIN = re.compile(
    "[\u0370-\u052f\u1c80-\u1c8f\u1d26-\u1d2b\u1d66-\u1d6a\u1f00-\u1fff\u2de0-\u2dff\ua640-\ua69f\uab65"
    "\U00010140-\U0001018e]"
)


def check_scripts(page: SourcePage) -> Iterator[Problem]:
    """No word mixes alphabets: a Cyrillic “а” inside a Latin word looks right, and no search and no voice finds it."""
    for number, line in prose_lines(page) if _OTHER_THAN_LATIN.search(page.body) else ():
        for match in _LETTERS.finditer(line):
            scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in match[0]} & set(_SCRIPT_NAMES)
            if len(scripts) > 1:
                yield Problem(
                    rule="mixed-scripts",
                    file=page.file,
                    line=number,
                    found=f"a word that mixes {' and '.join(sorted(script.title() for script in scripts))}: {match[0]}",
                    expected="one alphabet in a word",
                    fix="type the word anew",
                )
