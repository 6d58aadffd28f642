"""One language's words, dates and names for templates and sheets."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape

from markupsafe import Markup

from campaign.languages.formats import country_name, format_share
from campaign.languages.language import Language
from campaign.languages.words import Words


class Wording:
    """Words, dates, countries and shares as people write them in a language."""

    def __init__(self, words: Mapping[str, Words], languages: Sequence[Language], *, is_preview: bool):
        """`words`: the interface words by language code."""
        self._words, self._is_preview = words, is_preview
        self._languages = {one.code: one for one in languages}
        self._directions = {one.code: one.direction for one in languages}

    def words_of(self, language: Language) -> Words:
        """The interface words of a language."""
        return self._words[language.code]

    def in_language(self, text: str, code: str | None, around: str = "") -> Markup:
        """A text amid words of another language: it says its own, and runs in its own direction.

        `code`: the text's language; None, or that of `around`, is the one of the words around it.
        """
        if code is None or code == around:
            return Markup.escape(text)
        direction = self._directions.get(code, "auto")
        return Markup(f'<bdi lang="{escape(code)}" dir="{direction}">{Markup.escape(text)}</bdi>')

    def marked(self, code: str | None) -> Markup:
        """The attributes of an element whose text is in another language than the words around it; none for None."""
        return Markup(f' lang="{escape(code)}" dir="{self._directions.get(code, "auto")}"' if code else "")

    def draft_note(self, language: Language) -> str:
        """What everything of a preview says of itself; "" when it is published."""
        return language.in_script(self.words_of(language)["draft"]) if self._is_preview else ""

    def date(self, day: datetime.date, language: Language) -> str:
        """A day as people write it: "23 November 2026", "23. november 2026"."""
        return language.render_date(day)

    def weekday_date(self, day: datetime.date, language: Language) -> str:
        """A day with its weekday: "Tuesday, 9 February 2027"."""
        return language.render_date(day, "full")

    def percent(self, value: int, language: Language) -> str:
        """A whole percentage as people write it in this language."""
        return format_share(Decimal(value), language.babel)

    def country(self, code: str, language: Language) -> str:
        """A country's name in a language, the same in each of its scripts; EU and INT have interface words."""
        if code in ("EU", "INT"):
            return language.in_script(self.words_of(language)["country_" + code.lower()])
        written = self._languages.get(language.folder, language)
        return language.in_script(country_name(code, written.babel) or code)
