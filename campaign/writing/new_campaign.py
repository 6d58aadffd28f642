"""A new campaign: every file of its folder, made from what the generator brings and from what was asked for."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from string import Template
from typing import Literal

import yaml

import campaign
from campaign.facts.pool import attribution
from campaign.files.problems import has_errors
from campaign.files.yamlfile import quote
from campaign.languages.words import Words
from campaign.model.pool import pool_about
from campaign.pages.blocks import page_outline
from campaign.pages.page import SourcePage, parse_page, split_front_matter
from campaign.pages.references import find_references
from campaign.pages.translated import LockEntry, accept, render_lock, state_of
from campaign.translation.structure import check_structure
from campaign.translation.word_locks import accept_words, render_word_lock
from campaign.writing.fitting import Fitting, fit_pictures, fit_plan, naming
from campaign.writing.new_language import exit_of, read_code, render_word_file
from campaign.writing.original import Original
from campaign.writing.pool.built_in import NAME as BUILT_IN
from campaign.writing.pool.taken import FILE as TAKEN
from campaign.writing.pool.taken import Taken, TakenPage, contacts_to_begin_with, render_taken

STARTER = Path(campaign.__file__).parent / "starter"
SIGN = "assets/images/sign.svg"
HOSTS = ("github", "gitlab", "forgejo", "none")
OWN = yaml.safe_load((STARTER / "own.yml").read_text("utf-8"))
_ASIDE = ("gitignore", "gitattributes")
"""Files of the starter that get a dot before their name."""
_OF_TRANSLATIONS = re.compile(r"^(?:translated_by|reviewed_by):.*\n", re.MULTILINE)


_STAND_IN = """# The words of another language stand here until they are translated: what is still the same is counted.
# When none is left, take the next line out.
"""


@dataclass(frozen=True)
class Wanted:
    """What was asked for."""

    name: str
    country: str
    source: str
    languages: tuple[str, ...]
    """Further ones."""
    paths: tuple[str, ...]
    """The pages, in the order of the navigation."""
    site_url: str
    git_host: Literal["github", "gitlab", "forgejo", "none"]
    today: datetime.date
    colour: str = ""
    """The campaign's colour, #rrggbb; "" for the generator's."""
    sign: bytes = b""
    """Its sign, a drawing; empty for the generator's."""

    def folders(self, original: Original) -> tuple[str, ...]:
        """The further languages that have a folder; the others are made from one of these."""
        return tuple(one for one in self.languages if not original.transliteration(one))


@dataclass
class Written:
    """The files of the new folder, and what there is to say of them."""

    files: dict[str, bytes] = field(default_factory=dict)
    to_translate: list[str] = field(default_factory=list)
    """Pages that are still in the original's language."""
    taken: dict[str, TakenPage] = field(default_factory=dict)
    """By id, what each page was made from: `campaign pool status` says when that has changed."""
    left_out: list[str] = field(default_factory=list)
    """What was taken out because it holds in the original's countries alone."""


def choose_paths(original: Original, guides: str, country: str) -> list[str]:
    """The paths that "all", "essentials" or a list of ids means, in order; raises ValueError, naming what is unknown.

    What is wholly about the original's own countries, and its news, is never among them.
    """
    foreign = naming(original.countries - {country}, original.source)
    pages = {path: page for path in original.navigation if (page := original.page(original.source, path))}
    fit = {
        path: page
        for path, page in pages.items()
        if not foreign.search(f"{page.meta.title} {page.meta.description}")
        and path not in ("about/asks.md", "about/reuse.md")
    }
    if guides == "all":
        return list(fit)
    wanted = {path for path, page in fit.items() if page.meta.essential}
    if guides != "essentials":
        asked = [one.strip() for one in guides.split(",") if one.strip()]
        known = {page.meta.id: path for path, page in fit.items()}
        if unknown := [one for one in asked if one not in known]:
            raise ValueError(f"no guide “{'”, “'.join(unknown)}”; there are: {', '.join(sorted(known))}")
        wanted |= {known[one] for one in asked}
    return [path for path in fit if path in wanted]


