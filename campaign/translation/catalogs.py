"""Texts for translators as gettext catalogues (PO), which Weblate, Poedit, OmegaT and Virtaal read.

One catalogue per page and one for the interface words. An entry's context says where in the page it stands; texts
whose source has changed are marked fuzzy, with the old translation to start from. Each entry keeps a mark of the
translation at the time of the export, so that an import can tell a translator's change from a newer one in the file.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

import polib

from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.pages.blocks import unwrap
from campaign.translation.alignment import align_page
from campaign.translation.catalog_files import COUNT_HEADER, INTERFACE, LANGUAGE_HEADER, PAGE_HEADER, export_comment
from campaign.translation.word_locks import changed_words

_HINTS = (
    ("{{", "Keep what is between {{ and }} as it is."),
    ("](", "Translate the words in [square brackets]; keep the address in (round ones)."),
    ("**", "Keep the ** around the words that stand out."),
)


def make_catalogs(campaign: Campaign, language: Language, *, only_essential: bool = False) -> dict[str, polib.POFile]:
    """Every catalogue of a language by file name: "interface.po", "families/sextortion.po", in a fixed order."""
    catalogs = {f"{INTERFACE}.po": _interface_catalog(campaign, language)}
    source = campaign.settings.source.code
    for (folder, path), page in sorted(campaign.pages.items()):
        if folder == source and (page.meta.essential or not only_essential) and not campaign.is_taken_back(path):
            catalogs[path.removesuffix(".md") + ".po"] = _page_catalog(campaign, language, path)
    for catalog in catalogs.values():
        catalog.metadata[COUNT_HEADER] = str(len(catalog))
    return catalogs


def _page_catalog(campaign: Campaign, language: Language, path: str) -> polib.POFile:
    source = campaign.pages[campaign.settings.source.code, path]
    page = campaign.pages.get((language.code, path))
    entry = campaign.locks.get(language.code, {}).get(source.meta.id)
    catalog = _empty_catalog(campaign, language, source.meta.id)
    notes = ["Machine translation, not read by a person yet."] if page and page.meta.translated_by == "machine" else []
    for pair in align_page(source, page, entry).pairs:
        text = unwrap(pair.source.text)
        translation = unwrap(pair.target.text) if pair.target else ""
        comments = [pair.source.kind, *_hints(text), *_term_hints(text, campaign, language), *notes]
        catalog.append(
            polib.POEntry(
                msgctxt=pair.key,
                msgid=text,
                msgstr=translation,
                comment="\n".join([*comments, export_comment(translation)]),
                occurrences=[(source.file, str(pair.source.line))],
                flags=["fuzzy"] if pair.target and not pair.is_current else [],
            )
        )
    return catalog


def _interface_catalog(campaign: Campaign, language: Language) -> polib.POFile:
    catalog = _empty_catalog(campaign, language, INTERFACE)
    source = campaign.settings.source.code
    translated: Mapping[str, str] = campaign.words[language.code].texts if language.code in campaign.words else {}
    changed = changed_words(campaign.words[source].texts, campaign.word_locks.get(language.code, {}))
    for key, text in campaign.words[source].texts.items():
        translation = translated.get(key, "")
        flags = ["python-brace-format"] if "{" in text else []
        comments = ["interface word", *(["Keep the words in {braces} as they are."] if flags else [])]
        if translation and key in changed:
            flags.append("fuzzy")
        catalog.append(
            polib.POEntry(
                msgctxt=key,
                msgid=text,
                msgstr=translation,
                comment="\n".join([*comments, export_comment(translation)]),
                occurrences=[(campaign.settings.data_name(f"ui/{source}.yml"), "")],
                flags=flags,
            )
        )
    return catalog


def _empty_catalog(campaign: Campaign, language: Language, name: str) -> polib.POFile:
    catalog = polib.POFile(wrapwidth=0)
    day = datetime.datetime.combine(campaign.today, datetime.time()).strftime("%Y-%m-%d %H:%M+0000")
    catalog.metadata = {
        "Project-Id-Version": campaign.settings.site_name,
        "POT-Creation-Date": day,
        "PO-Revision-Date": day,
        "Last-Translator": "",
        "Language-Team": language.name,
        "Language": language.code.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        LANGUAGE_HEADER: language.code,
        PAGE_HEADER: name,
    }
    return catalog


def _hints(text: str) -> Iterator[str]:
    for mark, hint in _HINTS:
        if mark in text:
            yield hint


def _term_hints(text: str, campaign: Campaign, language: Language) -> Iterator[str]:
    """The established words for the campaign's terms that the text uses."""
    source = campaign.settings.source.code
    for term in campaign.terms:
        words, wanted = term.languages.get(source), term.languages.get(language.code)
        if words and wanted and words.prefer and wanted.prefer and words.prefer.lower() in text.lower():
            yield f"“{words.prefer}”: {wanted.prefer}"


def words_to_translate(catalogs: Mapping[Any, polib.POFile]) -> int:
    """Words of the source in entries that are empty or fuzzy."""
    return sum(
        len(entry.msgid.split())
        for catalog in catalogs.values()
        for entry in catalog
        if not entry.translated() and not entry.obsolete
    )
