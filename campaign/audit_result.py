"""What the last whole audit found (`make audit`): the figures of the accessibility statement."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from campaign.schema import Record

AuditCheck = Literal[
    "axe", "appearance", "html", "policy", "third-party", "keyboard", "layout", "no-script", "no-storage", "file",
    "sub-path", "print", "pdf",
]  # fmt: skip
"""What is looked at; each has an interface word, `audit_axe` and so on."""

FILE = "audit.yml"
"""Under docs/_data/; written by `make audit` and by nobody else."""


class AuditResult(Record):
    """`docs/_data/audit.yml`: the figures of the last audit of the whole site."""

    audited_on: datetime.date = Field(description="The day of the audit.")
    pages: int = Field(ge=1, description="How many pages were looked at.")
    axe_version: str = Field(description="The version of axe-core.")
    found: dict[AuditCheck, int] = Field(min_length=1, description="How many faults each check found.")


def render_audit_result(result: AuditResult) -> str:
    """The file's text."""
    lines = "".join(f"  {check}: {count}\n" for check, count in result.found.items())
    return (
        "# The figures of the last audit of the whole site, written by `make audit`. Not to be changed by hand:\n"
        "# the accessibility statement shows them.\n"
        f"audited_on: {result.audited_on}\npages: {result.pages}\naxe_version: {result.axe_version!r}\nfound:\n{lines}"
    )
