"""What is offered of a page on paper."""

from __future__ import annotations

from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.model.sheets import kit_folder, picture_name, sheet_names, sheet_word
from campaign.pages.addresses import relative_url
from campaign.pages.page import SourcePage
from campaign.views.contexts import LanguageLink, Take, TakenSheet


def take_of(campaign: Campaign, source: SourcePage, language: Language, address: str) -> Take | None:
    """The sheets of the page at `address`, whose text is in `language`, where they are what one comes for: a lesson's
    plan, a form to sign."""
    original = campaign.pages[campaign.settings.source.code, source.path]
    if not (campaign.kind(original).timed or original.meta.sheets) or not campaign.is_published(original):
        return None
    return offer_sheets(campaign, source, language, address)


def said_in(reader: Language, kit: Language) -> str:
    """The end of the address of a kit's page whose instructions are to be in the reader's language."""
    return "" if reader == kit else f"#in-{reader.code}"


def offer_sheets(
    campaign: Campaign, source: SourcePage, language: Language, address: str, reader: Language | None = None
) -> Take:
    """All sheets of a page, from the file at `address`; `reader`: the language of the words around them."""
    original = campaign.pages[campaign.settings.source.code, source.path]
    page_id = original.meta.id
    folder = kit_folder(page_id, language.code)
    return Take(
        sheets=tuple(
            TakenSheet(
                sheet_word(one), relative_url(folder + one, address),
                relative_url(folder + picture_name(one), address) if one.endswith(".pdf") else "",
            )
            for one in sheet_names(campaign, original)
        ),
        languages=tuple(
            LanguageLink(
                one.code, one.name, one.direction,
                relative_url(f"{kit_folder(page_id, one.code)}index.html", address) + said_in(reader or language, one),
                one == language,
            )
            for one in campaign.languages_of(source.path)
        ),
    )  # fmt: skip
