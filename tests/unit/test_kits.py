"""What a school takes away: QR codes that are read, texts that fit their place, a card, the same ZIP each time."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
import zxingcpp
from PIL import Image

from campaign.facts.helplines import Helpline
from campaign.kits.contacts import contacts_checked
from campaign.kits.edition import Edition
from campaign.kits.files import HANDOUT, LETTER, PLAN, POSTER_A4, Kit, all_kits
from campaign.kits.kits import render_kits
from campaign.kits.pages import render_kit_page, said_to_others
from campaign.kits.press import Press
from campaign.kits.sheets import colophon
from campaign.kits.texts import (
    MESSAGE_CHARACTERS,
    letter_text,
    message_text,
    newsletter_text,
    render_card,
    render_texts,
    shorten,
)
from campaign.plugin.project import read_campaign
from campaign.views.provenance import provenance
from campaign.views.views import Views
from tests.site_maker import CAMPAIGN_DAY, ORIGINAL, make_site, page_text

SITE = "https://safe.example.org/"


def views_of(config_file: Path, site_url: str) -> Views:
    campaign, _, _ = read_campaign(config_file, CAMPAIGN_DAY)
    settings = dataclasses.replace(campaign.settings, site_url=site_url)
    return Views(dataclasses.replace(campaign, settings=settings))


def rendered(views: Views) -> dict[str, bytes]:
    return {one.path: one.render() for one in render_kits(views, "assets/campaign.css", "assets/campaign.js")}


@pytest.fixture(scope="module")
def views() -> Views:
    """The project's own campaign with an address."""
    return views_of(ORIGINAL / "mkdocs.yml", SITE)


@pytest.fixture(scope="module")
def kits(views: Views) -> list[Kit]:
    return list(all_kits(views.campaign))


def test_every_guide_lesson_and_activity_has_a_kit_in_each_of_its_languages(kits: list[Kit]) -> None:
    found = {(kit.page.meta.id, kit.language.code) for kit in kits}
    assert {("sextortion", code) for code in ("en", "cnr", "cnr-Cyrl", "sl", "sq", "fr", "ar")} <= found
    assert ("lesson-kind-words", "sl") in found
    # No kit of a fallback, of a page about the site, of a page of the handbook, unless it names a sheet.
    assert ("lesson-kind-words", "ar") not in found
    assert {page_id for page_id, _ in found if page_id.startswith(("handbook", "about", "home"))} == {"handbook-flow"}


def test_the_page_of_a_kit_stands_in_the_site_and_leads_to_its_other_languages(views: Views, kits: list[Kit]) -> None:
    there_are = {one.folder + "index.html" for one in kits}
    for kit in (one for one in kits if one.page.meta.id in ("sextortion", "lesson-kind-words")):
        html = render_kit_page(views, kit, said_to_others(views, kit), "assets/a.css", "assets/a.js")
        assert 'class="c-header"' in html and 'class="c-footer"' in html
        others = set(re.findall(r'href="\.\./([\w-]+)/index\.html(?:#in-[\w-]+)?"', html))
        assert {f"kits/{kit.page.meta.id}/{code}/index.html" for code in others} <= there_are
        assert ("ar" in others) == (kit.page.meta.id == "sextortion")


def test_whoever_prints_a_kit_for_others_is_told_in_their_language_what_there_is(views: Views, kits: list[Kit]) -> None:
    kit = next(one for one in kits if one.folder == "kits/sextortion/sq/")
    html = render_kit_page(views, kit, said_to_others(views, kit), "assets/a.css", "assets/a.js")
    page = html5lib.parse(html, namespaceHTMLElements=False)
    ids = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    said = {one.get("lang"): one for one in page.iter("section") if one.get("class") == "c-kit__said"}
    assert {*said} == {one.code for one in views.campaign.offered} - {"sq"}
    for code, section in said.items():
        language = views.campaign.settings.language(code)
        words, text = views.wording.words_of(language), "".join(section.itertext())
        assert section.get("id") == f"in-{code}" and section.get("dir") == language.direction
        assert language.in_script(words["take_print"]) in text and "Shqip" in text
        links = [one.get("href", "") for one in section.iter("a")]
        assert {"handout.pdf", "letter.pdf", "kit.zip", "#kit_for_letter"} <= {*links}
        # Who goes on to another language of it is still spoken to in their own; their own needs no telling.
        assert {one for one in links if "index.html" in one} == {
            f"../{one.code}/index.html" + (f"#in-{code}" if one.code != code else "")
            for one in views.campaign.languages_of(kit.page.path) if one.code != "sq"
        }  # fmt: skip


