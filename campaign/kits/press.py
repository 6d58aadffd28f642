"""The press: from a kit's page to its PDFs, and what each depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from campaign.facts.helplines import PSEUDO_COUNTRIES
from campaign.facts.school_year import PARTS
from campaign.files.look import Look
from campaign.files.photos import SUFFIXES
from campaign.kits.edition import Edition
from campaign.kits.files import (
    CARDS,
    CERTIFICATE,
    COMIC,
    FLOW,
    FORM,
    HANDOUT,
    LETTER,
    PLAN,
    POSTER_A3,
    POSTER_A4,
    QUESTIONNAIRE,
    WALLET,
    Book,
    Kit,
    KitFile,
)  # fmt: skip
from campaign.kits.forms import flow, form, wallet
from campaign.kits.handbook import Handbook, render_handbook
from campaign.kits.help_sheet import help_sheet
from campaign.kits.plans import plan
from campaign.kits.questionnaire import questionnaire
from campaign.kits.screens import cards, certificate, comic
from campaign.kits.sheet import FONTS, TEMPLATES, Sheet
from campaign.kits.sheets import handout, letter, poster
from campaign.kits.text import PageText, text_of
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.model.made_pages import HELP_SHEET
from campaign.model.shown import reader_countries
from campaign.pages.page import SourcePage
from campaign.pages.references import find_references
from campaign.views.artefact import Artefact, artefact_key
from campaign.views.provenance import provenance
from campaign.views.scene_files import FOLDER as SCENES
from campaign.views.views import Views

if TYPE_CHECKING:
    from campaign.kits.typesetter import Typesetter

SHEETS: Mapping[KitFile, Callable[[PageText], Sheet]] = {
    HANDOUT: handout,
    LETTER: letter,
    POSTER_A4: partial(poster, paper="A4"),
    POSTER_A3: partial(poster, paper="A3"),
    PLAN: plan,
    FORM: form,
    FLOW: flow,
    WALLET: wallet,
    QUESTIONNAIRE: questionnaire,
    COMIC: comic,
    CERTIFICATE: certificate,
    CARDS: cards,
}


class Press:
    """Prints the PDFs: one typesetter, made when the first one is asked for.

    Its functions raise ProblemsFound, naming the page, when a text cannot be printed.
    """

    def __init__(self, views: Views):
        self.views = views
        self._latest_sheet: tuple[tuple[str, str], Sheet] | None = None
        self._hashes: dict[str, str] = {}
        """Of what many files depend on: templates by path, words by the language's code."""

    @cached_property
    def _typesetter(self) -> Typesetter:
        # Imported when needed, as much of what follows: most builds make no sheet.
        from campaign.kits.typesetter import Typesetter

        return Typesetter(self.views.look)

    def render(self, kit: Kit, file: KitFile) -> bytes:
        """One PDF of a kit."""
        return self._typesetter.render_pdf(self._sheet(kit, file))

    def picture(self, kit: Kit, file: KitFile) -> bytes:
        """A small picture of a PDF's first side, as WebP."""
        return self._typesetter.render_picture(self._sheet(kit, file))

    def exact_key(self, kit: Kit, file: KitFile) -> str:
        """Stands for what goes into one PDF of a kit, and for nothing else."""
        return self._key_of(self._sheet(kit, file))

    def _key_of(self, sheet: Sheet) -> str:
        return artefact_key(self.look, sheet.template, sheet.data, sheet.variants, sheet.enlarged_name)

    def _sheet(self, kit: Kit, file: KitFile) -> Sheet:
        if self._latest_sheet is None or self._latest_sheet[0] != (kit.folder, file.name):
            text = text_of(kit.page, Edition(self.views, kit.language))
            self._latest_sheet = ((kit.folder, file.name), SHEETS[file](text))
        return self._latest_sheet[1]

    def handbook(self, book: Book) -> Artefact:
        """A handbook as one PDF."""
        sheet = cache(partial(render_handbook, Handbook(book, Edition(self.views, book.language))))
        key = artefact_key(book.path, *self._inputs(book.language, book.pages))
        return Artefact(book.path, make=partial(self._bind, sheet), key=key, exact=partial(self._exact_book, sheet))

    def help_sheet(self, page: SourcePage, language: Language) -> Artefact:
        """“What happened?” on one sheet; `page` says who can help."""
        sheet = cache(partial(help_sheet, page, Edition(self.views, language)))
        key = artefact_key("help sheet", self.views.campaign.help, *self._inputs(language, [page]))
        path = language.prefix + HELP_SHEET
        return Artefact(path, make=partial(self._bind, sheet), key=key, exact=partial(self._exact_book, sheet))

    def _bind(self, sheet: Callable[[], Sheet]) -> bytes:
        return self._typesetter.render_pdf(sheet())

    def _exact_book(self, sheet: Callable[[], Sheet]) -> str:
        return self._key_of(sheet())

    def inputs(self, kit: Kit) -> tuple[str, ...]:
        """What the files of a kit depend on, short enough to be compared for every file."""
        return self._inputs(kit.language, [kit.page])

    def _inputs(self, language: Language, pages: list[SourcePage]) -> tuple[str, ...]:
        states = [self.views.campaign.translation(language, page.path).state for page in pages]
        made_by = [provenance(self.views, page, language) for page in pages]
        editions = [self.views.campaign.editions.get(page.meta.id) for page in pages]
        contacts = self._contacts(language, pages)
        return (self.shared, self._words(language), artefact_key(pages, states, made_by, editions, contacts))

    def _contacts(self, language: Language, pages: Sequence[SourcePage]) -> list[str]:
        """A hash of each contact that may stand on what is made of these pages: of the readers' countries and of those
        that stand for all, and what the pages name. A corrected number of another country sets nothing anew."""
        campaign = self.views.campaign
        countries = {*reader_countries(campaign, language), *PSEUDO_COUNTRIES}
        named = {one.target for page in pages for one in find_references(page.body) if one.kind == "helpline"}
        named |= {entry.instead for key, entry in campaign.withdrawals.items() if key in named and entry.instead}
        hashes = self._contact_hashes
        return [hashes[key] for key, one in campaign.helplines.items() if one.country in countries or key in named]

    @cached_property
    def _contact_hashes(self) -> Mapping[str, str]:
        """Of each contact all that it says, and what of it holds today, by its id."""
        today = self.views.campaign.today
        return {
            key: artefact_key(one, one.is_overdue(today), one.hours_on(today) is None)
            for key, one in self.views.campaign.helplines.items()
        }

    def _words(self, language: Language) -> str:
        """A hash of a language and its interface words."""
        if language.code not in self._hashes:
            self._hashes[language.code] = artefact_key(language, self.views.wording.words_of(language).texts)
        return self._hashes[language.code]

    def template(self, name: str) -> str:
        """A hash of a template of the look, by its path."""
        if name not in self._hashes:
            self._hashes[name] = artefact_key(self.views.template_text(name))
        return self._hashes[name]

    @cached_property
    def shared(self) -> str:
        """A hash of what every file may depend on: facts but contacts, addresses, and how a sheet looks."""
        campaign = self.views.campaign
        facts = (
            campaign.settings.site_url, campaign.settings.is_preview, campaign.settings.country, campaign.vocabulary,
            campaign.paths_by_id, campaign.withdrawals,
            campaign.statistics, campaign.links, campaign.pictures, self.look, _plan(campaign),
            sorted(campaign.urgent),
        )  # fmt: skip
        return artefact_key(facts)

    @cached_property
    def look(self) -> str:
        """A hash of what decides how a sheet looks: templates, drawings, pictures, fonts, Typst itself."""
        from importlib.metadata import version

        photos = _photos(self.views.campaign.settings.docs_dir)
        parts = version("typst"), photos, self.views.look.colours, self.views.icon
        found = hashlib.sha256(repr(parts).encode())
        for file in _look(self.views.look):
            found.update(file.read_bytes())
        return found.hexdigest()


