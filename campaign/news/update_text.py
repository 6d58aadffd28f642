"""An update's text outside of its page: as HTML for feeds, with absolute links, and as plain text for messages."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urljoin

import lxml.html
from lxml.html import HtmlElement

from campaign.languages.language import Language
from campaign.pages.addresses import absolute_url, page_address
from campaign.pages.page import SourcePage
from campaign.pages.references import show_references
from campaign.pages.shown import shown_blocks
from campaign.views.provenance import provenance
from campaign.views.views import Views


def render_update_html(views: Views, page: SourcePage, language: Language) -> str:
    """The text of an update as a feed carries it: plain elements, every link absolute, its language on the element.

    Needs the site's own address (`site_url`).
    """
    address = page_address(language, page.url)
    fragment = _fragment(views, page, language, address)
    base = absolute_url(views.campaign.settings.site_url, address)
    for element in fragment.iter():
        if not isinstance(element.tag, str):
            continue
        for name in ("href", "src"):
            if name in element.attrib:
                # A path that climbs out of the language's folder (assets) is resolved like any other.
                element.set(name, urljoin(base, re.sub(r"\.md(?=$|#)", ".html", element.get(name, ""))))
        for name in ("class", "id", "role", "tabindex", "aria-label", "aria-labelledby", "loading"):
            element.attrib.pop(name, None)
    inner = "".join(lxml.html.tostring(one, encoding="unicode") for one in fragment).strip()
    photo = views.campaign.photos.get(page.meta.picture or "")
    if photo and page.meta.picture:
        source = escape(absolute_url(views.campaign.settings.site_url, page.meta.picture))
        alt = escape(page.meta.picture_alt or "")
        inner = f'<p><img src="{source}" alt="{alt}" width="{photo.width}" height="{photo.height}"></p>\n{inner}'
    if note := provenance(views, page, language):
        inner += f"\n<p><small>{escape(note)}</small></p>"
    html = language.html_in_script(inner)
    return f'<div lang="{language.code}" dir="{language.direction}">{html}</div>'


def render_update_text(views: Views, page: SourcePage, language: Language) -> str:
    """The text of an update as plain text: paragraphs, list items with a dash, headings on lines of their own."""
    lines: list[str] = []
    fragment = _fragment(views, page, language, page_address(language, page.url))
    for one in shown_blocks(lxml.html.tostring(fragment, encoding="unicode")):
        if one.kind == "text":
            lines += [f"– {_fold(one.text)}"] if one.is_item else ["", _fold(one.text), ""]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    return language.in_script(text.strip())


def _fold(text: str) -> str:
    return " ".join(text.split())


def _fragment(views: Views, page: SourcePage, language: Language, address: str) -> HtmlElement:
    """The update's HTML in one element, made as its page is, without what is drawn, which needs the site around it."""
    html, references = views.bodies.read(page.body, views.wording.words_of(language))
    html = show_references(html, references, lambda one: views.facts.render_reference(one, language, address))
    fragment = lxml.html.fragment_fromstring(html, create_parent="div")
    for drawing in list(fragment.iter("picture", "svg")):
        drawing.drop_tree()
    return fragment
