"""The languages of a campaign: their codes, scripts, directions and the countries their readers live in."""

from __future__ import annotations

import datetime
from typing import Literal, NamedTuple

from campaign.languages.cyrillic import transliterate_html, transliterate_text
from campaign.languages.formats import format_day


class Language(NamedTuple):
    """One language of the site.

    `code` is the folder, the address and the `lang` attribute (BCP 47, e.g. "cnr-Cyrl"). `babel` names the locale
    of dates, numbers and names (Babel knows no Montenegrin; Bosnian is ijekavian too). `countries` are ISO 3166-1
    alpha-2 codes, nearest first: their contacts stand on the pages of this language. `exit_url` is where “Leave
    this page” leads. `transliterated_from` names the language this one is made from at build time. `readers` are
    further language tags whose readers read this one, e.g. "hr" for Montenegrin. `months` are the twelve months in a
    date where Babel's are not this language's (Bosnian "juni" is Montenegrin "jun").
    """

    code: str
    name: str
    direction: Literal["ltr", "rtl"]
    babel: str
    countries: tuple[str, ...]
    exit_url: str
    site_name: str
    is_source: bool = False
    transliterated_from: str | None = None
    readers: tuple[str, ...] = ()
    months: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """The folder under `docs/` that this language's text is read from."""
        return self.transliterated_from or self.code

    @property
    def prefix(self) -> str:
        """Where the language's pages begin below the site's root: "" for the source, else "sl/"."""
        return "" if self.is_source else f"{self.code}/"

    def render_date(self, day: datetime.date, form: Literal["long", "full"] = "long") -> str:
        """A day as people write it: "23 November 2026", or in full with its weekday."""
        return format_day(day, form, self.babel, self.months)

    def in_script(self, text: str) -> str:
        """A plain text of this language in its script: Cyrillic is made from the Latin text."""
        return transliterate_text(text) if self.transliterated_from else text

    def html_in_script(self, html: str) -> str:
        """The same for HTML."""
        return transliterate_html(html, self.transliterated_from) if self.transliterated_from else html

    @property
    def open_graph(self) -> str:
        """The language and country in the form of the Open Graph protocol, e.g. "cnr_ME"."""
        return f"{self.code.split('-')[0]}_{self.countries[0]}"
