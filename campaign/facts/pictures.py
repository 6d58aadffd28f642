"""The pictures: scenes, written as what is seen in them, and in words for those who cannot see it."""

from __future__ import annotations

from typing import Annotated, Literal

from campaign.files.record import SHOWN, Key, Record


class Person(Record):
    """Somebody in a scene. Left and right are those of the picture."""

    who: Annotated[str, Key("A file of the kit's `characters/`.")]
    at: Annotated[float, Key("Where: the middle of the body, from 0 (left) to 480.", ge=-40, le=520)]
    feels: Annotated[str, Key("A file of the kit's `expressions/`.")] = "calm"
    faces: Annotated[Literal["left", "ahead", "right"], Key("Where the face is turned.")] = "ahead"
    left: Annotated[str, Key("What the arm at the left does: one of `arms` in `kit.yml`.")] = "rest"
    right: Annotated[str, Key("What the arm at the right does.")] = "rest"
    in_left: Annotated[str | None, Key("What the hand at the left holds: a file of the kit's `things/`.")] = None
    in_right: Annotated[str | None, Key("What the hand at the right holds.")] = None
    tilt: Annotated[float | None, Key("Degrees the head is bent forward, where not as the expression has it.")] = None
    up: Annotated[float, Key("How much higher than sitting, for who stands.")] = 0


class Thing(Record):
    """A thing that stands or lies in a scene, in front of everything."""

    what: Annotated[str, Key("A file of the kit's `things/`.")]
    at: Annotated[tuple[float, float], Key("Where: from the left (0 to 480) and from the top (0 to 320).")]
    size: Annotated[float, Key("How large, 1 being life size beside people.", gt=0, le=4)] = 1


class Picture(Record):
    """One entry of `docs/_data/pictures.yml`: a scene that a page may show as `{{ picture: id }}`."""

    id: Annotated[str, Key("The picture's name.", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    alt: Annotated[
        dict[str, str], Key("What it shows, by language code; read aloud to those who cannot see it.", SHOWN)
    ]
    place: Annotated[str, Key("Where: a file of the kit's `places/`.")]
    people: Annotated[tuple[Person, ...], Key("Who, from the back to the front.")] = ()
    things: Annotated[tuple[Thing, ...], Key("What else is there.")] = ()
    at: Annotated[
        tuple[Annotated[str, Key("page#part", pattern=r"^[a-z0-9-]+#[a-z0-9-]+$")], ...],
        Key("Parts of pages below whose heading it stands: a page's id, #, the heading's id."),
    ] = ()
    open: Annotated[bool, Key("Without what stands before people in this place, such as the table.")] = False
