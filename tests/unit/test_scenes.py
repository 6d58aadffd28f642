"""Pictures are composed of the kit's parts: safe, light, the same every time, and refused where a part is missing."""

from __future__ import annotations

import re
from pathlib import Path

import brotli
import pytest

from campaign.checks.pictures import check_kit, check_pictures
from campaign.facts.pictures import Person, Picture, Thing
from campaign.files.look import GENERAL, Look
from campaign.files.problems import Problem, ProblemsFound
from campaign.files.svg import check_svg
from campaign.model.campaign import Campaign
from campaign.plugin.project import read_campaign
from campaign.views.pictures import picture_of
from campaign.views.scene_files import FOLDER, kit_digest
from campaign.views.scene_kit import SceneKit, read_scene_kit
from campaign.views.scenes import DARK, LIGHT, PAPER, compose
from campaign.views.views import Views
from tests.site_maker import ORIGINAL, make_site

KIT = read_scene_kit(Look())
HARMS = (
    "insults", "exclusion", "impersonation", "filming", "intimate-images", "doxxing", "hate", "deepfakes", "grooming",
    "sextortion", "violent-groups", "ai-companions",
)  # fmt: skip


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return read_campaign(ORIGINAL / "mkdocs.yml", None)[0]


def scene(**more: object) -> Picture:
    people = (Person(who="luka", at=140, feels="worried", faces="right", right="hold", in_right="phone"),)
    return Picture(**{"id": "one", "alt": {"en": "A boy."}, "place": "kitchen", "people": people, **more})


def test_every_scene_is_safe_and_light(campaign: Campaign) -> None:
    for picture in campaign.pictures.values():
        for column in (LIGHT, DARK, PAPER):
            made = compose(picture, KIT, column).encode()
            assert check_svg(made, picture.id) == []
            assert len(brotli.compress(made, quality=11)) <= 6_000, picture.id


def test_every_harm_of_the_handbook_has_its_own(campaign: Campaign) -> None:
    assert {f"handbook-{one}" for one in HARMS} <= {*campaign.pictures} & {*campaign.paths_by_id}


def test_a_picture_with_the_pages_id_stands_at_its_head(campaign: Campaign) -> None:
    pages = {page.meta.id: page.meta for page in campaign.pages.values()}

    def head(page_id: str, pictures: set[str]) -> str | None:
        return picture_of(pages[page_id], campaign.vocabulary, pictures)

    assert head("handbook-insults", {"handbook-insults", "prevention"}) == "handbook-insults"
    assert head("handbook-insults", {"prevention"}) == "prevention"
    assert head("handbook-insults", {"games"}) is None
    assert head("update-site-opens", {"news", "update-site-opens"}) == "news"


def test_pictures_stand_at_the_parts_that_they_name(campaign: Campaign) -> None:
    """Every part that a picture names is one of that page's, in every language it is in."""
    views = Views(campaign)
    for picture in campaign.pictures.values():
        for page_id, _, heading in (one.partition("#") for one in picture.at):
            path = campaign.paths_by_id[page_id]
            for language in campaign.languages_of(path):
                page = campaign.page(language, path)
                assert page and f"{{#{heading}}}" in page.body, (picture.id, page_id, language.code)
                html = views.with_pictures(page, language, "sl/a.html", f'<p>a</p><h2 id="{heading}">T</h2><p>b</p>')
                assert 'T</h2><p class="page__picture"><picture class="c-picture">' in html
                assert f'src="../assets/scenes/{picture.id}.svg"' in html


def test_every_guide_has_two_pictures_at_least(campaign: Campaign) -> None:
    source = campaign.settings.source.code
    at = [one.partition("#")[0] for picture in campaign.pictures.values() for one in picture.at]
    for (folder, path), page in campaign.pages.items():
        if folder == source and page.meta.kind == "guide":
            head = picture_of(page.meta, campaign.vocabulary, campaign.pictures)
            within = at.count(page.meta.id) + page.body.count("{{ picture:")
            assert bool(head) + within >= 2, path


