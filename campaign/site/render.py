"""One finished page of the site as a pure function of (campaign, language, path). MkDocs' hooks and the fast build
both call it, so that both make the same bytes.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from campaign.kits.choice import offer_kits
from campaign.kits.printed import printed_files
from campaign.languages.borrowed import mark_borrowed
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.model.made_pages import NOT_FOUND, STATUS
from campaign.news.news import News
from campaign.pages import html as content
from campaign.pages.addresses import absolute_links, page_address
from campaign.pages.page import SourcePage
from campaign.pages.questions import SHEET
from campaign.pages.references import hide_references, show_references
from campaign.site.search import SearchPage, Standing, search_page
from campaign.views.assets import SiteAssets
from campaign.views.policy import FETCHING, LISTENING, allow, page_policy
from campaign.views.questions import with_questions
from campaign.views.templates import template_problems
from campaign.views.views import Views

OF_NOBODY = 50
"""What pages that are for nobody in particular count in search, and news, in percent."""
HELP_FOUND = 60
"""What the ends of “What happened?” count: behind the page that says all of it."""


class RenderedPage(NamedTuple):
    """A page as it is written."""

    address: str
    html: str


BodyId = tuple[str, bool]
"""A page's file, and whether it is shown in the site's root."""


class Renderer:
    """Renders the pages of one campaign."""

    def __init__(self, campaign: Campaign, views: Views, assets: SiteAssets):
        self.campaign, self.views, self.assets = campaign, views, assets
        self.bodies: dict[BodyId, str] = {}
        """Every body that was rendered or given: several languages show the same."""
        self.policy = page_policy()
        """What browsers are told about every page."""
        self.templates = views.templates

    def shown(self, language: Language, path: str) -> tuple[SourcePage, Language]:
        """The text that readers of a language get at `path`, and the language it is in: the source's where there is no
        translation."""
        source = self.campaign.settings.source
        page = self.campaign.page(language, path) or self.campaign.pages[source.code, path]
        return page, language if page.language == language.folder else source

    def page(self, language: Language, path: str) -> RenderedPage:
        """The page at `path` in a language."""
        source, text_language = self.shown(language, path)
        address = page_address(language, source.url)
        html = self.text(source, language, text_language, address)
        values = self._shared_values(language, address)
        values["p"] = self.views.page_context(source, language, text_language, address, html)
        shown = self.views.with_pictures(source, text_language, address, html)
        label = self.views.wording.words_of(text_language)["step_done"]
        values["content"] = shown if self.campaign.kind(source).plain else content.tick_steps(shown, label)
        values["button"] = self.views.help.button(source, language, address)
        values["strip"] = self.views.help.strip_of(source, language, address)
        values["printed"] = printed_files(self.views.campaign, source.path, language, address)
        if source.meta.id == self.campaign.vocabulary.ids.schools:
            values["schools"] = offer_kits(self.views, language, address)
            values["policy"] = allow(self.policy, FETCHING)
        if values["p"].listen:
            values["policy"] = allow(values["policy"], LISTENING)
        if SHEET in self.campaign.pages[self.campaign.settings.source.code, path].meta.sheets:
            words = self.views.wording.words_of(text_language)
            values["questions"] = True
            values["content"] = with_questions(values["content"], text_language, words, self.templates)
        kind, template = self.campaign.kind(source), "main.html"
        if kind.screens:
            template = "screens.html"
        elif kind.tiles:
            template, values["content"] = "tiles.html", self.views.tiled(source, language, address, html)
        elif self.campaign.vocabulary.is_for_teenagers(source.meta.audience, source.meta.ages):
            template, values["content"] = "teens.html", self.views.with_sentences(text_language, shown)
        return RenderedPage(address, language.html_in_script(self._render(template, values)))

    def search_page(self, language: Language, path: str) -> SearchPage | None:
        """What search knows of the page at `path`: nothing when it is withdrawn, or its text in another language."""
        source, text_language = self.shown(language, path)
        if text_language != language or self.campaign.is_taken_back(path):
            return None
        html = self.text(source, language, text_language, page_address(language, source.url))
        texts = (html, source.meta.title, source.meta.description)
        html, title, description = map(language.html_in_script, texts)
        return search_page(
            source.url, title, description, content.split_sections(html), self._standing(source, language)
        )

    def made_search_pages(self, language: Language) -> list[SearchPage]:
        """What search knows of pages without Markdown: what may have happened, and what to do then."""
        found = []
        for place in self.views.help.places.values():
            # What stands there once more in easy language is found as a child's.
            if place.reader and place.end and not place.reader.kind:
                page = self.views.help.page(place.url, language, language.prefix + place.url)
                title, text, who = map(language.in_script, (page.title, page.description, page.who))
                found.append(search_page(place.url, title, text, (), Standing(HELP_FOUND, who)))
        return found

    def _standing(self, page: SourcePage, language: Language) -> Standing:
        """How search ranks a page: by whom it is for, and by what people type who look for it."""
        vocabulary, words = self.campaign.vocabulary, self.views.wording.words_of(language)
        audiences = [one for one in vocabulary.audiences if one in page.meta.audience]
        weight = max((vocabulary.audiences[one].found for one in audiences), default=OF_NOBODY)
        if self.campaign.kind(page).news:
            weight = min(weight, OF_NOBODY)
        label, said = "", ""
        if len(audiences) == 1:
            label = words[f"audience_{audiences[0]}"]
            said = words[said_by] if (said_by := f"said_by_{audiences[0]}") in words else ""
        place, asked = next(
            ((place, one) for place, one in enumerate(self.campaign.searches) if one.page == page.meta.id), (0, None)
        )
        lines = asked.languages.get(language.folder, ()) if asked else ()
        is_urgent = bool(asked and asked.urgent)
        typed = tuple(one for one in said.split(", ") if one)
        return Standing(weight, language.in_script(label), lines, place, is_urgent, typed)

    def text(self, source: SourcePage, language: Language, text_language: Language, address: str) -> str:
        """The page's own text as HTML, its references shown."""
        body_id = self.body_id(source, language)
        if body_id not in self.bodies:
            words = self.views.wording.words_of(text_language)
            self.bodies[body_id] = self.views.bodies.render(source, words, in_root=body_id[1])
        _, references = hide_references(source.body)
        with template_problems():
            html = show_references(
                self.bodies[body_id],
                references,
                lambda one: self.views.facts.render_reference(one, text_language, address),
            )
        return self.views.without_withdrawn(source, html)

    @staticmethod
    def body_id(source: SourcePage, language: Language) -> BodyId:
        """What tells the bodies of a campaign apart."""
        return source.file, not language.prefix

    def template(self, name: str, language: Language) -> RenderedPage:
        """A page without Markdown: one of `made_pages`."""
        address = language.prefix + name
        values = self._shared_values(language, address)
        values["button"] = self.views.help.button(None, language, address)
        template = name
        if name == STATUS:
            values["status"] = self.views.status
        elif name in self.views.help.places:
            template, values["help"] = "help.html", self.views.help.page(name, language, address)
            values |= self.views.versions_of_made(name, language, address)
        elif name in self.views.help.countries:
            template, values["country"] = "country.html", self.views.help.countries[name]
            values |= self.views.versions_of_made(name, language, address)
        output = self._render(template, values)
        if name == NOT_FOUND:
            output = absolute_links(output, language.prefix, self.campaign.settings.site_url)
        return RenderedPage(address, language.html_in_script(output))

    def _render(self, name: str, values: dict[str, Any]) -> str:
        with template_problems():
            output = self.templates.get_template(name).render(values)
        return mark_borrowed(output, values["words"], self.campaign.settings.source.code)

    def _shared_values(self, language: Language, address: str) -> dict[str, Any]:
        return {
            **self.views.values(language),
            "news": News(self.views, language, address),
            "site": self.views.frames.around(language, address, with_all_pages=address.endswith("search.html")),
            "assets": {
                "css": self.assets.stylesheet.url,
                "special_css": self.assets.special_stylesheet.url,
                "js": self.assets.script.url,
                "search": self.assets.search_script.url,
                "search_css": self.assets.search_stylesheet.url,
                "schools": self.assets.schools_script.url,
                "schools_css": self.assets.schools_stylesheet.url,
                "screens_css": self.assets.screens_stylesheet.url,
                "tiles_css": self.assets.tiles_stylesheet.url,
                "teens_css": self.assets.teens_stylesheet.url,
                "help_css": self.assets.help_stylesheet.url,
                "take_css": self.assets.take_stylesheet.url,
                "questions": self.assets.questions_script.url,
                "questions_css": self.assets.questions_stylesheet.url,
            },
            "policy": self.policy,
            "address": address,
        }
