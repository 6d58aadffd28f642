"""A page of the campaign: its front matter (typed, documented) and its Markdown body."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Unpack

from campaign.files.documents import decode_text
from campaign.files.problems import Problem, ProblemsFound, Where
from campaign.files.record import Check, Key, Record
from campaign.files.schema import validate_record
from campaign.pages.lines import Line, Link, find_links, read_lines

MAX_BYTES = 400_000

AgeBand = Literal["0-5", "6-9", "10-12", "13-17"]


TRANSLATED = "translated"
"""The mark of a key whose text needs translating; a change of any other key makes no translation old."""
SHARED = "shared"
"""Of one whose value is the same in every language."""
OWN = "own"
"""Of one that each language's text has for itself."""
PREVIEWED = "previewed"
"""Of one that the editor shows in its preview."""
NEWS, TIMED, NOT_NEWS = "news", "timed", "not-news"
"""Of those that only pages of certain kinds have: the properties of a kind in the vocabulary."""
OF_TRANSLATIONS = "of translations"
"""Of those that only translations have."""


POSTER_TEXTS = 3
"""How many sentences stand on a poster."""


def whole_sentences(texts: tuple[str, ...] | Literal[False] | None) -> tuple[str, ...] | Literal[False] | None:
    """The texts of a poster, which nobody reads more than; raises ValueError with what is expected."""
    if texts is not None and texts is not False:
        if not 1 <= len(texts) <= POSTER_TEXTS:
            raise ValueError(f"expected one to {POSTER_TEXTS} sentences, or `false` for no poster")
        for text in texts:
            if text[-1:] not in tuple(".!?…؟"):
                raise ValueError(f"expected whole sentences, which end with . ! or ?, not “{text}”")
    return texts


MACHINE = "machine"
"""In the place of a person's name: no person did it."""


class Audio(Record):
    """The recording of a page: the text of the page, read aloud in its language. What it says is the page itself."""

    read_by: Annotated[str, Key("Who speaks: a name, or `machine`.", min_length=1, max_length=120)]
    recorded_on: Annotated[datetime.date, Key("The day it was recorded.")]
    licence: Annotated[str, Key("Under which licence it may be passed on.", min_length=2, max_length=60)]
    says: Annotated[
        str,
        Key(
            "Stands for the text that it says, numbers included; `campaign audio add` and `accept` write it.",
            pattern=r"^[0-9a-f]{12}$",
        ),
    ]


