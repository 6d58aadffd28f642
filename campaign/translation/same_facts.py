"""Whether each block of a translation has the facts of the block that it stands for: references, links, numbers.

A fact that has moved to another block is another statement, so blocks are compared one by one, in order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from campaign.files.problems import Problem
from campaign.pages.blocks import Block, page_blocks
from campaign.pages.page import SourcePage
from campaign.pages.references import KINDS, find_references

REFERENCES = tuple(kind for kind in KINDS if kind != "quote")
"""The kinds of references that a translation shares with its source."""
SPELLED_OUT = 10
"""Numbers up to this one are often written as words: "Minute 2" is “druga minuta”."""
SHORTEST = 0.15
"""A block with less than this share of its source's characters, and that has `LONG` of them, says something else."""
LONG = 40
FEW_WORDS = 3
"""Blocks of so many words are seldom the same by chance."""
_TARGET = re.compile(r"\{\{[^{}\n]*\}\}|(?<=\])\([^)\n]*\)")


def block_targets(page: SourcePage) -> list[tuple[str, ...]]:
    """The references and link targets of the body in order: before the first block, then with each block and what
    stands between it and the next."""
    starts = [block.start for block in page_blocks(page) if not block.key]
    found: list[list[str]] = [[] for _ in range(len(starts) + 1)]
    for match in _TARGET.finditer(page.body):
        found[bisect_right(starts, match.start())] += _named(match[0])
    return [tuple(one) for one in found]


def _named(written: str) -> list[str]:
    if written.startswith("("):
        return [f"link {written[1:-1]}"]
    return [f"{{{{ {one.kind}: {one.target} }}}}" for one in find_references(written) if one.kind in REFERENCES]


def pair_blocks(source: SourcePage, page: SourcePage) -> list[tuple[Block, Block]]:
    """The blocks of a page that is cut like its source, each with its counterpart; none where it is cut otherwise."""
    here, there = ([one for one in page_blocks(each) if not one.key] for each in (page, source))
    if [one.kind for one in here] != [one.kind for one in there]:
        return []
    front = {one.key: one for one in page_blocks(page) if one.key}
    texts = [(one, front[one.key]) for one in page_blocks(source) if one.key in front]
    return [*texts, *zip(there, here, strict=True)]


def check_targets_in_order(source: SourcePage, page: SourcePage) -> Iterator[Problem]:
    """References and links that stand in another block than in the source, or in another order; all are there."""
    blocks = [block for block in page_blocks(page) if not block.key]
    here, there = block_targets(page), block_targets(source)
    for number, (found, wanted) in enumerate(zip(here, there, strict=len(here) == len(there))):
        if found != wanted:
            line = blocks[number - 1].line if number else page.body_line
            expected = f"as in that block of {source.file}: {', '.join(wanted) or 'none'}"
            fix = "put each where the source has it; where the language has another order, build the sentence anew"
            yield page.problem("structure", f"here: {', '.join(found) or 'none'}", expected, fix, line=line)


def check_pairs(source: SourcePage, page: SourcePage, pairs: Sequence[tuple[Block, Block]]) -> Iterator[Problem]:
    """Numbers that only one of two blocks has, texts that are far too short, and one that stands for two."""
    first: dict[str, Block] = {}
    for original, block in pairs:
        yield from _check_numbers(source, page, original, block)
        if len(original.words) >= LONG and len(block.words) < SHORTEST * len(original.words):
            expected = f"a translation of “{original.words[:60]}…”"
            yield page.problem("structure", f"“{block.words}”", expected, "translate the whole of it", line=block.line)
        other = first.setdefault(block.hash, original)
        if other.hash != original.hash and len(block.words.split()) >= FEW_WORDS and block.kind != "table cell":
            found, expected = f"the same text twice: “{block.words[:60]}”", f"a translation of “{original.words[:60]}”"
            fix = f"translate the block in line {original.line} of {source.file}"
            yield page.problem("structure", found, expected, fix, line=block.line)


def _check_numbers(source: SourcePage, page: SourcePage, original: Block, block: Block) -> Iterator[Problem]:
    if original.numbers == block.numbers:
        return
    here, there = (Counter(one.numbers.split()) for one in (block, original))
    expected = f"the numbers of “{original.words[:60]}” in {source.file}: {original.numbers or 'none'}"
    if new := sorted((here - there).elements()):
        fix = "write the source's number; a fact is changed in the source first"
        yield page.problem("number", f"{', '.join(new)} is not in the source", expected, fix, line=block.line)
    missing = [one for one in (there - here).elements() if int(one) > SPELLED_OUT]
    if missing and not new:
        found, fix = f"{', '.join(missing)} is missing", "write the number, in digits"
        yield page.problem("number", found, expected, fix, line=block.line, severity="warning")
