"""The pictures on pages: which one stands at the head, and in which files each is."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from campaign.facts.vocabulary import Vocabulary
from campaign.pages.page import PageMeta


def picture_of(meta: PageMeta, vocabulary: Vocabulary, pictures: Collection[str]) -> str | None:
    """The picture at the head of a page: that of its kind, with its id, or of its first topic that has one; None for
    none."""
    shared = vocabulary.shared_drawings
    wanted = [vocabulary.kinds[meta.kind].drawing, meta.id, *(shared.get(topic, topic) for topic in meta.topics)]
    return next((one for one in wanted if one in pictures), None)


def picture_files(name: str) -> Mapping[str, str]:
    """A picture's files below the site's root, for light and for dark ground. A page names them, and holds none of
    it: it can be read before they have come."""
    return {"light": f"assets/scenes/{name}.svg", "dark": f"assets/scenes/{name}.dark.svg"}