def make_campaign(wanted: Wanted, original: Original) -> Written:
    """Every file of the new campaign's folder."""
    written = Written()
    foreign = naming(original.countries - {wanted.country}, original.source)
    name = "what is so in this country, and who answers for it (the original says it of its own)"
    contacts = contacts_to_begin_with(wanted.country)
    fitting = Fitting(frozenset(wanted.paths), foreign, frozenset(contacts), f"{{{{ todo: {name} }}}}", OWN)
    for path in wanted.paths:
        page = original.page(original.source, path)
        assert page is not None
        fitting.read(page)
    pages = _write_pages(wanted, original, fitting, written)
    words = {code: _write_words(wanted, original, code, written) for code in (wanted.source, *wanted.folders(original))}
    _write_locks(wanted, original, pages, words, written)
    _write_data(wanted, original, pages, written)
    written.files |= _project_files(wanted, original)
    taken = Taken(contacts=contacts, pages=written.taken)
    written.files[f"docs/_data/{TAKEN}"] = render_taken(taken).encode()
    written.left_out = [f"{path}: {one}" for path, ones in fitting.left_out.items() for one in ones]
    return written


def _write_pages(
    wanted: Wanted, original: Original, fitting: Fitting, written: Written
) -> dict[tuple[str, str], SourcePage]:
    pages: dict[tuple[str, str], SourcePage] = {}
    whose = attribution(*(pool_about()[one] for one in ("title", "site", "licence")))
    for code in (wanted.source, *wanted.folders(original)):
        locks = _locks(original, code)
        for path in wanted.paths:
            first = original.page(original.source, path)
            assert first is not None
            page = original.page(code, path)
            state = state_of(first, page, locks.get(first.meta.id)).state
            is_there = page is not None and state not in ("outdated", "unlocked", "missing")
            body = fitting.fit(page, first) if page and is_there else None
            if body is None and code != wanted.source:
                continue
            note = ""
            if body is None:
                page, body = first, fitting.fit(first, first)
                note = f"{{{{ todo: translate this page from {read_code(original.source).english_name} }}}}\n\n"
                written.to_translate.append(path)
            assert page is not None and body is not None
            front_matter = _front_matter(original, page, is_source=code == wanted.source)
            name = original.words(page.language)["words"]["site_title"]
            front_matter = front_matter.replace(name, quote(wanted.name)[1:-1])
            if code == wanted.source and not page.meta.adapted_from:
                # By it readers know whose text it is, and who last read it on `reviewed_on`.
                front_matter += f"adapted_from: {quote(whose)}\n"
            text = f"---\n{front_matter}---\n\n{note}{body.replace(name, wanted.name)}"
            made, _ = parse_page(text, code, path, f"docs/{code}/{path}")
            assert made is not None
            ours = pages.get((wanted.source, path), made)
            # Both were translated from a third language: each may say a number in its own way.
            if code != wanted.source and "{{ todo:" not in ours.body and has_errors(check_structure(ours, made)):
                continue
            written.files[f"docs/{code}/{path}"] = text.encode()
            pages[code, path] = made
            if code == wanted.source:
                written.taken[made.meta.id] = _taken(original, page, wanted.today)
    return pages


def _taken(original: Original, page: SourcePage, day: datetime.date) -> TakenPage:
    """No text is noted as the original's: the page was made to fit, so a person takes up what changes there."""
    raw = (original.docs / page.language / page.path).read_bytes()
    return TakenPage(
        pool=BUILT_IN, language=page.language, taken_on=day, sha256=hashlib.sha256(raw).hexdigest(),
        text="", blocks=page_outline(page).hashes,
    )  # fmt: skip


