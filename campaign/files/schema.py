"""Checking data against a record's rules, with errors as problems: file, line, field, found, expected, mend.

pydantic does it, and is loaded when there is something to check.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_type_hints

from campaign.files.documents import Path_, YamlDocument
from campaign.files.problems import Problem
from campaign.files.record import Record

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic.fields import FieldInfo

RecordT = TypeVar("RecordT", bound=Record)


_checkers: dict[type[Record], TypeAdapter[Any]] = {}
"""What checks each kind of record, made when the first of its kind is checked."""


def _checker(record: type[Record]) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    if record not in _checkers:
        _checkers[record] = TypeAdapter(record)
    return _checkers[record]


def keys_of(record: type[Record]) -> Mapping[str, FieldInfo]:
    """What pydantic knows of each key of a record: its type, its rules, what it means, in the order of the record."""
    from pydantic.fields import FieldInfo

    types = get_type_hints(record, include_extras=True)
    return {one.name: FieldInfo.from_annotated_attribute(types[one.name], one) for one in dataclasses.fields(record)}


def plain_data(record: Record, *, leave_out: Collection[str] = (), with_nothing: bool = False) -> dict[str, Any]:
    """A record as JSON has it, without the keys that are left out; those that say nothing only `with_nothing`."""
    data: dict[str, Any] = _checker(type(record)).dump_python(
        record, mode="json", exclude=set(leave_out), exclude_none=not with_nothing
    )
    return data


def json_schema(record: type[Record]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `plain_data` gives."""
    return _checker(record).json_schema(mode="serialization")


def validate_record(
    model: type[RecordT], document: YamlDocument, path: Path_ = ()
) -> tuple[RecordT | None, list[Problem]]:
    """Make a record of the part of `document` at `path`; (None, problems) when it does not fit."""
    data: Any = document.data
    for step in path:
        data = data[step]
    if not isinstance(data, Mapping):
        found, fix = f"{_shown(data)} instead of keys", "write one `key: value` on each line"
        return None, [document.problem("schema", found, "`key: value` lines", fix, path)]
    from pydantic import ValidationError

    try:
        return _checker(model).validate_python(data), []
    except ValidationError as error:
        return None, [_problem(model, item, document, path) for item in error.errors()]


def _problem(model: type[Record], item: Any, document: YamlDocument, path: Path_) -> Problem:
    field = ".".join(str(step) for step in item["loc"])
    found, expected, fix = f"{field}: {_shown(item.get('input'))}", item["msg"].removeprefix("Value error, "), ""
    match item["type"]:
        case "unexpected_keyword_argument":
            key = str(item["loc"][-1])
            known = list(_fields_at(model, item["loc"][:-1]))
            close = get_close_matches(key, known, n=1, cutoff=0.6)
            found = f"unknown key “{key}”"
            expected = f"one of: {', '.join(known)}"
            fix = f"did you mean “{close[0]}”?" if close else "remove it, or see KEYS.md for the keys there are"
        case "missing":
            found, expected, fix = f"“{field}” is missing", f"a line `{field}: …`", f"add `{field}`"
        case "string_type":
            expected, fix = "text", "put the value between double quotes"
        case "date_type" | "date_parsing" | "date_from_datetime_parsing" | "date_from_datetime_inexact":
            expected, fix = "a date such as 2026-11-23", "write year-month-day, four digits, two, two"
        case "too_short" | "too_long" as kind:
            limits, there = item["ctx"], item["ctx"]["actual_length"]
            wanted = f"at least {limits['min_length']}" if kind == "too_short" else f"at most {limits['max_length']}"
            expected, fix = f"{wanted} (there are {there})", "add some" if kind == "too_short" else "remove some"
        case "literal_error" | "enum":
            options = item["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
            expected, fix = one_of(str(item.get("input")), options)
    return document.problem("schema", found, expected, fix, (*path, *item["loc"]), field=field)


def one_of(found: str, known: Collection[str]) -> tuple[str, str]:
    """What is expected where a word is none of those known, and how to mend it."""
    close = get_close_matches(found, known, n=1, cutoff=0.6)
    return f"one of: {', '.join(known)}", f"did you mean “{close[0]}”?" if close else "choose one of these"


def _shown(value: Any) -> str:
    text = "nothing" if value is None else f"“{value}”"
    return text if len(text) <= 80 else text[:77] + "…”"


def _fields_at(model: type[Record], path: tuple[str | int, ...]) -> list[str]:
    """The keys of the (nested) model that an error's path leads to."""
    for step in path:
        field = keys_of(model).get(str(step))
        if field is None:
            continue
        for candidate in (field.annotation, *get_args(field.annotation)):
            if isinstance(candidate, type) and issubclass(candidate, Record):
                model = candidate
                break
    return [field.alias or name for name, field in keys_of(model).items()]
