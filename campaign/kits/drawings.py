"""The campaign's drawings for paper: each a whole SVG file with the colours of tokens.css and picture.css."""

from __future__ import annotations

import re
from collections.abc import Mapping

import jinja2

from campaign.views.views import Views

_ROOT_BLOCK = re.compile(r":root\s*\{(.*?)\}", re.DOTALL)
_PROPERTY = re.compile(r"--([\w-]+):\s*([^;]+);")
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_AT_RULE = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")


def read_tokens(views: Views) -> Mapping[str, str]:
    """The values of tokens.css for light ground by name, e.g. "c-brand" → "#0d4f5c"."""
    light = _ROOT_BLOCK.search(_source(views, "tokens.css"))
    return dict(_PROPERTY.findall(light[1])) if light else {}


def render_drawing(views: Views, name: str) -> str:
    """The drawing as an SVG file of its own."""
    tokens = read_tokens(views)
    rules = _AT_RULE.sub("", _source(views, "components/picture/picture.css"))
    style = _VARIABLE.sub(lambda match: tokens.get(match[1], "#000"), rules)
    shapes = views.templates.get_template(f"components/picture/drawings/{name}.svg").render()
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 160"><style>{style}</style>{shapes}</svg>'


def _source(views: Views, name: str) -> str:
    loader = views.templates.loader
    assert isinstance(loader, jinja2.BaseLoader)
    return loader.get_source(views.templates, name)[0]
