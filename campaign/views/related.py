"""What to read on: the pages before and after in the section, and what others can read about the same thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from campaign.facts.vocabulary import Vocabulary
from campaign.model.campaign import Campaign
from campaign.pages.page import SourcePage


class Related:
    """Finds pages by what the front matter of the source language says."""

    def __init__(self, campaign: Campaign):
        self.campaign = campaign
        self._found: dict[str, Mapping[str, str]] = {}

    def others(self, path: str) -> Mapping[str, str]:
        """For each audience that a page is not for, the path of the page that is nearest to it in topics."""
        if path not in self._found:
            page = self.campaign.pages[self.campaign.settings.source.code, path]
            audiences = [one for one in self.campaign.vocabulary.audiences if one not in page.meta.audience]
            best = {one: _nearest(page, self._pages_for.get(one, ())) for one in audiences}
            self._found[path] = {one: found.path for one, found in best.items() if found}
        return self._found[path]

    @cached_property
    def _pages_for(self) -> Mapping[str, Sequence[SourcePage]]:
        """By audience, the pages that are for it alone: guides for families and children, for teachers what they do in
        class, in the order of the navigation."""
        source, vocabulary = self.campaign.settings.source.code, self.campaign.vocabulary
        found: dict[str, list[SourcePage]] = {}
        for path in self.campaign.settings.navigation:
            page = self.campaign.pages.get((source, path))
            if page and len(page.meta.audience) == 1 and _is_offered(page, vocabulary):
                found.setdefault(page.meta.audience[0], []).append(page)
        return found


def _is_offered(page: SourcePage, vocabulary: Vocabulary) -> bool:
    return vocabulary.kinds[page.meta.kind].kit is not None


def _nearest(page: SourcePage, candidates: Sequence[SourcePage]) -> SourcePage | None:
    """The page with most topics of this one, its first topics counting more, and most words of its id (`ai-companions`,
    `child-ai-companions`); then with most of its ages. None where all that is the same is a lesser topic."""

    def same_words(other: SourcePage) -> int:
        return len({*page.meta.id.split("-")} & {*other.meta.id.split("-")})

    def score(other: SourcePage) -> tuple[int, int]:
        shared = [topic for topic in page.meta.topics if topic in other.meta.topics]
        weight = sum(len(page.meta.topics) - page.meta.topics.index(one) for one in shared)
        is_alike = page.meta.topics[:1] == other.meta.topics[:1]
        return weight + is_alike + 2 * same_words(other), len({*page.meta.ages} & {*other.meta.ages})

    best = max(candidates, key=score, default=None)
    is_near = best and ({*page.meta.topics[:1]} & {*best.meta.topics} or same_words(best) > 1)
    return best if is_near else None
