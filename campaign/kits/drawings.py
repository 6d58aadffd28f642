"""The campaign's colours and pictures for paper."""

from __future__ import annotations

import re
from collections.abc import Mapping

from campaign.views.scenes import PAPER, compose
from campaign.views.views import Views

_ROOT_BLOCK = re.compile(r":root\s*\{(.*?)\}", re.DOTALL)
_PROPERTY = re.compile(r"--([\w-]+):\s*([^;]+);")


def read_tokens(views: Views) -> Mapping[str, str]:
    """The values of tokens.css for light ground by name, e.g. "c-brand" → "#0d4f5c"."""
    light = _ROOT_BLOCK.search(views.template_text("tokens.css"))
    return dict(_PROPERTY.findall(light[1])) if light else {}


def render_drawing(views: Views, name: str) -> str:
    """A picture as an SVG file in the colours for paper."""
    if name not in views.drawings:
        views.drawings[name] = compose(views.campaign.pictures[name], views.scene_kit, PAPER)
    return views.drawings[name]
