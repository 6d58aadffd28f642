"""How a check's problems are found: anew, or kept since an earlier build."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from campaign.files.problems import Problem
from campaign.pages.page import SourcePage

Recall = Callable[[str, tuple[SourcePage, ...], Callable[[], Iterable[Problem]]], list[Problem]]
"""(name of a check, the pages it looks at, the check) → its problems: found, or kept since an earlier build."""


def find_anew(_name: str, _pages: tuple[SourcePage, ...], check: Callable[[], Iterable[Problem]]) -> list[Problem]:
    """Keeps nothing."""
    return list(check())