def _plan(campaign: Campaign) -> list[object]:
    """The plan for the school year, and the titles it shows: that of a page of each id in each language."""
    plan = campaign.school_year
    if plan is None:
        return []
    paths = {campaign.paths_by_id.get(one) for month in plan.months for part in PARTS for one in getattr(month, part)}
    shown = [page for key, page in sorted(campaign.pages.items()) if key[1] in paths]
    titles = [(one.language, one.path, one.meta.title, one.meta.short_title, campaign.is_shown(one)) for one in shown]
    return [plan, campaign.calendar, titles]


def _photos(docs_dir: Path) -> list[tuple[str, str]]:
    """The pictures that pages may show, each with a hash of its bytes."""
    files = sorted(one for one in (docs_dir / "assets").rglob("*") if one.suffix.lower() in SUFFIXES)
    return [(one.relative_to(docs_dir).as_posix(), hashlib.sha256(one.read_bytes()).hexdigest()) for one in files]


def _look(look: Look) -> list[Path]:
    """Every file that decides how a sheet looks."""
    kits, scenes = look.files(f"{TEMPLATES}/**/*"), look.files(f"{SCENES}/**/*.*")
    return [*kits, look.find("tokens.css"), *scenes, *sorted(FONTS.glob("*.ttf"))]
