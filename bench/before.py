"""This campaign beside itself at commit 4216be9: what one page and one sheet take, of each one's own."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from bench.corpus import PROJECT
from bench.measure import BIN, PARTS, Ran, run
from campaign.engine.kept.private import ENVIRONMENT

COMMIT, DAY = "4216be9", "2026-11-26"
LIBRARY = "feedgen==1.0.0"
"""What that commit needs and this one does not."""
ADDRESS = "https://campaign.example/"


class Campaign(NamedTuple):
    """A campaign as it stands in a folder, and how its generator is called."""

    folder: Path
    command: list[str]
    environment: dict[str, str]
    today: tuple[str, ...] = ()

    def run(self, cache: Path, *arguments: str) -> Ran:
        """A command of it, with a cache of its own."""
        if self.folder != PROJECT:
            # That commit knows no such variable: its cache lies in its folder, and would make the next round warm.
            shutil.rmtree(self.folder / ".cache", ignore_errors=True)
        environment = self.environment | {ENVIRONMENT: str(cache)}
        return run([*self.command, *arguments, *self.today], self.folder, environment)


class Taken(NamedTuple):
    """What a clean build and a check took, in seconds of processors, and how much there was to do."""

    build: float
    sheets: float
    check: float
    sources: int
    """Pages as they are written, in all languages."""
    pages: int
    pdfs: int


def compare(folder: Path, rounds: int, say: Callable[[str], None]) -> Iterator[str]:
    """The lines of the table: then, now, and the ratio of what a page and a sheet take, medians."""
    found: dict[str, list[Taken]] = {"then": [], "now": []}
    for number in range(rounds):
        for name, campaign in (("then", _then(folder)), ("now", _now())):
            say(f"{name}, {number + 1} of {rounds}")
            found[name].append(_measure(campaign, folder / f"{name}-{number}"))
    then, now = (Taken(*map(statistics.median, zip(*one, strict=True))) for one in found.values())
    yield f"| | {COMMIT} | now | ratio |"
    yield "|---|---|---|---|"
    for name, of_all, count in (
        ("clean build, a page of HTML", "build", "pages"), ("sheets, codes, feeds, data, a sheet", "sheets", "pdfs"),
        ("check without a cache, a page of Markdown", "check", "sources"),
    ):  # fmt: skip
        costs = [1000 * getattr(one, of_all) / getattr(one, count) for one in (then, now)]
        cells = [
            f"{getattr(one, of_all):.1f} s ÷ {getattr(one, count):,.0f} = {cost:.1f} ms"
            for one, cost in zip((then, now), costs, strict=True)
        ]
        yield f"| {name} | {' | '.join(cells)} | {costs[1] / costs[0]:.2f} |"


def _then(folder: Path) -> Campaign:
    """That commit, checked out; it runs in this environment, whose libraries are of the same versions."""
    checkout, libraries = folder / "then", folder / "libraries"
    if not checkout.exists():
        packed = subprocess.run(["git", "archive", COMMIT], cwd=PROJECT, stdout=subprocess.PIPE, check=True).stdout
        checkout.mkdir()
        subprocess.run(["tar", "x"], cwd=checkout, input=packed, check=True)
        if not find_spec(LIBRARY.partition("=")[0]):
            subprocess.run([sys.executable, "-m", "pip", "install", "-q", "-t", libraries, LIBRARY], check=True)
    program = "import sys; from campaign.command import main; sys.argv[0] = 'campaign'; main()"
    environment = {"PYTHONPATH": f"{checkout}:{libraries}", "SITE_URL": ADDRESS}
    return Campaign(checkout, [sys.executable, "-c", program], environment, ("--today", DAY))


def _now() -> Campaign:
    return Campaign(PROJECT, [str(BIN / "campaign")], {"SITE_URL": ADDRESS})


def _measure(campaign: Campaign, folder: Path) -> Taken:
    checked = campaign.run(folder / "checked", "check")
    site = folder / "site"
    built = campaign.run(folder / "built", "build", "-v", "--output", str(site))
    # The build says how long a step took, and not how much of that it worked.
    share = built.processor / built.seconds
    pages, pdfs = (sum(1 for _ in site.rglob(f"*.{kind}")) for kind in ("html", "pdf"))
    sources = sum(1 for _ in (campaign.folder / "docs").rglob("*.md"))
    return Taken(built.processor, built.lap(*PARTS) * share, checked.processor, sources, pages, pdfs)
