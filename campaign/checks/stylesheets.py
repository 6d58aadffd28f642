"""Stylesheets of the look that can be read."""

from __future__ import annotations

from pathlib import Path

from campaign.files.problems import Problem
from campaign.views.stylesheets import _PLACE, own_stylesheets, process_stylesheet


def check_stylesheets(overrides: Path) -> list[Problem]:
    """Every stylesheet that cannot be read, with its line."""
    problems = []
    for path in own_stylesheets(overrides):
        file = path.relative_to(overrides.parent).as_posix()
        try:
            process_stylesheet(path.read_text("utf-8"), filename=file)
        except ValueError as error:
            match = _PLACE.match(str(error))
            problems.append(
                Problem(
                    rule="stylesheet",
                    file=file,
                    # The library counts lines from 0.
                    line=int(match[3]) + 1 if match else None,
                    found=f"the rules cannot be read: {match[1] if match else error}",
                    expected="CSS as browsers understand it",
                    fix="look for a missing or surplus bracket or sign on this line or the one before",
                )
            )
    return problems
