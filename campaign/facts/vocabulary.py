"""The vocabulary of a campaign: topics, audiences, kinds of page, sections, as data that pages and commands ask.

What makes a kind of page stands in its entry of `kinds` and nowhere else: a new kind is an entry, a template where it
looks different, and words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem
from campaign.files.record import Key, Record
from campaign.files.schema import validate_record

FILE = "vocabulary.yml"
DEFAULT = Path(__file__).with_name(FILE)
"""The vocabulary that a campaign's own is laid over."""
SheetName = Literal[
    "handout.pdf", "letter.pdf", "poster-a4.pdf", "poster-a3.pdf", "plan.pdf",
    "comic.pdf", "certificate.pdf", "cards.pdf",
]  # fmt: skip


class PageKind(Record):
    """What makes a kind of page."""

    label: Annotated[str, Key("One page of this kind, as the editor names it.")] = "Page"
    plural: Annotated[str, Key("All of them; without it, the editor begins none.")] = ""
    icon: Annotated[str, Key("The editor's sign for it (Material Symbols).")] = "article"
    about: Annotated[str, Key("What `campaign new` says of it.")] = "Write a page of this kind."
    folder: Annotated[str | None, Key("Where a new page is put; without it, `campaign new` begins none.")] = None
    prefix: Annotated[str, Key("How the id of a new page begins, such as `lesson-`.")] = ""
    audience: Annotated[tuple[str, ...], Key("For whom a new page is, where its section does not say.")] = ()
    review_days: Annotated[int | None, Key("How long a review holds; without it, for ever.", ge=1)] = None
    news: Annotated[bool, Key("Dated: it is published on a day, may expire, and stands in no menu.")] = False
    timed: Annotated[bool, Key("It takes so many `minutes`, needs `materials`, and has `outcomes`.")] = False
    consent: Annotated[bool, Key("Children made it: no page of it without the day on which all of them said yes.")] = (
        False
    )
    screens: Annotated[
        Literal["story", "chat"] | None,
        Key("Each of its parts is a screen, and one is shown at a time: of a `story` with a picture, of a `chat`."),
    ] = None
    tiles: Annotated[bool, Key("Its lists of links are tiles, each with the picture of the page that it leads to.")] = (
        False
    )
    plain: Annotated[bool, Key("An overview or the like: its head says nothing of readers and reading time.")] = False
    urgent: Annotated[bool, Key("The home page leads to those of them that are `essential`.")] = False
    book: Annotated[bool, Key("All pages of a folder are one book to print, its `index.md` first.")] = False
    kit: Annotated[
        tuple[SheetName, ...] | None, Key("Schools choose it and take these sheets away; without it, they do not.")
    ] = None
    drawing: Annotated[str | None, Key("The drawing at its head, where that does not depend on the topic.")] = None
    head: Annotated[str, Key("The component at its head.")] = "page-head"
    above: Annotated[str | None, Key("The component between its head and its text.")] = None
    foot: Annotated[str | None, Key("The component below its text.")] = None


class Audience(Record):
    """For whom pages are written."""

    helplines: Annotated[str | None, Key("The group of contacts for it; without one, `families`.")] = None
    young: Annotated[bool, Key("Children: sheets and letters speak to them.")] = False
    found: Annotated[
        int, Key("How much pages for it count in search, in percent; pages for nobody count half.", ge=1, le=100)
    ] = 100


class Section(Record):
    """A folder of the navigation's first level."""

    place: Annotated[
        Literal["menu", "foot", "elsewhere"],
        Key("Where every page links to it: its first page in the menu, or all its pages at the foot."),
    ] = "menu"
    audience: Annotated[str | None, Key("For whom its new pages are.")] = None


class Ids(Record):
    """The ids of the pages that the site itself leads to."""

    get_help: Annotated[str, Key("Who can help.")] = "get-help"
    quick_exit: Annotated[str, Key("What “Leave this page” does.")] = "quick-exit"
    schools: Annotated[str, Key("Where schools choose what to take away.")] = "schools"
    contacts: Annotated[str, Key("How the campaign checks its contacts: pages that show some lead there.")] = "about"
    updates: Annotated[str, Key("The list of all updates, with feeds, calendar and archive.")] = "updates"


class Sentences(Record):
    """How long sentences are where a text flows: neither a tangle nor chopped."""

    at_least: Annotated[float, Key("Words a sentence, on average.")]
    at_most: Annotated[float, Key("Words a sentence, on average.")]


class Reading(Record):
    """How easy texts have to be."""

    max_lix: Annotated[dict[str, float], Key("The highest LIX by language code.")] = field(default_factory=dict)
    sentences_only: Annotated[tuple[str, ...], Key("Languages whose words LIX cannot count.")] = ()
    sentences: Annotated[
        dict[str, Sentences], Key("By audience; `easy` for pages in easy language. A page's first that has one counts.")
    ] = field(default_factory=dict)
    words: Annotated[
        dict[str, float], Key("How many words a language needs for one of English: its sentences are measured by it.")
    ] = field(default_factory=dict)
    easy_lix: Annotated[float, Key("How much below a language's highest LIX a page in easy language has to be.")] = 8

    def target(self, language: str, *, is_easy: bool = False) -> float | None:
        """The highest LIX for texts of a language; None where only sentences are measured."""
        highest = self.max_lix.get(language)
        if highest is None or language in self.sentences_only:
            return None
        return highest - self.easy_lix * is_easy

    def sentences_for(self, language: str, audience: Collection[str], *, is_easy: bool = False) -> Sentences | None:
        """How long the sentences of a page for these readers are to be; None where nothing is said.

        Both bounds are given in English words; pages in easy language have the same in every language.
        """
        if is_easy:
            return self.sentences.get("easy")
        wanted = next((self.sentences[one] for one in audience if one in self.sentences), None)
        share = self.words.get(language, 1)
        return wanted and Sentences(
            at_least=round(wanted.at_least * share, 1), at_most=round(wanted.at_most * share, 1)
        )


