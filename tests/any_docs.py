"""The generator's tests with another campaign in `docs/`: make test-any-docs, or python -m tests.any_docs [PYTEST …].

In a copy of this folder the campaign that comes with the generator goes where a wheel has it, and one of the examples
stands in its place, with its settings and its look. What is tested then is everything but `tests/campaign/`: that holds
what must be so in the campaign of this folder alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parent.parent
OWN = ("docs", "mkdocs.yml", "overrides")
"""What is a campaign's in this folder; `setup.py` says what a wheel takes of it."""
EXAMPLE = "portugal"
TESTS = ("tests/unit", "tests/test_cases.py", "tests/test_fault_cases.py", "tests/test_staleness_cases.py")
"""What is run unless pytest is told otherwise: all that needs no browser and no server."""
NOT_THESE = shutil.ignore_patterns(".venv", ".git", ".cache", "*.egg-info", "__pycache__", ".*_cache")
MADE = {"site", "dist", "build"}
"""What was built, right below this folder; `campaign/site/` is a room."""


def put_apart(folder: Path) -> None:
    """This project in `folder`, with another campaign in the place of its own."""

    def ignored(at: str, names: list[str]) -> set[str]:
        return {*NOT_THESE(at, names), *(MADE if Path(at) == PROJECT else ())}

    shutil.copytree(PROJECT, folder, symlinks=True, ignore=ignored)
    original = folder / "campaign/pool/original"
    original.mkdir(parents=True)
    for name in OWN:
        shutil.move(folder / name, original / name)
    for name in ("requirements.txt", "CHANGELOG.md", "KEYS.md"):
        shutil.copy(folder / name, original / name)
    shutil.copytree(folder / "tests/campaigns" / EXAMPLE, folder, dirs_exist_ok=True)


def main(options: list[str]) -> int:
    """Run them; the exit code of pytest."""
    with tempfile.TemporaryDirectory(prefix="campaign-") as scratch:
        folder = Path(scratch) / "project"
        put_apart(folder)
        git = ["git", "-C", str(folder), "-c", "user.name=Test", "-c", "user.email=test@example.org"]
        for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "Another campaign"]):
            subprocess.run([*git, *command], check=True)
        # What is imported is the copy: its folder comes before the one where this one is installed.
        environment = {**os.environ, "PYTHONPATH": str(folder)}
        command = [sys.executable, "-m", "pytest", *(options or TESTS)]
        return subprocess.run(command, cwd=folder, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
