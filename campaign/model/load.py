"""Reading a campaign from disk: the only module that reads content and data files."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from campaign.facts.accessibility import Accessibility
from campaign.facts.advice import Advice
from campaign.facts.audit_result import AuditResult
from campaign.facts.calendar_dates import CampaignDate
from campaign.facts.edition_record import EDITIONS, PageEditions
from campaign.facts.help import HelpReader
from campaign.facts.helplines import CHECK_DAYS, Gap, Helpline, PlannedCheck, with_check_days
from campaign.facts.ledger import LEDGER, LedgerEntry
from campaign.facts.outward_links import OutwardLink
from campaign.facts.pictures import Picture
from campaign.facts.school_year import SchoolYear
from campaign.facts.searches import Searches
from campaign.facts.statistics import Statistic
from campaign.facts.terms import Term
from campaign.facts.vocabulary import DEFAULT, Vocabulary, read_vocabulary
from campaign.facts.vocabulary import FILE as VOCABULARY_FILE
from campaign.facts.withdrawal import Withdrawal
from campaign.files import photos, recordings
from campaign.files.allowed import ASSETS_FOLDER, DATA_FOLDER, check_file, scan_files
from campaign.files.documents import YamlDocument, decode_text
from campaign.files.links import RULE as LINK
from campaign.files.links import check_links
from campaign.files.photos import Photo, read_photo
from campaign.files.problems import Problem, ProblemsFound, stop_at_errors
from campaign.files.record import Record
from campaign.files.recordings import Sound, read_sound
from campaign.files.schema import validate_record
from campaign.languages.words import Words, check_countries, check_exit, check_words, load_words
from campaign.model.campaign import Campaign
from campaign.model.known_words import check_known_words
from campaign.model.load_assets import load_assets, load_drawings
from campaign.model.pool import POOL, PooledT, laid_over, pool_name
from campaign.model.settings import Settings
from campaign.model.stand_in import check_stand_in
from campaign.model.withdrawn import take_back
from campaign.pages.page import SourcePage, load_page, split_front_matter
from campaign.pages.translated import LockEntry

RecordT = TypeVar("RecordT", bound=Record)
FoundT = TypeVar("FoundT")
Understand = Callable[[YamlDocument], tuple[FoundT, list[Problem]]]
"""A way to understand a data file: what it says, and what is wrong with it."""


class Reader:
    """Reads one file. A build that keeps what it has read gives a reader of its own to `load_campaign`."""

    def page(self, path: str, language: str, relative: str, file: str) -> tuple[SourcePage | None, list[Problem]]:
        """One page; (None, problems) when it cannot be used. `path` is plain text: there are many."""
        return load_page(Path(path), language, relative, file)

    def yaml(self, path: Path, file: str) -> YamlDocument:
        """One data file; raises ProblemsFound when it cannot be trusted or understood."""
        # Imported when needed: most builds have only files that are known.
        from campaign.files.yamlfile import load_yaml

        return load_yaml(path, file)

    def understood(self, path: Path, file: str, understand: Callable[[YamlDocument], FoundT], name: str) -> FoundT:
        """What a data file says, by a way to understand it that has a name; raises ProblemsFound as `yaml` does."""
        return understand(self.yaml(path, file))

    def photo(self, path: Path, file: str) -> tuple[Photo | None, list[Problem]]:
        """The size of a picture, and what is wrong with it."""
        return read_photo(path, file)

    def sound(self, path: Path, file: str) -> tuple[Sound | None, list[Problem]]:
        """A recording, and what is wrong with it."""
        return read_sound(path, file)


def load_campaign(
    settings: Settings, today: datetime.date, reader: Reader | None = None
) -> tuple[Campaign, dict[str, YamlDocument], list[Problem]]:
    """Load everything under `docs/`: (campaign, data documents by file name, problems).

    Raises ProblemsFound when so much is missing that there is no campaign to check.
    """
    problems = list(_check_folders(settings))
    stop_at_errors(problems)
    reader = reader or Reader()
    data = _Data(settings, reader, problems)
    vocabulary = _load_vocabulary(settings, reader)
    pages = data.noted(_load_pages(settings, reader, vocabulary))
    # Whoever goes on may write, and would write through a link.
    stop_at_errors([one for one in problems if one.rule == LINK])
    campaign = Campaign(
        settings=settings,
        today=today,
        pages=pages,
        words=data.noted(_load_all_words(settings, reader)),
        vocabulary=vocabulary,
        helplines=with_check_days(data.with_pool("helplines.yml", Helpline), data.entries(CHECK_DAYS, PlannedCheck)),
        gaps=tuple(data.with_pool("gaps.yml", Gap).values()),
        statistics={one.id: one for one in data.records("statistics.yml", Statistic)},
        terms=tuple(data.with_pool("terms.yml", Term).values()),
        advice=tuple(data.records("advice.yml", Advice)),
        searches=tuple(data.records("searches.yml", Searches)),
        help=tuple(data.records("help.yml", HelpReader)),
        links={one.id: one for one in data.records("links.yml", OutwardLink)},
        pictures={one.id: one for one in data.records("pictures.yml", Picture)},
        calendar=data.with_pool("calendar.yml", CampaignDate),
        photos=data.noted(load_assets(settings, photos.SUFFIXES, reader.photo)),
        sounds=data.noted(load_assets(settings, (recordings.SUFFIX,), reader.sound)),
        drawings=data.noted(load_drawings(settings)),
        permalinks=data.entries(LEDGER, LedgerEntry),
        locks={one: data.entries(f"locks/{one}.yml", LockEntry) for one in settings.folders},
        word_locks=data.noted(_load_word_locks(settings, reader)),
        audit=data.record("audit.yml", AuditResult),
        accessibility=data.record("accessibility.yml", Accessibility) or Accessibility(),
        school_year=data.record("school_year.yml", SchoolYear),
        editions=data.entries(EDITIONS, PageEditions),
        withdrawals=data.entries("withdrawn.yml", Withdrawal),
    )
    return take_back(campaign), data.documents, problems


def _check_folders(settings: Settings) -> Iterator[Problem]:
    docs = settings.docs_dir
    # What is in the folders of languages is looked at with their pages.
    yield from check_links(settings.project_dir / settings.config_file, docs, but=(*settings.folders, ASSETS_FOLDER))
    for code in settings.folders:
        if not (docs / code).is_dir():
            found = f"the language “{code}” is configured, but there is no folder {settings.relative(docs / code)}/"
            fix = f"make the folder (README, “Add a language”), or remove the language from {settings.config_file}"
            expected, line = "a folder with the language's pages", settings.lines.get(code)
            yield settings.problem("language-folder", found, expected, fix, line=line, field=f"languages.{code}")
    known = {*settings.folders, *settings.prepared, DATA_FOLDER, ASSETS_FOLDER}
    for entry in sorted(docs.iterdir()):
        if entry.name.startswith(".") or entry.name in known:
            continue
        kind = "folder" if entry.is_dir() else "file"
        found = f"the {kind} “{entry.name}” is no configured language"
        expected = f"only {', '.join(sorted(known))} directly under {settings.relative(docs)}/"
        fix = (
            f"if it is a language, add it to {settings.config_file} (README, “Add a language”); "
            "if not, move it into a language's folder or into assets/"
        )
        yield Problem("stray-folder", settings.relative(entry), found, expected, fix)


def _load_vocabulary(settings: Settings, reader: Reader) -> Vocabulary:
    """The campaign's own, or the one that every campaign begins with; raises ProblemsFound where it is wrong."""
    own = settings.data(VOCABULARY_FILE)
    path = own if own.is_file() else DEFAULT
    file = settings.relative(own)
    vocabulary, problems = reader.understood(path, file, read_vocabulary, Vocabulary.__name__)
    if vocabulary is None:
        raise ProblemsFound(problems)
    return vocabulary


