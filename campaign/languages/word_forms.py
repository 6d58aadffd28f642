"""The forms of words, as simplemma's dictionaries know them: search finds by one form what stands in another."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile

_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
"""What search leaves out of the letters that it looks up."""
SHORTEST = 3
"""Letters of a word whose forms are asked for: what is shorter tells no page from another."""


def known_dictionaries() -> list[str]:
    """The names of all dictionaries: mostly the language's code."""
    # Imported when needed: most commands ask for no forms.
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    return sorted(SUPPORTED_LANGUAGES)


@lru_cache(maxsize=16)
def word_families(words: frozenset[str], dictionary: str) -> str:
    """All forms of each of these words (lower case) that a dictionary knows more than one of, word by word.

    A family is what its forms begin with, and how each goes on, without marks: "photo|,graph,s". Words that the
    dictionary does not know, or as one form only, are in none. Without a dictionary ("") there is no family.
    """
    if not dictionary:
        return ""
    from simplemma.strategies import DefaultDictionaryFactory

    known = DefaultDictionaryFactory(cache_max_size=1).get_dictionary(dictionary)
    wanted = {known.get(one, one) for one in words if len(one) >= SHORTEST}
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for form, lemma in known.items():
        if lemma in wanted:
            forms[lemma].add(form)
    families = (_plain({lemma, *found}) for lemma, found in forms.items())
    return " ".join(sorted(_packed(one) for one in families if len(one) > 1))


def _plain(forms: Iterable[str]) -> list[str]:
    plain = {_MARKS.sub("", unicodedata.normalize("NFKD", one.lower())) for one in forms}
    return sorted(one for one in plain if one.isalpha())


def _packed(forms: list[str]) -> str:
    # In order: what the first and the last begin with, all do.
    pairs = zip(forms[0], forms[-1], strict=False)
    start = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return f"{start}|{','.join(one.removeprefix(start) for one in forms)}"
