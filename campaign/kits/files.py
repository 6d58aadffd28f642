"""Which files a kit has: what a school takes away from one guide in one language.

The only list of them. What makes the files, what links to them and what describes them all ask here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from campaign.files.recordings import MEDIA_TYPE
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.model.permalinks import has_kit, permalink
from campaign.model.recordings import Recording, recording_of
from campaign.model.sheets import FOLDER, chapters_of, is_handbook_index, kit_folder, sheet_names, sheet_word
from campaign.model.sheets import PICTURE_SUFFIX as PICTURE_SUFFIX
from campaign.pages.page import SourcePage
from campaign.pages.questions import SHEET, TABLE

GUIDES = "data/guides.json"
SCHEMA = "data/guides.schema.json"
"""The list of all of it for other programs, and its schema."""
MESSAGES = "data/messages.json"
"""Guides that cannot wait as text messages."""
PDF = "application/pdf"


class KitFile(NamedTuple):
    """A file of a kit: its name in the kit's folder and its media type. `label` is the key of its interface word."""

    name: str
    media_type: str
    needs_address: bool = False
    """Cannot be made while the site's own address (`site_url`) is not known."""
    is_sheet: bool = False
    """Only kinds of page that name it have it."""

    @property
    def label(self) -> str:
        """The key of the interface word that says what it is."""
        return sheet_word(self.name)


INDEX = KitFile("index.html", "text/html; charset=utf-8")
"""The kit's page: everything of it to see and to copy."""
HANDOUT = KitFile("handout.pdf", PDF, is_sheet=True)
LETTER = KitFile("letter.pdf", PDF, is_sheet=True)
POSTER_A4 = KitFile("poster-a4.pdf", PDF, is_sheet=True)
POSTER_A3 = KitFile("poster-a3.pdf", PDF, is_sheet=True)
PLAN = KitFile("plan.pdf", PDF, is_sheet=True)
COMIC = KitFile("comic.pdf", PDF, is_sheet=True)
CERTIFICATE = KitFile("certificate.pdf", PDF, is_sheet=True)
CARDS = KitFile("cards.pdf", PDF, is_sheet=True)
FORM = KitFile("form.pdf", PDF, is_sheet=True)
FLOW = KitFile("flow.pdf", PDF, is_sheet=True)
WALLET = KitFile("wallet.pdf", PDF, is_sheet=True)
QUESTIONNAIRE = KitFile(SHEET, PDF, is_sheet=True)
ANSWERS = KitFile(TABLE, "text/csv; charset=utf-8", is_sheet=True)
HANDBOOK = KitFile("handbook.pdf", PDF)
"""The whole handbook as one book; it belongs to the handbook's first page and stands in no kit."""
RECORDING = KitFile("recording.mp3", MEDIA_TYPE)
"""Of a page that has one; it lies with the recordings, and in the archive under this name."""
TEXTS = KitFile("texts.txt", "text/plain; charset=utf-8")
CARD = KitFile("card.html", "text/html; charset=utf-8", needs_address=True)
QR_SVG = KitFile("qr.svg", "image/svg+xml", needs_address=True)
QR_PNG = KitFile("qr.png", "image/png", needs_address=True)
ALL = KitFile("kit.zip", "application/zip")
"""Everything of the kit in one file, but its page, which needs the site around it."""

FILES = (
    INDEX, FORM, FLOW, WALLET, QUESTIONNAIRE, ANSWERS, HANDOUT, LETTER, POSTER_A4, POSTER_A3, PLAN, COMIC, CERTIFICATE,
    CARDS, QR_SVG, QR_PNG, RECORDING, TEXTS, CARD, ALL,
)  # fmt: skip


class Kit(NamedTuple):
    """One guide (or lesson, or activity) in one language. `address` is what its QR code says and its texts name:
    absolute when the site's address is known, else below the site's root."""

    page: SourcePage
    language: Language
    address: str
    files: tuple[KitFile, ...]
    recording: Recording | None = None

    def path(self, file: KitFile) -> str:
        """Where one of its files is below the site's root."""
        return self.recording.path if file == RECORDING and self.recording else self.folder + file.name

    @property
    def folder(self) -> str:
        """Where its files are below the site's root: "kits/sextortion/sl/"."""
        return kit_folder(self.page.meta.id, self.language.code)

    @property
    def title(self) -> str:
        """The page's title in the kit's script."""
        return self.in_script(self.page.meta.title)

    @property
    def description(self) -> str:
        """The page's description in the kit's script."""
        return self.in_script(self.page.meta.description)

    def in_script(self, text: str) -> str:
        """A text of the page's language in the script of the kit's."""
        return self.language.in_script(text)


def kits_of(campaign: Campaign, path: str) -> tuple[Kit, ...]:
    """The kits of the page at `path`, one for each language it exists in; none of a kind that schools do not choose."""
    original = campaign.pages[campaign.settings.source.code, path]
    if not has_kit(campaign, original) or not campaign.is_published(original):
        return ()
    sheets = sheet_names(campaign, original)
    base = campaign.settings.site_url
    found = []
    for language in campaign.languages_of(path):
        page = campaign.page(language, path)
        assert page is not None
        recording = recording_of(campaign, page)
        found.append(
            Kit(
                page=page,
                language=language,
                address=base + permalink(page.meta.id, language),
                files=tuple(
                    one
                    for one in FILES
                    if (one.name in sheets or not one.is_sheet)
                    and (base or not one.needs_address)
                    and (recording or one != RECORDING)
                ),
                recording=recording,
            )
        )
    return tuple(found)


def all_kits(campaign: Campaign) -> Iterator[Kit]:
    """Every kit, in the order of the navigation, then of the languages."""
    for path in campaign.settings.navigation:
        if (campaign.settings.source.code, path) in campaign.pages:
            yield from kits_of(campaign, path)


class Book(NamedTuple):
    """A handbook in one language: its first page, and the chapters that there are in this language, in order."""

    first: SourcePage
    chapters: tuple[SourcePage, ...]
    language: Language

    @property
    def pages(self) -> list[SourcePage]:
        """Every page in it."""
        return [self.first, *self.chapters]

    @property
    def folder(self) -> str:
        """The folder it is in, alone: "kits/handbook/sl/"."""
        return f"{FOLDER}/{self.first.meta.id}/{self.language.code}/"

    @property
    def path(self) -> str:
        """Where it is below the site's root."""
        return self.folder + HANDBOOK.name


def handbook_indexes(campaign: Campaign) -> list[str]:
    """The paths of the first pages of handbooks: of a kind that is a book, and the index of their folder."""
    return [path for path in campaign.settings.navigation if is_handbook_index(campaign, path)]


def all_books(campaign: Campaign) -> Iterator[Book]:
    """Every handbook in every language that its first page exists in."""
    for index_path in handbook_indexes(campaign):
        for language in campaign.languages_of(index_path):
            first = campaign.page(language, index_path)
            assert first is not None
            yield Book(first, chapters_of(campaign, first, language), language)
