"""The stylesheet that is sent: the theme's rules that a page can need, and our own, minified.

Material for MkDocs dresses the text, but most of its rules are for parts that this site does not have. A rule stays
when every class in its selector can be on a page: a word of a template or script of the look, or a class that
Markdown may bring (`sanitise.ALLOWED_CLASSES`; nothing else gets past it). No page has to be built to know that, so the
result depends on the look alone, not on the content.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from campaign.files.look import Look
from campaign.pages.sanitise import ALLOWED_CLASSES

BROWSERS = ["chrome 88", "firefox 85", "safari 14.1"]
"""The oldest browsers (early 2021) that the stylesheet is written for; newer ways to write a rule are put into older
ones. https://github.com/parcel-bundler/lightningcss reads them as browserslist queries."""

NOT_SHOWN = re.compile("--md-(admonition-icon|typeset-table-sort-icon)")
"""Values of the theme that our look does not show: the icons of boxes and of tables that sort themselves."""

SAME_LOOK = frozenset({"note", "tip", "info", "question", "warning", "success", "danger", "quote", "example"})
"""Kinds of boxes: our look dresses all of them, and the theme's colours for them are not seen."""

NO_PAGE_HAS = re.compile(
    r"(?<!:not\()\[(?:role=columnheader|align|align=\w+|data-preview|data-md-scrolllock|id=__comments)\]"
    r"|(?<![\w.#-])(?:iframe|video)(?![\w-])|img\[src\$=[^\]]*\]"
)
"""Elements and attributes that the theme has rules for, and that neither a template nor Markdown brings into a page."""
_UNUSED = "no-page-has-it"
"""A class in their place: so the tool removes their rules."""

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|' + r"'(?:[^'\\]|\\.)*'")
_NAME = re.compile(r"[.#](-?[A-Za-z_][\w-]*)|@keyframes ([\w-]+)")
_PROPERTY = re.compile(r"(--[\w-]+):")
_USE = re.compile(r"var\((--[\w-]+)")
_WORD = re.compile(r"[\w-]+")
_PLACE = re.compile(r"Parsing stylesheet failed: (.*) at (.*):(\d+):\d+$", re.DOTALL)


def own_stylesheets(look: Look) -> list[Path]:
    """Our own rules in the order in which they are sent: tokens, what is shared, then the components by name."""
    return [*map(look.find, ("tokens.css", "base.css", "special.css")), *look.files("components/*/*.css")]


def process_stylesheet(css: str, **options: Any) -> str:
    """A stylesheet as Lightning CSS writes it; raises ValueError, with a line, when it cannot be read."""
    # Imported when needed: most builds have only stylesheets that are known.
    import lightningcss

    return str(lightningcss.process_stylesheet(css, **options))


def used_words(look: Look) -> frozenset[str]:
    """Every word of the templates and scripts of the look: what is no word of theirs is no class of a page."""
    texts = (path.read_text("utf-8") for suffix in ("html", "js") for path in look.files(f"**/*.{suffix}"))
    return frozenset(word for text in texts for word in _WORD.findall(text))


def prune_theme(theme_css: str, own_css: str, words: frozenset[str]) -> str:
    """The theme's rules without those for classes and ids that are neither in `words` nor allowed in Markdown, and
    without the values (custom properties) that neither they nor `own_css` use, or that are not shown."""
    theme_css = NO_PAGE_HAS.sub(f".{_UNUSED}", theme_css)
    named = {name for pair in _NAME.findall(_STRING.sub("", theme_css)) for name in pair if name}
    hidden = {name for name in _PROPERTY.findall(theme_css) if NOT_SHOWN.match(name)}
    unseen = {_UNUSED} | hidden | SAME_LOOK
    css = process_stylesheet(theme_css, unused_symbols=(named - words - ALLOWED_CLASSES) | unseen)
    # A value may be used by another value that nothing uses.
    while unused := set(_PROPERTY.findall(css)) - set(_USE.findall(css)) - set(_USE.findall(own_css)):
        css = process_stylesheet(css, unused_symbols=unused)
    return css


@lru_cache(maxsize=4)
def render_stylesheet(theme_css: str, own_css: str, words: frozenset[str]) -> str:
    """One minified stylesheet of the theme's used rules and our own, in that order; the same input gives the same text.

    Takes a third of a second; kept in memory for the next build of `campaign serve`.
    """
    return process_stylesheet(prune_theme(theme_css, own_css, words) + own_css, browsers_list=BROWSERS)
