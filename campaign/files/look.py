"""The look of a campaign in two layers: the generator's own, and over it what a campaign has of its own.

A file of the campaign's `overrides/` stands in the place of the generator's that has the same path, as everywhere in
MkDocs. What the settings say of colours and of the sign comes before both.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import campaign

GENERAL = Path(campaign.__file__).parent / "look"
"""What comes with the generator."""

TOKENS = "tokens.css"
"""The file of the look that has its colours, as `--c-…`: first for light ground, then for dark."""
_DARK = re.compile(r"(?=@media screen and \(prefers-color-scheme: dark\))")


class Look(NamedTuple):
    """Where the files of the look are."""

    own: Path | None = None
    """The campaign's own folder, `overrides/`; there need be none."""
    general: Path = GENERAL
    colours: tuple[tuple[str, str, str], ...] = ()
    """What the settings say of colours: a name such as "brand", its value for light ground, and for dark; "" for
    what tokens.css has."""
    sign: Path | None = None
    """The drawing that the settings name as the campaign's sign."""

    @property
    def folders(self) -> tuple[Path, ...]:
        """The layers, the one that goes before the other first."""
        return (self.general,) if self.own is None or self.own == self.general else (self.own, self.general)

    def find(self, name: str) -> Path:
        """The file at a path below the look, such as "components/exit/exit.js"; raises FileNotFoundError."""
        for folder in self.folders:
            if (path := folder / name).is_file():
                return path
        raise FileNotFoundError(name)

    def text(self, path: Path) -> str:
        """A file of the look as it is used: its colours are those of the settings, where they say any."""
        text = path.read_text("utf-8")
        if path.name != TOKENS or not self.colours:
            return text
        light, *dark = _DARK.split(text, maxsplit=1)
        for name, on_light, on_dark in self.colours:
            light = _with_colour(light, name, on_light)
            dark = [_with_colour(one, name, on_dark) for one in dark]
        return "".join([light, *dark])

    def files(self, pattern: str) -> list[Path]:
        """The files that a pattern such as "components/*/*.css" means, by their path below the look."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            found |= {one.relative_to(folder).as_posix(): one for one in folder.glob(pattern) if one.is_file()}
        return [found[name] for name in sorted(found)]

    def name(self, path: Path) -> str:
        """A file of the look as shown in messages: "overrides/base.html", or "campaign/look/base.html"."""
        if self.own is not None and path.is_relative_to(self.own):
            return f"{self.own.name}/{path.relative_to(self.own).as_posix()}"
        if path.is_relative_to(self.general):
            return f"campaign/look/{path.relative_to(self.general).as_posix()}"
        return path.as_posix()


def _with_colour(css: str, name: str, value: str) -> str:
    """The first value of a colour replaced, unless by ""."""
    return css if not value else re.sub(rf"(--c-{re.escape(name)}:) [^;]*;", rf"\1 {value};", css, count=1)
