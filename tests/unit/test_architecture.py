"""The house as CONTRIBUTING.md draws it: imports go one way, generated files are up to date."""

from __future__ import annotations

import ast
from pathlib import Path

import click
import pytest

from campaign.writing.keys import render_keys
from tests.site_maker import PROJECT

# Lower layers know nothing of higher ones.
LAYERS = (
    ("problems", "cyrillic", "formats", "languages", "policy", "artefact", "third_party", "svg", "record"),
    ("documents", "references", "block_rows"),
    ("yamlfile", "schema", "days", "table_rows"),
    ("markdown_blocks",),
    ("lines",),
    ("words", "pages", "settings"),
    ("helplines", "statistics", "terms", "sanitise", "content", "publish"),
    ("repository",),
    ("stylesheets",),
    ("links", "search", "assets", "dates", "markup", "readability", "helpline_log", "blocks", "pictures", "ledger"),
    ("calendar_dates", "photos", "audit_result", "files", "helpline_change"),
    ("translation",),
    ("alignment", "catalog_files"),
    ("structure", "model"),
    ("addresses", "updates"),
    ("permalinks",),
    ("outline",),
    ("word_locks",),
    ("reference_checks",),
    ("load", "check", "opendata", "keys", "status", "catalogs", "new_language"),
    ("drafts", "new_helpline"),
    ("page_import",),
    ("catalog_import",),
    ("contexts", "templates", "sections"),
    ("frames",),
    ("views",),
    ("news",),
    ("gallery", "go_pages", "update_text"),
    ("feeds", "calendars", "messages"),
    ("news_files",),
    ("kits", "hosting"),
    ("artefacts",),
    ("bundle",),
    ("engine", "editor"),
    ("plugin",),
    ("command",),
)
LEVELS = {name: level for level, names in enumerate(LAYERS) for name in names}
SOURCES = sorted((PROJECT / "campaign").rglob("*.py"))


def imported(path: Path) -> set[str]:
    names = set()
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = [
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and getattr(block.test, "id", "") == "TYPE_CHECKING"
        for node in block.body
    ]
    for node in ast.walk(tree):
        if node in typing_only:
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{one.name}" for one in node.names}
        elif isinstance(node, ast.Import):
            names |= {one.name for one in node.names}
    return names


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    own = path.relative_to(PROJECT / "campaign").parts[0].removesuffix(".py")
    if own == "__init__":
        return
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "campaign" and len(parts) > 1 and parts[1] in LEVELS and parts[1] != own:
            assert LEVELS[parts[1]] <= LEVELS[own], f"{path.name} imports {name}"
        assert parts[0] != "mkdocs" or own in ("plugin", "command"), f"{path.name} knows MkDocs"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_module_is_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 350


def test_the_reference_of_keys_is_up_to_date() -> None:
    assert (PROJECT / "KEYS.md").read_text("utf-8") == render_keys(), "run: make keys"


def test_every_command_is_in_the_readme_or_the_contributors_page() -> None:
    from campaign.command import COMMANDS, main

    texts = (PROJECT / "README.md").read_text("utf-8") + (PROJECT / "CONTRIBUTING.md").read_text("utf-8")
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        assert f"campaign {name}" in texts, f"campaign {name} is not described"
        assert command.help
