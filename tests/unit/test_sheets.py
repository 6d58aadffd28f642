"""The sheets that schools print: what a reader, a screen reader and a phone's camera find in the finished PDFs."""

from __future__ import annotations

import dataclasses
import gc
import io
import multiprocessing
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import typst
from click.testing import CliRunner
from PIL import Image, ImageChops

from campaign.command import main
from campaign.facts.localised import localised
from campaign.files.look import Look
from campaign.files.problems import Problem, ProblemsFound
from campaign.kits.edition import Edition
from campaign.kits.kits import render_kits
from campaign.kits.pdf import enlarge
from campaign.kits.sheets import first_actions
from campaign.kits.text import PageText
from campaign.kits.typesetter import Typesetter
from campaign.languages.cyrillic import transliterate_text
from campaign.model.campaign import Campaign
from campaign.plugin.project import read_campaign
from campaign.views.artefact import Artefact
from campaign.views.views import Views
from tests.pdf_reader import arabic_text_of, codes_in, letters, page_texts, text_of
from tests.site_maker import CAMPAIGN_DAY, ORIGINAL, PROJECT, TODAY, make_site, page_text

SITE_URL = "https://safe.example.org/"
LANGUAGES = ("en", "cnr-Cyrl", "sl", "ar")
NAMES = ("handout.pdf", "letter.pdf", "poster-a4.pdf", "poster-a3.pdf")
PAGES = {"handout.pdf": 2, "letter.pdf": 1, "poster-a4.pdf": 1, "poster-a3.pdf": 1}


@cache
def campaign_views() -> Views:
    campaign, _, _ = read_campaign(ORIGINAL / "mkdocs.yml", CAMPAIGN_DAY)
    settings = dataclasses.replace(campaign.settings, site_url=SITE_URL)
    return Views(dataclasses.replace(campaign, settings=settings))


@cache
def campaign_files() -> dict[str, Artefact]:
    return printed(campaign_views())


def printed(views: Views) -> dict[str, Artefact]:
    return {one.path: one for one in render_kits(views, "site.css", "site.js") if one.path.endswith(".pdf")}


@cache
def made(path: str) -> bytes:
    return campaign_files()[path].render()


def tiny_views(folder: Path, body: str = "", site_url: str = SITE_URL, **files: str) -> Views:
    changed = dict(files)
    if body:
        changed["docs/en/guide.md"] = page_text("Guide", "guide", body, "guide")
    campaign, _, _ = read_campaign(make_site(folder, changed, site_url), CAMPAIGN_DAY)
    return Views(campaign)


def tiny_file(views: Views, name: str) -> Artefact:
    return printed(views)[f"kits/guide/en/{name}"]


def problem_of(file: Artefact) -> Problem:
    with pytest.raises(ProblemsFound) as found:
        file.render()
    (problem,) = found.value.problems
    return problem


def as_typed(text: str) -> str:
    """With the straight quotation marks of the Markdown in place of those that are shown."""
    return re.sub("[“”]", '"', text).replace("’", "'")


def named_contact(campaign: Campaign, contact_id: str, language: str) -> str:
    """A contact as it stands in a sentence: its name and its number."""
    contact = campaign.helplines[contact_id]
    name, _ = localised(contact.name, campaign.settings.language(language).folder)
    return f"{name} {contact.display}"


def do_now_sentences(body: str) -> list[str]:
    """The sentences of “what to do now”, from the Markdown."""
    part = re.split(r"^## .*$", body.partition("{#do-now}")[2], flags=re.MULTILINE)[0]
    steps = re.sub(r"\*\*", "", part).splitlines()
    texts = [re.sub(r"^\d+\. ", "", one) for one in steps]
    return [one.strip() for text in texts for one in re.split(r"(?<=[.!?؟])\s", text) if one.strip()]


