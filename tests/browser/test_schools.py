"""The page for schools in a browser: choose, take along, come back by the address; and all of it without JavaScript."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visitor

PAGE = "teachers/schools.html"


def choose(page: Page, *values: str) -> None:
    """Tick guides (by id) and languages (by code)."""
    for value in values:
        page.locator(f'[data-schools] input[value="{value}"]').check()


def test_a_choice_becomes_a_link_a_code_and_a_text(places: dict[str, str], visitor: Visitor) -> None:
    root, page = places["root"], visitor.page
    page.goto(root + PAGE)
    expect(page.locator("[data-none]")).to_be_visible()
    choose(page, "sextortion", "games", "sq", "ar")
    link = f"{root}go/#sextortion,games,sq,ar"
    assert page.locator("#schools-link").input_value() == link
    picture = Image.open(io.BytesIO(page.locator("[data-qr]").screenshot()))
    assert [one.text for one in zxingcpp.read_barcodes(picture)] == [link]
    text = page.locator("#schools-message").input_value()
    assert "Të dashura familje" in text and "العائلات الكريمة" in text and "Dear families" not in text
    assert text.endswith(link)
    visitor.assert_quiet(root)


def test_one_guide_has_its_own_permalink(places: dict[str, str], visitor: Visitor) -> None:
    root, page = places["sub-path"], visitor.page
    page.goto(root + "sl/" + PAGE)
    choose(page, "sextortion")
    assert page.locator("#schools-link").input_value() == f"{root}go/sextortion/"
    choose(page, "sl")
    assert page.locator("#schools-link").input_value() == f"{root}go/sextortion/#sl"


def test_the_choice_is_an_address(places: dict[str, str], visitor: Visitor, browser: Browser) -> None:
    root, page = places["root"], visitor.page
    page.goto(root + PAGE)
    page.locator('[data-filter="age"]').select_option("6-9")
    choose(page, "talking", "sl")
    address = page.url
    assert address.endswith("#guides=talking&languages=sl&age=6-9")
    other = browser.new_context()
    again = other.new_page()
    again.goto(address)
    assert again.locator("[data-choices] :checked").evaluate_all("found => found.map((one) => one.value)") == [
        "talking"
    ]
    assert again.locator('[data-filter="age"]').input_value() == "6-9"
    assert again.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    again.locator("[data-reset]").click()
    assert again.locator("[data-schools] :checked").and_(again.locator("input")).count() == 0
    assert again.url == root + PAGE + "#"
    other.close()


def test_an_address_with_nonsense_is_no_harm(places: dict[str, str], visitor: Visitor) -> None:
    page = visitor.page
    page.goto(places["root"] + PAGE + "#guides=nothing,<b>,games&languages=xx&age=99&topic=%00")
    assert page.locator("[data-choices] :checked").count() == 1
    assert page.locator('[data-filter="age"]').input_value() == ""
    visitor.assert_quiet(places["root"])


def test_filters_say_how_many_are_left(places: dict[str, str], visitor: Visitor) -> None:
    page = visitor.page
    page.goto(places["root"] + PAGE)
    count = page.locator("[data-count]")
    before = count.inner_text()
    page.locator('[data-filter="audience"]').select_option("teachers")
    page.locator('[data-filter="topic"]').select_option("algorithms")
    assert count.inner_text() != before
    assert page.locator("[data-choices] li:visible").count() == 2
    choose(page, "lesson-who-chooses-my-feed")
    page.locator('[data-filter="topic"]').select_option("games")
    # What is chosen stays in sight.
    expect(page.locator('[data-choices] input[value="lesson-who-chooses-my-feed"]')).to_be_visible()


def test_the_files_of_a_choice_in_one(places: dict[str, str], visitor: Visitor) -> None:
    root, page = places["root"], visitor.page
    page.goto(root + PAGE)
    choose(page, "sextortion", "games", "lesson-kind-words", "sl", "ar")
    with page.expect_download() as download:
        page.locator("[data-zip-button]").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        assert {"message.txt", "qr.svg", "sextortion/ar/texts.txt", "games/sl/letter.pdf"} <= names
        assert not any(name.startswith("lesson-kind-words/ar") for name in names)
        assert archive.read("games/sl/letter.pdf").startswith(b"%PDF")
        assert "العائلات الكريمة" in archive.read("message.txt").decode("utf-8-sig")
    expect(page.locator("[data-zip-status]")).to_contain_text(str(len(names)))
    visitor.assert_quiet(root)


def test_from_a_disk_the_files_are_there_and_it_says_what_is_not(places: dict[str, str], visitor: Visitor) -> None:
    root, page = places["file"], visitor.page
    page.goto(root + "cnr-Cyrl/" + PAGE)
    choose(page, "sextortion", "sq")
    expect(page.locator("[data-no-address]")).to_be_visible()
    expect(page.locator("[data-address]")).to_be_hidden()
    expect(page.locator("[data-zip]")).to_be_hidden()
    links = page.locator("[data-shown-files] [data-name]")
    assert "kit.zip" in links.evaluate_all("found => found.map((one) => one.dataset.name)")
    page.locator("[data-shown-files] .c-schools__kit > a").click()
    # The kit is Albanian; who prints it reads Montenegrin.
    assert page.url == root + "kits/sextortion/sq/index.html#in-cnr-Cyrl"
    expect(page.locator(".c-take:visible")).to_have_count(1)
    expect(page.locator("#in-cnr-Cyrl")).to_contain_text("За штампање")
    page.goto(root + "kits/sextortion/sq/index.html")
    expect(page.locator(".c-take:visible")).to_have_count(1)
    expect(page.locator(".c-take:visible")).to_contain_text("Për printim")
    visitor.assert_quiet(root)


def test_a_kit_s_page_puts_in_the_address_when_it_can(places: dict[str, str], visitor: Visitor) -> None:
    page = visitor.page
    page.goto(places["file"] + "kits/sextortion/sl/index.html")
    expect(page.locator("[data-address-note]").first).to_be_visible()
    page.goto(places["sub-path"] + "kits/sextortion/sl/index.html")
    expect(page.locator("[data-address-note]").first).to_be_hidden()
    link = re.compile(re.escape(f"{places['sub-path']}go/sextortion/") + r"(\?w=[a-z])?#sl")
    texts = [field.input_value() for field in page.locator("textarea").all()]
    # A text message and what is read out on the phone have the number to call in place of an address.
    assert [bool(link.search(one)) for one in texts] == [True] * 4 + [False] * 2 + [True]
    assert all("116 111" in one for one in texts[4:6])


def test_a_text_is_copied(places: dict[str, str], browser: Browser) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(places["root"] + "kits/sextortion/en/index.html")
    box = page.locator("[data-copy]").nth(1)
    box.get_by_role("button").click()
    expect(box.get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == box.locator("textarea").input_value()
    context.close()


def test_without_javascript_every_kit_is_in_the_list(place: str, visitor_without_script: Visitor) -> None:
    page = visitor_without_script.page
    page.goto(place + PAGE)
    assert page.locator("[data-schools]").is_hidden()
    guides = page.locator("[data-guide]")
    assert guides.count() >= 40
    guide = page.locator('[data-guide="sextortion"]')
    guide.locator("summary").click()
    guide.locator('[data-language="ar"] a').first.click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("textarea").count() == 7
    assert page.locator(":is(.c-take__sheets, .c-kit__files) a").count() >= 6
    visitor_without_script.assert_quiet(place)


@pytest.mark.parametrize("path", ["", "cnr-Cyrl/", "ar/"])
def test_on_a_small_phone(path: str, places: dict[str, str], visitor: Visitor) -> None:
    page = visitor.page
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(places["root"] + path + PAGE + "#guides=sextortion,games&languages=ar,cnr-Cyrl")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for control in page.locator("[data-schools] :is(button, select, label:has(input)):visible").all():
        assert (control.bounding_box() or {})["height"] >= 44


def test_every_step_is_reached_with_the_keyboard(places: dict[str, str], visitor: Visitor) -> None:
    page = visitor.page
    page.goto(places["root"] + PAGE)
    page.locator('[data-filter="audience"]').focus()
    reached = []
    for _ in range(5):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.value || document.activeElement.className"))
    page.keyboard.press("Space")
    assert page.locator("[data-choices] :checked").count() == 1, reached
