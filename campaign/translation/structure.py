"""Whether a translation has the structure of its source: the same headings, links, references, lists and tables.

Of an outdated one it is known already that it differs: what is compared then are its contacts, its steps, and the
blocks whose source has not changed.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from campaign.files.problems import Problem
from campaign.pages.blocks import Outline, page_blocks, page_outline
from campaign.pages.lines import headings
from campaign.pages.page import SourcePage
from campaign.pages.references import find_references
from campaign.pages.translated import LockEntry
from campaign.translation.alignment import align_page, block_keys
from campaign.translation.same_facts import (
    REFERENCES,
    block_targets,
    check_pairs,
    check_targets_in_order,
    pair_blocks,
)

SAME_WORDS = 8
"""A block of this many words or more that is the same in both languages has not been translated."""
_ITEMS = ("list item", "table cell", "quotation", "box title", "paragraph")
STEP = "1."
"""The frame of an item of a numbered list."""
WORDS_A_WORD = 8
"""Where one word stands for so many of the source, somebody looks at the two texts."""
_NUMBERED = re.compile(r"\d[.)]\s*$")
_CONTACT = re.compile(r"\{\{ (?:helplines?|call):")
_WORD = re.compile(r"[^\W\d_]+")


class _Structure(NamedTuple):
    """What a page has in common with its translations."""

    headings: list[str]
    """By level and id: "## do-now", "###"."""
    targets: Counter[str]
    """The links and references, with how often each is there."""
    sections: dict[str, Counter[str]]
    """How many blocks of each kind stand below each heading with an id."""
    frames: list[tuple[int, str]]
    """The line and kind of each box and list item, in order: "!!! danger", "1.", "-"."""


def _structure(page: SourcePage) -> _Structure:
    # Kept with the page, which never changes: a source is compared with each of its translations.
    kept: dict[str, _Structure] = vars(page)
    if "_structure" not in kept:
        kept["_structure"] = _Structure(_headings(page), _targets(page), _sections(page), _frames(page))
    return kept["_structure"]


def page_shape(page: SourcePage) -> str:
    """Twelve hexadecimal digits that are the same for a page and a translation with its structure."""
    kept: dict[str, str] = vars(page)
    if "_shape" not in kept:
        own = _structure(page)
        sections = {section: sorted(counts.items()) for section, counts in own.sections.items()}
        frames = [frame for _, frame in own.frames]
        shape = repr(
            (
                page.meta.poster and len(page.meta.poster),
                own.headings,
                sorted(own.targets.items()),
                sections,
                frames,
                block_targets(page),
            )
        )
        keep_shape(page, hashlib.sha256(shape.encode()).hexdigest()[:12])
    return kept["_shape"]


def keep_shape(page: SourcePage, shape: str) -> None:
    """Give a page the shape that is known of its text, so that it need not be cut again."""
    vars(page)["_shape"] = shape


def check_structure(source: SourcePage, page: SourcePage) -> list[Problem]:
    """Every difference between a source page and its up-to-date translation, with the line of the translation."""
    if page_shape(source) == page_shape(page) and _is_plainly_same(page_outline(source), page_outline(page)):
        # As it is with most: nobody need cut the two into blocks to find where they differ.
        is_all_other = {*page_outline(source).hashes}.isdisjoint(page_outline(page).hashes)
        return [] if is_all_other else list(_check_untranslated(source, page))
    here, there = _structure(page), _structure(source)
    found = [
        *_check_headings(source, page, here.headings, there.headings),
        *_check_targets(source, page, here.targets, there.targets),
        *_check_counts(source, page, here.sections, there.sections),
        *_check_frames(source, page, here.frames, there.frames),
        *_check_untranslated(source, page),
        *_check_poster(source, page),
    ]
    pairs = pair_blocks(source, page)
    if pairs and here.targets == there.targets:
        found += check_targets_in_order(source, page)
    return [*found, *check_pairs(source, page, pairs)]


def _is_plainly_same(source: Outline, page: Outline) -> bool:
    """Whether two pages of the same shape can hold nothing that `check_structure` looks for in pairs of blocks."""
    return (
        source.numbers == page.numbers
        and len({*page.hashes}) == len({*source.hashes})
        and all(there < WORDS_A_WORD * here for there, here in zip(source.words, page.words, strict=True))
    )


def check_outdated(source: SourcePage, page: SourcePage, entry: LockEntry) -> Iterator[Problem]:
    """What can be said of a translation whose source has changed: its contacts, its steps, its other blocks."""
    pairs = [one for one in align_page(source, page, entry).pairs if one.is_current and one.target]
    yield from check_pairs(source, page, [(one.source, one.target) for one in pairs if one.target])
    here, there = _structure(page), _structure(source)
    contacts = [Counter({one: n for one, n in each.targets.items() if _CONTACT.match(one)}) for each in (here, there)]
    for problem in _check_targets(source, page, *contacts):
        yield problem._replace(severity="warning")
    steps = [sum(frame == STEP for _, frame in each.frames) for each in (here, there)]
    if steps[0] != steps[1]:
        found, expected = f"{steps[0]} numbered steps", f"{steps[1]}, as in {source.file}"
        yield page.problem("structure", found, expected, "translate the steps that the source has", severity="warning")


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
        if one.kind in REFERENCES
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


def _check_poster(source: SourcePage, page: SourcePage) -> Iterator[Problem]:
    here, there = (str(one.meta.poster and len(one.meta.poster)) for one in (page, source))
    if here != there:
        found, expected = f"poster: {here}", f"as in {source.file}: {there}"
        fix = "translate each text of `poster`, or copy `false`"
        yield page.problem("structure", found, expected, fix, field="poster")


def _frames(page: SourcePage) -> list[tuple[int, str]]:
    found = []
    for line in page.lines:
        if line.kind == "box":
            found.append((line.number, " ".join(line.text.split('"')[0].split())))
        elif line.kind == "list item":
            found.append((line.number, STEP if _NUMBERED.search(line.text[: line.column]) else "-"))
    return found


def _check_frames(
    source: SourcePage, page: SourcePage, here: Sequence[tuple[int, str]], there: Sequence[tuple[int, str]]
) -> Iterator[Problem]:
    # Where there are more or fewer of them, the counts say so, but for boxes without a title.
    boxes = [[one for one in each if one[1] not in (STEP, "-")] for each in (here, there)]
    items = [[one for one in each if one[1] in (STEP, "-")] for each in (here, there)]
    if len(boxes[0]) != len(boxes[1]):
        found, expected = f"{len(boxes[0])} boxes", f"{len(boxes[1])}, as in {source.file}"
        yield page.problem("structure", found, expected, "give the translation the source's boxes")
    for found_here, wanted in (boxes, items):
        if len(found_here) == len(wanted):
            for (line, frame), (_, other) in zip(found_here, wanted, strict=True):
                if frame != other:
                    expected, fix = f"“{other}”, as in {source.file}", "copy the marks before the text from the source"
                    yield page.problem("structure", f"“{frame}”", expected, fix, line=line)
                    break


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
