"""Where everything of a campaign is, before anything of it is read."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import NamedTuple

from campaign.files.days import parse_today
from campaign.files.look import Look

CACHE_FOLDER = Path(".cache") / "campaign"
"""Below the project's folder: nothing that is believed, and it may be deleted at any time."""


class Places(NamedTuple):
    """The files and folders that a site is made from and written to; all absolute."""

    config_file: Path
    docs_dir: Path
    look: Look
    """The templates and what belongs to them: the campaign's own over the generator's."""
    site_dir: Path
    theme: Path
    """The folder with the stylesheet of the theme underneath."""
    today: str | None
    """The day that mkdocs.yml gives, year-month-day."""
    timezone: str = "UTC"
    """Whose midnight begins a day: an IANA name."""
    foreign_plugins: tuple[str, ...] = ()
    """Plugins and hooks of mkdocs.yml that only MkDocs itself can run."""

    def day(self, given: str | None) -> datetime.date:
        """The day that is given or that mkdocs.yml says, else today; raises ProblemsFound when it is none."""
        return parse_today(given or self.today, self.timezone)

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The folders whose files decide what the site is."""
        return self.docs_dir, *self.look.folders, self.theme
