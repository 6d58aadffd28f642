"""`campaign new campaign`: a folder of its own for another campaign"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import urlsplit
from urllib.request import url2pathname

import click

from campaign import __version__
from campaign.checks.colours import LEAST, contrast
from campaign.command.asking import Asker, yes_option
from campaign.command.new import new
from campaign.command.output import saying, today_option
from campaign.files.days import parse_today
from campaign.files.problems import ProblemsFound
from campaign.files.svg import check_svg
from campaign.languages.formats import is_country
from campaign.model.settings import canonical_url
from campaign.writing.new_campaign import HOSTS, Wanted, Written, choose_paths, languages_without_source, make_campaign
from campaign.writing.new_language import read_code
from campaign.writing.original import Original
from campaign.writing.upgrade import GENERATOR


@new.command("campaign")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", help="What the campaign is called, in its own language.")
@click.option("--country", metavar="CC", help="The campaign's own country: two letters, such as PT or KE (ISO 3166-1).")
@click.option("--source", metavar="CODE", help="The language that pages are written in, any: en, pt, sr-Latn.")
@click.option("--languages", metavar="CODES", help="Further languages, with commas: en,uk.")
@click.option("--guides", metavar="WHICH", help="all, essentials, or ids of guides with commas.")
@click.option("--site-url", metavar="URL", help="The site's address, if it is known.")
@click.option("--git-host", type=click.Choice(HOSTS), help="Who publishes the site: its workflow is written.")
@click.option("--colour", metavar="#RRGGBB", help="The campaign's own colour, of the header and of sheets.")
@click.option(
    "--sign",
    metavar="FILE.svg",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Its sign, a drawing in flat colours, as light as white: it stands on that colour.",
)
@today_option
@yes_option
def campaign_command(folder: Path, today: str | None, yes: bool, **given: Any) -> None:
    """Begin a campaign of your own in the new folder DIR: settings, guides, words, contacts of its country.

    What is not given is asked for. Nothing is installed, and nothing is written but DIR.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        expected, fix = "a name that is free", "name another folder, or remove this one"
        raise ProblemsFound.of("new-campaign", folder.as_posix(), "it is there already", expected, fix)
    original = Original()
    wanted = _ask(Asker(yes=yes), original, given, today)
    written = make_campaign(wanted, original)
    wheel = find_wheel()
    with saying("Nothing was written."):
        _write(folder, written, wheel)
    _tell(folder, wanted, written, wheel)


def _ask(asker: Asker, original: Original, given: dict[str, Any], today: str | None) -> Wanted:
    name = asker.text("What is the campaign called", given["name"], "--name", check=_check_name)
    country = asker.text("Which country (two letters)", given["country"], "--country", check=_check_country)
    source = asker.text("In which language are pages written", given["source"], "--source", default="en",
                        check=lambda code: _check_languages(code, original))  # fmt: skip
    further = asker.text("Further languages, with commas", given["languages"], "--languages", is_needed=False,
                         check=lambda codes: _check_languages(codes, original))  # fmt: skip
    guides = asker.text("Which guides (all, essentials, or ids with commas)", given["guides"], "--guides",
                        default="essentials", check=lambda which: _check_guides(which, original, country))  # fmt: skip
    site_url = asker.text("The site's address, if you know it", given["site_url"], "--site-url", is_needed=False,
                          check=_check_url)  # fmt: skip
    host = asker.text(f"Who publishes it ({', '.join(HOSTS)})", given["git_host"], "--git-host", default="none",
                      check=lambda one: None if one in HOSTS else f"one of {', '.join(HOSTS)}")  # fmt: skip
    colour = asker.text("Its own colour, such as #7a1f4b", given["colour"], "--colour", is_needed=False,
                        check=_check_colour)  # fmt: skip
    sign = given["sign"].read_bytes() if given["sign"] else b""
    if problems := check_svg(sign, given["sign"].name) if sign else []:
        raise ProblemsFound(problems)
    languages = languages_without_source([one.strip() for one in further.split(",")], source)
    _check_made(languages, source, original)
    return Wanted(
        name, country.upper(), source, languages, tuple(choose_paths(original, guides, country.upper())),
        canonical_url(site_url), cast(Literal["github", "gitlab", "forgejo", "none"], host), parse_today(today, "UTC"),
        colour.lower(), sign,
    )  # fmt: skip


