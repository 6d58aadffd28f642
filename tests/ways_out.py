"""The ways out of what the site is built with: make ways-out. Needs the network, so it is no part of make test.

In a fresh environment, with the packages that requirements.txt locks and a wheel of the generator, an example is built
as always, then without the package of Material, then under ProperDocs in the place of MkDocs, without Material and with
it. Each time by `campaign build` and by the program's own command; each time every byte has to be the same.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from campaign.engine.kept.private import ENVIRONMENT
from tests.site_maker import CAMPAIGN_DAY, PROJECT, copy_example, snapshot

PROPERDOCS = PROJECT / "tests/properdocs.txt"
STEPS: tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...] = (
    ("as always", "mkdocs", ()),
    ("without Material", "mkdocs", (("uninstall", "--yes", "mkdocs-material"),)),
    (
        "ProperDocs, without Material", "properdocs",
        (("uninstall", "--yes", "mkdocs"), ("install", "--no-deps", "--require-hashes", "-r", str(PROPERDOCS))),
    ),
    ("ProperDocs, with Material", "properdocs", (("install", "--no-deps", "--require-hashes", "-r", "material.txt"),)),
)  # fmt: skip
"""What each is called, the program below, and what pip has to do for it."""


class Environment:
    """A fresh environment in a folder."""

    def __init__(self, folder: Path):
        self.folder = folder
        subprocess.run([sys.executable, "-m", "venv", str(folder / "env")], check=True)
        self.pip("install", "--require-hashes", "-r", str(PROJECT / "requirements.txt"))
        self.pip("wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(PROJECT))
        (wheel,) = folder.glob("campaign-*.whl")
        self.pip("install", "--no-deps", str(wheel))
        (folder / "material.txt").write_text(locked("mkdocs-material"), "utf-8")

    def pip(self, *arguments: str) -> None:
        """Run pip, quietly."""
        self.run("pip", *arguments, "--quiet", "--disable-pip-version-check")

    def run(self, program: str, *arguments: str) -> None:
        """Run a program of the environment; ends with what it said where it fails."""
        known = {"CAMPAIGN_TODAY": CAMPAIGN_DAY, ENVIRONMENT: str(self.folder / "cache"), "NO_MKDOCS_2_WARNING": "1"}
        command = [str(self.folder / "env/bin" / program), *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env={**os.environ, **known}, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def locked(package: str) -> str:
    """A package's lines in requirements.txt: its version and its hashes."""
    lines = (PROJECT / "requirements.txt").read_text("utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(f"{package}=="))
    last = next(number for number in range(first, len(lines)) if not lines[number].endswith("\\"))
    return "\n".join([*lines[first : last + 1], ""])


def main() -> int:
    """Build in every way; 1 where one of them gives other bytes."""
    different = 0
    with tempfile.TemporaryDirectory(prefix="campaign-") as scratch:
        environment = Environment(Path(scratch))
        settings = str(copy_example("portugal", Path(scratch) / "portugal") / "mkdocs.yml")
        first: dict[str, dict[str, bytes]] = {}
        for number, (name, program, changes) in enumerate(STEPS):
            for change in changes:
                environment.pip(*change)
            sites = [Path(scratch) / f"site-{number}", Path(scratch) / f"site-{number}-{program}"]
            environment.run("campaign", "build", "-f", settings, "-o", str(sites[0]))
            environment.run(program, "build", "--quiet", "--strict", "-f", settings, "-d", str(sites[1]))
            for command, site in zip(("campaign", "mkdocs"), sites, strict=True):
                made = snapshot(site)
                before = first.setdefault(command, made)
                others = sorted(path for path in {*made, *before} if made.get(path) != before.get(path))
                print(f"{name}: {site.name}, {len(made)} files, {len(others)} differ {others[:5]}", flush=True)
                different += len(others)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