def test_everybody_can_do_and_feel_everything() -> None:
    """Every character with every expression, and with every arm on both sides, holding something and not."""
    for who in KIT.settings.characters:
        for feels in KIT.names("expressions"):
            compose(scene(people=(Person(who=who, at=200, feels=feels, faces="left"),)), KIT)
        for arm in KIT.settings.arms:
            held = (Person(who=who, at=200, left=arm, right=arm, in_left="phone"),)
            assert check_svg(compose(scene(people=held), KIT).encode(), who) == []
    assert len(KIT.names("expressions")) == 6
    for place in KIT.settings.places:
        for thing in KIT.names("things"):
            compose(scene(place=place, things=(Thing(what=thing, at=(100, 100)),)), KIT, DARK)


def test_the_same_scene_is_the_same_and_ids_are_its_own() -> None:
    assert compose(scene(), KIT) == compose(scene(), read_scene_kit(Look()))
    assert compose(scene(), KIT) != compose(scene(), KIT, DARK)
    ids = [re.findall(r' id="([^"]+)"', compose(scene(id=name), KIT)) for name in ("one", "two")]
    assert not {*ids[0]} & {*ids[1]}


def problems_of(folder: Path, entry: str) -> list[Problem]:
    make_site(folder, {"docs/_data/pictures.yml": entry})
    campaign, documents, problems = read_campaign(folder / "mkdocs.yml", None)
    return [*problems, *check_pictures(campaign, documents)]


GOOD = """\
- id: telling-mum
  place: kitchen
  people:
    - { who: luka, at: 140, feels: ashamed, right: hold, in_right: phone }
  alt: { en: A boy with a phone., sl: Deček s telefonom. }
"""


@pytest.mark.parametrize(
    ("written", "instead", "line", "expected"),
    [
        ("place: kitchen", "place: kichen", 2, "kitchen"),
        ("who: luka", "who: lukas", 4, "luka"),
        ("place: kitchen", "place: kitchen\n  at: [nowhere#talk]", 3, "page#part"),
        ("feels: ashamed", "feels: ashamd", 4, "ashamed"),
        ("right: hold", "right: holds", 4, "hold"),
        ("in_right: phone", "in_right: fone", 4, "phone"),
        (", sl: Deček s telefonom.", "", 5, "what the picture shows, in every language"),
        ("sl: Deček s telefonom.", 'cnr: ""', 5, "what the picture shows, in every language"),
    ],
)
def test_what_a_scene_lacks_is_said_with_its_line(
    tmp_path: Path, written: str, instead: str, line: int, expected: str
) -> None:
    assert problems_of(tmp_path / "good", GOOD) == []
    (found,) = problems_of(tmp_path / "bad", GOOD.replace(written, instead))
    assert (found.file, found.line) == ("docs/_data/pictures.yml", line)
    assert expected in f"{found.expected} {found.fix}"


def copy_kit(folder: Path) -> Path:
    for path in sorted((GENERAL / FOLDER).rglob("*.*")):
        there = folder / FOLDER / path.relative_to(GENERAL / FOLDER)
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_bytes(path.read_bytes())
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("kit.yml", "hand: flat", "hand: paw", "“paw”, which is not drawn"),
        ("kit.yml", "skin: skin-1", "skin: skin-9", "a colour “skin-9”"),
        ("characters/luka.svg", 'class="hair"', 'class="har"', "a colour “har”"),
        ("kit.yml", "level: 262", "level: high", "places.kitchen.level"),
        ("things/cup.svg", "</svg>", "", "no drawing"),
    ],
)
def test_what_is_wrong_with_a_kit_is_said(tmp_path: Path, file: str, old: str, new: str, found: str) -> None:
    look = copy_kit(tmp_path / "look")
    part = look / FOLDER / file
    before = kit_digest(Look(look))
    part.write_text(part.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert kit_digest(Look(look)) != before
    said = problems_with(Look(look))
    assert any(found in one.found and file in one.file for one in said), said


def problems_with(look: Look) -> list[Problem]:
    try:
        kit: SceneKit = read_scene_kit(look)
    except ProblemsFound as refused:
        return list(refused.problems)
    return list(check_kit(kit, look))