def test_the_codes_lead_to_the_permalink_in_the_language_of_the_kit(tmp_path: Path) -> None:
    files = rendered(views_of(make_site(tmp_path), SITE))
    picture = Image.open(io.BytesIO(files["kits/guide/en/qr.png"]))
    assert [one.text for one in zxingcpp.read_barcodes(picture)] == [SITE + "go/guide/#en"]
    assert files["kits/guide/en/qr.svg"].startswith(b"<svg")


@pytest.mark.parametrize("write", [newsletter_text, message_text, letter_text])
def test_every_text_names_title_description_and_link(
    views: Views, kits: list[Kit], write: Callable[[Views, Kit], str]
) -> None:
    for kit in kits:
        text = write(views, kit)
        way = "l" if write is letter_text else "m"
        assert text.count(kit.address.replace("#", f"?w={way}#")) == 1, kit.folder
        assert kit.title in text
        assert "{" not in text and "\0" not in text
        assert write is message_text or kit.description in text


def test_the_texts_have_the_length_of_their_place(views: Views, kits: list[Kit]) -> None:
    for kit in kits:
        assert len(message_text(views, kit)) <= MESSAGE_CHARACTERS, kit.folder
        assert 40 <= len(newsletter_text(views, kit).split()) <= 90, kit.folder


def test_the_letter_says_what_the_printed_one_does(views: Views, kits: list[Kit]) -> None:
    (kit,) = [one for one in kits if one.page.meta.id == "sextortion" and one.language.code == "en"]
    text = letter_text(views, kit)
    assert "1. Stay with your child.\n" in text
    assert "080 888 888\n" in text and text.endswith("[Name]\n[School]\n[Place and date]")


def test_montenegrin_in_cyrillic_keeps_its_link(views: Views, kits: list[Kit]) -> None:
    (kit,) = [one for one in kits if one.page.meta.id == "sextortion" and one.language.code == "cnr-Cyrl"]
    assert letter_text(views, kit).startswith("Драги родитељи и старатељи,")
    text = newsletter_text(views, kit)
    link = f"{SITE}go/sextortion/?w=m#cnr-Cyrl"
    assert link in text
    assert re.findall(r"[A-Za-zčćžšđ]+", text.replace(link, "")) == []


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("Stay calm. Call us.", 30, "Stay calm. Call us."),
        ("Stay calm. Call us.", 15, "Stay calm."),
        ("Is it you? Call us today.", 16, "Is it you?"),
        ("Somebody threatens you, tonight", 24, "Somebody threatens you…"),
        ("Somebody", 5, ""),
        ("Somebody", -3, ""),
    ],
)
def test_shortening(text: str, room: int, shown: str) -> None:
    assert shorten(text, room) == shown
    assert len(shown) <= max(room, 0)


