import pytest

from campaign.checks.readability import measure_flow, measure_reading
from campaign.facts.vocabulary import Sentences, default_vocabulary
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
        ("- One two three.\n- One two three four five.", 2, 4.0, 0.5),
        # Words above a list, and the items that go on with them, are one sentence that ends nowhere.
        ("Bring with you:\n\n- a pen\n- water", 0, 0.0, 0.0),
        ("- **Stop.** One two three four five.\n- **A label:** one two three.\n- **One** two.", 3, 10 / 3, 2 / 3),
        ("**First case.** One two three four five.", 1, 5.0, 0.0),
        ("- [Report it](report.md): where and how.\n- [Get help](get-help.md)", 0, 0.0, 0.0),
        ("Read on: [What now?](a.md) and [Report it](b.md).\n\nFor this [see here.](c.md) it is enough.", 1, 7.0, 0.0),
        ("You can say:\n\n> Please help me.", 0, 0.0, 0.0),
        ('Ask: "How are you today?" Then wait for a while.', 2, 5.0, 0.0),
        ("To je npr. slika ili film od 9\\. oktobra 2026.", 1, 10.0, 0.0),
        ("Call now: {{ helpline: eu-112 }}.\n\n{{ helplines: families }}", 1, 3.0, 1.0),
        ("9\\. This case is invented.", 1, 4.0, 1.0),
        ("One sentence that goes\non in a second line.", 1, 9.0, 0.0),
        ("مرّةً واحدةً فقط، ثمّ نتوقّف قليلًا.", 1, 6.0, 0.0),
        ("| a | b |\n|---|---|\n| c | d |", 0, 0.0, 0.0),
    ],
)
def test_how_running_text_flows(body: str, sentences: int, length: float, short: float) -> None:
    assert measure_flow(read_lines(body)) == (sentences, pytest.approx(length), pytest.approx(short))


def test_sentences_are_as_long_as_the_language_makes_them() -> None:
    wanted = default_vocabulary().reading
    assert wanted.sentences_for("en", ["families"]) == Sentences(at_least=9, at_most=14)
    assert wanted.sentences_for("ar", ["families"]) == Sentences(at_least=7.3, at_most=11.3)
    assert wanted.sentences_for("ar", [], is_easy=True) == wanted.sentences_for("en", [], is_easy=True)
    assert wanted.sentences_for("fr", ["nobody"]) is None
