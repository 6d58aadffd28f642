"""The words of the interface, one file per language: `docs/_data/ui/<language>.yml`.

A word file has two parts: `language` (facts about the language and its readers) and `words` (key → text). English
is the reference: every other file has the same keys and the same `{placeholders}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem, ProblemsFound
from campaign.files.record import Check, Key, Record
from campaign.files.schema import validate_record
from campaign.languages.formats import is_locale


def _twelve(months: tuple[str, ...]) -> tuple[str, ...]:
    if months and len(months) != 12:
        raise ValueError(f"twelve months, January first (there are {len(months)})")
    return months


def _known_to_babel(babel: str) -> str:
    if not is_locale(babel):
        raise ValueError("a locale that Babel knows, such as sl_SI")
    return babel


class LanguageFacts(Record):
    """The `language` part of a word file."""

    babel: Annotated[str, Key("Babel's locale for dates and numbers, e.g. `sl_SI`."), Check(_known_to_babel)]
    direction: Annotated[Literal["ltr", "rtl"], Key("Writing direction.")] = "ltr"
    countries: Annotated[
        tuple[str, ...], Key("ISO codes of the countries whose contacts stand on this language's pages.", min_length=1)
    ]
    exit_url: Annotated[str, Key("Where “Leave this page” leads.", pattern=r"^https://")]

    months: Annotated[
        tuple[str, ...],
        Key("The twelve months as they stand in a date, where Babel's locale writes them in another way."),
        Check(_twelve),
    ] = ()
    readers: Annotated[
        tuple[str, ...], Key("Further language tags whose readers read this language: `bs`, `hr` for Montenegrin.")
    ] = ()


def _without_spaces_around(words: dict[str, str]) -> dict[str, str]:
    return {key: text.strip(" \t\n") for key, text in words.items()}


class WordFile(Record):
    """A whole word file."""

    # A no-break space at an edge is wanted (French sets one before a colon); ordinary spaces there are not.
    __pydantic_config__: ClassVar[Mapping[str, Any]] = {**Record.__pydantic_config__, "str_strip_whitespace": False}

    language: LanguageFacts
    words: Annotated[dict[str, str], Check(_without_spaces_around)]


@dataclass(frozen=True)
class Words:
    """The interface words of one language; `words["search"]`, `words("read_on", count=3)`."""

    language: str
    texts: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        """The text; raises ProblemsFound when somebody has taken the word out of the source language's file."""
        try:
            return self.texts[key]
        except KeyError:
            raise ProblemsFound([_missing_word(key, self.language)]) from None

    def __contains__(self, key: object) -> bool:
        return key in self.texts

    def __call__(self, key: str, **values: object) -> str:
        """The text with its placeholders filled in."""
        return self[key].format(**values)

    def listed(self, items: Iterable[str]) -> str:
        """Items in a row, with this language's comma between them: "6–9, 10–12"."""
        return f"{self['comma']} ".join(items)


def _missing_word(key: str, language: str) -> Problem:
    return Problem(
        rule="words",
        file=f"docs/_data/ui/{language}.yml",
        field=f"words.{key}",
        found=f"the interface word “{key}” is missing, and the site needs it",
        expected=f"a line `  {key}: …` under `words:`",
        fix="put the line back; `git diff` shows what has changed in the file",
    )


_Read = tuple[WordFile | None, list[Problem]]
Understood = Callable[[Path, str, Callable[[YamlDocument], _Read], str], _Read]
"""A reader's way to say what a file means: see `campaign.load`."""
_PLACEHOLDER = re.compile(r"\{\w+\}")


def load_words(path: Path, language: str, file: str, understood: Understood) -> tuple[WordFile | None, list[Problem]]:
    """Read a word file, through a reader's `understood`; (None, problems) when there is none or it is broken."""
    if not path.is_file():
        return (
            None,
            [
                Problem(
                    rule="missing-words",
                    file=file,
                    found=f"there is no file of interface words for “{language}”",
                    expected=f"a file {file}",
                    fix="copy docs/_data/ui/en.yml there and translate the texts",
                )
            ],
        )
    try:
        return understood(path, file, lambda document: validate_record(WordFile, document), WordFile.__name__)
    except ProblemsFound as found:
        return None, found.problems


def check_words(words: WordFile, document: Callable[[], YamlDocument], reference: WordFile, file: str) -> list[Problem]:
    """Every key of the reference is there, none is unknown or empty, and the placeholders are the same. The document
    is asked for when there is a problem: it knows the line."""
    problems = []
    for key, text in reference.words.items():
        translated = words.words.get(key)
        if not translated:
            problems.append(
                Problem(
                    rule="words",
                    file=file,
                    line=document().line_of(("words",)),
                    field=f"words.{key}",
                    found=f"the interface word “{key}” is missing",
                    expected=f"a translation of “{text}”",
                    fix=f"add a line `  {key}: …`",
                )
            )
        elif set(_PLACEHOLDER.findall(translated)) != set(_PLACEHOLDER.findall(text)):
            problems.append(
                Problem(
                    rule="words",
                    file=file,
                    line=document().line_of(("words", key)),
                    field=f"words.{key}",
                    found=f"the placeholders of “{translated}”",
                    expected=", ".join(sorted(set(_PLACEHOLDER.findall(text)))) or "none",
                    fix="copy the words in {braces} as they are",
                )
            )
    problems += [
        Problem(
            rule="words",
            file=file,
            line=document().line_of(("words", key)),
            field=f"words.{key}",
            found=f"the interface word “{key}” is not in the source language's file",
            expected="only keys of the source's file",
            fix="remove it, or correct its name",
        )
        for key in words.words
        if key not in reference.words
    ]
    return problems
