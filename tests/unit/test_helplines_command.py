"""`campaign helplines`: who is due, who uses what, and recording a check without touching another byte."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from campaign.command import main
from campaign.plugin.project import read_campaign
from campaign.site.opendata import render_helplines_csv, render_helplines_json, render_statistics_json
from tests.site_maker import DEFAULT_FILES, ORIGINAL, make_site, page_text


def run(config_file: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["helplines", "-f", str(config_file), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.exit_code, result.output


def test_a_check_changes_two_values_and_the_log(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    data = tmp_path / "docs" / "_data" / "helplines.yml"
    before = data.read_text("utf-8")
    code, output = run(config_file, "checked", "si-child", "--how", "called", "--note", 'answered: "TOM"')
    assert code == 0
    assert "si-child: called on 2026-11-23" in output
    changed = before.replace("2026-11-01", "2026-11-23").replace("source read", "called", 1)
    assert data.read_text("utf-8") == changed
    assert 'si-child  called  (before: 2026-11-01, source read)  answered: "TOM"' in run(config_file, "log")[1]
    assert run(config_file, "checked", "si-child", "--how", "opened")[0] == 0
    assert len(run(config_file, "log")[1].splitlines()) == 2


def test_an_unknown_contact_is_refused_with_a_suggestion(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    code, output = run(config_file, "checked", "si-chld", "--how", "called")
    assert code == 1
    assert "did you mean “si-child”" in output


def test_a_check_cannot_be_in_the_future(tmp_path: Path) -> None:
    code, output = run(make_site(tmp_path), "checked", "si-child", "--how", "called", "--on", "2027-01-01")
    assert code == 2
    assert "future" in output


def test_the_list_names_pages_and_due_days(tmp_path: Path) -> None:
    guide = page_text("Guide", "guide", "## Do {#do-now}\n\nCall {{ helpline: si-child }}.", "guide")
    config_file = make_site(tmp_path, {"docs/en/guide.md": guide})
    rows = json.loads(run(config_file, "--json")[1])
    assert (rows[0]["id"], rows[0]["due_on"], rows[0]["used_by"]) == ("si-child", "2027-04-30", ["docs/en/guide.md"])
    assert {row["due_on"] for row in rows[1:]} == {"2027-11-02"}
    assert json.loads(run(config_file, "--json", "--due")[1]) == []
    overdue = json.loads(run(config_file, "--json", "--due", "--today", "2027-06-01")[1])
    assert overdue[0]["is_overdue"]


def test_no_id_is_ever_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contacts = DEFAULT_FILES["docs/_data/helplines.yml"].replace("si-child", "si-a-very-long-id-of-a-contact-somewhere")
    config_file = make_site(tmp_path, {"docs/_data/helplines.yml": contacts})
    monkeypatch.setenv("COLUMNS", "80")
    assert "si-a-very-long-id-of-a-contact-somewhere 116 111" in " ".join(run(config_file)[1].split())
    day = run(config_file, "checked", "me-112", "--how", "called", "--on", "20.11.2026")
    assert "called on 2026-11-20" in day[1], day
    wrong = run(config_file, "checked", "me-112", "--how", "called", "--on", "12/20/2026")
    assert "write it as 2026-12-20 or 20.12.2026" in wrong[1]


def test_overdue_contacts_stop_a_release_and_are_shown_to_readers(tmp_path: Path) -> None:
    guide = page_text("Guide", "guide", "## Do {#do-now}\n\n{{ helplines: children }}", "guide")
    config_file = make_site(tmp_path, {"docs/en/guide.md": guide})
    arguments = ["build", "-f", str(config_file), "-o", str(tmp_path / "site"), "--today", "2027-06-01"]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    html = (tmp_path / "site" / "guide.html").read_text("utf-8")
    assert "has not been checked since 1 November 2026" in html
    release = CliRunner().invoke(main, [*arguments, "--release"])
    assert release.exit_code == 1
    assert "si-child was last checked on 2026-11-01" in release.output


def test_open_data_holds_what_is_published_with_its_source() -> None:
    campaign, _, _ = read_campaign(ORIGINAL / "mkdocs.yml", "2026-11-23")
    data = json.loads(render_helplines_json(campaign))
    ids = {one["id"] for one in data["helplines"]}
    assert "me-child-helpline" in ids and "eu-116111" not in ids
    assert all(one["source"]["url"] and one["source"]["quote"] for one in data["helplines"])
    raw = render_helplines_csv(campaign).encode()
    assert raw.startswith(b"\xef\xbb\xbf"), "Excel knows UTF-8 by its mark"
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert {row["id"] for row in rows} == ids
    (row,) = (row for row in rows if row["id"] == "gb-child-helpline")
    # A text for spreadsheets, which would else take the zero away; the number for programs, which strip it.
    assert row["phone"] == "\u00a008001111" and row["phone"].strip() == "08001111"
    for one in rows:
        for cell in (one["phone"], one["display"]):
            assert not cell or cell[0] == "\u00a0" or cell[0].isalpha(), cell
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in one.values())
    assert len(json.loads(render_statistics_json(campaign))["statistics"]) >= 25


def test_checks_are_spread_and_a_check_takes_its_day_away(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    contacts, days = (tmp_path / "docs/_data" / name for name in ("helplines.yml", "check_days.yml"))
    before = contacts.read_text("utf-8")
    assert "--yes" in run(config_file, "plan")[1]
    assert not days.exists()
    assert "Written into docs/_data/check_days.yml: 6 days" in run(config_file, "plan", "--yes")[1]
    assert contacts.read_text("utf-8") == before, "a plan is no reason to answer for a contact"
    planned = yaml.safe_load(days.read_text("utf-8"))
    assert len({one["by"] for one in planned.values()}) == len(planned) == 6
    assert all(one["by"].weekday() < 5 for one in planned.values())
    assert f"due {planned['si-child']['by']}" in run(config_file, "show", "si-child")[1]
    written = days.read_text("utf-8")
    assert "Every contact has its day" in run(config_file, "plan", "--yes")[1]
    assert run(config_file, "checked", "si-child", "--how", "called")[0] == 0
    assert "due 2027-05-22" in run(config_file, "show", "si-child")[1], "180 days from the check"
    assert days.read_text("utf-8") == written
    assert "Written into docs/_data/check_days.yml: 1 days" in run(config_file, "plan", "--yes")[1]
    again = yaml.safe_load(days.read_text("utf-8"))
    assert {**again, "si-child": planned["si-child"]} == planned and str(again["si-child"]["after"]) == "2026-11-23"


def test_a_contact_of_the_pool_has_its_day_without_being_copied(tmp_path: Path) -> None:
    config_file = make_site(tmp_path, {"docs/_data/helplines.yml": "[]\n"})
    config_file.write_text(config_file.read_text("utf-8").replace("pool: false", "pool: true"), "utf-8")
    assert "check_days.yml" in run(config_file, "plan", "--yes")[1]
    assert (tmp_path / "docs/_data/helplines.yml").read_text("utf-8") == "[]\n"
    planned = yaml.safe_load((tmp_path / "docs/_data/check_days.yml").read_text("utf-8"))
    assert len(planned) > 20 and len({one["by"] for one in planned.values()}) > 15
    contacts = {one["id"]: one for one in json.loads(run(config_file, "--json")[1])}
    for id_, one in planned.items():
        assert contacts[id_]["due_on"] == str(one["by"]) and not contacts[id_]["is_overdue"]


def test_a_kind_may_be_withdrawn_when_it_is_overdue(tmp_path: Path) -> None:
    guide = page_text(
        "Guide", "guide", "## Do {#do-now}\n\nAsk {{ helpline: si-child }}.\n\n{{ helplines: children }}", "guide"
    )
    vocabulary = "overdue: { child-helpline: withdraw }\n"
    config_file = make_site(tmp_path, {"docs/en/guide.md": guide, "docs/_data/vocabulary.yml": vocabulary})
    arguments = ["build", "-f", str(config_file), "-o", str(tmp_path / "site"), "--today", "2027-06-01", "--release"]
    result = CliRunner().invoke(main, [*arguments, "--unattended"])
    assert result.exit_code == 0, result.output
    html = (tmp_path / "site" / "guide.html").read_text("utf-8")
    assert "116 111" not in html and "tel:116111" not in html and 'href="tel:112"' in html
    data = (tmp_path / "site" / "data" / "helplines.json").read_text("utf-8")
    assert "si-child" not in data and "eu-112" in data
