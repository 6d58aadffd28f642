"""The colours in tokens.css can be read: every pair of text and ground that the look uses, light and dark.

Source: WCAG 2.2, 1.4.3 (text, 4.5:1) and its formula of relative luminance. The edges of boxes help but carry nothing
alone: 2:1.
"""

from __future__ import annotations

import re

import pytest

from tests.site_maker import PROJECT

CSS = (PROJECT / "campaign/look/tokens.css").read_text("utf-8")
LIGHT_PART, _, REST = CSS.partition("@media screen and (prefers-color-scheme: dark)")
DARK_PART = REST.partition("@media")[0]
TEXTS = [
    *(("--c-ink", ground) for ground in ("--c-ground", "--c-raised", "--c-now", "--c-calm")),
    *(("--c-quiet", ground) for ground in ("--c-ground", "--c-raised", "--c-calm")),
    *(("--c-link", ground) for ground in ("--c-ground", "--c-raised", "--c-now", "--c-calm")),
    *(("--c-on-door", ground) for ground in ("--c-child", "--c-parent", "--c-teacher", "--c-calm")),
    ("--c-on-help", "--c-help"),
    ("--c-on-brand", "--c-brand"),
]
EDGES = [
    ("--c-now-line", "--c-now"),
    ("--c-calm-line", "--c-calm"),
    ("--c-focus", "--c-ground"),
    ("--c-help", "--c-ground"),
]


def colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"(--c-[\w-]+): (#[0-9a-f]{6})\b", css))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(scheme: str) -> None:
    values = colours(LIGHT_PART) | (colours(DARK_PART) if scheme == "dark" else {})
    weak = {
        (one, other): round(contrast(values[one], values[other]), 2)
        for pairs, least in ((TEXTS, 4.5), (EDGES, 2.0))
        for one, other in pairs
        if contrast(values[one], values[other]) < least
    }
    assert weak == {}
