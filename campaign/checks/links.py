"""Links: to pages, headings and assets of the campaign; to the outside only from `docs/_data/links.yml`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from difflib import get_close_matches
from unicodedata import normalize
from urllib.parse import unquote

from campaign.checks.patterns import ADDRESS
from campaign.checks.rendered import RenderedPage
from campaign.files.problems import Problem
from campaign.model.campaign import Campaign
from campaign.pages.headings import heading_ids
from campaign.pages.page import SourcePage
from campaign.pages.references import find_references

SOURCES = "sources"
"""The heading that stands above the sources of every page with figures, whose text is an interface word."""


def check_links(campaign: Campaign, page: SourcePage, rendered: RenderedPage) -> Iterator[Problem]:
    """Every link leads to a page and a heading that exist; every picture has a text; no address is written by hand."""
    for number, link in enumerate(rendered.shown):
        if link.kind != "address":
            continue
        if link.tag == "img" and not link.prose.strip():
            found, fix = f"a picture without a text: {link.text}", "say in a few words what the picture shows"
            line = rendered.line(number)
            yield page.problem("alternative-text", found, "![what the picture shows](…)", fix, line=line)
        if re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.\s-]*):|//", link.text):
            found = f"an address written by hand: {link.text[:80]}"
            yield page.problem("outward-link", found, ADDRESS.expected, ADDRESS.fix, line=rendered.line(number))
        elif broken := _find_fault(campaign, page, link.text):
            found, expected, fix = broken
            found = f"a link to “{link.text}”{found}"
            yield page.problem("broken-link", found, expected, fix, line=rendered.line(number))


def _find_fault(campaign: Campaign, page: SourcePage, target: str) -> tuple[str, str, str] | None:
    """What is wrong with a link inside the campaign: (what more was found, expected, how to mend); None where it leads
    to what there is."""
    path, _, anchor = target.partition("#")
    path = unquote(path)
    source = campaign.settings.source.code
    resolved = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
    if not resolved.endswith(".md"):
        asset = posixpath.normpath(posixpath.join(page.language, resolved))
        # Asked of the folder and not of the disk: some disks find a file under other capitals and accents too.
        there = {one.name for one in (campaign.settings.docs_dir / asset).parent.glob("*") if one.is_file()}
        name = posixpath.basename(asset)
        if asset.startswith("assets/") and name in there:
            return None
        known = [one for one in sorted(there) if _folded(one) == _folded(name)]
        fix = (
            f"rename the file “{known[0]}” to “{name}”: its accents or capitals are others"
            if known
            else "correct the link"
        )
        return "", "a page (its .md file) or a file under assets/", fix
    original = campaign.pages.get((source, resolved))
    if original is None and campaign.is_broken(resolved):
        return None
    if original is None:
        close = get_close_matches(resolved, [path for folder, path in campaign.pages if folder == source], n=1)
        near = posixpath.relpath(close[0], posixpath.dirname(page.path) or ".") if close else ""
        return "", "a page of the campaign", f"did you mean “{near}”?" if close else "correct the link"
    if not campaign.is_published(original) and campaign.is_published(page):
        found = f", which is not out before {original.meta.published_on}"
        return found, "a page that is there today", "wait with the link, or publish the page earlier"
    shown = campaign.pages.get((page.language, resolved), original)
    shown = campaign.taken_back.get((page.language, resolved), shown)
    ids = heading_ids(shown) if anchor else []
    if not anchor or anchor in ids or (anchor == SOURCES and shown.path == page.path and _has_figures(page)):
        return None
    close = get_close_matches(anchor, ids, n=1)
    fix = f"did you mean “#{close[0]}”?" if close else "correct the part after #"
    return "", f"a heading with an id of {shown.file}: {', '.join(ids)}", fix


def _has_figures(page: SourcePage) -> bool:
    return any(one.kind in ("statistic", "chart") for one in find_references(page.body))


def _folded(name: str) -> str:
    return normalize("NFC", name).casefold()
