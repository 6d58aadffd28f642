"""The permalinks' pages: what stands behind `go/<id>/`, and the list of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from campaign.model.campaign import Campaign
from campaign.model.permalinks import FOLDER, go_links, listed_links, permalink, permalink_ids, resolve
from campaign.views.policy import page_policy
from campaign.views.views import Views


def go_addresses(campaign: Campaign) -> list[str]:
    """Where the pages are, below the site's root."""
    return [*(permalink(one) + "index.html" for one in permalink_ids(campaign)), f"{FOLDER}/index.html"]


def render_go_pages(views: Views, css: Sequence[str], js: str) -> Iterator[tuple[str, str]]:
    """(path, HTML) of every page; `css` and `js` are addresses below the site's root."""
    campaign = views.campaign
    source = campaign.settings.source
    template = views.templates.get_template("go.html")
    words = views.wording.words_of(source)
    shared = {
        "campaign": campaign, "words": words, "source": source, "css": css, "js": js, "policy": page_policy(),
    }  # fmt: skip
    for page_id in permalink_ids(campaign):
        address = permalink(page_id) + "index.html"
        target = resolve(campaign, page_id)
        assert target is not None
        title = campaign.pages[source.code, campaign.paths_by_id[target]].meta.title
        links = go_links(campaign, target, address)
        site = views.frames.around(source, address)
        yield address, template.render(title=title, links=links, root="../../", site=site, **shared)
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
