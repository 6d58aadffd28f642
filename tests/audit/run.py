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
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Error, sync_playwright
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from campaign.facts.audit_result import FILE, AuditResult, render_audit_result
from campaign.plugin.project import read_campaign
from campaign.views.audited import digest_pages, digest_styles
from tests.audit.axe import axe_version
from tests.audit.findings import CHECKS, Finding
from tests.audit.markup import check_markup
from tests.audit.memory import Memory
from tests.audit.pdfs import check_pdfs
from tests.audit.places import open_places
from tests.audit.tools import find_browser, install_tools
from tests.audit.walks import FLAGS, Walker, walk_from_elsewhere, walk_here
from tests.site_maker import build_site

PROJECT = Path(__file__).parent.parent.parent
RESULT = PROJECT / ".cache" / "audit.json"
SAMPLE_EVERY = 29
"""AUDIT=quick looks at every 29th page; a prime, so that it meets other pages in each language."""


@dataclass(frozen=True)
class Look:
    """One page to be looked at: `site` is "addressed" or "bare", `kind` a key of WALKS."""

    site: str
    kind: str
    name: str


WALKS: Mapping[str, Callable[[Walker, str], Iterator[Finding]]] = {"here": walk_here, "elsewhere": walk_from_elsewhere}
ADDRESS = "https://example.org/"
"""The address that the addressed site is built for; nothing is asked of it."""


def main() -> int:
    """Run the audit; the exit code."""
    parser = argparse.ArgumentParser(prog="make audit", description="Look at every page as every kind of reader.")
    parser.add_argument("--site", type=Path, help="a built site; without it, the campaign is built twice")
    parser.add_argument("--only", default="", help="pages whose path contains this")
    parser.add_argument("--anew", action="store_true", help="look also at pages that have not changed since")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    console = Console(stderr=True)
    for missing in (install_tools(), None if find_browser() else "Chromium is missing: see README.md."):
        if missing:
            console.print(f"The audit cannot run. {missing}", markup=False)
            return 2
    began = time.monotonic()
    is_quick = os.environ.get("AUDIT") == "quick"
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as stack:
        sites = {"given": options.site.absolute()} if options.site else _build_sites(Path(scratch))
        looks = list(_looks(sites, options.only, is_quick))
        places = {}
        for key, site in sites.items():
            (elsewhere := Path(scratch) / f"elsewhere-{key}").mkdir()
            places[key] = stack.enter_context(open_places(site, elsewhere))
        findings = _walk(looks, places, sites, options, console)
        for key, site in sites.items():
            console.print(f"HTML, SVG and PDF files ({key}) …")
            findings += [*check_markup(site), *check_pdfs(site)]
    findings = sorted(dict.fromkeys(findings), key=str)
    counts = {check: sum(one.check == check for one in findings) for check in CHECKS}
    pages = len({look.name for look in looks})
    is_whole = not (options.site or options.only or is_quick)
    report = {
        "date": datetime.date.today().isoformat(),
        "pages": pages,
        "is_whole": is_whole,
        "minutes": round((time.monotonic() - began) / 60, 1),
        "axe": axe_version(),
        "counts": counts,
        "findings": [one.as_dict() for one in findings],
    }
    if is_whole:
        campaign, *_ = read_campaign(PROJECT / "mkdocs.yml", None)
        figures = AuditResult(
            audited_on=datetime.date.today(), pages=pages, axe_version=axe_version(), found=counts,
            site=campaign.settings.site_name, pages_sha256=digest_pages(campaign),
            styles_sha256=digest_styles(campaign.settings.look),
        )  # fmt: skip
        (PROJECT / "docs" / "_data" / FILE).write_text(render_audit_result(figures), "utf-8")
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(report, ensure_ascii=False, indent=1), "utf-8")
    _show(report, findings, console)
    return 1 if findings else 0


def _build_sites(scratch: Path) -> dict[str, Path]:
    """The campaign built twice: for a host whose address is known, and for a folder, a disk or a stick."""
    sites = {}
    for key, address in (("addressed", ADDRESS), ("bare", "")):
        sites[key] = scratch / key
        build_site(PROJECT / "mkdocs.yml", sites[key], site_url=address)
    return sites


def _looks(sites: Mapping[str, Path], only: str, is_quick: bool) -> Iterator[Look]:
    """What is to be looked at, in an order in which every language and kind of page comes early.

    The site with an address has all that the other has, and more, and is looked at where its address leads. The one
    without is looked at where it is for, on a disk and in somebody's folder, and a sample of it at a root too.
    """
    for key, site in sites.items():
        names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
        names = [name for name in names if only in name]
        sample = names[::SAMPLE_EVERY]
        if is_quick:
            names = sample
        for name in (name for start in range(SAMPLE_EVERY) for name in names[start::SAMPLE_EVERY]):
            if key != "bare" or name in sample:
                yield Look(key, "here", name)
            if key != "addressed":
                yield Look(key, "elsewhere", name)


def _walk(
    looks: list[Look],
    places: Mapping[str, Mapping[str, str]],
    sites: Mapping[str, Path],
    options: argparse.Namespace,
    console: Console,
) -> list[Finding]:
    """Every look, several at once; those that were had before are taken from memory."""
    memories = {key: Memory(RESULT.parent / "audit", site, _browser_version()) for key, site in sites.items()}
    findings: list[Finding] = []
    waiting = []
    for look in looks:
        known = None if options.anew else memories[look.site].find(look.kind, look.name)
        if known is None:
            waiting.append(look)
        else:
            findings += known
    console.print(f"{len(looks)} looks at pages, {len(looks) - len(waiting)} of them unchanged since the last audit.")
    began = time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with (
        multiprocessing.get_context("spawn").Pool(options.processes, _start, (dict(places), dict(sites))) as pool,
        Progress(*columns, console=console) as progress,
    ):
        task = progress.add_task("Pages", total=len(waiting))
        for number, (look, found) in enumerate(pool.imap_unordered(_look_at, waiting), 1):
            memories[look.site].keep(look.kind, look.name, found)
            findings += found
            progress.update(task, advance=1, description=f"Pages ({len(findings)} found)")
            if not console.is_terminal:
                # No moving bar in a log: what was found, as it is found.
                for one in found:
                    console.print(str(one), markup=False, highlight=False, soft_wrap=True)
                if number % 50 == 0:
                    left = (time.monotonic() - began) / number * (len(waiting) - number) / 60
                    console.print(f"{number} of {len(waiting)}, {len(findings)} found, {left:.0f} minutes left")
    return findings


def _browser_version() -> str:
    return subprocess.run([str(find_browser()), "--version"], capture_output=True, text=True, check=True).stdout


_walkers: dict[str, Walker] = {}


def _start(places: Mapping[str, Mapping[str, str]], sites: Mapping[str, Path]) -> None:
    """Begin a process of the audit: one browser, kept for all its pages."""
    browser = sync_playwright().start().chromium.launch(executable_path=find_browser(), args=FLAGS)
    for key, site in sites.items():
        _walkers[key] = Walker(browser, places[key], site)


def _look_at(look: Look) -> tuple[Look, list[Finding]]:
    findings = []
    try:
        for one in WALKS[look.kind](_walkers[look.site], look.name):
            findings.append(one)
    except Error as error:
        what = f"could not be finished: {error.message}"
        findings.append(Finding("policy", look.name, "the audit itself", "page", what))
    return look, findings


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