def _front_matter(original: Original, page: SourcePage, *, is_source: bool) -> str:
    text = (original.docs / page.language / page.path).read_text("utf-8")
    front_matter = split_front_matter(text, page.file)[0]
    if is_source:
        return _OF_TRANSLATIONS.sub("", front_matter)
    # Where the original is a translation here: nobody has compared it with what it is now a translation of.
    return front_matter if _OF_TRANSLATIONS.search(front_matter) else front_matter + "translated_by: machine\n"


def _locks(original: Original, code: str) -> dict[str, LockEntry]:
    path = original.data(f"locks/{code}.yml")
    if code == original.source or not path.is_file():
        return {}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries = yaml.load(path.read_text("utf-8"), loader)
    return {
        name: LockEntry(accepted_on=one["accepted_on"], text=one.get("text"), blocks=tuple(one["blocks"]))
        for name, one in entries.items()
    }


def _write_words(wanted: Wanted, original: Original, code: str, written: Written) -> Words:
    """The word file of a language: the original's, an empty one, or for the source words that stand in."""
    file = f"docs/_data/ui/{code}.yml"
    own = original.words_file(code)
    if own.is_file():
        text = re.sub(r"^  countries:.*\n", "", own.read_text("utf-8"), count=1, flags=re.MULTILINE)
    else:
        text = render_word_file(read_code(code), wanted.country, wanted.source)
        if code == wanted.source:
            stand_in = original.words_file(original.source).read_text("utf-8")
            words = stand_in[stand_in.index("\nwords:\n") + 1 :]
            text = text.replace("words: {}\n", f"{_STAND_IN}stand_in: {original.source}\n\n{words}")
    text = re.sub(r"^  site_title:.*$", f"  site_title: {quote(wanted.name)}", text, count=1, flags=re.MULTILINE)
    written.files[file] = text.encode()
    return Words(code, yaml.safe_load(text)["words"], file)


def _write_locks(
    wanted: Wanted,
    original: Original,
    pages: dict[tuple[str, str], SourcePage],
    words: dict[str, Words],
    written: Written,
) -> None:
    by_id = {page.meta.id: page for (code, _), page in pages.items() if code == wanted.source}
    in_easy = [page for page in by_id.values() if page.meta.easy_of in by_id]
    if easy := {one.meta.id: accept(by_id[one.meta.easy_of or ""], one, wanted.today) for one in in_easy}:
        written.files[f"docs/_data/locks/{wanted.source}.yml"] = render_lock(easy).encode()
    for code in wanted.folders(original):
        old = _locks(original, code)
        entries = {}
        for (folder, path), page in pages.items():
            if folder == code:
                entry = accept(pages[wanted.source, path], page, wanted.today)
                kept = old.get(page.meta.id)
                entries[page.meta.id] = replace(entry, accepted_on=kept.accepted_on) if kept else entry
        if entries:
            written.files[f"docs/_data/locks/{code}.yml"] = render_lock(entries).encode()
        if lock := accept_words(words[wanted.source].texts, words[code].texts):
            written.files[f"docs/_data/locks/words/{code}.yml"] = render_word_lock(lock).encode()


def _write_data(wanted: Wanted, original: Original, pages: dict[tuple[str, str], SourcePage], written: Written) -> None:
    """The facts that the pages name, and what is asked for; everything else of the original stays behind."""
    source = [page for (code, _), page in pages.items() if code == wanted.source]
    named = {(one.kind, one.target.partition(".")[0]) for page in source for one in find_references(page.body)}
    statistics = {target for kind, target in named if kind in ("statistic", "chart")}
    statistics |= {one for page in source for one in page.meta.sources}
    ids = {page.meta.id for page in source}
    kept = {
        "statistics.yml": statistics,
        "links.yml": {target for kind, target in named if kind == "link"},
        "searches.yml": ids,
    }
    for name, wanted_ids in kept.items():
        found = [piece for one, piece in original.entries(name).items() if one in wanted_ids]
        if found:
            written.files[f"docs/_data/{name}"] = _in_languages("".join(found), wanted, original).encode()
    if ("school-year", "") in named:
        plan = original.data("school_year.yml").read_text("utf-8")
        written.files["docs/_data/school_year.yml"] = fit_plan(plan, ids).encode()
    pictures = original.data("pictures.yml").read_text("utf-8")
    written.files["docs/_data/pictures.yml"] = fit_pictures(pictures, ids).encode()
    written.files["docs/_data/vocabulary.yml"] = original.data("vocabulary.yml").read_bytes()


