"""What was withdrawn is replaced as soon as it is loaded, so that nothing that is made can show it: a page by a short
notice in every language, with where to go instead; a contact by one that is not published.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace

from campaign.facts.withdrawal import Withdrawal
from campaign.model.campaign import Campaign
from campaign.pages.page import PageMeta, SourcePage


def take_back(campaign: Campaign) -> Campaign:
    """The campaign as readers get it; the pages as they are written stand in its `taken_back`."""
    if not campaign.withdrawals:
        return campaign
    pages, taken_back = dict(campaign.pages), {}
    source = campaign.settings.source.code
    for page_id, entry in campaign.withdrawals.items():
        path = campaign.paths_by_id.get(page_id)
        if path is None:
            continue
        target = instead_of(campaign, page_id)
        for folder in (one for one in campaign.settings.folders if one in campaign.words):
            original = campaign.pages.get((folder, path), campaign.pages[source, path])
            taken_back[folder, path] = original
            pages[folder, path] = _notice(campaign, folder, original, entry, target)
    helplines = {
        key: replace(one, publish=False) if key in campaign.withdrawals else one
        for key, one in campaign.helplines.items()
    }
    return replace(campaign, pages=pages, taken_back=taken_back, helplines=helplines)


def instead_of(campaign: Campaign, page_id: str) -> str | None:
    """The path of the page that readers are led to: the named one, else the list of updates or the first page of the
    folder, else the page that says who can help; never one that is withdrawn as well."""
    source, ids = campaign.settings.source.code, campaign.vocabulary.ids
    path = campaign.paths_by_id[page_id]
    entry = campaign.withdrawals.get(page_id)
    page = campaign.taken_back.get((source, path), campaign.pages[source, path])
    wanted = [campaign.paths_by_id.get(entry.instead or "") if entry else None]
    if campaign.kind(page).news:
        wanted.append(campaign.paths_by_id.get(ids.updates))
    folder = posixpath.dirname(path)
    while folder:
        wanted.append(f"{folder}/index.md")
        folder = posixpath.dirname(folder)
    gone = {campaign.paths_by_id.get(one) for one in campaign.withdrawals}
    wanted += [campaign.paths_by_id.get(ids.get_help), "index.md"]
    return next((one for one in wanted if one and one not in gone and (source, one) in campaign.pages), None)


def _notice(campaign: Campaign, folder: str, original: SourcePage, entry: Withdrawal, target: str | None) -> SourcePage:
    words = campaign.words[folder]
    source = campaign.settings.source.code
    body = f"{words['withdrawn_page_text']}\n"
    if target:
        body += f"\n{words['withdrawn_page_instead']} {_link(campaign, folder, original.path, target)}\n"
    meta = PageMeta(
        title=words["withdrawn_page"],
        description=words["withdrawn_page_text"],
        id=original.meta.id,
        reviewed_on=entry.withdrawn_on,
        translated_by=None if folder == source else "machine",
    )
    file = campaign.settings.docs_name(f"{folder}/{original.path}")
    return SourcePage(folder, original.path, file, meta, body, 1)


def _link(campaign: Campaign, folder: str, path: str, target: str) -> str:
    source = campaign.settings.source.code
    page = campaign.pages.get((folder, target))
    title = page.meta.title if page else f"{{{{ {source}: {campaign.pages[source, target].meta.title} }}}}"
    return f"[{title}]({posixpath.relpath(target, posixpath.dirname(path) or '.')})"
