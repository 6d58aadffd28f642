"""Words that a language borrows from the source, because it has none of its own yet, say in a page whose they are: a
screen reader speaks them as what they are, and a translator of the browser knows what to do."""

from __future__ import annotations

import re
from html import unescape

from campaign.files.html import TOKEN
from campaign.languages.words import Words

_TEXT_ALONE = frozenset({"title", "option", "textarea", "script", "style"})
"""Elements in which no other one can stand."""
_NOT_LEFT = frozenset({"html", "img", "input", "link", "meta"})
_LANG = re.compile(r"\slang=")
_PLACEHOLDER = re.compile(r"\\\{\w+\\\}")
_LETTER = re.compile(r"[^\W\d_]")


def mark_borrowed(html: str, words: Words, source: str) -> str:
    """The page with every text that is a borrowed word, and nothing else, marked as being of the language `source`."""
    borrowed = [text for key, text in words.source.items() if not words.texts.get(key) and _LETTER.search(text)]
    if not borrowed:
        return html
    known = re.compile("|".join(_PLACEHOLDER.sub(".+?", re.escape(one)) for one in borrowed), re.DOTALL)
    out: list[str] = []
    inside: list[str] = []
    """The element that is left as it is, and those of its name in it."""
    for match in TOKEN.finditer(html):
        token, is_end, name, rest, _, text = match.group(0, 1, 2, 3, 4, 5)
        name = (name or "").lower()
        if text is None:
            if is_end and inside and name == inside[-1]:
                inside.pop()
            elif not is_end and name and (name == (inside or [""])[-1] or (not inside and _is_left(name, rest))):
                inside.append(name)
        elif not inside and known.fullmatch(unescape(text).strip()):
            bare = text.strip()
            token = text.replace(bare, f'<bdi lang="{source}">{bare}</bdi>', 1)
        out.append(token)
    return "".join(out)


def _is_left(name: str, rest: str) -> bool:
    """Whether what stands in an element is left as it is: it has no other elements, or says its own language."""
    return name in _TEXT_ALONE or (name not in _NOT_LEFT and bool(_LANG.search(rest)))