_IN_A_LANGUAGE = re.compile(r"^    ([a-z]{2,3}(?:-\w+)?):(?:.*\n)(?:      .*\n)*", re.MULTILINE)
"""What an entry says in one language, below a key such as `languages`."""


def _in_languages(text: str, wanted: Wanted, original: Original) -> str:
    """Entries without what they say in languages that the campaign does not have."""
    known = {wanted.source, *wanted.folders(original)}
    gone = {one.code for one in original.languages} - known
    return _IN_A_LANGUAGE.sub(lambda match: "" if match[1] in gone else match[0], text)


def _project_files(wanted: Wanted, original: Original) -> dict[str, bytes]:
    files = {"requirements.txt": (original.folder / "requirements.txt").read_bytes()}
    if wanted.sign:
        files[f"docs/{SIGN}"] = wanted.sign
    values = _values(wanted, original)
    for path in sorted((STARTER / "project").rglob("*")):
        if path.is_file():
            name = path.relative_to(STARTER / "project").as_posix()
            shown = f".{name}" if name in _ASIDE else name
            files[shown] = Template(path.read_text("utf-8")).safe_substitute(values).encode()
    host = STARTER / "hosts" / wanted.git_host
    files |= {path.relative_to(host).as_posix(): path.read_bytes() for path in host.rglob("*") if path.is_file()}
    return files


def _values(wanted: Wanted, original: Original) -> dict[str, str]:
    """What is filled into the files of the starter."""
    codes = (wanted.source, *wanted.languages)
    exits = {_exit(original, one) for one in (wanted.source, *wanted.folders(original))}
    made = [(one, original.transliteration(one)) for one in wanted.languages if original.transliteration(one)]
    how = "".join(
        f"        {one}: {yaml.safe_dump(dict(it or {}), default_flow_style=True, width=200)}" for one, it in made
    )
    return {
        "title": wanted.name,
        "name": quote(wanted.name),
        "description": quote(wanted.name),
        "site_url": quote(wanted.site_url),
        "version": campaign.__version__,
        "country": quote(wanted.country),
        "source": wanted.source,
        "colours": f'colours: {{ brand: "{wanted.colour}" }}' if wanted.colour else '# colours: { brand: "#7a1f4b" }',
        "sign": f"sign: {SIGN}" if wanted.sign else f"# sign: {SIGN}",
        "exit_urls": "\n".join(f"        - {one}" for one in sorted(exits)),
        "transliterations": f"      transliterations:\n{how}" if how else "",
        "languages": "\n".join(_language_line(wanted, original, one) for one in codes),
        "navigation": "\n".join(f"  - {one}" for one in wanted.paths),
    }


def _exit(original: Original, code: str) -> str:
    words = original.words(code)
    return str(words["language"]["exit_url"]) if words else exit_of(read_code(code))


def _language_line(wanted: Wanted, original: Original, code: str) -> str:
    """A language as the settings name it; one without words of its own is only prepared."""
    has_words = code == wanted.source or original.words_file(code).is_file() or original.transliteration(code)
    name = original.name_of(code) or (read_code(code).display_name or code).capitalize()
    default = "default: true, " if code == wanted.source else ""
    build = "true" if has_words else "false"
    return f"        - {{ locale: {quote(code)}, name: {quote(name)}, {default}build: {build} }}"


def languages_without_source(codes: Sequence[str], source: str) -> tuple[str, ...]:
    """Each further language once, without the source."""
    return tuple(dict.fromkeys(one for one in codes if one and one != source))
