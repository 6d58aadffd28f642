"""The figures of an audit count for the site that it looked at, and no other."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

from campaign.facts.audit_result import AuditResult, render_audit_result
from campaign.plugin.project import read_campaign
from campaign.views.audited import audit_state, digest_pages, digest_styles
from tests.site_maker import build_site, make_site, page_text

OLD = "audited_on: 2026-11-20\npages: 3\naxe_version: '4.14.1'\nfound:\n  axe: 0\n"
PAGE = {"docs/en/report.md": page_text("Report", "report", "## How {#how}\n\n{{ audit }}", essential="true")}


def test_figures_count_for_the_pages_and_the_look_that_were_looked_at(tmp_path: Path) -> None:
    config = make_site(tmp_path)
    campaign, *_ = read_campaign(config, None)
    assert audit_state(campaign) == "none"
    audit = AuditResult(
        audited_on=datetime.date(2026, 11, 20), pages=3, axe_version="4.14.1", found={"axe": 0},
        site=campaign.settings.site_name, pages_sha256=digest_pages(campaign),
        styles_sha256=digest_styles(campaign.settings.look),
    )  # fmt: skip
    (tmp_path / "docs/_data/audit.yml").write_text(render_audit_result(audit))
    again, _, problems = read_campaign(config, None)
    assert (again.audit, audit_state(again), problems) == (audit, "same", [])
    colours = dataclasses.replace(
        again.settings, look=again.settings.look._replace(colours=(("brand", "#111111", ""),))
    )
    renamed = dataclasses.replace(again.settings, site_name="Another")
    guide = again.pages["en", "guide.md"]
    texts = {**again.pages, ("en", "guide.md"): dataclasses.replace(guide, body=guide.body + "\nMore.\n")}
    assert audit_state(dataclasses.replace(again, settings=colours)) == "changed"
    assert audit_state(dataclasses.replace(again, pages=texts)) == "changed"
    assert audit_state(dataclasses.replace(again, settings=renamed)) == "none", "the figures of another campaign"


def test_the_page_says_when_the_site_has_changed_also_after_an_edit_elsewhere(tmp_path: Path) -> None:
    config = make_site(tmp_path, {**PAGE, "docs/_data/audit.yml": OLD})
    build_site(config, tmp_path / "site")
    assert "site has changed since" in (tmp_path / "site/report.html").read_text("utf-8")
    campaign, *_ = read_campaign(config, None)
    known = f"pages_sha256: {digest_pages(campaign)}\nstyles_sha256: {digest_styles(campaign.settings.look)}\n"
    (tmp_path / "docs/_data/audit.yml").write_text(OLD + known)
    build_site(config, tmp_path / "site")
    assert "has changed since" not in (tmp_path / "site/report.html").read_text("utf-8")
    guide = tmp_path / "docs/en/guide.md"
    guide.write_text(guide.read_text("utf-8").replace("Stay calm.", "Stay calm, all of you."))
    build_site(config, tmp_path / "site")
    assert "has changed since" in (tmp_path / "site/report.html").read_text("utf-8")
