"""The audit as a whole: builds the site, looks at every page as every kind of reader, counts what was found of what.

Ends with 1 if anything was found. AUDIT=quick looks at a sample. Everything is written to .cache/audit.json; the
figures of a whole audit also to docs/_data/audit.yml, from which the accessibility statement takes them.
"""

from __future__ import annotations

import argparse
import datetime
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Error, sync_playwright
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from campaign.audit_result import FILE, AuditResult, render_audit_result
from tests.audit.axe import axe_version
from tests.audit.findings import CHECKS, Finding
from tests.audit.markup import check_markup
from tests.audit.pdfs import check_pdfs
from tests.audit.places import open_places
from tests.audit.tools import install_tools
from tests.audit.walks import FLAGS, Walker, walk_page
from tests.browser.chromium import find_chromium

PROJECT = Path(__file__).parent.parent.parent
RESULT = PROJECT / ".cache" / "audit.json"
SAMPLE_EVERY = 29
"""AUDIT=quick looks at every 29th page; a prime, so that it meets other pages in each language."""

_walker: Walker


def main() -> int:
    """Run the audit; the exit code."""
    parser = argparse.ArgumentParser(prog="make audit", description="Look at every page as every kind of reader.")
    parser.add_argument("--site", type=Path, help="a built site; without it, the campaign is built")
    parser.add_argument("--only", default="", help="pages whose path contains this")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    console = Console(stderr=True)
    for missing in (install_tools(), None if find_chromium() else "Chromium is missing: see README.md."):
        if missing:
            console.print(f"The audit cannot run. {missing}", markup=False)
            return 2
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch, _site(options.site, Path(scratch)) as site:
        names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
        names = [name for name in names if options.only in name]
        is_whole = not options.only and os.environ.get("AUDIT") != "quick"
        if os.environ.get("AUDIT") == "quick":
            names = names[::SAMPLE_EVERY]
        else:
            # Whoever watches sees every language and kind of page early.
            names = [name for start in range(SAMPLE_EVERY) for name in names[start::SAMPLE_EVERY]]
        with console.status("HTML, SVG and PDF files …"):
            findings = [*check_markup(site), *check_pdfs(site)]
        (elsewhere := Path(scratch) / "elsewhere").mkdir()
        with open_places(site, elsewhere) as places:
            findings += _walk(names, places, site, options.processes, console)
    counts = {check: sum(one.check == check for one in findings) for check in CHECKS}
    report = {
        "date": datetime.date.today().isoformat(),
        "pages": len(names),
        "is_whole": is_whole,
        "minutes": round((time.monotonic() - began) / 60, 1),
        "axe": axe_version(),
        "counts": counts,
        "findings": [one.as_dict() for one in sorted(findings, key=str)],
    }
    if is_whole:
        figures = AuditResult(
            audited_on=datetime.date.today(), pages=len(names), axe_version=axe_version(), found=counts
        )
        (PROJECT / "docs" / "_data" / FILE).write_text(render_audit_result(figures), "utf-8")
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(report, ensure_ascii=False, indent=1), "utf-8")
    _show(report, findings, console)
    return 1 if findings else 0


@contextmanager
def _site(given: Path | None, scratch: Path) -> Iterator[Path]:
    """The site that is looked at: the one that was named, or the campaign built anew."""
    if given:
        yield given.absolute()
        return
    site = scratch / "site"
    subprocess.run([sys.executable, "-m", "campaign.command", "build", "-o", site], cwd=PROJECT, check=True)
    yield site


def _walk(names: list[str], places: Mapping[str, str], site: Path, processes: int, console: Console) -> list[Finding]:
    """Every page through every walk, several at once."""
    findings: list[Finding] = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with (
        multiprocessing.get_context("spawn").Pool(processes, _start, (dict(places), site)) as pool,
        Progress(*columns, console=console) as progress,
    ):
        task = progress.add_task("Pages", total=len(names))
        for number, found in enumerate(pool.imap_unordered(_look_at, names), 1):
            findings += found
            progress.update(task, advance=1, description=f"Pages ({len(findings)} found)")
            if not console.is_terminal:
                # No moving bar in a log: what was found, as it is found.
                for one in found:
                    console.print(str(one), markup=False, highlight=False, soft_wrap=True)
                if number % 50 == 0:
                    console.print(f"{number} of {len(names)} pages", highlight=False)
    return findings


def _start(places: Mapping[str, str], site: Path) -> None:
    """In each process: one browser for all its pages. It ends with the process."""
    global _walker
    playwright = sync_playwright().start()
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
    _walker = Walker(browser, places, site)


def _look_at(name: str) -> list[Finding]:
    findings = []
    try:
        for one in walk_page(_walker, name):
            findings.append(one)
    except Error as error:
        findings.append(Finding("policy", name, "the audit itself", "page", f"could not be finished: {error.message}"))
    return findings


def _show(report: Mapping[str, object], findings: list[Finding], console: Console) -> None:
    table = Table(title=f"{report['pages']} pages, {report['minutes']} minutes, axe-core {report['axe']}")
    table.add_column("Check")
    table.add_column("Found", justify="right")
    table.add_column("Most often")
    for check, about in CHECKS.items():
        own = Counter(one.what[:70] for one in findings if one.check == check)
        table.add_row(
            about, str(sum(own.values())), "; ".join(f"{count} × {what}" for what, count in own.most_common(2))
        )
    Console().print(table)
    console.print(f"Every finding: {RESULT.relative_to(PROJECT)}")
