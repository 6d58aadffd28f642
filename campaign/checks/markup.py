"""What may stand in a page's Markdown: no HTML, headings in order, no hidden characters, no fact written by hand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from campaign.files.problems import Problem
from campaign.pages.page import SourcePage

_RAW_HTML = re.compile(r"<(?:[a-zA-Z/!?])[^>\n]{0,80}>?")
_FENCE = re.compile(r"^\s*(```|~~~)")
_CODE = re.compile(r"`[^`]*`")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*$")
_NOT_ATTRIBUTES = re.compile(r"\{\{.*?\}\}")
_ATTRIBUTES = re.compile(r"\{[^{}]*\}")
_HEADING_ID = re.compile(r"\{#([a-z0-9-]+)\}$")
FRAME_IDS = frozenset({"content", "glance", "leave", "pass-this-on", "section-nav", "sources"})
"""Ids of the frame around every page's text: the same id in the text would lead readers astray."""


def prose_lines(page: SourcePage) -> list[tuple[int, str]]:
    """(line number, text) of the body without code: what readers read and what the checks look at."""
    # Kept with the page, which never changes: most checks ask for them.
    kept: dict[str, list[tuple[int, str]]] = vars(page)
    if "_prose_lines" not in kept:
        kept["_prose_lines"] = list(_read_prose(page))
    return kept["_prose_lines"]


def _read_prose(page: SourcePage) -> Iterator[tuple[int, str]]:
    in_fence = False
    for number, line in enumerate(page.body.splitlines(), page.body_line):
        if ("`" in line or "~" in line) and _FENCE.match(line):
            in_fence = not in_fence
        elif not in_fence:
            yield number, _CODE.sub("", line) if "`" in line else line


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
    for number, line in prose_lines(page):
        for match in _RAW_HTML.finditer(line) if "<" in line else ():
            yield Problem(
                rule="raw-html",
                file=page.file,
                line=number,
                found=f"HTML: {match[0]}",
                expected="Markdown",
                fix="write it in Markdown; HTML in pages is not allowed",
            )
        heading = _HEADING.match(line) if line.startswith("#") else None
        for match in _find_attributes(line, is_heading=bool(heading)) if "{" in line else ():
            yield Problem(
                rule="attributes",
                file=page.file,
                line=number,
                found=f"attributes: {match[0]}",
                expected="only an id at the end of a heading: {#do-now}",
                fix="remove the braces and what is between them",
            )
        if not heading:
            continue
        depth, text = len(heading[1]), heading[2]
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
        heading_id = _HEADING_ID.search(text)
        if depth == 2 and not heading_id:
            yield _heading_problem(
                page,
                number,
                found=f"no id in “{line}”",
                expected="an id that is the same in every language: `## What to do now {#do-now}`",
                fix="add {#a-short-name} at the end of the heading",
            )
        if heading_id and heading_id[1] in ids:
            yield _heading_problem(
                page,
                number,
                found=f"the id #{heading_id[1]} is there twice",
                expected="each id once on a page",
                fix="change one of the two",
            )
        if heading_id and heading_id[1] in FRAME_IDS:
            yield _heading_problem(
                page,
                number,
                found=f"the id #{heading_id[1]}, which the frame around every page has",
                expected="an id that only this heading has",
                fix="change it, in every language",
            )
        if heading_id:
            ids.add(heading_id[1])


def _heading_problem(page: SourcePage, line: int, *, found: str, expected: str, fix: str) -> Problem:
    return Problem(rule="headings", file=page.file, line=line, found=found, expected=expected, fix=fix)


def _find_attributes(line: str, *, is_heading: bool) -> Iterator[re.Match[str]]:
    braces = _NOT_ATTRIBUTES.sub("", line.rstrip())
    return _ATTRIBUTES.finditer(_HEADING_ID.sub("", braces) if is_heading else braces)


_DIGIT = re.compile(r"\d")
_URL_OR_REFERENCE = re.compile(r"\{\{.*?\}\}|\]\([^)]*\)|https?://\S+|\d{4}-\d{2}-\d{2}")
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
                yield page.problem(
                    "number-by-hand", f"a phone number: {match[0].strip()}",
                    "a reference such as {{ helpline: me-child-helpline }}",
                    "add the contact to docs/_data/helplines.yml with its source, and refer to it by id", line=number,
                )  # fmt: skip
        for match in _PERCENT.finditer(text):
            expected = "a reference such as {{ statistic: hbsc-2022-cyberbullied.all }}"
            fix = "add the figure to docs/_data/statistics.yml with its source, and refer to it by id"
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
                mixed = " and ".join(sorted(script.title() for script in scripts))
                found = f"a word that mixes {mixed}: {match[0]}"
                yield page.problem("mixed-scripts", found, "one alphabet in a word", "type the word anew", line=number)
