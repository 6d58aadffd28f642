"""Which drawing stands at the head of a page."""

from __future__ import annotations

from collections.abc import Collection

from campaign.facts.vocabulary import Vocabulary
from campaign.pages.page import PageMeta


def picture_of(meta: PageMeta, vocabulary: Vocabulary, drawings: Collection[str]) -> str | None:
    """The drawing at the head of a page: that of its kind, or of its first topic which has one; None for none."""
    shared = vocabulary.shared_drawings
    of_topics = (name for topic in meta.topics if (name := shared.get(topic, topic)) in drawings)
    return vocabulary.kinds[meta.kind].drawing or next(of_topics, None)
