"""The problems of checks that read nothing that has changed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping

from campaign.checks.check import Check, Part, Subject, list_checks
from campaign.engine.kept.cache import digest
from campaign.engine.kept.inputs import generator_digest
from campaign.engine.kept.reader import KeptReader, Known
from campaign.engine.processes import map_in_processes
from campaign.files.allowed import ASSETS_FOLDER, DATA_FOLDER
from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem
from campaign.model.campaign import Campaign
from campaign.pages.headings import heading_ids
from campaign.pages.page import SourcePage

CONTACTS = "helplines.yml"


def find_problems(
    campaign: Campaign,
    documents: Mapping[str, YamlDocument],
    reader: KeptReader,
    processes: int,
    *,
    is_release: bool = False,
    answered_for: frozenset[str] | None = None,
) -> list[Problem]:
    """Every problem of a campaign that is loaded, known or found now."""
    subject = Subject(campaign, documents, is_release, answered_for)
    kept = KeptProblems(subject, reader)
    checks = list(list_checks(campaign))
    keys = [kept.key(check) for check in checks]
    found = {number: problems for number, key in enumerate(keys) if (problems := kept.recall(key)) is not None}
    new = [number for number in range(len(checks)) if number not in found]

    def find(number: int) -> list[Problem]:
        return list(checks[number].find(subject))

    # Those of pages in several processes; the others here, where what they work out of the campaign is of use later.
    shared = [number for number in new if checks[number].pages]
    found.update(zip(shared, map_in_processes(find, shared, processes), strict=True))
    found.update((number, find(number)) for number in new if not checks[number].pages)
    for number in new:
        kept.keep(keys[number], found[number])
    kept.close()
    return [problem for number in range(len(checks)) for problem in found[number]]


class KeptProblems:
    """What earlier builds have found, by keys that change with everything that a check reads."""

    def __init__(self, subject: Subject, reader: KeptReader):
        self.subject, self.campaign, self.reader = subject, subject.campaign, reader
        self._parts: dict[Part, str] = {}
        """What `_part` has answered."""
        asked = repr((self.campaign.settings.is_preview, self.campaign.today, subject.is_release, subject.answered_for))
        self._clean_key = digest("clean", generator_digest(), asked)
        self._clean = frozenset((reader.cache.get(self._clean_key) or b"").decode().split())
        """The keys of the checks that found nothing, as most do: one value kept instead of a thousand."""
        self._found_clean: set[str] = set()
        """Those of them that this build asked for."""

    def key(self, check: Check) -> str:
        """Changes with everything that the check reads; "" when something of it is not known."""
        parts = [self._part(part) for part in sorted(check.reads) if part != "linked headings"]
        for page in check.pages:
            parts.append(self._text(page))
            if "linked headings" in check.reads:
                parts.append(self._linked_headings(page))
        return digest(generator_digest(), check.name, *parts) if all(parts) else ""

    def recall(self, key: str) -> list[Problem] | None:
        """What was found under a key; None where that is not known."""
        if key in self._clean or key in self._found_clean:
            self._found_clean.add(key)
            return []
        kept = self.reader.cache.get(key) if key else None
        return None if kept is None else [Problem(**one) for one in json.loads(kept)]

    def keep(self, key: str, problems: list[Problem]) -> None:
        """Remember what was found under a key."""
        if key and problems:
            self.reader.cache.put(key, json.dumps([one.as_dict() for one in problems]).encode())
        elif key:
            self._found_clean.add(key)

    def close(self) -> None:
        """Remember which checks found nothing."""
        if self._found_clean != self._clean:
            self.reader.cache.put(self._clean_key, "\n".join(sorted(self._found_clean)).encode())

    def _part(self, part: Part) -> str:
        """Changes with this part of what there is; "" when something of it is not known."""
        if part not in self._parts:
            self._parts[part] = self._read_part(part)
        return self._parts[part]

    def _read_part(self, part: Part) -> str:
        inputs, settings = self.reader.inputs, self.campaign.settings
        data = settings.docs_dir / DATA_FOLDER
        match part:
            case "settings":
                return digest(inputs.settings, repr(settings.is_preview))
            case "today":
                return str(self.campaign.today)
            case "release":
                return repr((self.subject.is_release, self.subject.answered_for))
            case "overrides":
                return inputs.digest_of(*settings.look.folders)
            case "data":
                return inputs.digest_of(data, but=data / "locks")
            case "other data":
                left_out = (f"{data / 'locks'}{os.sep}", str(data / CONTACTS))
                files = [one for one in inputs.below(data) if not one.startswith(left_out)]
                return digest(*(part for one in files for part in (one, inputs.digests[one])))
            case "named contacts":
                return digest(*map(repr, self._named_contacts()))
            case "locks":
                return inputs.digest_of(data / "locks", but=data / "locks" / "words")
            case "word locks":
                return inputs.digest_of(data / "locks" / "words")
            case "photos":
                return inputs.digest_of(settings.docs_dir / ASSETS_FOLDER)
            case "places":
                pages = self.campaign.pages.values()
                days = (f"{page.language}\0{page.path}\0{page.meta.published_on}" for page in pages)
                return digest(*sorted(inputs.below(settings.docs_dir)), *sorted(days))
            case "front matter":
                return self._of_all(lambda known: known.meta)
            case "texts":
                return self._of_all(lambda known: known.digest)
            case "linked headings":
                raise ValueError("of the pages that one page links to, not of all")

    def _named_contacts(self) -> Iterator[tuple[object, ...]]:
        """What a page's text is held against of each contact: a number that is corrected is looked for in every page,
        and a day, an address or a name in none."""
        shown = set(map(id, self.campaign.contacts))
        for one in self.campaign.helplines.values():
            yield one.id, one.country, one.kind, one.audience, one.phone, one.is_publishable, id(one) in shown

    def _of_all(self, what: Callable[[Known], str]) -> str:
        """Changes with something of every page; "" when a page is not known."""
        files = sorted(page.file for page in self.campaign.pages.values())
        known = [(file, self.reader.known.get(file)) for file in files]
        return digest(*(f"{file}\0{what(one)}" for file, one in known if one)) if all(one for _, one in known) else ""

    def _text(self, page: SourcePage) -> str:
        """Changes with a page's text; "" when it is not known."""
        known = self.reader.known.get(page.file)
        return f"{page.file}\0{known.digest}" if known else ""

    def _linked_headings(self, page: SourcePage) -> str:
        """Changes with the headings of the pages that this one links to: links may name them."""
        known = self.reader.known.get(page.file)
        found = []
        for path in known.links if known else ():
            for folder in (page.language, self.campaign.settings.source.code):
                linked = self.campaign.pages.get((folder, path))
                if linked is not None:
                    other = self.reader.known.get(linked.file)
                    found.append(other.anchors if other else repr(heading_ids(linked)))
                    break
        return repr(found)
