"""Scenes: pictures of people somewhere, composed from the parts of one kit. Pure: data in, text of an SVG file out.

The kit is described in `scenes/README.md` of the look, where its parts are; what a scene may say is in
`campaign/facts/pictures.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import hypot
from typing import TYPE_CHECKING

from campaign.facts.pictures import Person, Picture, Thing

if TYPE_CHECKING:
    from lxml import etree

    from campaign.views.scene_kit import Arm, Point, SceneKit

WIDTH, HEIGHT = 480, 320
LIGHT, DARK, PAPER = range(3)
"""The columns of the kit's colours."""
SHOULDER: Point = (36, 20)
_OUTLINE = 'stroke="{}" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"'
_SVG = "{http://www.w3.org/2000/svg}"

Colours = Mapping[str, str]


def compose(scene: Picture, kit: SceneKit, column: int = LIGHT) -> str:
    """The scene as an SVG file in one column of the kit's colours (LIGHT, DARK or PAPER).

    The same scene and kit give the same bytes. Raises KeyError for a name that the kit lacks (`checks/pictures.py`
    looks before).
    """
    colours = {name: one if isinstance(one, str) else one[column] for name, one in kit.settings.colours.items()}
    shapes = "".join(_Drawing(kit, colours).scene(scene))
    # The corners' id is the scene's own: several may stand on one page.
    corners = f"corners-{scene.id}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<clipPath id="{corners}"><rect width="{WIDTH}" height="{HEIGHT}" rx="18"/></clipPath>'
        f'<g clip-path="url(#{corners})">{shapes}</g></svg>'
    )


class _Drawing:
    """One scene in the making."""

    def __init__(self, kit: SceneKit, colours: Colours) -> None:
        self.kit = kit
        self.settings = kit.settings
        self.colours = colours
        self.outline = _OUTLINE.format(colours["ink"])

    def scene(self, scene: Picture) -> Iterator[str]:
        """From the back to the front: the place, people, what stands before them, their arms, things."""
        place = f"places/{scene.place}"
        level = self.settings.places[scene.place].level
        behind = [one for one in scene.people if not self.settings.characters[one.who].before]
        before = [one for one in scene.people if one not in behind]
        yield self.part(place, self.colours, "back")
        yield from (self.person(one, level, self.body(one)) for one in behind)
        if not scene.open:
            yield self.part(place, self.colours, "front")
        yield from (self.person(one, level, self.arms(one)) for one in behind)
        yield from (self.person(one, level, self.body(one) + self.arms(one)) for one in before)
        yield from map(self.thing, scene.things)

    def thing(self, thing: Thing) -> str:
        shapes = self.part(f"things/{thing.what}", self.colours)
        size = f" scale({_n(thing.size)})" if thing.size != 1 else ""
        return f'<g transform="translate({_n(thing.at[0])} {_n(thing.at[1])}){size}" {self.outline}>{shapes}</g>'

    def person(self, one: Person, level: float, shapes: str) -> str:
        character = self.settings.characters[one.who]
        y = level - character.sits * character.scale - one.up
        return f'<g transform="translate({_n(one.at)} {_n(y)}) scale({character.scale:g})" {self.outline}>{shapes}</g>'

    def worn(self, one: Person) -> Colours:
        """The colours of a person: those of the kit and, by what they cover, their own."""
        own = self.settings.characters[one.who].colours
        return {**self.colours, **{part: self.colours[name] for part, name in own.items()}}

    def body(self, one: Person) -> str:
        """All of a person but the arms. Drawn looking to the right; who looks to the left is mirrored."""
        file, worn = f"characters/{one.who}", self.worn(one)
        held = self.settings.expressions.get(one.feels)
        tilt = one.tilt if one.tilt is not None else held.tilt if held else 0
        ahead = 0 if one.faces == "ahead" else 6
        face = (
            self.part(file, worn, "head")
            + f'<g transform="translate({ahead} 0)">{self.part(f"expressions/{one.feels}", worn)}</g>'
            + self.part(file, worn, "over", ahead)
        )
        size, lowered = self.settings.characters[one.who].head, held.lowered if held else 0
        pose = f"translate(0 {_n(lowered - 8)}) rotate({tilt:g}) scale({size:g})"
        back, torso = self.part(file, worn, "behind"), self.part(file, worn, "torso")
        shapes = f'<g transform="{pose}">{back}</g>{torso}<g transform="{pose}">{face}</g>'
        return f'<g transform="scale(-1 1)">{shapes}</g>' if one.faces == "left" else shapes

    def arms(self, one: Person) -> str:
        """Both arms; left and right are those of the picture."""
        worn, is_long = self.worn(one), self.settings.characters[one.who].sleeves == "long"
        right = self.arm(self.settings.arms[one.right], one.in_right, worn, is_long=is_long)
        left = self.arm(self.settings.arms[one.left], one.in_left, worn, is_long=is_long)
        return f'<g transform="scale(-1 1)">{left}</g>{right}'

    def arm(self, arm: Arm, held: str | None, worn: Colours, *, is_long: bool) -> str:
        """The right arm: a limb of two bones with one outline around both, its sleeve, and the hand."""
        bones = [_limb(SHOULDER, arm.elbow, 15, 12.5), _limb(arm.elbow, arm.wrist, 12.5, 9.5)]
        outlined = f'<g stroke-width="5.2">{"".join(_path(one, worn["ink"]) for one in bones)}</g>'
        filled = "".join(_path(one, worn["top" if is_long else "skin"], "none") for one in bones)
        if not is_long:
            end = _along(SHOULDER, arm.elbow, 0.72)
            filled += _path(_limb(SHOULDER, end, 15.6, 15), worn["top"])
            filled += _path(_limb(SHOULDER, end, 14.4, 13.6), worn["top"], "none")
        # Over the outline where the arm meets the body.
        x, y = SHOULDER[0] - 4, SHOULDER[1] + 2
        seam = f'<circle cx="{_n(x)}" cy="{_n(y)}" r="14.5" fill="{worn["top"]}" stroke="none"/>'
        return outlined + filled + seam + self.hand(arm, held, worn)

    def hand(self, arm: Arm, held: str | None, worn: Colours) -> str:
        """The hand, around what it holds, which stays upright."""
        file, thing = f"hands/{'hold' if held else arm.hand}", ""
        if held:
            thing = f'<g transform="translate(0 -16) rotate({-arm.turn:g})">{self.part(f"things/{held}", worn)}</g>'
        mirrored = " scale(-1 1)" if arm.mirrored else ""
        shapes = self.part(file, worn, "back") + thing + self.part(file, worn, "front")
        at = f"translate({_n(arm.wrist[0])} {_n(arm.wrist[1])}) rotate({arm.turn:g}){mirrored}"
        return f'<g transform="{at}">{shapes}</g>'

    def part(self, name: str, colours: Colours, layer: str = "", ahead: int = 0) -> str:
        """The shapes of a part, or of one layer of it, in these colours; a layer that the part lacks is empty."""
        root = self.kit.parts[name]
        shapes = [inner for one in root if one.get("id") == layer for inner in one] if layer else list(root)
        return "".join(_shape(one, colours, ahead) for one in shapes)


