"""Tiny real campaigns on disk for tests: a few words of content, the project's own templates and settings."""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

from campaign.languages.words import Words
from campaign.model.pool import original_folder
from campaign.pages.page import SourcePage, read_front_matter, split_front_matter
from campaign.pages.translated import accept, render_lock
from campaign.site.built_links import BuiltLinks
from campaign.translation.word_locks import accept_words, render_word_lock

PROJECT = Path(__file__).parent.parent
ORIGINAL = original_folder()
"""The campaign that comes with the generator: what is tested with a real one is tested with it. In a checkout it stands
in `docs/`; where another one stands there, it is a copy in the package, as in a wheel (`any_docs.py`)."""
TODAY = datetime.date(2026, 11, 23)
os.environ.setdefault("TINY_TODAY", str(TODAY))
"""The settings of tiny campaigns ask for it, as a Git host's jobs let them: a fixed day is refused in a release."""
CAMPAIGN_DAY = "2026-11-30"
"""The day for which tests read the campaign in `docs/`: not before its facts were checked."""

PAGE = """---
title: "{title}"
description: "{description}"
id: {page_id}
kind: {kind}
reviewed_on: 2026-11-01
{extra}---

{body}
"""


def page_text(title: str, page_id: str, body: str = "Text.", kind: str = "page", **extra: object) -> str:
    """A page's text; further front matter as keyword arguments."""
    lines = "".join(f"{key}: {value}\n" for key, value in extra.items() if key != "description")
    description = "A page of a tiny campaign, long enough to be a description."
    if "translated_by" in extra:
        description = "Stran majhne kampanje, z opisom, ki je dovolj dolg."
    return PAGE.format(
        title=title,
        page_id=page_id,
        kind=kind,
        extra=lines,
        body=body,
        description=extra.pop("description", description),
    )


DEFAULT_FILES: Mapping[str, str] = {
    "docs/en/index.md": page_text("Home", "home", "Welcome to the [report page](report.md).", "home", essential="true"),
    "docs/en/report.md": page_text("Report", "report", "## How {#how}\n\nReport it.", essential="true"),
    "docs/en/guide.md": page_text("Guide", "guide", "## Do this {#do-now}\n\n1. Stay calm.", "guide"),
    "docs/sl/index.md": page_text(
        "Domov", "home", "Dobrodošli na [strani za prijavo](report.md).", "home", essential="true",
        translated_by="machine",
    ),
    "docs/sl/report.md": page_text(
        "Prijava", "report", "## Kako {#how}\n\nPrijavite.", essential="true", translated_by="machine"
    ),
    "docs/_data/permalinks.yml": "".join(
        f"{one}: {{ released_on: 2026-11-01 }}\n" for one in ("guide", "home", "report")
    ),
    "docs/_data/helplines.yml": yaml.safe_dump(
        [
            {
                "id": "si-child", "country": "SI", "kind": "child-helpline", "name": {"en": "TOM"},
                "phone": "116111", "display": "116 111", "audience": ["children"],
                "source": {"url": "https://example.org/tom", "quote": "Call 116 111."},
                "checked_on": datetime.date(2026, 11, 1), "checked_how": "source read", "confidence": "high",
            },
            # An emergency number for each country of the languages that tests add; Slovenia inherits the EU's.
            *(
                {
                    "id": f"{code.lower()}-112", "country": code, "kind": "emergency", "name": {"en": "112"},
                    "phone": "112", "display": "112",
                    "source": {"url": "https://example.org/112", "quote": "Dial 112."},
                    "checked_on": datetime.date(2026, 11, 2), "checked_how": "source read", "confidence": "medium",
                }
                for code in ("ME", "AE", "AL", "XK", "EU")
            ),
        ]
    ),
    "docs/_data/statistics.yml": yaml.safe_dump(
        [
            {
                "id": "survey", "statement": {"en": "Bullied online"}, "population": {"en": "Children"},
                "year": "2022", "figures": {"all": {"value": 15, "unit": "percent"}},
                "source": {"url": "https://example.org/s", "quote": "15%", "publisher": "example.org"},
                "checked_on": datetime.date(2026, 11, 1), "checked_how": "source read", "confidence": "high",
            }
        ]
    ),
}  # fmt: skip

