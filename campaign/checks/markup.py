"""What may stand in a page's Markdown: fences that are closed, rows that fit, headings in order, no attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from campaign.files.problems import Problem
from campaign.languages.cyrillic import OTHER_LETTER, mixed_words, transliterate_text
from campaign.pages.lines import Line, headings, numbered_item, prose_lines
from campaign.pages.page import SourcePage

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


def check_attributes(page: SourcePage) -> Iterator[Problem]:
    """No attributes but the ids of headings."""
    for line in page.lines:
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
        fix = "write ## instead"
        if line.text[: line.column].endswith("#"):
            fix = f"write ## instead; a word with the sign in it is written \\#{line.own_text.split()[0]}"
        yield f"a first-level heading: {line.own_text}", expected, fix
    elif line.level > level + 1:
        found = f"a heading of level {line.level} after one of level {level}"
        yield found, f"level {level + 1} at most", f"write {'#' * (level + 1)} instead"
    if line.level == 2 and not line.id:
        expected = "an id that is the same in every language: `## What to do now {#do-now}`"
        fix = "add {#a-short-name} at the end of the heading"
        if not line.text[: line.column].rstrip(" ").endswith("#"):
            fix = "write `##` before it; a line of --- across the page needs an empty line above it"
        yield f"no id in “{line.text}”", expected, fix
    if line.id and line.id in ids:
        yield f"the id #{line.id} is there twice", "each id once on a page", "change one of the two"
    if line.id in FRAME_IDS:
        found = f"the id #{line.id}, which the frame around every page has"
        yield found, "an id that only this heading has", "change it, in every language"


def _find_attributes(line: Line) -> Iterator[re.Match[str]]:
    text = line.prose[: line.end] if line.id else line.prose
    return _ATTRIBUTES.finditer(_NOT_ATTRIBUTES.sub("", text))


_ITEM = re.compile(r"(?: {0,3}> ?)*(?P<indent> *)(?:[*+-]|\d+\.) ")


def check_lists(page: SourcePage) -> Iterator[Problem]:
    """Lists count from 1: what does not is a date, and readers would see a list. What is inside is four spaces in."""
    last: dict[int, int] = {}
    for line in page.lines:
        item = _ITEM.match(line.text) if line.kind == "list item" else None
        if item and len(item["indent"].expandtabs(4)) % 4:
            found = f"“{line.text[:40].rstrip()}”: so few spaces put it beside the item above, not into it"
            fix = "four spaces for each list that it is in; none for the first"
            yield page.problem("markdown", found, "four spaces, or none", fix, line=line.number)
        match = numbered_item(line)
        if match is None:
            continue
        number, depth = int(match["number"]), match.start("number")
        is_inside = match["before"].strip(" >")
        if is_inside or number not in (1, last.get(depth, 0) + 1):
            found = f"a numbered list that begins with “{line.text.strip()[:40]}”"
            fix = f"if it is a date or the end of a sentence, write `{number}\\.`; else number the list from 1"
            yield page.problem("markdown", found, "lists that count from 1", fix, line=line.number)
        last[depth] = number


_PIECES = re.compile(r"\{\{.*?\}\}|\]\([^)\n]*\)|\*+|\[")
"""Where Markdown cuts a line: references, the targets of links, emphasis. Each piece is transliterated by itself."""
_SEAM = re.compile(
    r"[\w\u0300-\u036f}](?:\*+|\[|\]\([^)\n]*\))*(?:\{\{|(?<!\w)\w)|\w(?:https?://|www\.)|" + OTHER_LETTER.pattern
)
"""No word can mix where none is in pieces or runs into an address, and no letter is of another alphabet as typed."""
_FOREIGN = re.compile(r"\{\{\s*[a-z]{2,3}\s*:\s*(.*?)\s*\}\}")


def check_transliterated(page: SourcePage) -> Iterator[Problem]:
    """No word mixes alphabets as readers of Cyrillic see it: where an author writes one in pieces, it would."""
    texts: list[tuple[int | None, str | None, str]] = [(None, field, text) for field, text in _front_texts(page)]
    texts += [(number, None, line) for number, line in prose_lines(page.lines)]
    for number, field, text in texts:
        for word in mixed_words(_in_cyrillic(text)) if _SEAM.search(text) else ():
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
