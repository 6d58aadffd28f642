"""Which keys that a campaign may write have come, gone or changed between two versions: KEYS.md then, and now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from campaign.files.allowed import walk_files
from campaign.model.settings import Settings

FILE = "KEYS.md"
_PART = re.compile(r"^## .*?\(`([^`]+)`.*\)$")
_ROW = re.compile(r"^\| `([^`]+)` \| (.*) \|$")


class Keys(NamedTuple):
    """The keys of one kind of file."""

    file: str
    """As KEYS.md names it: "docs/_data/helplines.yml", "docs/<language>/….md"."""
    rows: Mapping[str, tuple[str, ...]]
    """By key, what stands behind it: what it takes, whether it is needed, what it means."""


def read_keys(text: str) -> dict[str, Keys]:
    """KEYS.md as data, by file."""
    found: dict[str, Keys] = {}
    rows: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if part := _PART.match(line):
            rows = {}
            found[part[1]] = Keys(part[1], rows)
        elif row := _ROW.match(line):
            rows[row[1]] = tuple(cell.strip() for cell in row[2].split(" | "))
    return found


def changed_keys(before: str, now: str, settings: Settings) -> Iterator[str]:
    """A sentence for each key that has changed: of those that are gone or take something else now, where this campaign
    has them; of new ones, their names. Nothing where the older text is not known."""
    old, new = read_keys(before), read_keys(now)
    for file, keys in new.items():
        known = old.get(file)
        if known is None:
            if old:
                yield f"new file {file}: {', '.join(keys.rows)}"
            continue
        added = [key for key in keys.rows if key not in known.rows]
        for key, row in known.rows.items():
            where = _in_words([*_files_with(key, file, settings)])
            if key not in keys.rows and where:
                other = next((one for one in added if keys.rows[one][-1] == row[-1]), "")
                yield f"{where}: " + (
                    f"“{key}” is called “{other}” now" if other else f"“{key}” is no key any more; take it out"
                )
            elif key in keys.rows and keys.rows[key][:-1] != row[:-1] and where:
                yield f"{where}: “{key}” takes {_takes(keys.rows[key])} now; before: {_takes(row)}"
        needed = [key for key in added if keys.rows[key][1:2] == ("yes",) and "." not in key]
        if added:
            yield f"new in {file}: {', '.join(added)}" + (f"; needed: {', '.join(needed)}" if needed else "")
    for file in old.keys() - new.keys():
        yield f"{file} is read no more"


def _in_words(files: list[str]) -> str:
    return ", ".join(files[:3]) + (f" and {len(files) - 3} more" if len(files) > 3 else "")


def _takes(row: tuple[str, ...]) -> str:
    return (
        (row[0].replace("`", "") + (", and is needed" if row[1:2] == ("yes",) else ""))
        if len(row) > 1
        else "something else"
    )


def _files_with(key: str, file: str, settings: Settings) -> Iterator[str]:
    """The campaign's files of a kind that have a key."""
    docs, name = settings.docs_dir, re.escape(key.rpartition(".")[2])
    line = re.compile(rf"^[ {{]*(?:- )?{name}:", re.MULTILINE)
    wanted = re.compile(re.escape(file).replace(r"<language>", r"[\w-]+").replace("…", "[^_].*"))
    for path in (settings.project_dir / settings.config_file, *sorted(walk_files(docs))):
        shown = settings.relative(path)
        if wanted.fullmatch(shown) and line.search(path.read_text("utf-8", errors="replace")):
            yield shown
