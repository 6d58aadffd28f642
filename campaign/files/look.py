"""The look of a campaign in two layers: the generator's own, and over it what a campaign has of its own.

A file of the campaign's `overrides/` stands in the place of the generator's that has the same path, as everywhere in
MkDocs.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import campaign

GENERAL = Path(campaign.__file__).parent / "look"
"""What comes with the generator."""


class Look(NamedTuple):
    """Where the files of the look are."""

    own: Path | None = None
    """The campaign's own folder, `overrides/`; there need be none."""
    general: Path = GENERAL

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
