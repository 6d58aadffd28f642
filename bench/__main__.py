"""`make bench`: measure, print a table with the targets, and write BENCHMARKS.md."""

from __future__ import annotations

import datetime
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

from bench.before import COMMIT, compare
from bench.corpus import PROJECT, SIZES, write_corpus
from bench.measure import Figures, measure
from bench.report import FULL, SOME, compare_logs

RATIOS = (
    ("clean", "clean build", {"M": 0.2, "L": 0.12}),
    ("checked", "… with checks, search and pages' QR codes", {}),
    ("warm", "clean build, with a cache, all included", {}),
    ("edited", "one page edited", {"M": 0.03, "L": 0.03}),
    ("data", "one data file edited", {}),
    ("zensical", "Zensical, clean", {}),
    ("hugo", "Hugo, clean", {}),
)
"""Figure, its name, and the target at a size as a ratio to the plain stack."""
SECONDS = (
    ("nothing", "nothing changed", {"M": 1.0}),
    ("served", "file saved → served page", {"M": 0.3, "L": 1.0}),
    ("served data", "data file saved → served page", {"M": 2.0}),
    ("served template", "template saved → served page", {}),
    ("tab", "file saved → browser tab", {"M": 1.0}),
)
"""Figure, its name, and the target at a size in seconds."""
GROWTH = 1.15
"""The most that a further page may cost from 1,000 to 4,000 pages, as a ratio to one from 240 to 1,000."""
MEMORY = 400.0
"""The most that a process may take at 4,000 pages, in MB."""


def render_report(all_figures: Sequence[Figures], machine: str) -> str:
    """The page: what was measured, side by side with the plain stack."""
    sizes = [one.size for one in all_figures]
    head = [
        "# How fast it is", "",
        "Written by `make bench` (`BENCH=full make bench` for 4,000 pages). "
        "The plain stack is MkDocs, Material and static-i18n on the same Markdown, in the same run; medians.", "",
        machine, "",
    ]  # fmt: skip
    columns = [f"{one.name}: {one.pages} × {one.languages} = {one.total:,} pages" for one in sizes]
    table = [f"| | {' | '.join(columns)} |", f"|---|{'---|' * len(sizes)}", *_rows(all_figures)]
    return "\n".join([*head, *table, "", *NOTES, ""])


NOTES = (
    "“÷” is the ratio to the plain stack; “≤” the target, with ✗ where it was missed. All is in every figure but",
    "that of the clean build, which has checks, search (with the words of each page), QR codes, sheets (PDF), feeds",
    "and data apart. The plain stack, search and all, builds everything anew whatever was edited. What a program",
    "needs to start is part of a small site's pages.",
)


BEFORE_NOTES = (
    f"This campaign, with its own content, beside itself at commit {COMMIT}, with the content that it had: seconds of",
    "processors, which other work on the machine disturbs less; sheets with their QR codes.",
)


LOG_NOTES = (
    "`campaign report` beside GoAccess, which has to be installed (`apt-get install goaccess`), on a made-up log:",
    "`.venv/bin/python -m bench.report`. Time depends on what else the machine does; memory is of all processes.",
)


def _rows(all_figures: Sequence[Figures]) -> Iterator[str]:
    yield _row("rounds, with two clean builds each", [str(len(one.values["plain"])) for one in all_figures])
    yield _row("plain stack", [_seconds(one["plain"]) for one in all_figures])
    for key, name, targets in RATIOS:
        if any(one[key] is not None for one in all_figures):
            yield _row(name, [_ratio(one, key, targets.get(one.size.name)) for one in all_figures])
    yield _row("checks, search, pages' QR codes on a clean build", [_seconds(one["checks"]) for one in all_figures])
    yield _row("sheets, their QR codes, feeds, data on a clean build", [_seconds(one["parts"]) for one in all_figures])
    for key, name, targets in SECONDS:
        if any(one[key] is not None for one in all_figures):
            yield _row(name, [_limit(one[key], targets.get(one.size.name), "s") for one in all_figures])
    yield _row("milliseconds a page, clean", [_per_page(one) for one in all_figures])
    yield _row("milliseconds for each further page", ["", *_per_further_page(all_figures)])
    yield _row(
        "most memory of a process",
        [_limit(one["memory"], MEMORY if one.size.name == "L" else None, "MB") for one in all_figures],
    )


