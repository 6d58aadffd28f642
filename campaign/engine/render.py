"""One finished page of the site as a pure function of (campaign, language, path). MkDocs' hooks and the fast build
both call it, so that both make the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

from campaign import content
from campaign.addresses import absolute_links, page_address, relative_url
from campaign.assets import SiteAssets
from campaign.cyrillic import transliterate_html
from campaign.engine.body import BodyRenderer, MarkdownSettings
from campaign.kits.choice import offer_kits
from campaign.kits.pages import SCHOOLS
from campaign.kits.printed import printed_files
from campaign.languages import Language
from campaign.model import Campaign
from campaign.news import News
from campaign.pages import SourcePage
from campaign.policy import page_policy
from campaign.references import hide_references, show_references
from campaign.search import SearchPage
from campaign.views import Views

TEMPLATES = ("404.html", "search.html", "status.html")
"""Pages without Markdown: each language has one of each."""


@dataclass(frozen=True)
class RenderedPage:
    """A page as it is written, and what search knows of it: nothing when the text is not in the page's language."""

    address: str
    html: str
    search: SearchPage | None = None


class Renderer:
    """Renders the pages of one campaign."""

    def __init__(
        self, campaign: Campaign, views: Views, assets: SiteAssets, markdown: MarkdownSettings, overrides: Path
    ):
        self.campaign, self.views, self.assets = campaign, views, assets
        self.bodies = BodyRenderer(markdown)
        self.is_reloading = False
        """Whether MkDocs' own server adds its inline script to every page."""
        self._templates = jinja2.Environment(loader=jinja2.FileSystemLoader(overrides), autoescape=True)
        self._templates.filters["url"] = _url

    def page(self, language: Language, path: str) -> RenderedPage:
        """The page at `path` in a language; the source's text where there is no translation."""
        source = self.campaign.page(language, path) or self.campaign.pages[self.campaign.settings.source.code, path]
        text_language = language if source.language == language.folder else self.campaign.settings.source
        address = page_address(language, source.url)
        html = self.text(source, language, text_language, address)
        values = self._shared_values(language, address)
        values["p"] = self.views.page_context(source, language, text_language, address, html)
        values["content"] = html
        values["printed"] = printed_files(self.views.campaign, source.path, language, address)
        if source.meta.id == SCHOOLS:
            values["schools"] = offer_kits(self.views, language, address)
        output = self._templates.get_template("main.html").render(values)
        return RenderedPage(
            address=address,
            html=transliterate_html(output) if language.transliterated_from else output,
            search=_search_page(source, language, html) if text_language == language else None,
        )

    def text(self, source: SourcePage, language: Language, text_language: Language, address: str) -> str:
        """The page's own text as HTML, its references shown."""
        body = self.bodies.render(source, self.views.words_of(text_language), in_root=not language.prefix)
        _, references = hide_references(source.body)
        return show_references(body, references, lambda one: self.views.render_reference(one, text_language, address))

    def template(self, name: str, language: Language) -> RenderedPage:
        """A page without Markdown: one of TEMPLATES."""
        address = language.prefix + name
        output = self._templates.get_template(name).render(self._shared_values(language, address))
        if name == "404.html":
            output = absolute_links(output, language.prefix, self.campaign.settings.site_url)
        return RenderedPage(address, transliterate_html(output) if language.transliterated_from else output)

    def _shared_values(self, language: Language, address: str) -> dict[str, Any]:
        return {
            "campaign": self.campaign,
            "language": language,
            "words": self.views.words_of(language),
            "views": self.views,
            "news": News(self.views, language, address),
            "site": self.views.site_context(language, address, with_all_pages=address.endswith("search.html")),
            "assets": {
                "css": self.assets.stylesheet.url,
                "js": self.assets.script.url,
                "search": self.assets.search_script.url,
                "schools": self.assets.schools_script.url,
            },
            "policy": page_policy(is_serving=self.is_reloading),
            "address": address,
        }


def _search_page(source: SourcePage, language: Language, html: str) -> SearchPage:
    title, description = source.meta.title, source.meta.description
    if language.transliterated_from:
        html, title, description = map(transliterate_html, (html, title, description))
    return SearchPage(source.url, title, description, tuple(content.split_sections(html)))


@jinja2.pass_context
def _url(context: jinja2.runtime.Context, target: str) -> str:
    """The filter `url`: a link from the page that is being rendered to a file below the site's root."""
    return relative_url(target, context["address"])
