"""Records: plain data that cannot be changed, and rules that are read when a file is checked."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError, field, replace
from typing import Annotated, Literal

import pytest

from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem
from campaign.files.record import Check, Key, Record, keys_marked, marks_of
from campaign.files.schema import json_schema, keys_of, plain_data, validate_record
from campaign.pages.page import OWN, SHARED, TRANSLATED, PageMeta


def _even(value: int) -> int:
    if value % 2:
        raise ValueError("an even number")
    return value


class Seat(Record):
    """Where somebody sits."""

    row: Annotated[int, Key("The row.", ge=1), Check(_even)]
    side: Annotated[Literal["left", "right"], Key("Which side.", "seen", "old")] = "left"


class Booking(Record):
    """A seat and who has it."""

    name: Annotated[str, Key("Who.", min_length=2)]
    seat: Annotated[Seat, Key("Where.")]
    others: Annotated[tuple[Seat, ...], Key("More of them.")] = ()
    notes: Annotated[dict[str, str], Key("By language.", alias="with")] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.seat in self.others:
            raise ValueError("each seat once")


def check(data: object) -> tuple[Booking | None, list[Problem]]:
    lines = {(): 1, ("seat",): 3, ("seat", "row"): 4, ("others", 0): 6}
    return validate_record(Booking, YamlDocument(data, lines, "bookings.yml"))


def test_what_fits_becomes_a_record() -> None:
    found, problems = check({"name": " Ana ", "seat": {"row": 2}, "with": {"en": "by the window"}})
    assert (found, problems) == (Booking(name="Ana", seat=Seat(row=2), notes={"en": "by the window"}), [])
    assert found and (found.seat.side, found.others) == ("left", ())


def test_all_that_does_not_fit_is_said_at_once() -> None:
    found, problems = check(
        {"nam": "x", "seat": {"row": 3, "side": "lefd", "colour": "red", 7: 1}, "others": [{"row": "two"}, {"row": 0}]}
    )
    said = {(one.line, one.field, one.expected, one.fix) for one in problems}
    assert found is None
    assert (1, "name", "a line `name: …`", "add `name`") in said
    assert (1, "nam", "one of: name, seat, others, with", "did you mean “name”?") in said
    assert (4, "seat.row", "an even number", "") in said
    assert (3, "seat.side", "one of: left, right", "did you mean “left”?") in said
    assert (3, "seat.colour", "one of: row, side", "remove it, or see KEYS.md for the keys there are") in said
    assert {"seat.7", "others.0.row", "others.1.row"} <= {one.field for one in problems}


def test_values_that_do_not_fit_each_other() -> None:
    found, problems = check({"name": "Ana", "seat": {"row": 2}, "others": [{"row": 2}]})
    assert (found, [one.expected for one in problems]) == (None, ["each seat once"])
    with pytest.raises(ValueError, match="each seat once"):
        Booking(name="Ana", seat=Seat(row=2), others=(Seat(row=2),))


def test_a_record_is_what_it_says_and_stays_so() -> None:
    one = Booking(name="Ana", seat=Seat(row=2))
    assert one == pickle.loads(pickle.dumps(one)) == replace(one, name="Ana")
    assert one != replace(one, seat=Seat(row=4))
    assert repr(one) == repr(pickle.loads(pickle.dumps(one))) != repr(replace(one, seat=Seat(row=4)))
    assert one.notes is not Booking(name="Ana", seat=Seat(row=2)).notes
    with pytest.raises(FrozenInstanceError, match="name cannot be changed"):
        one.name = "Eva"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="name cannot be removed"):
        del one.name
    with pytest.raises(TypeError, match="Booking needs name"):
        Booking(seat=Seat(row=2))  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="Seat has no column"):
        Seat(row=2, column=3)  # type: ignore[call-arg]


def test_the_rules_can_be_read() -> None:
    keys = keys_of(Booking)
    assert [name for name, one in keys.items() if one.is_required()] == ["name", "seat"]
    assert keys["notes"].description == "By language." and keys["notes"].annotation == dict[str, str]
    schema = json_schema(Booking)
    assert schema["properties"]["name"] == {"description": "Who.", "minLength": 2, "title": "Name", "type": "string"}
    assert schema["$defs"]["Seat"]["description"] == "Where somebody sits."


def test_plain_data_leaves_out_what_says_nothing() -> None:
    one = Booking(name="Ana", seat=Seat(row=2))
    seat = {"row": 2, "side": "left"}
    assert plain_data(one, leave_out=("notes",)) == {"name": "Ana", "seat": seat, "others": []}


def test_marks_are_read_without_pydantic() -> None:
    assert marks_of(Seat) == {"row": (), "side": ("seen", "old")}
    assert keys_marked(Seat, "old") == ("side",) and keys_marked(Seat, "new") == ()
    code = (
        "import sys; from campaign.files.record import keys_marked; from campaign.pages.page import PageMeta; "
        "print('title' in keys_marked(PageMeta, 'translated'), 'pydantic' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["True", "False"]


def test_every_key_of_a_page_says_what_a_translation_does_with_it() -> None:
    known = {TRANSLATED, SHARED, OWN}
    assert {name: len(known.intersection(marks)) for name, marks in marks_of(PageMeta).items()} == dict.fromkeys(
        marks_of(PageMeta), 1
    )
