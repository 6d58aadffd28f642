"""Taking a page over from a pool, and bringing it up to date with its original: what is to be written, as data."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from campaign.checks.check import check_page
from campaign.facts.outward_links import OutwardLink
from campaign.facts.pool import FACTS, Pool
from campaign.facts.statistics import Statistic
from campaign.files.documents import YamlDocument, decode_text
from campaign.files.problems import Problem, ProblemsFound, has_errors
from campaign.files.schema import validate_record
from campaign.model.campaign import Campaign
from campaign.pages.blocks import page_blocks, page_outline
from campaign.pages.page import SourcePage, parse_page
from campaign.pages.translated import Staleness, Translation, accept, compare_blocks, render_lock, text_hash
from campaign.writing.drafts import add_to_navigation
from campaign.writing.pool.abroad import find_countries
from campaign.writing.pool.fit import fit_page, named_facts
from campaign.writing.pool.taken import FILE, Taken, TakenPage, render_taken, with_page

OpenPool = Callable[[str], Pool]
"""A pool by its name; raises ProblemsFound where it cannot be had."""


class Change(NamedTuple):
    """What has become of the original of a page that was taken over; `page` is None where the pool has it no more."""

    page_id: str
    pool: Pool
    taken: TakenPage
    staleness: Staleness
    is_gone: bool = False

    def in_words(self) -> Translation:
        """As the state of a translation is said."""
        return Translation("outdated", None, self.staleness)


def find_changes(taken: Taken, open_pool: OpenPool) -> Iterator[Change | ProblemsFound]:
    """The pages whose originals have changed or gone; a pool that cannot be read is said once, and the others go on."""
    for name in dict.fromkeys(one.pool for one in taken.pages.values()):
        try:
            pool = open_pool(name)
            for page_id, entry in taken.pages.items():
                if entry.pool == name and (change := _compare(page_id, pool, entry)):
                    yield change
        except ProblemsFound as found:
            yield found


def _compare(page_id: str, pool: Pool, taken: TakenPage) -> Change | None:
    page = pool.manifest.pages.get(page_id)
    if page is None or taken.language not in page.languages:
        return Change(page_id, pool, taken, Staleness((), 0), is_gone=True)
    if page.languages[taken.language] == taken.sha256:
        return None
    staleness = compare_blocks(page_blocks(_read(pool, taken.language, page_id)[1]), taken.blocks)
    return Change(page_id, pool, taken, staleness) if staleness else None


def take_over(campaign: Campaign, taken: Taken, pool: Pool, page_id: str, settings_text: str, language: str) -> Written:
    """The files that change when a page is taken over, by path: its texts, facts, locks, and its line in the settings.

    `language`: the one whose text becomes the source's, "" for the source language itself. Raises ProblemsFound, with
    every fault, for a page that is there already, is in no language that helps, or holds what no page may hold: then
    nothing is to be written.
    """
    page = pool.page(page_id)
    source = campaign.settings.source.code
    if page_id in campaign.paths_by_id or (source, page.path) in campaign.pages:
        file = campaign.settings.docs_name(f"{source}/{campaign.paths_by_id.get(page_id, page.path)}")
        fix = (
            "campaign pool status says whether its original has changed; choose another page, or remove that one first"
        )
        raise ProblemsFound.of("pool", file, f"“{page_id}” is there already", "a page that is not there yet", fix)
    if (language or source) not in page.languages:
        known = ", ".join(page.languages)
        fix = f"take a text to translate: campaign pool add {page_id} --translate-from {next(iter(page.languages))}"
        found = f"“{page_id}” is not there in “{language or source}”, only in {known}"
        raise ProblemsFound.of("pool", pool.name, found, "a language of the page", fix)
    made = _texts(campaign, pool, page_id, language)
    nav = campaign.settings.config_file
    written = _written(campaign, taken, pool, page_id, language or source, made)
    return Written({**written.files, nav: add_to_navigation(settings_text, page.path, nav)}, written.problems)


def bring_up_to_date(campaign: Campaign, taken: Taken, change: Change) -> Written | None:
    """The files that change when a page becomes its original as it is now; None where somebody has changed the page
    since it was taken over, or it is a translation: then a person has to look. Raises ProblemsFound as `take_over`."""
    source, page_id = campaign.settings.source.code, change.page_id
    path = campaign.paths_by_id.get(page_id)
    own = campaign.pages.get((source, path or ""))
    if own is None or change.taken.language != source or text_hash(own) != change.taken.text or own.path != path:
        return None
    made = _texts(campaign, change.pool, page_id, "", only=_untouched(campaign, page_id, own.path))
    return _written(campaign, taken, change.pool, page_id, source, made)


def seen(campaign: Campaign, taken: Taken, change: Change) -> Taken:
    """What is recorded when somebody has looked at a change and answers for the page as it is now. A page that was
    changed here stays one: no later change of the original is ever written over it."""
    raw, original = _read(change.pool, change.taken.language, change.page_id)
    entry = _entry(campaign, change.pool.name, change.taken.language, raw, original, change.taken.text)
    return with_page(taken, change.page_id, entry)


class Written(NamedTuple):
    """Files by their path as shown in messages, and what a person still has to write in them."""

    files: Mapping[str, str]
    problems: list[Problem]


_Made = Mapping[str, tuple[bytes, SourcePage, str, SourcePage]]
"""By language folder: the original's bytes and page, and the text and page as they are here."""


