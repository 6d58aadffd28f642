"""`campaign translation export` and `import`: texts for translators as catalogues, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import polib
from rich.progress import track

from campaign.checks.check import check_page
from campaign.checks.texts import check_texts
from campaign.command.output import saying, show_problems, write_text
from campaign.command.translation import translation
from campaign.files.documents import decode_text
from campaign.files.problems import Problem, ProblemsFound, stop_at_errors
from campaign.files.yamlfile import parse_yaml
from campaign.languages.language import Language
from campaign.languages.words import Words
from campaign.model.campaign import Campaign
from campaign.pages.page import parse_page
from campaign.pages.translated import LockEntry, render_lock
from campaign.translation.catalog_files import (
    INTERFACE,
    LANGUAGE_HEADER,
    Imported,
    ImportOptions,
    is_robot,
)
from campaign.translation.catalog_formats import FORMATS, find_catalogs, read_catalog, render_catalog
from campaign.translation.catalog_import import import_catalog
from campaign.translation.catalog_merge import merge_catalog
from campaign.translation.catalogs import make_catalogs, words_to_translate
from campaign.translation.glossary import render_glossary
from campaign.translation.word_locks import render_word_lock


@translation.command("export")
@click.argument("code", metavar="LANGUAGE")
@click.option(
    "--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="Where to. [default: po/LANGUAGE]"
)
@click.option("--essential", is_flag=True, help="Only the interface words and the pages a language needs first.")
@click.option("--update", is_flag=True, help="Bring catalogues that are there up to date; translators' work stays.")
@click.option("--force", is_flag=True, help="Replace catalogues that are there already.")
@click.option(
    "--format",
    "kind",
    type=click.Choice([*FORMATS]),
    default="po",
    show_default=True,
    help="gettext, or XLIFF 2 as agencies' programs read it.",
)
@click.pass_obj
def export_command(
    campaign: Campaign, code: str, folder: Path | None, essential: bool, update: bool, force: bool, kind: str
) -> None:
    """Write LANGUAGE's texts as catalogues: source, present translation, hints, and a glossary (TBX).

    Translators open them in Poedit, Weblate, OmegaT or any editor; agencies in Trados, memoQ or Phrase. Texts whose
    source has changed are marked fuzzy (in XLIFF: state "initial"); removing the mark confirms a translation.
    Afterwards: campaign translation import po/LANGUAGE

    \b
    Examples:
      campaign translation export sl                      everything, into po/sl/
      campaign translation export sl --format xliff --to agency/
      campaign translation export sl --update             take up what has changed; translators' work stays
    """
    language = written_language(campaign, code)
    folder = folder or campaign.settings.project_dir / "po" / code
    if not (force or update) and folder.is_dir() and (there := find_catalogs(folder)):
        already = f"{len(there)} catalogues are there already, perhaps with a translator's work in them"
        fix = "import them first, or say --update to bring them up to date (--force replaces them, --to is elsewhere)"
        raise ProblemsFound.of("catalogue", folder.as_posix(), already, "an empty folder", fix)
    catalogs = current_catalogs(campaign, language, folder, kind, is_update=update, only_essential=essential)
    write_catalogs(campaign, catalogs)
    glossary = render_glossary(campaign, [language])
    if glossary:
        write_text(folder / "glossary.tbx", glossary)
    click.echo(
        f"{len(catalogs)} catalogues in {folder}: {sum(map(len, catalogs.values()))} texts, "
        f"{words_to_translate(catalogs):,} words to translate or to confirm."
    )


def current_catalogs(
    campaign: Campaign, language: Language, folder: Path, kind: str, *, is_update: bool, only_essential: bool = False
) -> dict[Path, polib.POFile]:
    """The language's catalogues by the files they belong in; `is_update`: with what translators have done there."""
    found = {}
    for name, catalog in make_catalogs(campaign, language, only_essential=only_essential).items():
        file = (folder / name).with_suffix(FORMATS[kind])
        if is_update and file.is_file():
            merge_catalog(catalog, read_catalog(file, partial=True))
        found[file] = catalog
    return found


def write_catalogs(campaign: Campaign, catalogs: Mapping[Path, polib.POFile]) -> None:
    """Write them, each in the format that its name says."""
    for file, catalog in catalogs.items():
        write_text(file, render_catalog(catalog, file, campaign.settings.source.code))


def written_language(campaign: Campaign, code: str) -> Language:
    """The language with this code, if texts are written in it; raises ProblemsFound otherwise."""
    settings = campaign.settings
    codes = [one for one in settings.folders if one != settings.source.code]
    if code in codes:
        return settings.language(code)
    made_from = next((one.transliterated_from for one in settings.languages if one.code == code), None)
    found, fix = f"nothing is translated into “{code}”", f"a new language begins with: campaign new language {code}"
    if made_from:
        found, fix = f"“{code}” is made from “{made_from}” at every build", f"export {made_from}"
    raise ProblemsFound.of("catalogue", settings.config_file, found, f"one of {', '.join(codes)}", fix)