def test_the_card_is_plain_html_whatever_stands_in_the_title(tmp_path: Path) -> None:
    title = r"<script>alert(1)</script> & \"you\""
    guide = page_text(title, "guide", "## Do this {#do-now}\n\n1. Stay calm.", "guide")
    views = views_of(make_site(tmp_path, {"docs/en/guide.md": guide}), SITE)
    (kit,) = all_kits(views.campaign)
    card = render_card(views, kit)
    parser = html5lib.HTMLParser(strict=True)
    tree = parser.parseFragment(card)
    names = {str(element.tag).rsplit("}", 1)[-1] for element in tree.iter()}
    assert names == {"DOCUMENT_FRAGMENT", "div", "p", "strong", "a", "small"}
    assert not re.search(r"\s(style|class|id|on[a-z]+)=", card)
    files = rendered(views)
    assert card.encode() in files["kits/guide/en/card.html"]
    assert b"<script>alert" not in files["kits/guide/en/card.html"] + files["kits/guide/en/index.html"]
    # What the reader copies out of the field is the card itself.
    fields = html5lib.parse(files["kits/guide/en/index.html"], namespaceHTMLElements=False).iter("textarea")
    assert card in [field.text for field in fields]


def test_without_an_address_there_is_no_code_and_the_texts_say_what_is_missing(tmp_path: Path) -> None:
    files = rendered(views_of(make_site(tmp_path), ""))
    assert not {"qr.svg", "qr.png", "card.html"} & {path.rsplit("/", 1)[1] for path in files}
    text = files["kits/guide/en/texts.txt"].decode("utf-8-sig")
    assert "The address of this site is not known here." in text
    assert "[address of this site]/go/guide/?w=m#en" in text


def test_the_archive_holds_everything_and_is_the_same_each_time(tmp_path: Path) -> None:
    views = views_of(make_site(tmp_path), SITE)
    files = rendered(views)
    with zipfile.ZipFile(io.BytesIO(files["kits/guide/en/kit.zip"])) as archive:
        others = {path for path in files if not path.endswith(("index.html", "kit.zip", ".webp"))}
        assert archive.namelist() == sorted(path.replace("kits/guide/en", "guide-en") for path in others)
        assert {"guide-en/letter.pdf", "guide-en/qr.svg", "guide-en/texts.txt"} <= set(archive.namelist())
        for name in archive.namelist():
            assert archive.read(name) == files["kits/guide/en/" + name.split("/")[1]]
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 1, 0, 0, 0)}
    assert rendered(views) == files


def test_a_page_of_a_kit_is_made_again_when_what_it_shows_has_changed(tmp_path: Path) -> None:
    def keys(views: Views) -> dict[str, str]:
        return {one.path.rsplit("/", 1)[1]: one.key for one in render_kits(views, "assets/a.css", "assets/a.js")}

    views = views_of(make_site(tmp_path), SITE)
    before = keys(views)
    settings = dataclasses.replace(views.campaign.settings, is_preview=True)
    preview = keys(Views(dataclasses.replace(views.campaign, settings=settings)))
    assert {name for name in before if before[name] == preview[name]} == {"qr.svg", "qr.png"}
    report = views.campaign.pages["en", "report.md"]
    renamed = dataclasses.replace(report, meta=dataclasses.replace(report.meta, id="schools", title="Choose"))
    pages = {**views.campaign.pages, ("en", "report.md"): renamed}
    changed = keys(Views(dataclasses.replace(views.campaign, pages=pages)))
    assert before["index.html"] != changed["index.html"]


def test_a_text_file_is_read_as_utf_8_even_where_no_host_says_so(tmp_path: Path) -> None:
    files = rendered(views_of(make_site(tmp_path), SITE))
    assert files["kits/guide/en/texts.txt"].startswith(b"\xef\xbb\xbf")


def test_a_title_in_another_language_says_its_own_and_its_direction(views: Views) -> None:
    said = views.wording.in_language("Who chooses <my> feed?", "en", "ar")
    assert said == '<bdi lang="en" dir="ltr">Who chooses &lt;my&gt; feed?</bdi>'
    assert views.wording.in_language("بحث", "ar", "en").startswith('<bdi lang="ar" dir="rtl">')
    # Amid words of its own language it needs no mark; one that the site has not runs as its letters do.
    assert views.wording.in_language("A & B", "en", "en") == views.wording.in_language("A & B", None) == "A &amp; B"
    assert 'dir="auto"' in views.wording.in_language("Titel", "de", "en")


