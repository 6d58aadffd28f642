import pytest

from campaign.checks.readability import measure_reading


@pytest.mark.parametrize(
    ("lines", "words", "sentence_length", "lix"),
    [
        (["The cat sat. The dog ran."], 6, 3.0, 3.0),
        (["Extraordinary circumstances happen."], 3, 3.0, 69.667),
        (["## What to do {#do-now}", "", "1. **Stay** calm."], 5, 2.5, 2.5),
        (["| One | two three |"], 3, 1.5, 1.5),
        (["هل أنت بخير؟ نعم."], 4, 2.0, 2.0),
        ([], 0, 0.0, 0.0),
    ],
)
def test_figures(lines: list[str], words: int, sentence_length: float, lix: float) -> None:
    reading = measure_reading(lines)
    assert reading.words == words
    assert reading.sentence_length == pytest.approx(sentence_length)
    assert reading.lix == pytest.approx(lix, abs=0.01)
