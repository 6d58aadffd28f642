"""The MkDocs plugin `campaign`: a thin adapter between MkDocs' events and the generator's plain functions."""

from campaign.plugin.plugin import CampaignPlugin

__all__ = ["CampaignPlugin"]
