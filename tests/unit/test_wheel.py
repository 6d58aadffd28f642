"""The package needs nothing beside it: the wheel holds every file that it reads."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.site_maker import ORIGINAL, PROJECT

BESIDE = (
    "pyproject.toml", "setup.py", "README.md", "LICENSE", "docs", "mkdocs.yml", "requirements.txt", "CHANGELOG.md",
    "KEYS.md",
)  # fmt: skip
"""What the wheel is made from beside the package."""


def build_wheel(folder: Path) -> Path:
    """The wheel of the package as it stands, made in a copy: setuptools writes beside the sources."""
    source = folder / "source"
    shutil.copytree(PROJECT / "campaign", source / "campaign", ignore=shutil.ignore_patterns("__pycache__", "original"))
    for name in BESIDE:
        beside = next(one / name for one in (ORIGINAL, PROJECT) if (one / name).exists())
        copy = shutil.copytree if beside.is_dir() else shutil.copy
        copy(beside, source / name)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*command, str(source)], check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    with zipfile.ZipFile(build_wheel(tmp_path)) as wheel:
        held = set(wheel.namelist())
    files = [one for one in (tmp_path / "source/campaign").rglob("*") if one.is_file()]
    there = {one.relative_to(tmp_path / "source").as_posix() for one in files if one.name != "README.md"}
    missing = sorted(there - held)
    assert not missing, "name it in pyproject.toml, under package-data"
    assert {
        "campaign/look/base.html",
        "campaign/site/templates/.htaccess",
        "campaign/engine/live/serve/serve.js",
    } <= held
    assert {"campaign/pool/original/docs/en/index.md", "campaign/pool/original/requirements.txt"} <= held
