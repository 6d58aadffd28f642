"""Open data for others: contacts as HSDS 3, and the Data Package that names every file with its checksum.

The specification's own schema (CC BY-SA) does not lie here. By hand: get openreferral/specification, and validate each
entry of data/hsds.json against schema/compiled/service.json; on 30 November 2026, at commit 279fd2e, 109 of 109 passed.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from pathlib import Path

from campaign.plugin.project import read_campaign
from campaign.site.hsds import HSDS, PACKAGE, render_hsds, render_package
from tests.site_maker import build_site, make_site, page_text

CONTACT = """- id: {id}
  country: SI
  kind: child-helpline
  name: {{ en: Phone }}
  phone: "116111"
  display: 116 111
  hours: {{ times: [{{ days: [mo, fr], opens: "12:00", closes: "20:00" }}] }}
  cost: free
  source: {{ url: "https://phone.example/", quote: call 116 111, date: "2026" }}
  checked_on: 2026-11-01
  checked_how: source read
  confidence: {confidence}
"""
LESSON = page_text("A lesson", "lesson", "## Do {#steps}\n\n1. Talk.", "lesson", minutes=10)
NEEDED = {"id", "name", "status"}
"""What the specification needs of a service; of an organization also a description, of a phone a number."""


def test_each_published_contact_is_a_service_as_the_specification_has_it(tmp_path: Path) -> None:
    contacts = CONTACT.format(id="si-phone", confidence="high") + CONTACT.format(id="si-unsure", confidence="low")
    config = make_site(tmp_path / "campaign", {"docs/_data/helplines.yml": contacts})
    campaign, _, _ = read_campaign(config, "2026-11-23")
    services = json.loads(render_hsds(campaign))
    assert render_hsds(campaign) == render_hsds(campaign)
    assert all(set(one) >= NEEDED and one["status"] == "active" and uuid.UUID(one["id"]) for one in services)
    assert all({"id", "name", "description"} <= set(one["organization"]) for one in services)
    assert len({one["id"] for one in services}) == len(services) == sum(one.is_publishable for one in campaign.contacts)
    own = next(one for one in services if one["name"] == "Phone")
    assert own["phones"][0]["number"] == "116111" and own["assured_date"] == "2026-11-01"
    schedule = own["schedules"][0]
    assert (schedule["byday"], schedule["opens_at"], schedule["freq"]) == ("MO,FR", "12:00", "WEEKLY")
    assert own["fees_description"] == "free" and "email" not in own, "what is not known is left out"


def test_the_package_names_each_file_with_its_checksum(tmp_path: Path) -> None:
    campaign, _, _ = read_campaign(make_site(tmp_path / "campaign"), "2026-11-23")
    data = json.loads(render_package(campaign, [HSDS, "data/unknown.json"], {HSDS: b"[]\n"}.__getitem__))
    assert [one["path"] for one in data["resources"]] == ["hsds.json"], "beside the descriptor, and only what is known"
    resource = data["resources"][0]
    assert resource["hash"] == f"sha256:{hashlib.sha256(b'[]' + bytes([10])).hexdigest()}" and resource["bytes"] == 3
    assert data["licenses"][0]["name"] == "CC-BY-4.0" and data["version"] == "2026-11-23"
    assert PACKAGE.startswith("data/")


def test_every_file_of_data_is_in_the_package(tmp_path: Path) -> None:
    config = make_site(tmp_path / "campaign", {"docs/en/lesson.md": LESSON})
    config.write_text(config.read_text("utf-8").replace("guide.md]", "guide.md, lesson.md]"), "utf-8")
    build_site(config, tmp_path / "site")
    data = tmp_path / "site/data"
    package = json.loads((data / "datapackage.json").read_text("utf-8"))
    sums = {one["path"]: one["hash"] for one in package["resources"]}
    pool = json.loads((data / "pool.json").read_text("utf-8"))["pages"].values()
    # The pool has a manifest of its own, with a sum for each page.
    pages = {f"pool/{language}/{one['path']}": total for one in pool for language, total in one["languages"].items()}
    there = {one.relative_to(data).as_posix() for one in data.rglob("*") if one.is_file() and one.suffix != ".svg"}
    assert there == {*sums, *pages, "datapackage.json"} and pages
    for path, total in {**sums, **pages}.items():
        assert hashlib.sha256((data / path).read_bytes()).hexdigest() == total.removeprefix("sha256:"), path
    assert len({one["name"] for one in package["resources"]}) == len(sums)
    (schema,) = (one for one in package["resources"] if one["path"] == "guides.schema.json")
    assert (schema["type"], schema["mediatype"]) == ("json", "application/schema+json")
