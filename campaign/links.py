"""Links: inside the campaign to pages, headings and assets; to the outside only from `docs/_data/links.yml`."""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

from campaign.documents import Path_
from campaign.helplines import CheckedHow
from campaign.lines import find_links, headings
from campaign.pages import SourcePage
from campaign.problems import Problem
from campaign.record import WEB_ADDRESS, Key, Record

if TYPE_CHECKING:
    from campaign.model import Campaign

LIMIT = datetime.timedelta(days=365)
"""How long a check of an outward address holds."""


class OutwardLink(Record):
    """One entry of `docs/_data/links.yml`: an address outside the campaign that pages may link to by id."""

    id: Annotated[str, Key("Stable id: pages refer to it.", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    url: Annotated[str, Key("The address.", pattern=WEB_ADDRESS)]
    title: Annotated[dict[str, str], Key("The page's title by language code, as on the page itself.", min_length=1)]
    checked_on: Annotated[datetime.date, Key("When it was last read.")]
    checked_how: Annotated[CheckedHow, Key("How: `source read` or `opened`.")]


def check_outward_links(
    links: Sequence[OutwardLink],
    today: datetime.date,
    file: str,
    *,
    is_release: bool = False,
    lines: Mapping[Path_, int] | None = None,
) -> Iterator[Problem]:
    """Duplicate ids, dates in the future, addresses that nobody has looked at for too long."""
    seen = set()
    for index, one in enumerate(links):
        line = (lines or {}).get((index, "id"))
        if one.id in seen:
            yield Problem(
                rule="duplicate-id",
                file=file,
                line=line,
                field="id",
                found=f"“{one.id}” is there twice",
                expected="each id once",
                fix="remove or rename one of the two",
            )
        seen.add(one.id)
        if one.checked_on > today:
            yield Problem(
                rule="future-date",
                file=file,
                line=line,
                field="checked_on",
                found=f"{one.id}: {one.checked_on} is in the future",
                expected=f"today ({today}) or earlier",
                fix="write the day of the check",
            )
        elif one.checked_on + LIMIT < today:
            yield Problem(
                rule="overdue",
                file=file,
                line=line,
                field="checked_on",
                severity="error" if is_release else "warning",
                found=f"{one.id} was last checked on {one.checked_on}",
                expected=f"a check that is not older than {LIMIT.days} days",
                fix="open the address, then write today's date and `checked_how: opened`",
            )


def heading_ids(page: SourcePage) -> list[str]:
    """The ids of the page's headings: what links may name after #."""
    return [one.id for one in headings(page.lines) if one.id]


def linked_pages(page: SourcePage) -> list[str]:
    """The paths of the pages that this one links to."""
    names = (one.target.partition("#")[0] for one in find_links(page.lines))
    paths = {posixpath.normpath(posixpath.join(posixpath.dirname(page.path), name)) for name in names if name}
    return sorted(path for path in paths if path.endswith(".md"))


def check_links(campaign: Campaign, page: SourcePage) -> Iterator[Problem]:
    """Every link leads to a page and a heading that exist; every picture has a text; no address is written by hand."""
    for link in find_links(page.lines):
        if link.is_image and not link.text.strip():
            yield Problem(
                rule="alternative-text",
                file=page.file,
                line=link.line,
                found=f"a picture without a text: {link.target}",
                expected="![what the picture shows](…)",
                fix="say in a few words what the picture shows",
            )
        yield from _check_target(campaign, page, link.line, link.target)


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
