"""Interface words of another language that stand in for those of a new campaign's source until they are translated."""

from __future__ import annotations

from collections.abc import Iterator

from campaign.files.allowed import DATA_FOLDER
from campaign.files.problems import Problem, Severity
from campaign.languages.words import Understood, WordFile, load_words
from campaign.model.pool import original_folder
from campaign.model.settings import Settings


def check_stand_in(words: WordFile, settings: Settings, understood: Understood, file: str) -> Iterator[Problem]:
    """How many words of a new campaign are still those of the language that stands in for its source."""
    if not words.stand_in:
        return
    path = original_folder() / "docs" / DATA_FOLDER / "ui" / f"{words.stand_in}.yml"
    other, problems = load_words(path, words.stand_in, path.as_posix(), understood)
    yield from problems
    same = [key for key, text in words.words.items() if other and text == other.words.get(key)]
    found, expected = f"{len(same)} words are still those of “{words.stand_in}”", "the words of this language"
    fix = f"translate them ({', '.join(same[:3])} …), then take the line `stand_in` out"
    severity: Severity = "warning" if settings.is_preview else "error"
    yield Problem("stand-in", file, found, expected, fix, field="stand_in", severity=severity)
