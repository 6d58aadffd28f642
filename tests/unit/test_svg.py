"""Drawings: shapes and words of SVG's own namespace pass, and each kind of other thing is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from campaign.command import main
from campaign.files.problems import Problem
from campaign.files.svg import SVG, check_svg, read_svg
from campaign.kits.qr import render_qr_svg
from campaign.model.status import LanguageStatus, render_badge
from campaign.plugin.project import read_campaign
from tests.site_maker import ORIGINAL, PROJECT, make_site

DRAWING = """<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img" aria-label="A leaf (green)">
<title>A leaf</title>
<defs><linearGradient id="a"><stop offset="0" stop-color="#0d4f5c"/></linearGradient>
<filter id="soft"><feGaussianBlur stdDeviation="2"/></filter><path id="leaf" d="M0 0h9v9z"/></defs>
<g transform="translate(1, 2) scale(.5)" style="fill:url(#a); stroke-width:2; font-family:'Noto Sans'">
<use href="#leaf" filter="url( '#soft' )"/><text x="1" y="2">Leaf</text></g>
</svg>
"""

NAMESPACES = (
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:other="https://example.org/other"'
)


def drawing(inside: str = "", attributes: str = "", before: str = "") -> str:
    return f'{before}<svg xmlns="{SVG}" {NAMESPACES} {attributes}>{inside}</svg>'


def found_in(text: str) -> list[Problem]:
    return check_svg(text.encode(), "leaf.svg")


def test_shapes_and_words_pass() -> None:
    assert found_in(DRAWING) == []
    assert found_in("\ufeff" + drawing("<!-- a note -->")) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # Elements.
        (drawing("\n<script/>"), "an element <script>"),
        (drawing("\n<style>path { fill: red }</style>"), "an element <style>"),
        (drawing("\n<image href='#a'/>"), "an element <image>"),
        (drawing("\n<a href='#a'/>"), "an element <a>"),
        (drawing("\n<foreignObject/>"), "an element <foreignObject>"),
        (drawing("\n<set attributeName='href' to='#a'/>"), "an element <set>"),
        (drawing("\n<filter><feImage href='#a'/></filter>"), "an element <feImage>"),
        (drawing("\n<p xmlns='http://www.w3.org/1999/xhtml'>x</p>"), "an element <p> of http://www.w3.org/1999/xhtml"),
        (drawing("\n<other:path/>"), "an element <path> of https://example.org/other"),
        (drawing("\n<path xmlns=''/>"), "an element <path> of no namespace"),
        ("\n<svg/>", "a document <svg>"),
        ("\n<g xmlns='http://www.w3.org/2000/svg'/>", "a document <g>"),
        # Attributes.
        (drawing("\n<path onfocus='x'/>"), "a handler: onfocus"),
        (drawing("\n<path tabindex='0'/>"), "an attribute tabindex"),
        (drawing("\n<path other:fill='red'/>"), "an attribute fill of https://example.org/other"),
        (drawing("\n<use href='leaf.svg#a'/>"), "an address: “leaf.svg#a”"),
        (drawing("\n<use xlink:href='leaf.svg#a'/>"), "an attribute href of http://www.w3.org/1999/xlink"),
        (drawing("\n<g xml:base='https://example.org/'/>"), "an attribute base of http://www.w3.org/XML/1998/namespace"),
        # Values.
        (drawing("\n<path fill='url(leaf.svg#a)'/>"), "fill: “url(leaf.svg#a)”"),
        (drawing("\n<path fill='URL (leaf.svg)'/>"), "fill:"),
        (drawing("\n<path mask='image-set(&quot;leaf.png&quot; 1x)'/>"), "mask:"),
        (drawing("\n<path fill='url(url(#a)leaf.svg)'/>"), "fill:"),
        (drawing("\n<path transform='translate(url(#a))'/>"), "transform:"),
        (drawing("\n<path style='fill:url(leaf.svg)'/>"), "style:"),
        (drawing("\n<path style='fill:var(--a)'/>"), "style:"),
        (drawing("\n<path style='f\\69ll:red'/>"), "style:"),
        (drawing("\n<path style='fill/**/:red'/>"), "style:"),
        (drawing("\n<path style='fill:red;position:fixed'/>"), "a property of style: position"),
        # The document.
        (drawing(before="\n<!DOCTYPE svg>"), "a document type"),
        (drawing(before="\n<!DOCTYPE svg [<!ENTITY a 'b'>]>"), "a document type"),
        (drawing("\n&a;"), "no drawing: undefined entity"),
        (drawing("\n<?note x?>"), "an instruction (<?note"),
        (drawing(before="\n<?note x?>"), "an instruction (<?note"),
        ("\n".join([drawing(), "<?note x?>"]), "an instruction (<?note"),
        (drawing("\n<g>"), "no drawing: mismatched tag"),
        # What repeats itself.
        (drawing("\n<use href='#b'/><g id='b'><use href='#c'/></g>"), "a <use> of “b”"),
        (drawing("\n<use id='b' href='#b'/>"), "a <use> of “b”"),
        (drawing("\n" + "<g>" * 50_000 + "</g>" * 50_000), "shapes in more than 100 groups"),
    ],
)  # fmt: skip
def test_what_else_a_document_can_hold_is_refused_with_its_line(text: str, said: str) -> None:
    problems = found_in(text)
    assert any(one.found.startswith(said) and one.line == 2 for one in problems), problems


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (DRAWING.encode("utf-16"), "UTF-16"),
        (DRAWING.replace("leaf", "l\xe9af").encode("latin-1"), "is not UTF-8"),
        (DRAWING.replace("UTF-8", "UTF-7").encode(), "XML 1.0, UTF-7"),
        (DRAWING.replace("UTF-8", "ISO-8859-1").encode(), "XML 1.0, ISO-8859-1"),
    ],
)
def test_only_utf_8_is_read(content: bytes, said: str) -> None:
    assert said in check_svg(content, "leaf.svg")[0].found


INKSCAPE = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created by Ana -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
 xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
 sodipodi:docname="ana.svg" inkscape:export-filename="/home/ana/ana.png" xml:space="preserve" viewBox="0 0 9 9">
<sodipodi:namedview pagecolor="#ffffff"><inkscape:grid/></sodipodi:namedview>
<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">Ana</rdf:RDF></metadata>
<defs><linearGradient id="a"><stop/></linearGradient><linearGradient id="b" xlink:href="#a"/></defs>
<path data-name="Ana" inkscape:label="Ana" style="fill:url(#b);-inkscape-font-specification:Ana" d="M0 0h9v9z"/></svg>
"""


