"""The templates of the look, and what they can call."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import jinja2

from campaign.addresses import relative_url


@lru_cache
def template_environment(overrides: Path) -> jinja2.Environment:
    """One for pages, components and kits, so that each template is compiled once."""
    # Line breaks stay, because they keep words apart; the spaces before a line's first tag of Jinja go.
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(overrides), autoescape=True, lstrip_blocks=True)
    environment.filters["url"] = _url
    return environment


@jinja2.pass_context
def _url(context: jinja2.runtime.Context, target: str) -> str:
    """The filter `url`: a link from the page that is being rendered to a file below the site's root."""
    return relative_url(target, context["address"])
