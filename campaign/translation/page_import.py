"""A translator's catalogue written into a page: block by block where possible, else from the source's skeleton."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polib

from campaign.files.problems import ProblemsFound
from campaign.files.yamlfile import quote, replace_scalars, set_values
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.pages.blocks import Block, replace_blocks, unwrap
from campaign.pages.lines import code_blocks, read_lines
from campaign.pages.page import SourcePage, parse_page
from campaign.pages.translated import LockEntry, accept
from campaign.translation.alignment import Pair, align_page
from campaign.translation.catalog_files import (
    PAGE_HEADER,
    Conflict,
    Imported,
    ImportOptions,
    exported_mark,
    is_robot,
    text_mark,
)
from campaign.translation.structure import check_structure


def import_page(
    campaign: Campaign,
    language: Language,
    path: str,
    catalog: polib.POFile,
    texts: Mapping[str, str],
    options: ImportOptions,
) -> Imported:
    source = campaign.pages[campaign.settings.source.code, path]
    page = campaign.pages.get((language.code, path))
    old_entry = campaign.locks.get(language.code, {}).get(source.meta.id)
    alignment = align_page(source, page, old_entry)
    file = campaign.settings.docs_name(f"{language.code}/{path}")
    _refuse_foreign(catalog, [unwrap(pair.source.text) for pair in alignment.pairs], file)
    decided = [_decide(pair, _entry_of(pair, catalog), options) for pair in alignment.pairs]
    pending = tuple(pair.key for pair, one in zip(alignment.pairs, decided, strict=True) if one.text is None)
    result = Imported(path, file, None, 0, pending, tuple(one.conflict for one in decided if one.conflict))
    if alignment.is_in_step and page is not None:
        changes = [
            (pair, one.text) for pair, one in zip(alignment.pairs, decided, strict=True) if one.is_new and one.text
        ]
        new_text = _changed_page(texts[file], page, [(pair.target, text) for pair, text in changes if pair.target])
        applied = len(changes)
    elif not pending:
        all_texts = [(pair.source, one.text or "") for pair, one in zip(alignment.pairs, decided, strict=True)]
        new_text = _page_from_source(texts, source, page, all_texts)
        applied = sum(one.is_new for one in decided)
    else:
        # Blocks have come or gone: the page can only be written when every text is there.
        return result
    if applied and not options.reviewer:
        # What a reviewer has read is no longer what the page says.
        new_text = _without_review(new_text)
    names = options if applied or page is None else replace(options, translator=None)
    new_text = _with_names(new_text, page, names, catalog, campaign.today, is_done=not pending)
    is_same = new_text == texts.get(file)
    new_page = page if page and is_same else _check_result(source, language, path, file, new_text, is_done=not pending)
    entry = _new_entry(source, new_page, old_entry, alignment.pairs, decided, campaign.today)
    if entry and old_entry and not applied and not options.reviewer:
        # Nobody has read the text anew; and when the source is the same as well, nothing has happened to it.
        entry = None if entry.blocks == old_entry.blocks else replace(entry, text=old_entry.text)
    return replace(result, text=None if is_same else new_text, applied=applied, lock_entry=entry)


def _no_list(text: str, source: Block) -> str:
    """A text of the body that begins with a date (“9. februar”) is no list, unless its source begins so."""
    if source.key or _COUNTED.match(source.text.lstrip()):
        return text
    return _COUNTED.sub(r"\1\\\2", text)


_COUNTED = re.compile(r"^(\d+)([.)]\s)")


@dataclass(frozen=True)
class _Decision:
    text: str | None
    """The text that is right for the source as it is now; None when there is none yet."""
    is_new: bool = False
    conflict: Conflict | None = None


def _refuse_foreign(catalog: polib.POFile, texts: Sequence[str], file: str) -> None:
    """Raises ProblemsFound for a catalogue of whose translations hardly any is of a text of this page."""
    translated = [unwrap(one.msgid) for one in catalog if one.msgstr and not one.obsolete]
    known = sum(one in texts for one in translated)
    if known * 4 < len(translated):
        found, expected = (
            f"{known} of its {len(translated)} translated texts are on this page",
            f"the catalogue of {file}, or a newer one",
        )
        fix = f"look at its header {PAGE_HEADER}, which says what page it is for; if that is right, export it again"
        raise ProblemsFound.of("catalogue", file, found, expected, fix)


def _entry_of(pair: Pair, catalog: polib.POFile) -> polib.POEntry | None:
    """The entry for this very text of the source: at its place if possible, else wherever it stands."""
    same = [one for one in catalog if not one.obsolete and unwrap(one.msgid) == unwrap(pair.source.text)]
    return next((one for one in same if one.msgctxt == pair.key), same[0] if len(same) == 1 else None)


def _decide(pair: Pair, entry: polib.POEntry | None, options: ImportOptions) -> _Decision:
    in_file = unwrap(pair.target.text) if pair.target else ""
    kept = in_file if pair.is_current else None
    if entry is None or not entry.translated():
        return _Decision(kept)
    in_catalog = _no_list(unwrap(entry.msgstr), pair.source)
    if in_catalog == in_file:
        return _Decision(in_file)
    base = exported_mark(entry)
    if base == text_mark(in_catalog):
        # The translator left it alone; the file has changed since.
        return _Decision(kept)
    if in_file and base != text_mark(in_file) and not options.overwrite:
        return _Decision(kept, conflict=Conflict(pair.key, in_file, in_catalog, has_mark=base is not None))
    return _Decision(in_catalog, is_new=True)


def _new_entry(
    source: SourcePage,
    page: SourcePage,
    old: LockEntry | None,
    pairs: Sequence[Pair],
    decided: Sequence[_Decision],
    today: datetime.date,
) -> LockEntry | None:
    """The lock entry after the import; a text that is still pending keeps the hash it was made from."""
    if all(one.text is not None for one in decided):
        entry = accept(source, page, today)
        return None if old and (old.blocks, old.text) == (entry.blocks, entry.text) else entry
    if old is None or any(pair.locked is None for pair in pairs):
        return None
    hashes = tuple(
        pair.source.hash if one.text is not None else str(pair.locked) for pair, one in zip(pairs, decided, strict=True)
    )
    if hashes == old.blocks:
        return None
    return replace(accept(source, page, old.accepted_on), blocks=hashes)


def _split(text: str) -> tuple[str, str, str]:
    """(first line, front matter, from the closing line on)."""
    match = re.match(r"(---[ \t]*\r?\n)(.*?)(^---[ \t]*(?:\r?\n|\Z).*)", text.removeprefix("\ufeff"), re.S | re.M)
    assert match is not None, "the page was loaded, so it has front matter"
    return match[1], match[2], match[3]


def _path_of(block: Block) -> tuple[str | int, ...]:
    key, _, number = block.key.partition(".")
    return (key, int(number)) if number else (key,)


def _changed_page(text: str, page: SourcePage, changes: list[tuple[Block, str]]) -> str:
    if not changes:
        return text
    first, front, rest = _split(text)
    front = replace_scalars(front, {_path_of(block): new for block, new in changes if block.key})
    head = rest[: len(rest) - len(page.body)]
    return first + front + head + replace_blocks(page.body, [one for one in changes if not one[0].key])


def _page_from_source(
    texts: Mapping[str, str], source: SourcePage, page: SourcePage | None, new: list[tuple[Block, str]]
) -> str:
    """The source with all its texts replaced; names and dates of an earlier translation are kept."""
    first, front, rest = _split(texts[source.file])
    front = replace_scalars(front, {_path_of(block): text for block, text in new if block.key})
    if page is not None:
        for key in ("translated_by", "reviewed_by", "reviewed_on"):
            if getattr(page.meta, key):
                front = _set_key(front, key, str(getattr(page.meta, key)))
    # Nobody has read this text aloud yet.
    front = set_values(front, (), {"audio": None}) if source.meta.audio else front
    head = rest[: len(rest) - len(source.body)]
    body = replace_blocks(source.body, [one for one in new if not one[0].key])
    if page is not None:
        body = _keep_code(body, page.body)
    return first + front + head + body


def _keep_code(body: str, old: str) -> str:
    """Code has no entries in a catalogue: what somebody has translated in it stays."""
    places, kept = _code_places(body), _code_places(old)
    if len(places) == len(kept):
        for (start, end), (old_start, old_end) in zip(reversed(places), reversed(kept), strict=True):
            body = body[:start] + old[old_start:old_end] + body[end:]
    return body


def _code_places(body: str) -> list[tuple[int, int]]:
    """Where each block of code begins and ends."""
    return [(code[0].start, code[-1].start + len(code[-1].text)) for code in code_blocks(read_lines(body))]


def _set_key(front: str, key: str, value: str) -> str:
    """Front matter with a plain value at a key, added at the end if it was not there."""
    is_plain = re.fullmatch(r"[\w-]+", value)
    line = f"{key}: {value if is_plain else quote(value)}\n"
    changed, count = re.subn(rf"^{key}:.*\n", lambda _: line, front, flags=re.MULTILINE)
    return changed if count else front + line


def _without_review(text: str) -> str:
    first, front, rest = _split(text)
    return first + re.sub(r"^reviewed_by:.*\n", "", front, flags=re.MULTILINE) + rest


def _with_names(
    text: str,
    page: SourcePage | None,
    options: ImportOptions,
    catalog: polib.POFile,
    today: datetime.date,
    *,
    is_done: bool,
) -> str:
    """Who translated and who reviewed; a new page must say the first, a page not yet done cannot say the second."""
    first, front, rest = _split(text)
    translator = options.translator
    if page is None and translator is None:
        translator = re.sub(r"\s*<[^>]*>", "", catalog.metadata.get("Last-Translator", "")).strip() or None
        if translator is None or is_robot(translator):
            found = "nothing says who translated the page" + (f": “{translator}” is no person" if translator else "")
            expected = "the name in the header Last-Translator, or --translated-by NAME"
            fix = "campaign translation import … --translated-by “First Last”"
            raise ProblemsFound.of("translated-by", catalog.metadata[PAGE_HEADER], found, expected, fix)
    if translator:
        before = page.meta.translated_by if page else None
        # Whoever has translated the other texts did not do so any less.
        if before and before != "machine" and translator not in (*before.split(", "), "machine"):
            translator = f"{before}, {translator}"
        front = _set_key(front, "translated_by", translator)
    if options.reviewer and is_done:
        front = _set_key(front, "reviewed_by", options.reviewer)
        front = re.sub(r"^reviewed_on:.*$", f"reviewed_on: {today}", front, flags=re.MULTILINE)
    return first + front + rest


def _check_result(
    source: SourcePage, language: Language, path: str, file: str, text: str, *, is_done: bool
) -> SourcePage:
    """The page as it will be; raises ProblemsFound when it would be none, or no translation of its source."""
    page, problems = parse_page(text, language.code, path, file)
    if page is not None and is_done:
        problems = [one for one in check_structure(source, page) if one.severity == "error"]
    if page is None or problems:
        raise ProblemsFound(problems)
    return page
