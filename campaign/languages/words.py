"""The words of the interface, one file per language: `docs/_data/ui/<language>.yml`.

A word file has two parts: `language` (facts about the language and its readers) and `words` (key → text). English
is the reference: every other file has the same keys and the same `{placeholders}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem, ProblemsFound
from campaign.files.record import Check, Key, Record
from campaign.files.schema import validate_record
from campaign.languages.formats import is_country, is_locale
from campaign.languages.word_forms import known_dictionaries


def _twelve(months: tuple[str, ...]) -> tuple[str, ...]:
    if months and len(months) != 12:
        raise ValueError(f"twelve months, January first (there are {len(months)})")
    return months


def _known_to_babel(babel: str) -> str:
    if not is_locale(babel):
        raise ValueError("a locale that Babel knows, such as sl_SI")
    return babel


def _countries(codes: tuple[str, ...]) -> tuple[str, ...]:
    if wrong := [one for one in codes if not is_country(one)]:
        raise ValueError(f"codes of countries (ISO 3166-1), such as SI; not {', '.join(wrong)}")
    return codes


def _known_to_simplemma(dictionary: str) -> str:
    if dictionary and dictionary not in (known := known_dictionaries()):
        raise ValueError(f"a dictionary of simplemma: {', '.join(known)}")
    return dictionary


class LanguageFacts(Record):
    """The `language` part of a word file."""

    babel: Annotated[str, Key("Babel's locale for dates and numbers, e.g. `sl_SI`."), Check(_known_to_babel)]
    direction: Annotated[Literal["ltr", "rtl"], Key("Writing direction.")] = "ltr"
    exit_url: Annotated[
        str, Key("Where “Leave this page” leads; one of `exit_urls` in `mkdocs.yml`.", pattern=r"^https://")
    ]
    countries: Annotated[
        tuple[str, ...],
        Key(
            "ISO codes of further countries whose contacts stand on this language's pages, after those of the "
            "campaign's own; each one of `further_countries` in `mkdocs.yml`. Mostly left out."
        ),
        Check(_countries),
    ] = ()
    months: Annotated[
        tuple[str, ...],
        Key("The twelve months as they stand in a date, where Babel's locale writes them in another way."),
        Check(_twelve),
    ] = ()
    partial: Annotated[
        bool, Key("Some words may be missing: readers get the source's for them. For languages with few translators.")
    ] = False
    forms: Annotated[
        str,
        Key(
            "The dictionary of simplemma that knows the forms of this language's words, for search: `sl`, `hbs` for "
            "Montenegrin. Without one, search knows beginnings and misspellings only."
        ),
        Check(_known_to_simplemma),
    ] = ""
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
    stand_in: Annotated[
        str | None, Key("The language whose words stand here until they are translated; what is the same is counted.")
    ] = None
    words: Annotated[dict[str, str], Check(_without_spaces_around)]


@dataclass(frozen=True)
class Words:
    """The interface words of one language; `words["search"]`, `words("read_on", count=3)`."""

    language: str
    texts: Mapping[str, str]
    file: str = ""
    """Its name, for messages."""
    source: Mapping[str, str] = field(default_factory=dict)
    """The source language's words, where these are partial."""

    def __getitem__(self, key: str) -> str:
        """The text; raises ProblemsFound when somebody has taken the word out of the source language's file."""
        text = self.texts.get(key) or self.source.get(key, self.texts.get(key))
        if text is None:
            raise _missing_word(key, self.file)
        return text

    def __contains__(self, key: object) -> bool:
        return key in self.texts or key in self.source

    def __call__(self, key: str, **values: object) -> str:
        """The text with its placeholders filled in."""
        return self[key].format(**values)

    def listed(self, items: Iterable[str]) -> str:
        """Items in a row, with this language's comma between them: "6–9, 10–12"."""
        return f"{self['comma']} ".join(items)


def _missing_word(key: str, file: str) -> ProblemsFound:
    found = f"the interface word “{key}” is missing, and the site needs it"
    expected = f"a line `  {key}: …` under `words:`"
    fix = "put the line back; `git diff` shows what has changed in the file"
    return ProblemsFound.of("words", file, found, expected, fix, field=f"words.{key}")


