"""What a quotation bears out: a number to call, a figure, a year. Digits of all scripts are read alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from campaign.facts.source import FactSource

_RUN = re.compile(r"\d+(?:(?:[ .()-]{1,3}|(?<=\b0\d)/|(?<=\b0\d\d)/|/(?=\d{3}))\d+)*")
"""Digits that are one number to call. A slash parts only the code of an area from the rest: "24/7" is no number."""
_NUMBER = re.compile(r"\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?")
"""A number in running text, its thousands marked or not."""
_PERCENT = re.compile(
    r"\s*-?\s*(?:%|٪|per ?cent|odstot|posto|pour cent|(?:per|ne) ?qind|perqind|por ciento|por cento|prozent"
    r"|ب?ال?م[ايئ]*ة|في الم)",
    re.I,
)
_ONE_IN = re.compile(r"\b(?:1|one|each|every|ena|eno|eden|jedno|jedan|vsak|svako|svaki|nje|une?|واحد)\b", re.I)
_WORDS = {
    word: Decimal(number)
    for number, words in enumerate(
        (
            "one jedan jedno ena eden nje un une",
            "two dva dvije dve dy deux",
            "three tri tre trois",
            "four cetiri stiri kater quatre",
            "five pet pese cinq",
            "six sest gjashte",
            "seven sedam sedem shtate sept",
            "eight osam osem tete huit",
            "nine devet nente neuf",
            "ten deset dhjete dix",
        ),
        1,
    )
    for word in words.split()
}
"""Without accents, in the languages of the campaign's readers that quotations are in."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """A text with the digits 0–9, one kind of space, dash and apostrophe, and no accents."""
    shown = []
    for char in unicodedata.normalize("NFKD", text):
        match unicodedata.category(char):
            case "Nd":
                shown.append(str(unicodedata.digit(char)))
            case "Zs":
                shown.append(" ")
            case "Pd":
                shown.append("-")
            case "Mn" | "Cf":
                continue
            case _:
                shown.append({"’": "'", "٬": ",", "٫": "."}.get(char, char))
    return "".join(shown)


def phone_numbers(text: str) -> Iterator[str]:
    """Every run of digits that people would read as one number to call: "080/888 888" → "080888888"."""
    for run in _RUN.findall(plain(text)):
        yield re.sub(r"\D", "", run)


def says_phone(quotes: Iterable[str], phone: str, country_code: int = 0) -> bool:
    """Whether one of the quotes has the whole number, as it is dialled inside the country or from outside."""
    known = {phone}
    if country_code:
        known |= {f"{before}{country_code}{phone.removeprefix('0')}" for before in ("", "00")}
    return any(number in known for quote in quotes for number in phone_numbers(quote))


def says_value(quote: str, value: Decimal, unit: str) -> bool:
    """Whether a quote has a figure: "291,273", "5,6 %", "one in two"; a share has its sign or word beside it."""
    text, has_sign = plain(quote), unit in ("percent", "growth")
    if unit == "one-in" and not _ONE_IN.search(text):
        return False
    for match in _NUMBER.finditer(text):
        is_share = bool(_PERCENT.match(text, match.end()))
        if is_share == has_sign and value in _readings(match[0], match[1]):
            return True
    return not has_sign and any(_WORDS.get(word) == value for word in re.findall(r"[^\W\d]+", text.casefold()))


def _readings(number: str, mark: str | None) -> Iterator[Decimal]:
    """What a number may mean: "785.322" is a whole number here and a broken one there."""
    if mark:
        yield Decimal(number.replace(mark, "").replace(",", "."))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", number):
        yield Decimal(number.replace(",", "."))


def newest_year(sources: Iterable[FactSource]) -> int | None:
    """The newest year that the dates of the sources name; None where none has a date."""
    return max((int(year) for one in sources for year in _YEAR.findall(plain(one.date or ""))), default=None)
