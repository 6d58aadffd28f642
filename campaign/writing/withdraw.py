"""Taking back what was published, and giving it back: a line of `withdrawn.yml`, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from campaign.checks.check import check_campaign
from campaign.facts.helplines import Helpline
from campaign.facts.localised import localised
from campaign.facts.withdrawal import FILE, Withdrawal, render_withdrawals
from campaign.files.documents import YamlDocument
from campaign.files.problems import ProblemsFound, has_errors
from campaign.files.replace import replace_file
from campaign.model.campaign import Campaign
from campaign.model.withdrawn import instead_of, take_back


def withdraw(
    campaign: Campaign, documents: Mapping[str, YamlDocument], one: str, instead: str | None, note: str | None
) -> Campaign:
    """The campaign with a page or contact taken back, as readers would get it; nothing is written.

    Raises ProblemsFound for an id that is none or that the site cannot do without, and where something would be wrong
    with the campaign afterwards: a withdrawal must never hold up what is published next.
    """
    _check_known(campaign, one)
    known = campaign.paths_by_id if one in campaign.paths_by_id else campaign.helplines
    if instead is not None and (instead not in known or instead == one or instead in campaign.withdrawals):
        what = "page" if known is campaign.paths_by_id else "contact"
        raise _problem(instead, f"“{instead}” is no {what} that readers could get instead", f"the id of a {what}")
    entry = Withdrawal(withdrawn_on=campaign.today, instead=instead, note=note)
    written = {key: page for key, page in {**campaign.pages, **campaign.taken_back}.items() if page.language == key[0]}
    entries = {**campaign.withdrawals, one: entry}
    after = take_back(replace(campaign, pages=written, taken_back={}, withdrawals=entries))
    problems = check_campaign(after, documents)
    if has_errors(problems):
        known_before = set(check_campaign(campaign, documents))
        new = [problem for problem in problems if problem.severity == "error" and problem not in known_before]
        if new:
            raise ProblemsFound(new)
    return after


def give_back(campaign: Campaign, one: str) -> dict[str, Withdrawal]:
    """The withdrawals without this one; raises ProblemsFound where it is none of them."""
    if one not in campaign.withdrawals:
        close = ", ".join(campaign.withdrawals) or "nothing"
        raise _problem(one, f"“{one}” was not withdrawn; what was: {close}", "the id of what was withdrawn")
    return {key: entry for key, entry in campaign.withdrawals.items() if key != one}


def write_withdrawals(campaign: Campaign, entries: Mapping[str, Withdrawal]) -> None:
    """Write them, where there are any; raises OSError where the file cannot be written."""
    if entries:
        replace_file(campaign.settings.data(FILE), render_withdrawals(dict(entries)).encode())
    else:
        campaign.settings.data(FILE).unlink(missing_ok=True)


def readers_get(campaign: Campaign, one: str) -> str:
    """What readers get of something withdrawn, in a sentence."""
    entry = campaign.withdrawals[one]
    if one not in campaign.paths_by_id:
        stand_in = campaign.contact(one)
        shown = (
            f"{_name_of(campaign, stand_in)} ({stand_in.display or stand_in.url}) instead"
            if entry.instead
            else "only its name"
        )
        return f"Pages that name this contact show {shown}; it is gone from lists, sheets, search and open data."
    path = instead_of(campaign, one)
    source = campaign.settings.source.code
    title = campaign.pages[source, path].meta.title if path else ""
    leads = f", which leads to “{title}”" if title else ""
    return (
        f"At its address, in every language, stands a short notice{leads}. It is gone from lists, search, sheets, "
        "calendars and news; feed readers show the notice in its place."
    )


def title_of(campaign: Campaign, one: str) -> str:
    """What staff know a page or contact by."""
    if one in campaign.paths_by_id:
        key = campaign.settings.source.code, campaign.paths_by_id[one]
        return campaign.taken_back.get(key, campaign.pages[key]).meta.title
    return _name_of(campaign, campaign.helplines[one])


def _name_of(campaign: Campaign, contact: Helpline) -> str:
    return localised(contact.name, campaign.settings.source.code)[0]


def _check_known(campaign: Campaign, one: str) -> None:
    ids = [*campaign.paths_by_id, *campaign.helplines]
    if one not in ids:
        close = get_close_matches(one, ids, n=3, cutoff=0.5)
        near = f"; did you mean {' or '.join(close)}?" if close else ""
        raise _problem(one, f"“{one}” is no page's and no contact's id{near}", "an id; it stands at the page's top")
    needed = {campaign.vocabulary.ids.get_help, campaign.vocabulary.ids.updates, campaign.vocabulary.ids.quick_exit}
    if one in needed or campaign.paths_by_id.get(one) == "index.md":
        raise _problem(one, f"every page leads to “{one}”", "a page that the site can do without")


def _problem(one: str, found: str, expected: str) -> ProblemsFound:
    fix = "campaign permalinks lists the ids of pages, campaign helplines those of contacts"
    return ProblemsFound.of("withdraw", "withdraw", found, expected, fix, field=one)
