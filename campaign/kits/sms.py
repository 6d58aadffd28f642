"""A guide as text messages for phones without the internet, each short enough to be one, and as words to read out.

How much fits into one is ETSI TS 123 038 (3GPP TS 23.038): 160 characters of the GSM alphabet, those of its extension
table counting twice, else 70 of UCS-2. Each part is a message of its own, numbered, so that it says something alone.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from campaign.kits.contacts import main_number
from campaign.kits.edition import Edition
from campaign.kits.files import Kit, all_kits
from campaign.kits.sheets import first_actions, letter_words
from campaign.kits.text import text_of
from campaign.model.campaign import Campaign
from campaign.model.permalinks import permalink
from campaign.model.shown import main_group
from campaign.views.views import Views

GSM_ROOM, UCS2_ROOM = 160, 70
_NUMBERED = len("99/99 ")
BETWEEN = "\n\n* * *\n\n"
"""Parts messages where they stand below each other: a number at the end of one is not to run into the next."""
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")
"""Characters that are written with two."""
_PLAINER = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " ", "\u202f": " "}
)
"""Signs that the GSM alphabet has in a plainer form. Letters stay as they are: č is no c."""


class Script(NamedTuple):
    """The messages of a guide in one language: the alphabet and its `room`, and the parts."""

    alphabet: str
    room: int
    parts: tuple[str, ...]


def is_gsm(text: str) -> bool:
    """Whether a text can be written in the GSM alphabet."""
    return all(one in _GSM or one in _EXTENSION for one in text)


def characters(text: str, *, gsm: bool) -> int:
    """How much of a message's room a text takes: in the GSM alphabet, or in UCS-2, where an emoji counts twice."""
    return len(text) + sum(one in _EXTENSION for one in text) if gsm else len(text.encode("utf-16-be")) // 2


def script_of(sentences: Iterable[str]) -> Script:
    """Messages from these sentences, as many of them in each as fit; a sentence stays whole where it can."""
    plain = [unicodedata.normalize("NFC", one.translate(_PLAINER)).strip() for one in sentences]
    gsm = all(map(is_gsm, plain))
    room = GSM_ROOM if gsm else UCS2_ROOM
    parts: list[str] = []
    for piece in (piece for one in plain if one for piece in _pieces(one, room - _NUMBERED, gsm=gsm)):
        joined = f"{parts[-1]}\n{piece}" if parts else piece
        if parts and characters(joined, gsm=gsm) <= room - _NUMBERED:
            parts[-1] = joined
        else:
            parts.append(piece)
    if len(parts) > 1:
        parts = [f"{number}/{len(parts)} {one}" for number, one in enumerate(parts, 1)]
    return Script("GSM 7-bit" if gsm else "UCS-2", room, tuple(parts))


def _pieces(text: str, room: int, *, gsm: bool) -> Iterator[str]:
    """A text that fits, or what of it fits, cut between words; a word without end is cut in itself."""
    rest = text
    while characters(rest, gsm=gsm) > room:
        end = next(end for end in range(len(rest), 0, -1) if characters(rest[:end], gsm=gsm) <= room)
        space = rest.rfind(" ", 1, end + 1)
        cut = space if space > 0 else end
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()
    if rest:
        yield rest


def sms_script(views: Views, kit: Kit) -> Script:
    """The messages of a kit: the title, the first things to do, the number to call, and the guide's address."""
    return script_of([kit.title, *_advice(views, kit), *_number(views, kit), *_address(views, kit)])


def phone_text(views: Views, kit: Kit) -> str:
    """The same to read out: the first things to do by number, then whom to call."""
    words = letter_words(kit.page, Edition(views, kit.language))
    steps = "\n".join([words["first"], *(f"{number}. {one}" for number, one in enumerate(_advice(views, kit), 1))])
    number = _number(views, kit)
    return "\n\n".join([kit.title, steps, *(["\n".join([words["help"], *number])] if number else [])])


def _advice(views: Views, kit: Kit) -> list[str]:
    return first_actions(text_of(kit.page, Edition(views, kit.language))) or [kit.description]


def _number(views: Views, kit: Kit) -> list[str]:
    """Whom to call, and the number on a line of its own, in one piece: a number right behind "4/4" would be dialled
    with it."""
    edition = Edition(views, kit.language)
    found = main_number(edition, main_group(views.campaign, kit.page))
    if found is None:
        return []
    # Amid Arabic a number of several groups would be shown back to front.
    rest = f"{edition.words['colon']}\n{kit.language.plain(found['number'])}"
    room = UCS2_ROOM - _NUMBERED - len(rest)
    return [(found["whom"] if len(found["whom"]) <= room else found["kind"][:room]) + rest]


def _address(views: Views, kit: Kit) -> list[str]:
    base = views.campaign.settings.site_url
    return [base + permalink(kit.page.meta.id, kit.language, way="message")] if base else []


def urgent_kits(campaign: Campaign) -> list[Kit]:
    """The kits of guides that cannot wait."""
    return [kit for kit in all_kits(campaign) if kit.page.meta.id in campaign.urgent]


def render_messages(views: Views) -> bytes:
    """Every script for programs that send messages: by the id of the guide, then by language."""
    guides: dict[str, dict[str, object]] = {}
    for kit in urgent_kits(views.campaign):
        script = sms_script(views, kit)
        parts = [{"text": one, "characters": characters(one, gsm=script.room == GSM_ROOM)} for one in script.parts]
        guides.setdefault(kit.page.meta.id, {})[kit.language.code] = {
            "alphabet": script.alphabet, "room": script.room, "parts": parts, "phone": phone_text(views, kit),
        }  # fmt: skip
    data = {
        "title": "Guides as text messages, and to read out on the phone", "licence": "CC BY 4.0",
        "built_on": views.campaign.today.isoformat(), "guides": guides,
    }  # fmt: skip
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
