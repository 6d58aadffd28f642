"""Pictures say what they show, and are made of what the kit has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from campaign.facts.pictures import Person, Picture
from campaign.files.documents import Path_, YamlDocument
from campaign.files.look import Look
from campaign.files.problems import Problem, ProblemsFound, Severity
from campaign.files.schema import one_of
from campaign.model.campaign import Campaign
from campaign.views.scene_files import FOLDER

if TYPE_CHECKING:
    from campaign.views.scene_kit import SceneKit

FILE = "pictures.yml"


def check_pictures(campaign: Campaign, documents: Mapping[str, YamlDocument]) -> Iterator[Problem]:
    """Every picture says what it shows in every language of the site, and names people, things and arms that there
    are."""
    look = campaign.settings.look
    if not campaign.pictures:
        return
    # Imported when needed: most builds check no picture.
    from campaign.views.scene_kit import read_scene_kit

    try:
        kit = read_scene_kit(look)
    except ProblemsFound as refused:
        yield from refused.problems
        return
    yield from check_kit(kit, look)
    document = documents.get(FILE, YamlDocument([]))
    for place, picture in enumerate(campaign.pictures.values()):
        missing = [code for code in campaign.settings.folders if not picture.alt.get(code)]
        if missing:
            found, expected = f"no text in {', '.join(missing)}", "what the picture shows, in every language"
            fix, at = "add a line for each language under `alt:`", (place, "alt")
            severity: Severity = "warning" if campaign.settings.is_preview else "error"
            yield document.problem("pictures", found, expected, fix, at, field=f"{picture.id}.alt", severity=severity)
        for number, part in enumerate(picture.at):
            if part.partition("#")[0] not in campaign.paths_by_id:
                fix = "correct the id; it stands at the page's top"
                yield document.problem("pictures", f"no page “{part}”", "page#part", fix, (place, "at", number))
        for step, name, known in _named(picture, kit):
            if name not in known:
                expected, fix = one_of(name, known)
                field = ".".join(map(str, (picture.id, *step)))
                yield document.problem("pictures", f"no “{name}”", expected, fix, (place, *step), field=field)


def _named(picture: Picture, kit: SceneKit) -> Iterator[tuple[Path_, str, list[str]]]:
    """(where it stands, a name, the names that there are) of all that a picture is made of."""
    settings, things = kit.settings, kit.names("things")
    yield ("place",), picture.place, list(settings.places)
    for number, thing in enumerate(picture.things):
        yield ("things", number, "what"), thing.what, things
    for number, one in enumerate(picture.people):
        for key, name, known in _of_person(one, kit, things):
            if name is not None:
                yield ("people", number, key), name, known


def _of_person(one: Person, kit: SceneKit, things: list[str]) -> Iterator[tuple[str, str | None, list[str]]]:
    yield "who", one.who, list(kit.settings.characters)
    yield "feels", one.feels, kit.names("expressions")
    for key, arm, held in (("left", one.left, one.in_left), ("right", one.right, one.in_right)):
        yield key, arm, list(kit.settings.arms)
        yield f"in_{key}", held, things


def check_kit(kit: SceneKit, look: Look) -> Iterator[Problem]:
    """What `kit.yml` and the drawings say of each other: a name that one of them lacks."""
    settings = kit.settings
    named = {
        "characters": list(settings.characters), "places": list(settings.places),
        "expressions": list(settings.expressions), "hands": [one.hand for one in settings.arms.values()] + ["hold"],
    }  # fmt: skip
    file = look.name(look.find(f"{FOLDER}/kit.yml"))
    for folder, names in named.items():
        for name in sorted({*names} - {*kit.names(folder)}):
            found, fix = f"“{name}”, which is not drawn", "draw it, or take it out"
            yield Problem("scenes", file, found, f"a file {folder}/{name}.svg", fix)
    for part, root in kit.parts.items():
        folder, _, name = part.partition("/")
        character = settings.characters.get(name) if folder == "characters" else None
        worn = {key for one in settings.characters.values() for key in one.colours}
        known = {*settings.colours, "ahead", *(character.colours if character else worn)}
        for element in root.iter():
            colour = str(element.get("class", "")).partition(" ")[0]
            if colour and colour not in known:
                where = look.name(look.find(f"{FOLDER}/{part}.svg"))
                expected, fix = one_of(colour, sorted(known))
                yield Problem("scenes", where, f"a colour “{colour}”", expected, fix, line=int(str(element.sourceline)))
    for name, one in settings.characters.items():
        for colour in sorted({*one.colours.values()} - {*settings.colours}):
            expected, fix = one_of(colour, list(settings.colours))
            yield Problem("scenes", file, f"a colour “{colour}”", expected, fix, field=f"characters.{name}.colours")
