"""`campaign translation`"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from campaign.checks.translations import changes_in_words, lacks_text
from campaign.command.output import config_option, today_option, write_text
from campaign.files.problems import Problem, ProblemsFound, stop_at_errors
from campaign.files.yamlfile import load_yaml
from campaign.model.campaign import Campaign
from campaign.pages.page import SourcePage
from campaign.pages.translated import LockEntry, accept, is_reviewed, own_blocks, render_lock, text_hash
from campaign.plugin.project import read_campaign
from campaign.translation.alignment import untouched_pairs
from campaign.translation.word_locks import FACTS, accept_words, fact_texts, render_word_lock


@click.group()
@config_option
@today_option
@click.pass_context
def translation(context: click.Context, config_file: Path, today: str | None) -> None:
    """Look after translations: record that one is up to date, exchange texts with translators.

    \b
    I have changed a page and its translations:
      campaign translation accept docs/en/report.md
    A translator works outside:
      campaign translation export sl          catalogues into po/sl/ (XLIFF: --format xliff)
      campaign translation suggest sl         fill in what was translated before, to confirm
      campaign translation import po/sl --translated-by "Ana Novak"
    Volunteers translate on a Weblate server:
      campaign translation weblate --repo https://codeberg.org/somebody/campaign.git
    """
    campaign, _, problems = read_campaign(config_file, today, with_prepared=True)
    stop_at_errors(problems)
    context.obj = campaign


@translation.command("accept")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--all", "everything", is_flag=True, help="Every translation there is, in all languages.")
@click.option(
    "--minor", is_flag=True, help="The source changed in a way that needs no new translation: keep the old day."
)
@click.option(
    "--unchanged", is_flag=True, help="They say the same as the changed source although nobody has changed them."
)
@click.option("--reviewed", is_flag=True, help="Whom `reviewed_by` names has read the text as it is now.")
@click.option("--texts", is_flag=True, help="Only add the hashes of texts that old locks lack; all else stays.")
@click.pass_obj
def accept_command(
    campaign: Campaign,
    paths: tuple[Path, ...],
    everything: bool,
    minor: bool,
    unchanged: bool,
    reviewed: bool,
    texts: bool,
) -> None:
    """Record that the translations at PATH say what the source says now.

    PATH is a page such as docs/sl/report.md, or a folder such as docs/sl. A source page (docs/en/report.md) means
    all its translations, and one in easy language itself too: that it says what the page it is made from says
    now. docs/_data/ui/sl.yml means the interface words, those of the source language all of them;
    docs/_data/helplines.yml or another data file the texts of its facts.

    \b
    Examples:
      campaign translation accept docs/sl/report.md        I have brought this one up to date
      campaign translation accept docs/en/report.md        all languages are
      campaign translation accept --minor --unchanged docs/en/report.md
                                                           a comma was moved: nothing to translate
    """
    if texts:
        click.echo(f"{_complete_locks(campaign)} texts recorded.")
        return
    if not paths and not everything:
        raise click.UsageError("name a page or a folder, or say --all")
    word_folders = _wanted_words(campaign, paths, everything)
    page_paths = tuple(path for path in paths if not _is_word_file(campaign, path))
    wanted = _wanted(campaign, page_paths, everything)
    outdated = [one for one in wanted if campaign.made_from(*one)[1].state == "outdated"]
    if not (unchanged or minor):
        _refuse_unchanged(campaign, outdated)
    for one in outdated:
        click.echo(f"{campaign.pages[one].file}: {changes_in_words(campaign.made_from(*one)[1])}")
    write_locks(campaign, wanted, word_folders, minor=minor, reviewed=reviewed)
    words = f" Words and texts of facts: {', '.join(word_folders)}." if word_folders else ""
    click.echo(f"{len(wanted)} translation{'s' * (len(wanted) != 1)} recorded as up to date with the source.{words}")


def _refuse_unchanged(campaign: Campaign, outdated: Sequence[tuple[str, str]]) -> None:
    """Raises ProblemsFound for translations, and blocks of them, of before the source's change that nobody has touched
    since."""
    problems = []
    for one in outdated:
        page, (original, translation) = campaign.pages[one], campaign.made_from(*one)
        entry, fix = translation.entry, f"if it says the same: campaign translation accept --unchanged {page.file}"
        if entry is None or original is None:
            continue
        expected = "a translation of the source as it is now; nothing is recorded"
        if entry.text == text_hash(page):
            found = f"the source has changed, and not one word here: {changes_in_words(translation)}"
            problems.append(page.problem("unchanged", found, expected, f"change it; {fix}"))
            continue
        # A page in easy language is cut otherwise than the one that it says.
        for pair in untouched_pairs(original, page, entry) if page.language != original.language else ():
            block = pair.target or pair.source
            found = f"“{block.words[:60]}” is as it was, and its source now says “{pair.source.words[:60]}”"
            where = {"field": block.key} if block.key else {"line": block.line}
            problems.append(page.problem("unchanged", found, expected, f"translate it anew; {fix}", **where))
    if problems:
        raise ProblemsFound(problems)


def write_locks(
    campaign: Campaign,
    wanted: Sequence[tuple[str, str]],
    words: Sequence[str] = (),
    *,
    minor: bool = False,
    reviewed: bool = False,
) -> None:
    """Record that these translations (language folder, path), and these `words` (folders for interface words, data
    files for the texts of facts), say what their source says now; `reviewed`: and that their reviewers have read them
    as they are now."""
    locks: dict[str, dict[str, LockEntry]] = {
        folder: {
            page_id: entry
            for page_id, entry in campaign.locks.get(folder, {}).items()
            if (folder, campaign.paths_by_id.get(page_id, "")) in campaign.pages
        }
        for folder in {folder for folder, _ in wanted}
    }
    for folder, path in wanted:
        page, (original, _) = campaign.pages[folder, path], campaign.made_from(folder, path)
        if original is not None:
            entry, old = page.meta.id, locks[folder].get(page.meta.id)
            locks[folder][entry] = _entry(original, page, old, campaign.today, minor=minor, reviewed=reviewed)
    for folder, entries in locks.items():
        write_text(campaign.settings.data(f"locks/{folder}.yml"), render_lock(entries))
    _write_word_locks(campaign, words)


def _write_word_locks(campaign: Campaign, words: Sequence[str]) -> None:
    data, source = campaign.settings.data, campaign.settings.source.code
    facts = {name: fact_texts(campaign, name, load_yaml(data(name), name)) for name in words if name in FACTS}
    for folder in campaign.settings.folders[1:] if facts else words:
        lock = dict(campaign.word_locks.get(folder, {}))
        if folder in words:
            lock = {key: value for key, value in lock.items() if "." in key}
            lock |= accept_words(campaign.words[source].texts, campaign.words[folder].texts)
        for name, texts in facts.items():
            lock = {key: value for key, value in lock.items() if not key.startswith(name.removesuffix("yml"))}
            lock |= accept_words(texts.get(source, {}), texts.get(folder, {}))
        write_text(data(f"locks/words/{folder}.yml"), render_word_lock(lock))


def _entry(
    original: SourcePage,
    page: SourcePage,
    old: LockEntry | None,
    today: datetime.date,
    *,
    minor: bool,
    reviewed: bool,
) -> LockEntry:
    """The new entry of a translation. The hash of a text that somebody has reviewed stays until it is reviewed anew."""
    entry = accept(original, page, today)
    keeps_day = old and (minor or old.blocks == entry.blocks)
    keeps_text = old and page.meta.reviewed_by and not is_reviewed(page, old) and not reviewed
    return replace(
        entry,
        accepted_on=old.accepted_on if old and keeps_day else today,
        text=old.text if old and keeps_text else entry.text,
    )


def _complete_locks(campaign: Campaign) -> int:
    """Add the texts' hashes to entries without one whose translation is up to date; how many these are."""
    count = 0
    for folder, entries in campaign.locks.items():
        known = dict(entries)
        for page_id, entry in entries.items():
            page = campaign.pages.get((folder, campaign.paths_by_id.get(page_id, "")))
            if page and not campaign.is_taken_back(page.path) and lacks_text(campaign, folder, page_id, entry):
                known[page_id] = replace(entry, text=entry.text or text_hash(page), own_blocks=own_blocks(page))
                count += 1
        if known != entries:
            write_text(campaign.settings.data(f"locks/{folder}.yml"), render_lock(known))
    return count


