"""The page that shows a guide's card for a school's own website, and the HTML to copy."""

from __future__ import annotations

from campaign.addresses import page_address, relative_url
from campaign.cyrillic import transliterate_html
from campaign.kits.files import CARD, Kit
from campaign.kits.texts import address_placeholder, render_card
from campaign.policy import page_policy
from campaign.views import Views

TEMPLATES = ("kits/card.html", "components/copy/copy.html")
"""The page, and what it includes."""


def render_card_page(views: Views, kit: Kit, css: str, js: str) -> str:
    """The page; `css` and `js` are addresses below the site's root."""
    campaign = views.campaign
    html = views.templates.get_template(TEMPLATES[0]).render(
        kit=kit,
        language=kit.language,
        words=views.words_of(kit.language),
        card=render_card(views, kit),
        page_url=relative_url(page_address(kit.language, kit.page.url), kit.folder + CARD.name),
        placeholder=None if campaign.settings.site_url else address_placeholder(views, kit),
        root=relative_url(".", kit.folder + CARD.name) + "/",
        css=css,
        js=js,
        policy=page_policy(),
    )
    return transliterate_html(html) if kit.language.transliterated_from else html
