"""The problems of checks whose subject has not changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from campaign.checks.check import check_campaign, check_page
from campaign.engine.kept.cache import digest
from campaign.engine.kept.inputs import generator_digest
from campaign.engine.kept.reader import KeptReader, Known
from campaign.engine.processes import map_in_processes
from campaign.facts.outward_links import heading_ids
from campaign.files.allowed import DATA_FOLDER
from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem
from campaign.model.campaign import Campaign
from campaign.pages.page import SourcePage
from campaign.translation.structure import check_structure


class KeptProblems:
    """The problems of checks whose subject has not changed: what `check_campaign` takes as `recall`."""

    def __init__(self, campaign: Campaign, reader: KeptReader, *, is_release: bool):
        self.campaign, self.reader, self.is_release = campaign, reader, is_release
        inputs, docs_dir = reader.inputs, campaign.settings.docs_dir
        data = docs_dir / DATA_FOLDER
        pages = (f"{folder}\0{path}\0{page.meta.published_on}" for (folder, path), page in campaign.pages.items())
        files = (path for path in inputs.digests if path.startswith(reader.root))
        asked = repr((campaign.settings.is_preview, campaign.today, is_release))
        self._clean_key = digest("clean", generator_digest(), asked)
        self._clean = frozenset((reader.cache.get(self._clean_key) or b"").decode().split())
        """The keys of the checks that found nothing, as most do: one value kept instead of a thousand."""
        self._found_clean: set[str] = set()
        """Those of them that this build asked for."""
        self._keys: dict[tuple[str, str], str] = {}
        """The keys that `prepare` has found, by name and page."""
        facts = digest(
            generator_digest(), inputs.settings, asked,
            inputs.digest_of(data, but=data / "locks"), inputs.digest_of(data / "locks" / "words"),
        )  # fmt: skip
        self._bases = {
            "look": digest(generator_digest(), inputs.digest_of(campaign.settings.project_dir / "overrides")),
            "facts": facts,
            "structure": generator_digest(),
            "page": digest(facts, *sorted(files), *sorted(pages)),
        }

    def __call__(
        self, name: str, pages: tuple[SourcePage, ...], check: Callable[[], Iterable[Problem]]
    ) -> list[Problem]:
        key = self._keys.get((name, pages[-1].file)) if pages else None
        key = self._key(name, pages) if key is None else key
        problems = self._recall(key)
        if problems is None:
            problems = list(check())
            self._keep(key, problems)
        return problems

    def keep(self) -> None:
        """Remember for the next build which checks found nothing."""
        if self._found_clean != self._clean:
            self.reader.cache.put(self._clean_key, "\n".join(sorted(self._found_clean)).encode())

    def _recall(self, key: str) -> list[Problem] | None:
        if key in self._clean or key in self._found_clean:
            self._found_clean.add(key)
            return []
        kept = self.reader.cache.get(key) if key else None
        return None if kept is None else [Problem(**one) for one in json.loads(kept)]

    def _keep(self, key: str, problems: list[Problem]) -> None:
        if key and problems:
            self.reader.cache.put(key, json.dumps([one.as_dict() for one in problems]).encode())
        elif key:
            self._found_clean.add(key)

    def prepare(self, processes: int) -> None:
        """Check every page that is new or has new surroundings, in several processes."""
        campaign = self.campaign
        source = campaign.settings.source.code
        new: list[tuple[str, Callable[[], Iterable[Problem]]]] = []
        for page in campaign.pages.values():
            if self._is_new("page", page):
                check = partial(check_page, campaign, page, is_release=self.is_release)
                new.append((self._keys["page", page.file], check))
        for (folder, path), translation in campaign.translations.items():
            if translation.state in ("machine", "translated", "reviewed"):
                pair = (campaign.pages[source, path], campaign.pages[folder, path])
                if self._is_new("structure", *pair):
                    new.append((self._keys["structure", pair[1].file], partial(check_structure, *pair)))
        found = map_in_processes(lambda one: list(one[1]()), new, processes)
        for (key, _), problems in zip(new, found, strict=True):
            self._keep(key, problems)

    def _is_new(self, name: str, *pages: SourcePage) -> bool:
        """Whether nothing is known of a check that could be. The last page is the one that is checked."""
        # Each key is asked for again, when all checks are gone through.
        key = self._keys[name, pages[-1].file] = self._key(name, pages)
        return bool(key) and self._recall(key) is None

    def _key(self, name: str, pages: Sequence[SourcePage]) -> str:
        """Changes with everything the check looks at; "" when something of it is not known."""
        parts = [name, self._bases[name]]
        for page in pages:
            known = self.reader.known.get(page.file)
            if known is None:
                return ""
            parts += (page.file, known.digest)
            if name == "page":
                parts.append(self._anchors(page, known))
        return digest(*parts)

    def _anchors(self, page: SourcePage, known: Known) -> str:
        """The headings of the pages that this one links to: links may name them."""
        found = []
        for path in known.links:
            for folder in (page.language, self.campaign.settings.source.code):
                linked = self.campaign.pages.get((folder, path))
                if linked is not None:
                    other = self.reader.known.get(linked.file)
                    found.append(other.anchors if other else repr(heading_ids(linked)))
                    break
        return "".join(found)


def find_problems(
    campaign: Campaign,
    documents: Mapping[str, YamlDocument],
    reader: KeptReader,
    processes: int,
    *,
    is_release: bool = False,
) -> list[Problem]:
    """Every problem of a campaign that is loaded, known or found now."""
    kept = KeptProblems(campaign, reader, is_release=is_release)
    kept.prepare(processes)
    problems = check_campaign(campaign, documents, is_release=is_release, recall=kept)
    kept.keep()
    return problems
