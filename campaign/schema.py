"""Validating data against a pydantic model, with errors as problems: file, line, field, found, expected, mend."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from campaign.documents import Path_, YamlDocument
from campaign.problems import Problem

ModelT = TypeVar("ModelT", bound=BaseModel)


WEB_ADDRESS = r"^https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][!-~]*)?$"
"""An address of the web as it is written: no name before the host (`https://known.example@other.example/`), no letters
outside ASCII, among which there are some that look like others."""


class Record(BaseModel):
    """Base of every schema: frozen, unknown keys refused, numbers never read as text or the other way round."""

    # Built when something is first validated: a build that changes one page reads no calendar and no ledger anew.
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)

    def __repr__(self) -> str:
        """All that it says, in a tenth of the time that pydantic's own takes: keys of what is kept are made from it."""
        return f"{type(self).__name__}({self.model_dump_json()})"


def validate_record(
    model: type[ModelT], document: YamlDocument, file: str, path: Path_ = ()
) -> tuple[ModelT | None, list[Problem]]:
    """Build `model` from the part of `document` at `path`; (None, problems) when it does not fit."""
    data: Any = document.data
    for step in path:
        data = data[step]
    if not isinstance(data, Mapping):
        return None, [
            Problem(
                rule="schema",
                file=file,
                line=document.line_of(path),
                found=f"{_shown(data)} instead of keys",
                expected="`key: value` lines",
                fix="write one `key: value` on each line",
            )
        ]
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, [_problem(model, item, document, file, path) for item in error.errors()]


def _problem(model: type[BaseModel], item: Any, document: YamlDocument, file: str, path: Path_) -> Problem:
    where: Path_ = (*path, *item["loc"])
    field = ".".join(str(step) for step in item["loc"])
    found, expected, fix = f"{field}: {_shown(item.get('input'))}", item["msg"].removeprefix("Value error, "), ""
    match item["type"]:
        case "extra_forbidden":
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
        case "literal_error" | "enum":
            options = item["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
            close = get_close_matches(str(item.get("input")), options.split(", "), n=1, cutoff=0.6)
            expected = f"one of: {options}"
            fix = f"did you mean “{close[0]}”?" if close else "choose one of these"
    return Problem(
        rule="schema", file=file, line=document.line_of(where), field=field, found=found, expected=expected, fix=fix
    )


def _shown(value: Any) -> str:
    text = "nothing" if value is None else f"“{value}”"
    return text if len(text) <= 80 else text[:77] + "…”"


def _fields_at(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The keys of the (nested) model that an error's path leads to."""
    for step in path:
        field = model.model_fields.get(str(step))
        if field is None:
            continue
        for candidate in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(candidate, type) and issubclass(candidate, BaseModel):
                model = candidate
                break
    return [field.alias or name for name, field in model.model_fields.items()]
