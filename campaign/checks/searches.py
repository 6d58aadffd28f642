"""What people type leads to a page that there is, and says something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from campaign.facts.searches import Searches
from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem
from campaign.model.campaign import Campaign

FILE = "searches.yml"


def check_searches(campaign: Campaign, documents: Mapping[str, YamlDocument]) -> Iterator[Problem]:
    """Pages, languages and lines of `docs/_data/searches.yml`."""
    document = documents.get(FILE, YamlDocument([]))
    seen: set[str] = set()
    for place, one in enumerate(campaign.searches):
        at = _Entry(document, place)
        if one.page not in campaign.paths_by_id:
            found, fix = f"no page has the id “{one.page}”", "correct the id; it stands at the page's top"
            yield at.problem("page", found, "the id of a page", fix)
        if one.page in seen:
            yield at.problem("page", f"{one.page} stands here twice", "one entry for each page", "join the two")
        seen.add(one.page)
        yield from _check_languages(campaign, one, at)


class _Entry:
    def __init__(self, document: YamlDocument, place: int):
        self.document, self.place = document, place

    def problem(self, field: str, found: str, expected: str, fix: str) -> Problem:
        at: tuple[str | int, ...] = (self.place, *field.split("."))
        return self.document.problem("searches", found, expected, fix, at, field=field)


def _check_languages(campaign: Campaign, one: Searches, at: _Entry) -> Iterator[Problem]:
    folders = campaign.settings.folders
    for code, lines in one.languages.items():
        field = f"languages.{code}"
        if code not in (*folders, *campaign.settings.prepared):
            expected = f"one of {', '.join(folders)}"
            yield at.problem(field, f"“{code}” is no language of this campaign", expected, "correct or remove it")
        if not lines:
            yield at.problem(field, "an empty list", "what people type", "write a line, or remove the language")
        for line in dict.fromkeys(lines):
            if not any(sign.isalnum() for sign in line):
                yield at.problem(field, f"“{line}” has no word", "words that people type", "write some, or remove it")
            if lines.count(line) > 1:
                yield at.problem(field, f"“{line}” stands here twice", "each line once", "remove one")
