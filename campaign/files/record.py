"""Records: one entry of a data file as plain data, with the rules of its keys written beside them.

A record knows its rules as text that nobody reads until a file is checked (`schema.py`): a build whose data files are
known need not load pydantic, which takes longer than all its pages.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, fields
from itertools import chain
from typing import Any, ClassVar, dataclass_transform

SHOWN = "shown"
"""The mark of a key whose text readers see."""
WEB_ADDRESS = r"^https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][!-~]*)?$"
"""An address of the web as it is written: no name before the host (`https://known.example@other.example/`), no letters
outside ASCII, among which there are some that look like others."""


def Key(description: str, *_marks: str, **rules: Any) -> Any:
    """What a key means, for `KEYS.md` and forms, and pydantic's rules for it: `Annotated[str, Key("…", pattern="…")]`.

    Between them, words for what else is so of it: marks, by which `keys_marked` finds it.

    Only in modules with `from __future__ import annotations`: it is called when a file is checked.
    """
    from pydantic import Field as Rules

    return Rules(description=description, **rules)


def Check(function: Callable[[Any], Any]) -> Any:
    """A rule of one's own, after `Key`: takes the value, gives it back, and raises ValueError with what is expected."""
    from pydantic import AfterValidator

    return AfterValidator(function)


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Record:
    """Base of every schema: a dataclass that is frozen, with unknown keys refused and numbers never read as
    text. `__post_init__` may raise ValueError when values do not fit each other."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    __pydantic_config__: ClassVar[Mapping[str, Any]] = {"extra": "forbid", "str_strip_whitespace": True}

    def __init_subclass__(cls) -> None:
        # Methods that would be compiled for each class at each start are written once, below.
        dataclass(init=False, repr=False, eq=False, match_args=False, kw_only=True)(cls)

    def __init__(self, **values: Any) -> None:
        """Raises TypeError for a key that is missing or not known."""
        known = {one.name: one for one in fields(self)}
        if unknown := values.keys() - known.keys():
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
        for name, field in known.items():
            if name in values:
                self.__dict__[name] = values[name]
            elif field.default is not MISSING:
                self.__dict__[name] = field.default
            elif field.default_factory is not MISSING:
                self.__dict__[name] = field.default_factory()
            else:
                raise TypeError(f"{type(self).__name__} needs {name}")
        self.__post_init__()

    def __post_init__(self) -> None:
        """Nothing to check, unless a schema says otherwise."""

    def __setattr__(self, name: str, value: Any) -> None:
        raise FrozenInstanceError(f"{type(self).__name__}.{name} cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"{type(self).__name__}.{name} cannot be removed")

    def __eq__(self, other: object) -> bool:
        return self.__dict__ == other.__dict__ if isinstance(other, type(self)) else NotImplemented

    def __repr__(self) -> str:
        """All that it says: keys of what is kept are made from it."""
        return f"{type(self).__name__}({self.__dict__})"


_marks: dict[type[Record], Mapping[str, tuple[str, ...]]] = {}


def marks_of(record: type[Record]) -> Mapping[str, tuple[str, ...]]:
    """The marks of each key. They are asked for in every build, so without pydantic: of what an annotation says, only
    they are read."""
    if record not in _marks:
        names = {**vars(sys.modules[record.__module__]), "Key": lambda _, *marks, **__: marks, "Check": lambda _: ()}
        hints = {one.name: eval(str(one.type), names) for one in fields(record)}
        _marks[record] = {
            name: tuple(chain.from_iterable(getattr(hint, "__metadata__", ()))) for name, hint in hints.items()
        }
    return _marks[record]


def keys_marked(record: type[Record], mark: str) -> tuple[str, ...]:
    """The keys that have a mark, in the order of the record."""
    return tuple(name for name, marks in marks_of(record).items() if mark in marks)
