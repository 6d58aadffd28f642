"""Taking a page or a language out of a campaign: its files, its line in the settings, the links that lead to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from campaign.facts.ledger import LEDGER
from campaign.files.problems import ProblemsFound
from campaign.model.campaign import Campaign
from campaign.pages.page import parse_page, split_front_matter
from campaign.pages.translated import accept, render_lock
from campaign.writing.fitting import Fitting, fit_pictures


class Removal(NamedTuple):
    """What is to be done: files to write, and files to delete."""

    written: Mapping[Path, bytes]
    removed: tuple[Path, ...]


def remove_page(campaign: Campaign, page_id: str, redirect_to: str | None) -> Removal:
    """Everything that changes when a page goes; raises ProblemsFound where there is none, or where its id stands on
    paper and leads nowhere."""
    settings = campaign.settings
    path = campaign.paths_by_id.get(page_id)
    if path is None or path == "index.md":
        expected, fix = "the id of a page, and not the home page", "campaign permalinks lists them"
        raise ProblemsFound.of("remove", settings.config_file, f"no page “{page_id}” to remove", expected, fix)
    written = _without_links(campaign, path, page_id)
    text = (settings.project_dir / settings.config_file).read_bytes().decode()
    line = re.compile(rf"^ *- (?:.*: )?{re.escape(path)} *(?:#.*)?\r?\n", re.MULTILINE)
    written[settings.project_dir / settings.config_file] = line.sub("", text, count=1).encode()
    searches = settings.data("searches.yml")
    if searches.is_file():
        entry = re.compile(rf"^- page: {re.escape(page_id)} *\n(?:[ #].*\n|\n)*", re.MULTILINE)
        written[searches] = entry.sub("", searches.read_bytes().decode()).encode()
    if (pictures := settings.data("pictures.yml")).is_file():
        ids = campaign.paths_by_id.keys() - {page_id}
        written[pictures] = fit_pictures(pictures.read_bytes().decode(), ids).encode()
    if page_id in campaign.permalinks:
        written[settings.data(LEDGER)] = _redirected(campaign, page_id, redirect_to).encode()
    return Removal(written, tuple(settings.docs_dir / code / path for code, at in campaign.pages if at == path))


def _redirected(campaign: Campaign, page_id: str, redirect_to: str | None) -> str:
    """The ledger in which a released id leads to another page."""
    file = campaign.settings.data(LEDGER)
    if redirect_to not in campaign.paths_by_id or redirect_to == page_id:
        found = f"“{page_id}” was released: it may stand on paper, and has to lead somewhere"
        expected, fix = "another page's id", f"campaign remove page {page_id} --redirect-to ID"
        raise ProblemsFound.of("remove", campaign.settings.data_name(LEDGER), found, expected, fix)
    entry = re.compile(rf"^({re.escape(page_id)}: \{{.*?),? *(?:path: [^,}}]+)?\}}$", re.MULTILINE)
    return entry.sub(rf"\1, redirect_to: {redirect_to} }}", file.read_text("utf-8"))


def _without_links(campaign: Campaign, path: str, page_id: str) -> dict[Path, bytes]:
    """The pages that lead to the one that goes, with words in place of the links; and the locks of those."""
    settings, source = campaign.settings, campaign.settings.source.code
    paths = frozenset(at for code, at in campaign.pages if code == source and at != path)
    fitting = Fitting(paths, re.compile(r"(?!)"), frozenset(campaign.helplines), "")
    written: dict[Path, bytes] = {}
    for at in sorted(paths):
        original = campaign.pages[source, at]
        fitting.read(original)
        if not any(fitting.is_away(at, one.target) for one in original.links):
            continue
        for code in settings.folders:
            page = campaign.pages.get((code, at))
            body = fitting.fit(page, original) if page else None
            if page is not None and body is not None:
                raw = (settings.project_dir / page.file).read_bytes().decode()
                front_matter, _, _ = split_front_matter(raw, page.file)
                written[settings.project_dir / page.file] = f"---\n{front_matter}---\n\n{body}".encode()
    return written | _accepted(campaign, written, page_id)


def _accepted(campaign: Campaign, written: Mapping[Path, bytes], page_id: str) -> dict[Path, bytes]:
    """The locks without the page that goes, in which translations that were up to date still are: both lost a link."""
    settings, source = campaign.settings, campaign.settings.source.code
    texts = {settings.relative(path): content.decode() for path, content in written.items()}
    locks = {code: dict(entries) for code, entries in campaign.locks.items()}
    changed = {code for code, entries in locks.items() if entries.pop(page_id, None)}
    for (code, at), translation in campaign.translations.items():
        page, original = campaign.pages.get((code, at)), campaign.pages[source, at]
        if page is None or page.file not in texts or translation.state in ("outdated", "unlocked", "missing"):
            continue
        ours = parse_page(texts[original.file], source, at, original.file)[0]
        theirs = parse_page(texts[page.file], code, at, page.file)[0]
        entry = locks[code].get(page.meta.id)
        if ours and theirs and entry:
            locks[code][page.meta.id] = replace(accept(ours, theirs, campaign.today), accepted_on=entry.accepted_on)
            changed.add(code)
    return {settings.data(f"locks/{code}.yml"): render_lock(locks[code]).encode() for code in changed}


def remove_language(campaign: Campaign, code: str) -> Removal:
    """Everything that changes when a language goes; raises ProblemsFound for the source and for one that is needed."""
    settings = campaign.settings

    def refuse(found: str, expected: str, fix: str) -> ProblemsFound:
        return ProblemsFound.of("remove", settings.config_file, found, expected, fix)

    known = [one.code for one in settings.languages]
    if code not in known or code == settings.source.code:
        found = f"“{code}” is no language that can be removed"
        raise refuse(
            found, f"one of {', '.join(one for one in known if one != settings.source.code)}", "name one of these"
        )
    if made := [one.code for one in settings.languages if one.transliterated_from == code]:
        raise refuse(
            f"“{made[0]}” is made from “{code}”", "a language that no other is made from", "remove that one first"
        )
    path = settings.project_dir / settings.config_file
    text = path.read_bytes().decode()
    quoted = rf"[\"']?{re.escape(code)}[\"']?"
    text = re.sub(
        rf"^(?P<indent> *)- \{{? *locale: {quoted}[ ,}}\n].*\n?(?:(?P=indent)  .*\n)*", "", text, flags=re.MULTILINE
    )
    text = re.sub(rf"^ *{quoted}: \{{.*\}}\r?\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^ *transliterations:\n(?! {8})", "", text, flags=re.MULTILINE)
    written = {path: text.encode()}
    removed: list[Path] = []
    if not settings.language(code).transliterated_from:
        removed = sorted(one for one in (settings.docs_dir / code).rglob("*") if one.is_file())
        data = (f"ui/{code}.yml", f"locks/{code}.yml", f"locks/words/{code}.yml")
        removed += [settings.data(one) for one in data if settings.data(one).is_file()]
        if (searches := settings.data("searches.yml")).is_file():
            typed = re.compile(rf"^    {quoted}:.*\n(?:      .*\n)*", re.MULTILINE)
            written[searches] = typed.sub("", searches.read_bytes().decode()).encode()
    return Removal(written, tuple(removed))
