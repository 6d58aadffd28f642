"""Python-Markdown, asked less often: a text without the sign that a pattern begins with is not searched for it.

The same HTML comes out. Python-Markdown tries every pattern on every piece of text, and most text is plain: this was
more than half of the time that a page's Markdown took. It has no public way to say so, so a private method is replaced,
for the versions of which that is known to be right; with any other, nothing is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.toc import TocTreeprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString, Registry

KNOWN_VERSION = "3.11"
"""The versions of Python-Markdown that this was written for; a test says when another is installed."""
EXTENSION_SIGNS: Mapping[str, Sequence[str]] = {"pymdownx.details": ("???",), "fenced_code": ("```", "~~~")}
"""Extensions that take long to load → what a text must hold, one of them, to be changed by them."""
BLOCK_SIGNS: Mapping[str, Sequence[str]] = {
    # Indented blocks may belong to the box before them.
    "admonition": ("!!!", "    "), "details": ("???", "    "), "table": ("|",), "hashheader": ("#",),
    "setextheader": ("\n=", "\n-"), "hr": ("-", "_", "*"), "quote": (">",),
}  # fmt: skip
"""Processor of blocks, by its name in the converter → what a block must hold, one of them, to be one of its own."""
OTHER_BLOCKS = ("empty", "indent", "code", "olist", "ulist", "reference", "paragraph")
"""The other processors that are known; with these alone, a block whose lines begin with letters is a paragraph."""
_LETTERS_FIRST = re.compile(r"[^\W\d_].*(?:\n[^\W\d_].*)*")
INLINE_SIGNS: Mapping[str, Sequence[str]] = {
    "backtick": ("`",), "escape": ("\\",), "reference": ("[",), "link": ("[",), "image_link": ("![",),
    "image_reference": ("![",), "short_reference": ("[",), "short_image_ref": ("![",), "autolink": ("<",),
    "automail": ("<",), "linebreak": ("  \n",), "html": ("<",), "entity": ("&",), "em_strong": ("*", "_"),
}  # fmt: skip
"""The same for patterns within a text."""
SMARTY_SIGNS: Mapping[str, Sequence[str]] = {
    "smarty-em-dashes": ("--",), "smarty-en-dashes": ("--",), "smarty-ellipses": ("...",),
    "smarty-left-angle-quotes": ("<<",), "smarty-right-angle-quotes": (">>",),
    **{f"smarty-quotes-{number}": ("'", '"') for number in range(15)},
}  # fmt: skip
"""The same for the patterns of `smarty`, which has a pass of its own through the text."""


def needed_extensions(names: Sequence[str], text: str) -> tuple[str, ...]:
    """Those of the extensions that may change anything in a text."""
    if not markdown.__version__.startswith(f"{KNOWN_VERSION}."):
        return tuple(names)
    return tuple(
        name for name in names if name not in EXTENSION_SIGNS or any(sign in text for sign in EXTENSION_SIGNS[name])
    )


def quicken(converter: markdown.Markdown) -> None:
    """Make a converter skip patterns that cannot match.

    Call it when all extensions are there: patterns within a text that are registered later are not applied.
    """
    if not markdown.__version__.startswith(f"{KNOWN_VERSION}."):
        return
    passes = converter.treeprocessors
    passes.register(_QuickInlineProcessor(converter, converter.inlinePatterns, INLINE_SIGNS), "inline", 20)
    if "smarty" in passes:
        passes.register(_QuickInlineProcessor(converter, passes["smarty"].inlinePatterns, SMARTY_SIGNS), "smarty", 6)
    processors = converter.parser.blockprocessors
    for name, signs in BLOCK_SIGNS.items():
        if name in processors:
            processors[name].test = _quick_test(processors[name], signs)
    if len(processors) == sum(name in processors for name in (*BLOCK_SIGNS, *OTHER_BLOCKS)):
        converter.parser.parseBlocks = _quick_blocks(list(processors))
    if "toc" in passes:
        _leave_out_contents(converter, passes["toc"])


def _leave_out_contents(converter: markdown.Markdown, toc: TocTreeprocessor) -> None:
    """A table of contents is made only for a page with the marker that says where to put it.

    Where all headings have their ids, as they do in a campaign, nothing is left to do then.
    """
    build, replace, run = toc.build_toc_div, toc.replace_marker, toc.run
    changes_headings = toc.use_anchors or toc.use_permalinks not in (False, None) or toc.base_level

    def is_wanted() -> bool:
        return bool(toc.marker) and any(toc.marker in line for line in converter.lines)

    def is_done(heading: Element) -> bool:
        return "id" in heading.attrib and "data-toc-label" not in heading.attrib

    def run_if_needed(root: Element) -> None:
        headings = (one for one in root.iter() if isinstance(one.tag, str) and toc.header_rgx.match(one.tag))
        if changes_headings or is_wanted() or not all(map(is_done, headings)):
            run(root)

    toc.build_toc_div = lambda headings: build(headings) if is_wanted() else Element("div")
    toc.replace_marker = lambda root, contents: replace(root, contents) if is_wanted() else None
    toc.run = run_if_needed


def _quick_test(processor: BlockProcessor, signs: Sequence[str]) -> Callable[[Element, str], bool]:
    test = processor.test

    def quick_test(parent: Element, block: str) -> bool:
        for sign in signs:  # A loop, because `any` takes three times as long, and this is all about time.
            if sign in block:
                return bool(test(parent, block))
        return False

    return quick_test


def _quick_blocks(processors: Sequence[BlockProcessor]) -> Callable[[Element, list[str]], None]:
    """`BlockParser.parseBlocks`, which asks nobody whose a block is that begins as most do."""
    paragraph = processors[-1]

    def parse_blocks(parent: Element, blocks: list[str]) -> None:
        while blocks:
            if _LETTERS_FIRST.fullmatch(blocks[0]):
                paragraph.run(parent, blocks)
                continue
            for processor in processors:
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break

    return parse_blocks


class _QuickInlineProcessor(InlineProcessor):  # type: ignore[misc]
    """`patterns`: those of the pass through the text; `signs`: what a text must hold for each, by its name."""

    def __init__(
        self, converter: markdown.Markdown, patterns: Registry[Any], signs: Mapping[str, Sequence[str]]
    ) -> None:
        super().__init__(converter)
        self.inlinePatterns = patterns
        names = {id(patterns[name]): name for name in signs if name in patterns}
        # Every text holds "": a pattern of an extension that is not known here is always tried.
        self._patterns = [(one, signs.get(names.get(id(one), ""), ("",))) for one in patterns]
        self._any_sign = re.compile("|".join({re.escape(sign) for _, signs in self._patterns for sign in signs}))

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        found: Element = super().run(tree, ancestors) if self._any_sign.search("".join(tree.itertext())) else tree
        return found

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if isinstance(data, AtomicString) or not self._any_sign.search(data):
            return data
        for index, (pattern, signs) in enumerate(self._patterns[patternIndex:], patternIndex):
            for sign in signs:
                if sign in data:
                    start, is_matched = 0, True
                    while is_matched:
                        data, is_matched, start = self._InlineProcessor__applyPattern(pattern, data, index, start)
                    break
        return data
