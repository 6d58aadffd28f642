"""Measuring: each figure several times, this project and the plain stack in turn, so that both have one machine."""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.corpus import Size
from campaign.engine.kept.private import ENVIRONMENT, cache_folder

BIN = Path(sys.executable).parent
PARTS = ("sheets, codes, feeds, data",)
CHECKS = ("check", "verify", "search", "QR codes of pages")
"""The steps of a build that are reported apart on a clean build."""
_LAP = re.compile(r"^ *([\d.]+) s  (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Ran:
    """A command that has ended: seconds, those of processors, the most memory that one of its processes had (MB), and
    what it said."""

    seconds: float
    processor: float
    memory: float
    said: str

    def lap(self, *steps: str) -> float:
        return sum(float(took) for took, name in _LAP.findall(self.said) if name in steps)


@dataclass
class Figures:
    """What was measured at one size, in seconds if not said otherwise; several values each."""

    size: Size
    values: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, value: float) -> None:
        self.values.setdefault(name, []).append(value)

    def __getitem__(self, name: str) -> float | None:
        found = self.values.get(name)
        return statistics.median(found) if found else None


def run(command: list[str], folder: Path, more: Mapping[str, str] | None = None) -> Ran:
    """Run a command, with `more` in its environment; ends the benchmark, with what it said, when it fails."""
    # What the command before has written goes to the disk first, and not while this one is measured.
    os.sync()
    started = time.monotonic()
    # Compiled once, as with everybody: the programs that are measured, not Python's compiler.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"NO_MKDOCS_2_WARNING": "1", **(more or {})}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed in {folder}:\n{said[-3000:]}")
    seconds = time.monotonic() - started
    return Ran(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said)


def measure(folder: Path, sizes: Sequence[Size], rounds: int, say: Callable[[str], None]) -> list[Figures]:
    """All figures of the corpora that have been written to `folder`, each in a folder with its size's name.

    Each round goes through all sizes step by step: a machine is not as fast at one hour as at the next, and what is
    compared, with the plain stack and from size to size, is to be measured minutes apart. Two clean builds, because
    the cost of a further page is a difference of them.
    """
    # On the same disk as the rest, and gone with it.
    os.environ[ENVIRONMENT] = str(folder / "cache")
    found = [Figures(size) for size in sizes]
    for number in range(rounds):
        for step, name in (
            (_measure_plain, "the plain stack"), (_measure_clean, "clean build"), (_measure_clean, "another"),
            (_measure_edits, "edits"),
        ):  # fmt: skip
            for figures in found:
                say(f"{figures.size.name}: {name}, {number + 1} of {rounds}")
                step(folder / figures.size.name, figures)
    for figures in found:
        say(f"{figures.size.name}: served")
        _measure_serve(folder / figures.size.name / "ours", figures, 5)
    return found


def _measure_plain(folder: Path, figures: Figures) -> None:
    plain = folder / "plain"
    _put_aside(plain / "site", folder)
    figures.add("plain", run([str(BIN / "mkdocs"), "build", "-q"], plain).seconds)
    for name, command in _others(plain):
        figures.add(name, run(command, plain).seconds)


BUILD = [str(BIN / "campaign"), "build", "-v"]


def _measure_clean(folder: Path, figures: Figures) -> None:
    ours = folder / "ours"
    _put_aside(ours / ".cache", folder)
    _put_aside(cache_folder(ours), folder)
    _put_aside(ours / "site", folder)
    clean = run(BUILD, ours)
    figures.add("parts", clean.lap(*PARTS))
    figures.add("checks", clean.lap(*CHECKS))
    figures.add("checked", clean.seconds - clean.lap(*PARTS))
    figures.add("clean", clean.seconds - clean.lap(*PARTS, *CHECKS))
    figures.add("memory", clean.memory)


def _measure_edits(folder: Path, figures: Figures) -> None:
    ours = folder / "ours"
    _put_aside(ours / "site", folder)
    figures.add("warm", run(BUILD, ours).seconds)
    for _ in range(3):
        with _edited(ours / "docs/en/part-1/page-3.md"):
            figures.add("edited", run(BUILD, ours).seconds)
        run(BUILD, ours)
    with _edited(ours / "docs/_data/helplines.yml", "en: National", "en: The National"):
        figures.add("data", run(BUILD, ours).seconds)
    run(BUILD, ours)
    for _ in range(3):
        figures.add("nothing", run(BUILD, ours).seconds)


def _put_aside(path: Path, folder: Path) -> None:
    """Out of the way, and not removed: ext4 makes new files slowly for minutes after thousands have been removed."""
    if path.exists():
        path.rename(folder / f"aside-{time.monotonic_ns()}")


