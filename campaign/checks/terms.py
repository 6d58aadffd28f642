"""Terms to avoid, in every language that has rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from campaign.facts.terms import Term
from campaign.files.problems import Problem
from campaign.pages.lines import prose_lines
from campaign.pages.page import SourcePage

_QUOTED = re.compile(r"\{\{\s*quote\s*:.*?\}\}")


@lru_cache(maxsize=512)
def _pattern(phrase: str) -> re.Pattern[str]:
    words = (re.escape(word).replace(r"\*", r"\w*") for word in phrase.split())
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)


def _literals(phrase: str) -> list[str]:
    """What a text in small letters must hold for the phrase to be in it."""
    return [part for word in phrase.lower().split() for part in word.split("*")]


def check_terms(page: SourcePage, terms: Sequence[Term]) -> Iterator[Problem]:
    """Terms to avoid in a page's title, description and text; `{{ quote: … }}` quotes one on purpose."""
    lines = [(1, page.meta.title), (1, page.meta.description), *prose_lines(page.lines)]
    lines = [(number, _QUOTED.sub(" ", line) if "{{" in line else line) for number, line in lines]
    # Few texts hold any of the words: the whole text is looked through first, and its lines only to say where.
    whole = "\n".join(line for _, line in lines).lower()
    wanted = [
        (term, words, phrase)
        for term in terms
        if (words := term.languages.get(page.language))
        for phrase in words.avoid
        if all(word in whole for word in _literals(phrase))
    ]
    if not wanted:
        return
    for number, text in lines:
        for term, words, phrase in wanted:
            for match in _pattern(phrase).finditer(text):
                found, expected = f"“{match[0]}”", f"“{words.prefer}”"
                fix = f"{term.reason} To quote the word on purpose: {{{{ quote: {match[0]} }}}}"
                yield page.problem("term", found, expected, fix, line=number, severity=term.severity)
