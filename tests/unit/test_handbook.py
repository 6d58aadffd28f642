"""The handbook and the plans as a teacher prints and reads them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache

import pikepdf
import pypdfium2
import pytest

from campaign.kits.files import PLAN, all_kits
from campaign.languages.cyrillic import transliterate_text
from campaign.languages.language import Language
from tests.pdf_reader import codes_in, fold, letters, page_texts, text_of
from tests.unit.test_sheets import SITE_URL, campaign_files, campaign_views, made

LANGUAGES = ("en", "cnr-Cyrl", "sl")


def path_of(language: str) -> str:
    return f"kits/handbook/{language}/handbook.pdf"


@cache
def handbook(language: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made(path_of(language))))


def language_of(code: str) -> Language:
    return campaign_views().campaign.settings.language(code)


def titles(language: str) -> list[str]:
    """The titles of all chapters in the order of the navigation, in the language's script."""
    campaign = campaign_views().campaign
    paths = [one for one in campaign.settings.navigation if one.startswith("teachers/handbook/")]
    found = [campaign.page(language_of(language), one) for one in paths]
    shown = [one.meta.title for one in found if one and not one.path.endswith("index.md")]
    return [transliterate_text(one) for one in shown] if language == "cnr-Cyrl" else shown


def bookmarks(items: list[pikepdf.OutlineItem]) -> list[str]:
    return [title for item in items for title in (item.title, *bookmarks(item.children))]


def test_there_is_one_for_every_language_its_pages_exist_in() -> None:
    found = {one for one in campaign_files() if one.endswith("handbook.pdf")}
    assert found == {path_of(code) for code in ("en", "cnr", "cnr-Cyrl", "sl")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_accessible(language: str) -> None:
    pdf = handbook(language)
    assert pdf.Root.MarkInfo.Marked and "/StructTreeRoot" in pdf.Root and pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.Root.Lang).split("-")[0] == language.split("-")[0]
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    objects = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
    fonts = [one for one in objects if one.get("/Type") == "/FontDescriptor"]
    assert fonts and all("/FontFile2" in one or "/FontFile3" in one for one in fonts)
    assert all(str(one.get("/Alt", "")) for one in objects if one.get("/S") == "/Figure")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sheet_is_left_with_a_few_lines(language: str) -> None:
    with pypdfium2.PdfDocument(made(path_of(language))) as book:
        for number, page in enumerate(list(book)[2:], 3):
            text = page.get_textpage()
            boxes = [text.get_charbox(one) for one in range(text.count_chars())]
            # Above the foot of the page, the text goes down at least a third of it.
            lowest = min(bottom for _, bottom, _, _ in boxes if bottom > 70)
            assert lowest < page.get_height() * 0.67, f"sheet {number}: {text.get_text_range(0, 60)}"


def rows_of(body: str) -> Iterator[list[str]]:
    """Of each table with a first column that says what a row is about: that column, without links."""
    for table in re.findall(r"(?:^\|.*\n)+", body, re.MULTILINE):
        cells = [re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", row.split("|")[1]).strip() for row in table.splitlines()[2:]]
        if all(cells) and "{{" not in table:
            yield cells


@pytest.mark.parametrize("language", ["en", "sl"])
def test_no_row_of_a_table_is_alone_on_its_sheet(language: str) -> None:
    campaign = campaign_views().campaign
    pages, looked_at = [letters(one) for one in page_texts(made(path_of(language)))], 0
    for path in campaign.settings.navigation:
        page = campaign.page(language_of(language), path) if path.startswith("teachers/handbook/") else None
        for cells in rows_of(page.body if page else ""):
            before, last = letters(cells[-2]), letters(cells[-1])
            assert any(last in one and before in one for one in pages), f"{path}: “{cells[-1]}” is alone"
            looked_at += 1
    assert looked_at >= 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_is_in_the_bookmarks_the_contents_and_the_text(language: str) -> None:
    with handbook(language).open_outline() as outline:
        marks = bookmarks(list(outline.root))
    pages = page_texts(made(path_of(language)))
    contents = pages[1]
    assert len(titles(language)) == 24
    for title in titles(language):
        assert title in marks
        assert title in contents
        number = int(contents.partition(title)[2].strip(" .").split()[0])
        assert title in pages[number - 1], f"{title} is not on page {number}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_between_chapters_lead_about_in_the_book_and_others_to_permalinks(language: str) -> None:
    inside, outside = 0, set()
    for page in handbook(language).pages:
        for annotation in page.get("/Annots", []):
            assert str(annotation.get("/Contents", "x")), "a link without words"
            action = annotation.get("/A")
            if action is not None and action.S == "/URI":
                outside.add(str(action.URI))
            else:
                inside += 1
    assert inside > 60
    assert f"{SITE_URL}go/report/#{language}" in outside
    assert not any("go/handbook-" in one for one in outside), "a chapter of the book is linked outside it"
    assert all(one.startswith((SITE_URL, "https://", "http://", "tel:")) for one in outside)


def test_a_chapters_contacts_and_figures_come_with_their_sources() -> None:
    text = text_of(made(path_of("en")))
    assert text.count("116 111") >= 22
    assert "Sources:" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lesson_and_activity_has_a_plan_with_its_steps_and_worksheets(language: str) -> None:
    kits = [one for one in all_kits(campaign_views().campaign) if PLAN in one.files and one.language.code == language]
    assert len(kits) == 13
    for kit in kits:
        pdf = made(kit.folder + PLAN.name)
        text = text_of(pdf)
        assert kit.title in text
        assert all(fold(kit.in_script(one)) in text for one in kit.page.meta.outcomes)
        assert str(kit.page.meta.minutes) in text
        (code,) = codes_in(pdf)
        assert re.sub(r"\?e=\d+&w=s", "", code) == kit.address != code


def test_a_worksheet_stands_on_pages_of_its_own() -> None:
    pages = page_texts(made("kits/lesson-pressure-and-pictures/en/plan.pdf"))
    (sheet,) = [one for one in pages if one.startswith("Worksheet")]
    assert "Part one" in sheet and "Assessment" not in sheet and "Who can help" not in sheet
    assert not any("Worksheet" in one.split("Assessment")[-1] for one in pages if one is not sheet)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_plan_has_a_sheet_with_its_small_print_alone(language: str) -> None:
    for kit in all_kits(campaign_views().campaign):
        if PLAN in kit.files and kit.language.code == language:
            for page in pypdfium2.PdfDocument(made(kit.folder + PLAN.name)):
                text = page.get_textpage()
                boxes = [text.get_charbox(one) for one in range(text.count_chars())]
                lowest = min(bottom for _, bottom, _, _ in boxes if bottom > 70)
                assert lowest < page.get_height() * 0.81, (kit.folder, text.get_text_range(0, 60))
