"""A PDF to be made: what the typesetter is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

FONTS = Path(__file__).parent / "fonts"
TEMPLATES = "kits"
"""The folder of the look with the templates of sheets, of cards and of kits' pages."""
SMALLEST = 10.0
"""The smallest size of running text on paper, in points: smaller is not legible to many grandparents."""


class Sheet(NamedTuple):
    """One PDF to be made. `variants` are values that stand beside or in place of `data`'s, best first: larger type,

    more parts. `file` and `name` ("handout") say in messages which page's sheet it is.
    """

    template: str
    data: Mapping[str, Any]
    variants: Sequence[Mapping[str, Any]]
    file: str
    name: str
    enlarged_name: str = ""
    """It is for A3, and this is its title: set for A4, then enlarged. Else ""."""
