"""The house, measured: rooms, floors, imports between them. Run it: .venv/bin/python -m tests.house

A room is a folder of `campaign/`; a folder inside a room is part of it. Imports only for type checkers count too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parent.parent
PACKAGE = PROJECT / "campaign"

FLOORS: tuple[tuple[str, ...], ...] = (
    ("files", "look", "starter"),
    ("languages",),
    ("pages", "facts"),
    ("model",),
    ("translation", "views"),
    ("checks", "kits", "news", "editor"),
    ("site", "writing", "report"),
    ("engine", "plugin", "release"),
    ("command",),
)
"""From the ground up: a room imports from rooms on lower floors, and from no other."""

FLOOR_OF: Mapping[str, int] = {room: number for number, rooms in enumerate(FLOORS, 1) for room in rooms}

Arrows = dict[str, set[str]]
"""What each module or room imports."""


def sources() -> list[Path]:
    """Every Python file of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def module_name(path: Path) -> str:
    """campaign/files/svg.py → campaign.files.svg; a room's own `__init__.py` → campaign.files"""
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    """campaign.engine.kept.cache → engine; "" for the package's own face."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


@cache
def syntax_of(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text("utf-8"))


@cache
def imported_names(path: Path) -> set[str]:
    """The names of all modules that a file imports, wherever in it the import stands."""
    names = set()
    for node in ast.walk(syntax_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{one.name}" for one in node.names}
        elif isinstance(node, ast.Import):
            names |= {one.name for one in node.names}
    return names


def arrows_between_modules() -> Arrows:
    """The imports of the package's own modules."""
    names = {module_name(path) for path in sources()}
    return {module_name(path): (imported_names(path) & names) - {module_name(path)} for path in sources()}


def arrows_between_rooms(modules: Arrows) -> Arrows:
    """The same, of rooms."""
    rooms: Arrows = {}
    for module, targets in modules.items():
        own = rooms.setdefault(room_of(module), set())
        own |= {room_of(target) for target in targets} - {room_of(module), ""}
    return rooms


def circles(arrows: Arrows) -> list[list[str]]:
    """Groups of which each member can be reached from each other one."""
    reached = {name: _reachable(arrows, name) for name in arrows}
    groups = {frozenset(other for other in there if name in reached.get(other, ())) for name, there in reached.items()}
    return sorted(sorted(group) for group in groups if len(group) > 1)


def _reachable(arrows: Arrows, start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for target in arrows.get(waiting.pop(), ()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


def functions() -> Iterable[tuple[int, str]]:
    """(lines, where and name) of every function."""
    for path in sources():
        for node in ast.walk(syntax_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                yield lines, f"{path.relative_to(PROJECT)}:{node.lineno} {node.name}"


def main() -> None:
    """Print the figures."""
    modules = arrows_between_modules()
    rooms = arrows_between_rooms(modules)
    flat = [path for path in PACKAGE.glob("*.py") if path.name not in ("__init__.py", "__main__.py")]
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in sources()}
    longest = max(lines, key=lambda path: lines[path])
    up = sorted(
        f"{room} → {target}"
        for room, targets in rooms.items()
        for target in targets
        if room and FLOOR_OF.get(target, 99) >= FLOOR_OF.get(room, 0)
    )
    length, where = max(functions())
    print(f"modules that lie flat       {len(flat)}")
    print(f"rooms, floors               {len([room for room in rooms if room])}, {len(FLOORS)}")
    print(f"arrows between rooms        {sum(map(len, rooms.values()))}")
    print(f"arrows between modules      {sum(map(len, modules.values()))}")
    print(f"arrows up or level          {len(up)}  {', '.join(up)}")
    print(f"circles of modules          {len(circles(modules))}  {circles(modules) or ''}")
    print(f"longest function            {length}  {where}")
    print(f"longest file                {lines[longest]}  {longest.relative_to(PROJECT)}")
    print(f"files, lines of the package {len(lines)}, {sum(lines.values())}")


if __name__ == "__main__":
    main()
