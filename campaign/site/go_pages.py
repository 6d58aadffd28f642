"""The permalinks' pages: what stands behind `go/<id>/`, and the list of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.model.editions import Change, changes_since, editions_of
from campaign.model.permalinks import FOLDER, go_links, listed_links, permalink, permalink_ids, resolve
from campaign.pages.addresses import relative_url
from campaign.views.policy import page_policy
from campaign.views.views import Views


def go_addresses(campaign: Campaign) -> list[str]:
    """Where the pages are, below the site's root."""
    lists = (go_list_address(one) for one in campaign.offered)
    return [*(permalink(one) + "index.html" for one in permalink_ids(campaign)), *lists]


FIRST = "first.css"
"""A stylesheet beside each list: its language stands first on the page of one permalink. Servers hand out that of the
reader's language, and only browsers without scripts ask for it: no redirect decides instead of a printed `#sl`, which
no server sees."""


def render_first(language: Language) -> str:
    """The stylesheet of one language."""
    return f'[data-language="{language.code}"] {{ order: -1; }}\n'


def first_address(language: Language) -> str:
    """Where it is; the source's is the one that servers replace."""
    return f"{language.prefix}{FOLDER}/{FIRST}"


def go_list_address(language: Language) -> str:
    """Where the list of all permalinks is in the words of a language; the source's is the one that is passed on."""
    return f"{language.prefix}{FOLDER}/index.html"


class ShownEdition(NamedTuple):
    """An edition of what is printed, as its readers are told of it: `lines` is what has changed since."""

    number: int
    date: str
    is_current: bool
    lines: tuple[str, ...]


def shown_editions(views: Views, page_id: str, language: Language) -> list[ShownEdition]:
    """Every released edition of a page in a language, the newest first."""
    known = editions_of(views.campaign, page_id, language)
    return [
        ShownEdition(
            one.edition, views.wording.date(one.on, language), one is known[-1],
            tuple(_lines(views, changes_since(one, known[-1]), language)),
        )
        for one in reversed(known)
    ]  # fmt: skip


def _lines(views: Views, change: Change, language: Language) -> Iterator[str]:
    """What has changed, in sentences: numbers first."""

    def say(key: str, **values: object) -> str:
        return language.plain(language.in_script(views.wording.words_of(language)(key, **values)))

    for id_, *both in change.numbers:
        then, now = (one.replace(" ", "\u00a0") for one in both)
        contact = views.campaign.helplines.get(id_)
        name, lang = views.facts.localised(contact.name, language) if contact else ("", None)
        name = name if lang else language.in_script(name)
        if then and now:
            yield say("edition_number", name=name, then=then, now=now)
        else:
            yield say("edition_number_new", name=name, now=now) if now else say("edition_number_gone", then=then)
    yield from (say("edition_step", number=number) for number in change.steps)
    if change.all_steps:
        yield say("edition_steps")


def render_go_pages(views: Views, css: Sequence[str], js: str) -> Iterator[tuple[str, str]]:
    """(path, HTML) of every page; `css` and `js` are addresses below the site's root."""
    campaign = views.campaign
    source = campaign.settings.source
    template = views.templates.get_template("go.html")
    words = views.wording.words_of(source)
    shared = {
        "campaign": campaign, "words": words, "language": source, "css": css, "js": js, "policy": page_policy(),
        "views": views, "first": FIRST,
    }  # fmt: skip
    for page_id in permalink_ids(campaign):
        address = permalink(page_id) + "index.html"
        target = resolve(campaign, page_id)
        assert target is not None
        title = campaign.pages[source.code, campaign.paths_by_id[target]].meta.title
        links = go_links(campaign, target, address)
        site = views.frames.around(source, address)
        editions = {one.language.code: shown_editions(views, target, one.language) for one in links}
        yield (
            address,
            template.render(title=title, links=links, editions=editions, root="../../", site=site, **shared),
        )
    for language in campaign.offered:
        address = go_list_address(language)
        yield address, language.html_in_script(_render_list(views, language, address, shared))


def _render_list(views: Views, language: Language, address: str, shared: Mapping[str, object]) -> str:
    """The list of all permalinks in the words of one language, whose own pages come first."""
    found = listed_links(views.campaign, address)
    by_language = {one: found[one] for one in sorted(found, key=lambda one: one != language)}
    texts = {one.code: views.wording.words_of(one) for one in by_language}
    says = {
        key: {one.code: one.in_script(texts[one.code][word]) for one in by_language}
        for key, word in (("chosen", "go_chosen"), ("missing", "schools_missing"))
    }
    homes = {one.code: relative_url(go_list_address(one), address) for one in views.campaign.offered}
    # In no language's words: the page is for readers of all of them.
    title = (
        f"{views.wording.words_of(language)['site_title']}: {' · '.join(one.name for one in views.campaign.offered)}"
    )
    own = {
        "title": title, "is_list": True, "language": language, "words": views.wording.words_of(language),
        "by_language": by_language, "homes": homes, "root": "../" * address.count("/"),
        "site": views.frames.around(language, address),
    }  # fmt: skip
    return views.templates.get_template("go.html").render({**shared, **own, **says})
