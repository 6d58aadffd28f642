"""A contact's number or site has changed: its values in `helplines.yml`, and every other byte as it was."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaign.checks.facts import check_helplines
from campaign.facts.helplines import Helpline
from campaign.facts.source import CheckedHow
from campaign.files.problems import Problem, ProblemsFound, stop_at_errors
from campaign.files.schema import validate_record
from campaign.files.yamlfile import parse_yaml
from campaign.writing.helpline_log import LogEntry, find_entry, make_entry, set_contact


@dataclass(frozen=True)
class NewContact:
    """How a contact is reached from now on, and where that was read.

    `display` is the number as people write it, `url` its site; None where there is none. `source` is the page on which
    it was read, `quote` that page's words, in its language, `how` it was checked, `note` what staff are to know.
    """

    display: str | None
    url: str | None
    source: str
    publisher: str
    quote: str
    how: CheckedHow
    note: str | None


def change_helpline(
    text: str, file: str, helpline_id: str, new: NewContact, day: datetime.date
) -> tuple[str, LogEntry, list[Problem]]:
    """The file's text with the contact changed, the entry for the log, and warnings.

    The number in the contact's names changes with it. Further pages that name only the number of before no longer
    speak for the contact and are left out. Raises ProblemsFound when the id is unknown or the new values are wrong:
    then nothing should be written.
    """
    document = parse_yaml(text, file)
    index = find_entry(document, helpline_id)
    before, problems = validate_record(Helpline, document, (index,))
    if before is None:
        raise ProblemsFound(problems)
    old: Mapping[str, Any] = document.data[index]
    phone = re.sub(r"\D", "", new.display) if new.display else None
    values: dict[str, Any] = {
        "phone": phone, "display": new.display, "url": new.url, "checked_on": day, "checked_how": new.how,
        "check_by": None,
    }  # fmt: skip
    if phone != old.get("phone"):
        seen = old.get("also_seen") or []
        values["also_seen"] = [one for one in seen if phone and phone in re.sub(r"\D", "", one["quote"])] or None
        names = {code: _with_number(name, old.get("phone"), new.display) for code, name in old["name"].items()}
        changed_names = {code: name for code, name in names.items() if name != old["name"][code]}
        text = set_contact(text, document, (index, "name"), changed_names)
    source = {"url": new.source, "publisher": new.publisher, "quote": " ".join(new.quote.split()), "date": None}
    if all(source[key] == old["source"].get(key) for key in ("url", "quote")):
        source = {}
    text = set_contact(text, document, (index, "source"), source)
    changed = {key: value for key, value in values.items() if value != old.get(key)}
    text = set_contact(text, document, (index,), changed)
    document = parse_yaml(text, file)
    helpline, problems = validate_record(Helpline, document, (index,))
    if helpline is not None:
        problems += check_helplines([helpline], document, day)
    if not (new.display or new.url):
        found = f"{helpline_id} has neither a number nor a site"
        fix = "a contact that is no more: campaign edit, then take away “publish” and say why"
        problems.append(Problem("helpline", file, found, "one of them", fix, field="phone"))
    stop_at_errors(problems)
    assert helpline is not None
    return text, make_entry(before, helpline, new.note), problems


def _with_number(name: str, phone: str | None, display: str | None) -> str:
    """A name in which the number of before, however it is grouped, is the new one, or is no more."""
    if not phone:
        return name
    digits = r"(?<!\d)" + r"[\s/-]?".join(phone) + r"(?!\d)"
    return re.sub(digits, display, name) if display else re.sub(rf"\s*\({digits}\)|\s*{digits}", "", name).strip()
