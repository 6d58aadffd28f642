"""The right words: terms to avoid and the terms to use, after the Luxembourg Guidelines and INTERPOL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Annotated, Literal

from campaign.files.problems import Problem
from campaign.files.record import Key, Record


class TermInLanguage(Record):
    """What to avoid and what to use in one language."""

    avoid: Annotated[tuple[str, ...], Key("Words to avoid; `*` at a word's end stands for endings.", min_length=1)]
    prefer: Annotated[str, Key("The term to use.")]
    source: Annotated[str | None, Key("Where this language's usage was read.")] = None


class Term(Record):
    """One entry of `docs/_data/terms.yml`."""

    id: Annotated[str, Key("Stable id.", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    severity: Annotated[Literal["error", "warning"], Key("Whether it stops a build.")] = "error"
    reason: Annotated[str, Key("Why, in a sentence.")]
    source: Annotated[str, Key("Where the advice was read.")]
    languages: Annotated[dict[str, TermInLanguage], Key("By language code.")]


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
