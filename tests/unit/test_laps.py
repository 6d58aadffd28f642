"""How long each step took."""

from __future__ import annotations

import pytest

from campaign.engine.laps import Laps


def test_what_is_given_to_another_step_is_taken_from_this_one() -> None:
    laps = Laps()
    laps.give("search", 100.0)
    laps.give("search", 50.0)
    laps.end("pages")
    assert laps.seconds["search"] == 150.0
    assert laps.seconds["pages"] == pytest.approx(-150.0, abs=10.0)
