"""The files that are made once, from the whole campaign: open data, permalinks, status, news, sitemap.

A part of the generator that makes such files yields them here; nothing else has to know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial

from campaign.kits.choice import TITLES, render_titles
from campaign.kits.files import GUIDES, MESSAGES, SCHEMA, all_books, all_kits
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.model.editions import render_editions_json
from campaign.model.sheets import FOLDER
from campaign.model.status import render_badge, render_status_json
from campaign.news.files import render_news_files
from campaign.pages.page import SourcePage
from campaign.site.go_pages import first_address, go_addresses, render_first, render_go_pages
from campaign.site.hosting import IN_SITE, render_site_files
from campaign.site.hsds import HSDS, PACKAGE, render_hsds, render_package
from campaign.site.opendata import render_helplines_csv, render_helplines_json, render_statistics_json
from campaign.site.shared_pages import render_shared
from campaign.site.sitemap import has_sitemap, render_sitemap
from campaign.views.artefact import Artefact, KnownPages, artefact_key
from campaign.views.assets import SiteAssets
from campaign.views.pictures import picture_files
from campaign.views.scene_files import kit_digest
from campaign.views.scenes import DARK, LIGHT, compose
from campaign.views.sign import ICON
from campaign.views.views import Views

NO_SITE_URL = (
    "Without site_url in mkdocs.yml there is no sitemap.xml, no news feed, no text to pass on, and no link and no QR "
    "code on what schools print."
)
"""What the site does without while nobody has told it its own address."""


IsDone = Callable[[str, Language, Iterable[SourcePage]], bool]
"""(folder, language, the pages it is made from) → whether all that belongs into the folder is there."""


def never_done(_folder: str, _language: Language, _pages: Iterable[SourcePage]) -> bool:
    """Nothing is there yet."""
    return False


def render_artefacts(
    views: Views, assets: SiteAssets, known: KnownPages | None = None, is_done: IsDone = never_done
) -> Iterator[Artefact]:
    """Every file that belongs to no single page.

    What shows only what pages show of one another is made each time, unless they are `known`. What `is_done` of the
    kits is left out.
    """
    campaign, key = views.campaign, artefact_key(known.shared) if known else ""
    for asset in assets.all():
        yield Artefact(asset.url, asset.content.encode())
    for path, render in _texts(campaign):
        yield Artefact(path, make=partial(_encoded, render), key=key)
    if not any((folder / ICON).is_file() for folder in (campaign.settings.docs_dir, *views.look.folders)):
        yield Artefact(ICON, views.icon.encode())
    yield Artefact("data/status.json", render_status_json(views.status).encode())
    for one in views.status.languages:
        yield Artefact(f"data/status/{one.code}.svg", render_badge(one).encode())
    css = (assets.stylesheet.url, assets.special_stylesheet.url)
    permalinks = cache(lambda: dict(render_go_pages(views, css, assets.go_script.url)))
    for path in go_addresses(campaign):
        yield Artefact(path, make=partial(_file_of, permalinks, path), key=key)
    for language in campaign.offered:
        yield Artefact(first_address(language), render_first(language).encode())
    digest = cache(partial(kit_digest, views.look))
    for name in campaign.pictures:
        for column, path in picture_files(name).items():
            make = partial(_scene, views, name, DARK if column == "dark" else LIGHT)
            yield Artefact(path, make=make, key=key, exact=partial(_scene_key, campaign, name, digest))
    yield from render_news_files(views, known)
    yield from render_shared(campaign, known)
    if campaign.urgent:
        yield Artefact(MESSAGES, make=partial(_messages, views), key=_messages_key(campaign, known))
    kits = [one for one in all_kits(campaign) if not is_done(one.folder, one.language, [one.page])]
    books = [one for one in all_books(campaign) if not is_done(one.folder, one.language, one.pages)]
    if kits or books or campaign.help:
        # Imported when needed: most builds have no kit to make.
        from campaign.kits.kits import render_kits

        yield from render_kits(views, (*css, assets.take_stylesheet.url), assets.script.url, kits, books)


def render_listings(
    views: Views, sizes: Mapping[str, int], read: Callable[[str], bytes], front: str = ""
) -> Iterator[Artefact]:
    """The files that describe others, made last: `sizes` are those in bytes, by path below the site's root; `read`
    gives the bytes of one, also of those that were made before it here.

    `front` stands for all that pages show of one another; "" where that is not known.
    """
    campaign, settings, names = views.campaign, views.campaign.settings, sorted(sizes)
    key = ""
    if front:
        # Else nobody is asked for a size, which may have to be found out.
        guides = [(path, sizes[path]) for path in names if path.startswith(f"{FOLDER}/")]
        states = [campaign.translation(kit.language, kit.page.path).state for kit in all_kits(campaign)]
        key = artefact_key(GUIDES, front, guides, states)
    yield Artefact(GUIDES, make=partial(_guides_json, campaign, sizes), key=key)
    yield Artefact(SCHEMA, make=partial(_guides_schema, campaign), key=artefact_key(SCHEMA, campaign.vocabulary))
    package = partial(render_package, campaign, [*names, GUIDES, SCHEMA], read)
    yield Artefact(PACKAGE, make=partial(_encoded, package))
    files = cache(lambda: dict(render_site_files(settings, names)))
    for name in IN_SITE:
        # They depend on no page's text: an edit is no reason to make them anew.
        key = artefact_key(name, names, settings.site_url, [one.prefix for one in settings.languages])
        yield Artefact(name, make=partial(_file_of, files, name), key=key)


def _scene(views: Views, name: str, column: int) -> bytes:

    return compose(views.campaign.pictures[name], views.scene_kit, column).encode()


def _scene_key(campaign: Campaign, name: str, digest: Callable[[], str]) -> str:
    return artefact_key(campaign.pictures[name], digest())


def _file_of(files: Callable[[], Mapping[str, str]], name: str) -> bytes:
    return files()[name].encode()


# Imported when needed, as what makes the kits.


def _guides_json(campaign: Campaign, sizes: Mapping[str, int]) -> bytes:
    from campaign.kits.guides import collect_guides, render_guides_json

    return render_guides_json(collect_guides(campaign, sizes)).encode()


def _guides_schema(campaign: Campaign) -> bytes:
    from campaign.kits.guides import render_guides_schema

    return render_guides_schema(campaign.vocabulary).encode()


def _texts(campaign: Campaign) -> Iterator[tuple[str, Callable[[], str]]]:
    """Facts as open data, and the list of pages: what they say, every page may show."""
    yield from _open_data(campaign)
    if any(True for _ in all_kits(campaign)):
        yield TITLES, partial(render_titles, campaign)
    if has_sitemap(campaign):
        yield "sitemap.xml", partial(render_sitemap, campaign)


def _messages(views: Views) -> bytes:
    # Imported when needed, as what makes the kits.
    from campaign.kits.sms import render_messages

    return render_messages(views)


def _messages_key(campaign: Campaign, known: KnownPages | None) -> str:
    """Stands for the text of every guide that cannot wait; "" where one is not known."""
    urgent = (kit for kit in all_kits(campaign) if kit.page.meta.id in campaign.urgent)
    keys = [known.page(kit.language, kit.page.path) for kit in urgent] if known else []
    return artefact_key(MESSAGES, *keys) if keys and all(keys) else ""


def _open_data(campaign: Campaign) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "data/helplines.json", partial(render_helplines_json, campaign)
    yield "data/helplines.csv", partial(render_helplines_csv, campaign)
    yield HSDS, partial(render_hsds, campaign)
    yield "data/statistics.json", partial(render_statistics_json, campaign)
    yield "data/editions.json", partial(render_editions_json, campaign)


def _encoded(render: Callable[[], str]) -> bytes:
    return render().encode()
