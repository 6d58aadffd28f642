"""The files that go into the site as they are: `docs/assets/` and those of the look, `overrides/assets/`."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from campaign.files.allowed import ASSETS_FOLDER, walk_files
from campaign.files.look import Look

_LEFT_OUT = (".*", "*/.*", "*.py", "*.pyc", "*.html", "*readme*", "*.md", "*.markdown", "*.mdown", "*.mkdn", "*.mkd")
"""What MkDocs leaves out of a theme's files."""


def static_files(docs_dir: Path, look: Look) -> Iterator[tuple[str, Path]]:
    """(path in the site, file) of each; a file of the campaign hides one of the look that has the same name."""
    found: dict[str, Path] = {}
    for root in (*reversed(look.folders), docs_dir):
        for path in walk_files(root / ASSETS_FOLDER):
            name = path.relative_to(root).as_posix()
            hidden = _LEFT_OUT if root != docs_dir else _LEFT_OUT[:2]
            if not any(fnmatch(name.lower(), pattern) for pattern in hidden):
                found[name] = path
    yield from sorted(found.items())
