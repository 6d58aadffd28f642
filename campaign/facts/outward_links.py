"""Links: inside the campaign to pages, headings and assets; to the outside only from `docs/_data/links.yml`."""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

from campaign.facts.source import CheckedHow
from campaign.files.problems import Problem
from campaign.files.record import WEB_ADDRESS, Key, Record
from campaign.pages.page import SourcePage

if TYPE_CHECKING:
    from campaign.model.campaign import Campaign

LIMIT = datetime.timedelta(days=365)
"""How long a check of an outward address holds."""


class OutwardLink(Record):
    """One entry of `docs/_data/links.yml`: an address outside the campaign that pages may link to by id."""

    id: Annotated[str, Key("Stable id: pages refer to it.", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    url: Annotated[str, Key("The address.", pattern=WEB_ADDRESS)]
    title: Annotated[dict[str, str], Key("The page's title by language code, as on the page itself.", min_length=1)]
    checked_on: Annotated[datetime.date, Key("When it was last read.")]
    checked_how: Annotated[CheckedHow, Key("How: `source read` or `opened`.")]


_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*<?([^)\s>]*)>?[^)]*\)")
_REFERENCE_DEFINITION = re.compile(r"^\s{0,3}\[[^\]]+\]:\s*(\S+)")
_HEADING_ID = re.compile(r"#{2,6}\s.*\{#([a-z0-9-]+)\}\s*$")


def heading_ids(page: SourcePage) -> list[str]:
    """The ids of the page's headings: what links may name after #."""
    headings = (line for line in page.body.splitlines() if line.startswith("##"))
    return [match[1] for line in headings if (match := _HEADING_ID.match(line))]


def linked_pages(page: SourcePage) -> list[str]:
    """The paths of the pages that this one links to."""
    targets = [target for _, target in _LINK.findall(page.body)]
    if "]:" in page.body:
        targets += [match[1] for line in page.body.splitlines() if (match := _REFERENCE_DEFINITION.match(line))]
    names = (target.partition("#")[0] for target in targets)
    paths = {posixpath.normpath(posixpath.join(posixpath.dirname(page.path), name)) for name in names if name}
    return sorted(path for path in paths if path.endswith(".md"))


def check_links(campaign: Campaign, page: SourcePage) -> Iterator[Problem]:
    """Every link leads to a page and a heading that exist; every picture has a text; no address is written by hand."""
    lines = page.body.splitlines() if "](" in page.body or "]:" in page.body else []
    for number, line in enumerate(lines, page.body_line):
        for match in _LINK.finditer(line) if "](" in line else ():
            text, target = match[1], match[2]
            is_image = line[: match.start()].endswith("!")
            if is_image and not text.strip():
                yield Problem(
                    rule="alternative-text",
                    file=page.file,
                    line=number,
                    found=f"a picture without a text: {target}",
                    expected="![what the picture shows](…)",
                    fix="say in a few words what the picture shows",
                )
            yield from _check_target(campaign, page, number, target)
        for definition in _REFERENCE_DEFINITION.findall(line) if "]:" in line else ():
            yield from _check_target(campaign, page, number, definition)


def _check_target(campaign: Campaign, page: SourcePage, number: int, target: str) -> Iterator[Problem]:
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):|//", target)
    if scheme:
        yield Problem(
            rule="outward-link",
            file=page.file,
            line=number,
            found=f"an address written by hand: {target[:80]}",
            expected="a reference such as {{ link: safe-si-handbook }}, or {{ helpline: … }} for a contact",
            fix="add the address to docs/_data/links.yml, and refer to it by id",
        )
        return
    path, _, anchor = target.partition("#")
    source = campaign.settings.source.code
    resolved = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
    if not resolved.endswith(".md"):
        asset = posixpath.normpath(posixpath.join(page.language, resolved))
        if not asset.startswith("assets/") or not (campaign.settings.docs_dir / asset).is_file():
            yield Problem(
                rule="broken-link",
                file=page.file,
                line=number,
                found=f"a link to “{target}”",
                expected="a page (its .md file) or a file under docs/assets/",
                fix="correct the link",
            )
        return
    original = campaign.pages.get((source, resolved))
    if original is None and campaign.is_broken(resolved):
        return
    if original is None:
        known = [path for folder, path in campaign.pages if folder == source]
        close = get_close_matches(resolved, known, n=1)
        fix = "correct the link"
        if close:
            fix = f"did you mean “{posixpath.relpath(close[0], posixpath.dirname(page.path) or '.')}”?"
        yield Problem(
            rule="broken-link",
            file=page.file,
            line=number,
            found=f"a link to “{target}”",
            expected="a page of the campaign",
            fix=fix,
        )
        return
    if not campaign.is_published(original) and campaign.is_published(page):
        yield Problem(
            rule="broken-link",
            file=page.file,
            line=number,
            found=f"a link to “{target}”, which is not out before {original.meta.published_on}",
            expected="a page that is there today",
            fix="wait with the link, or publish the page earlier",
        )
        return
    if anchor:
        shown = campaign.pages.get((page.language, resolved), original)
        ids = heading_ids(shown)
        if anchor not in ids:
            close = get_close_matches(anchor, ids, n=1)
            yield Problem(
                rule="broken-link",
                file=page.file,
                line=number,
                found=f"a link to “{target}”",
                expected=f"a heading with an id of {shown.file}: {', '.join(ids)}",
                fix=f"did you mean “#{close[0]}”?" if close else "correct the part after #",
            )
