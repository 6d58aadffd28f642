"""The tests that are nearest to what git says is touched, for a minute: make test-quick.

Nearest first: a test file that is touched itself, one that imports a touched module, one that imports what imports it,
and so on; of other files, a test that speaks of them. What a minute has no room for is left to `make test`, and so are
tests that need the whole site in a browser.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.house import PROJECT, arrows_between_modules, imported_names, module_name

SECONDS = 45.0
"""After which no further test begins; what goes before and after takes the rest of a minute."""
SLOW = ("tests/browser", "tests/servers")
NEAR_ALL = "tests/unit/test_architecture.py"


def touched() -> list[str]:
    """The files that are not as in the last commit; where all are, those of the last commit. As git writes them."""
    changed = _git("diff", "--name-only", "HEAD") + _git("ls-files", "--others", "--exclude-standard")
    return changed or _git("diff", "--name-only", "HEAD~1", "HEAD")


def _git(*arguments: str) -> list[str]:
    found = subprocess.run(["git", *arguments], cwd=PROJECT, capture_output=True, text=True, check=True)
    return found.stdout.splitlines()


def nearest(files: Iterable[str]) -> dict[str, int]:
    """Test files, the nearest to `files` first, each with its distance from them."""
    files = list(files)
    far = _distances({module_name(PROJECT / one) for one in files if re.fullmatch(r"campaign/.*\.py", one)})
    words = {word for one in files if not one.endswith(".py") for word in (Path(one).stem, Path(one).parent.name)}
    tests = sorted(path.relative_to(PROJECT).as_posix() for path in (PROJECT / "tests").rglob("test_*.py"))
    found = {one: 0 for one in tests if one in files and not one.startswith(SLOW)}
    found |= {NEAR_ALL: 1}
    for one in tests:
        if not one.startswith(SLOW) and one not in found:
            imported = (far[name] for name in imported_names(PROJECT / one) if name in far)
            spoken = words & _words(one)
            if (distance := min([*imported, *([1] if spoken else [])], default=None)) is not None:
                found[one] = 1 + distance
    return dict(sorted(found.items(), key=lambda one: one[1]))


def _distances(modules: set[str]) -> Mapping[str, int]:
    """How many imports each module is away from the nearest of these."""
    arrows = arrows_between_modules()
    found = dict.fromkeys(modules, 0)
    waiting = list(modules)
    for target in waiting:
        for module, targets in arrows.items():
            if target in targets and module not in found:
                found[module] = found[target] + 1
                waiting.append(module)
    return found


@cache
def _words(test: str) -> set[str]:
    return set(re.findall(r"[\w-]{4,}", (PROJECT / test).read_text("utf-8")))


class _Minute:
    """Ends when the time is over, and says how much is left."""

    def __init__(self) -> None:
        self.end, self.left = time.monotonic() + SECONDS, 0

    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
        if time.monotonic() < self.end:
            return None
        self.left += 1
        return True


def main() -> int:
    """Run them; returns the exit code."""
    files = touched()
    tests = nearest(files)
    print(f"Touched: {len(files)} files. Nearest to them: {len(tests)} files of tests.")
    minute = _Minute()
    code = pytest.main(["-q", *(str(PROJECT / one) for one in tests)], plugins=[minute])
    print(f"Left to make test: {minute.left} of these, and all that need a server or a browser.")
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
