"""Campaigns of any size, with everything the generator adds: front matter, references, facts, locks, updates, boxes.

The words are made up, in each language's own letters. The facts are those of the campaign that comes with the
generator. The same Markdown is also given to the plain stack (MkDocs, Material, static-i18n), which shows references as
text.
"""

from __future__ import annotations

import datetime
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from campaign.model.pool import original_folder
from campaign.pages.page import SourcePage, parse_page
from campaign.pages.translated import accept, render_lock

PROJECT = Path(__file__).parent.parent
FACTS = original_folder() / "docs" / "_data"
DAY = max(
    datetime.date.fromisoformat(day)
    for day in re.findall(r"checked_on: (\S+)", (FACTS / "statistics.yml").read_text("utf-8"))
)
"""The newest day that a figure was checked on: before it, not all of them may be shown."""
LANGUAGES = {
    "en": ("English", "aeiou", "bcdfglmnprst"), "hr": ("Hrvatski", "aeiou", "bčćdđgjklmnprsštvzž"),
    "sl": ("Slovenščina", "aeiou", "bčdgjklmnprsštvzž"), "sq": ("Shqip", "aeëiouy", "bcçdgklmnprstvz"),
    "fr": ("Français", "aeéèiou", "bcdfglmnprstv"), "ar": ("العربية", "اوي", "بتثجحدرزسشعفقكلمنه"),
    "de": ("Deutsch", "aeiouüö", "bdfgklmnrstw"), "es": ("Español", "aeiouáí", "bcdglmnñprst"),
    "it": ("Italiano", "aeiouà", "bcdfglmnprst"),
}  # fmt: skip
"""Two-letter codes, because the plain stack knows no others: name, vowels, consonants."""
TRANSLITERATED = ("sr", "Српски", "hr")
"""The last language of every size is made from another one at build time; the plain stack gets it as a copy."""
WORDS_OF = {"en": "en", "sl": "sl", "sq": "sq", "fr": "fr", "ar": "ar", "hr": "cnr"}
"""Whose interface words a language takes; English where the project has none."""


@dataclass(frozen=True)
class Size:
    """A corpus: pages in the source language, and languages."""

    name: str
    pages: int
    languages: int

    @property
    def total(self) -> int:
        return self.pages * self.languages


SIZES = {one.name: one for one in (Size("S", 40, 6), Size("M", 100, 10), Size("L", 400, 10))}


def write_corpus(folder: Path, size: Size) -> None:
    """Write `ours/` and `plain/` below `folder`."""
    shutil.rmtree(folder, ignore_errors=True)
    written = list(LANGUAGES)[: size.languages - 1]
    languages = [*written, TRANSLITERATED[0]]
    ours, plain = folder / "ours", folder / "plain"
    _write_data(ours, written)
    paths = [_path(number) for number in range(size.pages)]
    sources: list[SourcePage] = []
    for language in written:
        translations: list[SourcePage] = []
        for number, path in enumerate(paths):
            text = _page(language, number, paths)
            for root in (ours, plain):
                _write(root / "docs" / language / path, text)
            if language == TRANSLITERATED[2]:
                _write(plain / "docs" / TRANSLITERATED[0] / path, text)
            page, problems = parse_page(text, language, path, path)
            assert page is not None, problems
            (sources if language == "en" else translations).append(page)
        if language != "en":
            lock = {one.meta.id: accept(one, page, DAY) for one, page in zip(sources, translations, strict=True)}
            _write(ours / "docs/_data/locks" / f"{language}.yml", render_lock(lock))
    navigation = [path for path in paths if not path.startswith("updates/2")]
    _write(ours / "mkdocs.yml", _our_settings(languages, navigation))
    _write(plain / "mkdocs.yml", _plain_settings(languages, navigation))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _write_data(ours: Path, written: list[str]) -> None:
    for name in ("helplines.yml", "statistics.yml", "links.yml"):
        (ours / "docs/_data").mkdir(parents=True, exist_ok=True)
        shutil.copy(FACTS / name, ours / "docs/_data" / name)
    for language in written:
        _write(
            ours / "docs/_data/ui" / f"{language}.yml",
            (FACTS / "ui" / f"{WORDS_OF.get(language, 'en')}.yml").read_text("utf-8"),
        )
        lock = FACTS / "locks/words" / f"{WORDS_OF.get(language, 'sl')}.yml"
        if lock.is_file() and language != "en":
            _write(ours / "docs/_data/locks/words" / f"{language}.yml", lock.read_text("utf-8"))
    shutil.copytree(PROJECT / "campaign/look", ours / "overrides")


def _path(number: int) -> str:
    """A home page, the pages that every campaign has, sections of twelve, and one update in twenty."""
    fixed = {
        0: "index.md",
        1: "get-help/index.md",
        2: "updates/index.md",
        3: "about/index.md",
        4: "about/quick-exit.md",
    }
    if number in fixed:
        return fixed[number]
    if number % 20 == 19:
        return f"updates/2026-10-{number // 20 + 1:02}-news.md"
    section, place = divmod(number - 5, 12)
    return f"part-{section + 1}/index.md" if place == 0 else f"part-{section + 1}/page-{place}.md"