def _untouched(campaign: Campaign, page_id: str, path: str) -> set[str]:
    """The folders whose text nobody has changed since its lock, the source's included."""
    found = {campaign.settings.source.code}
    for folder, locks in campaign.locks.items():
        page = campaign.pages.get((folder, path))
        if page is None or (page_id in locks and locks[page_id].text == text_hash(page)):
            found.add(folder)
    return found


def _texts(campaign: Campaign, pool: Pool, page_id: str, language: str, only: set[str] | None = None) -> _Made:
    source, page = campaign.settings.source.code, pool.page(page_id)
    wanted = (
        {source: language} if language else {one: one for one in campaign.settings.folders if one in page.languages}
    )
    made, problems, names = {}, [], set()
    originals = {
        folder: _read(pool, code, page_id) for folder, code in wanted.items() if only is None or folder in only
    }
    for raw, _ in originals.values():
        names |= {one for ids in named_facts(pool, {"": raw.decode("utf-8", "replace")}).values() for one in ids}
    for folder, (raw, original) in originals.items():
        file = campaign.settings.docs_name(f"{folder}/{page.path}")
        text = fit_page(decode_text(raw, file), page.path, campaign, names, pool.manifest.attribution)
        if language and language != source:
            text = text.replace("\n---\n", f"\n---\n\n{{{{ todo: translate this page from “{language}” }}}}\n", 1)
        here, found = parse_page(text, folder, page.path, file)
        problems += found
        if here is not None:
            made[folder] = raw, original, text, here
    if problems:
        raise ProblemsFound(problems)
    return made


def _read(pool: Pool, language: str, page_id: str) -> tuple[bytes, SourcePage]:
    """A page of the pool; raises ProblemsFound where it is no page, or one with another id."""
    path, name = pool.page(page_id).path, f"{pool.name}: {language}/{pool.page(page_id).path}"
    raw = pool.read(language, path)
    page, problems = parse_page(decode_text(raw, name), language, path, name)
    if page is None:
        raise ProblemsFound(problems)
    if page.meta.id != page_id:
        found, expected = f"the page has the id “{page.meta.id}”", f"“{page_id}”, as the pool says"
        raise ProblemsFound.of("pool", name, found, expected, "tell the campaign whose page it is", field="id")
    return raw, page


def _entry(campaign: Campaign, pool: str, language: str, raw: bytes, original: SourcePage, text: str) -> TakenPage:
    return TakenPage(
        pool=pool,
        language=language,
        taken_on=campaign.today,
        sha256=hashlib.sha256(raw).hexdigest(),
        text=text,
        blocks=page_outline(original).hashes,
    )


def _written(campaign: Campaign, taken: Taken, pool: Pool, page_id: str, language: str, made: _Made) -> Written:
    source, name = campaign.settings.source.code, campaign.settings.data_name
    files = {campaign.settings.docs_name(f"{folder}/{one[3].path}"): one[2] for folder, one in made.items()}
    raw, original, _, here = made[source]
    pages = {**campaign.pages, **{(folder, here.path): one[3] for folder, one in made.items()}}
    facts, candidate = _with_facts(campaign, pool, {folder: one[2] for folder, one in made.items()})
    candidate = dataclasses.replace(candidate, pages=pages)
    problems = [one for _, _, _, page in made.values() for one in check_page(candidate, page)]
    stopping = [one for one in problems if one.rule != "unfinished"]
    if has_errors(stopping):
        raise ProblemsFound(stopping)
    for folder, one in made.items():
        if folder != source:
            locks = {**campaign.locks.get(folder, {}), page_id: accept(here, one[3], campaign.today)}
            files[name(f"locks/{folder}.yml")] = render_lock(locks)
    entry = _entry(campaign, pool.name, language, raw, original, text_hash(here))
    problems += find_countries(campaign, here)
    files |= facts
    files[name(FILE)] = render_taken(with_page(taken, page_id, entry))
    return Written(files, problems)


def _with_facts(campaign: Campaign, pool: Pool, texts: Mapping[str, str]) -> tuple[dict[str, str], Campaign]:
    """The data files with the facts that come with a page, and the campaign that has them."""
    files: dict[str, str] = {}
    statistics: dict[str, Statistic] = dict(campaign.statistics)
    links: dict[str, OutwardLink] = dict(campaign.links)
    for file, ids in named_facts(pool, texts).items():
        new = [pool.facts[file][one] for one in ids if one not in {**statistics, **links}]
        for entry in new:
            record, _ = validate_record(FACTS[file], YamlDocument(_plain(entry), file=pool.name))
            if isinstance(record, Statistic):
                statistics[record.id] = record
            elif isinstance(record, OutwardLink):
                links[record.id] = record
        if new:
            path = campaign.settings.data(file)
            text = path.read_text("utf-8") if path.is_file() else ""
            added = yaml.safe_dump([_plain(one) for one in new], allow_unicode=True, sort_keys=False, width=110)
            files[campaign.settings.data_name(file)] = f"{text.rstrip()}\n\n{added}".lstrip("\n")
    return files, dataclasses.replace(campaign, statistics=statistics, links=links)


def _plain(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value not in (None, [], {})}
