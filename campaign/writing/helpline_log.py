"""Recording that somebody checked or changed a contact: values in `helplines.yml`, one entry in the log of checks."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Annotated, Any

from campaign.facts.helplines import Helpline
from campaign.facts.source import CheckedHow
from campaign.files.documents import Path_, YamlDocument, decode_text
from campaign.files.problems import ProblemsFound
from campaign.files.record import Key, Record
from campaign.files.replace import replace_file
from campaign.files.schema import validate_record
from campaign.files.yamlfile import parse_yaml, quote, set_values
from campaign.model.pool import POOL, pool_name
from campaign.model.settings import Settings

HELPLINES, LOG = "helplines.yml", "helpline_log.yml"
LOG_HEADER = """# The log of checks and changes, newest last; written by `campaign helplines checked` and `… change`.
"""


class LogEntry(Record):
    """One entry of `docs/_data/helpline_log.yml`."""

    id: Annotated[str, Key("The contact.")]
    checked_on: Annotated[datetime.date, Key("The day of the check.")]
    checked_how: Annotated[CheckedHow, Key("`source read`, `opened` or `called`.")]
    before: Annotated[str, Key("The day and way of the check before.")]
    changed: Annotated[str | None, Key("What was changed: number, site or source, before and after.")] = None
    note: Annotated[str | None, Key("What was found, for staff.")] = None


def record_check(
    settings: Settings, helpline_id: str, day: datetime.date, how: CheckedHow, note: str | None
) -> LogEntry:
    """Write a check into both files, leaving every other byte as it was; raises ProblemsFound for an unknown id."""
    text = own_contacts(settings, [helpline_id])
    document = parse_yaml(text, settings.data_name(HELPLINES))
    index = find_entry(document, helpline_id)
    old = document.data[index]
    entry = LogEntry(
        id=helpline_id,
        checked_on=day,
        checked_how=how,
        before=f"{old['checked_on']}, {old['checked_how']}",
        changed=None,
        note=note,
    )
    write_change(
        settings,
        set_contact(text, document, (index,), {"checked_on": day, "checked_how": how, "check_by": None}),
        entry,
    )
    return entry


def own_contacts(settings: Settings, wanted: Iterable[str]) -> str:
    """The text of `helplines.yml` with these contacts in it: those that come from the pool are copied to its end, word
    for word, because from now on the campaign answers for them. Unknown ids are left out."""
    path, file = settings.data(HELPLINES), settings.data_name(HELPLINES)
    text = decode_text(path.read_bytes(), file) if path.is_file() else ""
    own = {one.get("id") for one in parse_yaml(text, file).data or [] if isinstance(one, dict)}
    missing = [one for one in wanted if one not in own] if settings.uses_pool else []
    if missing:
        entries = entries_by_id((POOL / HELPLINES).read_text("utf-8"), pool_name(HELPLINES))
        copied = [entries[one].strip("\n") for one in missing if one in entries]
        text = "\n\n".join([*filter(None, [text.rstrip("\n")]), *copied]) + "\n" if copied else text
    return text


def entries_by_id(text: str, file: str) -> dict[str, str]:
    """The text of each entry of a list, as it is written."""
    found = {}
    for part in re.split(r"(?m)^(?=- )", text):
        data = parse_yaml(part, file).data
        if isinstance(data, list) and data and isinstance(data[0], dict):
            found[str(data[0].get("id"))] = part
    return found


def changes_between(before: str, after: str) -> list[LogEntry]:
    """What the log has to say of two states of `helplines.yml`: of contacts that were checked or changed in a form.

    A contact that is wrong is left out. Raises ProblemsFound when one of the two cannot be read.
    """
    old = _contacts_in(before)
    return [
        make_entry(old[one.id], one, None)
        for one in _contacts_in(after).values()
        if one.id in old
        and (describe_change(old[one.id], one) or old[one.id].checked_on != one.checked_on
             or old[one.id].checked_how != one.checked_how)
    ]  # fmt: skip


def _contacts_in(text: str) -> dict[str, Helpline]:
    document = parse_yaml(text, HELPLINES)
    found = (validate_record(Helpline, document, (index,))[0] for index in range(len(document.data or [])))
    return {one.id: one for one in found if one}


def make_entry(old: Helpline, new: Helpline, note: str | None) -> LogEntry:
    """What the log says when a contact has become another."""
    return LogEntry(
        id=new.id,
        checked_on=new.checked_on,
        checked_how=new.checked_how,
        before=f"{old.checked_on}, {old.checked_how}",
        changed=describe_change(old, new) or None,
        note=note,
    )


def describe_change(old: Helpline, new: Helpline) -> str:
    """Number, site and source where they differ, before and after; "" when they do not."""
    pairs = ((old.display, new.display), (old.url, new.url), (old.source.url, new.source.url))
    return "; ".join(f"{before or 'none'} → {after or 'none'}" for before, after in pairs if before != after)


def find_entry(document: YamlDocument, helpline_id: str) -> int:
    """Where the contact stands in the file; raises ProblemsFound for an unknown id."""
    ids = [one.get("id", "") for one in document.data or []]
    if helpline_id in ids:
        return ids.index(helpline_id)
    close = get_close_matches(helpline_id, ids, n=1)
    fix = f"did you mean “{close[0]}”?" if close else "campaign helplines lists them all"
    raise ProblemsFound.of(
        "helpline", document.file, f"there is no contact “{helpline_id}”", "the id of a contact", fix
    )


def set_contact(text: str, document: YamlDocument, path: Path_, values: Mapping[str, Any]) -> str:
    """As `set_values`; raises ProblemsFound when the contact is written in a way that cannot be changed by itself."""
    try:
        return set_values(text, path, values)
    except KeyError:
        found = "a contact that is written in braces"
        expected = "each `key: value` on a line of its own"
        fix = "write it as the other contacts are written"
        raise ProblemsFound([document.problem("helpline", found, expected, fix, path)]) from None


def write_change(settings: Settings, text: str, entry: LogEntry) -> None:
    """Write the text of `helplines.yml`, and the entry at the end of the log."""
    replace_file(settings.data(HELPLINES), text.encode())
    write_entries(settings, [entry])


def write_entries(settings: Settings, entries: Sequence[LogEntry]) -> None:
    """Write entries at the end of the log."""
    log = settings.data(LOG)
    before = log.read_text("utf-8") if log.exists() else LOG_HEADER
    if entries:
        text = before.rstrip("\n") + "\n" + "".join(_entry_text(one) for one in entries)
        replace_file(log, text.encode())


def _entry_text(entry: LogEntry) -> str:
    text = (
        f"- id: {entry.id}\n  checked_on: {entry.checked_on}\n  checked_how: {entry.checked_how}\n"
        f'  before: "{entry.before}"\n'
    )
    for key in ("changed", "note"):
        if value := getattr(entry, key):
            text += f"  {key}: {quote(' '.join(value.split()))}\n"
    return text
