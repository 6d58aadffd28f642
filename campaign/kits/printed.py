"""What can be printed of a page: the links at its end."""

from __future__ import annotations

from typing import NamedTuple

from campaign.kits.files import HANDBOOK, kits_of
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.model.sheets import FOLDER, is_handbook_index
from campaign.pages.addresses import relative_url

PDF = "application/pdf"


class PrintedFile(NamedTuple):
    """A link to a PDF: the key of the interface word that says what it is, and the address from the page."""

    label: str
    url: str


def printed_files(campaign: Campaign, path: str, language: Language, address: str) -> tuple[PrintedFile, ...]:
    """The PDFs of the page at `path` in a language, as links from `address`; none where readers get a fallback, and
    none in a language that is not offered."""
    page = campaign.page(language, path)
    if page is None or language not in campaign.languages_of(path):
        return ()
    folder = f"{FOLDER}/{page.meta.id}/{language.code}/"
    kits = (one for one in kits_of(campaign, path) if one.language == language)
    files = [file for kit in kits for file in kit.files if file.media_type == PDF]
    if is_handbook_index(campaign, path):
        files.append(HANDBOOK)
    return tuple(PrintedFile(file.label, relative_url(folder + file.name, address)) for file in files)
