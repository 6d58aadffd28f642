"""What leads to help: the strip with the number, the button that is always in reach, and “What happened?”."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from campaign.facts.help import HelpReader
from campaign.facts.helplines import Helpline
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.model.made_pages import (
    HELP_INDEX,
    HELP_SHEET,
    HelpPlace,
    country_pages,
    help_places,
    help_reader,
    help_sheets,
    is_about_help,
)
from campaign.model.shown import number_to_call, numbers_to_call
from campaign.pages.addresses import page_address, relative_url
from campaign.pages.page import SourcePage
from campaign.views.contexts import Link
from campaign.views.links import Links
from campaign.views.wording import Wording

EVERYBODY = "children"
"""Whose number stands where nobody has said yet who they are: no child is turned away there."""


class CallStrip(NamedTuple):
    """The numbers for a group: that of the campaign's own country, then that of the language's, where it is another."""

    numbers: tuple[tuple[Helpline, tuple[str, ...]], ...]
    """Each with the names of its countries; without any where there is but one country."""
    more: Link | None
    """Where the reader finds those of another country."""


class HelpButton(NamedTuple):
    """The button in the bar: it leads on, or it is the number itself."""

    url: str
    number: Helpline | None = None
    country: str = ""


class HelpChoice(NamedTuple):
    """A reader, and what may have happened to them, as (text, address)."""

    id: str
    title: str
    url: str
    ends: tuple[tuple[str, str], ...]


class HelpPage(NamedTuple):
    """A page of “What happened?”."""

    place: HelpPlace
    who: str
    """The reader's own answer to “Who are you?”; "" at the beginning."""
    title: str
    description: str
    choices: tuple[HelpChoice, ...]
    call: CallStrip
    danger: Helpline | None
    back: Link | None = None
    sheet: str = ""
    """All of it on paper, where it is in the reader's language."""
    steps: tuple[str, ...] = ()
    say: str = ""
    page: Link | None = None


class Help:
    """The ways to help of a campaign."""

    def __init__(self, campaign: Campaign, links: Links, wording: Wording):
        self.campaign, self.links, self.wording = campaign, links, wording
        self._strips: dict[tuple[str, str, str], CallStrip] = {}

    @cached_property
    def places(self) -> dict[str, HelpPlace]:
        """Every page of “What happened?”, by its address below a language's root."""
        return dict(help_places(self.campaign))

    @cached_property
    def countries(self) -> dict[str, str]:
        """The country of each page of contacts, by its address below a language's root."""
        return dict(country_pages(self.campaign))

    def group_of(self, page: SourcePage) -> str:
        """Whose number the readers of a page call."""
        reader = help_reader(self.campaign, page)
        groups = [one.call for one in self.campaign.help if one.audience in page.meta.audience]
        return reader.call if reader else groups[0] if len(set(groups)) == 1 else EVERYBODY

    def strip_of(self, page: SourcePage, language: Language, address: str) -> CallStrip | None:
        """The strip below the title of a page that somebody in need reads."""
        is_urgent = page.meta.id in self.campaign.urgent or is_about_help(self.campaign, page)
        return self.strip(self.group_of(page), language, address) if is_urgent else None

    def strip(self, group: str, language: Language, address: str) -> CallStrip:
        """The numbers of a group, as the page at `address` shows them."""
        key = group, language.code, address.rpartition("/")[0]
        if key not in self._strips:
            found = numbers_to_call(self.campaign, group, language)
            is_one = len({code for _, codes in found for code in codes}) == 1
            names = [
                () if is_one else tuple(self.wording.country(code, language) for code in codes) for _, codes in found
            ]
            more = self.links.to_id(self.campaign.vocabulary.ids.get_help, language, address)
            numbers = tuple((one, name) for (one, _), name in zip(found, names, strict=True))
            self._strips[key] = CallStrip(numbers, more)
        return self._strips[key]

    def button(self, page: SourcePage | None, language: Language, address: str) -> HelpButton | None:
        """The button on the page at `address`; None where the site has nothing but its page of contacts."""
        url = address.removeprefix(language.prefix)
        place = self.places.get(url)
        if place or url in self.countries or (page and is_about_help(self.campaign, page)):
            group = self.group_of(page) if page else self._group(place)
            if button := self._number(group, language, address):
                return button
        if not self.places:
            return None
        reader = help_reader(self.campaign, page) if page else None
        return HelpButton(self._to(HelpPlace(reader), language, address))

    def page(self, name: str, language: Language, address: str) -> HelpPage:
        """The page of “What happened?” at `name` below the language's root."""
        place, words = self.places[name], self.wording.words_of(language)
        reader, end = place
        danger = number_to_call(self.campaign, "emergency", language)
        call = self.strip(self._group(place), language, address)
        who = words[f"help_who_{reader.id}"] if reader else ""
        above = HelpPlace(reader) if end else HelpPlace()
        back = Link(who or words["help_title"], self._to(above, language, address)) if reader else None
        if reader is None or end is None:
            wanted = [reader] if reader else self.campaign.help
            choices = tuple(self._choice(one, language, address) for one in wanted)
            has_sheet = any(one == language for one, _ in help_sheets(self.campaign))
            sheet = relative_url(language.prefix + HELP_SHEET, address) if has_sheet else ""
            return HelpPage(place, who, words["help_title"], words["help_about"], choices, call, danger, back, sheet)
        steps = tuple(words[f"help_step_{one}"] for one in end.steps)
        return HelpPage(
            place, who, words[f"help_what_{end.what}"], " ".join(steps), (), call, danger, back,
            steps=steps, say=words[f"help_say_{end.say}"], page=self._page(end.pages, language, address),
        )  # fmt: skip

    def _group(self, place: HelpPlace | None) -> str:
        if place is None or place.reader is None:
            return EVERYBODY
        return (place.end.call if place.end else None) or place.reader.call

    def _number(self, group: str, language: Language, address: str) -> HelpButton | None:
        strip = self.strip(group, language, address)
        if not strip.numbers:
            return None
        number, countries = strip.numbers[0]
        # The same in both countries: there is nothing to choose.
        return HelpButton(f"tel:{number.phone}", number, countries[0] if len(countries) == 1 else "")

    def _choice(self, reader: HelpReader, language: Language, address: str) -> HelpChoice:
        words = self.wording.words_of(language)
        ends = tuple(
            (words[f"help_what_{end.what}"], self._to(HelpPlace(reader, end), language, address)) for end in reader.ends
        )
        return HelpChoice(
            reader.id, words[f"help_who_{reader.id}"], self._to(HelpPlace(reader), language, address), ends
        )

    def _page(self, ids: Sequence[str], language: Language, address: str) -> Link | None:
        """The page that says all of it: the first that is in the reader's language, else the first."""
        found = [link for one in ids if (link := self.links.to_id(one, language, address))]
        return next((one for one in found if one.lang is None), found[0] if found else None)

    @staticmethod
    def _to(place: HelpPlace, language: Language, address: str) -> str:
        return relative_url(page_address(language, place.url), address)


def help_index(language: Language, address: str) -> str:
    """The way to the beginning of “What happened?” from the page at `address`."""
    return relative_url(page_address(language, HELP_INDEX), address)