_Read = tuple[WordFile | None, list[Problem]]
Understood = Callable[[Path, str, Callable[[YamlDocument], _Read], str], _Read]
"""A reader's way to say what a file means: see `campaign.load`."""
_PLACEHOLDER = re.compile(r"\{\w+\}")


def load_words(path: Path, language: str, file: str, understood: Understood) -> tuple[WordFile | None, list[Problem]]:
    """Read a word file, through a reader's `understood`; (None, problems) when there is none or it is broken."""
    if not path.is_file():
        missing = f"there is no file of interface words for “{language}”"
        fix = "copy en.yml beside it and translate the texts"
        return None, [Problem("missing-words", file, missing, f"a file {file}", fix)]
    try:
        return understood(path, file, partial(validate_record, WordFile), WordFile.__name__)
    except ProblemsFound as found:
        return None, found.problems


def check_exit(
    words: WordFile, document: Callable[[], YamlDocument], allowed: Sequence[str], config_file: str
) -> Iterator[Problem]:
    """The way out leads where the settings allow it: translators write this file, others answer for that one."""
    url = words.language.exit_url
    if url not in allowed:
        found = f"“Leave this page” leads to {url}"
        expected = f"an address from `exit_urls` in {config_file}: {', '.join(allowed) or 'none'}"
        fix = f"take one of those; or whoever answers for {config_file} adds it there (plugins: campaign: exit_urls)"
        at = ("language", "exit_url")
        yield document().problem("exit-url", found, expected, fix, at, field="language.exit_url")


def check_countries(
    words: WordFile, document: Callable[[], YamlDocument], allowed: Sequence[str], config_file: str
) -> Iterator[Problem]:
    """A country is the campaign's, or one that its settings name: a file copied from elsewhere brings none with it."""
    if wrong := [one for one in words.language.countries if one not in allowed]:
        found = f"contacts of {', '.join(wrong)}, which the campaign does not name"
        expected = f"countries of the campaign: {', '.join(allowed)}"
        fix = f"remove the line; or add the country in {config_file} (plugins: campaign: further_countries)"
        at = ("language", "countries")
        yield document().problem("foreign-country", found, expected, fix, at, field="language.countries")


def check_words(words: WordFile, document: Callable[[], YamlDocument], reference: WordFile) -> Iterator[Problem]:
    """Every key of the reference is there, none is unknown or empty, and the placeholders are the same. The document
    is asked for when there is a problem: it knows the line."""

    def wrong(key: str, found: str, expected: str, fix: str) -> Problem:
        return document().problem("words", found, expected, fix, ("words", key), field=f"words.{key}")

    missing = [key for key in reference.words if not words.words.get(key)]
    if missing and words.language.partial:
        found, expected = f"{len(missing)} of {len(reference.words)} words are missing", "a translation of each"
        fix = (
            "until then readers get those of the source language: " + ", ".join(missing[:8]) + " …" * (len(missing) > 8)
        )
        at = ("language", "partial")
        yield (
            document().problem("words", found, expected, fix, at, field="language.partial")._replace(severity="warning")
        )
    for key, text in reference.words.items():
        translated = words.words.get(key)
        if not translated and words.language.partial:
            continue
        if not translated:
            found, expected = f"the interface word “{key}” is missing", f"a translation of “{text}”"
            yield wrong(key, found, expected, f"add a line `  {key}: …`")
        elif set(_PLACEHOLDER.findall(translated)) != set(_PLACEHOLDER.findall(text)):
            found, expected = f"the placeholders of “{translated}”", ", ".join(sorted(set(_PLACEHOLDER.findall(text))))
            yield wrong(key, found, expected or "none", "copy the words in {braces} as they are")
    for key in words.words:
        if key not in reference.words:
            found = f"the interface word “{key}” is not in the source language's file"
            expected = "only keys of the source's file"
            yield wrong(key, found, expected, "remove it, or correct its name")