@pytest.mark.parametrize(
    "path",
    [
        "kits/parental-controls/en/handout.pdf",
        "kits/lesson-kind-words/cnr-Cyrl/plan.pdf",
        "kits/disclosure/ar/handout.pdf",
    ],
)
def test_a_preview_says_so_on_every_sheet_whatever_goes_on_over_its_pages(path: str) -> None:
    views = campaign_views()
    settings = dataclasses.replace(views.campaign.settings, is_preview=True)
    preview = Views(dataclasses.replace(views.campaign, settings=settings))
    language = settings.language(path.split("/")[2])
    # In Arabic the letters of a PDF are shapes: there it is enough that PDF/UA allows the mark, and that it is there.
    pages, without = page_texts(printed(preview)[path].render()), page_texts(made(path))
    assert all(len(page) > len(other) + 10 for page, other in zip(pages, without, strict=True))
    assert language.code == "ar" or all(preview.wording.draft_note(language) in page for page in pages)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_is_accessible_and_complete(language: str, name: str) -> None:
    pdf = pikepdf.open(io.BytesIO(made(f"kits/sextortion/{language}/{name}")))
    root = pdf.Root
    assert root.MarkInfo.Marked and "/StructTreeRoot" in root
    tags = {"en": "en-GB", "cnr-Cyrl": "cnr-Cyrl-ME", "sl": "sl-SI", "ar": "ar-AE"}
    assert str(root.Lang) == tags[language]
    with pdf.open_metadata() as metadata:
        assert metadata["dc:language"] == {tags[language]}
    # Whatever says its language again, in the structure or amid a page's text, says the same or another language.
    said = set(re.findall(rb"/Lang\s*\(([^)]*)\)", b"".join(page.Contents.read_bytes() for page in pdf.pages)))
    said |= {str(one.Lang).encode() for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one}
    of_page = {one for one in said if one.split(b"-")[0] == language.split("-")[0].encode()}
    assert of_page == {tags[language].encode()}
    assert root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        page = campaign_views().campaign.page(campaign_views().campaign.settings.language(language), PATH)
        assert page is not None
        title = transliterate_text(page.meta.title) if language == "cnr-Cyrl" else page.meta.title
        assert title in str(metadata["dc:title"])
    assert 1 <= len(pdf.pages) <= PAGES[name]
    width, height = (round(float(one) / 72 * 25.4) for one in pdf.pages[0].MediaBox[2:])
    assert (width, height) == ((297, 420) if "a3" in name else (210, 297))
    fonts = [
        one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
    ]
    assert fonts
    assert all("/FontFile2" in one or "/FontFile3" in one for one in fonts)
    figures = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
    assert figures and all(str(one.get("/Alt", "")) for one in figures)


PATH = "families/sextortion.md"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_code_opens_the_guide_in_the_sheets_language(language: str, name: str) -> None:
    (code,) = codes_in(made(f"kits/sextortion/{language}/{name}"))
    assert re.fullmatch(rf"{SITE_URL}go/sextortion/\?e=\d+&w={name[0]}#{language}", code)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page_id", ["sextortion", "child-somebody-threatens-you"])
def test_a_handout_says_what_to_do_now_word_for_word_and_in_order(page_id: str, language: str) -> None:
    campaign = campaign_views().campaign
    page = campaign.page(campaign.settings.language(language), campaign.paths_by_id[page_id])
    assert page is not None
    body = re.sub(r"\{\{ helpline: ([\w-]+) \}\}", lambda it: named_contact(campaign, it[1], language), page.body)
    sentences = [as_typed(one) for one in do_now_sentences(body)]
    if language == "cnr-Cyrl":
        sentences = [transliterate_text(one) for one in sentences]
    pdf = made(f"kits/{page_id}/{language}/handout.pdf")
    text = as_typed(arabic_text_of(pdf) if language == "ar" else text_of(pdf))
    assert len(sentences) > 8
    position = 0
    for sentence in sentences:
        # A hyphen at a line's end is taken for one that divides a word; the reader for Arabic takes numbers, which run
        # from the left, from their right.
        sought, text = (
            re.sub(r"\d", "", letters(one)) if language == "ar" else one.replace("-", "") for one in (sentence, text)
        )
        found = text.find(sought, position)
        assert found >= 0, f"not found, or not in order: {sentence}\n{text}"
        position = found + len(sought)


