"""The languages of a campaign: their codes, scripts, directions and the countries their readers live in."""

from __future__ import annotations

import datetime
import re
from typing import Literal, NamedTuple

from campaign.languages.cyrillic import transliterate_html, transliterate_text
from campaign.languages.formats import format_day

_RUN = re.compile(
    "(?P<isolated>\u2066[^\u2069]*\u2069)"
    r"|(?P<address>(?:https?://|www\.)[^\s<>()«»،؛]+)"
    r"|(?<!\w)[+*#(]?\(?\d+(?:[.,:/]\d+)*(?:(?:[ \u00a0-]|\) ?| ?\()\d+(?:[.,:/]\d+)*)+#?|(?<!\w)[+*#]\d+#?"
    r"|(?<!\w)[@#][A-Za-z][\w.-]*"
)
"""What falls out of order among words that run from right to left: an address that ends in a sign, a number in groups
or with a sign before it, @names and #tags. Latin words and other addresses hold together by themselves."""


def isolate(text: str) -> str:
    """A text that runs from left to right, whatever runs around it (Unicode Standard Annex 9, 2.4.2)."""
    return f"\u2066{text}\u2069"


def plain_text(text: str, direction: str) -> str:
    """A text as it is shown where no markup can say which way a part of it runs: a file, a title, a calendar.

    Where the language runs from right to left ("rtl"), programs would show 080 888 888 as 888 888 080: such parts are
    isolated. Twice is as once.
    """
    return _RUN.sub(_isolate_run, text) if direction == "rtl" else text


def _isolate_run(run: re.Match[str]) -> str:
    holds_together = run["isolated"] or (run["address"] and run[0][-1].isalnum())
    return run[0] if holds_together else isolate(run[0])


class Language(NamedTuple):
    """One language of the site.

    `code` is the folder, the address and the `lang` attribute (BCP 47, e.g. "cnr-Cyrl"). `babel` names the locale
    of dates, numbers and names (Babel knows no Montenegrin; Bosnian is ijekavian too). `countries` are ISO 3166-1
    alpha-2 codes of where its readers live, the campaign's own where its word file names none: their contacts stand on
    its pages, after those of the campaign's own country. `exit_url` is where “Leave this page” leads.
    `transliterated_from` names the language this one is made from at build time. `readers` are further language tags
    whose readers read this one, e.g. "hr" for Montenegrin. `months` are the twelve months in a date where Babel's are
    not this language's (Bosnian "juni" is Montenegrin "jun"). `forms` names the dictionary of its words' forms.
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
    forms: str = ""

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
    def region(self) -> str:
        """The country whose usage the language follows: its locale's, or, where that is another language's, the one
        in which it is spoken ("GB" for en with the locale en_GB, "ME" for cnr with bs_Latn_BA)."""
        parts = self.babel.split("_")
        is_own = parts[0] == self.code.partition("-")[0] and re.fullmatch("[A-Z]{2}", parts[-1])
        return parts[-1] if is_own else self.countries[0]

    @property
    def region_tag(self) -> str:
        """The language with its script and its country (BCP 47): "cnr-Cyrl-ME", "pt-BR"."""
        return self.code if self.code.endswith(f"-{self.region}") else f"{self.code}-{self.region}"

    def plain(self, text: str) -> str:
        """A text of this language as it is shown where no markup can say which way a part of it runs."""
        return plain_text(text, self.direction)

    @property
    def open_graph(self) -> str:
        """The language and country in the form of the Open Graph protocol, e.g. "cnr_ME"."""
        return f"{self.code.split('-')[0]}_{self.region}"
