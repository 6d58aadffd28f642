"""How fast `campaign report` reads a log, beside GoAccess where it is installed.

.venv/bin/python -m bench.report [LINES]

The log is made up: a quarter of the lines are of the crawlers that the list gives as examples, the others of 30,000
browsers; half are pages of the campaign in this folder.
"""

from __future__ import annotations

import datetime
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from crawleruseragents import CRAWLER_USER_AGENTS_DATA

from campaign.model.campaign import Campaign
from campaign.pages.addresses import page_address
from campaign.plugin.project import read_campaign

FULL, SOME = 10_000_000, 500_000
"""How many lines: what the targets are for, and what is enough to see that it goes."""
MOST_SECONDS, MOST_MEGABYTES, MOST_RATIO = 60, 200, 1.5
"""The targets for 10 million lines on two processors: in all, of all processes together, beside GoAccess."""
MODELS = ("SM-A515F", "Redmi Note 8", "K", "Pixel 7", "moto g(30)")
FIRST_DAY = datetime.date(2025, 9, 1)


class Run(NamedTuple):
    """What a program took: seconds from start to end, seconds of processors, megabytes of all its processes."""

    seconds: float
    processor: float
    megabytes: float


def log_lines(campaign: Campaign, number: int) -> Iterator[str]:
    """Lines of the Combined Log Format over 15 months."""
    chance = random.Random(7)
    crawlers = [one for entry in CRAWLER_USER_AGENTS_DATA for one in entry.get("instances", ()) if '"' not in one]
    browsers = [
        f"Mozilla/5.0 (Linux; Android {android}; {model}) AppleWebKit/537.36 (KHTML, like Gecko) "
        f"Chrome/{version}.0.{build}.{patch} Mobile Safari/537.36"
        for android in range(8, 16) for model in MODELS for version in range(90, 140)
        for build in (0, 4430, 6167) for patch in (0, 91, 120, 200, 3)
    ]  # fmt: skip
    language = campaign.settings.language
    pages = ["/" + page_address(language(code), page.url) for (code, _), page in campaign.pages.items()]
    for line in range(number):
        day = FIRST_DAY + datetime.timedelta(days=line * 450 // number)
        program = chance.choice(crawlers if chance.random() < 0.25 else browsers)
        kind, status = chance.random(), 200
        target = chance.choice(pages) if kind < 0.5 else "/assets/campaign.1234abcd.css"
        if kind > 0.95:
            target, status = f"/old/{chance.randrange(100_000)}", 404
        elif kind > 0.9:
            target = "/go/sextortion/?e=7&w=p"
        address = ".".join(str(chance.randrange(256)) for _ in range(4))
        yield (
            f"{address} - - [{day:%d/%b/%Y}:12:{line % 60:02}:{line % 59:02} +0100] "
            f'"GET {target} HTTP/1.1" {status} {chance.randrange(40_000)} "-" "{program}"\n'
        )


def measure(command: list[str]) -> Run:
    """Run a program to its end."""
    before, began, memory = _processor(), time.perf_counter(), 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            memory = max(memory, _memory(process.pid))
            time.sleep(0.1)
    return Run(time.perf_counter() - began, _processor() - before, memory)


def _memory(process: int) -> float:
    """Megabytes of a process and of those that it has started; what they share counts once (Linux: Pss)."""
    found = 0.0
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
        found = int(text.partition("Pss:")[2].split()[0]) / 1000
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        found += sum(_memory(int(one)) for one in children)
    except (OSError, IndexError, ValueError):
        pass  # It has ended meanwhile.
    return found


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def compare_logs(lines: int) -> Iterator[str]:
    """Write a log of so many lines, read it with both programs; a table in Markdown of what that took."""
    campaign, _, _ = read_campaign(Path("mkdocs.yml"), None)
    with tempfile.TemporaryDirectory(prefix="campaign-bench-") as folder:
        log = Path(folder) / "access.log"
        with log.open("w", encoding="utf-8") as out:
            out.writelines(log_lines(campaign, lines))
        yield f"| a log of {lines:,} lines, {log.stat().st_size / 1e6:,.0f} MB | time | of processors | memory |"
        yield "|---|---|---|---|"
        own = measure([str(Path(sys.executable).parent / "campaign"), "report", str(log), "--json"])
        is_full = lines == FULL
        yield _row("campaign report", own, (MOST_SECONDS, MOST_MEGABYTES) if is_full else None)
        if shutil.which("goaccess"):
            other = measure(
                ["goaccess", str(log), "--log-format=COMBINED", "--no-progress", "-o", f"{folder}/goaccess.json"]
            )
            ratio = own.seconds / other.seconds
            yield _row("GoAccess", other)
            mark = f" (≤ {MOST_RATIO}{'' if ratio <= MOST_RATIO else ' ✗'})" if is_full else ""
            yield f"| ratio | {ratio:.2f}{mark} | | |"


def _row(name: str, run: Run, targets: tuple[float, float] | None = None) -> str:
    seconds, megabytes = (
        "" if targets is None else f" (≤ {most}{'' if value <= most else ' ✗'})"
        for value, most in zip((run.seconds, run.megabytes), targets or (0, 0), strict=True)
    )
    return f"| {name} | {run.seconds:.1f} s{seconds} | {run.processor:.1f} s | {run.megabytes:.0f} MB{megabytes} |"


if __name__ == "__main__":
    for line in compare_logs(int(sys.argv[1]) if len(sys.argv) > 1 else FULL):
        print(line, flush=True)