def test_arabic_marks_are_read_once() -> None:
    campaign = campaign_views().campaign
    page = campaign.page(campaign.settings.language("ar"), PATH)
    assert page is not None
    text = arabic_text_of(made("kits/sextortion/ar/handout.pdf"))
    for sentence in do_now_sentences(page.body):
        for word in (one for one in re.findall(r"\w+(?:[\u064b-\u0652]\w*)+", sentence) if len(one) > 4):
            assert word in text, f"{word} is not in one piece"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_of_the_schools_country_stand_on_every_sheet(language: str, name: str) -> None:
    text = text_of(made(f"kits/sextortion/{language}/{name}"))
    # A poster says one: the language's own country's, and the campaign's where that is another.
    for number in ("080 888 888",) if name.startswith("poster") else ("080 888 888", "116 111", "112"):
        assert number in text


def test_the_languages_own_country_stands_first() -> None:
    for name in ("handout.pdf", "letter.pdf"):
        text = text_of(made(f"kits/sextortion/sl/{name}"))
        assert -1 < text.find("Slovenija") < text.find("Črna gora")
    text = text_of(made("kits/sextortion/sl/poster-a4.pdf"))
    assert "116 111" in text and text.find("116 111") < text.find("080 888 888")


def test_a_sheet_is_made_in_the_languages_its_page_really_exists_in() -> None:
    campaign = campaign_views().campaign
    guides = [path for path in campaign.settings.navigation if campaign.pages["en", path].meta.kind == "guide"]
    expected = {
        f"kits/{campaign.pages['en', path].meta.id}/{language.code}/{name}"
        for path in guides
        for language in campaign.languages_of(path)
        for name in NAMES
        if campaign.pages["en", path].meta.poster is not False or not name.startswith("poster")
    }
    assert {path for path in campaign_files() if path.rpartition("/")[2] in NAMES} == expected
    assert "kits/games/sl/handout.pdf" in expected


def test_the_same_input_makes_the_same_bytes_and_another_word_another_key(tmp_path: Path) -> None:
    first = tiny_file(tiny_views(tmp_path / "a", "## Do this {#do-now}\n\n1. Stay calm."), "handout.pdf")
    again = tiny_file(tiny_views(tmp_path / "b", "## Do this {#do-now}\n\n1. Stay calm."), "handout.pdf")
    other = tiny_file(tiny_views(tmp_path / "c", "## Do this {#do-now}\n\n1. Stay very calm."), "handout.pdf")
    assert first.key == again.key != other.key
    assert first.render() == again.render() != other.render()


def test_without_site_url_there_is_no_code_and_no_link(tmp_path: Path) -> None:
    views = tiny_views(tmp_path, "## Do this {#do-now}\n\n1. See the [report page](report.md).", site_url="")
    for name in NAMES:
        pdf = tiny_file(views, name).render()
        assert codes_in(pdf) == []
        assert "go/guide" not in text_of(pdf)
    assert "See the report page." in text_of(tiny_file(views, "handout.pdf").render())


def test_text_is_never_template_code(tmp_path: Path) -> None:
    hostile = '#panic("x") #import "/x.typ" $x$ \\ *a* ~ <label> @ref [#sys.version]'
    body = f"## Do this {{#do-now}}\n\n1. `{hostile}`\n\n{{{{ quote: {hostile.split(' $')[0].replace(chr(34), '')} }}}}"
    text = text_of(tiny_file(tiny_views(tmp_path, body), "handout.pdf").render())
    assert '#panic("x") #import "/x.typ" $x$' in text


def test_a_guide_that_is_too_long_is_named(tmp_path: Path) -> None:
    body = "## Do this {#do-now}\n\n" + "\n".join(f"1. {'Stay calm and wait. ' * 30}" for _ in range(40))
    problem = problem_of(tiny_file(tiny_views(tmp_path, body), "handout.pdf"))
    assert problem.file == "docs/en/guide.md"
    assert problem.rule == "sheet-length" and "10 points" in problem.found and problem.fix


def test_a_character_that_no_font_has_is_named(tmp_path: Path) -> None:
    problem = problem_of(tiny_file(tiny_views(tmp_path, "## Do this {#do-now}\n\n1. Stay calm, 安全."), "handout.pdf"))
    assert problem.file == "docs/en/guide.md"
    assert problem.rule == "sheet-glyph" and "安" in problem.found and "overrides/kits/fonts" in problem.fix


