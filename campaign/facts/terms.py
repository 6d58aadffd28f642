"""The right words: terms to avoid and the terms to use, after the Luxembourg Guidelines and INTERPOL."""

from __future__ import annotations

from typing import Annotated, Literal

from campaign.files.record import Key, Record


class TermInLanguage(Record):
    """What to avoid and what to use in one language."""

    avoid: Annotated[tuple[str, ...], Key("Words to avoid; `*` at a word's end stands for endings.")] = ()
    prefer: Annotated[str, Key("The term to use.")]
    source: Annotated[str | None, Key("Where this language's usage was read.")] = None


class Term(Record):
    """One entry of `docs/_data/terms.yml`."""

    id: Annotated[str, Key("Stable id.", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    severity: Annotated[Literal["error", "warning"], Key("Whether it stops a build.")] = "error"
    reason: Annotated[str, Key("Why, in a sentence.")]
    source: Annotated[str | None, Key("Where the advice was read; a campaign's own choice of a word has none.")] = None
    languages: Annotated[dict[str, TermInLanguage], Key("By language code.")]
