"""What no text may hold that a reader sees, wherever it stands: the table of it, and how texts are made even for it.

All blocks of a page are searched at once: before each stands `GAP`, which no pattern passes.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from campaign.facts.vocabulary import NumberWords
from campaign.files.problems import Severity

GAP = "\x00"


class _Even(dict[int, str]):
    """Each character as patterns know it: without marks, one kind of dash, of digit, of space, of apostrophe."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        plain = "".join(
            one for one in unicodedata.normalize("NFKD", sign) if unicodedata.category(one) not in ("Mn", "Me")
        )
        self[code] = found = "".join(map(_plain, plain))
        return found


_PLAIN = {"’": "'", "‘": "'", "٪": "%", "\u2044": "/", "。": "."}


def _plain(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category == "Zs" or sign in "\u2028\u2029\x85":
        return " "
    if category == "Pd" or sign in "\u2212\u2043":
        return "-"
    # What is not seen parts nothing; the letters of Arabic are lengthened by a line.
    return "" if category == "Cf" or sign == "\u0640" else _PLAIN.get(sign, sign)


_EVEN = _Even()


def even(text: str) -> str:
    """The text as patterns know it (NFKD, without marks, all dashes, digits and spaces alike); line ends stay."""
    return text if text.isascii() else text.translate(_EVEN)


def as_typed(text: str, start: int, end: int) -> str:
    """What stands in a text between two places of the same text made even."""
    lengths = [0, *accumulate(len(even(sign)) for sign in text)]
    return " ".join(text[bisect_left(lengths, start) : bisect_left(lengths, end)].split())


class Fault(NamedTuple):
    """What is wrong with a text."""

    rule: str
    found: str
    expected: str
    fix: str
    severity: Severity = "error"


class Pattern(NamedTuple):
    """One entry of the table: what must not be there, how it is said, and how it is mended."""

    rule: str
    pattern: re.Pattern[str]
    found: str
    expected: str
    fix: str
    signs: str = ""
    """A text without one of them need not be searched."""
    is_line: bool = False
    """At the beginning of a line, and no fault where lines are shown as they are typed."""


ADDRESS = Pattern(
    "outward-link",
    re.compile(
        r"(?<![\w@])(?:(?:[a-z][a-z0-9+.-]*://|www\.)[^\s\0\x01<>]+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/[\w/][^\s\0<>]*)"
        r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}",
        re.IGNORECASE,
    ),
    "an address written by hand: {}",
    "a reference such as {{ link: safe-si-handbook }}, or {{ helpline: … }} for a contact",
    "add the address to links.yml, and refer to it by id",
)
_MAYBE_ADDRESS = re.compile(r"://|w\.|W\.|@|\.[a-zA-Z]{2,}/[\w/]")


def find_addresses(text: str) -> Sequence[re.Match[str]]:
    """Every address of the web and of e-mail in an even text. Few have any, and most can be told at once."""
    return list(ADDRESS.pattern.finditer(text)) if _MAYBE_ADDRESS.search(text) else []


BRACES = Pattern(
    "braces",
    re.compile(r"\{\{[^\0]{0,60}?\}\}|\{%[^\0]{0,60}?%\}|\{\{|\}\}|\{%|%\}|[{｛\\]\ufffc|\ufffc[}｝]|｛｛|｝｝"),
    "braces that readers would see: {}", "a reference as in WRITING.md, “References”, on one line",
    "correct the name in it, or remove the braces", "{}｛｝\\",
)  # fmt: skip
RAW_HTML = Pattern(
    "raw-html", re.compile(r"<[a-zA-Z/!?][^>\n\0]{0,80}>?"), "HTML: {}", "Markdown",
    "write it in Markdown; HTML in pages is not allowed", "<",
)  # fmt: skip
"""Where it is no code."""
BACKTICK = Pattern(
    "markdown", re.compile(r"(?<!`)`{1,2}(?!`)[^\n\0]{0,40}"), "a backtick that readers see: {}",
    "code between two single ones: `code`", "close it, or remove it", "`",
)  # fmt: skip
"""In all but blocks of code: what was meant to be code is none, or the other way round."""

