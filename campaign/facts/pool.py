"""A pool: the pages that a campaign lets others take over, as another campaign sees them. Nothing of it is believed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Annotated, Any, NamedTuple

from campaign.facts.outward_links import OutwardLink
from campaign.facts.statistics import Statistic
from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem, ProblemsFound
from campaign.files.record import Check, Key, Record
from campaign.files.schema import validate_record

MANIFEST, FOLDER = "data/pool.json", "data/pool"
"""Below the root of a campaign's site; the texts stand in the folder: `data/pool/<language>/<path>`."""
FACTS_FILE = f"{FOLDER}/facts.json"
"""The figures and addresses that pages may name, by data file and id."""
Facts = Mapping[str, Mapping[str, Mapping[str, Any]]]
FORMAT = 1
FACTS: Mapping[str, type[Record]] = {"statistics.yml": Statistic, "links.yml": OutwardLink}
"""The data files whose entries come with the pages that name them."""
_PATH = re.compile(r"(?:[a-z0-9]+(?:[-_][a-z0-9]+)*/){0,4}[a-z0-9]+(?:[-_][a-z0-9]+)*\.md")


def _page_path(path: str) -> str:
    """A path that stays in a language's folder."""
    if not _PATH.fullmatch(path):
        raise ValueError("a path of small letters, figures and hyphens, such as families/games.md")
    return path


def _tags(languages: Mapping[str, Any]) -> Mapping[str, Any]:
    if wrong := [one for one in languages if not re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", one)]:
        raise ValueError(f"codes of languages, such as sl; not {', '.join(wrong)[:80]}")
    return languages


class PoolPage(Record):
    """A page of a pool."""

    path: Annotated[str, Key("Below a language's folder."), Check(_page_path)]
    title: Annotated[str, Key("In the source language.", max_length=200)]
    kind: Annotated[str, Key("What the page is.", max_length=60)]
    languages: Annotated[
        dict[str, Annotated[str, Key("A sum.", pattern=r"^[0-9a-f]{64}$")]],
        Key("The SHA-256 of its file in each language."),
        Check(_tags),
    ]


class Manifest(Record):
    """`data/pool.json`: what a campaign lets others take over, and under which terms."""

    format: Annotated[int, Key("Of this file.", ge=FORMAT, le=FORMAT)]
    title: Annotated[str, Key("The campaign's name.", min_length=1, max_length=120)]
    site: Annotated[str, Key("Its address.", pattern=r"^(https?://[^\s<>\"]*)?$", max_length=300)]
    licence: Annotated[str, Key("Of its texts.", min_length=1, max_length=120)]
    source: Annotated[str, Key("The code of its source language.", max_length=12)]
    pages: Annotated[dict[str, PoolPage], Key("By id.")]

    @property
    def attribution(self) -> str:
        """Who is to be named, and under which licence the text may be used."""
        return attribution(self.title, self.site, self.licence)


def attribution(title: str, site: str, licence: str) -> str:
    """Who is to be named for a text, and under which licence it may be used."""
    return ", ".join(filter(None, (title, site, licence)))


class Pool(NamedTuple):
    """A pool by its `name`: "campaign" for what comes with the generator, else the address of a site.

    `read` gives the bytes of a page (language, path); it raises ProblemsFound where they cannot be had.
    """

    name: str
    manifest: Manifest
    facts: Facts
    read: Callable[[str, str], bytes]

    def page(self, page_id: str) -> PoolPage:
        """A page by its id; raises ProblemsFound where there is none."""
        if page_id in self.manifest.pages:
            return self.manifest.pages[page_id]
        close = get_close_matches(page_id, self.manifest.pages, n=1)
        fix = f"did you mean “{close[0]}”?" if close else "campaign pool list names them all"
        raise ProblemsFound.of(
            "pool", self.name, f"no page “{page_id}” in this pool", "the id of one of its pages", fix
        )


def read_manifest(data: Any, name: str) -> Manifest:
    """What a manifest says; raises ProblemsFound for one that cannot be used, with every fault."""
    manifest, problems = validate_record(Manifest, YamlDocument(data, file=name))
    if manifest is None:
        raise ProblemsFound(problems)
    return manifest


def read_facts(data: Any, name: str) -> Facts:
    """The facts of a pool; raises ProblemsFound for what are none, with every fault."""
    found: list[Problem] = []
    for file, entries in data.items() if isinstance(data, Mapping) else [(FACTS_FILE, {"": None})]:
        for fact_id, entry in entries.items() if isinstance(entries, Mapping) else [("", None)]:
            if file not in FACTS or not isinstance(entry, Mapping) or entry.get("id") != fact_id:
                what = f"{str(file)[:40]}: “{str(fact_id)[:80]}” is no entry that comes with pages"
                found.append(Problem("pool", name, what, f"entries of {', '.join(FACTS)} by id", "tell its campaign"))
            else:
                found += validate_record(FACTS[file], YamlDocument({fact_id: dict(entry)}, file=name), (fact_id,))[1]
    if found:
        raise ProblemsFound(found)
    facts: Facts = data
    return facts
