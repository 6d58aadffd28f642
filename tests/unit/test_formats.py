"""Babel's answers are right, and Babel is not loaded before it is asked."""

from __future__ import annotations

import datetime
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal

import pytest

from campaign.languages import formats

DAY = datetime.date(2026, 11, 3)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (lambda: formats.format_day(DAY, "long", "en_GB", ()), "3 November 2026"),
        (lambda: formats.format_day(DAY, "full", "sl_SI", ()), "torek, 3. november 2026"),
        (lambda: formats.format_day(DAY, "long", "bs_Latn_BA", ("jan",) * 10 + ("novembar", "x")), "3. novembar 2026."),
        (lambda: formats.format_clock(16, 5, "fr_FR"), "16:05"),
        (lambda: formats.weekdays("sl_SI")[6], "nedelja"),
        (lambda: formats.format_number(Decimal(291273), "sl_SI"), "291.273"),
        (lambda: formats.format_share(Decimal("15.5"), "en_GB"), "15.5%"),
        (lambda: formats.format_share(Decimal(15), "sl_SI"), "15\N{NO-BREAK SPACE}%"),
        (lambda: formats.country_name("ME", "sl_SI"), "Črna gora"),
        (lambda: formats.country_name("X9", "sl_SI"), None),
        (lambda: formats.is_locale("sl_SI"), True),
        (lambda: formats.is_locale("xx_YY"), False),
        (lambda: formats.is_locale("no locale"), False),
    ],
)
def test_answers(answer: Callable[[], object], expected: object) -> None:
    assert answer() == expected
    assert answer() == expected


def test_babel_is_not_loaded_before_it_is_asked() -> None:
    code = "import sys, campaign.engine.make; print('babel' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
