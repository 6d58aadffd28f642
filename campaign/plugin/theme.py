"""The theme `campaign` as MkDocs finds it, by the entry point, and Material below it.

Of Material only a stylesheet is used. A copy of it comes with the look and is taken where the package is not installed:
then the theme has nothing below it, and the site is the same.
"""

from __future__ import annotations

from functools import wraps
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import mkdocs.utils

from campaign.files.look import GENERAL

MATERIAL = "material"
look = SimpleNamespace(__file__=str(GENERAL / "__init__.py"))
"""What the entry point names: MkDocs asks it for nothing but its folder."""


def has_material() -> bool:
    """Whether the package of Material is installed."""
    return find_spec(MATERIAL) is not None


def stylesheet_folder() -> Path:
    """The folder with Material's stylesheet: that of its package, else the look's, which has a copy."""
    found = find_spec(MATERIAL)
    package = Path(found.origin).parent if found and found.origin else None
    return package / "templates" / "assets" / "stylesheets" if package else GENERAL / "vendor"


def do_without_material() -> None:
    """Let MkDocs find an empty theme by Material's name, which the theme `campaign` extends."""
    asked = mkdocs.utils.get_themes
    module = SimpleNamespace(__file__=str(GENERAL / "underneath" / "__init__.py"))
    empty = SimpleNamespace(name=MATERIAL, load=lambda: module)

    def get_themes() -> dict[str, Any]:
        return {MATERIAL: empty, **asked()}

    # It asks once and forgets when a theme is loaded.
    mkdocs.utils.get_themes = cast("Any", wraps(asked)(get_themes))
    vars(mkdocs.utils.get_themes)["cache_clear"] = asked.cache_clear


if not has_material():
    do_without_material()
