"""The plugin's settings in `mkdocs.yml`, under `plugins: - campaign:`."""

from __future__ import annotations

import datetime
import re
from difflib import get_close_matches
from typing import Any
from zoneinfo import available_timezones

from babel.core import get_global
from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.config.base import ValidationError

from campaign.languages.formats import is_country


class StrictConfig(base.Config):
    """MkDocs lets unknown keys pass with a warning; here a misspelt setting stops the build, with a suggestion."""

    def validate(self) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        failed, warnings = super().validate()
        known = [name for name, _ in self._schema]
        for key in self.data:
            if key not in known:
                close = get_close_matches(key, known, n=1)
                hint = f"did you mean “{close[0]}”?" if close else f"known: {', '.join(known)}"
                failed.append((key, ValidationError(f"unknown setting “{key}”; {hint}")))
        return failed, warnings


class Country(option.Type[str]):
    """An ISO 3166-1 alpha-2 code (or XK) that Babel has a name for."""

    def __init__(self) -> None:
        super().__init__(str)

    def run_validation(self, value: Any) -> str:
        value = super().run_validation(value)
        if not is_country(value):
            raise ValidationError(f"“{value}” is no country; expected two capital letters such as ME or SI")
        return str(value)


class Day(option.Type[str]):
    """A day or a moment; `!ENV` and YAML make a date of what looks like one."""

    def run_validation(self, value: Any) -> str:
        written: str = super().run_validation(value.isoformat() if isinstance(value, datetime.date) else value)
        return written


class TimeZone(option.Type[str]):
    """An IANA time zone."""

    def __init__(self) -> None:
        super().__init__(str, default="")

    def run_validation(self, value: Any) -> str:
        name = str(super().run_validation(value))
        if name and name not in available_timezones():
            close = get_close_matches(name, available_timezones(), n=1)
            hint = f"did you mean “{close[0]}”?" if close else "expected a name such as Europe/Podgorica"
            raise ValidationError(f"“{name}” is no time zone; {hint}")
        return name


def timezone_of(options: CampaignConfig) -> str:
    """The campaign's time zone: the one given, else its country's where that has only one, else UTC."""
    zones = get_global("territory_zones").get(options.country, [])
    return options.timezone or (zones[0] if len(zones) == 1 else "UTC")


_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class Colour(option.Type[Any]):
    """A colour as #rrggbb, or two: `{ light: "#…", dark: "#…" }`."""

    def __init__(self) -> None:
        super().__init__((str, dict))

    def run_validation(self, value: Any) -> tuple[str, str]:
        """(on light ground, on dark ground), the second "" where only one is given."""
        value = super().run_validation(value)
        pair = value if isinstance(value, dict) else {"light": value}
        for one in pair.values():
            if not isinstance(one, str) or not _COLOUR.fullmatch(one):
                raise ValidationError(f'“{one}” is no colour; expected six digits in quotation marks: "#0d4f5c"')
        if "light" not in pair or set(pair) - {"light", "dark"}:
            raise ValidationError(f"{value} names other grounds; expected one colour, or {{ light: …, dark: … }}")
        return pair["light"].lower(), pair.get("dark", "").lower()


class Transliteration(StrictConfig):
    """A language made at build time from another one's text."""

    source = option.Type(str)
    """The language folder it is made from."""
    babel = option.Type(str)
    """Babel's locale for dates and numbers in the new script."""
    readers = option.ListOfItems(option.Type(str), default=[])
    """Further language tags whose readers read it."""


class CampaignConfig(StrictConfig):
    """All settings of the plugin."""

    made_with = option.Type(str, default="")
    """The version of the generator that the campaign was last brought up to date with."""
    country = Country()
    """The campaign's own country, ISO 3166-1 alpha-2."""
    further_countries = option.ListOfItems(Country(), default=[])
    """Countries beside it whose contacts the campaign shows, from the pool too, and which word files may name."""
    pool = option.Type(bool, default=True)
    """Whether contacts, terms and dates that come with the generator are the campaign's too, below its own."""
    colours = option.DictOfItems(Colour(), default={})
    """The campaign's colours in place of those of tokens.css: brand, link, child, …; bar is the browser's."""
    sign = option.Type(str, default="")
    """The campaign's sign, a drawing (SVG) below docs/assets/: it stands in the header, the icon, on sheets."""
    transliterations = option.DictOfItems(option.SubConfig(Transliteration), default={})
    """Languages made from another one's text: code → source and babel."""
    pools = option.ListOfItems(option.Type(str), default=[])
    """The sites of other campaigns whose pages `campaign pool` may take over."""
    exit_urls = option.ListOfItems(option.Type(str), default=[])
    """The addresses to which “Leave this page” may lead; each language's word file names one of them."""
    pdf_files = option.ListOfItems(option.Type(str), default=[])
    """The PDF files that may lie among the assets, such as assets/report.pdf: a PDF can hold programs."""
    outdated = option.DictOfItems(option.Choice(("keep", "source", "withdraw")), default={"default": "keep"})
    """What readers get of an outdated translation: page id, "essential" or "default" → keep, source or withdraw."""
    editor = option.Type(dict, default={})
    """Where `campaign build --with-editor` finds the repository: name (github, gitlab, gitea), repo, branch, …"""
    timezone = TimeZone()
    """Whose midnight begins a day: an IANA name; by default the country's, where it has only one, else UTC."""
    today = option.Optional(Day(str))
    """The day the site is built for, year-month-day; today when empty."""
    preview = option.Type(bool, default=False)
    """Whether this is a preview: pages are marked as drafts, and what is scheduled is shown."""
    checks = option.Type(bool, default=True)
    """Whether the content is checked first; only `campaign build`, which has just checked, says no."""