def test_what_drawing_programs_leave_behind_is_refused_and_the_command_takes_it_out(tmp_path: Path) -> None:
    (problem,) = found_in(INKSCAPE)
    assert "campaign picture shrink leaf.svg" in problem.fix
    before, _, after = INKSCAPE.partition("<!DOCTYPE")
    notes = found_in(before + after.partition(">")[2])
    assert len(notes) > 6 and all("campaign picture shrink" in one.fix for one in notes)
    path = tmp_path / "leaf.svg"
    path.write_text(INKSCAPE, "utf-8")
    mended = CliRunner().invoke(main, ["picture", "shrink", str(path)])
    assert mended.exit_code == 0, mended.output
    text = path.read_text("utf-8")
    assert check_svg(path.read_bytes(), "leaf.svg") == []
    assert "na" not in text.replace("namespace", "") and "inkscape" not in text
    assert 'id="b" href="#a"' in text and 'style="fill:url(#b)" d="M0 0h9v9z"' in text


@pytest.mark.parametrize(
    "text",
    [
        drawing("<script/>"),
        drawing("<other:path/>"),
        drawing("<path onfocus='x'/>"),
        drawing("<use xlink:href='leaf.svg#a'/>"),
        drawing(before="<?note x?>"),
        drawing("&a;", before="<!DOCTYPE svg [<!ENTITY a 'b'>]>"),
        drawing(before="<!DOCTYPE svg SYSTEM 'leaf.dtd'>"),
        drawing("<g>"),
    ],
)
def test_a_drawing_that_cannot_be_mended_stays_as_it_is(text: str, tmp_path: Path) -> None:
    path = tmp_path / "leaf.svg"
    path.write_text(text, "utf-8")
    result = CliRunner().invoke(main, ["picture", "shrink", str(path)])
    assert result.exit_code == 1 and "leaf.svg" in result.output and "Traceback" not in result.output
    assert path.read_text("utf-8") == text


