"""The search index: every word of a page can be found, in few bytes."""

from __future__ import annotations

import json

import pytest

from campaign.languages.word_forms import word_families
from campaign.pages.html import Section
from campaign.site.search import (
    SearchPage,
    Standing,
    find_terms,
    pack_search_page,
    render_search_index,
    search_page,
    telling_words,
    unpack_search_page,
)


def read(script: str) -> dict:
    assert script.startswith("self.campaignSearchIndex=") and script.endswith(";\n")
    return json.loads(script.removeprefix("self.campaignSearchIndex=").removesuffix(";\n"))


def words_of(index: dict, number: int) -> set[str]:
    """What the search page's script reads for one page."""
    found = set()
    for word, place in zip(index["words"].split(" "), index["places"], strict=True):
        page = -1
        for sign in place:
            page += ord(sign) - 47
            if page == number:
                found.add(word)
    return found


def page(url: str, text: str, heading: str = "") -> SearchPage:
    return search_page(url, f"Title of {url}", "About it.", (Section("part" if heading else "", heading, text),))


def test_every_word_is_on_its_pages() -> None:
    texts = ["Ђеца и šapat", "Đeca", "nothing here", "و الأَطفال", "Šapat, šapat!"]
    index = read(render_search_index([page(f"{n}.html", text) for n, text in enumerate(texts)]))
    assert words_of(index, 0) == {"ђеца", "и", "šapat", "about", "it"}
    assert words_of(index, 3) == {"و", "أطفال", "about", "it"}
    assert words_of(index, 4) == {"šapat", "about", "it"}
    assert index["places"][index["words"].split(" ").index("šapat")] == "03"


def test_headings_keep_their_anchors() -> None:
    index = read(render_search_index([page("a.html", "Text.", "What to do"), page("b.html", "Text.")]))
    assert [one[3] for one in index["pages"]] == [[["part", "What to do"]], []]


def test_a_line_end_of_old_javascript_is_no_line_end() -> None:
    script = render_search_index([search_page("a.html", "One\u2028two", "About it.", ())])
    assert "\u2028" not in script and read(script)["pages"][0][1] == "One two"


def test_many_pages() -> None:
    pages = [page(f"{number:04}.html", "rare" if number in (0, 1999) else "often") for number in range(2000)]
    index = read(render_search_index(pages))
    assert "rare" in words_of(index, 0) and "rare" in words_of(index, 1999) and "rare" not in words_of(index, 7)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("call 080 888 888 now", ["080888888", "call", "080", "888", "888", "now"]),
        ("(01) 234-56-78", ["012345678", "01", "234", "56", "78"]),
        ("ages 6-9, 16 to 20", ["ages", "6", "9", "16", "to", "20"]),
        ("学校有人", ["学校", "校有", "有人", "人"]),
        ("用iphone手机", ["用", "iphone", "手机", "机"]),
        ("ที่โรง", ["ที่โ", "โร", "รง", "ง"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("שָׁלוֹם, “quoted”", ["שָׁלוֹם", "quoted"]),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert list(find_terms(text)) == terms


def test_what_people_type_stands_in_the_order_of_the_campaigns_list() -> None:
    teachers = Standing(60, "For teachers", ("help*", "my friend"), 2, said=("pupil*",))
    later = search_page("a.html", "A", "About.", (), teachers)
    first = search_page("b.html", "B", "About.", (), Standing(100, "For children", ("want die",), 1, is_urgent=True))
    index = read(render_search_index([later, first, page("c.html", "Text.")]))
    assert index["asked"] == [[1, ["want die"], 1], [0, ["help*", "my friend"], 0]]
    assert [(index["audiences"][one[4]], one[5]) for one in index["pages"]] == [
        ("For teachers", 60),
        ("For children", 100),
        ("", 100),
    ]
    assert index["said"] == [[], [], ["pupil*"]] and index["audiences"] == ["", "For children", "For teachers"]
    assert unpack_search_page(pack_search_page(later)) == later


def test_arabic_words_are_kept_without_article_and_marks() -> None:
    index = read(render_search_index([page("a.html", "المدرسة والمدرسة للمدرسة مُدرسة ال")]))
    assert words_of(index, 0) == {"مدرسة", "ال", "about", "it"}


def test_the_forms_of_the_words_that_say_what_a_page_is_about() -> None:
    standing = Standing(asked=("photos leak*",))
    one = search_page("a.html", "Children", "Sleep well.", (Section("x", "Rules", "Elsewhere"),), standing)
    assert telling_words([one]) == {"children", "sleep", "well", "rules", "photos"}
    families = {family.partition("|")[0]: family for family in word_families(telling_words([one]), "en").split(" ")}
    assert families["photo"] == "photo|,ed,ing,s"
    assert families["sle"] == "sle|ep,eping,eps,pt"
    assert word_families(frozenset({"photos"}), "") == "" == word_families(frozenset({"qqxqq"}), "en")
    assert read(render_search_index([one], "photo|,s"))["forms"] == "photo|,s"


def test_forms_are_kept_as_the_page_looks_them_up() -> None:
    assert "zivot|,a,e,i,ima,om,u" in word_families(frozenset({"život"}), "hbs").split(" ")
    assert word_families(frozenset({"ucjenama", "туча"}), "hbs") == "ucjen|a,ama,e,i,o,om,u туч|а,ама,е,и,о,ом,у"