def test_a_code_too_dense_for_its_printed_size_is_named(tmp_path: Path) -> None:
    views = tiny_views(tmp_path, site_url="https://example.org/" + "a-very-long-folder/" * 22)
    problem = problem_of(tiny_file(views, "handout.pdf"))
    assert problem.file == "docs/en/guide.md"
    assert problem.rule == "sheet-code" and "28 mm" in problem.found and "site_url" in problem.fix


def test_the_check_names_every_page_that_cannot_be_printed(tmp_path: Path) -> None:
    files = {
        "docs/en/guide.md": page_text("Guide", "guide", "## Do this {#do-now}\n\n1. Stay calm, 安.", "guide"),
        "docs/en/report.md": page_text("Report", "report", "## How {#how}\n\nWait, 全.", "lesson", essential="true"),
    }
    config = make_site(tmp_path, files)
    without = CliRunner().invoke(main, ["check", "-f", str(config)])
    with_sheets = CliRunner().invoke(main, ["check", "--sheets", "-f", str(config)])
    assert "no font has" not in without.stderr
    assert with_sheets.exit_code == 1
    assert "docs/en/guide.md" in with_sheets.stderr and "docs/en/report.md" in with_sheets.stderr
    assert with_sheets.stderr.count("no font has") == 4 + 1


