"""The stylesheet that is sent: what a page needs stays, the rest goes, and a broken file is named."""

from __future__ import annotations

import re
from pathlib import Path

from campaign.checks.stylesheets import check_stylesheets
from campaign.files.look import Look
from campaign.pages.sanitise import ALLOWED_CLASSES, sanitise_html
from campaign.plugin.theme import stylesheet_folder
from campaign.views.assets import theme_stylesheet
from campaign.views.stylesheets import NO_PAGE_HAS, own_stylesheets, render_stylesheet, used_words
from tests.site_maker import PROJECT

LOOK = Look(PROJECT / "overrides")
THEME = theme_stylesheet(stylesheet_folder())


def rendered(theme: str, own: str = "", words: frozenset[str] = frozenset()) -> str:
    return render_stylesheet(theme, own, words)


def test_a_rule_for_a_class_of_no_page_goes() -> None:
    theme = ".md-typeset .tabbed-set{color:red}.md-typeset .admonition{color:red}"
    css = rendered(theme, words=frozenset({"md-typeset"}))
    assert "tabbed" not in css and ".admonition" in css


def test_the_themes_colours_of_boxes_go_and_ours_stay() -> None:
    css = rendered(".md-typeset .admonition.tip{border-color:red}", ".tip{color:blue}")
    assert "red" not in css and ".tip" in css


def test_a_rule_for_what_no_page_has_goes() -> None:
    theme = "p iframe{color:red}th[role=columnheader]:after{color:red}td:not([align]){color:#00f}video.a,h2{color:#0f0}"
    css = rendered(theme)
    assert "red" not in css and "td:not([align]){color:#00f}" in css and "h2{color:#0f0}" in css


def test_no_page_has_what_is_taken_for_that() -> None:
    for template in LOOK.files("**/*.html"):
        tags = re.findall(r"<(\w+)([^>]*)", template.read_text("utf-8"))
        selectors = [f"{name}{''.join(f'[{one}]' for one in attributes.split())}" for name, attributes in tags]
        assert [one for one in selectors if NO_PAGE_HAS.search(one)] == [], template
    # Markdown's tables may ask for a side: it is a class on the page.
    text = '<img src="a.png" align="left"><iframe></iframe><video></video><table><th align="left">'
    assert not re.search(r"iframe|video|align", sanitise_html(text))


def test_a_class_of_a_template_stays() -> None:
    assert ".md-footer" in rendered(".md-footer{color:red}", words=frozenset({"md-footer"}))


def test_a_selector_that_excludes_a_class_stays() -> None:
    assert "code" in rendered("code:not(.focus-visible){outline:none}")


def test_an_unused_animation_and_an_unused_value_go() -> None:
    theme = "@keyframes turn{to{rotate:1turn}}:root{--a:var(--b);--b:url('data:,<svg class=\".x\">');--c:red;--d:blue}"
    css = rendered(theme, "p{color:var(--c)}")
    assert "turn" not in css and "--a" not in css and "--b" not in css and "--d" not in css
    assert "--c:red" in css


def test_our_own_rules_all_stay() -> None:
    assert ".nowhere" in rendered("", ".nowhere{color:red}")


def test_older_browsers_understand_it() -> None:
    css = rendered("", "@media (width >= 40rem){p{inset-inline-start:0}}")
    assert "(min-width:40rem)" in css and "inset-inline-start" in css


def test_the_same_input_gives_the_same_text() -> None:
    own = "\n".join(path.read_text("utf-8") for path in own_stylesheets(LOOK))
    first = rendered(THEME, own, used_words(LOOK))
    render_stylesheet.cache_clear()
    assert rendered(THEME, own, used_words(LOOK)) == first
    for one in ("admonition", "headerlink", "details"):
        assert one in first
    assert {"note", "warning", "align-right"} <= ALLOWED_CLASSES


def test_a_broken_stylesheet_is_named_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "overrides/components/box"
    folder.mkdir(parents=True)
    (folder / "box.css").write_text(".c-box { color: red; }\n.c-box >> { color: red; }\n")
    (problem,) = check_stylesheets(Look(tmp_path / "overrides"))
    assert (problem.file, problem.line) == ("overrides/components/box/box.css", 2)
    assert "dangling combinator" in problem.found


def test_the_projects_own_stylesheets_can_be_read() -> None:
    assert list(check_stylesheets(LOOK)) == []
