"""A translator's catalogue brought up to date with a new export, as `msgmerge` does: no work is lost."""

from __future__ import annotations

import polib

from campaign.pages.blocks import unwrap
from campaign.translation.catalog_files import exported_mark, text_mark


def merge_catalog(new: polib.POFile, old: polib.POFile) -> polib.POFile:
    """The new export with what a translator has done in the old one since that was exported.

    A text whose source is the same keeps its translation; one whose source has changed keeps it as fuzzy, with the
    source that it was made from (`#|`); what the page has no more stands at the end, marked as obsolete (`#~`).
    """
    by_text = {(one.msgctxt, one.msgid): one for one in old if not one.obsolete}
    by_place = {one.msgctxt: one for one in old if not one.obsolete}
    used = set()
    for entry in new:
        same = by_text.get((entry.msgctxt, entry.msgid))
        worked = same or by_place.get(entry.msgctxt)
        if worked is None:
            continue
        used.add(id(worked))
        is_own = bool(worked.msgstr) and exported_mark(worked) != text_mark(worked.msgstr)
        if is_own and same:
            entry.msgstr, entry.flags = worked.msgstr, list(worked.flags)
        elif is_own and unwrap(worked.msgstr) != unwrap(entry.msgstr):
            entry.msgstr, entry.previous_msgid = worked.msgstr, worked.msgid
            entry.flags = [*(one for one in entry.flags if one != "fuzzy"), "fuzzy"]
        if worked.tcomment:
            entry.tcomment = worked.tcomment
    for one in old:
        if one.msgstr and (one.obsolete or id(one) not in used):
            one.obsolete = True
            new.append(one)
    new.metadata["Last-Translator"] = old.metadata.get("Last-Translator", "")
    return new
