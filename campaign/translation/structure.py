"""Whether a translation has the structure of its source: the same headings, links, references, lists and tables.

Meant for translations that are up to date; of an outdated one it is known already that it differs.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from campaign.files.problems import Problem
from campaign.pages.blocks import page_blocks, page_outline
from campaign.pages.lines import headings
from campaign.pages.page import SourcePage
from campaign.pages.references import KINDS, find_references
from campaign.translation.alignment import block_keys

SAME_WORDS = 8
"""A block of this many words or more that is the same in both languages has not been translated."""
_ITEMS = ("list item", "table cell", "quotation", "box title", "paragraph")
_REFERENCES = tuple(kind for kind in KINDS if kind != "quote")
_WORD = re.compile(r"[^\W\d_]+")


class _Structure(NamedTuple):
    """What a page has in common with its translations."""

    headings: list[str]
    """By level and id: "## do-now", "###"."""
    targets: Counter[str]
    """The links and references, with how often each is there."""
    sections: dict[str, Counter[str]]
    """How many blocks of each kind stand below each heading with an id."""


def _structure(page: SourcePage) -> _Structure:
    # Kept with the page, which never changes: a source is compared with each of its translations.
    kept: dict[str, _Structure] = vars(page)
    if "_structure" not in kept:
        kept["_structure"] = _Structure(_headings(page), _targets(page), _sections(page))
    return kept["_structure"]


def page_shape(page: SourcePage) -> str:
    """Twelve hexadecimal digits that are the same for a page and a translation with its structure."""
    kept: dict[str, str] = vars(page)
    if "_shape" not in kept:
        own = _structure(page)
        sections = {section: sorted(counts.items()) for section, counts in own.sections.items()}
        shape = repr((own.headings, sorted(own.targets.items()), sections))
        keep_shape(page, hashlib.sha256(shape.encode()).hexdigest()[:12])
    return kept["_shape"]


def keep_shape(page: SourcePage, shape: str) -> None:
    """Give a page the shape that is known of its text, so that it need not be cut again."""
    vars(page)["_shape"] = shape


def check_structure(source: SourcePage, page: SourcePage) -> list[Problem]:
    """Every difference between a source page and its up-to-date translation, with the line of the translation."""
    if page_shape(source) == page_shape(page) and not {*page_outline(source).hashes} & {*page_outline(page).hashes}:
        # As it is with most: nobody need cut the two into blocks to find where they differ.
        return []
    here, there = _structure(page), _structure(source)
    return [
        *_check_headings(source, page, here.headings, there.headings),
        *_check_targets(source, page, here.targets, there.targets),
        *_check_counts(source, page, here.sections, there.sections),
        *_check_untranslated(source, page),
    ]


def _headings(page: SourcePage) -> list[str]:
    return [f"{'#' * one.level} {one.id}".strip() for one in headings(page.lines)]


def _check_headings(
    source: SourcePage, page: SourcePage, here: Sequence[str], there: Sequence[str]
) -> Iterator[Problem]:
    if here != there:
        found = f"headings: {', '.join(here) or 'none'}"
        expected = f"as in {source.file}: {', '.join(there) or 'none'}"
        fix = "give the headings the same ids, levels and order as in the source"
        yield page.problem("structure", found, expected, fix)


def _targets(page: SourcePage) -> Counter[str]:
    found = Counter(
        f"{{{{ {one.kind}: {one.target} }}}}"
        for one in find_references(page.body, page.body_line)
        if one.kind in _REFERENCES
    )
    found.update(f"{'image' if one.is_image else 'link'} {one.target}" for one in page.links)
    return found


def _check_targets(source: SourcePage, page: SourcePage, here: Counter[str], there: Counter[str]) -> Iterator[Problem]:
    expected = f"the links and references of {source.file}"
    for target in sorted((there - here).elements()):
        yield page.problem("structure", f"{target} is missing", expected, "add it where the source has it")
    for target in sorted((here - there).elements()):
        line = next((one.number for one in page.lines if _name(target) in one.text), None)
        found, fix = f"{target} is not in the source", "remove it, or add it to the source first"
        yield page.problem("structure", found, expected, fix, line=line)


def _name(target: str) -> str:
    return target.removeprefix("link ").removeprefix("image ").strip("{} ")


def _sections(page: SourcePage) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for key, block in zip(block_keys(page), page_blocks(page), strict=True):
        if block.kind in _ITEMS:
            found.setdefault(key.split(" ")[0], Counter())[block.kind] += 1
    return found


def _check_counts(
    source: SourcePage, page: SourcePage, here: Mapping[str, Counter[str]], there: Mapping[str, Counter[str]]
) -> Iterator[Problem]:
    for section in there:
        # Where the headings differ, that has been said.
        for kind in _ITEMS:
            found, expected = here.get(section, Counter())[kind], there[section][kind]
            if section in here and found != expected:
                counted, wanted = f"{found} × {kind} in “{section}”", f"{expected}, as in {source.file}"
                fix = "translate block by block: the same paragraphs, list items and table cells"
                yield page.problem("structure", counted, wanted, fix)


def _check_untranslated(source: SourcePage, page: SourcePage) -> Iterator[Problem]:
    sources = {block.words for block in page_blocks(source)}
    for block in page_blocks(page):
        if block.words in sources and len(_WORD.findall(block.words)) >= SAME_WORDS:
            found = f"a text in the source's language: “{block.words[:60]}{'…' if len(block.words) > 60 else ''}”"
            yield page.problem("structure", found, "its translation", "translate it", line=block.line)
