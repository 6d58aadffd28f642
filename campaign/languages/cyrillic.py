"""Montenegrin in Cyrillic, made from its Latin text.

cyrtranslit knows the letters, `cyrillic.toml` the exceptions; here stands what decides, word by word:

1. Addresses, @names, #tags and the names of the data file stay Latin, names with their endings (Facebooka).
2. A word with a letter that Montenegrin Latin lacks (sexting, México), an underscore, or a capital after a small letter
   (OnlyFans) is a foreign word or a name, and stays Latin as a whole.
3. Roman numerals stay Latin; words in capitals that look like one (VID, DIM, MI I VI) are words.
4. Every other word becomes Cyrillic as a whole: LJ, NJ and DŽ are one letter each unless a seam runs through them.

So no word is ever half Latin and half Cyrillic, except where an author writes one in pieces; `find_mixed` finds these.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import cyrtranslit

from campaign.files.html import TOKEN

_LETTERS = "a-zčćđšžśź"
_FOREIGN = re.compile(f"[^\\W\\d{_LETTERS}{_LETTERS.upper()}]|[qwxyQWXY_\u0300-\u036f]")
"""A letter that Montenegrin Latin lacks. The underscore stands in names of accounts and files only."""
_TITLE_LETTER = re.compile("[LN]j|Dž")
"""One letter, also in a word in capitals (NjEGOŠ)."""
_INNER_CAPITAL = re.compile(f"[{_LETTERS}][{_LETTERS.upper()}]")
_LIGATURE = re.compile("[\u01c4-\u01cc\ufb00-\ufb06]")
"""dž, lj, nj and fi as one character: compatibility characters that NFC leaves as they are."""
_ROMAN = re.compile("(?=.)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_PART = r"[\w\u0300-\u036f]"
"""A letter, a digit, or a mark that stands on one and that no character has built in."""
_WORD = re.compile(f"{_PART}+")
_SEPARATOR = r"\s?[-–/\u2011]\s?|,\s|\s(?:i|ili|do)\s"


class _Exceptions(NamedTuple):
    """The data file, as patterns."""

    kept: re.Pattern[str]
    """What is not cut into words: what stays Latin, and (group `row`) what may be a row of Roman numerals."""
    seam: re.Pattern[str]
    montenegrin: frozenset[str]
    words_not_numerals: frozenset[str]
    counted: re.Pattern[str]


@lru_cache(maxsize=1)
def _exceptions() -> _Exceptions:
    data: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("cyrillic.toml").read_text("utf-8"))
    kept = (
        r"https?://[^\s<>“”„]+|www\.[^\s<>“”„]+|[\w.+-]+@[\w-]+\.[\w.]+"
        rf"|(?<![\w-])[\w-]+(?:\.[a-z]{{2,}})+(?:/[^\s<>“”„]*)?(?!{_PART})"
        r"|(?<![\w@#])[@#]\w+(?:\.\w+)*"
        rf"|(?<!\w)(?:{_any_of(data['names'])})(?:{_any_of(data['endings'])})?(?!{_PART})"
        rf"|(?<!\w)(?:{_any_of(data['fixed'])})(?!{_PART})"
        rf"|(?P<row>(?<![\w\u0300-\u036f])[IVXLCDM]+(?!{_PART})(?:(?:{_SEPARATOR})[IVXLCDM]+(?!{_PART}))*)"
    )
    # One rule for all of them: a seam is marked with an invisible word joiner, which no digraph reaches across.
    seams = "|".join(f"{left}(?={right})" for left, right in (one.split("|") for one in data["seams"]))
    return _Exceptions(
        re.compile(kept),
        re.compile(rf"(?<!\w)((?:ne|naj)?(?:{seams}))", re.IGNORECASE),
        frozenset(data["montenegrin"]),
        frozenset(data["words_not_numerals"]),
        re.compile(rf"\s(?:{_any_of(data['counted'])})(?!\w)", re.IGNORECASE),
    )


def _any_of(texts: Iterable[str]) -> str:
    """A pattern for any of these, the longest first; a hyphen or a space may be one that does not break."""
    longest = sorted(texts, key=len, reverse=True)
    return "|".join(re.escape(one).replace(r"\-", "[-\u2010\u2011]").replace(r"\ ", "[ \u00a0]") for one in longest)


_PAIR = re.compile("[nN][jJ]|[dD][žŽ]")
_CAPITAL_DIGRAPH = re.compile(
    r"(?<=[A-ZČĆŽŠĐŚŹ])(L|N)J|(L|N)J(?=[A-ZČĆŽŠĐŚŹ])|(?<=[A-ZČĆŽŠĐŚŹ])DŽ|DŽ(?=[A-ZČĆŽŠĐŚŹ])|^(?:LJ|NJ|DŽ)$"
)
_TITLE_DIGRAPH = {"LJ": "Lj", "NJ": "Nj", "DŽ": "Dž"}


def transliterate_text(text: str) -> str:
    """Montenegrin Latin text in Cyrillic; what the rules above name stays as it is."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    parts: list[str] = []
    end = 0
    for kept in _exceptions().kept.finditer(text):
        parts.append(_transliterate(text[end : kept.start()]))
        end = kept.end()
        parts.append(_transliterate_row(kept[0], text, end) if kept["row"] else kept[0])
    parts.append(_transliterate(text[end:]))
    return "".join(parts)


def _transliterate_row(row: str, text: str, end: int) -> str:
    """What may be Roman numerals, in a row (II i III) that ends at `end`: as numerals, or as the words they are."""
    known = _exceptions()
    members = re.findall("[IVXLCDM]+", row)
    is_sure = known.counted.match(text, end) and row != "I"
    is_sure = is_sure or any(len(one) > 1 and one not in known.words_not_numerals for one in members if _is_roman(one))
    return _WORD.sub(lambda match: match[0] if is_sure and _is_roman(match[0]) else _transliterate_word(match[0]), row)