def test_a_photo_is_shown_with_its_description(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(picture, "PNG")
    (tmp_path / "docs" / "assets").mkdir(parents=True)
    (tmp_path / "docs" / "assets" / "table.png").write_bytes(picture.getvalue())
    body = "## Do this {#do-now}\n\n1. Stay calm.\n\n![Two children at a table.](../assets/table.png)"
    pdf = pikepdf.open(io.BytesIO(tiny_file(tiny_views(tmp_path, body), "handout.pdf").render()))
    assert [
        str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
    ].count("Two children at a table.") == 1


def test_a_photo_without_a_description_is_named(tmp_path: Path) -> None:
    body = "## Do this {#do-now}\n\n1. Stay calm.\n\n![](../assets/table.png)"
    with pytest.raises(ProblemsFound) as found:
        tiny_file(tiny_views(tmp_path, body), "handout.pdf").render()
    (problem,) = found.value.problems
    assert problem.file == "docs/en/guide.md"
    assert problem.rule == "sheet-alt" and "table.png" in problem.found and problem.fix


def test_a_campaign_may_bring_fonts_for_further_scripts(tmp_path: Path) -> None:
    templates = tmp_path / "kits"
    (templates / "fonts").mkdir(parents=True)
    amiri = (PROJECT / "campaign" / "kits" / "fonts" / "Amiri-Regular.ttf").read_bytes()
    (templates / "fonts" / "own.ttf").write_bytes(
        amiri.replace("Amiri".encode("utf-16-be"), "Omiri".encode("utf-16-be"))
    )
    assert Typesetter(Look(tmp_path)).families == ["Noto Sans", "Amiri", "Omiri"]


def test_contacts_that_were_not_checked_for_long_are_said_to_be(tmp_path: Path) -> None:
    views = tiny_views(tmp_path, "## Do this {#do-now}\n\n1. Stay calm.")
    later = dataclasses.replace(views.campaign, today=TODAY.replace(year=2028))
    old, new = tiny_file(views, "letter.pdf"), tiny_file(Views(later), "letter.pdf")
    assert old.key != new.key
    assert "were checked against their sources on 1 November 2026" in text_of(old.render())
    assert "were last checked on 1 November 2026" in text_of(new.render())


def actions_of(views: Views) -> list[str]:
    language = views.campaign.settings.source
    page = views.campaign.pages["en", "guide.md"]
    return first_actions(PageText(page, Edition(views, language)))


@pytest.mark.parametrize(
    ("step", "action"),
    [
        ("**Never** send money.", "Never send money."),
        ("**Do not pay.** It never ends.", "Do not pay."),
        ("Do **not** pay. It never ends.", "Do not pay."),
        ("**Tell them: “Stop.”** Then wait.", "Tell them: “Stop.”"),
        ("Pay nobody", "Pay nobody"),
    ],
)
def test_an_action_is_a_whole_sentence(tmp_path: Path, step: str, action: str) -> None:
    assert actions_of(tiny_views(tmp_path, f"## Do this {{#do-now}}\n\n1. {step}")) == [action]


def with_poster(folder: Path, poster: str) -> Views:
    text = page_text("Guide", "guide", "## Do this {#do-now}\n\n1. Stay calm.", "guide", poster=poster)
    return tiny_views(folder, **{"docs/en/guide.md": text})


def test_a_page_says_what_its_poster_shows(tmp_path: Path) -> None:
    assert actions_of(with_poster(tmp_path, '["Breathe.", "Call."]')) == ["Breathe.", "Call."]


def test_a_page_has_no_poster(tmp_path: Path) -> None:
    names = [path.rpartition("/")[2] for path in printed(with_poster(tmp_path, "false")) if "/guide/en/" in path]
    assert sorted(names) == ["handout.pdf", "letter.pdf"]


def test_a_poster_in_a3_is_the_one_in_a4_enlarged_with_all_that_has_a_place_on_it() -> None:
    small, large = (made(f"kits/sextortion/sl/poster-{paper}.pdf") for paper in ("a4", "a3"))
    pictures = [pypdfium2.PdfDocument(one)[0].render(scale=scale).to_pil().convert("L")
                for one, scale in ((small, 2**0.5), (large, 1))]  # fmt: skip
    assert sum(ImageChops.difference(*(one.resize((420, 594)) for one in pictures)).histogram()[64:]) == 0
    places = [sorted(places_in(pikepdf.open(io.BytesIO(one)))) for one in (small, large)]
    assert len(places[0]) > 3
    assert places[1] == [pytest.approx([number * 2**0.5 for number in one], abs=0.2) for one in places[0]]
    assert "A3" in str(pikepdf.open(io.BytesIO(large)).docinfo.Title)


def places_in(document: pikepdf.Pdf) -> Iterator[list[float]]:
    """Where its links, its pictures and the entries of its outline are."""
    for one in (one for one in document.objects if isinstance(one, pikepdf.Dictionary)):
        described = one.get("/A", []) if one.get("/S") == "/Figure" else []
        places = [one[key][start:][:4] for key, start in (("/Rect", 0), ("/Dest", 2)) if key in one]
        for place in (*places, *(box["/BBox"] for box in described)):
            yield [float(number) for number in place]


def test_a_gradient_is_enlarged_with_what_it_fills() -> None:
    source = b'#set page(margin: 0pt, paper: "a4")\n#rect(width: 60%, height: 50%, fill: gradient.linear(red, blue))'
    small = typst.compile(source)
    assert isinstance(small, bytes)
    pictures = [pypdfium2.PdfDocument(one)[0].render(scale=scale).to_pil().convert("RGB")
                for one, scale in ((small, 2**0.5), (enlarge(small, "Title"), 1))]  # fmt: skip
    points = [(0.05, 0.2), (0.3, 0.2), (0.55, 0.2), (0.8, 0.8)]
    shown = [[one.getpixel((int(one.width * x), int(one.height * y))) for x, y in points] for one in pictures]
    assert len(set(shown[0])) == 4
    for before, after in zip(*shown, strict=True):
        assert after == pytest.approx(before, abs=3)


def test_a_process_that_was_forked_leaves_the_typesetter_of_its_parent(tmp_path: Path) -> None:
    make = tiny_file(tiny_views(tmp_path), "letter.pdf").make
    assert make
    before = make()
    forked = multiprocessing.get_context("fork").Process(target=gc.collect)
    forked.start()
    forked.join()
    views = tiny_views(tmp_path / "again")
    first, again = (tiny_file(views, name) for name in ("letter.pdf", "handout.pdf"))
    first.render()
    forked = multiprocessing.get_context("fork").Process(target=gc.collect)
    forked.start()
    forked.join()
    assert again.render() and before
