"""Two people's changes of one text: nothing of either is lost, and what cannot be joined is asked."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaign.writing.merge import BOTH, MINE, THEIRS, Clash, choose_entries, cut_passages, merge_texts

PAGE = "---\ntitle: A\nid: a\n---\n\n## One {#one}\n\nFirst\nparagraph.\n\n1. Do this.\n2. Do that.\n\nLast.\n"


def never(_: Clash) -> None:
    return None


@pytest.mark.parametrize(
    ("mine", "theirs", "joined"),
    [
        (("First", "My"), ("Last", "Their"), ("My\nparagraph", "Their.")),
        (("Do this", "Mine"), ("Do that", "Theirs"), ("1. Mine.\n2. Theirs.",)),
        (("title: A", "title: B"), ("id: a", "id: c"), ("title: B\nid: c",)),
        (("Last.", "Same."), ("Last.", "Same."), ("Same.",)),
        (("Last.\n", "Last.\n\nMore.\n"), ("## One", "## Two"), ("## Two", "More.")),
        (("2. Do that.\n", ""), ("First", "Their"), ("Their", "1. Do this.\n\nLast")),
    ],
)
def test_what_each_has_changed_elsewhere_is_joined(mine: tuple, theirs: tuple, joined: tuple) -> None:
    text, left = merge_texts("docs/en/a.md", PAGE, PAGE.replace(*mine), PAGE.replace(*theirs), never)
    assert not left
    assert all(one in text for one in joined), text


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (THEIRS, "Their\nparagraph.\n\n1."), (MINE, "My\nparagraph.\n\n1."),
        (BOTH, "Their\nparagraph.\n\nMy\nparagraph.\n\n1."), ("Our words.\n\n", "Our words.\n\n1."),
    ],
)  # fmt: skip
def test_the_same_passage_is_settled_as_a_person_says(answer: str, expected: str) -> None:
    mine, theirs = PAGE.replace("First", "My"), PAGE.replace("First", "Their")
    text, left = merge_texts("docs/en/a.md", PAGE, mine, theirs, never)
    assert text == theirs and [(one.place, one.mine) for one in left] == [("One", "My\nparagraph.\n\n")]
    text, left = merge_texts("docs/en/a.md", PAGE, mine, theirs, lambda _: answer)
    assert not left and expected in text


def test_both_items_of_a_list_stay_one_list_and_a_heading_stands_once() -> None:
    mine, theirs = PAGE.replace("Do that", "Mine"), PAGE.replace("Do that", "Theirs")
    text, _ = merge_texts("docs/en/a.md", PAGE, mine, theirs, lambda _: BOTH)
    assert "1. Do this.\n2. Theirs.\n3. Mine.\n\nLast." in text
    for old in ("## One", "title: A"):
        mine, theirs = PAGE.replace(old, f"{old} m"), PAGE.replace(old, f"{old} t")
        text, left = merge_texts("docs/en/a.md", PAGE, mine, theirs, lambda _: BOTH)
        assert text == theirs and not left[0].takes_both


LIST = "---\nid: a\n---\n\n1. One.\n    1. Inner.\n    2. Second.\n2. Two.\n3. Three.\n\n```\n7. Code.\n```\n"


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (("2. Two.\n3. Three.", "2. New.\n3. Two.\n4. Three."), ("Three.\n", "Three.\n4. Four.\n"), "New Two Four"),
        (("1. One.", "1. Mine."), ("1. One.\n", "1. Before.\n2. One.\n"), "Mine Two Three"),
        (("2. Two.\n3. Three.", "2. Three."), ("3. Three.", "3. Three, changed."), "Three, changed"),
        (("    2. Second.\n", ""), ("    1. Inner.\n", "    1. New.\n    2. Inner.\n"), "Two Three"),
    ],
)  # fmt: skip
def test_a_list_of_two_people_counts_from_1(mine: tuple, theirs: tuple, expected: str) -> None:
    assert all(old in LIST for old, _ in (mine, theirs))
    text, left = merge_texts("docs/en/a.md", LIST, LIST.replace(*mine), LIST.replace(*theirs), lambda _: MINE)
    assert not left and "\n7. Code.\n" in text
    items = [one for one in text.splitlines() if re.match(r"\d+[.] [^C]", one)]
    assert [int(one.split(".")[0]) for one in items] == [*range(1, len(items) + 1)], text
    assert all(one in text for one in expected.split()), text


def test_two_new_entries_do_not_clash() -> None:
    text, left = merge_texts("docs/_data/withdrawn.yml", "a: 1\n", "a: 1\nm: 1\n", "a: 1\nt: 1\n", never)
    assert (text, left) == ("a: 1\nt: 1\nm: 1\n", [])


def test_locks_are_joined_entry_by_entry() -> None:
    base = '# Head\na:\n  accepted_on: 2026-01-01\n  blocks:\n    - "1"\nb:\n  accepted_on: 2026-01-01\n'
    mine = (
        base.replace("a:\n  accepted_on: 2026-01-01", "a:\n  accepted_on: 2026-02-01")
        + "z:\n  accepted_on: 2026-02-02\n"
    )
    theirs = base.replace("b:\n  accepted_on: 2026-01-01", "b:\n  accepted_on: 2026-03-01")
    text, left = merge_texts("docs/_data/locks/sl.yml", base, mine, theirs, never)
    assert not left
    assert text == mine.replace("b:\n  accepted_on: 2026-01-01", "b:\n  accepted_on: 2026-03-01")
    assert choose_entries(base, mine, lambda key: key == "z") == base + "z:\n  accepted_on: 2026-02-02\n"


lines = st.lists(st.sampled_from(["a\n", "b\n", "\n", "- c\n", "---\n", "# d\n", "e"]), max_size=9).map("".join)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines, lines, lines, st.sampled_from(["x.md", "x.yml"]))
def test_any_texts_are_joined_without_losing_a_word(base: str, mine: str, theirs: str, path: str) -> None:
    assert "".join(cut_passages(path, base)) == base
    assert merge_texts(path, base, mine, base, never) == (mine, [])
    assert merge_texts(path, base, base, theirs, never) == (theirs, [])
    assert merge_texts(path, base, mine, mine, never) == (mine, [])
    text, left = merge_texts(path, base, mine, theirs, lambda _: MINE)
    again, _ = merge_texts(path, base, mine, theirs, lambda _: THEIRS)
    assert not left
    # Whichever is kept, what only one of them has added is there.
    only = set(mine) - set(base) - set(theirs)
    assert only <= set(text) and set(theirs) - set(base) - set(mine) <= set(again)