def _is_roman(word: str) -> bool:
    return bool(_ROMAN.fullmatch(word))


def _transliterate(text: str) -> str:
    return _WORD.sub(lambda match: _transliterate_word(match[0]), text)


@lru_cache(maxsize=100_000)
def _transliterate_word(word: str) -> str:
    """No rule reaches further than a word, and a language has fewer words than its pages."""
    if _FOREIGN.search(word):
        return word
    is_name = not word.islower() and _INNER_CAPITAL.search(_TITLE_LETTER.sub("X", word))
    if is_name and word not in _exceptions().montenegrin:
        return word
    # Every seam is within one of these pairs of letters, and few words have them.
    if _PAIR.search(word):
        word = _exceptions().seam.sub("\\1\u2060", word)
    # cyrtranslit writes LJ as ЛЈ; the single letter Љ is right in words all in capitals, and in initials.
    if not word.islower():
        word = _CAPITAL_DIGRAPH.sub(lambda match: _TITLE_DIGRAPH[match[0]], word)
    return str(cyrtranslit.to_cyrillic(word, "me")).replace("\u2060", "")


_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
# Every letter whose name begins with CYRILLIC or GREEK.
_OTHER = (
    "\u0370-\u052f\u1c80-\u1c8f\u1d26-\u1d2b\u1d66-\u1d6a\u1f00-\u1fff\u2de0-\u2dff\ua640-\ua69f\uab65"
    "\U00010140-\U0001018e"
)
OTHER_LETTER = re.compile(f"[{_OTHER}]")
_BESIDE = re.compile(f"[{_OTHER}](?:(?=[{_LATIN}\u0300-\u036f])|(?<=[{_LATIN}\u0300-\u036f].))")
"""Looked for first: it begins with what is rare in most texts."""
_MIXED = re.compile(f"[{_LATIN}][\u0300-\u036f]*[{_OTHER}]|[{_OTHER}][\u0300-\u036f]*[{_LATIN}]")


def mixed_words(text: str) -> list[str]:
    """The words in which letters of two alphabets stand side by side, Latin and Cyrillic or Greek.

    They look right, and no search and no voice finds them: a Cyrillic “а” inside a Latin word, a Latin name with a
    Cyrillic ending.
    """
    # In most texts no letter stands beside one of another alphabet.
    if not _BESIDE.search(text) or not _MIXED.search(text):
        return []
    return [word for word in _WORD.findall(text) if _MIXED.search(word)]


# Elements whose text is never transliterated, and attributes whose text readers do hear or see.
_LATIN_ELEMENTS = {"code", "pre", "kbd", "samp", "script", "style", "svg"}
_SPOKEN_ATTRIBUTES = {"alt", "title", "aria-label", "aria-description", "placeholder"}
_SPOKEN_META = {"description", "og:title", "og:description", "og:site_name", "og:image:alt"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

_ATTRIBUTE = re.compile(r"""(?<=\s)([\w:-]+)="([^"]*)\"""")
_PIECE = re.compile(r"&#?\w+;|[^&]+|&")


def transliterate_html(html: str, source: str) -> str:
    """A fragment of HTML with its Montenegrin text, alternative texts and labels in Cyrillic. `source` is the code of
    the language it is in: what is marked as another one stays as it is."""
    out: list[str] = []
    kept: list[str] = []
    for match in TOKEN.finditer(html):
        token, is_end, name, text = match[0], match[1], match[2], match[5]
        if text:
            out.append(token if kept else _transliterate_node(token))
        elif is_end or not name:
            if kept and (name or "").lower() == kept[-1]:
                kept.pop()
            out.append(token)
        else:
            tag = _read_tag(token, name.lower(), source)
            keep = bool(kept) or tag.stays_latin
            out.append(token if keep else tag.spoken)
            if keep and tag.has_content:
                kept.append(name.lower())
    return "".join(out)


class _Tag(NamedTuple):
    """What a tag that begins an element means for the words in it."""

    stays_latin: bool
    has_content: bool
    """Whether an end tag will follow."""
    spoken: str
    """The tag with the attributes that readers hear or see in Cyrillic."""


@lru_cache(maxsize=20_000)
def _read_tag(token: str, name: str, source: str) -> _Tag:
    attributes = dict(_ATTRIBUTE.findall(token))
    has_content = name not in _VOID and not token.endswith("/>")
    return _Tag(_stays_latin(name, attributes, source), has_content, _speak(token, name, attributes))


@lru_cache(maxsize=20_000)
def _transliterate_node(text: str) -> str:
    # Menus and labels stand in every page, and a page's text is asked for twice: for reading and for search.
    return "".join(one if one[0] == "&" else transliterate_text(one) for one in _PIECE.findall(text))


def _stays_latin(tag: str, attributes: Mapping[str, str], source: str) -> bool:
    """Code, drawings, text marked as another language, and whatever is marked `translate="no"`."""
    lang = attributes.get("lang")
    return (
        tag in _LATIN_ELEMENTS
        or attributes.get("translate") == "no"
        or (lang is not None and not lang.startswith(source))
    )


def _speak(token: str, tag: str, attributes: Mapping[str, str]) -> str:
    is_meta = tag == "meta" and (attributes.get("name") or attributes.get("property")) in _SPOKEN_META

    def spoken(match: re.Match[str]) -> str:
        name, value = match[1], match[2]
        if name in _SPOKEN_ATTRIBUTES or name.startswith("data-say-") or (is_meta and name == "content"):
            value = _transliterate_node(value)
        return f'{name}="{value}"'

    return _ATTRIBUTE.sub(spoken, token) if attributes else token
