"""The plan for a school year in the words of a language: titles and addresses come from the pages it names."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from campaign.facts.localised import localised
from campaign.facts.school_year import PARTS
from campaign.languages.formats import month_name
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.model.permalinks import has_kit
from campaign.model.sheets import kit_folder
from campaign.model.shown import reader_countries
from campaign.pages.addresses import relative_url
from campaign.views.contexts import Link
from campaign.views.links import Links

__all__ = ["PARTS", "MonthRow", "calendar_address", "school_year"]


class MonthRow(NamedTuple):
    """A month: its first day and name, the dates of every year in it, and what to teach, to pass on and to print."""

    day: datetime.date
    name: str
    dates: tuple[str, ...]
    teach: tuple[Link, ...]
    share: tuple[Link, ...]
    print: tuple[Link, ...]


def calendar_address(language: Language) -> str:
    """Where a language's plan is as a calendar, below the site's root."""
    return f"{language.prefix}school-year.ics"


def school_year(campaign: Campaign, links: Links, language: Language, address: str) -> list[MonthRow]:
    """The months of the plan with links from the page at `address`; none in a campaign without one."""
    plan = campaign.school_year
    if plan is None:
        return []
    first = plan.first_of(reader_countries(campaign, language))
    source = campaign.settings.source.code
    rows = []
    for month, day in zip(plan.months, plan.days(first, campaign.today), strict=True):
        dates = [one for one in campaign.calendar.values() if one.month == day.month]
        rows.append(
            MonthRow(
                day=day,
                name=month_name(day.month, language.babel, language.months),
                dates=tuple(localised(one.name, language.folder, source)[0] for one in dates),
                teach=_links(links, month.teach, language, address),
                share=_links(links, month.share, language, address),
                print=tuple(
                    _sheet(campaign, one, language, address)
                    for one in _links(links, month.print, language, address)
                ),
            )
        )  # fmt: skip
    return rows


def _links(links: Links, ids: Sequence[str], language: Language, address: str) -> tuple[Link, ...]:
    return tuple(link for one in ids if (link := links.to_id(one, language, address)))


def _sheet(campaign: Campaign, link: Link, language: Language, address: str) -> Link:
    """A link to a page's kit, where it has one in the reader's language."""
    page = link.page
    if link.lang or page is None or not has_kit(campaign, page):
        return link
    return link._replace(url=relative_url(kit_folder(page.meta.id, language.code) + "index.html", address))
