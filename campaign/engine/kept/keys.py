"""What a finished page is made from, as a key: the same key, the same bytes.

A page shows its own text and what surrounds it. Of another page it may show anything in its front matter and whether
readers see it, but nothing of its body: so a changed sentence makes one page new, and a changed title all of them.
"""

from __future__ import annotations

import re

from campaign.engine.kept.cache import digest
from campaign.engine.kept.inputs import generator_digest
from campaign.engine.kept.reader import KeptReader, meta_digest
from campaign.files.allowed import DATA_FOLDER
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.views.audited import audit_state

AUDIT = re.compile(r"\{\{\s*audit\b")
"""The figures of the last audit, on a page."""


class PageKeys:
    """The keys of a campaign's pages."""

    def __init__(self, campaign: Campaign, reader: KeptReader, *more: str):
        self.campaign, self.reader = campaign, reader
        self.shared = digest(*more, *_shared_parts(campaign, reader))
        """Stands for everything that every page may show."""
        self._pages: dict[tuple[str, str], str] = {}
        """The keys that were asked for, by language and path: of the page, of its kit, of the news."""

    def page(self, language: Language, path: str) -> str:
        """The key of the page at `path` in a language; "" when something it is made from is not known."""
        asked = language.code, path
        if asked not in self._pages:
            self._pages[asked] = self._page(language, path)
        return self._pages[asked]

    def _page(self, language: Language, path: str) -> str:
        campaign = self.campaign
        source = campaign.settings.source
        shown = campaign.page(language, path) or campaign.pages[source.code, path]
        known = self.reader.known.get(shown.file)
        if known is None:
            return ""
        translation = campaign.translation(language, path).shown()
        # The one page that says something of all bodies.
        audit = audit_state(campaign) if AUDIT.search(shown.body) else ""
        return digest("finished", self.shared, language.code, shown.file, known.digest, translation, audit)

    def template(self, language: Language, name: str, *more: str) -> str:
        """The key of a page without Markdown: it shows no page's own text. `more`: what it alone shows."""
        return digest("template", self.shared, language.code, name, *more)


def _shared_parts(campaign: Campaign, reader: KeptReader) -> list[str]:
    inputs = reader.inputs
    data = campaign.settings.docs_dir / DATA_FOLDER
    parts = [
        generator_digest(),
        inputs.settings,
        str(campaign.today),
        str(campaign.settings.is_preview),
        inputs.digest_of(campaign.settings.docs_dir / "assets"),
        inputs.digest_of(data, but=data / "locks"),
        inputs.digest_of(*campaign.settings.look.folders),
        repr([one.code for one in campaign.offered]),
    ]
    for (folder, path), page in campaign.pages.items():
        known = reader.known.get(page.file)
        meta = known.meta if known else meta_digest(page)
        parts.append(f"{folder}\0{path}\0{meta}\0{campaign.is_shown(page)}")
    return parts