def _check_name(name: str) -> str | None:
    return None if name.strip() and len(name) <= 60 else "a name of at most 60 characters"


def _check_country(code: str) -> str | None:
    return None if is_country(code.upper()) else f"“{code}” is no country: two letters, such as PT or KE (ISO 3166-1)"


def _check_languages(codes: str, original: Original) -> str | None:
    for code in filter(None, (one.strip() for one in codes.split(","))):
        if not (original.words_file(code).is_file() or original.transliteration(code)):
            try:
                read_code(code)
            except ProblemsFound as found:
                return f"{found.problems[0].found}; {found.problems[0].fix}"
    return None


def _check_made(languages: tuple[str, ...], source: str, original: Original) -> None:
    """Raises UsageError for a language that is made from one which the campaign has not."""
    for code in (source, *languages):
        made_from = (original.transliteration(code) or {}).get("source")
        if made_from and (code == source or made_from not in (source, *languages)):
            raise click.UsageError(
                f"“{code}” is made from “{made_from}”: name that one too, and not “{code}” as the source"
            )


def _check_guides(which: str, original: Original, country: str) -> str | None:
    try:
        choose_paths(original, which, country.upper())
    except ValueError as error:
        return str(error)
    return None


def _check_colour(colour: str) -> str | None:
    if not re.fullmatch("#[0-9a-fA-F]{6}", colour):
        return f"“{colour}” is no colour: # and six digits, such as #7a1f4b (in a terminal in quotation marks)"
    if (found := contrast(colour.lower(), "#ffffff")) < LEAST:
        return f"white on {colour} has a contrast of {found:.1f} to 1, and needs {LEAST}: take a darker one"
    return None


def _check_url(url: str) -> str | None:
    parts = urlsplit(url)
    if not (parts.scheme in ("http", "https") and parts.hostname):
        return f"“{url}” is no address such as https://example.org/safe/"
    try:
        canonical_url(url)
    except ValueError as error:
        return f"“{url}” is no address that can be printed: {error}"
    return None


def find_wheel() -> Path | None:
    """The wheel that the generator was installed from, if it still lies there; of a checkout that of `make wheel`."""
    text = distribution("campaign").read_text("direct_url.json")
    url = str(json.loads(text)["url"]) if text else ""
    path = Path(url2pathname(urlsplit(url).path))
    if not url.startswith("file:"):
        return None
    made = sorted((path / "dist").glob(f"campaign-{__version__}-*.whl")) if path.is_dir() else [path]
    return made[0] if made and made[0].suffix == ".whl" and made[0].is_file() else None


def _write(folder: Path, written: Written, wheel: Path | None) -> None:
    """Everything aside, then at once in its place."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, content in written.files.items():
            path = aside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if wheel:
            (aside / GENERATOR).mkdir()
            shutil.copyfile(wheel, aside / GENERATOR / wheel.name)
        aside.chmod(0o755)
        if folder.is_dir():
            folder.rmdir()
        aside.replace(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _tell(folder: Path, wanted: Wanted, written: Written, wheel: Path | None) -> None:
    pages = sum(re.match(r"docs/[^_].*\.md$", name) is not None for name in written.files)
    click.echo(f"{folder}: {pages} pages, and {len(written.files) - pages} files beside them.")
    if count := len(written.to_translate):
        words = sum(len(written.files[f"docs/{wanted.source}/{one}"].split()) for one in written.to_translate)
        click.echo(f"To be translated: {count} pages ({words:,} words), and docs/_data/ui/{wanted.source}.yml.")
    if written.left_out:
        click.echo(f"Left out, because it holds in other countries alone ({len(written.left_out)} passages):")
        for one in written.left_out:
            click.echo(f"  {one[:110]}{'…' * (len(one) > 110)}")
    if wheel is None:
        click.echo(f"Put the generator's wheel into {folder / GENERATOR}/: `make wheel` makes one of a checkout.")
    click.echo(f"Next: cd {folder}, campaign check, campaign serve. README.md there says what to do first.")