_LINE = r"[\n\0][ \t]*"
_MARKDOWN = (
    ("*+-", r"\n[ \t]*[*+-] +[^\n\0]{1,40}", "a list", "an empty line before its first line, or four spaces"),
    (".", r"\n[ \t]*1\. +[^\n\0]{1,40}", "a list", "an empty line before its first line"),
    (")", r"\0[ \t]*\d{1,3}\) +[^\n\0]{1,40}", "a list", "`1.` before its first item, `2.` before the next"),
    ("|", rf"{_LINE}\|[^\n\0]*|\|[ \t]*:?-{{3,}}", "a table", "an empty line before its first row"),
    (":", r"\n: +\S[^\n\0]{0,40}", "a definition", "a list, or a table"),
    ("!?", rf"{_LINE}(?:!!!|\?\?\?\+?) ?\w[^\n\0]{{0,40}}", "a box", "an empty line before it"),
    (":", r"[\n\0]:::[^\n\0]*", "what other programs know", "nothing of the kind: it is shown as it stands"),
    ("^", r"\[\^[^\]\n\0]+\]", "a footnote", "the words in the text itself"),
    ("~", r"~~\S[^\n\0]{0,40}", "words struck out", "the words, or none"),
    ("[", r"\0\[[ xX]\] ", "a box to tick", "a list without brackets"),
    ("[", r"\[![A-Za-z]+\][^\n\0]{0,20}", "a box", "`!!! note`, and its text below, four spaces in"),
    ("[", r"\[\[[^\[\]\n\0]{1,60}\]\]", "what other programs know", "a reference, or a link"),
    ("[]", r"!\[[^\n\0]{0,40}|\][(\[][^\n\0]{0,40}", "a link", "[text](page.md) on one line"),
    ("*", r"\*\*[^\n\0]{0,30}|(?<![^\s\0(])\*(?=\w)[^\n\0]{0,30}", "emphasis", "a star at both ends, or none"),
    ("_", r"(?<!\w)__(?=\w)[^\n\0]{0,30}", "emphasis", "two stars at both ends, or none"),
    ("\\", r"\\(?=\n|\Z|\0)", "a backslash", "a new paragraph for a new line"),
    ("&", r"&(?:[a-zA-Z]{2,10}|#\d+);", "the name of a character", "the character itself"),
)  # fmt: skip
MARKDOWN = tuple(
    Pattern(
        "markdown", re.compile(pattern), f"{what} that readers see as it is typed: {{}}", expected,
        "write it so; WRITING.md says how Markdown is read here", signs, is_line=pattern.startswith((_LINE, r"\n")),
    )
    for signs, pattern, what, expected in _MARKDOWN
)  # fmt: skip
"""Where it is no code: what Markdown has not understood, as it is left in what it made. (What a text must hold one
of, pattern, what it was meant to be, how that is written.)"""


# ---- numbers -----------------------------------------------------------------------------------------------------

