"""What the accessibility statement says and no program can know (`docs/_data/accessibility.yml`), and its standard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Annotated, Any, Literal

from campaign.facts.audit_result import AuditCheck
from campaign.files.record import SHOWN, WEB_ADDRESS, Key, Record

FILE = "accessibility.yml"
Reason = Literal["noncompliance", "burden", "scope", "untested"]
"""Why something is not accessible, as the EU's model has it; and what nobody has tried yet, which the model lacks."""
REASONS: tuple[Reason, ...] = ("noncompliance", "burden", "scope", "untested")
_EMAIL = r"^[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+$"


class Contact(Record):
    """Where readers turn to."""

    name: Annotated[dict[str, str], Key("What it is called, by language code.", SHOWN)] = field(default_factory=dict)
    email: Annotated[str | None, Key("Its e-mail address.", pattern=_EMAIL)] = None
    url: Annotated[str | None, Key("Its page or form.", pattern=WEB_ADDRESS)] = None

    def __post_init__(self) -> None:
        if not (self.email or self.url):
            raise ValueError("an `email` or a `url`: readers have to reach it")


class Limit(Record):
    """Something that is not accessible."""

    id: Annotated[str, Key("What it is: the interface word `limit_<id>` says it.", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    why: Annotated[
        Reason,
        Key("`noncompliance`, `burden` (disproportionate), `scope` (the law does not ask it), or `untested`."),
    ]


class Accessibility(Record):
    """`docs/_data/accessibility.yml`: who answers for the site, and what does not work."""

    body: Annotated[dict[str, str], Key("The public body that publishes the site, by language code.", SHOWN)] = field(
        default_factory=dict
    )
    law: Annotated[dict[str, str], Key("The law that the statement is made under, by language code.", SHOWN)] = field(
        default_factory=dict
    )
    feedback: Annotated[Contact | None, Key("Where readers say what does not work.", SHOWN)] = None
    enforcement: Annotated[Contact | None, Key("Who looks into it when no answer helps.", SHOWN)] = None
    limits: Annotated[tuple[Limit, ...], Key("What is not accessible, and why.")] = ()


class Clause(Record):
    """A clause of the standard, and the checks of the audit that look at a part of what it asks; nobody else did."""

    name: Annotated[str, Key("The standard's own name of it, in English.")]
    checks: Annotated[tuple[AuditCheck, ...], Key("None: it was not looked at.")]


class Standard(Record):
    """EN 301 549, as `en301549.yml` beside this module has it."""

    version: Annotated[str, Key("Its name with its version.")]
    wcag: Annotated[str, Key("The version of WCAG whose criteria are its clauses 9.1 to 9.4.")]
    source: Annotated[str, Key("Where the version was read.", pattern=WEB_ADDRESS)]
    model: Annotated[str, Key("Where the model of the statement was read.", pattern=WEB_ADDRESS)]
    clauses: Annotated[Mapping[str, Clause], Key("By number.")]


def read_standard() -> Standard:
    """The standard that comes with the generator."""
    # Imported when needed: only the statement wants it.
    from campaign.files.yamlfile import load_yaml

    data: dict[str, Any] = load_yaml(Path(__file__).with_name("en301549.yml"), "en301549.yml").data
    clauses = {
        number: Clause(name=one["name"], checks=tuple(one["checks"])) for number, one in data.pop("clauses").items()
    }
    return Standard(**data, clauses=clauses)
