"""What the page for schools offers: every guide with its kits, and what to choose them by."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple, get_args

from campaign.kits.files import GUIDES, INDEX, RECORDING, Kit, KitFile, all_kits
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.model.sheets import FOLDER
from campaign.pages.addresses import relative_url
from campaign.pages.page import AgeBand
from campaign.views.artefact import render_script_data
from campaign.views.take import said_in
from campaign.views.views import Views

TITLES = f"{FOLDER}/titles.js"
"""The titles of all kits for the page's script: most readers need those of one or two languages."""


class OfferedKit(NamedTuple):
    """A kit as the page lists it; `folder` is relative to the page."""

    language: Language
    folder: str
    page: str


class OfferedGuide(NamedTuple):
    """A guide as the page lists it. `language` is that of `title`, where it is not the page's own."""

    id: str
    kind: str
    title: str
    language: Language | None
    audience: tuple[str, ...]
    ages: tuple[str, ...]
    topics: tuple[str, ...]
    files: tuple[KitFile, ...]
    """What each of its kits holds, beside its page."""
    kits: tuple[OfferedKit, ...]


class OfferedLanguage(NamedTuple):
    """A language to choose, and how a message to its families begins."""

    language: Language
    greeting: str


class Offer(NamedTuple):
    """Everything that can be chosen. Addresses are relative to the page."""

    guides: tuple[OfferedGuide, ...]
    languages: tuple[OfferedLanguage, ...]
    audience: tuple[tuple[str, str], ...]
    """What to filter by: (value, label); so too `ages` and `topics`."""
    ages: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]
    files: tuple[KitFile, ...]
    """Every file that any kit holds."""
    titles: str
    root: str
    site_url: str
    """The site's own address, "" when it is not known."""
    data: str


def offer_kits(views: Views, language: Language, address: str) -> Offer:
    """What the page at `address` offers to readers of `language`."""
    campaign = views.campaign
    words = views.wording.words_of(language)
    kits = list(all_kits(campaign))
    guides = tuple(
        _guide(views, language, address, list(group)) for _, group in groupby(kits, lambda one: one.page.meta.id)
    )
    topics = {topic for guide in guides for topic in guide.topics}
    audience = {one for guide in guides for one in guide.audience}
    ages = {one for guide in guides for one in guide.ages}
    words_of = views.wording.words_of
    greetings = {
        kit.language: OfferedLanguage(kit.language, kit.in_script(words_of(kit.language)["schools_greeting"]))
        for kit in kits
    }
    return Offer(
        guides=guides,
        languages=tuple(greetings[one] for one in campaign.settings.languages if one in greetings),
        audience=tuple((one, words[f"audience_{one}"]) for one in campaign.vocabulary.audiences if one in audience),
        ages=tuple((one, one.replace("-", "–")) for one in get_args(AgeBand) if one in ages),
        topics=tuple(sorted(((one, words[f"topic_{one}"]) for one in topics), key=lambda pair: pair[1])),
        files=tuple(dict.fromkeys(file for guide in guides for file in guide.files)),
        titles=relative_url(TITLES, address),
        root=relative_url(".", address) + "/",
        site_url=campaign.settings.site_url,
        data=relative_url(GUIDES, address),
    )


def render_titles(campaign: Campaign) -> str:
    """The script that hands the page every kit's title: {guide: {language: title}}."""
    titles: dict[str, dict[str, str]] = {}
    for kit in all_kits(campaign):
        titles.setdefault(kit.page.meta.id, {})[kit.language.code] = kit.language.plain(kit.title)
    return render_script_data("campaignKitTitles", titles)


def _guide(views: Views, language: Language, address: str, kits: list[Kit]) -> OfferedGuide:
    campaign = views.campaign
    path = kits[0].page.path
    original = campaign.pages[campaign.settings.source.code, path]
    translated = campaign.page(language, path)
    return OfferedGuide(
        id=original.meta.id,
        kind=original.meta.kind,
        title=(translated or original).meta.title,
        language=None if translated else campaign.settings.source,
        audience=original.meta.audience,
        ages=original.meta.ages,
        topics=original.meta.topics,
        files=tuple(one for one in kits[0].files if one not in (INDEX, RECORDING)),
        kits=tuple(
            OfferedKit(
                language=kit.language,
                folder=relative_url(kit.folder, address) + "/",
                page=relative_url(kit.folder + INDEX.name, address) + said_in(language, kit.language),
            )
            for kit in kits
        ),
    )
