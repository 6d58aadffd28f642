"""What templates are given: plain values made from the campaign for one page in one language."""

from __future__ import annotations

import datetime
import posixpath
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from campaign.facts.helplines import Helpline, contacts_for, render_hours
from campaign.facts.statistics import Figure, Statistic, localised, render_figure
from campaign.languages.formats import country_name, format_share
from campaign.languages.language import Language
from campaign.languages.words import Words
from campaign.model.addresses import Alternate, alternates_of
from campaign.model.campaign import Campaign
from campaign.model.status import Status, measure_status
from campaign.pages.addresses import page_address, relative_url
from campaign.pages.html import reading_minutes
from campaign.pages.page import SourcePage, url_of_page
from campaign.pages.references import Reference, find_references
from campaign.pages.sections import Sections
from campaign.views.contexts import Link, PageContext, SiteContext
from campaign.views.frames import Frames
from campaign.views.outline import outline_of, pass_on, render_inline_code
from campaign.views.pictures import picture_of
from campaign.views.templates import template_environment


class Views:
    """Turns the campaign into values for templates. Makes no decision about looks; templates do."""

    def __init__(self, campaign: Campaign, overrides: Path, look: str = ""):
        """`look`: what the templates' folder holds, as a hash; without it each template is looked at again."""
        self.campaign = campaign
        self.overrides = overrides
        self.templates = template_environment(overrides, look)
        self._frames = Frames(self)
        self.codes: dict[str, str] = {}
        """QR codes by what they say: every language's version of a page has the same."""
        self._versions: dict[tuple[str, str], tuple[Alternate, ...]] = {}
        self._rendered: dict[tuple[str, ...], str] = {}
        """References and groups of contacts, by what they show."""
        self._status_links: dict[tuple[str, bool], list[tuple[str, Markup]]] = {}
        """Those of `status_rows`, by where they lead from and whether the words around them are the source's."""

    @cached_property
    def status(self) -> Status:
        """How far the translations are."""
        return measure_status(self.campaign)

    @cached_property
    def drawings(self) -> frozenset[str]:
        """The names of the drawings that there are."""
        found = self.templates.list_templates(extensions=["svg"])
        return frozenset(posixpath.basename(one).removesuffix(".svg") for one in found if "/drawings/" in one)

    def template_text(self, name: str) -> str:
        """A template as it is written: what is made from it changes when it does."""
        loader = self.templates.loader
        assert loader is not None
        return loader.get_source(self.templates, name)[0]

    def words_of(self, language: Language) -> Words:
        """The interface words of a language."""
        return self.campaign.words[language.code]

    def in_language(self, text: str, code: str | None, around: str = "") -> Markup:
        """A text amid words of another language: it says its own, and runs in its own direction.

        `code`: the text's language; None, or that of `around`, is the one of the words around it.
        """
        if code is None or code == around:
            return Markup.escape(text)
        direction = self._directions.get(code, "auto")
        return Markup(f'<bdi lang="{escape(code)}" dir="{direction}">{Markup.escape(text)}</bdi>')

    @cached_property
    def _directions(self) -> dict[str, str]:
        return {one.code: one.direction for one in self.campaign.settings.languages}

    def draft_note(self, language: Language) -> str:
        """What everything of a preview says of itself; "" when it is published."""
        return language.in_script(self.words_of(language)["draft"]) if self.campaign.settings.is_preview else ""

    def date(self, day: datetime.date, language: Language) -> str:
        """A day as people write it: "23 November 2026", "23. november 2026"."""
        return language.render_date(day)

    def weekday_date(self, day: datetime.date, language: Language) -> str:
        """A day with its weekday: "Tuesday, 9 February 2027"."""
        return language.render_date(day, "full")

    def country(self, code: str, language: Language) -> str:
        """A country's name in a language; the pseudo-codes EU and INT have interface words."""
        if code in ("EU", "INT"):
            return self.words_of(language)["country_" + code.lower()]
        return country_name(code, language.babel) or code

    # ---- links ---------------------------------------------------------------------------------------------------

    def link(self, path: str, language: Language, address: str) -> Link | None:
        """A link to the page at `path` from the page at `address`; None when there is no such page today."""
        found = self._targets[language.code].get(path)
        if found is None:
            return None
        target, shown, lang = found
        return Link(
            title=shown.meta.short_title or shown.meta.title,
            url=relative_url(target, address),
            lang=lang,
            description=shown.meta.description,
            is_here=target == address,
            page=shown,
        )

    @cached_property
    def _targets(self) -> dict[str, dict[str, tuple[str, SourcePage, str | None]]]:
        """What links lead to, by language and path: address, page, and its language where that is another one."""
        source = self.campaign.settings.source
        targets: dict[str, dict[str, tuple[str, SourcePage, str | None]]] = {}
        for language in self.campaign.settings.languages:
            found = targets.setdefault(language.code, {})
            for path in {path for folder, path in self.campaign.pages if folder in (source.code, language.folder)}:
                page = self.campaign.page(language, path)
                shown = page or self.campaign.page(source, path)
                if shown is not None and self.campaign.is_published(shown):
                    found[path] = (page_address(language, shown.url), shown, None if page else source.code)
        return targets

    def source_address(self, path: str, address: str) -> str:
        """The address of a source page from the page at `address`."""
        return relative_url(url_of_page(path), address)

    def status_rows(self, language: Language, address: str, row: str, cells: Mapping[str, str]) -> Markup:
        """The rows of the table of translations, one for each page. `row` is the HTML of one, with a place for the
        address, the title and the cells; `cells` holds one for each state."""
        # The largest table there is, made anew for every language when the state of one page changes.
        source, codes = self.campaign.settings.source.code, [one.code for one in self.status.languages]
        key = self.source_address("index.md", address), language.code == source
        if key not in self._status_links:
            titles = [(page, self.in_language(page.title, source, language.code)) for page in self.status.pages]
            self._status_links[key] = [(escape(self.source_address(one.path, address)), title) for one, title in titles]
        rows = [
            row % (url, title, "".join([cells[page.states[code]] for code in codes]))
            for (url, title), page in zip(self._status_links[key], self.status.pages, strict=True)
        ]
        return Markup("\n".join(rows))

    def percent(self, value: int, language: Language) -> str:
        """A whole percentage as people write it in this language."""
        return format_share(Decimal(value), language.babel)

    def link_to_id(self, page_id: str, language: Language, address: str) -> Link | None:
        """A link to the page with this id."""
        path = self.campaign.paths_by_id.get(page_id)
        return self.link(path, language, address) if path else None

    def links(self, paths: Iterable[str], language: Language, address: str) -> tuple[Link, ...]:
        """Links to all these pages that there are."""
        return tuple(link for path in paths if (link := self.link(path, language, address)))

    def frame_links(self, language: Language) -> tuple[Link, ...]:
        """Links from the site's root to the pages that every page of a language links to."""
        return self._frames.links(language)

    # ---- contexts --------------------------------------------------------------------------------------------------

    def site_context(self, language: Language, address: str, *, with_all_pages: bool = False) -> SiteContext:
        """What surrounds the page at `address`."""
        return self._frames.around(language, address, with_all_pages=with_all_pages)

    def page_context(
        self, source: SourcePage, language: Language, text_language: Language, address: str, html: str
    ) -> PageContext:
        """What the page at `address` shows of itself; `html` is its finished content."""
        campaign = self.campaign
        is_fallback = text_language != language
        original_language = campaign.settings.source
        original = self.link(source.path, original_language, address)
        canonical_address = page_address(text_language, source.url)
        base = campaign.settings.site_url
        siblings = self._sections.siblings(source.path)
        links = self.links(siblings, language, address)
        hub = self._sections.hub(source.path)
        return PageContext(
            source=source,
            kind=campaign.kind(source),
            title=source.meta.title,
            description=source.meta.description,
            text_language=text_language,
            is_fallback=is_fallback,
            is_withdrawn=campaign.is_withdrawn(language, source.path),
            original=original if text_language != original_language or is_fallback else None,
            canonical=base + canonical_address if base else relative_url(canonical_address, address),
            alternates=() if is_fallback else self._alternates(source.path, "" if base else address),
            minutes=reading_minutes(html),
            outline=outline_of(html),
            pass_on=pass_on(source.meta.id, base, address, self._code),
            section=self.link(hub, language, address) if hub else None,
            section_pages=links,
            translation=campaign.translation(text_language, source.path),
            picture=picture_of(source.meta, campaign.vocabulary, self.drawings),
            facts=self._facts(source, text_language),
            urgent=self.links(self._urgent, language, address) if source.is_home else (),
        )

    def _code(self, address: str) -> str:
        if address not in self.codes:
            self.codes[address] = render_inline_code(address)
        return self.codes[address]

    def _alternates(self, path: str, address: str) -> tuple[Alternate, ...]:
        """The versions of a page; `address` is "" where the site knows its own, and all of them say the same."""
        key = path, address
        if key not in self._versions:
            self._versions[key] = tuple(alternates_of(self.campaign, path, address))
        return self._versions[key]

    @cached_property
    def _urgent(self) -> list[str]:
        """The paths of the pages that cannot wait: the home page leads to them."""
        pages, source = self.campaign.pages, self.campaign.settings.source.code
        return [path for path in self.campaign.essentials if self.campaign.kind(pages[source, path]).urgent]

    @cached_property
    def _sections(self) -> Sections:
        return Sections(self.campaign.settings.navigation, self.campaign.updates)

    def _facts(self, source: SourcePage, language: Language) -> tuple[tuple[str, Statistic], ...]:
        """The statistics that the page quotes or rests on, each once, in order: (id, statistic)."""
        ids = [r.target.split(".")[0] for r in find_references(source.body) if r.kind in ("statistic", "chart")]
        wanted = dict.fromkeys([*ids, *source.meta.sources])
        return tuple((one, self.campaign.statistics[one]) for one in wanted if one in self.campaign.statistics)

    # ---- references --------------------------------------------------------------------------------------------------

    def render_reference(self, reference: Reference, language: Language, address: str) -> str:
        """The HTML of one reference in the language of the text around it."""
        if reference.kind == "helplines":
            return self.render_group(reference.target, language, address)
        # Pages refer to the same facts again and again.
        key = reference.kind, reference.target, language.code
        if key not in self._rendered:
            self._rendered[key] = self._render_reference(reference, language)
        return self._rendered[key]

    def _render_reference(self, reference: Reference, language: Language) -> str:
        words = self.words_of(language)
        shared: dict[str, Any] = {"words": words, "language": language, "views": self}
        match reference.kind:
            case "quote":
                return escape(reference.target)
            case "todo":
                return f"<mark>{escape(reference.target)}</mark>"
            case "statistic":
                statistic_id, _, key = reference.target.partition(".")
                return self.figure(self.campaign.statistics[statistic_id].figures[key], language)
            case "audit":
                return self._component("audit", audit=self.campaign.audit, **shared)
            case "chart":
                return self._component("chart", statistic=self.campaign.statistics[reference.target], **shared)
            case "picture":
                picture = self.campaign.pictures[reference.target]
                alt, _ = self.localised(picture.alt, language)
                return f'<p class="page__picture">{self._component("picture", drawing=picture.id, alt=alt)}</p>'
            case "link":
                return self._component("outward-link", link=self.campaign.links[reference.target], **shared)
            case "helpline":
                helpline = self.campaign.helplines[reference.target]
                return self._component("helpline-link", helpline=helpline, **shared)
            case code:
                return f'<span lang="{code}" dir="auto">{escape(reference.target)}</span>'

    def render_group(self, group: str, language: Language, address: str) -> str:
        """The contacts of a group ("families", "all" …) for the readers of a language."""
        get_help = self.link_to_id(self.campaign.vocabulary.ids.get_help, language, address)
        # A group takes as long as half a page, and of the page it knows only where "get help" is.
        key = "helplines", group, language.code, get_help.url if get_help else ""
        if key not in self._rendered:
            self._rendered[key] = self._render_group(group, language, get_help)
        return self._rendered[key]

    def _render_group(self, group: str, language: Language, get_help: Link | None) -> str:
        shared: dict[str, Any] = {"words": self.words_of(language), "language": language, "views": self}
        campaign = self.campaign
        helplines = list(campaign.helplines.values())
        own = dict.fromkeys([*language.countries, campaign.settings.country])
        if group == "all":
            others = sorted(
                {one.country for one in helplines if one.country not in (*own, "EU", "INT")},
                key=lambda code: self.country(code, language),
            )
            countries = [*own, *others]
        elif group == "removal":
            # These services work everywhere; a country's own one stands among them.
            return self._component(
                "helplines",
                group=group,
                countries=[],
                get_help=None,
                everywhere=contacts_for(helplines, group, tuple(own)),
                **shared,
            )
        else:
            countries = list(own)
        return self._component(
            "helplines",
            group=group,
            countries=[(code, contacts_for(helplines, group, (code,))) for code in countries],
            everywhere=contacts_for(helplines, group, ("INT", "EU")) if group == "all" else None,
            get_help=get_help,
            **shared,
        )

    def hours(self, helpline: Helpline, language: Language) -> str:
        """A contact's opening hours in words."""
        return render_hours(helpline.hours, language, self.words_of(language)) if helpline.hours else ""

    def figure(self, figure: Figure, language: Language) -> str:
        """A figure as people write it in this language."""
        return render_figure(figure, language, self.words_of(language))

    def localised(self, texts: Mapping[str, str], language: Language) -> tuple[str, str | None]:
        """A fact's text and, when it is not in the reader's language, the code of the language it is in."""
        return localised(texts, language), None if language.folder in texts else "en"

    def has_name(self, helpline: Helpline, language: Language) -> bool:
        """Whether a contact has a name in this language."""
        return language.folder in helpline.name

    def is_overdue(self, helpline: Helpline) -> bool:
        """Whether a contact's last check no longer holds."""
        return helpline.due_on() < self.campaign.today

    @staticmethod
    def host(url: str) -> str:
        """The part of an address that people recognise: "www.e-tom.si" → "e-tom.si"."""
        return urlsplit(url).netloc.removeprefix("www.")

    def _component(self, name: str, **values: Any) -> str:
        return self.templates.get_template(f"components/{name}/{name}.html").render(**values).strip()
