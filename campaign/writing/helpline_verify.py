"""Whether a contact still stands on the pages it was read on: `campaign helplines verify`.

A program reads the page of the source and the service's own. It never calls, and never says that somebody has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from campaign.facts.helplines import Helpline
from campaign.files.web import Answer, Visitor

Verdict = Literal["still there", "changed", "gone", "unreachable"]
AT_ONCE = 8
"""So many hosts are visited at the same time; each has one request after the other."""


class Seen(NamedTuple):
    """What a program found of a contact: the verdict of its source, and, in words, what of the service's own page."""

    id: str
    verdict: Verdict
    why: str
    own: str = ""


def verify(
    contacts: Iterable[Helpline], visitor: Callable[[], Visitor], tell: Callable[[Seen], object] = lambda _: None
) -> list[Seen]:
    """Look at every contact, hosts side by side; each finding is told as soon as it is there."""

    def host(one: Helpline) -> str:
        return urlsplit(one.source.url).netloc

    groups = [[*group] for _, group in groupby(sorted(contacts, key=lambda one: (host(one), one.id)), key=host)]

    def look_at(group: list[Helpline]) -> list[Seen]:
        guest = visitor()
        return [_see(one, guest) for one in group]

    found = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for seen in pool.map(look_at, groups):
            for one in seen:
                tell(one)
                found.append(one)
    return sorted(found)


def _see(one: Helpline, guest: Visitor) -> Seen:
    answer = guest.read(one.source.url)
    verdict, why = judge(answer, one.phone, one.source.quote)
    return Seen(one.id, verdict, why, _own(one, guest) if one.url and one.url != one.source.url else "")


def _own(one: Helpline, guest: Visitor) -> str:
    answer = guest.read(one.url or "")
    if answer.status != 200 or answer.problem:
        return answer.problem or f"its site answers {answer.status}"
    if not one.phone:
        return "its site answers"
    return (
        "its site says the number"
        if has_number(shown_text(answer.content), one.phone)
        else "its site does not say the number"
    )


def judge(answer: Answer, phone: str | None, quote: str) -> tuple[Verdict, str]:
    """What an answer says of a number and of the words in which it was read."""
    if answer.status in (404, 410):
        return "gone", f"the page is not there any more ({answer.status})"
    if answer.problem or answer.status != 200:
        return "unreachable", answer.problem or f"the page answers {answer.status}"
    text = shown_text(answer.content)
    has_quote = folded(quote) in text
    if phone and not has_number(text, phone):
        return "gone", "the number does not stand on the page"
    if has_quote:
        return "still there", "the page says it in the same words"
    return ("changed", "the page says the number in other words") if phone else ("gone", "the words do not stand there")


def shown_text(content: bytes) -> str:
    """The words of a page, made even; of HTML those that readers see, and the numbers that its links dial."""
    # Imported when needed: the command line starts without it.
    from lxml import etree, html

    if not content.strip():
        return ""
    try:
        tree: Any = html.document_fromstring(_decoded(content))
        for hidden in tree.xpath("//script|//style|//noscript|//template|//comment()"):
            hidden.drop_tree()
        dialled = [str(one).partition(":")[2] for one in tree.xpath("//a[starts-with(@href, 'tel:')]/@href")]
        text = " ".join([*tree.itertext(), *dialled])
    except (etree.LxmlError, ValueError):
        text = content.decode(errors="replace")
    return folded(text)


def _decoded(content: bytes) -> str | bytes:
    """UTF-8 as a text, cut where reading stopped; anything else as it came: it says itself what it is."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        if error.start < len(content) - 4:
            return content
        text = content[: error.start].decode()
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


def folded(text: str) -> str:
    """Small letters, one space between words, one kind of quotation mark and of dash."""
    plain = "".join(_signs(text))
    return re.sub(r"\s+([.,;:!?])", r"\1", " ".join(plain.split()))


def _signs(text: str) -> Iterator[str]:
    for sign in unicodedata.normalize("NFKC", text).casefold():
        category = unicodedata.category(sign)
        if category != "Cf":
            yield "-" if category == "Pd" else '"' if category in ("Pi", "Pf") or sign in "'’\"„" else sign


def has_number(text: str, phone: str) -> bool:
    """Whether a number stands in a text, however its digits are grouped, and not as a part of another number."""
    digits = r"[\s().\-/]{0,3}".join(phone)
    # The code of the country may stand before it, without the nought.
    abroad = r"[\s().\-/]{0,3}".join(phone.removeprefix("0"))
    return bool(
        re.search(rf"(?<![\d+]){digits}(?!\d)|(?:\+|\b00)\d{{1,3}}[\s().\-/]{{0,3}}(?:0\)?[\s]?)?{abroad}(?!\d)", text)
    )
