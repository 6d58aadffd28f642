"""Form fields made from the campaign's schema: what `campaign check` accepts is what the form lets one enter.

A field is plain data in the form that Sveltia CMS reads (https://sveltiacms.app/en/docs/fields).
"""

from __future__ import annotations

import datetime
import types
import typing
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic.fields import FieldInfo

from campaign.files.record import Record
from campaign.files.schema import keys_of

Field_ = dict[str, Any]
"""One form field, as plain data."""

ID_RULE = "Only the letters a to z, numbers, and hyphens between them, such as number-has-changed."

Choices = Mapping[str, Sequence[str] | Mapping[str, str]]
"""Choices that the type does not name, by field: {"topics": ("privacy", …)}; or each with what is shown for it."""


def make_field(
    name: str, info: FieldInfo, *, choices: Choices | None = None, labels: Mapping[str, str] | None = None
) -> Field_:
    """The form field of one field of a schema; `labels` are shown instead of a choice's own word.

    Raises TypeError for a type that no form field is known for, so that a new kind of field cannot be forgotten.
    """
    kind, is_list = _plain_type(info.annotation)
    field: Field_ = {"name": name, "label": label_of(name), "required": info.is_required()}
    if info.description:
        field["hint"] = info.description
    options = (choices or {}).get(name) or (typing.get_args(kind) if typing.get_origin(kind) is Literal else ())
    if options:
        shown = options if isinstance(options, Mapping) else labels or {}
        field |= {"widget": "select", "options": [_option(one, shown) for one in options]}
        if is_list:
            field |= {"multiple": True, "dropdown_threshold": 30}
    elif is_list and isinstance(kind, type) and issubclass(kind, Record):
        field |= {"widget": "list", "fields": make_fields(kind, choices=choices, labels=labels), "collapsed": "auto"}
    elif is_list:
        field |= {"widget": "list", "field": {"name": "item", "label": label_of(name), "widget": "string"}}
    elif typing.get_origin(kind) is dict:
        field |= {"widget": "object", "fields": []}  # the caller knows the keys
    else:
        field |= _scalar(kind, info)
    return field


def make_fields(
    model: type[Record], *, choices: Choices | None = None, labels: Mapping[str, str] | None = None
) -> list[Field_]:
    """The form fields of a whole schema, in its order."""
    return [make_field(name, info, choices=choices, labels=labels) for name, info in keys_of(model).items()]


def label_of(name: str) -> str:
    """A field's name in words: "reviewed_on" → "Reviewed on"."""
    return name if name[0].isdigit() else name.replace("_", " ").replace("-", " ").capitalize()


def _plain_type(annotation: Any) -> tuple[Any, bool]:
    """(the type without `| None` and without `tuple[…, ...]`, whether it is a list)."""
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Union:
        annotation = next(one for one in typing.get_args(annotation) if one is not type(None))
    if typing.get_origin(annotation) is tuple:
        return typing.get_args(annotation)[0], True
    return annotation, False


def _option(value: str, labels: Mapping[str, str]) -> dict[str, str]:
    return {"label": labels.get(value) or label_of(value), "value": value}


def _scalar(kind: Any, info: FieldInfo) -> Field_:
    limits: Field_ = {}
    for one in info.metadata:
        if isinstance(one, Ge):
            limits["min"] = one.ge
        elif isinstance(one, Le):
            limits["max"] = one.le
        elif isinstance(one, MinLen):
            limits["minlength"] = one.min_length
        elif isinstance(one, MaxLen):
            limits["maxlength"] = one.max_length
        elif pattern := getattr(one, "pattern", None):
            limits["pattern"] = [pattern, ID_RULE if "-" in pattern and "a-z" in pattern else info.description or ""]
    if kind is str:
        # A paragraph's worth of text gets room to be read.
        return {"widget": "text" if limits.get("maxlength", 0) > 150 else "string", **limits}
    if kind is bool:
        return {"widget": "boolean", "default": bool(info.default), "required": False}
    if kind is int:
        return {"widget": "number", "value_type": "int", **limits}
    if kind is datetime.date:
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    if isinstance(kind, type) and issubclass(kind, Record):
        return {"widget": "object", "fields": make_fields(kind), "collapsed": "auto"}
    raise TypeError(f"no form field is known for {kind}")