def test_the_small_print_knows_the_oldest_check_of_all_that_is_printed(tmp_path: Path) -> None:
    bodies = {
        "guide": "{{ helplines: emergency }}",
        "old": "Ask {{ helpline: si-child }}.",
        "now": "{{ call: children }}",
    }
    pages = {f"docs/en/{name}.md": page_text(name.title(), name, body) for name, body in bodies.items()}
    campaign, _, _ = read_campaign(make_site(tmp_path, pages), "2026-11-23")
    edition = Edition(Views(campaign), campaign.settings.source)
    printed = {name: campaign.pages["en", f"{name}.md"] for name in bodies}
    assert "2 November 2026" in contacts_checked(edition, [], [printed["guide"]])
    for other in ("old", "now"):
        assert "1 November 2026" in contacts_checked(edition, [], [printed["guide"], printed[other]])
    assert contacts_checked(edition, [], []) == ""


def test_every_file_of_a_kit_says_who_made_the_text(views: Views, kits: list[Kit]) -> None:
    for code, said in (
        ("en", "The original was written with the help of AI. No named person has reviewed it yet."),
        ("sl", "To besedilo je prevedel stroj. Prevoda še nihče ni pregledal."),
        ("cnr-Cyrl", "Овај текст је превела машина."),
    ):
        kit = next(one for one in kits if one.page.meta.id == "sextortion" and one.language.code == code)
        for text in (render_texts(views, kit), render_card(views, kit), render_kit_page(views, kit, {}, [], "")):
            assert said in text
        assert said in " ".join(colophon(kit.page, Edition(views, kit.language), []))


def test_a_page_says_who_wrote_it(tmp_path: Path) -> None:
    text = page_text("Guide", "guide", "## Do this {#do-now}\n\n1. Stay calm.", "guide", written_by="Ana Novak")
    views = views_of(make_site(tmp_path, {"docs/en/guide.md": text}), SITE)
    kit = next(one for one in all_kits(views.campaign) if one.language.code == "en")
    assert "Written by Ana Novak." in render_card(views, kit)


def test_nothing_is_said_of_who_wrote_where_nobody_has_said_it(tmp_path: Path) -> None:
    views = views_of(make_site(tmp_path), SITE)
    assert provenance(views, views.campaign.pages["en", "guide.md"], views.campaign.settings.source) == ""


def test_a_kit_is_made_anew_for_the_contacts_that_it_shows(views: Views, kits: list[Kit]) -> None:
    of_language = {kit.language.code: kit for kit in kits if LETTER in kit.files}
    some = [*of_language.values(), *({kit.language.code: kit for kit in kits if PLAN in kit.files}.values())]
    before = [_keys_and_shown(views, kit) for kit in some]
    spared = 0
    by_country = {one.country: one for one in views.campaign.helplines.values()}
    # The campaign's own, some of its languages, those for all, and some of nobody who reads it at home.
    for contact in (by_country[code] for code in ("ME", "SI", "AL", "EU", "INT", "DE", "BO") if code in by_country):
        name = {code: f"{text} *" for code, text in contact.name.items()}
        changed = Helpline(**{**vars(contact), "name": name, "display": "12 34", "phone": "1234"})
        helplines = {**views.campaign.helplines, contact.id: changed}
        others = Views(dataclasses.replace(views.campaign, helplines=helplines))
        for kit, (keys, shown) in zip(some, before, strict=True):
            new_keys, new_shown = _keys_and_shown(others, kit)
            assert new_keys != keys or new_shown == shown, (kit.folder, contact.id)
            spared += new_keys == keys
    assert spared > len(some)


def _keys_and_shown(views: Views, kit: Kit) -> tuple[tuple[str, ...], list[str]]:
    press = Press(views)
    sheets = [press.exact_key(kit, file) for file in (HANDOUT, LETTER, POSTER_A4, PLAN) if file in kit.files]
    return press.inputs(kit), [*sheets, render_texts(views, kit)]
