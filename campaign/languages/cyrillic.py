"""Montenegrin in Cyrillic, made from its Latin text.

cyrtranslit knows the letters; here stand the cases a letter table cannot know: capital digraphs, prefixes that end
in the letter their root begins with (in|jekcija is not инјекција's њ), and words that stay Latin.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import cyrtranslit

# Stems in which nj, lj or dž are two letters, because a prefix ends where the root begins; "|" marks the seam.
# Source of the list: the orthography's rule for prefixes in-, kon-, van-, nad-, pod-, od- before j and ž.
_SEAMS = (
    "in|jek", "in|jic", "kon|jug", "kon|junk", "kon|jektur", "van|jezič", "tan|jug",
    "nad|živ", "nad|žet", "nad|žnj", "nad|žup", "pod|žup", "pod|žanr", "pod|žeg", "od|žal", "od|živ",
)  # fmt: skip
# One rule for all of them: a seam is marked with an invisible word joiner, which no digraph reaches across.
_SEAM = re.compile(
    r"(?<!\w)((?:ne|naj)?(?:"
    + "|".join(f"{left}(?={right})" for left, right in (one.split("|") for one in _SEAMS))
    + "))",
    re.IGNORECASE,
)
_PAIR = re.compile("[nN][jJ]|[dD][žŽ]")

# Names and abbreviations that Montenegrin readers know in Latin letters; with their case endings (WhatsApp-u).
LATIN_WORDS = (
    "WhatsApp", "Viber", "Telegram", "Signal", "Instagram", "Facebook", "Messenger", "TikTok", "YouTube", "Snapchat",
    "Discord", "Roblox", "Minecraft", "Fortnite", "Steam", "Google", "Apple", "Android", "iPhone", "iPad", "iOS",
    "Windows", "Microsoft", "Xbox", "PlayStation", "Nintendo", "ChatGPT", "Netflix", "Twitch", "Take It Down",
    "StopNCII", "Safe.si", "INHOPE", "INTERPOL", "UNICEF", "Europol", "IWF", "ICMEC", "NCMEC", "HBSC", "EU Kids Online",
    "Global Kids Online", "MkDocs", "Material for MkDocs", "mkdocs-static-i18n", "Markdown", "GitHub",
    "Creative Commons", "CC BY", "MIT", "Nu Html Checker",
    "WCAG", "PDF", "QR", "URL", "HTML", "CSS", "JavaScript", "SMS", "PIN", "SIM",
    "Wi-Fi", "Bluetooth",
    "GPS", "USB", "SVG", "PNG", "ZIP", "TXT", "JSON", "Atom", "iCalendar", "Ctrl+C",
    "Shift", "Esc", "Scratch", "Python", "Odklikni!", "SafeBorders", "Insafe", "ECPAT", "ID",
    # Contacts and surveys that keep their own names.
    "Spletno oko", "TOM telefon", "TOM",
    "SIC Albania", "e-Enfance", "Allô Enfance en Danger", "PHAROS", "Point de Contact", "Safer Internet France",
    "Red Button", "CNZD", "Childline by ISPCC", "Childline Thailand (Saidek 1387)", "Childline", "NSPCC Helpline",
    "NSPCC", "Internet Watch Foundation", "UK Safer Internet Centre", "POSH", "Report Remove", "Telefono Azzurro",
    "Clicca e Segnala", "Stop-it", "Save the Children Italia", "Generazioni Connesse", "Emergenza Infanzia",
    "SOS-Criança", "SOS Criança Desaparecida", "Linha Internet Segura", "Webwise", "Alarmtelefonen", "Kripos",
    "ANAR", "INCIBE", "Nummer gegen Kummer", "eco, FSM", "klicksafe", "Medienanstalt Rheinland-Pfalz",
    "Rat auf Draht", "Stopline", "ANNA 1810", "Policía Nacional del Perú", "Grooming Argentina", "IWF Argentina",
    "Te Protejo México", "Línea Azul", "INAU", "ThaiHotline", "Childhelp", "CyberTipline", "Kids Help Phone",
    "Kids Helpline", "eSafety Commissioner", "Triple Zero", "Ipsos", "Disrupting Harm",
)  # fmt: skip
_KEPT = re.compile(
    r"https?://[^\s<>“”„]+|www\.[^\s<>“”„]+|[\w.+-]+@[\w-]+\.[\w.]+"
    r"|(?<![\w-])[\w-]+(?:\.[a-z]{2,})+(?:/[^\s<>“”„]*)?(?!\w)"
    r"|(?<!\w)(?:" + "|".join(re.escape(word) for word in sorted(LATIN_WORDS, key=len, reverse=True)) + r")(?!\w)"
    r"|(?<!\w)[IVXLCDM]{2,}(?!\w)"
)
_CAPITAL_DIGRAPH = re.compile(r"(?<=[A-ZČĆŽŠĐŚŹ])(L|N)J|(L|N)J(?=[A-ZČĆŽŠĐŚŹ])|(?<=[A-ZČĆŽŠĐŚŹ])DŽ|DŽ(?=[A-ZČĆŽŠĐŚŹ])")
_TITLE_DIGRAPH = {"LJ": "Lj", "NJ": "Nj", "DŽ": "Dž"}


def transliterate_text(text: str) -> str:
    """Montenegrin Latin text in Cyrillic; addresses, brand names and Roman numerals stay as they are."""
    parts: list[str] = []
    end = 0
    for kept in _KEPT.finditer(text):
        parts += [_transliterate(text[end : kept.start()]), kept[0]]
        end = kept.end()
    parts.append(_transliterate(text[end:]))
    return "".join(parts)


_WORD = re.compile(r"\w+")


def _transliterate(text: str) -> str:
    return _WORD.sub(lambda match: _transliterate_word(match[0]), text)


@lru_cache(maxsize=100_000)
def _transliterate_word(word: str) -> str:
    """No rule reaches further than a word, and a language has fewer words than its pages."""
    # Every seam is within one of these pairs of letters, and few words have them.
    if _PAIR.search(word):
        word = _SEAM.sub("\\1\u2060", word)
    # cyrtranslit writes LJ as ЛЈ; the single letter Љ is right in words all in capitals.
    if not word.islower():
        word = _CAPITAL_DIGRAPH.sub(lambda match: _TITLE_DIGRAPH[match[0]], word)
    return str(cyrtranslit.to_cyrillic(word, "me")).replace("\u2060", "")


# Elements whose text is never transliterated, and attributes whose text readers do hear or see.
_LATIN_ELEMENTS = {"code", "pre", "kbd", "samp", "script", "style", "svg"}
_SPOKEN_ATTRIBUTES = {"alt", "title", "aria-label", "aria-description", "placeholder"}
_SPOKEN_META = {"description", "og:title", "og:description", "og:site_name", "og:image:alt"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


_TOKEN = re.compile(r"<!--.*?-->|<(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>|&#?\w+;|[^<&]+|[<&]", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_ATTRIBUTE = re.compile(r"""(?<=\s)([\w:-]+)="([^"]*)\"""")
_PIECE = re.compile(r"&#?\w+;|[^&]+|&")


def transliterate_html(html: str, source: str) -> str:
    """A fragment of HTML with its Montenegrin text, alternative texts and labels in Cyrillic. `source` is the code of
    the language it is in: what is marked as another one stays as it is."""
    out: list[str] = []
    kept: list[str] = []
    for token in _TOKEN.findall(html):
        if token[0] == "<":
            tag = _read_tag(token, source)
            if tag.is_end:
                if kept and tag.name == kept[-1]:
                    kept.pop()
                out.append(token)
            else:
                keep = bool(kept) or tag.stays_latin
                out.append(token if keep else tag.spoken)
                if keep and tag.has_content:
                    kept.append(tag.name)
        elif token[0] == "&" or kept:
            out.append(token)
        else:
            out.append(_transliterate_node(token))
    return "".join(out)


class _Tag(NamedTuple):
    """What a tag, or what only looks like one, means for the words around it."""

    name: str
    is_end: bool
    stays_latin: bool
    has_content: bool
    """Whether an end tag will follow."""
    spoken: str
    """The tag with the attributes that readers hear or see in Cyrillic."""


@lru_cache(maxsize=20_000)
def _read_tag(token: str, source: str) -> _Tag:
    tag = _TAG.match(token)
    if tag is None:
        return _Tag("", is_end=False, stays_latin=False, has_content=False, spoken=token)
    name = tag[2].lower()
    if tag[1]:
        return _Tag(name, is_end=True, stays_latin=False, has_content=False, spoken=token)
    attributes = dict(_ATTRIBUTE.findall(token))
    has_content = name not in _VOID and not token.endswith("/>")
    return _Tag(name, False, _stays_latin(name, attributes, source), has_content, _speak(token, name, attributes))


@lru_cache(maxsize=20_000)
def _transliterate_node(text: str) -> str:
    # Menus and labels stand in every page, and a page's text is asked for twice: for reading and for search.
    return transliterate_text(text)


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
            value = "".join(one if one[0] == "&" else transliterate_text(one) for one in _PIECE.findall(value))
        return f'{name}="{value}"'

    return _ATTRIBUTE.sub(spoken, token) if attributes else token