class PageMeta(Record):
    """The keys between the two `---` lines at the top of a page.

    A key is declared here and nowhere else: its marks say what a translation does with it and which kinds have it.
    """

    title: Annotated[
        str, Key("The page's title, as readers see it.", TRANSLATED, PREVIEWED, min_length=1, max_length=120)
    ]
    short_title: Annotated[str | None, Key("A shorter title for menus.", TRANSLATED, max_length=40)] = None
    description: Annotated[
        str,
        Key(
            "One or two plain sentences for search results and cards.", TRANSLATED, PREVIEWED,
            min_length=20, max_length=220,
        ),
    ]  # fmt: skip
    id: Annotated[
        str,
        Key(
            "Stable and the same in every language; it is printed on paper, so it never changes.", SHARED,
            pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        ),
    ]  # fmt: skip
    kind: Annotated[str, Key("What the page is; it decides how the page looks.", SHARED)] = "page"
    audience: Annotated[tuple[str, ...], Key("For whom the page is written.", SHARED)] = ()
    ages: Annotated[tuple[AgeBand, ...], Key("The ages of the children it is about.", SHARED)] = ()
    topics: Annotated[tuple[str, ...], Key("What it is about; chooses the drawing and related pages.", SHARED)] = ()
    essential: Annotated[bool, Key("What readers need most: translated first.", SHARED, NOT_NEWS)] = False
    sources: Annotated[
        tuple[str, ...], Key("Ids of statistics that the page rests on without quoting them.", SHARED, NOT_NEWS)
    ] = ()
    reviewed_on: Annotated[datetime.date, Key("When a person last read the page against what is known.", OWN)]
    consent_on: Annotated[
        datetime.date | None,
        Key("Work of children: the day on which everybody who made it had said yes on the slip.", SHARED, NOT_NEWS),
    ] = None
    easy_of: Annotated[
        str | None,
        Key("The id of the page that this one says in easy language.", SHARED, NOT_NEWS, pattern=r"^[a-z0-9-]+$"),
    ] = None
    minutes: Annotated[int | None, Key("How long it takes.", SHARED, TIMED, ge=5, le=240)] = None
    materials: Annotated[tuple[str, ...], Key("What is needed.", TRANSLATED, TIMED, PREVIEWED)] = ()
    outcomes: Annotated[tuple[str, ...], Key("What the group can do afterwards.", TRANSLATED, TIMED, PREVIEWED)] = ()
    poster: Annotated[
        tuple[str, ...] | Literal[False] | None,
        Key(
            "Up to three whole sentences that poster and letter show in place of the page's first steps; "
            "`false`: there is no poster.", TRANSLATED, NOT_NEWS,
        ),
        Check(whole_sentences),
    ] = None  # fmt: skip
    sheets: Annotated[
        tuple[Literal["form.pdf", "flow.pdf", "wallet.pdf", "questionnaire.pdf", "answers.csv"], ...],
        Key(
            "Sheets of its own: a form to sign, a flow of questions, cards for a wallet, a questionnaire, "
            "the table to count it in.", SHARED, NOT_NEWS,
        ),
    ] = ()  # fmt: skip
    published_on: Annotated[datetime.date | None, Key("The day it is published.", SHARED, NEWS)] = None
    updated_on: Annotated[datetime.date | None, Key("The last change readers should know of.", SHARED, NEWS)] = None
    expires_on: Annotated[datetime.date | None, Key("From this day on it is in the archive.", SHARED, NEWS)] = None
    picture: Annotated[
        str | None,
        Key("A picture, such as `assets/pictures/poster.webp`.", SHARED, NEWS, PREVIEWED, pattern=r"^assets/[^\\]+$"),
    ] = None
    picture_alt: Annotated[str | None, Key("What the picture shows.", TRANSLATED, NEWS, max_length=250)] = None
    banner: Annotated[
        str | None,
        Key("Urgent news in one sentence, shown on every page.", TRANSLATED, NEWS, min_length=10, max_length=140),
    ] = None
    banner_from: Annotated[datetime.date | None, Key("The first day of the banner.", SHARED, NEWS)] = None
    banner_until: Annotated[datetime.date | None, Key("The last day of the banner.", SHARED, NEWS)] = None
    event: Annotated[str | None, Key("The id of a date in `docs/_data/calendar.yml` it is about.", SHARED, NEWS)] = None
    event_on: Annotated[datetime.date | None, Key("The event's day, if it has no `event`.", SHARED, NEWS)] = None
    event_place: Annotated[str | None, Key("Where the event is.", TRANSLATED, NEWS, max_length=120)] = None
    written_by: Annotated[
        str | None, Key("Who wrote the original, or has reviewed it and answers for it.", OWN, max_length=120)
    ] = None
    adapted_from: Annotated[
        str | None, Key("Whose text it is, from where, under which licence: of a page taken over.", OWN, max_length=200)
    ] = None
    audio: Annotated[
        Audio | None,
        Key("The recording in `assets/audio/<language>/<id>.mp3`, as `campaign audio add` writes it.", OWN),
    ] = None
    translated_by: Annotated[str | None, Key("A person's name, or `machine`.", OWN, OF_TRANSLATIONS)] = None
    reviewed_by: Annotated[str | None, Key("Who read it against the original.", OWN, OF_TRANSLATIONS)] = None


def url_of_page(path: str) -> str:
    """The address of a page, as its path: "families/sextortion.md" → "families/sextortion.html"."""
    return path.removesuffix(".md") + ".html"


@dataclass(frozen=True)
class SourcePage:
    """A Markdown file of one language. `path` is relative to the language's folder: "families/sextortion.md"."""

    language: str
    path: str
    file: str
    meta: PageMeta
    body: str
    body_line: int
    """The line of `file` on which the body begins."""

    @property
    def url(self) -> str:
        """The page's address below its language's root: "families/sextortion.html"."""
        return url_of_page(self.path)

    @property
    def is_home(self) -> bool:
        return self.path == "index.md"

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What each line of the body is. Read once: the page never changes, and nearly all who look at it ask."""
        return read_lines(self.body, self.body_line)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links and pictures of the body."""
        return tuple(find_links(self.lines))

    def problem(self, rule: str, found: str, expected: str, fix: str, **where: Unpack[Where]) -> Problem:
        """A problem of this page."""
        return Problem(rule, self.file, found, expected, fix, **where)