def _is_word_file(campaign: Campaign, path: Path) -> bool:
    data = campaign.settings.data
    return path.resolve().parent == data("ui") or path.resolve() in map(data, FACTS)


def _wanted_words(campaign: Campaign, paths: tuple[Path, ...], everything: bool) -> list[str]:
    """The language folders whose interface words are meant, and the data files whose texts are."""
    source, *translated = campaign.settings.folders
    named = {path.stem for path in paths if _is_word_file(campaign, path)}
    words = [one for one in translated if (everything or named & {one, source}) and one in campaign.words]
    facts = [
        one
        for one in FACTS
        if (everything or one.removesuffix(".yml") in named) and campaign.settings.data(one).is_file()
    ]
    return [*words, *facts]


def _wanted(campaign: Campaign, paths: tuple[Path, ...], everything: bool) -> list[tuple[str, str]]:
    """(folder, path) of every translation that is meant; raises ProblemsFound for a path that is none."""
    source = campaign.settings.source.code
    all_translations = [
        (folder, path)
        for (folder, path), page in sorted(campaign.pages.items())
        if not campaign.is_taken_back(path)
        and ((source, path) in campaign.pages if folder != source else page.meta.easy_of)
    ]
    if everything:
        return all_translations
    wanted: list[tuple[str, str]] = []
    problems = []
    for path in paths:
        absolute = path.resolve()
        docs = campaign.settings.docs_dir
        relative = absolute.relative_to(docs).as_posix() if absolute.is_relative_to(docs) else path.as_posix()
        found = [
            (folder, name)
            for folder, name in all_translations
            if f"{folder}/{name}" == relative
            or f"{folder}/{name}".startswith(relative + "/")
            or f"{source}/{name}" == relative
        ]
        if not found:
            expected = "a page such as docs/sl/report.md, or a folder such as docs/sl"
            fix = "campaign check lists the translations that need attention"
            problems.append(Problem("translation", path.as_posix(), "this is no translation", expected, fix))
        wanted += found
    if problems:
        raise ProblemsFound(problems)
    return list(dict.fromkeys(wanted))