def _shape(element: etree._Element, colours: Colours, ahead: int = 0) -> str:
    """An element with the colours that its classes name: `skin`, `top dark`, `ink line` (as a stroke)."""
    tag = str(element.tag).removeprefix(_SVG)
    given = {str(name): str(one) for name, one in element.attrib.items() if name not in ("class", "id")}
    name, *how = element.get("class", "").split() or [""]
    if name == "ahead":
        # Turns with the face.
        given["transform"] = f"translate({ahead} 0)"
    elif name:
        colour = colours[name]
        colour = _darker(colour) if "dark" in how else _darker(colour, -0.16) if "light" in how else colour
        given = {"fill": "none", "stroke": colour, **given} if "line" in how else {"fill": colour, **given}
        if "flat" in how:
            given["stroke"] = "none"
    attributes = "".join(f' {key}="{value}"' for key, value in given.items())
    inner = "".join(_shape(one, colours, ahead) for one in element)
    return f"<{tag}{attributes}>{inner}</{tag}>" if inner else f"<{tag}{attributes}/>"


def _darker(colour: str, by: float = 0.14) -> str:
    """A colour (#rrggbb) with less light, or more where `by` is negative: −0.16 is 16 % on the way to white."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    changed = [one * (1 - by) if by > 0 else one - (255 - one) * by for one in parts]
    return "#" + "".join(f"{round(one):02x}" for one in changed)


def _limb(start: Point, end: Point, wide: float, narrow: float) -> str:
    """A bone with flesh: the outline of two circles (radii `wide`, `narrow`) and what is between them."""
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1
    across = ((start[1] - end[1]) / length, (end[0] - start[0]) / length)
    a, b = (_aside(start, across, by) for by in (wide, -wide))
    c, d = (_aside(end, across, by) for by in (narrow, -narrow))
    return f"M{a}L{c}A{_n(narrow)} {_n(narrow)} 0 0 0 {d}L{b}A{_n(wide)} {_n(wide)} 0 0 0 {a}Z"


def _aside(point: Point, across: Point, by: float) -> str:
    return f"{_n(point[0] + across[0] * by)} {_n(point[1] + across[1] * by)}"


def _along(start: Point, end: Point, share: float) -> Point:
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def _path(shape: str, fill: str, stroke: str = "") -> str:
    outline = f' stroke="{stroke}"' if stroke else ""
    return f'<path d="{shape}" fill="{fill}"{outline}/>'


def _n(value: float) -> str:
    """A number as short as it can be: 12.50 → 12.5."""
    return f"{value:.1f}".removesuffix(".0")
