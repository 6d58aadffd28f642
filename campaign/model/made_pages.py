"""The pages that no Markdown file stands behind: each language has one of each, made from data and interface words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from campaign.facts.help import HelpEnd, HelpReader
from campaign.facts.helplines import PSEUDO_COUNTRIES
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.pages.page import SourcePage

NOT_FOUND, SEARCH, STATUS = "404.html", "search.html", "status.html"
HELP_FOLDER = "help/"
HELP_INDEX = f"{HELP_FOLDER}index.html"
HELP_SHEET = f"{HELP_FOLDER}what-happened.pdf"
"""All of “What happened?” on paper."""


class HelpPlace(NamedTuple):
    """Where in “What happened?” a page stands: at the beginning, at a reader's list, or at an end of it."""

    reader: HelpReader | None = None
    end: HelpEnd | None = None

    @property
    def url(self) -> str:
        """The page's address below a language's root."""
        if self.reader is None:
            return HELP_INDEX
        return f"{HELP_FOLDER}{self.reader.id}{f'/{self.end.what}' if self.end else ''}.html"


def help_places(campaign: Campaign) -> Mapping[str, HelpPlace]:
    """Every page of “What happened?” by its address; none in a campaign without `help.yml`."""
    if not campaign.help:
        return {}
    places = [HelpPlace()]
    for reader in campaign.help:
        places += [HelpPlace(reader), *(HelpPlace(reader, end) for end in reader.ends)]
    return {one.url: one for one in places}


def help_sheets(campaign: Campaign) -> Iterator[tuple[Language, SourcePage]]:
    """The languages that have “What happened?” on paper: those that say who can help, each with the page that does."""
    path = campaign.paths_by_id.get(campaign.vocabulary.ids.get_help)
    for language in campaign.settings.languages if campaign.help and path else ():
        if page := campaign.page(language, path or ""):
            yield language, page


def country_pages(campaign: Campaign) -> Mapping[str, str]:
    """The page of each country that there are contacts of, and of those for everywhere, by its address: beside the page
    that says who can help."""
    path = campaign.paths_by_id.get(campaign.vocabulary.ids.get_help)
    if path is None:
        return {}
    folder = path.rpartition("/")[0]
    listed = (one.country for one in campaign.contacts if one.is_publishable)
    codes = sorted({"INT" if code in PSEUDO_COUNTRIES else code for code in listed})
    return {f"{folder}/{code.lower()}.html".lstrip("/"): code for code in codes}


def made_pages(campaign: Campaign) -> tuple[str, ...]:
    """The addresses of all of them, below a language's root."""
    return (NOT_FOUND, SEARCH, STATUS, *help_places(campaign), *country_pages(campaign))


def help_reader(campaign: Campaign, page: SourcePage) -> HelpReader | None:
    """Whose list a page leads to: of the readers it is for, that of its kind, else those who are old enough. None where
    it is for several."""
    if len(page.meta.audience) != 1:
        return None
    found = [one for one in campaign.help if one.audience == page.meta.audience[0]]
    if of_kind := next((one for one in found if one.kind == page.meta.kind), None):
        return of_kind
    youngest = min((int(ages.partition("-")[0]) for ages in page.meta.ages), default=0)
    fitting = [one for one in found if not one.kind and (one.from_age or 0) <= youngest]
    return max(fitting, key=lambda one: one.from_age or 0, default=None)


def is_about_help(campaign: Campaign, page: SourcePage) -> bool:
    """Whether a page says who can help: the one the site names, and what stands beside it."""
    path = campaign.paths_by_id.get(campaign.vocabulary.ids.get_help)
    return path is not None and (
        page.path == path or ("/" in path and page.path.rpartition("/")[0] == path.rpartition("/")[0])
    )
