"""The permalinks' pages: what stands behind `go/<id>/`, and the list of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.model.editions import Change, changes_since, editions_of
from campaign.model.permalinks import FOLDER, go_links, listed_links, permalink, permalink_ids, resolve
from campaign.views.policy import page_policy
from campaign.views.views import Views


def go_addresses(campaign: Campaign) -> list[str]:
    """Where the pages are, below the site's root."""
    return [*(permalink(one) + "index.html" for one in permalink_ids(campaign)), f"{FOLDER}/index.html"]


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
        "campaign": campaign, "words": words, "source": source, "css": css, "js": js, "policy": page_policy(),
        "views": views,
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
    address = f"{FOLDER}/index.html"
    # In no language's words: the page is for readers of all of them.
    title = f"{words['site_title']}: {' · '.join(one.name for one in campaign.offered)}"
    by_language = listed_links(campaign, address)
    chosen = {}
    for one in by_language:
        text = views.wording.words_of(one)["go_chosen"]
        chosen[one.code] = one.in_script(text)
    yield (
        address,
        template.render(
            title=title, is_list=True, by_language=by_language, chosen=chosen, root="../",
            site=views.frames.around(source, address), **shared,
        ),
    )  # fmt: skip
