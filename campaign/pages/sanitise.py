"""Cleaning the HTML that contributed Markdown makes, by an allow-list.

Checks refuse raw HTML before a site is built; this is the second wall, for whatever a check does not see.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import nh3

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "del", "details", "div", "dl", "dt", "em", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "small", "span",
    "strong", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "details": {"open"},
}
ALLOWED_CLASSES = {
    "admonition", "admonition-title", "note", "tip", "warning", "question", "info", "success", "danger", "quote",
    "example", "headerlink", "align-left", "align-right", "align-center", "summary",
}  # fmt: skip
"""The classes that Markdown and its extensions may bring into a page; the stylesheet keeps the rules for them."""


def sanitise_html(html: str) -> str:
    """The HTML with only known elements, attributes and classes; links only to pages, http(s), mailto and tel."""
    clean: str = _CLEANER.clean(html)
    # A class that is not allowed leaves an empty one; only then is each attribute asked for here, which takes longer.
    return _CAREFUL_CLEANER.clean(html) if ' class=""' in clean else clean


def _filter_attribute(_tag: str, name: str, value: str) -> str | None:
    if name == "class":
        return " ".join(one for one in value.split() if one in ALLOWED_CLASSES) or None
    return value


_SHARED: Mapping[str, Any] = {
    "tags": _TAGS,
    "url_schemes": {"http", "https", "mailto", "tel"},
    "clean_content_tags": {"script", "style", "iframe", "object", "noscript", "template"},
    "link_rel": None,
    "strip_comments": True,
}
_CLEANER = nh3.Cleaner(**_SHARED, attributes=_ATTRIBUTES, allowed_classes=dict.fromkeys(_TAGS, ALLOWED_CLASSES))
_CAREFUL_CLEANER = nh3.Cleaner(
    **_SHARED, attributes={**_ATTRIBUTES, "*": {*_ATTRIBUTES["*"], "class"}}, attribute_filter=_filter_attribute
)
