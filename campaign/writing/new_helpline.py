"""Adding a contact to `docs/_data/helplines.yml`: at its end, with every byte before it as it was."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from typing import Any

import yaml

from campaign.checks.facts import check_helplines
from campaign.facts.helplines import Helpline
from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem, stop_at_errors
from campaign.files.schema import validate_record
from campaign.files.yamlfile import parse_yaml


def append_helpline(
    text: str, file: str, values: Mapping[str, Any], today: datetime.date, known: Collection[str] = ()
) -> tuple[str, list[Problem]]:
    """The file's text with one more entry, and warnings about the new one; keys without a value are left out. `known`:
    the ids of all contacts, the pool's too.

    Raises ProblemsFound when the entry is wrong or its id is taken: then nothing should be written.
    """
    entry = {key: value for key, value in values.items() if value not in (None, "", (), [], {})}
    newline = "\r\n" if "\r\n" in text else "\n"
    rendered = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=110).replace("\n", newline)
    gap = "" if not text or text.endswith("\n") else newline
    changed = text + gap + (newline if text.strip() else "") + rendered
    document = parse_yaml(changed, file)
    last = len(document.data) - 1
    helpline, problems = validate_record(Helpline, document, (last,))
    if helpline is not None:
        if helpline.id in {*known, *(one.get("id") for one in document.data[:last])}:
            found, expected = f"there is already a contact “{helpline.id}”", "an id of its own for each contact"
            fix = f"correct it (campaign helplines change {helpline.id}), or give the new one another id: --id"
            problems.append(Problem("duplicate-id", file, found, expected, fix, field="id"))
        problems += check_helplines([helpline], YamlDocument([], file=file), today)
    stop_at_errors(problems)
    return changed, problems
