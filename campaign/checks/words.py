"""Interface words that have changed since they were translated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from campaign.files.problems import Problem
from campaign.model.campaign import Campaign
from campaign.translation.word_locks import changed_words, unlocked_words


def check_word_locks(campaign: Campaign, *, is_release: bool = False) -> Iterator[Problem]:
    """Interface words stand on every page: a changed one is as serious as a changed essential page."""
    source = campaign.words.get(campaign.settings.source.code)
    for folder in campaign.settings.folders[1:]:
        translated = campaign.words.get(folder)
        if source is None or translated is None:
            continue
        lock = campaign.word_locks.get(folder, {})
        file = translated.file
        changed, unlocked = changed_words(source, lock), unlocked_words(source, translated, lock)
        if changed:
            found = f"changed in the source since they were translated: {_shown(changed)}"
            yield _problem("outdated", file, found, source.language, is_release)
        if unlocked:
            found = f"translated, and nothing records from what: {_shown(unlocked)}"
            yield _problem("unlocked", file, found, source.language, is_release)


def _problem(rule: str, file: str, found: str, source: str, is_release: bool) -> Problem:
    expected = "translations of the interface words as they are now"
    fix = f"compare them with {source}.yml, then: campaign translation accept {file}"
    return Problem(rule, file, found, expected, fix, severity="error" if is_release else "warning")


def _shown(keys: Sequence[str]) -> str:
    return ", ".join(keys[:8]) + (f" and {len(keys) - 8} more" if len(keys) > 8 else "")