_SEPARATED = r"(?: ?[·•‧∙⋅●▪/()_-] ?|\) ?| \(|\. ?|\s+)"
NUMBER = re.compile(
    r"(?=[\d+(])(?:(?<![\d.,:])0\d{2,3}(?:[^\w\0]{1,3}\d{2,4})+(?!\d)"
    rf"|(?<!\d)(?<!\d[,.:])(?:\+ ?|\()?\d(?:{_SEPARATED}?\d)*)"
)
"""Digits that may be one number, whatever parts them; after an area code, which begins with 0, any signs."""
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_NO_NUMBER = re.compile(
    r"(?=[\d%I])(?:(?<!\d)"
    rf"(?:{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])|{_DAY}(?:\. ?|[/-]){_MONTH}(?:\. ?|[/-]){_YEAR}"
    rf"|{_YEAR} ?[-/] ?(?:{_YEAR}|\d{{2}}(?!-\d))|{_YEAR}/\d{{1,4}}|\d{{1,4}}/{_YEAR}"
    rf"|{_YEAR}(?! ?[·•/()-]? ?\d|\.?\d)|%\d\b"
    r"|\d{1,2}[:.]\d\d ?- ?\d{1,2}[:.]\d\d|24/7)(?!\d)|\b(?:ISBN|ISSN)(?:-1[03])?:? ?[\dX -]+)",
    re.IGNORECASE,
)
"""Days, years, acts of law (2016/679), hours, the numbers of books, places to fill in (%1)."""
_THOUSANDS = re.compile(r"[1-9](?:[ .]\d{3}){1,2}|[1-9]\d{1,2}[ .]\d{3}")
"""More than that is a number to dial, or a figure that belongs into the data."""
_DIGITS = re.compile(r"\d+")
_OTHER_SIGNS = re.compile(r"\D")
_THREE_DIGITS = re.compile(rf"\d(?:{_SEPARATED}?\d){{2}}")
"""What a text must hold to hold a number to dial."""
_PERCENT = re.compile(r"(?<![\w.,])\d[\d.,]*[\s\\]*[%‰‱]|[%‰‱]\s*\d[\d.,]*")
_EMERGENCY = frozenset({"112", "911", "999"})
_EUROPEAN = re.compile(r"116\d{3}")
_SENTENCE = re.compile(r"[.!?;:,](?=\s)|\0")
_WORD = re.compile(r"[^\W\d_]+")


class Words(NamedTuple):
    """The patterns of one language: words some way before a number to dial and right before
    it, words beside one that counts, figures, figures without a digit."""

    calls: re.Pattern[str]
    names: re.Pattern[str]
    counts: re.Pattern[str]
    shares: re.Pattern[str]
    written: re.Pattern[str]


_BETWEEN = r"(?:[^\w\0\x01.!?;,:]|_)+"
"""What may part the words of a phrase: all but the ends of sentences and of their parts."""


@lru_cache(maxsize=1024)
def phrase_pattern(
    phrases: tuple[str, ...], cardinals: tuple[str, ...] = (), people: tuple[str, ...] = ()
) -> re.Pattern[str]:
    """Any of some phrases as they may stand in an even text; `*` stands for endings, `N` for a number, `n` for one
    of one digit, `W` for a number in words, `P` for people."""
    places = {
        "N": r"\d(?:[\d.,]*\d)?", "n": r"(?<![\d.,])[1-9]",
        "W": _any(cardinals), "P": _any(people),
    }  # fmt: skip
    # Phrases that begin alike are one: their first words are looked for once.
    rests: dict[str, list[str]] = {}
    begins: set[str] = set()
    for phrase in phrases:
        first, *rest = re.split(r"[\s-]+", phrase)
        begins.update(map(_sign, {"N": "0", "n": "0", "W": cardinals, "P": people}.get(first, (first,))))
        rests.setdefault(_word(first, places), []).append("".join(_BETWEEN + _word(one, places) for one in rest))
    found = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items())
    # What it may begin with is looked for first: most places of a text are passed at once.
    sign = rf"(?=[{''.join(sorted(begins))}])" if begins and all(begins) else ""
    return re.compile(rf"{sign}(?<![^\W_])(?:{found or '(?!)'})(?![^\W_])", re.IGNORECASE)


def _sign(word: str) -> str:
    """What a word begins with, for a pattern."""
    return r"\d" if word[:1].isdecimal() else r"\w" if word[:1] == "*" else re.escape(even(word[:1]))


def _word(word: str, places: Mapping[str, str]) -> str:
    return places.get(word) or re.escape(even(word)).replace(r"\*", r"\w*")


def _any(phrases: tuple[str, ...]) -> str:
    """Any of some phrases, as part of another."""
    found = (_BETWEEN.join(_word(one, {}) for one in re.split(r"[\s-]+", phrase)) for phrase in phrases)
    return f"(?:{'|'.join(found) or '(?!)'})"