def _load_pages(
    settings: Settings, reader: Reader, vocabulary: Vocabulary
) -> tuple[dict[tuple[str, str], SourcePage], list[Problem]]:
    pages: dict[tuple[str, str], SourcePage] = {}
    problems: list[Problem] = []
    for folder in (*settings.folders, ASSETS_FOLDER):
        root = settings.docs_dir / folder
        above, shown = len(str(root)) + 1, settings.relative(root)
        by_folded_name: dict[str, str] = {}
        for path, is_link in scan_files(str(root)):
            relative = path[above:].replace(os.sep, "/")
            file = f"{shown}/{relative}"
            refused = check_file(path, relative, file, folder, by_folded_name, settings.pdf_files, is_link=is_link)
            if refused:
                problems.append(refused)
            elif folder != ASSETS_FOLDER:
                page, page_problems = reader.page(path, folder, relative, file)
                problems += page_problems
                if page and (unknown := [*check_known_words(page, vocabulary, partial(_front_matter, path, file))]):
                    problems += unknown
                elif page:
                    pages[folder, relative] = page
    return pages, problems


def _front_matter(path: str, file: str) -> YamlDocument:
    from campaign.files.yamlfile import parse_yaml

    front_matter, _, _ = split_front_matter(decode_text(Path(path).read_bytes(), file), file)
    return parse_yaml(front_matter, file, first_line=2)


