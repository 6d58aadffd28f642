"""The plugin's settings in `mkdocs.yml`, under `plugins: - campaign:`."""

from __future__ import annotations

from mkdocs.config import base
from mkdocs.config import config_options as option


class Transliteration(base.Config):
    """A language made at build time from another one's text."""

    source = option.Type(str)
    """The language folder it is made from."""
    babel = option.Type(str)
    """Babel's locale for dates and numbers in the new script."""


class CampaignConfig(base.Config):
    """All settings of the plugin."""

    country = option.Type(str)
    """The campaign's own country, ISO 3166-1 alpha-2."""
    transliterations = option.DictOfItems(option.SubConfig(Transliteration), default={})
    """Languages made from another one's text: code → source and babel."""
    today = option.Optional(option.Type(str))
    """The day the site is built for, year-month-day; today when empty."""
    checks = option.Type(bool, default=True)
    """Whether the content is checked first; only `campaign build`, which has just checked, says no."""
