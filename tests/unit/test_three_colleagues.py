"""Three colleagues edit the same pages at the same time, with real git, refused pushes and cut lines: no text is lost,
and nobody is ever stuck or needs git.

A whole working day of other chances: SEEDS=10-40 ROUNDS=30 pytest tests/unit/test_three_colleagues.py
"""

from __future__ import annotations

import os
import random
import re
import shutil
from pathlib import Path

import pytest

from tests.site_maker import make_site, page_text
from tests.unit.test_publish_command import clone, git, publish, update, write

PAGES = ("docs/en/guide.md", "docs/en/updates/2026-11-20-shared.md")
BODY = "## Do this {#do-now}\n\n1. Stay calm.\n2. Ask.\n\nThe first words.\nThe second line.\n\nThe last words."
FIRST, LAST = map(int, os.environ.get("SEEDS", "11-14").split("-"))
ROUNDS = int(os.environ.get("ROUNDS", "9"))
FINE = re.compile(
    "Sent to|Nothing has changed|published already|Not sent: |Nothing was published|"
    "the Git host (refused|did not answer)"
)


class Office:
    """The Git host and three folders; `written`: every word that somebody has put into a text."""

    def __init__(self, folder: Path, seed: int):
        self.random = random.Random(seed)
        self.remote = folder / "host.git"
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.remote))
        first = clone(self.remote, folder / "ana", "ana")
        pages = {
            PAGES[0]: page_text("Guide", "guide", BODY, "guide"),
            PAGES[1]: update("Shared", "shared").replace("Text.", BODY),
        }
        make_site(first, pages)
        git(first, "add", ".")
        git(first, "commit", "--quiet", "-m", "Begin")
        git(first, "push", "--quiet", "origin", "HEAD:main")
        self.people = [first, *(clone(self.remote, folder / one, one) for one in ("boris", "vera"))]
        self.written: list[str] = []

    def word(self) -> str:
        self.written.append(f"word{len(self.written)}x")
        return self.written[-1]

    def edit(self, person: Path) -> None:
        """Add a word to a line, a paragraph, a description, or a new update."""
        page = person / self.random.choice(PAGES)
        lines = page.read_text("utf-8").splitlines()
        start = lines.index("---", 1) + 1
        match self.random.choice(["line", "line", "paragraph", "description", "update"]):
            case "line":
                number = self.random.choice(
                    [n for n in range(start, len(lines)) if lines[n] and lines[n][0] not in "#"]
                )
                lines[number] += f" {self.word()}."
            case "paragraph":
                lines += ["", f"New {self.word()}."]
            case "description":
                number = next(n for n, line in enumerate(lines) if line.startswith("description:"))
                lines[number] = re.sub(r'[^"]*"$', lambda old: f'{old[0][:-1][-80:]} {self.word()}"', lines[number])
            case _:
                word = self.word()
                write(person, f"docs/en/updates/2026-11-20-{word}.md", update(f"News {word}", word))
        page.write_text("\n".join(lines) + "\n", "utf-8")

    def publish(self, person: Path, *how: str) -> str:
        result = publish(person, *how)
        assert FINE.search(result.output), result.output
        assert "Traceback" not in result.output
        return result.output

    def trouble(self, person: Path) -> None:
        """The host refuses, or cannot be reached, while somebody publishes."""
        before = {one: (person / one).read_bytes() for one in PAGES}
        if self.random.random() < 0.5:
            hook = self.remote / "hooks/pre-receive"
            hook.write_text("#!/bin/sh\necho 'Not now.'\nexit 1\n")
            hook.chmod(0o755)
            self.publish(person)
            hook.unlink()
        else:
            away = self.remote.with_name("away.git")
            self.remote.rename(away)
            self.publish(person)
            away.rename(self.remote)
        assert {one: (person / one).read_bytes() for one in PAGES} == before

    def all_texts(self) -> str:
        shown = self.remote.parent / "shown"
        shutil.rmtree(shown, ignore_errors=True)
        git(self.remote.parent, "clone", "--quiet", str(self.remote), str(shown))
        return "".join(one.read_text("utf-8") for one in sorted(shown.rglob("docs/en/**/*.md")))


@pytest.mark.parametrize("seed", range(FIRST, LAST + 1))
def test_no_text_is_lost_and_nobody_is_stuck(tmp_path: Path, seed: int) -> None:
    office = Office(tmp_path, seed)
    for _ in range(ROUNDS):
        person = office.random.choice(office.people)
        for _ in range(office.random.randint(1, 3)):
            office.edit(person)
        match office.random.random():
            case low if low < 0.2:
                office.trouble(person)
            case low if low < 0.7:
                office.publish(person)
            case _:
                office.publish(person, "--settle", "both")
    for _ in range(2):
        for person in office.people:
            # Of a description one stays; both are shown, and the other's words were seen.
            office.publish(person, "--settle", "both", "--settle", "mine")
    for person in office.people:
        assert "Nothing has changed" in office.publish(person)
        assert git(person, "status", "--porcelain") == ""
    texts = office.all_texts()
    history = git(office.remote, "log", "--patch", "--format=%s", "main")
    body = "\n".join(line for line in texts.splitlines() if not line.startswith("description:"))
    for word in office.written:
        # Of two descriptions one stands there; the other was published before, and shown to whoever chose.
        assert word in body or re.search(rf"^[+]description:.* {word}\b", history, re.MULTILINE), word