@lru_cache(maxsize=64)
def _patterns(
    calls: tuple[str, ...],
    names: tuple[str, ...],
    counts: tuple[str, ...],
    shares: tuple[str, ...],
    written: tuple[str, ...],
    cardinals: tuple[str, ...],
    people: tuple[str, ...],
) -> Words:
    beside = [phrase_pattern(one) for one in (calls, names, counts, shares)]
    return Words._make([*beside, phrase_pattern(written, cardinals, people)])


def _patterns_of(words: NumberWords) -> Words:
    return _patterns(
        words.calls, words.names, words.counts, words.shares, words.written, tuple(words.cardinals), words.people
    )


def find_numbers(text: str, words: NumberWords, known: Container[str] = ()) -> Iterator[tuple[int, int, str]]:
    """(start, end, digits) of every number in an even text that somebody could dial.

    `known`: numbers of the campaign's contacts; a short one is a number to dial wherever it stands alone.
    """
    if not _THREE_DIGITS.search(text):
        return
    masked = _NO_NUMBER.sub(lambda match: "x" * len(match[0]), text)
    patterns = _patterns_of(words)
    for match in NUMBER.finditer(masked):
        digits = _OTHER_SIGNS.sub("", match[0])
        if len(digits) >= 6 and not _THOUSANDS.fullmatch(match[0]):
            yield match.start(), match.end(), digits
            continue
        is_in_word = (
            masked[match.start() - 1 : match.start()].isalpha() or masked[match.end() : match.end() + 1].isalpha()
        )
        if len(digits) < 3 or (is_in_word and len(digits) < 6):
            continue
        is_known = digits in known or digits in _EMERGENCY or _EUROPEAN.fullmatch(digits) is not None
        before, after = _beside(masked, match.start(), match.end())
        if is_known and re.fullmatch(r"\d{3,}(?:[ -]\d+)*|\d(?:[ -]\d)+", match[0]):
            near = " ".join((*before[-1:], *after[:1]))
            is_one = patterns.counts.search(near) is None
        else:
            is_called = patterns.calls.search(" ".join(before[-4:])) or patterns.names.search(" ".join(before[-1:]))
            is_one = _is_short(match[0]) and is_called is not None
        if is_one:
            yield match.start(), match.end(), digits


def _is_short(number: str) -> bool:
    """Whether a number may be dialled: 192, 1 9 2, 1-1-2, 19 800; and 8-16 may not."""
    return re.fullmatch(r"\d{3,5}|\d(?:[ .·•_-]\d)+|\d+(?:[ .]\d{3})+", " ".join(number.split())) is not None


def _beside(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """The words before a place and after it, in its sentence; "tel." ends none, nor does "call:"."""
    before = re.sub(r"(?i)\b(tel)[.:]+", r"\1", text[max(0, start - 80) : start])
    before = re.sub(r":\s*\Z", " ", before)
    return _WORD.findall(_SENTENCE.split(before)[-1]), _WORD.findall(_SENTENCE.split(text[end : end + 40])[0])


def find_figures(text: str, words: NumberWords) -> Iterator[tuple[int, int, Set[str]]]:
    """(start, end, its numbers in digits) of every percentage and share in an even text, in digits or in words."""
    patterns = _patterns_of(words)
    text = re.sub(r"%\d\b", "xx", text)
    for match in _PERCENT.finditer(text) if any(sign in text for sign in "%‰‱") else ():
        yield *match.span(), set(_DIGITS.findall(match[0]))
    for match in patterns.shares.finditer(text):
        before, _ = _beside(text, match.start(), match.end())
        if not re.search(rf"\b{_YEAR}\b", match[0]) and not patterns.counts.search(" ".join(before[-1:])):
            yield *match.span(), set(_DIGITS.findall(match[0]))
    for match in patterns.written.finditer(text):
        values = {even(word): str(value) for word, value in words.cardinals.items()}
        said = {values.get(word) for word in _WORD.findall(match[0].lower())}
        yield *match.span(), {*filter(None, said), *_DIGITS.findall(match[0])}
