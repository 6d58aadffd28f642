"""What each translation was made from, and whether that has changed since. Computed from content, never from dates.

The lock of a language (`docs/_data/locks/<language>.yml`) keeps, for each page by its id, the hashes of the source's
blocks when the translation was last brought up to date, the hash of the translation's own text, and the day.
`campaign translation accept` writes it.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Annotated, Literal, NamedTuple

from campaign.files.record import Key, Record
from campaign.pages.blocks import Block, page_blocks, page_outline
from campaign.pages.page import SourcePage

State = Literal["original", "missing", "unlocked", "outdated", "machine", "translated", "reviewed"]
"""`translated`: by a person, and not reviewed yet. `unlocked`: nothing records what it was translated from."""


OWN_DIGITS = 6
"""So many tell a block from the hundred others of its page; all twelve would double the locks."""


class LockEntry(Record):
    """What one translation was brought up to date with."""

    accepted_on: Annotated[datetime.date, Key("The day: the translation says what the source said then.")]
    text: Annotated[str | None, Key("The hash of the translation's own text: a review is of that text.")] = None
    blocks: Annotated[tuple[str, ...], Key("The hashes of the source's blocks on that day, in order.")]
    own_blocks: Annotated[
        str, Key("How the hashes of the translation's own blocks began: which of them nobody has changed since.")
    ] = ""

    def knows(self, block: Block) -> bool:
        """Whether the translation had this block on that day, word for word."""
        return block.hash[:OWN_DIGITS] in self.own_blocks.split()


class Staleness(NamedTuple):
    """How a source page differs from what a translation was made from."""

    changed: tuple[Block, ...]
    """Blocks of the source that are new or have other words."""
    removed: int
    """How many blocks the source no longer has."""

    def __bool__(self) -> bool:
        return bool(self.changed or self.removed)


class Translation(NamedTuple):
    """A page in one language: its state and what is behind it."""

    state: State
    entry: LockEntry | None = None
    staleness: Staleness = Staleness((), 0)
    translated_by: str | None = None
    reviewed_by: str | None = None
    reviewed_on: datetime.date | None = None
    written_by: str | None = None
    """Who wrote the original, or answers for it."""

    def shown(self) -> str:
        """Changes with all that a page may say of it: of the entry that is the day, and none of a hundred hashes."""
        day = self.entry.accepted_on if self.entry else None
        staleness = self.staleness or None
        return repr(
            (self.state, day, staleness, self.translated_by, self.reviewed_by, self.reviewed_on, self.written_by)
        )


def compare_blocks(source: Sequence[Block], locked: Sequence[str]) -> Staleness:
    """What has changed in the source since the hashes were locked: changed and added blocks, and removed ones."""
    changed: list[Block] = []
    removed = 0
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, list(locked), [block.hash for block in source], autojunk=False
    ).get_opcodes():
        if kind != "equal":
            changed += source[new_from:new_to]
            removed += max(0, (old_to - old_from) - (new_to - new_from))
    return Staleness(tuple(changed), removed)


def accept(source: SourcePage, page: SourcePage, day: datetime.date) -> LockEntry:
    """The entry that says: this translation, as it is now, agrees with the source as it is now."""
    return LockEntry(
        accepted_on=day, text=text_hash(page), blocks=page_outline(source).hashes, own_blocks=own_blocks(page)
    )


def own_blocks(page: SourcePage) -> str:
    """What a lock keeps of the translation's own blocks."""
    return " ".join(one[:OWN_DIGITS] for one in page_outline(page).hashes)


def text_hash(page: SourcePage) -> str:
    """Twelve hexadecimal digits that change when a word of the page does."""
    return hashlib.sha256(" ".join(page_outline(page).hashes).encode()).hexdigest()[:12]


def is_reviewed(page: SourcePage, entry: LockEntry | None) -> bool:
    """Whether a person has reviewed the text that the page has now; an entry of before texts had hashes is believed."""
    return page.meta.reviewed_by is not None and (not entry or entry.text in (None, text_hash(page)))


def state_of(source: SourcePage | None, page: SourcePage | None, entry: LockEntry | None) -> Translation:
    """The state of one page in one language; `source` is its original, `page` the translation."""
    if source is None or page is None:
        return Translation("missing")
    if page is source:
        return Translation("original")
    meta = page.meta
    by, on = (meta.reviewed_by, meta.reviewed_on) if is_reviewed(page, entry) else (None, None)
    if entry is None:
        return Translation("unlocked", None, Staleness((), 0), meta.translated_by, by, on, source.meta.written_by)
    is_same = page_outline(source).hashes == entry.blocks
    staleness = Staleness((), 0) if is_same else compare_blocks(page_blocks(source), entry.blocks)
    made_by: State = "machine" if meta.translated_by == "machine" else "translated"
    state: State = "outdated" if staleness else "reviewed" if by else made_by
    return Translation(state, entry, staleness, meta.translated_by, by, on, source.meta.written_by)


def render_lock(entries: Mapping[str, LockEntry]) -> str:
    """The lock file's text: one page after the other by id, a hash to a line, so that changes merge well."""
    lines = ["# What each translation was brought up to date with; written by `campaign translation accept`."]
    for page_id, entry in sorted(entries.items()):
        lines += [f"{page_id}:", f"  accepted_on: {entry.accepted_on}"]
        lines += [f'  text: "{entry.text}"'] if entry.text else []
        lines.append("  blocks:")
        lines += list(_hash_lines(entry.blocks))
        lines += [f'  own_blocks: "{entry.own_blocks}"'] if entry.own_blocks else []
    return "\n".join(lines) + "\n"


def _hash_lines(hashes: Sequence[str]) -> Iterator[str]:
    # Quoted: a hash such as 123456789012 or 1234567e8901 would be read as a number.
    for one in hashes:
        yield f'    - "{one}"'