class NumberWords(Record):
    """How a language speaks of numbers: what is typed by hand where a fact belongs. `*` stands for a word's endings."""

    calls: Annotated[tuple[str, ...], Key("Words some way before a number to dial: `call*`.")] = ()
    names: Annotated[tuple[str, ...], Key("Words that stand right before one: `number`.")] = ()
    counts: Annotated[tuple[str, ...], Key("Words beside a number that is none to dial: `page*`, `room*`.")] = ()
    shares: Annotated[
        tuple[str, ...], Key("Figures beside words, `N` for a number, `n` for one of one digit: `N percent`, `n in N`.")
    ] = ()
    cardinals: Annotated[dict[str, int], Key("Numbers as words, in each of their forms: `six: 6`.")] = field(
        default_factory=dict
    )
    people: Annotated[tuple[str, ...], Key("Of whom figures are: `child*`, `young people`.")] = ()
    written: Annotated[
        tuple[str, ...],
        Key("Figures in words alone, `W` for one of `cardinals`, `P` for one of `people`: `W in W`, `half of P`."),
    ] = ()


class Vocabulary(Record):
    """`docs/_data/vocabulary.yml`, laid over the vocabulary that every campaign begins with."""

    topics: Annotated[tuple[str, ...], Key("What pages may be about; each needs a word `topic_…`.")] = ()
    shared_drawings: Annotated[
        dict[str, str], Key("Topics that share the drawing of another; every other has one of its own name.")
    ] = field(default_factory=dict)
    audiences: Annotated[dict[str, Audience], Key("For whom pages are; each needs a word `audience_…`.")] = field(
        default_factory=dict
    )
    kinds: Annotated[dict[str, PageKind], Key("What makes a kind of page.")] = field(default_factory=dict)
    sections: Annotated[
        dict[str, Section], Key("Folders that are not simply in the menu, or have readers of their own.")
    ] = field(default_factory=dict)
    overdue: Annotated[
        dict[str, Literal["show", "withdraw"]],
        Key("What readers get of a contact that nobody has checked in time, by its kind: with a note, or nothing."),
    ] = field(default_factory=dict)
    ids: Annotated[Ids, Key("The pages that the site itself leads to.")] = field(default_factory=Ids)
    written_with: Annotated[
        Literal["ai"] | None, Key("What the texts were written with, where no page says `written_by`.")
    ] = None
    reading: Annotated[Reading, Key("How easy texts have to be.")] = field(default_factory=Reading)
    numbers: Annotated[
        dict[str, NumberWords], Key("Words around numbers by language code: where they stand, a fact belongs.")
    ] = field(default_factory=dict)

    def numbers_of(self, language: str) -> NumberWords:
        """The words around numbers in texts of a language. A figure of one number is one in any language."""
        own = self.numbers.get(language, NumberWords())
        all_shares = (phrase for words in self.numbers.values() for phrase in words.shares)
        others = (one for one in all_shares if sum(word in ("N", "n") for word in one.split()) == 1)
        return replace(own, shares=tuple(dict.fromkeys((*own.shares, *others))))

    def is_for_children(self, audience: Collection[str]) -> bool:
        """Whether children are among the readers."""
        return any(self.audiences[one].young for one in audience)

    def is_for_teenagers(self, audience: Collection[str], ages: Collection[str]) -> bool:
        """Whether a page is for the oldest children and for none under ten."""
        return self.is_for_children(audience) and "13-17" in ages and not {"0-5", "6-9"} & {*ages}

    def helplines_for(self, audience: Collection[str]) -> str:
        """The group of contacts for readers: that of the first audience, in the vocabulary's order, that has one."""
        groups = (one.helplines for name, one in self.audiences.items() if name in audience)
        return next(filter(None, groups), "families")

    def section_of(self, path: str) -> Section | None:
        """The section that a page is in, by the page's path; None for a page in no folder."""
        folder, slash, _ = path.partition("/")
        return self.sections.get(folder, Section()) if slash else None


def read_vocabulary(document: YamlDocument) -> tuple[Vocabulary | None, list[Problem]]:
    """A campaign's vocabulary: what its document says, laid over the one that every campaign begins with."""
    from campaign.files.yamlfile import load_yaml

    if isinstance(document.data or {}, Mapping):
        default = load_yaml(DEFAULT, FILE).data
        document = document._replace(data=_laid_over(default, document.data or {}))
    return validate_record(Vocabulary, document)


def default_vocabulary() -> Vocabulary:
    """The vocabulary that every campaign begins with."""
    vocabulary, problems = read_vocabulary(YamlDocument({}, file=FILE))
    assert vocabulary, problems
    return vocabulary


def _laid_over(data: Any, patch: Any) -> Any:
    """JSON Merge Patch (RFC 7396)."""
    if not isinstance(patch, Mapping):
        return patch
    laid = dict(data) if isinstance(data, Mapping) else {}
    for key, value in patch.items():
        if value is None:
            laid.pop(key, None)
        else:
            laid[key] = _laid_over(laid.get(key), value)
    return laid
