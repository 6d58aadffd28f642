"""The drawings: which one belongs to a page, and what each shows, in words, for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from campaign.files.record import Key, Record
from campaign.pages.page import PageMeta

SHARED = {
    "hate": "cyberbullying",
    "school-protocol": "prevention",
    "participation": "creating",
}
"""Topics that share the drawing of another topic; every other topic has a drawing of its own name."""


class Picture(Record):
    """One entry of `docs/_data/pictures.yml`: a drawing that a page may show as `{{ picture: id }}`."""

    id: Annotated[str, Key("The drawing's name in components/picture/drawings/.", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    alt: Annotated[dict[str, str], Key("What it shows, by language code; read aloud to those who cannot see it.")]


def picture_of(meta: PageMeta, drawings: Iterable[str]) -> str | None:
    """The drawing at the head of a page: that of its first topic which has one; None for none."""
    there = set(drawings)
    if meta.kind == "update":
        return "news"
    return next((name for topic in meta.topics if (name := SHARED.get(topic, topic)) in there), None)
