"""A problem that a person has to mend, as data.

Checks return problems, they never print or raise; the command and the plugin decide how to show them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Literal, NamedTuple, TypedDict, Unpack

Severity = Literal["error", "warning"]


class Where(TypedDict, total=False):
    """Where in its file a problem is, and how serious."""

    line: int | None
    field: str | None
    severity: Severity


class Problem(NamedTuple):
    """One thing found wrong in the campaign's files.

    `file` is relative to the project folder, `line` counts from 1 (None: the whole file), `field` is the
    dotted name of a key in front matter or data. `found`, `expected` and `fix` are sentences for people.
    Pages, data documents and settings have a method `problem` that names the file.
    """

    rule: str
    file: str
    found: str
    expected: str = ""
    fix: str = ""
    line: int | None = None
    field: str | None = None
    severity: Severity = "error"

    @property
    def place(self) -> str:
        """Where in the file, in words: "line 12, expires_on"; "" for the whole file."""
        return ", ".join(filter(None, [f"line {self.line}" if self.line else "", self.field]))

    def as_dict(self) -> dict[str, Any]:
        """The problem as plain data, for `--json`, in an order that people read in."""
        order = ("rule", "file", "found", "severity", "line", "field", "expected", "fix")
        return {key: getattr(self, key) for key in order}


class ProblemsFound(Exception):
    """Raised where work cannot go on; carries every problem found so far, never just the first."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted_problems(problems)
        super().__init__(render_problems(self.problems))

    @classmethod
    def of(
        cls, rule: str, file: str, found: str, expected: str = "", fix: str = "", **where: Unpack[Where]
    ) -> ProblemsFound:
        """The exception of one problem, which is said as a `Problem` is."""
        return cls([Problem(rule, file, found, expected, fix, **where)])

    def __reduce__(self) -> tuple[type[ProblemsFound], tuple[list[Problem]]]:
        # Told to another process it is still the same problems.
        return ProblemsFound, (self.problems,)


def sorted_problems(problems: Iterable[Problem]) -> list[Problem]:
    """By file, then line, errors before warnings, each problem once."""
    return sorted(set(problems), key=lambda p: (p.file, p.line or 0, p.severity, p.field or "", p.rule, p.found))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any problem must stop a build."""
    return any(p.severity == "error" for p in problems)


def stop_at_errors(problems: Sequence[Problem]) -> None:
    """Raises ProblemsFound when any problem must stop the work."""
    if has_errors(problems):
        raise ProblemsFound(problems)


def render_problems(problems: Iterable[Problem]) -> str:
    """All problems as plain text, grouped by file, for terminals and log files."""
    parts = []
    for file, group in groupby(sorted_problems(problems), key=lambda p: p.file):
        parts.append(file)
        for p in group:
            parts.append(f"  {p.severity}{f' ({p.place})' if p.place else ''}: {p.found}")
            if p.expected:
                parts.append(f"      expected: {p.expected}")
            if p.fix:
                parts.append(f"      to mend: {p.fix}")
    return "\n".join(parts)


def render_github(problems: Iterable[Problem]) -> str:
    """GitHub workflow commands, so that problems appear beside the lines of a pull request."""

    def escape(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    return "\n".join(
        f"::{p.severity} file={p.file},line={p.line or 1},title={escape(p.rule)}::"
        + escape(". ".join(filter(None, [p.found, p.expected and f"Expected: {p.expected}", p.fix])))
        for p in sorted_problems(problems)
    )
