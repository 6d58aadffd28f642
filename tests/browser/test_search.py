"""Search finds a word however it is typed, in every script: the built script over a small index, opened from a disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from campaign.pages.html import Section
from campaign.site.search import find_terms, render_search_index, search_page
from tests.browser.conftest import Visitor

TEXTS = {
    "number": "Call 080 888 888, every day from 16 to 20. Ages 6-9.",
    "other-number": "Call 116 111 or (01) 234-56-78.",
    "alone": "In 080 rooms there are 888 chairs.",
    "arabic-number": "اتصلوا على ٠٨٠٠ ١١٦ ١١١ الآن.",
    "article": "المعلم في المدرسة",
    "bare": "معلم ومدرسة",
    "with-l": "للمعلم وللمدرسة وبالمدرسة",
    "marks": "الأَطفال",
    "chinese": "学校有人欺负我的孩子怎么办",
    "japanese": "いじめの相談はこちらへ。学校の先生",
    "thai": "เด็กถูกกลั่นแกล้งออนไลน์ที่โรงเรียน",
    "hindi": "हिन्दी में मदद",
    "hebrew": "ילדים ברשת, שָׁלוֹם",
    "greek": "Το παιδί μας",
    "latin": "Đak, Łódź, Straße, cœur, ﬁlm",
    "cyrillic": "Ђак и школа",
    "mixed": "用iPhone手机",
}
FOUND = {
    # Numbers with and without spaces; another digit is another number.
    "080888888": {"number"},
    "080 888 888": {"number", "alone"},
    "080-888-888": {"number", "alone"},
    "0808888": {"number"},
    "080888889": set(),
    "116111": {"other-number"},
    "116 111 or": {"other-number"},
    "012345678": {"other-number"},
    "0800116111": {"arabic-number"},
    "٠٨٠٠١١٦١١١": {"arabic-number"},
    "call 080888888": {"number"},
    # The Arabic article, also after one-letter words, typed or not.
    "المعلم": {"article", "bare", "with-l"},
    "معلم": {"article", "bare", "with-l"},
    "للمعلم": {"article", "bare", "with-l"},
    "والمعلم": {"article", "bare", "with-l"},
    "المدرسة": {"article", "bare", "with-l"},
    "مدرسه": {"article", "bare", "with-l"},
    "الاطفال": {"marks"},
    "أطفال": {"marks"},
    # Scripts without spaces, from the middle of a run.
    "欺负": {"chinese"},
    "孩子怎么": {"chinese"},
    "学": {"chinese", "japanese"},
    "办": {"chinese"},
    "学校": {"chinese", "japanese"},
    "相談": {"japanese"},
    "先生の学校": set(),
    "โรงเรียน": {"thai"},
    "ออนไลน์": {"thai"},
    "手机": {"mixed"},
    "iphone": {"mixed"},
    # Marks and letters in two ways.
    "हिन्दी": {"hindi"},
    "שלום": {"hebrew"},
    "παιδι": {"greek"},
    "djak": {"latin", "cyrillic"},
    "dak": {"latin", "cyrillic"},
    "đak": {"latin", "cyrillic"},
    "lodz": {"latin"},
    "strasse": {"latin"},
    "coeur": {"latin"},
    "film": {"latin"},
    "skola": {"cyrillic"},
}
FEWER = {
    "call 080888888": {"other-number"},
    "116 111 or": {"arabic-number"},
    "先生の学校": {"chinese", "japanese"},
}
"""What comes after the pages with all words: those with some."""


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with the search box, the built script and an index of the texts."""
    folder = tmp_path_factory.mktemp("search")
    pages = [search_page(f"{name}.html", name, "About.", (Section("", "", text),)) for name, text in TEXTS.items()]
    (folder / "index.js").write_text(render_search_index(pages), "utf-8")
    (script,) = (site / "assets").glob("search.*.js")
    (folder / "search.js").write_bytes(script.read_bytes())
    (folder / "search.html").write_text(
        '<!doctype html><meta charset="utf-8"><div data-search><div hidden data-search-box><input></div>'
        '<p data-search-status data-say-none="none" data-say-some="%"></p><div data-search-none></div>'
        "<div data-search-help></div>"
        '<ol data-search-results></ol></div><script src="index.js"></script><script src="search.js"></script>',
        "utf-8",
    )
    return folder


@pytest.fixture
def box(folder: Path, visitor: Visitor) -> Page:
    visitor.page.goto((folder / "search.html").as_uri())
    return visitor.page


def search(page: Page, query: str) -> list[str]:
    page.locator("input").fill(query)
    links = page.locator("ol a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return [link.removesuffix(".html") for link in links]


def assert_all_are_found(page: Page) -> None:
    found = {query: search(page, query) for query in FOUND}
    assert {query: set(pages[: len(FOUND[query])]) for query, pages in found.items()} == FOUND
    later = {query: set(pages[len(FOUND[query]) :]) for query, pages in found.items()}
    assert {query: pages for query, pages in later.items() if pages} == FEWER


def test_words_are_found_however_they_are_typed(box: Page) -> None:
    assert_all_are_found(box)


def test_a_title_is_read_as_a_text_is(tmp_path: Path, folder: Path, visitor: Visitor) -> None:
    pages = [search_page(f"{name}.html", text, "About.", ()) for name, text in TEXTS.items()]
    for name in ("search.html", "search.js"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / "index.js").write_text(render_search_index(pages), "utf-8")
    visitor.page.goto((tmp_path / "search.html").as_uri())
    assert_all_are_found(visitor.page)


def test_a_word_is_found_in_its_other_forms(tmp_path: Path, folder: Path, visitor: Visitor) -> None:
    texts = {"child": "A child", "photos": "Photos leaked", "chill": "A chill evening", "zivot": "Живот"}
    pages = [search_page(f"{name}.html", text, "About.", ()) for name, text in texts.items()]
    typed = {"children": ["child"], "photographing": ["photos"], "životom": ["zivot"]}
    for name in ("search.html", "search.js"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    found = []
    for families in ("", "child|,ren photo|,graphing,s живот|,а,ом"):
        (tmp_path / "index.js").write_text(render_search_index(pages, families), "utf-8")
        visitor.page.goto((tmp_path / "search.html").as_uri())
        found.append({query: search(visitor.page, query) for query in typed})
    assert found[1] == typed and found[0] != typed


def test_a_long_text_is_cut_into_few_different_terms() -> None:
    run = "学校有人欺负我的孩子" * 50
    assert len(set(find_terms(run))) == 11
