"""Who wrote a text, with what help, who translated it and whether a person has reviewed it."""

from __future__ import annotations

from campaign.languages.language import Language
from campaign.pages.page import SourcePage
from campaign.views.views import Views


def provenance(views: Views, page: SourcePage, language: Language) -> str:
    """The sentences in the language's words, before another script is made of them; "" where nothing is to be said."""
    campaign, words = views.campaign, views.wording.words_of(language)
    if campaign.is_taken_back(page.path):
        return ""
    translation = campaign.translation(language, page.path)
    original = campaign.pages.get((campaign.settings.source.code, page.path), page)
    parts = []
    if original.meta.adapted_from:
        parts.append(words("adapted_from", source=original.meta.adapted_from))
    if original.meta.written_by:
        parts.append(words("written_by", name=original.meta.written_by))
    elif campaign.vocabulary.written_with == "ai":
        parts.append(words["written_with_ai"])
    if translation.state == "original":
        return " ".join(parts)
    by, reviewer = translation.translated_by, translation.reviewed_by
    if by:
        parts.append(words["translated_by_machine"] if by == "machine" else words("translated_by", name=by))
    if reviewer and translation.reviewed_on:
        parts.append(words("reviewed_by", name=reviewer, date=views.wording.date(translation.reviewed_on, language)))
    elif by:
        parts.append(words["not_reviewed"])
    if translation.state == "outdated":
        parts.append(words["outdated"])
    return " ".join(parts)
