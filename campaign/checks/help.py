"""Every way through “What happened?” ends: with texts, a page that there is, and a number for every reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from campaign.facts.help import FILE, HelpReader
from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem
from campaign.files.schema import one_of
from campaign.model.campaign import Campaign
from campaign.model.shown import number_to_call


def check_help(campaign: Campaign, documents: Mapping[str, YamlDocument]) -> Iterator[Problem]:
    """Words, audiences, pages and numbers of `docs/_data/help.yml`."""
    document = documents.get(FILE, YamlDocument([]))
    source = campaign.words[campaign.settings.source.code]
    ids: set[str] = set()
    for place, reader in enumerate(campaign.help):
        at = _Reader(document, place)
        if reader.id in ids:
            yield at.problem(("id",), f"{reader.id} stands here twice", "each reader once", "join the two")
        ids.add(reader.id)
        if reader.audience and reader.audience not in campaign.vocabulary.audiences:
            expected, fix = one_of(reader.audience, [*campaign.vocabulary.audiences])
            yield at.problem(("audience",), f"audience: “{reader.audience}”", expected, fix)
        if reader.kind and reader.kind not in campaign.vocabulary.kinds:
            expected, fix = one_of(reader.kind, [*campaign.vocabulary.kinds])
            yield at.problem(("kind",), f"kind: “{reader.kind}”", expected, fix)
        for word, where in reader.words().items():
            if word not in source:
                found, expected = f"the interface word “{word}” is missing", f"a line `  {word}: …` in {source.file}"
                yield at.problem(where, found, expected, "write it there, and its translations, or correct the name")
        if not reader.ends:
            yield at.problem(("ends",), "a reader to whom nothing happened", "at least one end", "write one")
        yield from _check_ends(campaign, reader, at)


class _Reader:
    def __init__(self, document: YamlDocument, place: int):
        self.document, self.place = document, place

    def problem(self, where: tuple[str | int, ...], found: str, expected: str, fix: str) -> Problem:
        field = ".".join(map(str, where))
        return self.document.problem("help", found, expected, fix, (self.place, *where), field=field)


def _check_ends(campaign: Campaign, reader: HelpReader, at: _Reader) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, end in enumerate(reader.ends):
        if end.what in seen:
            yield at.problem(("ends", number, "what"), f"{end.what} stands here twice", "each once", "join the two")
        seen.add(end.what)
        for place, page_id in enumerate(end.pages):
            if page_id not in campaign.paths_by_id:
                found, fix = f"no page has the id “{page_id}”", "correct the id; it stands at the page's top"
                yield at.problem(("ends", number, "pages", place), found, "the id of a page", fix)
        group = end.call or reader.call
        if silent := [one.name for one in campaign.settings.languages if not number_to_call(campaign, group, one)]:
            where = ("ends", number, "call") if end.call else ("call",)
            found = f"{group}: nobody to call in {', '.join(silent)}"
            fix = "add the contact to helplines.yml, or name a group that has one"
            yield at.problem(where, found, "a contact with a number for these readers", fix)
