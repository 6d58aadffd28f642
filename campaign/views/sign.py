"""The campaign's colours and its sign, wherever they stand: header, browser bar, icon, sheets, editor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from campaign.files.look import TOKENS, Look

ICON = "assets/images/favicon.svg"
"""The site's icon; one of the campaign's own stands in its place."""
BAR = "bar"
"""The name of the browser's bar among the settings' colours; no rule of a stylesheet has it."""
_BOX = "0 0 40 40"
"""What a `sign.svg` of the look is drawn in."""

_ROOT_BLOCK = re.compile(r":root\s*\{(.*?)\}", re.DOTALL)
_PROPERTY = re.compile(r"--([\w-]+):\s*([^;]+);")
_SVG = re.compile(r"<svg\b([^>]*)>(.*)</svg>", re.DOTALL)
_VIEW_BOX = re.compile(r"\bviewBox\s*=\s*[\"']([^\"']+)[\"']")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CLASSES = {
    "logo-shield": 'fill="{0}"',
    "logo-smile": 'fill="none" stroke="{1}" stroke-width="3" stroke-linecap="round"',
    "logo-eye": 'fill="{1}"',
}
"""What the header's stylesheet says of the sign's classes: {0} is the colour on the brand, {1} the brand."""


class Colours(NamedTuple):
    """The values of tokens.css by name, e.g. "c-brand" → "#0d4f5c"."""

    light: Mapping[str, str]
    dark: Mapping[str, str]
    """All of them on dark ground."""
    bar: tuple[str, str]
    """Of the browser's bar, light and dark: the brand's, unless the settings say another."""


def read_colours(look: Look) -> Colours:
    """The colours as they are used, those of the settings among them."""
    blocks = [dict(_PROPERTY.findall(one)) for one in _ROOT_BLOCK.findall(look.text(look.find(TOKENS)))]
    light = blocks[0] if blocks else {}
    dark = {**light, **next((one for one in blocks[1:] if "c-ground" in one), {})}
    said = {name: (on_light, on_dark) for name, on_light, on_dark in look.colours}
    return Colours(light, dark, said.get(BAR, (light.get("c-brand", "#ffffff"), dark.get("c-brand", "#000000"))))


class Sign(NamedTuple):
    """A drawing to stand inside a page."""

    box: str
    """Its `viewBox`."""
    shapes: Markup


def read_sign(look: Look) -> Sign:
    """The campaign's sign: the drawing that the settings name, else `sign.svg` of the look, its shapes alone."""
    if look.sign is None:
        return Sign(_BOX, Markup(look.find("sign.svg").read_text("utf-8").strip()))
    found = _SVG.search(_COMMENT.sub("", look.sign.read_text("utf-8")))
    attributes, shapes = found.groups() if found else ("", "")
    box = _VIEW_BOX.search(attributes)
    return Sign(box[1] if box else _BOX, Markup(re.sub(r">\s+<", "><", shapes.strip())))


def render_icon(look: Look) -> str:
    """The sign on the brand's colour, as in the header, as a drawing of its own."""
    colours, sign = read_colours(look).light, read_sign(look)
    brand, on_brand = colours["c-brand"], colours["c-on-brand"]
    shapes = str(sign.shapes)
    for name, said in _CLASSES.items():
        shapes = shapes.replace(f'class="{name}"', said.format(on_brand, brand))
    ground = f'<rect width="40" height="40" rx="9" fill="{brand}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{_BOX}">{ground}'
        f'<svg x="5" y="5" width="30" height="30" viewBox="{sign.box}">{shapes}</svg></svg>\n'
    )