@translation.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="PATH...")
@click.option("--translated-by", metavar="NAME", help="Who translated; asked of new pages. `machine` if nobody did.")
@click.option("--reviewed-by", metavar="NAME", help="Who has read all of it against the source.")
@click.option("--overwrite", is_flag=True, help="Where file and catalogue have both changed, take the catalogue.")
@click.option("--partial", is_flag=True, help="Take catalogues that have only some of the texts, on purpose.")
@click.option(
    "--keep-going", is_flag=True, help="Where one catalogue is wrong, name it and take the others all the same."
)
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.pass_obj
@saying("Nothing was written.")
def import_command(
    campaign: Campaign, /, paths: tuple[Path, ...], keep_going: bool, dry_run: bool, **given: Any
) -> None:
    """Write the translations in PATH (catalogues, or folders of them) into the pages and word files.

    A page is written when every text of it is there; texts that nobody changed stay byte for byte. Where somebody has
    changed the same text in the file since the export, the file wins and you are told. One catalogue with an error (one
    that is damaged or cut off, has a text twice or a text that no page may have), and nothing at all is written.
    --translated-by names whoever translated; it stands on the pages on which a text has changed, and on no others.

    \b
    Examples:
      campaign translation import po/sl --translated-by "Ana Novak"
      campaign translation import po/sl --keep-going --dry-run
    """
    translator = given["translated_by"]
    if translator and is_robot(translator):
        raise click.UsageError(f"--translated-by: “{translator}” is no person; `machine` if nobody did")
    options = ImportOptions(translator, given["reviewed_by"], given["overwrite"], given["partial"])
    files = [file for path in paths for file in find_catalogs(path)]
    results: list[tuple[Language, Imported]] = []
    problems: list[Problem] = []
    for file in track(files, "Reading", transient=True, disable=len(files) < 20):
        try:
            results.append(_read(campaign, file, options))
        except ProblemsFound as found:
            problems += found.problems
    if problems and not keep_going:
        raise ProblemsFound(problems)
    if not dry_run:
        _write(campaign, results)
    _report(results, dry_run)
    if problems:
        show_problems(problems)
        click.echo("The catalogues above were left out; everything else " + ("would go in." if dry_run else "went in."))
        raise SystemExit(1)


def _read(campaign: Campaign, file: Path, options: ImportOptions) -> tuple[Language, Imported]:
    """What one catalogue comes to; raises ProblemsFound, also for a text that no page may have."""
    catalog = read_catalog(file, partial=options.partial)
    language = written_language(campaign, catalog.metadata[LANGUAGE_HEADER])
    found = import_catalog(campaign, language, catalog, _Texts(campaign), options)
    if found.text is not None:
        stop_at_errors([*_check(campaign, language, found)])
    return language, found


def _check(campaign: Campaign, language: Language, found: Imported) -> Iterator[Problem]:
    """What would be wrong with the file that was not wrong before."""
    text = found.text or ""
    if found.name == INTERFACE:
        known = campaign.words.get(language.code) or Words(language.code, {}, found.file)
        words = replace(known, texts=parse_yaml(text, found.file).data["words"])
        before, after = (replace(campaign, words={language.code: one}) for one in (known, words))
        yield from {*check_texts(after, {})} - {*check_texts(before, {})}
        return
    page, _ = parse_page(text, language.code, found.name, found.file)
    assert page is not None, "it was parsed when it was made"
    old = campaign.pages.get((language.code, found.name))
    known_before = {one.found for one in check_page(campaign, old)} if old else set()
    after = replace(campaign, pages={**campaign.pages, (language.code, found.name): page})
    yield from (one for one in check_page(after, page) if one.found not in known_before)


class _Texts(dict[str, str]):
    """The texts of the campaign's files by name, read when they are asked for."""

    def __init__(self, campaign: Campaign):
        super().__init__()
        self.settings = campaign.settings

    def __missing__(self, file: str) -> str:
        self[file] = decode_text((self.settings.project_dir / file).read_bytes(), file)
        return self[file]

    def get(self, file: str, default: str | None = None) -> str | None:  # type: ignore[override]
        return self[file] if (self.settings.project_dir / file).is_file() else default


def _write(campaign: Campaign, results: list[tuple[Language, Imported]]) -> None:
    for _, one in results:
        if one.text is not None:
            write_text(campaign.settings.project_dir / one.file, one.text)
    for code in dict.fromkeys(language.code for language, _ in results):
        entries: dict[str, LockEntry] = dict(campaign.locks.get(code, {}))
        for language, one in results:
            if language.code == code and one.lock_entry:
                entries[campaign.pages[campaign.settings.source.code, one.name].meta.id] = one.lock_entry
        if entries != campaign.locks.get(code, {}):
            write_text(campaign.settings.data(f"locks/{code}.yml"), render_lock(entries))
        words = dict(campaign.word_locks.get(code, {}))
        for language, one in results:
            if language.code == code:
                words.update(one.word_lock)
        if words != campaign.word_locks.get(code, {}):
            write_text(campaign.settings.data(f"locks/words/{code}.yml"), render_word_lock(words))


def _report(results: list[tuple[Language, Imported]], dry_run: bool) -> None:
    written = [one for _, one in results if one.text is not None]
    for one in written:
        click.echo(f"  {one.file}: {one.applied} text{'s' * (one.applied != 1)} new")
    for _, one in results:
        for conflict in one.conflicts:
            lost = "other words here, and the catalogue has lost the notes that say which are newer"
            why = "changed here since the export" if conflict.has_mark else lost
            click.secho(f"  {one.file}, {conflict.key}: {why}, so kept (--overwrite takes it)", fg="yellow")
            click.echo(f"      here:      {conflict.in_file}\n      catalogue: {conflict.in_catalog}")
        if one.pending:
            what = (
                "written as far as it goes" if one.text is not None else "not written yet" if one.applied == 0 else ""
            )
            click.echo(f"  {one.file}: {len(one.pending)} still to translate or confirm ({what}): "
                       f"{', '.join(one.pending[:6])}{' …' if len(one.pending) > 6 else ''}")  # fmt: skip
    files = f"{len(written)} file{'s' * (len(written) != 1)}"
    click.echo(f"{files} would be written." if dry_run else f"{files} written. Next: campaign check")