_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


def split_front_matter(text: str, file: str) -> tuple[str, str, int]:
    """(front matter, body, first line of the body); raises ProblemsFound when there is none."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        expected = "the file begins with a line `---`, then keys, then a line `---`"
        fix = "copy the top of a page beside this one and change the values"
        raise ProblemsFound.of("front-matter", file, "no front matter", expected, fix, line=1)
    return match[1], text[match.end() :], text.count("\n", 0, match.end()) + 1


def read_front_matter(front_matter: str, file: str) -> tuple[PageMeta | None, list[Problem]]:
    """What a page says of itself; (None, problems) when it cannot be used."""
    # Imported when needed: most builds have only pages whose front matter is known.
    from campaign.files.yamlfile import parse_yaml

    try:
        return validate_record(PageMeta, parse_yaml(front_matter, file, first_line=2))
    except ProblemsFound as found:
        return None, found.problems


def load_page(path: Path, language: str, relative: str, file: str) -> tuple[SourcePage | None, list[Problem]]:
    """Read one page; (None, problems) when it cannot be used."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        expected, fix = f"at most {MAX_BYTES:,} bytes of text", "split the page, or look for pasted data"
        return None, [Problem("file-size", file, f"the page is {size:,} bytes", expected, fix)]
    return parse_page_bytes(path.read_bytes(), language, relative, file)


ReadFrontMatter = Callable[[str, str], tuple[PageMeta | None, list[Problem]]]
"""`read_front_matter`, or what knows its answer."""


def parse_page_bytes(
    raw: bytes, language: str, relative: str, file: str, read: ReadFrontMatter = read_front_matter
) -> tuple[SourcePage | None, list[Problem]]:
    """A page from its file's bytes; (None, problems) when it cannot be used."""
    try:
        text = decode_text(raw, file)
    except ProblemsFound as found:
        return None, found.problems
    return parse_page(text, language, relative, file, read)


def parse_page(
    text: str, language: str, relative: str, file: str, read: ReadFrontMatter = read_front_matter
) -> tuple[SourcePage | None, list[Problem]]:
    """A page from its text; (None, problems) when it cannot be used. `file` is its name for messages."""
    try:
        front_matter, body, body_line = split_front_matter(text, file)
    except ProblemsFound as found:
        return None, found.problems
    # Before anything reads the Markdown: what would keep its parsers busy for hours.
    if tangle := _find_tangle(body, body_line, file):
        return None, [tangle]
    meta, problems = read(front_matter, file)
    if meta is None:
        return None, problems
    return SourcePage(language, relative, file, meta, body, body_line), []


MAX_MARKS = 600
"""Characters with a meaning in Markdown in one block. Parsers look for the partner of each of them, and need a time
that grows with the square of their number or faster; a table of 40 rows has 250."""
MAX_LINES = 400
"""Lines in one block. Parsers look at all of them again after each rule or box between them."""
_MARKS = re.compile(r"[\[\](){}<>*_`~|!&#]")


def _find_tangle(body: str, first_line: int, file: str) -> Problem | None:
    """The first block (lines up to an empty one) with too many marks or lines to be text that somebody wrote."""
    count, start = 0, first_line
    for number, line in enumerate(body.split("\n"), first_line):
        if not line.strip(" \t\r"):
            count, start = 0, number + 1
            continue
        count += len(_MARKS.findall(line))
        limit = f"{MAX_MARKS} brackets, stars and other marks of Markdown" if count > MAX_MARKS else ""
        limit = f"{MAX_LINES} lines" if number - start >= MAX_LINES else limit
        if limit:
            found, expected = f"more than {limit} in one block", "at most that many up to the next empty line"
            fix = "remove what does not belong; cut a long table in two"
            return Problem("tangle", file, found, expected, fix, line=start)
    return None
