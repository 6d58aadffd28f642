"""The right words: terms to avoid and the terms to use, after the Luxembourg Guidelines and INTERPOL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from pydantic import Field

from campaign.problems import Problem
from campaign.schema import Record


class TermInLanguage(Record):
    """What to avoid and what to use in one language."""

    avoid: tuple[str, ...] = Field(min_length=1, description="Words to avoid; `*` at a word's end stands for endings.")
    prefer: str = Field(description="The term to use.")
    source: str | None = Field(None, description="Where this language's usage was read.")


class Term(Record):
    """One entry of `docs/_data/terms.yml`."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="Stable id.")
    severity: Literal["error", "warning"] = Field("error", description="Whether it stops a build.")
    reason: str = Field(description="Why, in a sentence.")
    source: str = Field(description="Where the advice was read.")
    languages: dict[str, TermInLanguage] = Field(description="By language code.")


_QUOTED = re.compile(r"\{\{\s*quote\s*:.*?\}\}")


@lru_cache(maxsize=512)
def _pattern(phrase: str) -> re.Pattern[str]:
    words = (re.escape(word).replace(r"\*", r"\w*") for word in phrase.split())
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)


def _literals(phrase: str) -> list[str]:
    """What a text in small letters must hold for the phrase to be in it."""
    return [part for word in phrase.lower().split() for part in word.split("*")]


def check_terms(lines: Iterable[tuple[int, str]], language: str, terms: Sequence[Term], file: str) -> Iterator[Problem]:
    """Terms to avoid in the numbered lines of a text; `{{ quote: … }}` quotes one on purpose."""
    lines = [(number, _QUOTED.sub(" ", line) if "{{" in line else line) for number, line in lines]
    # Few texts hold any of the words: the whole text is looked through first, and its lines only to say where.
    whole = "\n".join(line for _, line in lines).lower()
    wanted = [
        (term, words, phrase)
        for term in terms
        if (words := term.languages.get(language))
        for phrase in words.avoid
        if all(word in whole for word in _literals(phrase))
    ]
    if not wanted:
        return
    for number, text in lines:
        for term, words, phrase in wanted:
            for match in _pattern(phrase).finditer(text):
                yield Problem(
                    rule="term",
                    file=file,
                    line=number,
                    severity=term.severity,
                    found=f"“{match[0]}”",
                    expected=f"“{words.prefer}”",
                    fix=f"{term.reason} To quote the word on purpose: {{{{ quote: {match[0]} }}}}",
                )
