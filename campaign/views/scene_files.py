"""The files that scenes are composed of: found and told apart, without being understood, which is seldom needed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from campaign.files.look import Look

FOLDER = "scenes"


def scene_files(look: Look) -> list[Path]:
    """`kit.yml`, then every part."""
    return [look.find(f"{FOLDER}/kit.yml"), *look.files(f"{FOLDER}/*/*.svg")]


def kit_digest(look: Look) -> str:
    """Stands for all that scenes are composed of."""
    found = hashlib.sha256()
    for path in scene_files(look):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()
