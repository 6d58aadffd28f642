"""A page's blocks as translators get them, held against its blocks as readers see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from campaign.checks.rendered import INERT, RenderedPage, is_word
from campaign.files.problems import Problem
from campaign.languages.words import Words
from campaign.pages.lines import LINK_TARGET, running_texts
from campaign.pages.page import SourcePage
from campaign.pages.references import find_references

_OTHERS = re.compile(r"[\W_]+")
_PICTURE = re.compile(r"!\[[^\[\]]*\]")
"""What is said of a picture is an attribute in what is rendered."""
_BOX = re.compile(r"\W*(\w+)")


def check_blocks(page: SourcePage, rendered: RenderedPage, words: Words) -> Iterator[Problem]:
    """Every word of a block as cut is shown, and every word that is shown stands in a block: else translators would get
    another text than readers, and what has changed in it would be nobody's business."""
    # A picture's text is heard where it stands.
    heard = (one for one in rendered.shown if one.kind == "text" or (one.kind, one.tag) == ("attribute", "img"))
    shown = _letters("".join(one.text for one in heard))
    cut = list(_cut(page, words))
    if shown.startswith(_letters("".join(text for _, text in cut))):
        return
    at = 0
    for number, text in cut:
        letters = _letters(text)
        if not shown.startswith(letters, at):
            found = f"readers and translators do not get the same words: {shown[at : at + 40]}"
            fix = "look at signs of Markdown that begin here; write links as [text](page.md), on one line"
            yield page.problem("markdown", found, "Markdown as in WRITING.md", fix, line=number)
            return
        at += len(letters)


def _cut(page: SourcePage, words: Words) -> Iterator[tuple[int, str]]:
    """(line, text) of every block and of every line of code, in order."""
    own = {parts[0][0]: parts for parts in running_texts(page.lines)}
    for at, line in enumerate(page.lines):
        if line.kind == "code":
            yield line.number, line.text
        elif line.kind == "table row":
            yield from ((line.number, _said(line.text[start:end])) for start, end in line.cells)
        elif line.kind == "box" and not line.own_text and (kind := _BOX.match(line.text)):
            key = f"box_{kind[1]}"
            yield line.number, words[key] if key in words else kind[1]
        elif line.kind != "definition":
            text = "\n".join(page.lines[index].text[start:end] for index, start, end in own.get(at, ()))
            yield line.number, _said(text)


def _said(text: str) -> str:
    """The words of a block: without the targets of its links; of its references those in another language."""
    for one in find_references(text) if "{{" in text else ():
        text = text.replace(one.text, one.target if is_word(one) else INERT, 1)
    return unescape(_PICTURE.sub("", LINK_TARGET.sub("]", text)) if "[" in text else text)


def _letters(text: str) -> str:
    # Without spaces first: they are most of it, and cost least so.
    return _OTHERS.sub("", "".join(text.split()))
