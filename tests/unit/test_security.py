"""SECURITY.md promises what is held: every file and every setting that it names is there."""

from __future__ import annotations

import re

from campaign.plugin.config import CampaignConfig
from tests.site_maker import PROJECT

TEXT = (PROJECT / "SECURITY.md").read_text("utf-8")


def test_what_shows_a_promise_is_there() -> None:
    named = set(re.findall(r"`((?:tests|campaign|requirements|overrides|hosting)[\w./-]+)`", TEXT))
    assert {"tests/unit/test_svg.py", "tests/servers/test_servers.py", "tests/unit/test_yamlfile.py"} <= named
    assert [name for name in named if not (PROJECT / name).exists()] == []


def test_every_row_of_the_threats_is_stopped_and_shown() -> None:
    table = TEXT.partition("## Who can send what")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("|")][2:]
    assert len(rows) > 5
    assert [row for row in rows if "`tests/" not in row[-1]] == []


def test_the_settings_it_names_are_there() -> None:
    known = {name for name, _ in CampaignConfig()._schema}
    assert {"exit_urls", "pdf_files", "editor"} <= known
    assert all(f"`{name}`" in TEXT for name in ("exit_urls", "pdf_files"))
