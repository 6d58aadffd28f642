"""How long each step of a build took."""

from __future__ import annotations

import time


class Laps:
    """Seconds by step, in the order of the steps."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.monotonic()

    def end(self, step: str) -> None:
        """The step that has just ended began where the one before ended."""
        now = time.monotonic()
        self.seconds[step] = self.seconds.get(step, 0.0) + now - self._last
        self._last = now