SETTINGS = """
site_name: Tiny
site_url: "{site_url}"
use_directory_urls: false
strict: true
theme:
  name: campaign
  custom_dir: {overrides}
  font: false
  palette: []
not_in_nav: |
  */updates/*
exclude_docs: |
  _data/
plugins:
  - campaign:
      country: SI
      further_countries: [ME, AE, AL, XK, FR]
      pool: false
      today: !ENV [TINY_TODAY, null]
      exit_urls: [https://ar.wikipedia.org/, https://en.wikipedia.org/,
        https://sh.wikipedia.org/, https://sl.wikipedia.org/]
  - i18n:
      docs_structure: folder
      reconfigure_material: false
      reconfigure_search: false
      languages:
        - {{ locale: en, name: English, default: true }}
        - {{ locale: sl, name: Slovenščina }}
markdown_extensions: [admonition, attr_list, tables, pymdownx.details]
nav: [index.md, report.md, guide.md]
"""


def _default_pages() -> list[SourcePage]:
    """The default pages as the loader reads them."""
    pages = []
    for name, text in DEFAULT_FILES.items():
        if name.endswith(".md"):
            _, folder, path = name.split("/", 2)
            front_matter, body, line = split_front_matter(text, name)
            meta, _ = read_front_matter(front_matter, name)
            assert meta is not None
            pages.append(SourcePage(folder, path, name, meta, body, line))
    return pages


def make_site(
    folder: Path, files: Mapping[str, str | bytes | None] | None = None, site_url: str = "https://example.org/"
) -> Path:
    """Write a tiny campaign into `folder` and return its mkdocs.yml.

    `files` are added to the default ones, or replace them; None removes a file.
    """
    words = ORIGINAL / "docs" / "_data" / "ui"
    pages = {(page.language, page.meta.id): page for page in _default_pages()}
    locks = {key: accept(pages["en", key], pages["sl", key], TODAY) for key in ("home", "report")}
    all_files: dict[str, str | bytes | None] = {
        "mkdocs.yml": SETTINGS.format(overrides=PROJECT / "campaign/look", site_url=site_url),
        "docs/_data/ui/en.yml": (words / "en.yml").read_text("utf-8"),
        "docs/_data/ui/sl.yml": (words / "sl.yml").read_text("utf-8"),
        "docs/_data/locks/sl.yml": render_lock(locks),
        "docs/_data/locks/words/sl.yml": _word_lock(words / "en.yml"),
        **DEFAULT_FILES,
        **(files or {}),
    }
    for name, text in all_files.items():
        if text is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return folder / "mkdocs.yml"


def _word_lock(source: Path) -> str:
    """The lock of a language whose interface words are translated from `source` as it is."""
    words = Words("en", yaml.safe_load(source.read_text("utf-8"))["words"])
    return render_word_lock(accept_words(words.texts, words.texts))


def dead_links(site: Path) -> list[str]:
    """Every link of a folder's pages that leads nowhere, with its page."""
    links = BuiltLinks(site)
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return [f"{page}: {one.found}" for page in pages for one in links.check(page)]


def build_site(config_file: Path, output: Path, *options: str, site_url: str | None = None) -> None:
    """Run `campaign build` in a process of its own, as people do.

    A build in the tests' own process may stop for ever: libraries that have begun threads there (Typst, the browser's
    driver) do not work in the processes that a build forks.
    """
    arguments = ["build", "-f", str(config_file), "-o", str(output), *options]
    result = subprocess.run(
        [sys.executable, "-c", "from campaign.command import main; main()", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ if site_url is None else {**os.environ, "SITE_URL": site_url},
    )
    assert result.returncode == 0, result.stdout + result.stderr


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path: two that are equal are the same to the byte."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def remove(path: Path) -> None:
    """Remove a file or a folder."""
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def copy_example(name: str, folder: Path) -> Path:
    """One of the example campaigns, copied into a folder that is not there yet, with every word that is needed now."""
    shutil.copytree(PROJECT / "tests/campaigns" / name, folder)
    for words in (folder / "docs/_data/ui").glob("*.yml"):
        _complete_words(words)
    return folder


def _complete_words(file: Path) -> None:
    """Words that the generator has got since are a dash and what is filled in: the examples need not follow each."""
    text = file.read_text("utf-8")
    known = yaml.safe_load(text)
    if not known["language"].get("partial"):
        ours = yaml.safe_load((ORIGINAL / "docs/_data/ui/en.yml").read_text("utf-8"))["words"]
        new = {key: " ".join(["–", *re.findall(r"\{\w+\}", one)]) for key, one in ours.items()}
        lines = [
            f"  {key}: {json.dumps(one, ensure_ascii=False)}\n" for key, one in new.items() if key not in known["words"]
        ]
        file.write_text(text.rstrip("\n") + "\n" + "".join(lines), "utf-8")
