import pytest

from campaign.checks.readability import measure_flow, measure_reading
from campaign.pages.lines import read_lines


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


@pytest.mark.parametrize(
    ("body", "sentences", "length", "short"),
    [
        ("One two three four five six. One two.", 2, 4.0, 0.5),
        ("## A heading\n\nOne two three four five six.", 1, 6.0, 0.0),
        ("1. **Stop.** Now.\n2. Go.\n\nOne two three four five six.", 1, 6.0, 0.0),
        ("- One two three\n- One two three four five", 2, 4.0, 0.5),
        ("| a | b |\n|---|---|\n| c | d |", 0, 0.0, 0.0),
    ],
)
def test_how_running_text_flows(body: str, sentences: int, length: float, short: float) -> None:
    assert measure_flow(read_lines(body)) == (sentences, pytest.approx(length), pytest.approx(short))
