"""A fact's text in several languages: which of them a reader gets."""

from __future__ import annotations

from collections.abc import Mapping


def localised(texts: Mapping[str, str], *wanted: str) -> tuple[str, str]:
    """The text in the first of these languages that it has, else as it is written first, and the code of its language.

    Empty where there is none.

    >>> localised({"en": "Police", "pt": "Polícia"}, "uk", "pt")
    ('Polícia', 'pt')
    """
    code = next((one for one in wanted if texts.get(one)), next(iter(texts), ""))
    return texts.get(code, ""), code
