"""Recording that somebody checked a contact: two values in `helplines.yml`, one entry in the log of checks."""

from __future__ import annotations

import datetime
import re
from difflib import get_close_matches
from pathlib import Path

from pydantic import Field

from campaign.helplines import CheckedHow
from campaign.problems import Problem, ProblemsFound
from campaign.schema import Record
from campaign.yamlfile import load_yaml

LOG_HEADER = """# The log of checks, newest last; written by `campaign helplines checked`.
"""


class LogEntry(Record):
    """One entry of `docs/_data/helpline_log.yml`."""

    id: str = Field(description="The contact.")
    checked_on: datetime.date = Field(description="The day of the check.")
    checked_how: CheckedHow = Field(description="`source read`, `opened` or `called`.")
    before: str = Field(description="The day and way of the check before.")
    note: str | None = Field(None, description="What was found, for staff.")


def record_check(data_dir: Path, helpline_id: str, day: datetime.date, how: CheckedHow, note: str | None) -> LogEntry:
    """Write a check into both files, leaving every other byte as it was; raises ProblemsFound for an unknown id."""
    path = data_dir / "helplines.yml"
    document = load_yaml(path, "docs/_data/helplines.yml")
    entries = document.data or []
    index = next((number for number, one in enumerate(entries) if one.get("id") == helpline_id), None)
    if index is None:
        close = get_close_matches(helpline_id, [one.get("id", "") for one in entries], n=1)
        raise ProblemsFound(
            [
                Problem(
                    rule="helpline",
                    file="docs/_data/helplines.yml",
                    found=f"there is no contact “{helpline_id}”",
                    expected="the id of a contact",
                    fix=f"did you mean “{close[0]}”?" if close else "campaign helplines lists them all",
                )
            ]
        )
    old = entries[index]
    lines = path.read_text("utf-8").split("\n")
    for key, value in (("checked_on", day.isoformat()), ("checked_how", how)):
        number = document.lines[(index, key)] - 1
        lines[number] = re.sub(rf"({key}:\s*).*", rf"\g<1>{value}", lines[number])
    entry = LogEntry(
        id=helpline_id,
        checked_on=day,
        checked_how=how,
        before=f"{old['checked_on']}, {old['checked_how']}",
        note=note,
    )
    _replace(path, "\n".join(lines))
    log = data_dir / "helpline_log.yml"
    text = log.read_text("utf-8") if log.exists() else LOG_HEADER
    _replace(log, text.rstrip("\n") + "\n" + _entry_text(entry))
    return entry


def _entry_text(entry: LogEntry) -> str:
    text = (
        f"- id: {entry.id}\n  checked_on: {entry.checked_on}\n  checked_how: {entry.checked_how}\n"
        f'  before: "{entry.before}"\n'
    )
    if entry.note:
        quoted = entry.note.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
        text += f'  note: "{quoted}"\n'
    return text


def _replace(path: Path, text: str) -> None:
    """Write aside, then rename: a full disk leaves the old file."""
    part = path.with_suffix(".part")
    try:
        part.write_text(text, "utf-8")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
