"""Which sheets of paper a page has, and which pages are bound as a book; what makes them is in `kits/`."""

from __future__ import annotations

from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.pages.page import SourcePage

PICTURE_SUFFIX = ".webp"
FOLDER = "kits"
"""Where the kits are, below the site's root."""


def sheet_names(campaign: Campaign, original: SourcePage) -> tuple[str, ...]:
    """The names of its sheets, such as "poster-a4.pdf": its own, then those of its kind."""
    names = (*original.meta.sheets, *(campaign.kind(original).kit or ()))
    return tuple(one for one in names if original.meta.poster is not False or not one.startswith("poster-"))


def sheet_word(name: str) -> str:
    """The key of the interface word that says what a file is: "poster-a3.pdf" → "kit_poster_a3_pdf"."""
    return "kit_" + name.replace("-", "_").replace(".", "_")


def picture_name(name: str) -> str:
    """The name of the small picture of a sheet's first side; a poster in A3 is the one in A4, enlarged."""
    return name.replace("-a3", "-a4").removesuffix(".pdf") + PICTURE_SUFFIX


def kit_folder(page_id: str, language_code: str) -> str:
    """Where a page's kit is below the site's root: "kits/sextortion/sl/"."""
    return f"{FOLDER}/{page_id}/{language_code}/"


def is_handbook_index(campaign: Campaign, path: str) -> bool:
    """Whether the page at `path` is the first of a handbook, and in the navigation."""
    page = campaign.page(campaign.settings.source, path) if path.endswith("/index.md") else None
    return page is not None and campaign.kind(page).book and path in campaign.settings.navigation


def chapters_of(campaign: Campaign, first: SourcePage, language: Language) -> tuple[SourcePage, ...]:
    """The chapters of the handbook that begins with `first`, in the order of the navigation; those that there are in a
    language."""
    folder = first.path.removesuffix("index.md")
    paths = (one for one in campaign.settings.navigation if one.startswith(folder) and one != first.path)
    found = (campaign.page(language, one) for one in paths)
    return tuple(one for one in found if one and one.meta.kind == first.meta.kind)
