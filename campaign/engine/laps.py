"""How far a build is, and how long each of its steps took."""

from __future__ import annotations

import time
from collections.abc import Callable

_PAUSE = 0.1
"""Seconds between two looks at how far a step is: no eye is quicker."""


class Laps:
    """Seconds by step, in the order of the steps. `show` is told, in words, what is being done."""

    def __init__(self, show: Callable[[str], None] | None = None) -> None:
        self.seconds: dict[str, float] = {}
        self._last = self._shown = time.monotonic()
        self._show = show

    def begin(self, words: str) -> None:
        """Say what is being done now."""
        if self._show:
            self._show(f"{words} …")

    def counter(self, words: str, total: int, before: int = 0) -> Callable[[int], None] | None:
        """What is told how many of the step's items are done, beside those `before`; None where nobody looks."""
        if not self._show:
            return None

        def count(done: int) -> None:
            now = time.monotonic()
            if self._show and now - self._shown > _PAUSE:
                self._shown = now
                self._show(f"{words} … {min(before + done, total)} of {total}")

        return count

    def give(self, step: str, seconds: float) -> None:
        """So many seconds of the step that is going on are another's."""
        self.seconds[step] = self.seconds.get(step, 0.0) + seconds
        self._last += seconds

    def end(self, step: str) -> None:
        """The step that has just ended began where the one before ended."""
        now = time.monotonic()
        self.seconds[step] = self.seconds.get(step, 0.0) + now - self._last
        self._last = now