@contextmanager
def _edited(path: Path, old: str = "", new: str = "") -> Iterator[None]:
    """The file with another sentence at its end, or with a text replaced."""
    before = path.read_bytes()
    text = before.decode()
    path.write_text(text.replace(old, new) if old else f"{text}\n{_new_sentence()}\n", "utf-8")
    try:
        yield
    finally:
        path.write_bytes(before)


def _new_sentence() -> str:
    """One that was never there before; in letters, because a page may hold no number by hand."""
    return "A sentence " + "".join("abcdefghij"[int(digit)] for digit in str(time.time_ns())) + "."


def _others(plain: Path) -> Iterator[tuple[str, list[str]]]:
    """Other generators that are installed, as (name, command)."""
    if (BIN / "zensical").is_file() or shutil.which("zensical"):
        yield "zensical", [str(BIN / "zensical") if (BIN / "zensical").is_file() else "zensical", "build", "--clean"]
    if shutil.which("hugo"):
        if not (plain / "hugo").exists():
            _write_hugo(plain)
        yield "hugo", ["hugo", "--quiet", "--cleanDestinationDir", "--source", str(plain / "hugo")]


def _write_hugo(plain: Path) -> None:
    """The same Markdown for Hugo, with pages that list all others of their language, as the plain stack's do.

    `kind` and `index.md` mean something else to Hugo, which would leave pages out.
    """
    for path in (plain / "docs").rglob("*.md"):
        copy = plain / "hugo" / "content" / path.relative_to(plain / "docs")
        copy = copy.with_name("_index.md") if copy.name == "index.md" else copy
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text("utf-8").replace("\nkind: ", "\ngenre: ", 1), "utf-8")
    layouts = plain / "hugo" / "layouts" / "_default"
    layouts.mkdir(parents=True, exist_ok=True)
    page = (
        '<html><title>{{ .Title }}</title><nav>{{ range where .Site.RegularPages "Section" .Section }}'
        '<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>{{ .Content }}</html>'
    )
    for name in ("single.html", "list.html"):
        (layouts / name).write_text(page, "utf-8")
    (plain / "hugo/hugo.toml").write_text('title = "Bench"\n', "utf-8")


def _measure_serve(ours: Path, figures: Figures, rounds: int) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [str(BIN / "campaign"), "serve", "--port", str(port)], cwd=ours, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}/part-1/page-3.html"
    page = ours / "docs/en/part-1/page-3.md"
    try:
        _wait_for(address, "</html>", 300)
        time.sleep(5)
        for _ in range(rounds):
            figures.add("served", _edit_and_wait(page, lambda text: _wait_for(address, text, 60)))
            time.sleep(2)
        for _ in range(2):
            data = ours / "docs/_data/helplines.yml"
            figures.add("served data", _edit_data_and_wait(data, f"http://127.0.0.1:{port}/index.html"))
            time.sleep(10)
        for _ in range(2):
            footer = ours / "overrides/components/footer/footer.html"
            figures.add("served template", _edit_and_wait(footer, lambda text: _wait_for(address, text, 60)))
            time.sleep(10)
        _measure_tab(address, page, figures)
    finally:
        server.terminate()
        server.wait()


def _edit_data_and_wait(data: Path, address: str) -> float:
    """The name of every contact changes; a page that shows contacts says so."""
    before = data.read_bytes()
    mark = _new_sentence().rstrip(".")
    text = re.sub(r"^(  name:\n    en: ).*$", rf"\g<1>{mark}", before.decode(), flags=re.MULTILINE)
    try:
        data.write_text(text, "utf-8")
        started = time.monotonic()
        _wait_for(address, mark, 60)
        return time.monotonic() - started
    finally:
        data.write_bytes(before)


def _edit_and_wait(page: Path, wait: Callable[[str], None]) -> float:
    before = page.read_bytes()
    mark = _new_sentence()
    try:
        page.write_text(before.decode() + f"\n{mark}\n", "utf-8")
        started = time.monotonic()
        wait(mark)
        return time.monotonic() - started
    finally:
        page.write_bytes(before)


def _wait_for(address: str, text: str, limit: float) -> None:
    """Until the page at an address says something; ends the benchmark when it never does."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(address, timeout=limit) as answer:
            if text in answer.read().decode():
                return
        time.sleep(0.005)
    raise SystemExit(f"{address} did not show “{text}” within {limit:.0f} s")


def _measure_tab(address: str, page: Path, figures: Figures) -> None:
    """The same in a browser's tab, if there is a browser."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        return
    with sync_playwright() as playwright:
        try:
            executable = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
            browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        except Error:
            return
        tab = browser.new_page()
        tab.goto(address)
        for _ in range(3):
            time.sleep(2)
            figures.add("tab", _edit_and_wait(page, lambda text: tab.get_by_text(text).wait_for(timeout=60_000)))
        browser.close()
