"""data/guides.json: what it says is so, and its schema describes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import jsonschema
import pytest
from click.testing import CliRunner

from campaign.command import main
from tests.site_maker import TODAY, make_site, page_text

LESSON = page_text(
    "Lesson", "lesson", "## Do this {#do-now}\n\n1. Talk.", "lesson", minutes=45, ages="[10-12]", topics="[talking]",
    audience="[teachers]",
)  # fmt: skip


@pytest.fixture(scope="module", params=["https://example.org/safe/", ""])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A tiny site with and without an address of its own: (folder, address)."""
    folder = tmp_path_factory.mktemp("site")
    config_file = make_site(folder, {"docs/en/lesson.md": LESSON}, site_url=request.param)
    config_file.write_text(config_file.read_text("utf-8").replace("guide.md]", "guide.md, lesson.md]"), "utf-8")
    result = CliRunner().invoke(main, ["build", "-f", str(config_file), "--today", str(TODAY)])
    assert result.exit_code == 0, result.output
    return folder / "site", request.param


def load(site: Path, name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((site / "data" / name).read_text("utf-8"))
    return data


def test_the_schema_describes_the_file(built: tuple[Path, str]) -> None:
    schema = load(built[0], "guides.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    data = load(built[0], "guides.json")
    jsonschema.validate(data, schema)
    del data["guides"][0]["permalink"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema)


def test_every_key_is_explained(built: tuple[Path, str]) -> None:
    schema = load(built[0], "guides.schema.json")
    for model in (schema, *schema["$defs"].values()):
        for name, key in model["properties"].items():
            assert key.get("description"), name


def test_it_says_what_is_there(built: tuple[Path, str]) -> None:
    guide, lesson = load(built[0], "guides.json")["guides"]
    assert (guide["id"], guide["kind"], guide["minutes"]) == ("guide", "guide", None)
    assert (lesson["minutes"], lesson["ages"], lesson["audience"], lesson["topics"]) == (
        45, ["10-12"], ["teachers"], ["talking"],
    )  # fmt: skip
    assert [one["language"] for one in guide["languages"]] == ["en"]


def test_every_address_leads_to_a_file_of_that_size(built: tuple[Path, str]) -> None:
    site, base = built
    here = base or "https://anywhere.example/sub/"
    for guide in load(site, "guides.json")["guides"]:
        for version in guide["languages"]:
            for page in (guide["permalink"], version["permalink"], version["address"]):
                assert (site / path_of(page, here)).is_file(), page
            for file in version["files"]:
                assert (site / path_of(file["address"], here)).stat().st_size == file["bytes"]
                assert bool(urlsplit(file["address"]).scheme) == bool(base)


def path_of(address: str, base: str) -> str:
    """The file below the site's root that a server gives for this address."""
    path = urlsplit(urljoin(base + "data/guides.json", address)).path.removeprefix(urlsplit(base).path)
    return path + "index.html" if path.endswith("/") else path