def _load_all_words(settings: Settings, reader: Reader) -> tuple[dict[str, Words], list[Problem]]:
    words: dict[str, Words] = {}
    problems: list[Problem] = []
    reference = None
    for code in settings.folders:
        path = settings.data(f"ui/{code}.yml")
        file = settings.relative(path)
        word_file, word_problems = load_words(path, code, file, reader.understood)
        problems += word_problems
        if word_file is None:
            continue
        reference = reference or word_file
        problems += check_stand_in(word_file, settings, reader.understood, file)
        document = cache(partial(reader.yaml, path, file))
        problems += [
            *check_words(word_file, document, reference),
            *check_exit(word_file, document, settings.exit_urls, settings.config_file),
            *check_countries(word_file, document, settings.countries, settings.config_file),
        ]
        borrowed = reference.words if word_file.language.partial else {}
        words[code] = Words(code, word_file.words, file, borrowed)
    for language in settings.languages:
        if language.transliterated_from in words:
            words[language.code] = replace(words[language.transliterated_from], language=language.code)
    return words, problems


def _load_word_locks(settings: Settings, reader: Reader) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    locks: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    for folder in settings.folders:
        path = settings.data(f"locks/words/{folder}.yml")
        if path.is_file():
            try:
                data = reader.yaml(path, settings.relative(path)).data
            except ProblemsFound as found:
                problems += found.problems
                continue
            locks[folder] = {str(key): str(value) for key, value in data.items()} if isinstance(data, dict) else {}
    return locks, problems


@dataclass(frozen=True)
class _Data:
    """The data files as they are read one by one: the documents, whose lines checks name, and what is wrong."""

    settings: Settings
    reader: Reader
    problems: list[Problem]
    documents: dict[str, YamlDocument] = field(default_factory=dict)

    def noted(self, found: tuple[FoundT, list[Problem]]) -> FoundT:
        """What was found, its problems noted."""
        self.problems.extend(found[1])
        return found[0]

    def read(self, name: str, model: type[Record], understand: Understand[FoundT], nothing: FoundT) -> FoundT:
        """What a file says; `nothing` where there is none, or where it cannot be trusted."""
        path = self.settings.data(name)
        if not path.is_file():
            return nothing
        try:
            file = self.settings.relative(path)
            return self.noted(self.reader.understood(path, file, understand, model.__name__))
        except ProblemsFound as found:
            return self.noted((nothing, found.problems))

    def record(self, name: str, model: type[RecordT]) -> RecordT | None:
        """A file that is one entry; None where there is none."""
        return self.read(name, model, partial(validate_record, model), None)

    def records(self, name: str, model: type[RecordT]) -> list[RecordT]:
        """A list of entries."""
        nothing: tuple[YamlDocument, list[RecordT]] = (YamlDocument(None, file=self.settings.data_name(name)), [])
        self.documents[name], found = self.read(name, model, partial(_read_records, model), nothing)
        return found

    def with_pool(self, name: str, model: type[PooledT]) -> Mapping[str, PooledT]:
        """A list of entries, and below them those that come with the generator, by id."""
        own, path = self.records(name, model), POOL / name
        pool: list[PooledT] = []
        if self.settings.uses_pool:
            _, pool = self.noted(
                self.reader.understood(path, pool_name(name), partial(_read_records, model), model.__name__)
            )
        return laid_over(pool, own, self.settings)

    def entries(self, name: str, model: type[RecordT]) -> dict[str, RecordT]:
        """Entries by id."""
        return self.read(name, model, partial(_read_entries, model), {})


def _read_entries(model: type[RecordT], document: YamlDocument) -> tuple[dict[str, RecordT], list[Problem]]:
    if not isinstance(document.data or {}, dict):
        expected, fix = "lines that begin with the id of a page", "begin each entry with `id:`"
        return {}, [_wrong_shape(document, "a list instead of keys", expected, fix)]
    found, problems = _read_each(model, document, document.data or {})
    return {str(key): entry for key, entry in found.items()}, problems


def _read_records(
    model: type[RecordT], document: YamlDocument
) -> tuple[tuple[YamlDocument, list[RecordT]], list[Problem]]:
    """What a list says, and the document with it: checks name its lines."""
    if not isinstance(document.data or [], list):
        expected, fix = "a list: every entry begins with `- id:`", "begin each entry with `- `"
        return (document, []), [_wrong_shape(document, "keys instead of a list", expected, fix)]
    found, problems = _read_each(model, document, range(len(document.data or [])))
    return (document, [*found.values()]), problems


def _wrong_shape(document: YamlDocument, found: str, expected: str, fix: str) -> Problem:
    return Problem("schema", document.file, found, expected, fix, line=1)


def _read_each(
    model: type[RecordT], document: YamlDocument, places: Iterable[str | int]
) -> tuple[dict[str | int, RecordT], list[Problem]]:
    """The entries at these places of a document, without those that do not fit."""
    found, problems = {}, []
    for place in places:
        record, record_problems = validate_record(model, document, (place,))
        problems += record_problems
        if record is not None:
            found[place] = record
    return found, problems
