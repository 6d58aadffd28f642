"""The translation memory: every text of the campaign that is translated, with who did it; and what it suggests.

Only what says the same as its source now is in it: not what is out of date.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

import polib
from lxml import etree

from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.pages.blocks import unwrap
from campaign.translation.alignment import align_page
from campaign.translation.catalog_files import INTERFACE
from campaign.translation.word_locks import changed_words, known_texts

LEAST = 75
"""How much alike two texts are, in percent, that one is worth suggesting for the other."""
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CANDIDATES = 8
"""Of so many texts that share most words with one it is looked in which order these stand."""
_WORD = re.compile(r"\w+|[^\w\s]")


class Known(NamedTuple):
    """A text and its translation: where they stand (the title of a page, "interface"), by whom, and who has read it."""

    source: str
    target: str
    where: str
    by: str
    reviewer: str | None = None


class Suggestion(NamedTuple):
    """What the memory knows of a text, and how much alike the two sources are, in percent."""

    known: Known
    percent: int


def known_translations(campaign: Campaign, language: Language) -> Iterator[Known]:
    """Everything that is translated into a language and up to date."""
    source, code = campaign.settings.source.code, language.code
    for (folder, path), page in sorted(campaign.pages.items()):
        original = campaign.pages.get((source, path))
        if folder != code or original is None or campaign.is_taken_back(path):
            continue
        by = page.meta.translated_by or ""
        for pair in align_page(original, page, campaign.locks.get(code, {}).get(original.meta.id)).pairs:
            if pair.target and pair.is_current:
                texts = unwrap(pair.source.text), unwrap(pair.target.text)
                yield Known(*texts, original.meta.title, by, page.meta.reviewed_by)
    words, lock = campaign.words, campaign.word_locks.get(code, {})
    tables = [(INTERFACE, words[source].texts, words[code].texts if code in words else {})]
    facts = known_texts(campaign)
    tables.append(("contacts, figures and links", facts.get(source, {}), facts.get(code, {})))
    for where, here, there in tables:
        changed = {*changed_words(here, lock)}
        yield from (
            Known(text, there[key], where, "") for key, text in here.items() if there.get(key) and key not in changed
        )


class Memory:
    """What is known of one language, by the source's text; of two translations of a text, a person's comes first."""

    def __init__(self, known: Iterable[Known]):
        self._known: dict[str, Known] = {}
        for one in sorted(known, key=lambda one: (one.by == "machine", not one.reviewer)):
            self._known.setdefault(one.source, one)
        self._words = {text: _WORD.findall(text) for text in self._known}
        self._texts_with: dict[str, set[str]] = {}
        for text, words in self._words.items():
            for word in words:
                self._texts_with.setdefault(word, set()).add(text)

    def suggest(self, text: str, least: int = LEAST) -> Suggestion | None:
        """The translation of this text, or of the one most like it, word by word, if that is alike enough."""
        if text in self._known:
            return Suggestion(self._known[text], 100)
        words = _WORD.findall(text)
        shared = Counter(one for word in {*words} for one in self._texts_with.get(word, ()))
        nearest = sorted(shared, key=lambda one: (abs(len(self._words[one]) - len(words)) - 2 * shared[one], one))
        best, percent = None, least - 1
        for one in nearest[:_CANDIDATES]:
            alike = int(100 * SequenceMatcher(None, self._words[one], words, autojunk=False).ratio())
            if alike > percent:
                best, percent = self._known[one], alike
        return Suggestion(best, min(99, percent)) if best else None


def fill_gaps(catalog: polib.POFile, memory: Memory, least: int = LEAST) -> int:
    """Fill empty texts of a catalogue with what the memory suggests, marked fuzzy, with where it is from; how many."""
    count = 0
    for entry in catalog:
        suggestion = None if entry.msgstr or entry.obsolete else memory.suggest(entry.msgid, least)
        if suggestion:
            known, percent = suggestion
            entry.msgstr, entry.flags = known.target, [*entry.flags, "fuzzy"]
            by = f", translated by {known.by}" if known.by else ""
            entry.tcomment = f"Suggested from “{known.where}”{by}: {percent} % alike."
            if percent < 100:
                entry.previous_msgid = known.source
            count += 1
    return count


def render_memory(campaign: Campaign) -> tuple[str, int]:
    """All languages as one translation memory (TMX 1.4b, https://www.gala-global.org/tmx-14b), and how many
    translations it holds. `creationid` says who translated: "machine" where no person did."""
    source = campaign.settings.source.code
    root = etree.Element("tmx", version="1.4")
    day = campaign.today.strftime("%Y%m%dT000000Z")
    header = {"creationtool": "campaign", "creationtoolversion": "1", "segtype": "block", "o-tmf": "Markdown"}
    header |= {"adminlang": "en", "srclang": source, "datatype": "plaintext", "creationdate": day}
    etree.SubElement(root, "header", header)
    body, count = etree.SubElement(root, "body"), 0
    units: dict[str, list[tuple[str, Known]]] = {}
    for language in campaign.settings.languages:
        if language.code in campaign.settings.folders[1:]:
            for one in dict.fromkeys(known_translations(campaign, language)):
                units.setdefault(one.source, []).append((language.code, one))
    for text, translations in units.items():
        while translations:
            # A language stands once in a unit: where a text is translated in two ways, there are two units.
            here = dict(reversed(translations))
            translations = [one for one in translations if here[one[0]] is not one[1]]
            unit = etree.SubElement(body, "tu")
            etree.SubElement(unit, "note").text = next(iter(here.values())).where
            _add_variant(unit, source, text)
            for code, one in sorted(here.items()):
                _add_variant(unit, code, one.target, one)
                count += 1
    etree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(root, encoding="unicode")}\n', count


def _add_variant(unit: etree._Element, code: str, text: str, known: Known | None = None) -> None:
    variant = etree.SubElement(unit, "tuv", {_LANG: code})
    if known and known.by:
        variant.set("creationid", known.by)
    if known and known.reviewer:
        etree.SubElement(variant, "prop", type="reviewed-by").text = known.reviewer
    etree.SubElement(variant, "seg").text = text
