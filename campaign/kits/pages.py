"""A kit's page, with everything of it to see, save and copy; and the guide's card alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from campaign.kits.files import INDEX, QR_SVG, RECORDING, Kit
from campaign.kits.texts import address_placeholder, kit_texts, link_text, made_by, render_card, text_names
from campaign.languages.language import Language
from campaign.model.permalinks import resolve
from campaign.pages.addresses import page_address, relative_url
from campaign.views.contexts import SiteContext
from campaign.views.listen import listen_of
from campaign.views.pictures import picture_of
from campaign.views.policy import LISTENING, allow, bare_policy, page_policy
from campaign.views.take import offer_sheets
from campaign.views.views import Views

DRAFT = "components/draft/draft.html"
_INCLUDED = ("header", "languages", "exit", "picture", "take", "listen", "copy", "footer")
_FRAME = ("opening.html", "bare.html", DRAFT)
SAID = "kits/said.html"
KIT_TEMPLATES = ("kits/kit.html", *_FRAME, SAID, *(f"components/{one}/{one}.html" for one in _INCLUDED))
CARD_TEMPLATES = ("kits/card.html", *_FRAME)
"""The template of a page, and those it includes."""


def around_kit(views: Views, kit: Kit, said: Mapping[Language, str]) -> tuple[object, ...]:
    """What a kit's page shows of other pages: (address, title, language of the title) of each, and the languages."""
    choose = views.links.to_id(views.campaign.vocabulary.ids.schools, kit.language, "")
    links = (choose, *views.frames.own_links(kit.language))
    languages = ((one.code, one.name, one.direction) for one in views.campaign.languages_of(kit.page.path))
    told = ((one.code, views.wording.words_of(one).file, html) for one, html in said.items())
    return (*((one.url, one.title, one.lang) for one in links if one), *languages, *told)


def said_to_others(views: Views, kit: Kit) -> Mapping[Language, str]:
    """What a kit's page tells those who print it for others what there is, each in their own language."""
    return {one: _said(views, kit, one) for one in views.campaign.offered if one != kit.language}


def _said(views: Views, kit: Kit, reader: Language) -> str:
    """What the page says in the language of somebody who prints it for others, where the address asks for that."""
    campaign, address = views.campaign, kit.folder + INDEX.name
    title = campaign.page(reader, kit.page.path) or kit.page
    html = views.templates.get_template(SAID).render(
        **views.values(reader),
        kit=kit,
        title=title.meta.title,
        title_language=kit.language if title is kit.page else reader,
        take=offer_sheets(campaign, kit.page, kit.language, address, reader),
        files=[one for one in kit.files if one not in (INDEX, RECORDING) and not one.is_sheet],
        texts=text_names(views, kit),
        choose=views.links.to_id(campaign.vocabulary.ids.schools, reader, address),
    )
    return reader.html_in_script(html)


def site_of_kit(views: Views, kit: Kit) -> SiteContext:
    """What surrounds a kit's page; its languages are those that have this kit."""
    site = views.frames.around(kit.language, kit.folder + INDEX.name)
    having = {one.code for one in views.campaign.languages_of(kit.page.path)}
    languages = (one._replace(url=f"../{one.code}/{INDEX.name}") for one in site.languages if one.code in having)
    return replace(site, languages=tuple(languages))


def render_kit_page(views: Views, kit: Kit, said: Mapping[Language, str], css: Sequence[str], js: str) -> str:
    """The page; `said`: `said_to_others`; `css` and `js` are addresses below the site's root."""
    campaign = views.campaign
    address = kit.folder + INDEX.name
    schools = campaign.vocabulary.ids.schools
    choose = views.links.to_id(schools, kit.language, address) if resolve(campaign, schools) else None
    listen = listen_of(campaign, kit.page, kit.language, address)
    html = views.templates.get_template(KIT_TEMPLATES[0]).render(
        **views.values(kit.language),
        kit=kit,
        take=offer_sheets(campaign, kit.page, kit.language, address),
        listen=listen,
        said=list(said.values()),
        files=[one for one in kit.files if one not in (INDEX, RECORDING)],
        qr=QR_SVG.name if QR_SVG in kit.files else None,
        site=site_of_kit(views, kit),
        link=link_text(views, kit),
        texts=kit_texts(views, kit),
        made_by=made_by(views, kit),
        picture=picture_of(kit.page.meta, campaign.vocabulary, campaign.pictures),
        page_url=relative_url(page_address(kit.language, kit.page.url), address),
        choose=choose,
        placeholder=None if campaign.settings.site_url else address_placeholder(views, kit),
        root=relative_url(".", address) + "/",
        css=css,
        js=js,
        policy=allow(page_policy(), LISTENING) if listen else page_policy(),
    )
    return kit.language.html_in_script(html)


def render_card_page(views: Views, kit: Kit) -> str:
    """The card alone, as it looks without any style."""
    html = views.templates.get_template(CARD_TEMPLATES[0]).render(
        campaign=views.campaign,
        words=views.wording.words_of(kit.language),
        kit=kit,
        language=kit.language,
        site_title=kit.in_script(views.wording.words_of(kit.language)["site_title"]),
        card=render_card(views, kit),
        policy=bare_policy(),
    )
    return kit.language.html_in_script(html)
