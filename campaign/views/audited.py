"""Whether the figures of the last audit are those of this site, as it is now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Literal

from campaign.files.look import Look
from campaign.model.campaign import Campaign

State = Literal["none", "changed", "same"]


def audit_state(campaign: Campaign) -> State:
    """ "none" without an audit, and where it was another campaign's; "changed" where its pages or its look have changed
    since, or nobody knows."""
    audit = campaign.audit
    if audit is None or audit.site not in (None, campaign.settings.site_name):
        return "none"
    now = digest_pages(campaign), digest_styles(campaign.settings.look)
    return "same" if (audit.pages_sha256, audit.styles_sha256) == now else "changed"


def digest_pages(campaign: Campaign) -> str:
    """SHA-256 of every page as it is written, in every language."""
    pages = (campaign.pages[key] for key in sorted(campaign.pages))
    return _digest(part for one in pages for part in (one.file, repr(one.meta), one.body))


def digest_styles(look: Look) -> str:
    """SHA-256 of the look: its templates, styles and scripts, with the colours of the settings."""
    files = [path for suffix in ("css", "html", "js") for path in look.files(f"**/*.{suffix}")]
    return _digest(part for path in files for part in (path.name, look.text(path)))


def _digest(parts: Iterable[str]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(f"{len(part)}:{part}".encode())
    return found.hexdigest()
