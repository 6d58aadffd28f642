"""What templates are given: plain values made from the campaign for one page in one language."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import cached_property
from html import escape
from itertools import count
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from campaign.facts.statistics import Statistic
from campaign.languages.language import Language
from campaign.model.addresses import Alternate, alternates_in, alternates_of
from campaign.model.campaign import Campaign
from campaign.model.status import Status, measure_status
from campaign.pages.addresses import absolute_url, page_address, relative_url
from campaign.pages.blocks import Block
from campaign.pages.body import BodyRenderer
from campaign.pages.headings import heading_ids
from campaign.pages.html import reading_minutes
from campaign.pages.page import SourcePage
from campaign.pages.references import find_references, show_references
from campaign.pages.sections import Sections
from campaign.pages.shown import shown_blocks
from campaign.views.contact_data import render_contact_data
from campaign.views.contexts import Link, PageContext
from campaign.views.facts import Facts
from campaign.views.frames import Frames
from campaign.views.help import Help
from campaign.views.links import Links
from campaign.views.listen import listen_of
from campaign.views.outline import outline_of, pass_on, render_inline_code
from campaign.views.pictures import picture_of
from campaign.views.related import Related
from campaign.views.screens import screens_of
from campaign.views.sign import ICON, Colours, Sign, read_colours, read_sign, render_icon
from campaign.views.take import take_of
from campaign.views.templates import template_environment
from campaign.views.wording import Wording

if TYPE_CHECKING:
    from campaign.views.scene_kit import SceneKit

_ENTRY = re.compile(r'<li>\s*<a href="([^":#]+)\.html"([^>]*>.*?</a>)\s*[:,،]?\s*(.*?)\s*</li>', re.DOTALL)
"""An entry of a list that begins with a link to a page: its path, the words of the link, those after it."""

_LIST = re.compile(r"<ul>(?:(?!</?ul>).)*</ul>", re.DOTALL)
_WAY = re.compile(r'<li>\s*<a href="([^":#]+)\.html[^>]*>.*?</li>\s*', re.DOTALL)
"""An innermost list, and an entry of one that begins with a link: the path it leads to."""

_QUOTATION = re.compile(r"<blockquote>(.*?)</blockquote>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_QUOTATION_MARKS = ' \n\u00a0"“”„»«'


CARD = "assets/images/card.png"
"""1200 by 630 pixels."""


def _page_of(source: SourcePage, link: str) -> str:
    """The path of the page that a link of another leads to, both without their endings."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(source.path), f"{link}.md"))


