"""Montenegrin in Cyrillic, made from its Latin text.

cyrtranslit knows the letters; here stand the cases a letter table cannot know: capital digraphs, prefixes that end
in the letter their root begins with (in|jekcija is not инјекција's њ), and words that stay Latin.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import cyrtranslit

# Stems in which nj, lj or dž are two letters, because a prefix ends where the root begins; "|" marks the seam.
# Source of the list: the orthography's rule for prefixes in-, kon-, van-, nad-, pod-, od- before j and ž.
_SEAMS = (
    "in|jek", "in|jic", "kon|jug", "kon|junk", "kon|jektur", "van|jezič", "tan|jug",
    "nad|živ", "nad|žet", "nad|žnj", "nad|žup", "pod|žup", "pod|žanr", "pod|žeg", "od|žal", "od|živ",
)  # fmt: skip
_SEAM_RULES = [
    (re.compile(r"(?<!\w)((?:ne|naj)?" + left + ")(" + right + ")", re.IGNORECASE), r"\1" + "\u2060" + r"\2")
    for left, right in (seam.split("|") for seam in _SEAMS)
]

# Names and abbreviations that Montenegrin readers know in Latin letters; with their case endings (WhatsApp-u).
LATIN_WORDS = (
    "WhatsApp", "Viber", "Telegram", "Signal", "Instagram", "Facebook", "Messenger", "TikTok", "YouTube", "Snapchat",
    "Discord", "Roblox", "Minecraft", "Fortnite", "Steam", "Google", "Apple", "Android", "iPhone", "iPad", "iOS",
    "Windows", "Microsoft", "Xbox", "PlayStation", "Nintendo", "ChatGPT", "Netflix", "Twitch", "Take It Down",
    "StopNCII", "Safe.si", "INHOPE", "INTERPOL", "UNICEF", "Europol", "IWF", "ICMEC", "NCMEC", "HBSC", "EU Kids Online",
    "Global Kids Online", "MkDocs", "Material for MkDocs", "mkdocs-static-i18n", "Markdown", "GitHub",
    "Creative Commons", "CC BY", "MIT", "WCAG", "PDF", "QR", "URL", "HTML", "CSS", "JavaScript", "SMS", "PIN", "SIM",
    "Wi-Fi", "Bluetooth",
    "GPS", "USB", "Shift", "Esc", "Scratch", "Python", "Odklikni!", "SafeBorders", "Insafe", "ECPAT", "ID",
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


def _transliterate(text: str) -> str:
    if not text:
        return text
    for pattern, replacement in _SEAM_RULES:
        text = pattern.sub(replacement, text)
    # cyrtranslit writes LJ as ЛЈ; the single letter Љ is right in words all in capitals.
    text = _CAPITAL_DIGRAPH.sub(lambda match: _TITLE_DIGRAPH[match[0]], text)
    return str(cyrtranslit.to_cyrillic(text, "me")).replace("\u2060", "")


# Elements whose text is never transliterated, and attributes whose text readers do hear or see.
_LATIN_ELEMENTS = {"code", "pre", "kbd", "samp", "script", "style", "svg"}
_SPOKEN_ATTRIBUTES = {"alt", "title", "aria-label", "aria-description", "placeholder"}
_SPOKEN_META = {"description", "og:title", "og:description", "og:site_name", "og:image:alt"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class _Transliterator(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.kept: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        keep = bool(self.kept) or _stays_latin(tag, attrs)
        values = dict(attrs)
        spoken_meta = tag == "meta" and (values.get("name") or values.get("property")) in _SPOKEN_META
        for name, value in attrs:
            if (
                value
                and not keep
                and (name in _SPOKEN_ATTRIBUTES or name.startswith("data-say-") or (spoken_meta and name == "content"))
            ):
                raw = raw.replace(f'{name}="{value}"', f'{name}="{transliterate_text(value)}"')
        self.out.append(raw)
        if keep and tag not in _VOID and not raw.endswith("/>"):
            self.kept.append(tag)

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        if self.kept and tag == self.kept[-1]:
            self.kept.pop()
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.out.append(data if self.kept else transliterate_text(data))

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")


def _stays_latin(tag: str, attrs: list[tuple[str, str | None]]) -> bool:
    """Code, drawings, text marked as another language, and whatever is marked `translate="no"`."""
    values = dict(attrs)
    lang = values.get("lang")
    return (
        tag in _LATIN_ELEMENTS or values.get("translate") == "no" or (lang is not None and not lang.startswith("cnr"))
    )


def transliterate_html(html: str) -> str:
    """A fragment of HTML with its Montenegrin text, alternative texts and labels in Cyrillic."""
    parser = _Transliterator()
    parser.feed(html)
    parser.close()
    return "".join(parser.out)
