"""Terms to avoid, in every language that has rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from campaign.checks.patterns import even, phrase_pattern
from campaign.facts.terms import Term


def find_terms(text: str, terms: Sequence[Term], language: str) -> Iterator[tuple[int, int, Term, str]]:
    """(start, end, term, what to use) of each term to avoid in an even text."""
    small = text.lower()
    for term in terms:
        words = term.languages.get(language)
        # Few texts hold any of the words, and looking for letters is quick.
        for phrase in words.avoid if words else ():
            if words and all(map(small.__contains__, _literals(phrase))):
                for match in phrase_pattern((phrase,)).finditer(text):
                    yield *match.span(), term, words.prefer


@lru_cache(maxsize=4096)
def _literals(phrase: str) -> list[str]:
    """What an even text in small letters must hold for the phrase to be in it; the longest is the rarest."""
    words = even(phrase).lower().replace("-", " ").split()
    return sorted((part for word in words for part in word.split("*")), key=len, reverse=True)
