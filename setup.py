"""What pyproject.toml cannot say: the wheel takes along the campaign that stands here, for others to begin with."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ORIGINAL = ("docs", "mkdocs.yml", "requirements.txt", "CHANGELOG.md", "KEYS.md")
"""What `campaign/writing/original.py` reads; in a checkout it reads these files where they are."""


class WithOriginal(build_py):
    """Builds the package, and below it the campaign."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        folder = Path(self.build_lib) / "campaign" / "pool" / "original"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ORIGINAL:
            copy = shutil.copytree if Path(name).is_dir() else shutil.copy
            copy(name, folder / name)


setup(cmdclass={"build_py": WithOriginal})
