"""Translators' catalogues taken back. Nothing is written here: the caller does, when everything is in order.

A text is taken over when the translator has changed it, or has confirmed it by removing the fuzzy mark. Where the file
has changed too since the export, the file's text is kept and the conflict is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import polib

from campaign.files.problems import ProblemsFound
from campaign.files.yamlfile import quote, replace_scalars
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.translation.catalog_files import (
    INTERFACE,
    PAGE_HEADER,
    Conflict,
    Imported,
    ImportOptions,
    exported_mark,
    text_mark,
)
from campaign.translation.page_import import import_page
from campaign.translation.word_locks import changed_words, word_hash


def import_catalog(
    campaign: Campaign, language: Language, catalog: polib.POFile, texts: Mapping[str, str], options: ImportOptions
) -> Imported:
    """What the catalogue changes. `texts`: the present texts of files by name, "docs/sl/report.md" and its source.

    Raises ProblemsFound when the catalogue is for no page of the campaign, or when what comes out would be no page.
    """
    name = catalog.metadata[PAGE_HEADER]
    if name == INTERFACE:
        return _import_words(campaign, language, catalog, texts, options)
    path = campaign.paths_by_id.get(name)
    if path is None:
        found = f"there is no page with the id “{name}”"
        fix = "was the page removed? Then the catalogue is no longer needed"
        raise ProblemsFound.of("catalogue", name, found, "the id of a page of this campaign", fix)
    return import_page(campaign, language, path, catalog, texts, options)


def _import_words(
    campaign: Campaign, language: Language, catalog: polib.POFile, texts: Mapping[str, str], options: ImportOptions
) -> Imported:
    file = campaign.settings.data_name(f"ui/{language.code}.yml")
    present = campaign.words[language.code].texts if language.code in campaign.words else {}
    reference = campaign.words[campaign.settings.source.code].texts
    by_key = {one.msgctxt: one for one in catalog if not one.obsolete}
    changed: dict[str, str] = {}
    lock = campaign.word_locks.get(language.code, {})
    changed_in_source = changed_words(reference, lock)
    recorded: dict[str, str] = {}
    pending, conflicts = [], []
    for key, text in reference.items():
        entry = by_key.get(key)
        if entry is None or entry.msgid != text or not entry.translated():
            if not present.get(key) or key in changed_in_source:
                pending.append(key)
            continue
        in_file = present.get(key, "")
        if entry.msgstr == in_file or exported_mark(entry) == text_mark(entry.msgstr):
            if entry.msgstr == in_file and key in changed_in_source:
                recorded[key] = word_hash(text)
            continue
        if in_file and exported_mark(entry) != text_mark(in_file) and not options.overwrite:
            conflicts.append(Conflict(key, in_file, entry.msgstr, has_mark=exported_mark(entry) is not None))
        else:
            changed[key] = entry.msgstr
            recorded[key] = word_hash(text)
    text = _with_words(texts[file], changed, [key for key in reference if key in present or key in changed])
    new_text = None if text == texts[file] else text
    return Imported(INTERFACE, file, new_text, len(changed), tuple(pending), tuple(conflicts), word_lock=recorded)


def _with_words(text: str, changed: Mapping[str, str], order: Iterable[str]) -> str:
    """A word file with some words changed, and new ones added at the end in the reference's order."""
    text = re.sub(r"^words:[ \t]*\{\}[ \t]*$", "words:", text, flags=re.MULTILINE)
    added = []
    for key in order:
        if key in changed:
            try:
                text = replace_scalars(text, {("words", key): changed[key]})
            except KeyError:
                added.append(f"  {key}: {quote(changed[key])}\n")
    if added and not text.endswith("\n"):
        text += "\n"
    return text + "".join(added)
