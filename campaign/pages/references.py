"""References in Markdown: `{{ helpline: me-child-helpline }}`, `{{ statistic: hbsc-2022-cyberbullied.all }}` …

A fact is written once, in `docs/_data/`, and pages refer to it by id. While Markdown is rendered a reference is an
inert word; the finished HTML is put in its place afterwards, so that contributed text and generated HTML never mix.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_REFERENCE = re.compile(r"\{\{[ \t]*([a-z-]+)[ \t]*(?::[ \t]*([^{}\n]*?)[ \t]*)?\}\}")
_TOKEN = "campaignreference{}x"
TOKEN = re.compile(r"campaignreference(\d+)x")
LANGUAGE_KIND = re.compile(r"[a-z]{2,3}")
"""`{{ en: sextortion }}`: a word in another language, marked as such and never transliterated."""
KINDS = (
    "helpline",
    "helplines",
    "call",
    "statistic",
    "chart",
    "link",
    "picture",
    "quote",
    "todo",
    "audit",
    "school-year",
)
CALL_GROUPS = ("children", "families", "emergency")
"""Groups of contacts of which one number can be named in a sentence."""
HELPLINE_GROUPS = ("children", "families", "report", "removal", "emergency", "schools", "all")


class Reference(NamedTuple):
    """One reference: its kind, what it points to, the line it stands on, and whether it stands alone there."""

    kind: str
    target: str
    line: int
    is_block: bool
    text: str


def find_references(body: str, first_line: int = 1) -> list[Reference]:
    """All references of a Markdown text, in order."""
    found = []
    for number, line in enumerate(body.split("\n"), first_line):
        for match in _REFERENCE.finditer(line) if "{{" in line else ():
            found.append(Reference(match[1], match[2] or "", number, match[0] == line.strip(), match[0]))
    return found


def reference_targets(body: str) -> list[str]:
    """What the references of a Markdown text name."""
    return [target for _, target in _REFERENCE.findall(body)]


def mask_references(body: str) -> str:
    """The text with a word of the same length in place of each reference."""
    return _REFERENCE.sub(lambda match: "x" * len(match[0]), body) if "{{" in body else body


def hide_references(body: str) -> tuple[str, list[Reference]]:
    """The text with an inert word in place of each reference, and the references in the order of these words."""
    references = find_references(body)
    numbers = iter(range(len(references)))
    return _REFERENCE.sub(lambda _: _TOKEN.format(next(numbers)), body), references


def show_references(html: str, references: list[Reference], render: Callable[[Reference], str]) -> str:
    """Put the rendered references into the HTML; a block replaces the paragraph made for it."""
    for number, reference in enumerate(references):
        token = _TOKEN.format(number)
        rendered = render(reference)
        if reference.is_block:
            html = html.replace(f"<p>{token}</p>", rendered)
        html = html.replace(token, rendered)
    return html
