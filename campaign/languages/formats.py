"""Dates, times, numbers and countries as the readers of a language write them: Babel's answers, each asked for once.

Loading Babel and its data takes longer than rendering a page. So a build may keep the answers for the next one, which
then may need no Babel at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable
from decimal import Decimal
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
AnswerT = TypeVar("AnswerT")

answers: dict[tuple[Hashable, ...], Any] = {}
"""By the name of the question and what it was asked of."""


def _remembered(function: Callable[Asked, AnswerT]) -> Callable[Asked, AnswerT]:
    @wraps(function)
    def ask(*asked: Asked.args, **named: Asked.kwargs) -> AnswerT:
        key = (function.__name__, *asked, *sorted(named.items()))
        if key not in answers:
            answers[key] = function(*asked, **named)
        answer: AnswerT = answers[key]
        return answer

    return ask


@_remembered
def is_locale(name: str) -> bool:
    """Whether Babel knows a locale of this name: "sl_SI", "fr"."""
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return False
    return True


_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Two letters that Unicode's data (CLDR) have a name for, and that are no country."""


def is_country(code: str) -> bool:
    """Whether two letters are the code of a country: "SI", "XK"; "INT" and "EU" are none."""
    from babel import Locale

    return len(code) == 2 and code not in _NO_COUNTRIES and code in Locale("en").territories


@_remembered
def format_day(day: datetime.date, form: str, locale: str, months: tuple[str, ...]) -> str:
    """A day in one of Babel's forms ("long", "full"); with `months`, those instead of the locale's."""
    from babel import Locale
    from babel.dates import format_date

    known = Locale.parse(locale)
    # Some locales write the day with a nought in one form and without in another.
    pattern = known.date_formats[form].pattern.replace("dd", "d")
    if months:
        pattern = pattern.replace("MMMM", f"'{months[day.month - 1]}'")
    return format_date(day, pattern, locale=known)


@_remembered
def format_clock(hour: int, minute: int, locale: str) -> str:
    """A time of day. Twenty-four hours in every language: "am" and "pm" are misread by tired people."""
    from babel.dates import format_time

    return format_time(datetime.time(hour, minute), "HH:mm", locale=locale)


@_remembered
def weekdays(locale: str) -> tuple[str, ...]:
    """The names of the seven days, Monday first, as they stand alone."""
    from babel import Locale

    names = Locale.parse(locale).days["stand-alone"]["wide"]
    return tuple(names[number] for number in range(7))


@_remembered
def month_name(month: int, locale: str, months: tuple[str, ...]) -> str:
    """The name of a month, 1 to 12, as it stands alone; with `months`, those instead of the locale's."""
    from babel import Locale

    return months[month - 1] if months else str(Locale.parse(locale).months["stand-alone"]["wide"][month])


@_remembered
def format_number(value: Decimal, locale: str) -> str:
    """A number: "291,273", "291.273"."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=locale))


@_remembered
def format_share(value: Decimal, locale: str) -> str:
    """A percentage with one decimal where it has one: "15%", "15,5 %"."""
    from babel import Locale
    from babel.numbers import format_percent

    pattern = Locale.parse(locale).percent_formats[None].pattern.replace("0", "0.#", 1)
    return str(format_percent(value / 100, pattern, locale=locale))


@_remembered
def country_name(code: str, locale: str) -> str | None:
    """A country's name in a language; None where Babel has none."""
    from babel import Locale

    name = Locale.parse(locale).territories.get(code)
    return None if name is None else str(name)