def _page(language: str, number: int, paths: list[str]) -> str:
    path = paths[number]
    words = _Words(language, number)
    kind, more = "page", ""
    page_id = path.removesuffix(".md").removesuffix("/index").replace("/", "-")
    if number == 0:
        page_id, kind = "home", "home"
    elif path == "about/quick-exit.md":
        page_id = "quick-exit"
    elif path.startswith("updates/2"):
        kind, more = "update", f"published_on: {path[8:18]}\n"
    elif number % 8 == 6:
        kind, more = "guide", "audience: [families]\nages: [10-12]\ntopics: [games]\n"
    elif number % 8 == 7:
        kind, more = "lesson", "audience: [teachers]\nminutes: 45\n"
    lines = [
        "---", f'title: "{words.title()} {number}"', f'description: "{words.sentence()} {words.sentence()}"',
        f"id: {page_id}", f"kind: {kind}", f"{more}reviewed_on: 2026-11-01",
        *(["essential: true"] if number < 5 else []),
        *(["translated_by: machine"] if language != "en" else []),
        "---", "", words.paragraph(),
    ]  # fmt: skip
    for part in ("do-now", "why", "talk", "help"):
        lines += ["", f"## {words.title()} {{#{part}}}", "", *_part(part, words, number, paths)]
    return "\n".join(lines) + "\n"


def _part(part: str, words: _Words, number: int, paths: list[str]) -> Iterator[str]:
    if part == "do-now":
        for index in range(5):
            yield f"{index + 1}. **{words.sentence()}** {words.sentence()}"
        yield f"\n{words.paragraph()}"
    elif part == "why":
        yield f"{words.paragraph()} {{{{ statistic: hbsc-2022-cyberbullied.all }}}}."
        yield f"\n!!! tip\n    {words.paragraph()}\n\n{words.paragraph()}"
    elif part == "talk":
        yield f'> "{words.sentence()}"\n\n{words.paragraph()}'
        if number % 4 == 0:
            cells = [f"| {words.title()} | {words.sentence()} |" for _ in range(4)]
            yield "\n" + "\n".join([cells[0], "| --- | --- |", *cells[1:]])
    else:
        others = (paths[(number * 7 + step) % len(paths)] for step in (1, 2, 3))
        up = "../" * paths[number].count("/")
        for other in others:
            yield f"- [{words.title()}]({up}{other}#why)"
        yield "\n{{ helplines: children }}" if number % 3 == 0 else f"\n{words.paragraph()}"


class _Words:
    """Short made-up words in a language's letters, the same every time."""

    def __init__(self, language: str, number: int):
        self.random = random.Random(f"{language} {number}")
        _, self.vowels, self.consonants = LANGUAGES[language]

    def word(self) -> str:
        pick = self.random.choice
        return "".join(pick(self.consonants) + pick(self.vowels) for _ in range(self.random.choice((1, 2, 2, 3))))

    def title(self) -> str:
        return " ".join(self.word() for _ in range(3)).capitalize()

    def sentence(self) -> str:
        return " ".join(self.word() for _ in range(self.random.randint(6, 11))).capitalize() + "."

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(5))


def _languages(codes: list[str]) -> list[dict[str, object]]:
    names = {**{code: name for code, (name, _, _) in LANGUAGES.items()}, TRANSLITERATED[0]: TRANSLITERATED[1]}
    return [{"locale": code, "name": names[code], "build": True, **({"default": True} if code == "en" else {})}
            for code in codes]  # fmt: skip


_MARKDOWN = [
    "admonition", "attr_list", "sane_lists", {"smarty": {"smart_dashes": False, "smart_ellipses": False}}, "tables",
    "pymdownx.details",
]  # fmt: skip
"""Those of this project's own mkdocs.yml."""


def _our_settings(codes: list[str], navigation: list[str]) -> str:
    babel, source = "sr_Cyrl_RS", TRANSLITERATED[2]
    transliterations = {TRANSLITERATED[0]: {"source": source, "babel": babel}}
    i18n = {
        "docs_structure": "folder", "reconfigure_material": False, "reconfigure_search": False,
        "languages": _languages(codes),
    }  # fmt: skip
    return yaml.safe_dump(
        {
            "site_name": "Bench", "site_url": "https://example.org/", "use_directory_urls": False, "strict": True,
            "theme": {"name": "campaign", "custom_dir": "overrides", "font": False},
            "not_in_nav": "*/updates/*\n", "exclude_docs": "_data/\n",
            "plugins": [
                {
                    "campaign": {
                        "country": "SI", "further_countries": ["ME", "AL", "XK", "FR", "AE"],
                        "today": str(DAY), "transliterations": transliterations,
                        "exit_urls": [f"https://{one}.wikipedia.org/" for one in ("ar", "en", "fr", "sh", "sl", "sq")],
                    }
                },
                {"i18n": i18n},
            ],
            "markdown_extensions": _MARKDOWN, "nav": navigation,
        },
        sort_keys=False, allow_unicode=True,
    )  # fmt: skip


def _plain_settings(codes: list[str], navigation: list[str]) -> str:
    return yaml.safe_dump(
        {
            "site_name": "Bench", "site_url": "https://example.org/",
            "theme": {"name": "material", "font": False}, "not_in_nav": "*/updates/*\n",
            "plugins": ["search", {"i18n": {"docs_structure": "folder", "languages": _languages(codes)}}],
            "markdown_extensions": _MARKDOWN, "nav": navigation,
        },
        sort_keys=False, allow_unicode=True,
    )  # fmt: skip
