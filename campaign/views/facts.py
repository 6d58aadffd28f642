"""References and groups of contacts as HTML: what a page shows of the facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from html import escape
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from campaign.facts.helplines import Helpline, contacts_of_group, render_hours
from campaign.facts.localised import localised
from campaign.facts.statistics import Figure, Statistic, render_figure
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.model.made_pages import country_pages
from campaign.model.shown import number_to_call, reader_countries
from campaign.pages.addresses import relative_url
from campaign.pages.references import Reference
from campaign.views.audited import audit_state
from campaign.views.contexts import Link
from campaign.views.links import Links
from campaign.views.pictures import picture_files
from campaign.views.school_year import calendar_address, school_year
from campaign.views.wording import Wording


class Facts:
    """The campaign's facts in the words of a language."""

    def __init__(self, campaign: Campaign, templates: jinja2.Environment, wording: Wording, links: Links):
        self.campaign, self.templates, self.wording, self.links = campaign, templates, wording, links
        self._rendered: dict[tuple[str, ...], str] = {}
        """References and groups of contacts, by what they show."""

    def render_reference(self, reference: Reference, language: Language, address: str) -> str:
        """The HTML of one reference in the language of the text around it."""
        if reference.kind == "helplines":
            return self.render_group(reference.target, language, address)
        if reference.kind == "picture":
            return f'<p class="page__picture">{self.picture(reference.target, language, address, in_words=True)}</p>'
        if reference.kind == "school-year":
            months = school_year(self.campaign, self.links, language, address)
            calendar = relative_url(calendar_address(language), address)
            return self._component("school-year", language, months=months, calendar=calendar)
        # Pages refer to the same facts again and again.
        key = reference.kind, reference.target, language.code
        if key not in self._rendered:
            self._rendered[key] = self._render_reference(reference, language)
        return self._rendered[key]

    def _render_reference(self, reference: Reference, language: Language) -> str:
        match reference.kind:
            case "quote":
                return escape(reference.target)
            case "todo":
                return f"<mark>{escape(reference.target)}</mark>"
            case "statistic":
                statistic_id, _, key = reference.target.partition(".")
                statistic = self.campaign.statistics[statistic_id]
                return self.figure(statistic.figures[key], language) if key else self.figures(statistic, language)
            case "audit":
                return self._component("audit", language, audit=self.campaign.audit, state=audit_state(self.campaign))
            case "chart":
                return self._component("chart", language, statistic=self.campaign.statistics[reference.target])
            case "link":
                return self._component("outward-link", language, link=self.campaign.links[reference.target])
            case "helpline":
                helpline = self.campaign.contact(reference.target)
                return self._component("helpline-link", language, helpline=helpline)
            case "call":
                to_call = number_to_call(self.campaign, reference.target, language)
                return self._component("helpline-link", language, helpline=to_call)
            case code:
                return f'<span lang="{code}" dir="auto">{escape(reference.target)}</span>'

    def picture(
        self, name: str, language: Language, address: str, *, in_words: bool = False, is_first: bool = True
    ) -> Markup:
        """A picture on the page at `address`, with what it shows `in_words`, or as decoration; "" where the campaign
        has none of this name. What only decorates at the top of a page (`is_first`) is fetched at once."""
        picture = self.campaign.pictures.get(name)
        if picture is None:
            return Markup()
        alt, _ = self.localised(picture.alt, language) if in_words else ("", None)
        files = {column: relative_url(one, address) for column, one in picture_files(name).items()}
        return Markup(self._component("picture", language, files=files, alt=alt, is_lazy=in_words or not is_first))

    def render_group(self, group: str, language: Language, address: str) -> str:
        """The contacts of a group ("families", "all" …) for the readers of a language."""
        get_help = self.links.to_id(self.campaign.vocabulary.ids.get_help, language, address)
        # A group takes as long as half a page, and of the page it knows only where "get help" is.
        key = "helplines", group, language.code, get_help.url if get_help else ""
        if key not in self._rendered:
            self._rendered[key] = self._render_group(group, language, get_help)
        return self._rendered[key]

    def render_country(self, country: str, language: Language) -> str:
        """All contacts of one country, or of everywhere (INT)."""
        found = contacts_of_group(self.campaign.contacts, "all", () if country == "INT" else (country,))
        return self._component("helplines", language, group="country", found=found, country_code=country, get_help=None)

    def _render_group(self, group: str, language: Language, get_help: Link | None) -> str:
        helplines = self.campaign.contacts
        own = reader_countries(self.campaign, language)
        others: tuple[tuple[str, str], ...] = ()
        if group == "all":
            listed = [code for code in country_pages(self.campaign).values() if code not in (*own, "INT")]
            listed.sort(key=lambda code: self.wording.country(code, language))
            others = self._country_links([*listed, "INT"], language, get_help) if get_help else ()
        found = contacts_of_group(helplines, group, own)
        get_help = None if group == "removal" else get_help
        return self._component("helplines", language, group=group, found=found, others=others, get_help=get_help)

    def _country_links(self, codes: Sequence[str], language: Language, get_help: Link) -> tuple[tuple[str, str], ...]:
        """The page of each country, which stands beside the page that says who can help: (name, address)."""
        folder = get_help.url.rpartition("/")[0]
        urls = (f"{folder}/{code.lower()}.html".lstrip("/") for code in codes)
        return tuple(zip((self.wording.country(code, language) for code in codes), urls, strict=True))

    def hours(self, helpline: Helpline, language: Language) -> str:
        """A contact's opening hours in words; "" where none are known that readers may rely on."""
        hours = helpline.hours_on(self.campaign.today)
        return render_hours(hours, language, self.wording.words_of(language)) if hours else ""

    def figure(self, figure: Figure, language: Language) -> str:
        """A figure as people write it in this language."""
        return render_figure(figure, language, self.wording.words_of(language))

    def figures(self, statistic: Statistic, language: Language) -> Markup:
        """All figures of a statistic, one a line with what it counts, as the cell of a table shows them."""
        lines = []
        for figure in statistic.figures.values():
            label, code = self.localised(figure.label, language) if figure.label else ("", None)
            label = Markup(" <span{}>{}</span>").format(self.wording.marked(code), label) if label else ""
            lines.append(Markup("<strong>{}</strong>{}").format(self.figure(figure, language), label))
        return Markup("<br>").join(lines)

    def localised(self, texts: Mapping[str, str], language: Language) -> tuple[str, str | None]:
        """A fact's text in the reader's language, else in the source's, else as it is written first; and, when it is
        not in the reader's, the code of the language it is in."""
        text, code = localised(texts, language.folder, self.campaign.settings.source.code)
        return text, code if text and code != language.folder else None

    @cached_property
    def checked_by(self) -> str:
        """Who else checked contacts of this campaign; "" where it checked all of them itself."""
        return next((one.checked_by for one in self.campaign.contacts if one.is_publishable and one.checked_by), "")

    def is_overdue(self, helpline: Helpline) -> bool:
        """Whether a contact's last check no longer holds."""
        return helpline.is_overdue(self.campaign.today)

    def is_withdrawn(self, helpline: Helpline) -> bool:
        """Whether a contact was withdrawn, or is overdue and of a kind that readers do not get then."""
        return helpline not in self.campaign.contacts

    @staticmethod
    def host(url: str) -> str:
        """The part of an address that people recognise: "www.e-tom.si" → "e-tom.si"."""
        return urlsplit(url).netloc.removeprefix("www.")

    def _component(self, name: str, language: Language, **values: Any) -> str:
        template = self.templates.get_template(f"components/{name}/{name}.html")
        words = self.wording.words_of(language)
        return template.render(language=language, words=words, wording=self.wording, facts=self, **values).strip()
