"""What a Weblate server is told of a campaign: its components and add-ons (https://docs.weblate.org).

The catalogues lie in the repository, below `FOLDER`; Weblate sends what volunteers translate to a branch of its own,
and `campaign translation import` takes it from there as from anybody.
"""

from __future__ import annotations

import json
from typing import Any

from campaign.model.campaign import Campaign

FOLDER = "weblate"
"""Where the catalogues of all languages lie, and these two files."""
MAIN = "interface"
"""The component that the add-on finds the others from."""
BRANCH = "weblate"
_CODES = r'placeholders:r"\{\{[^{}]*\}\}"'
"""Weblate's way to say that references are kept as they are."""


def render_components(campaign: Campaign, project: str, repo: str, branch: str) -> str:
    """The file for `weblate import_json`; `project` is the project's slug on that server."""
    shared = {"vcs": "git", "new_lang": "none", "license": "CC-BY-4.0", "language_regex": "^[^.]+$"}
    components: list[dict[str, Any]] = [
        {
            "name": "Interface words",
            "slug": MAIN,
            "repo": repo,
            "branch": branch,
            "push": repo,
            "push_branch": BRANCH,
            "filemask": f"{FOLDER}/*/{MAIN}.po",
            "file_format": "po",
            # Texts stand on one line, as everything here writes them.
            "file_format_params": {"po_line_wrap": -1},
            "check_flags": f"md-text, {_CODES}",
            **shared,
        },
        {
            # Not "glossary": every project of a server begins with an empty one of that name.
            "name": "Words to use and to avoid",
            "slug": "terms",
            "repo": f"weblate://{project}/{MAIN}",
            "filemask": f"{FOLDER}/*/glossary.tbx",
            "file_format": "tbx",
            "is_glossary": True,
            **shared,
        },
    ]
    if not campaign.terms:
        components.pop()
    return json.dumps(components, indent=2) + "\n"


def addons() -> dict[str, dict[str, Any]]:
    """The add-ons of the main component by name, with their settings, as `install_addon` and DEFAULT_ADDONS take them:
    a component for each page, gaps filled from other pages as texts to confirm, and one commit for each push."""
    return {
        "weblate.discovery.discovery": {
            "match": FOLDER + r"/(?P<language>[^/.]*)/(?P<component>.*)\.po",
            "file_format": "po",
            "name_template": "{{ component }}",
            "language_regex": "^[^.]+$",
            "copy_addons": True,
            "remove": True,
        },
        "weblate.autotranslate.autotranslate": {
            "mode": "fuzzy",
            "q": "state:empty",
            "auto_source": "others",
            "engines": [],
            "threshold": 80,
        },
        "weblate.git.squash": {"squash": "all"},
    }


def render_addons() -> str:
    """The add-ons as JSON."""
    return json.dumps(addons(), indent=2) + "\n"
