"""A tiny campaign with news in five languages and scripts, for tests of what is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from campaign.plugin.project import read_campaign
from campaign.views.views import Views
from tests.site_maker import DEFAULT_FILES, ORIGINAL, PROJECT, SETTINGS, make_site, page_text

SITE_URL = "https://example.org/safe/"
LANGUAGES = """        - {{ locale: sl, name: Slovenščina }}
        - {{ locale: cnr, name: Crnogorski }}
        - {{ locale: cnr-Cyrl, name: Црногорски }}
        - {{ locale: ar, name: العربية }}
"""
TRANSLITERATION = """      country: SI
      transliterations:
        cnr-Cyrl: {{ source: cnr, babel: bs_Cyrl_BA }}
"""
NEWS = "docs/{}/updates/2026-11-20-number.md"
BODY = "Call us.\n\n## Why {#why}\n\n- See [how to report](../report.md#how).\n- Ask {{ helpline: si-child }}."


def news_text(title: str, **extra: object) -> str:
    """An update of 20 November 2026."""
    values = {"published_on": "2026-11-20", **extra}
    return page_text(title, "update-number", str(values.pop("body", BODY)), "update", **values)


def make_news_site(
    folder: Path, files: Mapping[str, str | bytes | None] | None = None, site_url: str = SITE_URL
) -> Path:
    """Write the campaign, with `files` besides, and return its mkdocs.yml."""
    settings = SETTINGS.replace("        - {{ locale: sl, name: Slovenščina }}\n", LANGUAGES)
    settings = settings.replace("      country: SI\n", TRANSLITERATION).replace(
        "guide.md]", "guide.md, updates/index.md]"
    )
    words = ORIGINAL / "docs" / "_data" / "ui"
    home, report = DEFAULT_FILES["docs/sl/index.md"], DEFAULT_FILES["docs/sl/report.md"]
    own: dict[str, str | bytes | None] = {
        "mkdocs.yml": settings.format(overrides=PROJECT / "campaign/look", site_url=site_url),
        "docs/en/updates/index.md": page_text("Updates", "updates", "News."),
        NEWS.format("en"): news_text('A "new" number & more 🎉'.replace('"', "\\" + '"')),
        NEWS.format("cnr"): news_text("Nova škola, ljudi", translated_by="machine"),
    }
    for code, title in (("sl", "Novice"), ("cnr", "Vijesti"), ("ar", "المستجدات")):
        own[f"docs/{code}/updates/index.md"] = page_text(title, "updates", "Besedilo.", translated_by="machine")
        own[f"docs/_data/ui/{code}.yml"] = (words / f"{code}.yml").read_text("utf-8")
        own[f"docs/{code}/index.md"], own[f"docs/{code}/report.md"] = home, report
    return make_site(folder, {**own, **(files or {})}, site_url)


def read_views(config_file: Path, today: str = "2026-11-23") -> Views:
    """The campaign's views as of a day."""
    campaign, _, problems = read_campaign(config_file, today)
    assert not problems, problems
    return Views(campaign)
