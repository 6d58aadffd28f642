"""How easy a text is to read, as a figure with a target.

LIX (C. H. Björnsson, “Läsbarhet”, 1968): words per sentence + 100 × words of more than six letters ÷ words. It needs no
syllables and was made to compare languages; Björnsson's scale: below 30 very easy, 30–40 easy, 40–50 medium, above 60
very hard. Long words are ordinary in some languages, so the target differs (the vocabulary has it); of some only the
sentences are measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import combining

from campaign.facts.vocabulary import Reading as Targets
from campaign.files.problems import Problem
from campaign.pages.lines import LINK_TARGET, Line, prose_lines, running_texts
from campaign.pages.page import SourcePage

LONG_WORD = 6
"""Letters; a longer word counts as long."""
MAX_SENTENCE = 16.0
"""Words per sentence on average, every language."""
FEW_WORDS = 60
"""A shorter text has no meaningful average."""

SHORT_SENTENCE = 4
"""Words, as English counts them; of sentences as short as this, a text that flows has few."""
MOST_SHORT = 0.2
FEW_SENTENCES = 8
"""Fewer have no rhythm to measure."""

_STEP = re.compile(r"\s*\d+[.)]\s")
_LABEL = re.compile(r"\s*\*\*[^*]*[.?!:؟]\*\*|\s*\*\*[^*]*\*\*\s*:")
"""What an item begins with in bold type, as a heading of its own."""
_REFERENCE = re.compile(r"\{\{.*?\}\}")
_LINK = re.compile(rf"\[([^\[\]]*){LINK_TARGET.pattern}")
_TITLE = re.compile("\0[^\0]*\0")
"""A link's words, between two signs that no text has."""
_WITHIN = re.compile(r"[.!?؟…]+(?=\s*\S)")
"""The marks within a title: they end no sentence around it."""
_FLOW_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FLOW_END = re.compile(r"[.!?؟…]+[“”„«»›‹\"')\0\s]*(?=\s|$)")
"""As Unicode has it (UAX #29, SB8 and SB8a): a colon leads on, and a full stop before a small letter (“npr. slika”,
“9. februar”) ends nothing. LIX counts otherwise, by its own definition."""
_SENTENCE_END = re.compile(r"[.!?:؟…]+(?=\s|$|[“”»\"')])")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LETTER = re.compile(r"[^\W\d_]")
_MARKUP = re.compile(rf"{LINK_TARGET.pattern}|\]|\[|\*|_|>|#|\||`|\{{\{{.*?\}}\}}|\{{#.*?\}}")
"""Each begins with a sign of its own, and not with one of a set: only then are these looked for all at once."""


class Reading(NamedTuple):
    """A text's figures: words, words per sentence, and LIX."""

    words: int
    sentence_length: float
    lix: float


def measure_reading(lines: Iterable[str]) -> Reading:
    """Measure Markdown text; every list item, table cell and heading counts as a sentence of its own."""
    text = _MARKUP.sub(" ", "\n".join(lines).replace("|", "\n")).replace("\n", ".\n")
    words = _WORD.findall(text)
    if not words:
        return Reading(0, 0.0, 0.0)
    long_words = [word for word in words if len(word) > LONG_WORD]
    sentences = [part for part in _SENTENCE_END.split(text) if _LETTER.search(part)]
    sentence_length = len(words) / len(sentences)
    return Reading(len(words), sentence_length, sentence_length + 100 * len(long_words) / len(words))


class Flow(NamedTuple):
    """How the sentences of a text run where it flows: their number, words per sentence, and the share of short ones."""

    sentences: int
    length: float
    short: float


def measure_flow(lines: Sequence[Line], most_short: float = SHORT_SENTENCE) -> Flow:
    """Measure what is running text: whole sentences in paragraphs and plain lists.

    No steps, headings, tables and code; no quotation, which is something to say aloud; no item that begins with a link,
    nor bold words at a beginning: these are labels; nothing without an end, such as `You can say:` above a list, and
    the items of that list; no sentence that is hardly more than titles of pages: `Read on: [Report it](report.md)`.
    A reference in a sentence counts as one word.
    """
    lengths = [
        _count(sentence) for text in _flowing(lines) for sentence in _sentences(text) if not _is_signpost(sentence)
    ]
    lengths = [count for count in lengths if count]
    if not lengths:
        return Flow(0, 0.0, 0.0)
    short = sum(length <= most_short for length in lengths)
    return Flow(len(lengths), sum(lengths) / len(lengths), short / len(lengths))


def _flowing(lines: Sequence[Line]) -> Iterator[str]:
    for parts in running_texts(lines):
        kind, is_step = lines[parts[0][0]].kind, _STEP.match(lines[parts[0][0]].text)
        text = " ".join(lines[index].text[start:end] for index, start, end in parts)
        if kind == "text" or (kind == "list item" and not is_step and not text.startswith("[")):
            yield _LABEL.sub("", text, count=1)


def _sentences(text: str) -> Iterator[str]:
    # Without the vowel signs of Arabic, which are no letters and would cut a word in two.
    plain = "".join(sign for sign in text if not combining(sign))
    plain = _LINK.sub(lambda link: f"\0{_WITHIN.sub('', link[1])}\0", _REFERENCE.sub(" x ", plain))
    plain = _MARKUP.sub(" ", plain).replace("\\", "")
    start = 0
    for end in _FLOW_END.finditer(plain):
        if not plain[end.end() :].lstrip()[:1].islower():
            yield plain[start : end.end()]
            start = end.end()


def _count(sentence: str) -> int:
    """Its words; none in a number alone, such as that of a question."""
    return len(_FLOW_WORD.findall(sentence)) if _LETTER.search(sentence) else 0


def _is_signpost(sentence: str) -> bool:
    return "\0" in sentence and _count(_TITLE.sub(" ", sentence)) <= SHORT_SENTENCE


def check_reading(page: SourcePage, targets: Targets) -> Iterator[Problem]:
    """A warning where a page is harder to read than its target; without one, only its sentences count."""
    is_easy = page.meta.easy_of is not None
    target = targets.target(page.language, is_easy=is_easy)
    wanted = targets.sentences_for(page.language, (), is_easy=True) if is_easy else None
    most = wanted.at_most if wanted else MAX_SENTENCE
    reading = measure_reading(line for _, line in prose_lines(page.lines))
    if reading.words < FEW_WORDS:
        return
    if reading.sentence_length > most:
        found, expected = f"{reading.sentence_length:.1f} words per sentence", f"at most {most:.0f} on average"
        yield page.problem("reading-ease", found, expected, "cut long sentences in two", severity="warning")
    if target is not None and reading.lix > target:
        found, expected = f"a reading ease (LIX) of {reading.lix:.0f}", f"at most {target:.0f} in this language"
        yield page.problem(
            "reading-ease", found, expected, "use shorter words and shorter sentences", severity="warning"
        )
