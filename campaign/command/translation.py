"""`campaign translation`"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from campaign.command.output import config_option, today_option, write_text
from campaign.files.problems import Problem, ProblemsFound, stop_at_errors
from campaign.model.campaign import Campaign
from campaign.pages.translated import LockEntry, accept, render_lock
from campaign.plugin.project import read_campaign
from campaign.translation.word_locks import accept_words, render_word_lock


@click.group()
@config_option
@today_option
@click.pass_context
def translation(context: click.Context, config_file: Path, today: str | None) -> None:
    """Look after translations: record that one is up to date, exchange texts with translators."""
    campaign, _, problems = read_campaign(config_file, today, with_prepared=True)
    stop_at_errors(problems)
    context.obj = campaign


@translation.command("accept")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--all", "everything", is_flag=True, help="Every translation there is, in all languages.")
@click.option(
    "--minor", is_flag=True, help="The source changed in a way that needs no new translation: keep the old day."
)
@click.pass_obj
def accept_command(campaign: Campaign, paths: tuple[Path, ...], everything: bool, minor: bool) -> None:
    """Record that the translations at PATH say what the source says now.

    PATH is a page such as docs/sl/report.md, or a folder such as docs/sl. A source page (docs/en/report.md) means
    all its translations. docs/_data/ui/sl.yml means the interface words, those of the source language all of them.
    """
    if not paths and not everything:
        raise click.UsageError("name a page or a folder, or say --all")
    word_folders = _wanted_words(campaign, paths, everything)
    page_paths = tuple(path for path in paths if not _is_word_file(campaign, path))
    wanted = _wanted(campaign, page_paths, everything)
    write_locks(campaign, wanted, word_folders, minor=minor)
    words = f" Interface words: {', '.join(word_folders)}." if word_folders else ""
    click.echo(f"{len(wanted)} translation{'s' * (len(wanted) != 1)} recorded as up to date with the source.{words}")


def write_locks(
    campaign: Campaign, wanted: Sequence[tuple[str, str]], word_folders: Sequence[str] = (), *, minor: bool = False
) -> None:
    """Record that these translations (language folder, path), and the interface words of these folders, say what
    their source says now."""
    source = campaign.settings.source.code
    locks: dict[str, dict[str, LockEntry]] = {
        folder: {
            page_id: entry
            for page_id, entry in campaign.locks.get(folder, {}).items()
            if (folder, campaign.paths_by_id.get(page_id, "")) in campaign.pages
        }
        for folder in {folder for folder, _ in wanted}
    }
    for folder, path in wanted:
        original = campaign.pages[source, path]
        old = locks[folder].get(original.meta.id)
        day = old.accepted_on if minor and old else campaign.today
        entry = accept(original, day)
        if old is None or old.blocks != entry.blocks:
            locks[folder][original.meta.id] = entry
    for folder, entries in locks.items():
        write_text(campaign.settings.data(f"locks/{folder}.yml"), render_lock(entries))
    for folder in word_folders:
        lock = accept_words(campaign.words[source], campaign.words[folder])
        write_text(campaign.settings.data(f"locks/words/{folder}.yml"), render_word_lock(lock))


def _is_word_file(campaign: Campaign, path: Path) -> bool:
    return path.resolve().parent == campaign.settings.data("ui")


def _wanted_words(campaign: Campaign, paths: tuple[Path, ...], everything: bool) -> list[str]:
    """The language folders whose interface words are meant."""
    source, *translated = campaign.settings.folders
    named = {path.stem for path in paths if _is_word_file(campaign, path)}
    return [one for one in translated if (everything or named & {one, source}) and one in campaign.words]


def _wanted(campaign: Campaign, paths: tuple[Path, ...], everything: bool) -> list[tuple[str, str]]:
    """(folder, path) of every translation that is meant; raises ProblemsFound for a path that is none."""
    source = campaign.settings.source.code
    all_translations = [
        (folder, path)
        for folder, path in sorted(campaign.pages)
        if folder != source and (source, path) in campaign.pages
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
