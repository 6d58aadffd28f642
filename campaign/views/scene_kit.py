"""The kit that scenes are composed of: its parts are drawings, and `kit.yml` says how people move and in what colours.

Both lie in `scenes/` of the look; the README there is for those who draw and write scenes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from campaign.files.look import Look
from campaign.files.problems import ProblemsFound
from campaign.files.record import Key, Record
from campaign.files.schema import validate_record
from campaign.files.yamlfile import load_yaml
from campaign.views.scene_files import kit_digest, scene_files

if TYPE_CHECKING:
    from lxml import etree

COLOUR = r"^#[0-9a-f]{6}$"
Colour = Annotated[str, Key("A colour as #rrggbb.", pattern=COLOUR)]
Point = tuple[float, float]


class Character(Record):
    """A person of the cast; what they look like is drawn in `characters/`."""

    scale: Annotated[float, Key("How large, 1 being an adult's measure.", gt=0.2, le=2)]
    head: Annotated[float, Key("How large the head is beside the body: a child's is larger.", gt=0.5, le=2)] = 1
    sleeves: Annotated[Literal["long", "short"], Key("How far the arms are covered.")] = "long"
    sits: Annotated[float, Key("How far the shoulders are above the edge at which people sit.")] = 104
    before: Annotated[bool, Key("Whether the whole person is seen, in front of the table.")] = False
    colours: Annotated[dict[str, str], Key("What each of their classes is coloured with: skin, hair, top …")]


class Arm(Record):
    """What a right arm does; from the middle between the shoulders, in an adult's measure, y downwards."""

    elbow: Annotated[Point, Key("Where the elbow is.")]
    wrist: Annotated[Point, Key("Where the wrist is.")]
    hand: Annotated[str, Key("A file of `hands/`; of a hand that holds something, `hold`.")]
    turn: Annotated[float, Key("How the hand is turned, in degrees; 0: its fingers point up.")] = 0
    mirrored: Annotated[bool, Key("Whether the thumb is on the other side.")] = False


class Bearing(Record):
    """How a head is held while its face has an expression."""

    tilt: Annotated[float, Key("Degrees the head is bent forward.")] = 0
    lowered: Annotated[float, Key("How much lower it is held.")] = 0


class Place(Record):
    """Where people are."""

    level: Annotated[float, Key("From the top: the edge at which people sit.", ge=100, le=320)]


class KitSettings(Record):
    """`kit.yml`."""

    colours: Annotated[
        dict[str, Colour | tuple[Colour, Colour, Colour]],
        Key("Name: one colour, or those for light, dark and paper. Class names of parts are among them."),
    ]
    characters: Annotated[dict[str, Character], Key("Every file of `characters/`.")]
    arms: Annotated[dict[str, Arm], Key("What arms can do.")]
    expressions: Annotated[dict[str, Bearing], Key("Files of `expressions/` with which a head is held differently.")]
    places: Annotated[dict[str, Place], Key("Every file of `places/`.")]


class SceneKit(NamedTuple):
    """The whole kit; `parts` are drawings by "folder/name"."""

    settings: KitSettings
    parts: Mapping[str, etree._Element]

    def names(self, folder: str) -> list[str]:
        """The names of the parts of a folder, such as "things"."""
        return [one.partition("/")[2] for one in self.parts if one.startswith(f"{folder}/")]


def read_scene_kit(look: Look) -> SceneKit:
    """The kit of a look; raises ProblemsFound for what cannot be understood."""
    return _read(look, kit_digest(look))


@lru_cache(maxsize=2)
def _read(look: Look, _digest: str) -> SceneKit:
    # Imported when needed: most builds compose no scene.
    from lxml import etree

    settings_file, *drawings = scene_files(look)
    document = load_yaml(settings_file, look.name(settings_file))
    settings, problems = validate_record(KitSettings, document)
    if settings is None:
        raise ProblemsFound(problems)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    parts = {}
    for path in drawings:
        try:
            parts[f"{path.parent.name}/{path.stem}"] = etree.fromstring(path.read_bytes(), parser)
        except etree.XMLSyntaxError as error:
            file, line = look.name(path), error.lineno
            fix = "open it in a browser, which says what is wrong"
            raise ProblemsFound.of("scenes", file, f"no drawing: {error.msg}", "an SVG file", fix, line=line) from None
    return SceneKit(settings, parts)
