"""The tests that are run for the change at hand: the nearest to what is touched."""

from __future__ import annotations

from tests.quick import NEAR_ALL, nearest


def test_what_imports_a_touched_module_comes_before_what_only_reaches_it() -> None:
    found = list(nearest(["campaign/kits/pdf.py"]))
    assert found.index("tests/unit/test_sheets.py") < found.index("tests/unit/test_kits.py")
    assert NEAR_ALL in found
    assert not [one for one in found if one.startswith(("tests/browser", "tests/servers"))]


def test_a_touched_test_comes_first_and_a_text_leads_to_what_speaks_of_it() -> None:
    assert next(iter(nearest(["tests/unit/test_qr.py"]))) == "tests/unit/test_qr.py"
    assert "tests/browser/test_print.py" not in nearest(["tests/browser/test_print.py"])
    assert "tests/unit/test_sheets.py" in nearest(["docs/en/families/sextortion.md"])
