"""Every printed file of the kits: its address, what it depends on, and how it is made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from importlib.metadata import version
from pathlib import Path

from campaign.kits.edition import Edition
from campaign.kits.sheets import GUIDE_SHEETS
from campaign.kits.text import PageText
from campaign.kits.typesetter import FONTS, Sheet, Typesetter
from campaign.languages import Language
from campaign.pages import SourcePage
from campaign.views import Views

FOLDER = "kits"
TEMPLATES = "kits"
"""Where the templates are, below the folder of the look."""


@dataclass(frozen=True)
class SheetFile:
    """A file to be made: its path below the site's root, everything its bytes depend on, and how it is made.

    `make` raises ProblemsFound, naming the page, when its text cannot be printed.
    """

    path: str
    inputs: tuple[object, ...]
    make: Callable[[], bytes]


def kit_path(page_id: str, language: Language, name: str) -> str:
    """Where a file of a kit is: "kits/games/sl/handout.pdf"."""
    return f"{FOLDER}/{page_id}/{language.code}/{name}"


def sheet_files(views: Views) -> Iterator[SheetFile]:
    """Every PDF of the campaign, in every language its page really exists in."""
    if (views.overrides / TEMPLATES).is_dir():
        press = _Press(views)
        for path in views.campaign.settings.navigation:
            for language in views.campaign.languages_of(path):
                page = views.campaign.page(language, path)
                if page is not None and page.meta.kind == "guide":
                    yield from press.guide_files(page, Edition(views, language))


class _Press:
    """The typesetter, made when the first PDF is, and what all files depend on."""

    def __init__(self, views: Views):
        self.views = views

    @cached_property
    def typesetter(self) -> Typesetter:
        return Typesetter(self.views.overrides / TEMPLATES)

    def guide_files(self, page: SourcePage, edition: Edition) -> Iterator[SheetFile]:
        text = PageText(page, edition)
        inputs = self._inputs(edition, [page])
        for name, sheet in GUIDE_SHEETS.items():
            yield self._file(kit_path(page.meta.id, edition.language, name), inputs, partial(sheet, text))

    def _file(self, path: str, inputs: tuple[object, ...], sheet: Callable[[], Sheet]) -> SheetFile:
        return SheetFile(path, (path, *inputs), lambda: self.typesetter.render_pdf(sheet()))

    def _inputs(self, edition: Edition, pages: list[SourcePage]) -> tuple[object, ...]:
        """What the sheets of these pages depend on, short enough to be compared for every file."""
        states = [self.views.campaign.translation(edition.language, page.path).state for page in pages]
        texts = repr((edition.language, edition.words.texts, pages, states))
        return (self.shared, hashlib.sha256(texts.encode()).hexdigest())

    @cached_property
    def shared(self) -> str:
        """A hash of what every file depends on: facts, addresses, templates, drawings, fonts, Typst itself."""
        campaign = self.views.campaign
        overdue = [one.id for one in campaign.helplines.values() if self.views.is_overdue(one)]
        facts = (
            campaign.settings.site_url, campaign.settings.country, campaign.paths_by_id, campaign.helplines, overdue,
            campaign.statistics, campaign.links, campaign.pictures, version("typst"),
        )  # fmt: skip
        found = hashlib.sha256(repr(facts).encode())
        for file in _look(self.views.overrides):
            found.update(file.read_bytes())
        return found.hexdigest()


def _look(overrides: Path) -> list[Path]:
    """Every file that decides how a sheet looks."""
    kits = [one for one in (overrides / TEMPLATES).rglob("*") if one.is_file()]
    picture = (overrides / "components" / "picture").rglob("*.*")
    return sorted([*kits, overrides / "tokens.css", *picture, *FONTS.glob("*.ttf")])
