"""Colours and sign are settings of a campaign, and stand everywhere; colours that cannot be read are refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from campaign.checks.colours import EDGES, LEAST, TEXTS, contrast
from campaign.command import main
from campaign.files.look import Look
from campaign.files.svg import check_svg
from campaign.views.sign import read_colours, read_sign, render_icon
from tests.site_maker import make_site

SIGN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><!-- a dot -->\n  <circle r="4" fill="#fff"/>\n</svg>'
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_looks_own_colours_can_be_read(scheme: str) -> None:
    values = getattr(read_colours(Look()), scheme)
    weak = [
        (one, other)
        for pairs, least in ((TEXTS, LEAST), (EDGES, 2.0))
        for one, other in pairs
        if contrast(values[f"c-{one}"], values[f"c-{other}"]) < least
    ]
    assert weak == []


def test_what_the_settings_say_of_colours_stands_in_the_place_of_the_looks() -> None:
    look = Look(colours=(("brand", "#7a1f4b", "#451c32"), ("calm", "#f7e6ee", "")))
    before, colours = read_colours(Look()), read_colours(look)
    assert (colours.light["c-brand"], colours.dark["c-brand"]) == ("#7a1f4b", "#451c32")
    assert (colours.light["c-calm"], colours.dark["c-calm"]) == ("#f7e6ee", before.dark["c-calm"])
    assert colours.bar == ("#7a1f4b", "#451c32")
    assert read_colours(look._replace(colours=(("bar", "#111111", "#222222"),))).bar == ("#111111", "#222222")


def test_a_drawing_gives_its_shapes_and_its_box_and_the_icon_is_the_sign_on_the_brand(tmp_path: Path) -> None:
    (tmp_path / "sign.svg").write_text(SIGN)
    look = Look(colours=(("brand", "#7a1f4b", ""),), sign=tmp_path / "sign.svg")
    assert read_sign(look) == ("0 0 10 10", '<circle r="4" fill="#fff"/>')
    assert 'fill="#7a1f4b"' in render_icon(look) and 'viewBox="0 0 10 10"' in render_icon(look)
    assert "class=" not in render_icon(Look()), "an icon has no stylesheet"
    assert check_svg(render_icon(Look()).encode(), "") == check_svg(render_icon(look).encode(), "") == []


def _problems(folder: Path, setting: str, sign: str = SIGN) -> list[tuple[str, str]]:
    config = make_site(folder, {"docs/assets/images/sign.svg": sign})
    text = config.read_text("utf-8")
    config.write_text(text.replace("- campaign:\n", f"- campaign:\n      {setting}\n", 1), "utf-8")
    result = CliRunner().invoke(main, ["check", "--json", "-f", str(config)])
    assert "Traceback" not in result.output
    return [(one.get("field") or one["file"], one["found"]) for one in json.loads(result.output)]


@pytest.mark.parametrize(
    ("setting", "field", "found"),
    [
        ('colours: { brnad: "#7a1f4b" }', "colours.brnad", "no colour “brnad”"),
        ('colours: { help: "#00aa00" }', "colours.help", "a colour “help”"),
        (
            'colours: { brand: "#ffd66e" }', "colours.brand",
            "“on-brand” (#ffffff) on “brand” (#ffd66e) has a contrast of 1.4 to 1",
        ),
        ("sign: assets/images/none.svg", "sign", "there is no drawing docs/assets/images/none.svg"),
        ("sign: ../mkdocs.yml", "sign", "there is no drawing mkdocs.yml"),
    ],
)  # fmt: skip
def test_a_colour_or_a_sign_that_does_not_do_is_said(setting: str, field: str, found: str, tmp_path: Path) -> None:
    assert (field, found) in _problems(tmp_path, setting)


@pytest.mark.parametrize("setting", ["colours: { brand: red }", "colours: { brand: { night: '#000000' } }"])
def test_what_is_no_colour_is_said_with_what_is_one(setting: str, tmp_path: Path) -> None:
    ((_, found),) = _problems(tmp_path, setting)
    assert "is no colour; expected six digits" in found or "names other grounds" in found


@pytest.mark.parametrize(
    ("sign", "found"),
    [
        (SIGN.replace("viewBox", "width"), "no viewBox"),
        (SIGN.replace("<circle", '<circle id="x"'), "names (id) in it"),
        (SIGN.replace("<circle", f'<path d="{"M0 0" * 600}"/><circle'), "2,439 bytes of shapes"),
    ],
)
def test_a_sign_that_cannot_stand_in_every_page_is_said(sign: str, found: str, tmp_path: Path) -> None:
    problems = _problems(tmp_path, "sign: assets/images/sign.svg", sign)
    assert ("docs/assets/images/sign.svg", found) in problems
