"""Which drawing stands at the head of a page."""

from __future__ import annotations

from collections.abc import Iterable

from campaign.pages.page import PageMeta

SHARED = {
    "hate": "cyberbullying",
    "school-protocol": "prevention",
    "participation": "creating",
}
"""Topics that share the drawing of another topic; every other topic has a drawing of its own name."""


def picture_of(meta: PageMeta, drawings: Iterable[str]) -> str | None:
    """The drawing at the head of a page: that of its first topic which has one; None for none."""
    there = set(drawings)
    if meta.kind == "update":
        return "news"
    return next((name for topic in meta.topics if (name := SHARED.get(topic, topic)) in there), None)
