"""YAML of strangers: plain data with the line of every value, however it is written, a few levels deep."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from campaign.files.problems import ProblemsFound
from campaign.files.yamlfile import MAX_DEPTH, check_depth, parse_yaml

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.dates() | st.text(st.characters(categories=("L", "N", "P", "Zs"))),
    lambda inside: (
        st.lists(inside, max_size=4) | st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), inside, max_size=4)
    ),
    max_leaves=12,
)


@given(PLAIN, st.booleans())
def test_data_is_read_as_it_was_written(data: object, in_braces: bool) -> None:
    text = yaml.safe_dump(data, default_flow_style=in_braces, allow_unicode=True, width=1000)
    assert parse_yaml(text, "x.yml").data == data


def test_each_value_has_its_line() -> None:
    document = parse_yaml("a: 1\nb:\n  - x\n  - c: no\n    d: 2026-11-23\n", "x.yml", first_line=2)
    lines = {(): 2, ("a",): 2, ("b",): 3, ("b", 0): 4, ("b", 1): 5, ("b", 1, "c"): 5, ("b", 1, "d"): 6}
    assert document.lines == lines


@pytest.mark.parametrize("opened", ["[", "{a: ", "- "])
def test_what_is_too_deep_is_refused_with_its_line(opened: str) -> None:
    closed = {"[": "]", "{a: ": "}", "- ": ""}[opened]
    for depth in (MAX_DEPTH, MAX_DEPTH + 1):
        text = f"# A note\n{opened * depth}x{closed * depth}\n"
        if depth == MAX_DEPTH:
            parse_yaml(text, "x.yml")
            check_depth(text, "x.yml")
            continue
        for read in (parse_yaml, check_depth):
            with pytest.raises(ProblemsFound) as found:
                read(text, "x.yml")
            (problem,) = found.value.problems
            assert problem.line == 2 and "inside each other" in problem.found


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(ProblemsFound) as found:
        parse_yaml("a: !x 1\nb: 2026-13-40\nb: 2\n", "x.yml")
    assert [one.line for one in found.value.problems] == [1, 2, 3]
