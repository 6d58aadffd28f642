"""How far the translations are: per language, page by page, and what to translate next. Data, before any table."""

from __future__ import annotations

import json
from collections import Counter
from html import escape
from typing import NamedTuple

from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.pages.blocks import page_outline
from campaign.pages.translated import State


class LanguageStatus(NamedTuple):
    """One language: how many of its pages are in which state; `pages` counts the source's that are published."""

    code: str
    name: str
    pages: int
    present: int
    essentials: int
    essentials_present: int
    machine: int
    translated: int
    reviewed: int
    outdated: int
    unlocked: int
    missing: int
    is_offered: bool

    @property
    def percent(self) -> int:
        """Pages present and not outdated, of all pages, rounded down: 100 means every one."""
        return 100 * (self.present - self.outdated) // self.pages if self.pages else 100


class PageStatus(NamedTuple):
    """One source page and its state in each language, by code."""

    id: str
    path: str
    title: str
    is_essential: bool
    words: int
    states: dict[str, State]


class Task(NamedTuple):
    """A page to translate or to bring up to date. `words` is how much there is to do."""

    language: str
    path: str
    title: str
    state: State
    is_essential: bool
    words: int


class Status(NamedTuple):
    """The whole picture."""

    languages: tuple[LanguageStatus, ...]
    pages: tuple[PageStatus, ...]
    next: tuple[Task, ...]


def measure_status(campaign: Campaign) -> Status:
    """Count it. A language made by transliteration has the figures of the one it is made from."""
    settings = campaign.settings
    sources = [
        page
        for (folder, path), page in sorted(campaign.pages.items())
        if folder == settings.source.code and campaign.is_published(page) and not campaign.is_taken_back(path)
    ]
    pages, tasks = [], []
    for page in sources:
        states = {one.code: campaign.translation(one, page.path).state for one in settings.languages}
        outline = page_outline(page)
        words = dict(zip(outline.hashes, outline.words, strict=True))
        pages.append(
            PageStatus(page.meta.id, page.path, page.meta.title, page.meta.essential, sum(words.values()), states)
        )
        for language in settings.languages:
            state = states[language.code]
            if language.transliterated_from is None and state in ("missing", "outdated"):
                changed = campaign.translation(language, page.path).staleness.changed
                to_do = sum(len(block.words.split()) for block in changed) if changed else sum(words.values())
                tasks.append(Task(language.code, page.path, page.meta.title, state, page.meta.essential, to_do))
    # Most urgent first: essentials before the rest, outdated before missing, then the shortest.
    tasks.sort(key=lambda one: (not one.is_essential, one.state != "outdated", one.words, one.path, one.language))
    return Status(
        tuple(_language_status(campaign, one, pages) for one in settings.languages if not one.is_source),
        tuple(pages),
        tuple(tasks),
    )


def _language_status(campaign: Campaign, language: Language, pages: list[PageStatus]) -> LanguageStatus:
    states = Counter(page.states[language.code] for page in pages)
    essential = [page for page in pages if page.is_essential]
    return LanguageStatus(
        code=language.code,
        name=language.name,
        pages=len(pages),
        present=len(pages) - states["missing"],
        essentials=len(essential),
        essentials_present=sum(page.states[language.code] != "missing" for page in essential),
        machine=states["machine"],
        translated=states["translated"],
        reviewed=states["reviewed"],
        outdated=states["outdated"],
        unlocked=states["unlocked"],
        missing=states["missing"],
        is_offered=language in campaign.offered,
    )


def render_status_json(status: Status) -> str:
    """The whole status for machines; a language's `percent` included."""
    data = {
        "languages": [{**one._asdict(), "percent": one.percent} for one in status.languages],
        "pages": [one._asdict() for one in status.pages],
        "next": [one._asdict() for one in status.next],
    }
    # A line for each, for people too; with `indent`, Python's slow encoder would write it.
    parts = []
    for name, items in data.items():
        lines = ",\n  ".join(json.dumps(one, ensure_ascii=False) for one in items)
        parts.append(f'"{name}": [\n  {lines}\n ]')
    return "{\n " + ",\n ".join(parts) + "\n}\n"


_BADGE = """<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img"
 aria-label="{label}: {value}">
<title>{label}: {value}</title>
<rect width="{width}" height="20" rx="3" fill="#37474f"/>
<path fill="{colour}" d="M{left} 0h{rest}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H{left}z"/>
<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">
<text x="{label_x}" y="14">{label}</text><text x="{value_x}" y="14">{value}</text></g>
</svg>
"""


def render_badge(language: LanguageStatus) -> str:
    """An SVG badge: the language's name and how much of the site is up to date in it."""
    label, value = escape(language.name), f"{language.percent}%"
    left, right = 14 + 7 * len(language.name), 16 + 8 * len(value)
    colour = "#1b7f4d" if language.percent == 100 else "#8a6100" if language.percent >= 50 else "#a3352b"
    return _BADGE.format(
        width=left + right, left=left, rest=right - 3, colour=colour, label=label, value=value,
        label_x=left / 2, value_x=left + right / 2,
    )  # fmt: skip
