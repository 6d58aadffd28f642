"""The editor's files: its page, its configuration, its program; and the policy that the page lives under."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from campaign.editor.bundle import read_bundle
from campaign.editor.config import PICTURE_KEY, render_config
from campaign.editor.help_form import FORMAT as HELP_FORMAT
from campaign.facts.helplines import Helpline
from campaign.files.record import keys_marked
from campaign.files.schema import keys_of
from campaign.languages.slug import MAX_SLUG, slug_letters
from campaign.model.campaign import Campaign
from campaign.pages.page import TRANSLATED, PageMeta
from campaign.views.policy import editor_changes, page_policy
from campaign.views.sign import read_colours

PAGE = Path(__file__).parent / "page"
DATA_FORMATS = ("campaign-helplines", HELP_FORMAT, "campaign-words")
LOCAL_ONLY = ("panel.js", "check.html")


def render_editor(
    campaign: Campaign,
    stylesheet: str,
    backend: Mapping[str, Any],
    *,
    hosts: tuple[str, ...] = (),
    is_local: bool,
    has_review: bool = False,
) -> Iterator[tuple[str, bytes]]:
    """Every file of the editor, by its path in the folder `edit/`.

    `stylesheet` is the site's, for the preview. `hosts` are the addresses (`https://api.github.com`) that the page
    may talk to besides its own.
    """
    page = (PAGE / "index.html").read_text("utf-8")
    page = page.replace("{{ policy }}", escape(page_policy(editor_changes(hosts))))
    yield "index.html", page.replace("{{ title }}", escape(campaign.settings.site_name)).encode()
    yield "config.yml", render_config(campaign, backend, has_review=has_review).encode()
    languages = [[one.code, one.name] for one in campaign.settings.languages]
    settings = {"isLocal": is_local, "style": file_style(), "dataFormats": DATA_FORMATS, "languages": languages}
    settings |= {"slug": {"letters": slug_letters(), "max": MAX_SLUG}}
    yield "editor.json", json.dumps(settings).encode()
    yield "preview.css", render_preview_style(stylesheet).encode()
    yield "editor.css", _render_style(campaign)
    for path in sorted(PAGE.glob("*.*")):
        if path.name not in ("index.html", "preview.css", "editor.css") and (is_local or path.name not in LOCAL_ONLY):
            yield path.name, path.read_bytes()
    yield from read_bundle()


def file_style() -> dict[str, Any]:
    """How files are written, from the schema: a page's keys in order, those that are quoted, those true unless said."""
    defaults = {name: True for name, info in keys_of(Helpline).items() if info.default is True}
    return {
        "order": list(keys_of(PageMeta)),
        "quoted": list(keys_marked(PageMeta, TRANSLATED)),
        "pictures": [PICTURE_KEY],
        "defaults": defaults,
    }


def _render_style(campaign: Campaign) -> bytes:
    """The style of the bar and the dialogues, in the campaign's colours."""
    light, dark, _ = read_colours(campaign.settings.look)
    named = {"brand": light["c-brand"], "on-brand": light["c-on-brand"], "brand-line": dark["c-link"]}
    values = "; ".join(f"--{name}: {value}" for name, value in named.items())
    return f":root {{ {values} }}\n".encode() + (PAGE / "editor.css").read_bytes()


def render_preview_style(stylesheet: str) -> str:
    """The site's stylesheet for the editor's preview, whose text stands directly in the body."""
    return stylesheet.replace(".md-typeset", "body") + (PAGE / "preview.css").read_text("utf-8")
