"""The same folder works at a host's root, in a folder of somebody else's host, and from a USB stick."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visitor

LANGUAGES = {
    "en": ("ltr", "Get help now", "Skip to content"),
    "cnr": ("ltr", "Pomoć odmah", "Pređi na sadržaj"),
    "cnr-Cyrl": ("ltr", "Помоћ одмах", "Пређи на садржај"),
    "sl": ("ltr", "Takojšnja pomoč", "Preskoči na vsebino"),
    "sq": ("ltr", "Ndihmë tani", "Kalo te përmbajtja"),
    "fr": ("ltr", "Trouver de l’aide", "Aller au contenu"),
    "ar": ("rtl", "المساعدة الآن", "الانتقال إلى المحتوى"),
}
# With and without diacritics, in either script, with a slip of the finger: (what is typed, what is found).
SEARCHES = {
    "en": [("sextortion", "sextortion"), ("bystander", "bystander"), ("blackmial", "blackmail")],
    "cnr": [("ucjena", "ucjena"), ("vodiči", "vodič"), ("vodici", "vodič"), ("pomoc", "pomoć")],
    "cnr-Cyrl": [("уцјена", "уцјена"), ("ucjena", "уцјена"), ("vodici", "водич"), ("помоћ", "помоћ")],
    "sl": [("pomoč", "pomoč"), ("pomoc", "pomoč"), ("šola", "šol"), ("izsiljevanje", "izsiljevanje")],
    "sq": [("fëmijë", "fëmij"), ("femije", "fëmij"), ("shantazhi", "shantazhi")],
    "fr": [("école", "école"), ("ecole", "école"), ("chantage", "chantage")],
    "ar": [("الابتزاز", "ابتزاز"), ("ابتزاز", "ابتزاز"), ("الاطفال", "الأطفال"), ("أطفال", "أطفال")],
}
ELSEWHERE = {"en": "pomoć", "cnr": "sextortionists", "sl": "ucjenjivaču", "fr": "blackmail", "ar": "chantage"}


def prefix(code: str) -> str:
    return "" if code == "en" else f"{code}/"


def test_a_parent_finds_the_guide_from_the_home_page(place: str, visitor: Visitor) -> None:
    page = visitor.page
    page.goto(place + "index.html")
    page.get_by_role("link", name="I am a parent").click()
    page.get_by_role("link", name="Sextortion: what to do tonight").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Sextortion: what to do tonight"
    assert page.locator(".part--do-now ol > li").count() == 7
    assert page.locator('a[href="tel:080888888"]').count() == 2
    page.get_by_role("link", name="Get help now").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "What happened?"
    visitor.assert_quiet(place)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_language_list_stays_on_the_page(place: str, code: str, visitor: Visitor) -> None:
    direction, get_help, skip = LANGUAGES[code]
    page = visitor.page
    page.goto(place + "families/sextortion.html")
    page.locator(".c-languages summary").click()
    page.locator(f'.c-languages a[hreflang="{code}"]').click()
    assert page.url == place + prefix(code) + "families/sextortion.html"
    html = page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == (code, direction)
    assert page.locator(".c-header__help").inner_text() == get_help
    assert page.locator(".c-skip").inner_text() == skip
    visitor.assert_quiet(place)


@pytest.mark.parametrize("code", LANGUAGES)
def test_search_in_each_language(place: str, code: str, visitor: Visitor) -> None:
    page = visitor.page
    page.goto(place + prefix(code) + "search.html")
    own = place + prefix(code)
    others = [place + prefix(other) for other in LANGUAGES if other not in ("en", code)]
    for query, found in SEARCHES[code]:
        page.locator("#search-box").fill(query)
        results = page.locator("[data-search-results] li")
        assert results.count() > 0, query
        assert found.lower() in " ".join(results.all_inner_texts()).lower(), query
        for link in page.locator("[data-search-results] a").all():
            address = link.evaluate("link => link.href")
            assert address.startswith(own)
            assert not address.startswith(tuple(others))
    if code in ELSEWHERE:
        page.locator("#search-box").fill(ELSEWHERE[code])
        assert page.locator("[data-search-results] li").count() == 0
    visitor.assert_quiet(place)


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_unknown_address_answers_in_its_language(code: str, places: dict[str, str], visitor: Visitor) -> None:
    page = visitor.page
    page.goto(places["root"] + prefix(code) + "deep/er/nothing-here.html")
    page.wait_for_function(f"document.documentElement.lang === '{code}'")
    assert page.locator(".c-header__help").inner_text() == LANGUAGES[code][1]
    page.locator(".actions a").first.click()
    assert page.url == places["root"] + prefix(code) + "help/index.html"


def test_a_page_without_translation_shows_the_source_and_says_so(place: str, visitor: Visitor) -> None:
    page = visitor.page
    page.goto(place + "ar/teachers/handbook/first-24-hours.html")
    assert page.locator("html").get_attribute("lang") == "ar"
    assert "لم تُترجم هذه الصفحة" in page.locator(".c-notice").inner_text()
    title, text = page.locator("main > div[lang]"), page.locator(".page > div[lang]")
    for part, words in ((title, "The first 24 hours of a case"), (text, "What happens to a pupil online")):
        assert (part.get_attribute("lang"), part.get_attribute("dir")) == ("en", "ltr")
        assert words in part.inner_text()
    assert page.locator('link[rel="alternate"]').count() == 0
    assert page.locator('meta[name="robots"]').get_attribute("content") == "noindex"
    assert page.locator('link[rel="canonical"]').get_attribute("href").endswith("teachers/handbook/first-24-hours.html")
    assert "/ar/" not in page.locator('link[rel="canonical"]').evaluate("link => link.href")
    visitor.assert_quiet(place)


def test_everything_is_there_without_javascript(place: str, visitor_without_script: Visitor) -> None:
    page = visitor_without_script.page
    page.goto(place + "sl/search.html")
    assert page.locator(".c-search__all li").count() >= 15
    assert page.locator("[data-search-help] a[href^='tel:']").first.is_visible()
    page.locator(".c-languages summary").click()
    page.locator('.c-languages a[hreflang="ar"]').click()
    assert page.locator("html").get_attribute("lang") == "ar"
    visitor_without_script.assert_quiet(place)


def test_montenegrin_in_cyrillic(place: str, visitor: Visitor) -> None:
    page = visitor.page
    page.goto(place + "cnr-Cyrl/families/sextortion.html")
    text = page.locator("body").inner_text()
    assert "Шта да урадите сада" in text
    assert "Линија за родитеље" in text
    assert page.title() == "Сексуална уцјена: шта да урадите вечерас – Безбједан интернет"
    assert "roditelji.me" in text
    assert page.locator('.c-languages a[hreflang="sl"]').text_content() == "Slovenščina"


@pytest.mark.parametrize("path", ["index.html", "families/sextortion.html", "get-help/index.html", "ar/index.html"])
def test_no_sideways_scrolling_on_a_small_phone(path: str, places: dict[str, str], visitor: Visitor) -> None:
    visitor.page.set_viewport_size({"width": 320, "height": 640})
    visitor.page.goto(places["root"] + path)
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_three_times_shift_leaves_the_page(places: dict[str, str], visitor: Visitor) -> None:
    page = visitor.page
    page.route("https://**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
    page.goto(places["root"] + "index.html")
    page.goto(places["root"] + "report.html")
    page.keyboard.press("Shift+A")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    assert "1 more time" in page.locator("[data-exit-status]").text_content()
    page.keyboard.press("Shift")
    page.wait_for_url("https://en.wikipedia.org/")
    page.go_back()
    assert page.url == places["root"] + "index.html"
