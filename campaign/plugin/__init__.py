"""The MkDocs plugin `campaign`: a thin adapter between MkDocs' events and the generator's plain functions."""

from importlib.util import find_spec

if find_spec("mkdocs") is None and find_spec("properdocs") is not None:
    # ProperDocs in the place of MkDocs: it answers to its name, for static-i18n and for us.
    import properdocs.replacement  # noqa: F401

from campaign.plugin.plugin import CampaignPlugin

__all__ = ["CampaignPlugin"]
