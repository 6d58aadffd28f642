"""The campaign's pictures for paper."""

from __future__ import annotations

from campaign.views.scenes import PAPER, compose
from campaign.views.views import Views


def render_drawing(views: Views, name: str) -> str:
    """A picture as an SVG file in the colours for paper."""
    if name not in views.drawings:
        views.drawings[name] = compose(views.campaign.pictures[name], views.scene_kit, PAPER)
    return views.drawings[name]
