"""What the last whole audit found (`make audit`): the figures of the accessibility statement."""

from __future__ import annotations

import datetime
import json
from typing import Annotated, Literal

from campaign.files.record import Key, Record

AuditCheck = Literal[
    "axe", "appearance", "html", "policy", "third-party", "keyboard", "layout", "no-script", "no-storage", "file",
    "sub-path", "print", "pdf",
]  # fmt: skip
"""What is looked at; each has an interface word, `audit_axe` and so on."""

FILE = "audit.yml"
"""Under docs/_data/; written by `make audit` and by nobody else."""


class AuditResult(Record):
    """`docs/_data/audit.yml`: the figures of the last audit of the whole site."""

    audited_on: Annotated[datetime.date, Key("The day of the audit.")]
    pages: Annotated[int, Key("How many pages were looked at.", ge=1)]
    axe_version: Annotated[str, Key("The version of axe-core.")]
    site: Annotated[str | None, Key("The name of the campaign that was looked at.")] = None
    pages_sha256: Annotated[str | None, Key("The pages as they were then: figures of another state say so.")] = None
    styles_sha256: Annotated[str | None, Key("The look as it was then.")] = None
    found: Annotated[dict[AuditCheck, int], Key("How many faults each check found.", min_length=1)]


def render_audit_result(result: AuditResult) -> str:
    """The file's text."""
    lines = "".join(f"  {check}: {count}\n" for check, count in result.found.items())
    known = {"site": result.site, "pages_sha256": result.pages_sha256, "styles_sha256": result.styles_sha256}
    looked_at = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in known.items() if value is not None
    )
    return (
        "# The figures of the last audit of the whole site, written by `make audit`. Not to be changed by hand:\n"
        "# the accessibility statement shows them.\n"
        f"audited_on: {result.audited_on}\npages: {result.pages}\naxe_version: {result.axe_version!r}\n{looked_at}"
        f"found:\n{lines}"
    )
