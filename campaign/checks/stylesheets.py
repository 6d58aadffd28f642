"""Stylesheets of the look that can be read."""

from __future__ import annotations

from collections.abc import Iterator

from campaign.files.look import Look
from campaign.files.problems import Problem
from campaign.views.stylesheets import _PLACE, own_stylesheets, process_stylesheet


def check_stylesheets(look: Look) -> Iterator[Problem]:
    """Every stylesheet that cannot be read, with its line."""
    for path in own_stylesheets(look):
        file = look.name(path)
        try:
            process_stylesheet(path.read_text("utf-8"), filename=file)
        except ValueError as error:
            match = _PLACE.match(str(error))
            found = f"the rules cannot be read: {match[1] if match else error}"
            fix = "look for a missing or surplus bracket or sign on this line or the one before"
            line = int(match[3]) + 1 if match else None  # the library counts lines from 0
            yield Problem("stylesheet", file, found, "CSS as browsers understand it", fix, line=line)