# ---- the campaign's own ---------------------------------------------------------------------------------------------


def test_all_drawings_of_the_project_pass() -> None:
    settings = read_campaign(ORIGINAL / "mkdocs.yml", None)[0].settings
    assert settings.look.own == ORIGINAL / "overrides"
    paths = [*ORIGINAL.glob("docs/assets/**/*.svg"), *settings.look.files("**/*.svg")]
    assert len(paths) > 30
    for path in paths:
        is_template = "assets" not in path.parts
        assert read_svg(path.read_bytes(), path.name, is_template=is_template)[1] == []


def test_the_drawings_that_the_build_makes_pass() -> None:
    assert check_svg(render_qr_svg("https://example.org/go/guide/").encode(), "qr.svg") == []
    status = LanguageStatus(**dict.fromkeys(LanguageStatus._fields, 1) | {"code": "sl", "name": "<Slovenščina>"})
    assert check_svg(render_badge(status).encode(), "sl.svg") == []


def test_a_piece_of_the_look_is_seen_with_every_branch_of_its_template() -> None:
    text = '{# A note #}\n{% if x %}<path d="M{{ x }} 0"/>{% else %}\n<path onclick="{{ x }}"/>{% endif %}'
    _, (problem,) = read_svg(text.encode(), "leaf.svg", is_template=True)
    assert (problem.line, problem.found) == (3, "a handler: onclick")


def test_the_look_of_a_campaign_is_checked(tmp_path: Path) -> None:
    settings = make_site(tmp_path).read_text("utf-8").replace(f"{PROJECT / 'campaign/look'}", str(tmp_path / "look"))
    files = {
        "mkdocs.yml": settings,
        "look/assets/leaf.svg": drawing("\n<script/>"),
        "look/components/picture/drawings/leaf.svg": "{% if x %}\n<path onclick='x'/>{% endif %}",
        "look/scenes/things/flag.svg": "{% if x %}\n<text>Call {{ x }} 192 now</text>{% endif %}",
    }
    result = CliRunner().invoke(main, ["check", "-f", str(make_site(tmp_path, files))])
    assert result.exit_code == 1
    assert "look/assets/leaf.svg\n  ✗ line 2: an element <script>" in result.output
    assert "look/components/picture/drawings/leaf.svg\n  ✗ line 2: a handler: onclick" in result.output
    assert "look/scenes/things/flag.svg\n  ✗ line 2: a phone number: 192" in result.output


def test_a_copy_to_take_away_has_no_drawing_that_was_not_looked_at(tmp_path: Path) -> None:
    config_file, site = make_site(tmp_path), tmp_path / "site"
    assert CliRunner().invoke(main, ["build", "-f", str(config_file), "-o", str(site)]).exit_code == 0
    command = ["bundle", "-f", str(config_file), "--site", str(site), "-o", str(tmp_path / "dist")]
    assert CliRunner().invoke(main, command).exit_code == 0
    (site / "data/status/sl.svg").write_text(drawing("\n<script/>"), "utf-8")
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert "data/status/sl.svg\n  ✗ line 2: an element <script>" in result.output
