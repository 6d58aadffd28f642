"""The house as CONTRIBUTING.md draws it (`tests/house.py` measures it), and generated files that are up to date."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from campaign.writing.keys import render_keys
from tests.house import (
    FLOOR_OF,
    FLOORS,
    PACKAGE,
    arrows_between_modules,
    arrows_between_rooms,
    circles,
    functions,
    imported_names,
    room_of,
    sources,
)
from tests.site_maker import PROJECT

MAX_FILE, MAX_FUNCTION = 350, 45
"""Lines that are read in one sitting."""
MAX_ARROWS = 100
"""Between rooms: of more, nobody keeps a picture in mind. A new one is paid for by one that goes."""


def test_every_module_is_in_a_room_and_every_room_on_a_floor() -> None:
    assert [path.name for path in PACKAGE.glob("*.py")] == ["__init__.py"]
    rooms = {path.relative_to(PACKAGE).parts[0] for path in sources() if path.parent != PACKAGE}
    assert rooms == set(FLOOR_OF)


@pytest.mark.parametrize("room", sorted(FLOOR_OF))
def test_imports_go_downwards(room: str) -> None:
    modules = arrows_between_modules()
    for module, targets in modules.items():
        if room_of(module) == room:
            wrong = [
                one for one in targets if room_of(one) not in (room, "") and FLOOR_OF[room_of(one)] >= FLOOR_OF[room]
            ]
            assert not wrong, f"{module} imports {', '.join(wrong)}, which is not on a lower floor"


def test_no_circle_even_inside_a_room_or_for_type_checkers() -> None:
    modules = arrows_between_modules()
    assert circles(modules) == []
    assert circles(arrows_between_rooms(modules)) == []


def test_few_rooms_know_each_other() -> None:
    rooms = arrows_between_rooms(arrows_between_modules())
    assert sum(map(len, rooms.values())) <= MAX_ARROWS


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_is_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MAX_FILE


def test_a_function_is_seen_at_once() -> None:
    assert [(lines, where) for lines, where in functions() if lines > MAX_FUNCTION] == []


@pytest.mark.parametrize(("package", "rooms"), [("mkdocs", {"plugin"}), ("material", set()), ("click", {"command"})])
def test_few_rooms_know(package: str, rooms: set[str]) -> None:
    knowing = {path for path in sources() if any(name.split(".")[0] == package for name in imported_names(path))}
    assert {path.relative_to(PACKAGE).parts[0] for path in knowing} <= rooms


def test_one_module_runs_git() -> None:
    running = [
        path.relative_to(PACKAGE).as_posix() for path in sources() if re.search(r'\["git"', path.read_text("utf-8"))
    ]
    assert running == ["writing/git.py"]


def test_the_contributors_page_draws_these_rooms_on_these_floors() -> None:
    text = (PROJECT / "CONTRIBUTING.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \| (.+?) \|", text, re.MULTILINE)
    drawn = [(int(floor), tuple(re.findall(r"`(\w+)/`", rooms))) for floor, rooms in rows]
    assert drawn == list(enumerate(FLOORS, 1))


def test_the_reference_of_keys_is_up_to_date() -> None:
    assert (PROJECT / "KEYS.md").read_text("utf-8") == render_keys(), "run: make keys"


def test_every_command_is_described() -> None:
    from campaign.command import COMMANDS, main

    pages = ("README.md", "WRITING.md", "CONTRIBUTING.md", "campaign/look/README.md")
    texts = "".join((PROJECT / one).read_text("utf-8") for one in pages)
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        assert f"campaign {name}" in texts, f"campaign {name} is not described"
        assert command.help
