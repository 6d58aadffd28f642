"""What a quotation bears out."""

from decimal import Decimal

import pytest

from campaign.facts.evidence import newest_year, phone_numbers, says_phone, says_value
from campaign.facts.source import FactSource


@pytest.mark.parametrize(
    ("quote", "phone", "expected"),
    [
        ("Call 116 111, at any time.", "116111", True),
        ("Call 116-111", "116111", True),
        ("اتصل ١١٦ ١١١", "116111", True),
        ("tel. 080/888-888", "080888888", True),
        ("from abroad: +382 80 888 888", "080888888", True),
        ("from abroad: 00382 80/888-888", "080888888", True),
        ("Call 116 111, at any time.", "11611", False),
        ("Call 116 111, 24 hours, 2 languages", "1161112", False),
        ("Call 116 111, 24/7", "247", False),
        ("Call 116 111, 24/7", "116111247", False),
        ("Call 0800 606 606", "606606", False),
    ],
)
def test_a_number_is_found_whole(quote: str, phone: str, expected: bool) -> None:
    assert says_phone([quote], phone, 382) is expected


def test_a_name_holds_the_numbers_that_people_would_dial() -> None:
    assert list(phone_numbers("112 – emergency; 113 – police")) == ["112", "113"]


@pytest.mark.parametrize(
    ("quote", "value", "unit", "expected"),
    [
        ("291,273 reports", "291273", "count", True),
        ("785.322 content URLs", "785322", "count", True),
        ("25 101 children", "25101", "count", True),
        ("5,6-odstotno rast", "5.6", "percent", True),
        ("sobem 70%", "70", "growth", True),
        ("70 reports more", "70", "growth", False),
        ("56 % učenk", "56", "percent", True),
        ("20 per cent of parents", "20", "percent", True),
        ("١٥٪ من الأطفال", "15", "percent", True),
        ("around 1 in 6", "6", "one-in", True),
        ("One in two children", "2", "one-in", True),
        ("jedno od pet djece", "5", "one-in", True),
        ("three children", "3", "count", True),
        ("15% of adolescents", "77", "percent", False),
        ("aged 9 to 17", "17", "percent", False),
        ("15% of adolescents", "15", "count", False),
        ("6 of them", "6", "one-in", False),
        ("2,497,438 records", "497438", "count", False),
        ("2,497,438 records", "2497", "count", False),
    ],
)
def test_a_value_stands_in_its_quote(quote: str, value: str, unit: str, expected: bool) -> None:
    assert says_value(quote, Decimal(value), unit) is expected


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2017-02-06 (hours); number re-seen 2021-09-13"], 2021),
        (["c. 2018", None], 2018),
        (["operator page undated"], None),
        (["2021", "٢٠٢٤"], 2024),
    ],
)
def test_the_newest_year_of_evidence(dates: list[str | None], expected: int | None) -> None:
    sources = [FactSource(url="https://example.org/", quote="…", date=one) for one in dates]
    assert newest_year(sources) == expected
