"""Links inside Markdown: to pages, their headings and assets of the campaign; never by hand to the outside."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from difflib import get_close_matches

from campaign.model import Campaign
from campaign.pages import SourcePage
from campaign.problems import Problem

_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*<?([^)\s>]*)>?[^)]*\)")
_REFERENCE_DEFINITION = re.compile(r"^\s{0,3}\[[^\]]+\]:\s*(\S+)")
_HEADING_ID = re.compile(r"^#{2,6}\s.*\{#([a-z0-9-]+)\}\s*$", re.MULTILINE)


def check_links(campaign: Campaign, page: SourcePage) -> Iterator[Problem]:
    """Every link leads to a page and a heading that exist; every picture has a text; no address is written by hand."""
    for number, line in enumerate(page.body.splitlines(), page.body_line):
        for is_image, text, target in _LINK.findall(line):
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
        for definition in _REFERENCE_DEFINITION.findall(line):
            yield from _check_target(campaign, page, number, definition)


def _check_target(campaign: Campaign, page: SourcePage, number: int, target: str) -> Iterator[Problem]:
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):|//", target)
    if scheme:
        yield Problem(
            rule="outward-link",
            file=page.file,
            line=number,
            found=f"an address written by hand: {target[:80]}",
            expected="links to pages of the campaign, and contacts by id: {{ helpline: … }}",
            fix="add the address to docs/_data/helplines.yml with its source, and refer to it by id",
        )
        return
    path, _, anchor = target.partition("#")
    source = campaign.settings.source.code
    resolved = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
    if not resolved.endswith(".md"):
        asset = campaign.settings.docs_dir / page.language / resolved
        if not asset.is_file():
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
    if anchor:
        shown = campaign.pages.get((page.language, resolved), original)
        ids = _HEADING_ID.findall(shown.body)
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
