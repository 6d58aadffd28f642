"""The quickened converter makes what Python-Markdown makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as some
from markdown.inlinepatterns import SimpleTagInlineProcessor

from campaign.pages.markdown_speed import EXTENSION_SIGNS, KNOWN_VERSION, needed_extensions, quicken
from tests.site_maker import ORIGINAL

EXTENSIONS = ["admonition", "attr_list", "sane_lists", "tables", "pymdownx.details", "toc", "smarty"]
QUOTES_ONLY = {"smarty": {"smart_dashes": False, "smart_ellipses": False}}
EVERYTHING = {"smarty": {"smart_angled_quotes": True}, "toc": {"permalink": True}}


def _converter(*, is_quick: bool, options: Mapping[str, Mapping[str, Any]] = QUOTES_ONLY) -> markdown.Markdown:
    converter = markdown.Markdown(extensions=EXTENSIONS, extension_configs=options)
    if is_quick:
        quicken(converter)
    return converter


PLAIN, QUICK = _converter(is_quick=False), _converter(is_quick=True)
MORE_PLAIN, MORE_QUICK = (_converter(is_quick=is_quick, options=EVERYTHING) for is_quick in (False, True))


def _both(text: str) -> tuple[str, str]:
    return PLAIN.reset().convert(text), QUICK.reset().convert(text)


def test_it_is_written_for_the_version_that_is_installed() -> None:
    """When this fails: read treeprocessors.InlineProcessor and the processors named in the module again."""
    assert markdown.__version__.startswith(f"{KNOWN_VERSION}.")
    assert type(QUICK.treeprocessors["inline"]) is not type(PLAIN.treeprocessors["inline"])


@pytest.mark.parametrize("language", ["en", "cnr", "ar"])
def test_every_page_of_the_campaign_is_the_same(language: str) -> None:
    for path in sorted((ORIGINAL / "docs" / language).rglob("*.md")):
        plain, quick = _both(path.read_text("utf-8"))
        assert quick == plain, path


PIECES = (
    "word", "**", "*", "_", "`", "\\", "[", "](page.md)", "![", "](a.png)", "<b>", "</b>", "<https://example.org>",
    "&amp;", "&", "  \n", "\n", "\n\n", "    ", "!!! tip\n", '??? note "More"\n', "| a | b |\n| --- | --- |\n", "# ",
    "## A {#a}\n",
    '## B {#b data-toc-label="C"}\n', "'", '"', "--", "---", "...", "<<", ">>", "\u201c", "'90s",
    "---\n", "===\n", "> ", "- ", "1. ", "[TOC]\n\n", " ", "{ .class }", "[name]", "[name]: /a\n",
)  # fmt: skip


@given(some.lists(some.sampled_from(PIECES), max_size=30))
def test_any_text_is_the_same(pieces: list[str]) -> None:
    text = "".join(pieces)
    plain, quick = _both(text)
    assert quick == plain
    assert MORE_QUICK.reset().convert(text) == MORE_PLAIN.reset().convert(text)


EXTENSION_TEXTS = (
    "```",
    "~~~",
    "???",
    "???+ tip",
    "\n",
    "    ",
    "word",
    '"title"',
    " python",
    "**b**",
    "- ",
    "|",
    "<p>",
)


@given(some.lists(some.sampled_from(EXTENSION_TEXTS), max_size=20))
def test_an_extension_that_is_left_out_would_change_nothing(pieces: list[str]) -> None:
    names = [*EXTENSIONS, "fenced_code"]
    text = "".join(pieces)
    needed = needed_extensions(names, text)
    assert set(names) - set(needed) <= set(EXTENSION_SIGNS)
    assert markdown.markdown(text, extensions=list(needed)) == markdown.markdown(text, extensions=names)


def test_a_pattern_that_is_not_known_is_always_tried() -> None:
    converter = markdown.Markdown(extensions=EXTENSIONS)
    converter.inlinePatterns.register(SimpleTagInlineProcessor(r"()~(.*?)~", "s"), "strike", 75)
    quicken(converter)
    assert converter.convert("this is ~gone~") == "<p>this is <s>gone</s></p>"


def test_another_version_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "__version__", "99.0")
    assert type(_converter(is_quick=True).treeprocessors["inline"]) is type(PLAIN.treeprocessors["inline"])