class Views:
    """Turns the campaign into values for templates. Makes no decision about looks; templates do."""

    def __init__(self, campaign: Campaign, *, look_digest: str = ""):
        """`look_digest`: what the templates' folders hold; without it each template is looked at again."""
        self.campaign = campaign
        self.look = campaign.settings.look
        self.templates = template_environment(self.look, look_digest)
        self.bodies = BodyRenderer(campaign.settings.markdown)
        self.wording = Wording(campaign.words, campaign.settings.languages, is_preview=campaign.settings.is_preview)
        self.links = Links(campaign)
        self.facts = Facts(campaign, self.templates, self.wording, self.links)
        self.related = Related(campaign)
        self.help = Help(campaign, self.links, self.wording)
        self.frames = Frames(campaign, self.links, self.wording)
        self.codes: dict[str, str] = {}
        """QR codes by what they say: every language's version of a page has the same."""
        self.drawings: dict[str, str] = {}
        """Pictures for paper by their names: the sheets of a page show the same in every language."""
        self._versions: dict[tuple[str, str], tuple[Alternate, ...]] = {}
        self._status_links: dict[tuple[str, bool], list[tuple[str, Markup]]] = {}
        """Those of `status_rows`, by where they lead from and whether the words around them are the source's."""

    @cached_property
    def card(self) -> str:
        """The address of the picture by which others show a page; "" where the campaign has none, or no address."""
        base, folders = self.campaign.settings.site_url, (*self.look.folders, self.campaign.settings.docs_dir)
        return base + CARD if base and any((folder / CARD).is_file() for folder in folders) else ""

    @cached_property
    def scene_kit(self) -> SceneKit:
        """What pictures are composed of."""
        # Imported when needed: most builds compose none.
        from campaign.views.scene_kit import read_scene_kit

        return read_scene_kit(self.look)

    @cached_property
    def sign(self) -> Sign:
        """The campaign's sign, for the header."""
        return read_sign(self.look)

    @cached_property
    def colours(self) -> Colours:
        """The campaign's colours, for the browser's bar."""
        return read_colours(self.look)

    @cached_property
    def icon(self) -> Markup:
        """The site's icon: the campaign's own drawing, else its sign on its colour."""
        folders = (self.campaign.settings.docs_dir, *self.look.folders)
        own = next((path for folder in folders if (path := folder / ICON).is_file()), None)
        return Markup(own.read_text("utf-8") if own else render_icon(self.look))

    @cached_property
    def status(self) -> Status:
        """How far the translations are."""
        return measure_status(self.campaign)

    def template_text(self, name: str) -> str:
        """A template as it is written: what is made from it changes when it does."""
        loader = self.templates.loader
        assert loader is not None
        return loader.get_source(self.templates, name)[0]

    def status_rows(self, language: Language, address: str, row: str, cells: Mapping[str, str]) -> Markup:
        """The rows of the table of translations, one for each page. `row` is the HTML of one, with a place for the
        address, the title and the cells; `cells` holds one for each state."""
        # The largest table there is, made anew for every language when the state of one page changes.
        source, codes = self.campaign.settings.source.code, [one.code for one in self.status.languages]
        key = self.links.source_address("index.md", address), language.code == source
        if key not in self._status_links:
            self._status_links[key] = [
                (
                    escape(self.links.source_address(one.path, address)),
                    self.wording.in_language(one.title, source, language.code),
                )
                for one in self.status.pages
            ]
        rows = [
            row % (url, title, "".join([cells[page.states[code]] for code in codes]))
            for (url, title), page in zip(self._status_links[key], self.status.pages, strict=True)
        ]
        return Markup("\n".join(rows))

    def values(self, language: Language) -> dict[str, Any]:
        """What every template can name."""
        return {
            "campaign": self.campaign,
            "language": language,
            "words": self.wording.words_of(language),
            "wording": self.wording,
            "links": self.links,
            "facts": self.facts,
            "views": self,
        }

    def shown_text(self, block: Block) -> str:
        """A block of a source page as its readers see it: one line without marks and links."""
        source = self.campaign.settings.source
        if block.kind == "front matter":
            return block.text
        html, references = self.bodies.read(block.text, self.wording.words_of(source))
        html = show_references(html, references, lambda one: self.facts.render_reference(one, source, "index.html"))
        return " ".join(" ".join(one.text for one in shown_blocks(html) if one.kind == "text").split())

    def spoken_text(self, page: SourcePage, language: Language) -> str:
        """What somebody says who reads a page aloud: its title, and every block of its text as readers see it."""
        html, references = self.bodies.read(page.body, self.wording.words_of(language))
        address = page_address(language, page.url)
        html = show_references(html, references, lambda one: self.facts.render_reference(one, language, address))
        blocks = (" ".join(one.text.split()) for one in shown_blocks(html) if one.kind == "text")
        return "\n\n".join([f"{page.meta.title}.", *blocks])

    def page_context(
        self, source: SourcePage, language: Language, text_language: Language, address: str, html: str
    ) -> PageContext:
        """What the page at `address` shows of itself; `html` is its finished content."""
        campaign = self.campaign
        is_fallback = text_language != language
        original_language = campaign.settings.source
        original = self.links.link(source.path, original_language, address)
        canonical_address = page_address(text_language, source.url)
        base = campaign.settings.site_url
        hub = self._sections.hub(source.path)
        return PageContext(
            source=source,
            kind=campaign.kind(source),
            title=source.meta.title,
            description=source.meta.description,
            text_language=text_language,
            is_fallback=is_fallback,
            is_withdrawn=campaign.is_withdrawn(language, source.path),
            notice_ids=self._notice_ids(source),
            original=original if text_language != original_language or is_fallback else None,
            canonical=absolute_url(base, canonical_address) if base else relative_url(canonical_address, address),
            alternates=() if is_fallback else self._alternates(source.path, "" if base else address),
            minutes=reading_minutes(html),
            outline=outline_of(html),
            pass_on=pass_on(source.meta.id, base, address, self._code),
            other_reading=self._other_reading(source, language, address),
            section=self.links.link(hub, language, address) if hub else None,
            read_on=() if self._sections.is_hub(source.path) else self._read_on(source, language, address),
            translation=campaign.translation(text_language, source.path),
            picture=picture_of(source.meta, campaign.vocabulary, campaign.pictures),
            facts=self._facts(source, text_language),
            has_contacts=any(one.kind in ("helpline", "helplines", "call") for one in find_references(source.body)),
            urgent=self.links.all(self._urgent, language, address) if source.is_home else (),
            take=take_of(campaign, source, text_language, address),
            screens=screens_of(source, html) if campaign.kind(source).screens else None,
            # In a copy of one language there are no recordings of another's.
            listen=None if is_fallback else listen_of(campaign, source, language, address),
        )

    def with_pictures(self, source: SourcePage, language: Language, address: str, html: str) -> str:
        """A page's content with the pictures that name a part of it, each below that part's heading."""
        for heading, name in self._pictures_at.get(source.meta.id, ()):
            shown = f'<p class="page__picture">{self.facts.picture(name, language, address, in_words=True)}</p>'
            if found := re.search(rf'<h2 id="{heading}".*?</h2>', html, re.DOTALL):
                html = html[: found.end()] + shown + html[found.end() :]
        return html

    @cached_property
    def _pictures_at(self) -> Mapping[str, list[tuple[str, str]]]:
        """The parts with a picture, by the page's id: (the heading's id, the picture's)."""
        found: dict[str, list[tuple[str, str]]] = {}
        for picture in self.campaign.pictures.values():
            for page_id, _, heading in (one.partition("#") for one in picture.at):
                found.setdefault(page_id, []).append((heading, picture.id))
        return found

    def _notice_ids(self, source: SourcePage) -> tuple[str, ...] | None:
        page = self.campaign.taken_back.get((source.language, source.path))
        return tuple(heading_ids(page)) if page else None

    def _other_reading(self, source: SourcePage, language: Language, address: str) -> Link | None:
        """The page that says the same in easy language, or that this one says, where it is in the reader's language."""
        by_id, easy = self.campaign.paths_by_id, self.campaign.easy_pages
        path = by_id.get(source.meta.easy_of) if source.meta.easy_of else easy.get(source.meta.id)
        link = self.links.link(path, language, address) if path else None
        return link if link and link.lang is None else None

    def without_withdrawn(self, source: SourcePage, html: str) -> str:
        """The content of a section's first page without the entries of its lists that lead to withdrawn pages."""
        if not self.campaign.taken_back or not self._sections.is_hub(source.path):
            return html

        def entry(found: re.Match[str]) -> str:
            return "" if self.campaign.is_taken_back(_page_of(source, found[1])) else found[0]

        return _LIST.sub(lambda one: _WAY.sub(entry, one[0]).replace("<ul>\n</ul>", ""), html)

    def tiled(self, source: SourcePage, language: Language, address: str, html: str) -> str:
        """The content of a page of tiles: each list entry that leads to a page of the campaign gets its picture."""
        pages, code = self.campaign.pages, self.campaign.settings.source.code

        def tile(entry: re.Match[str]) -> str:
            page = pages.get((code, _page_of(source, entry[1])))
            name = picture_of(page.meta, self.campaign.vocabulary, self.campaign.pictures) if page else None
            picture = self.facts.picture(name, language, address, is_first=False) if name else ""
            return f'<li class="c-tile">{picture}<a href="{entry[1]}.html"{entry[2]} <span>{entry[3]}</span></li>'

        return _ENTRY.sub(tile, html)

    def with_sentences(self, language: Language, html: str) -> str:
        """The content of a page with each quotation of the part "how to say it" as a text to copy."""
        start, words = html.find('<section class="part part--talk"'), self.wording.words_of(language)
        numbers = count(1)

        def sentence(paragraph: str) -> str:
            text = language.in_script(Markup(paragraph).striptags().strip(_QUOTATION_MARKS))
            return self.templates.get_template("components/copy/copy.html").render(
                id=f"sentence-{next(numbers)}", label=words["copy_sentence"], text=text, rows=2 + len(text) // 60,
                lang=language.code, dir=language.direction, words=words,
            )  # fmt: skip

        def sentences(quotation: re.Match[str]) -> str:
            return "".join(map(sentence, _PARAGRAPH.findall(quotation[1])))

        end = html.find("<section", start + 1)
        end = end if end > 0 else len(html)
        return html if start < 0 else html[:start] + _QUOTATION.sub(sentences, html[start:end]) + html[end:]

    def contact_data(self, country: str, language: Language) -> str:
        """The contacts of a country for programs that read pages."""
        name = self.wording.words_of(language)
        kinds: dict[str, str] = {
            one.kind: language.in_script(name[f"kind_{one.kind}"]) for one in self.campaign.contacts
        }
        return render_contact_data(self.campaign, country, language, kinds)

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

    def versions_of_made(self, url: str, language: Language, address: str) -> dict[str, Any]:
        """The address and the versions of a page without Markdown: it is in every language that is offered."""
        campaign, base = self.campaign, self.campaign.settings.site_url
        return {
            "canonical": absolute_url(base, address) if base else relative_url(address, address),
            "alternates": alternates_in(campaign, campaign.offered, url, "" if base else address),
        }

    def _read_on(self, source: SourcePage, language: Language, address: str) -> tuple[tuple[str, Link], ...]:
        """Where to go from a page, each with the key of its label: what others can read about the same thing, then the
        pages of the section after and before it; in the reader's language alone."""
        others = self.related.others(source.path)
        labelled = [(f"read_{audience}", path) for audience, path in others.items()]
        before, after = self._sections.neighbours(source.path, lambda path: self.links.is_in(language, path))
        labelled += [(key, path) for key, path in (("read_next", after), ("read_before", before)) if path]
        links = ((key, self.links.link(path, language, address)) for key, path in labelled)
        return tuple((key, link) for key, link in links if link and link.lang is None)

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
        known = {key for key, one in self.campaign.statistics.items() if one.is_publishable}
        wanted = dict.fromkeys([*ids, *source.meta.sources])
        return tuple((one, self.campaign.statistics[one]) for one in wanted if one in known)
