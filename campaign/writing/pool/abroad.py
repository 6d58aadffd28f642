"""Passages of a page taken over that name a country which is not the campaign's: they may hold there alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel import Locale

from campaign.files.problems import Problem
from campaign.model.campaign import Campaign
from campaign.pages.blocks import body_blocks
from campaign.pages.page import SourcePage
from campaign.writing.fitting import naming

_LONG = 8
"""Letters from which on a name is known without its end too; a shorter one may be the beginning of another word."""


def find_countries(campaign: Campaign, page: SourcePage) -> Iterator[Problem]:
    """A warning for each block that names another country, or somebody or something from there."""
    language, own = campaign.settings.language(page.language), campaign.settings.countries
    names: dict[str, str] = dict(Locale.parse(language.babel).territories)
    others = [one for one in names if re.fullmatch("[A-Z]{2}", one) and one not in (*own, "EU", "UN", "EZ")]
    long = naming([one for one in others if len(names[one]) >= _LONG], language.babel)
    short = re.compile("|".join(rf"\b{re.escape(names[one])}\b" for one in others if len(names[one]) < _LONG))
    home = names.get(campaign.settings.country, campaign.settings.country)
    for block in body_blocks(page):
        if found := long.search(block.text) or short.search(block.text):
            named = re.findall(r"^.[^\W_]*", block.text[found.start() :])[0]
            yield page.problem(
                "pool-country", f"the text names another country: “{named}”", f"what is so in {home}",
                "look whether it holds there too; else say what does, or take the passage out",
                line=block.line, severity="warning",
            )  # fmt: skip
