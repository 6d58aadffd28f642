"""Which block of a translation belongs to which block of its source, and whether it still says the same."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from campaign.pages.blocks import Block, page_blocks
from campaign.pages.lines import headings
from campaign.pages.page import SourcePage
from campaign.pages.translated import LockEntry


class Pair(NamedTuple):
    """One block of the source and what stands for it in the translation.

    `key` says where: "do-now 3" is the third block below the heading with that id, "title" a text of the front
    matter. `is_current`: `target` was made from the words that `source` has now. `locked` is the hash of the words
    that it was made from, where that is known.
    """

    key: str
    source: Block
    target: Block | None
    is_current: bool
    locked: str | None = None


class Alignment(NamedTuple):
    """All pairs of a page in the source's order, and the translation's blocks that stand for nothing any more."""

    pairs: tuple[Pair, ...]
    left_over: tuple[Block, ...]

    @property
    def is_in_step(self) -> bool:
        """Whether every block has its counterpart, so that the translation can be changed block by block."""
        return not self.left_over and all(pair.target is not None for pair in self.pairs)


def align_page(source: SourcePage, page: SourcePage | None, entry: LockEntry | None) -> Alignment:
    """Pair the blocks of a source page with those of its translation (None: there is none yet).

    With a lock entry, hash by hash; without one, or when the translation is cut into other blocks, by what the
    blocks are, and then nothing is taken for current.
    """
    blocks = page_blocks(source)
    targets = _counterparts(blocks, page_blocks(page)) if page else []
    keys = block_keys(source)
    locked = list(entry.blocks) if entry else []
    if page and len(locked) == len(targets):
        matches = _match([block.hash for block in blocks], locked)
        current = {here: there for here, there, is_equal in matches if is_equal}
    elif page and [_shape(one) for one in blocks] == [_shape(one) for one in targets if one]:
        matches = [(index, index, True) for index in range(len(blocks))]
        current = {index: index for index, block in enumerate(blocks) if block.hash in locked}
    else:
        matches = _match([_shape(one) for one in blocks], [_shape(one) if one else "" for one in targets])
        current = {}
    found = {here: there for here, there, _ in matches}
    known = locked if len(locked) == len(targets) else []
    pairs = tuple(
        Pair(
            key=keys[index],
            source=block,
            target=targets[found[index]] if index in found else None,
            is_current=index in current and targets[current[index]] is not None,
            locked=known[found[index]] if known and index in found else None,
        )
        for index, block in enumerate(blocks)
    )
    used = set(found.values())
    return Alignment(pairs, tuple(block for index, block in enumerate(targets) if block and index not in used))


def untouched_pairs(source: SourcePage, page: SourcePage, entry: LockEntry) -> list[Pair]:
    """The pairs whose source has changed since the lock was written while the translation has the very words of then;
    none where the two are cut into different blocks, which is a problem of its own."""
    alignment = align_page(source, page, entry)
    if not alignment.is_in_step:
        return []
    changed = [one for one in alignment.pairs if one.source.hash not in entry.blocks]
    return [one for one in changed if one.target and entry.knows(one.target)]


def _counterparts(blocks: Sequence[Block], targets: Sequence[Block]) -> list[Block | None]:
    """The translation's blocks with its front matter in the source's order: None for a text it lacks.

    A text that only the translation has, such as a short title because its own title is long, is left alone.
    """
    by_key = {block.key: block for block in targets if block.key}
    return [*(by_key.get(block.key) for block in blocks if block.key), *(one for one in targets if not one.key)]


def block_keys(page: SourcePage) -> list[str]:
    """A name for each block that stays when other sections change: "title", "do-now 0" (the heading), "do-now 3"."""
    keys = []
    section, number = "start", 0
    anchors = {one.number: one.id for one in headings(page.lines) if one.id}
    for block in page_blocks(page):
        if block.key:
            keys.append(block.key)
            continue
        if block.kind == "heading" and block.line in anchors:
            section, number = anchors[block.line], 0
        else:
            number += 1
        keys.append(f"{section} {number}")
    return keys


def _shape(block: Block) -> str:
    return block.key or block.kind


def _match(here: Sequence[str], there: Sequence[str]) -> list[tuple[int, int, bool]]:
    """(index here, index there, equal) of everything that corresponds; changed ones are paired in their order."""
    found = []
    for kind, from_here, to_here, from_there, to_there in SequenceMatcher(
        None, list(here), list(there), autojunk=False
    ).get_opcodes():
        for one, other in zip(range(from_here, to_here), range(from_there, to_there), strict=False):
            found.append((one, other, kind == "equal"))
    return found