def _row(name: str, cells: Sequence[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f} s"


def _ratio(figures: Figures, key: str, target: float | None) -> str:
    value, plain = figures[key], figures["plain"]
    if value is None or not plain:
        return "–"
    mark = "" if target is None else f" (≤ {target}{'' if value / plain <= target else ' ✗'})"
    return f"{value:.2f} s, ÷ {value / plain:.3f}{mark}"


def _limit(value: float | None, target: float | None, unit: str) -> str:
    if value is None:
        return "–"
    shown = f"{value:.2f} {unit}" if unit == "s" else f"{value:.0f} {unit}"
    return shown if target is None else f"{shown} (≤ {target:g}{'' if value <= target else ' ✗'})"


def _per_page(figures: Figures) -> str:
    value = figures["clean"]
    return "–" if value is None else f"{1000 * value / figures.size.total:.1f}"


def _per_further_page(all_figures: Sequence[Figures]) -> Iterator[str]:
    """What each page costs beyond what a build costs anyway: on the way to each size, and whether it grows."""
    first = None
    for fewer, more in pairwise(all_figures):
        less, value = fewer["clean"], more["clean"]
        if less is None or value is None:
            yield "–"
            continue
        cost = 1000 * (value - less) / (more.size.total - fewer.size.total)
        mark = "" if first is None else f" (≤ {GROWTH * first:.1f}{'' if cost <= GROWTH * first else ' ✗'})"
        first = first or cost
        yield f"{cost:.1f}{mark}"


def describe_machine() -> str:
    """The day, the processor, and the versions."""
    model = platform.processor()
    information = Path("/proc/cpuinfo")
    if information.is_file():
        models = [line.split(":")[1] for line in information.read_text().splitlines() if line.startswith("model name")]
        model = models[0].strip() if models else model
    versions = ", ".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "mkdocs-static-i18n"))
    return (
        f"{datetime.date.today()}, {os.cpu_count()} processors ({model or platform.machine()}), "
        f"{platform.system()}, Python {platform.python_version()}, {versions}."
    )


def main() -> None:
    """Sizes as arguments (S, M, L); S and M without."""
    is_full = os.environ.get("BENCH") == "full"
    sizes = [SIZES[name] for name in sys.argv[1:] or (("S", "M", "L") if is_full else "SM")]
    # Processes that were waiting for a processor before the first was started: above 1 in all, other work disturbed.
    load = f"Load before it began: {os.getloadavg()[0]:.1f}." if hasattr(os, "getloadavg") else ""
    with tempfile.TemporaryDirectory(prefix="campaign-bench-") as folder:
        for size in sizes:
            _say(f"{size.name}: writing {size.total:,} pages")
            write_corpus(Path(folder) / size.name, size)
        rounds = int(os.environ.get("ROUNDS", 3))
        before = list(compare(Path(folder), rounds, _say))
        found = measure(Path(folder), sizes, rounds, _say)
    _say("reading a log")
    logs = list(compare_logs(FULL if is_full else SOME))
    parts = (
        render_report(found, f"{describe_machine()} {load}"),
        *before,
        "",
        *BEFORE_NOTES,
        "",
        *logs,
        "",
        *LOG_NOTES,
    )
    report = "\n".join([*parts, ""])
    _say("")
    print(report)
    (PROJECT / "BENCHMARKS.md").write_text(report, "utf-8")


def _say(text: str) -> None:
    # One moving line where a person looks on, one line each in a log.
    print(f"\r\033[K{text}" if sys.stderr.isatty() else text, end="" if sys.stderr.isatty() else "\n", file=sys.stderr)


if __name__ == "__main__":
    main()
