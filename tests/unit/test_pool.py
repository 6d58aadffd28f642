"""`campaign pool`: pages are taken over with what they need, and their originals are watched, block by block."""

from __future__ import annotations

import datetime
import hashlib
import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import Request

import pytest
import yaml
from click.testing import CliRunner, Result

from campaign.command import main
from campaign.facts.pool import FACTS_FILE, MANIFEST
from campaign.files.problems import ProblemsFound
from campaign.plugin.project import read_campaign
from campaign.site.shared_pages import render_shared
from campaign.views.provenance import provenance
from campaign.views.views import Views
from campaign.writing.pool import remote
from campaign.writing.pool.built_in import built_in_pool
from campaign.writing.pool.remote import MAX_MANIFEST, check_address, remote_pool
from tests.site_maker import TODAY, make_site, page_text, snapshot

BODY = """Read [the report page](report.md) and [another page](missing.md#x).

## Do this {#do-now}

1. Stay calm.
2. Call {{ helpline: zz-none }}.

In a survey, {{ statistic: far-survey.all }} said so: {{ link: far-page }}.
"""
FACT = {"url": "https://example.org/s", "quote": "27 percent", "publisher": "example.org"}
CHECKED = {"checked_on": datetime.date(2026, 11, 1), "checked_how": "source read"}
SOURCE = {
    "docs/en/index.md": page_text("Home", "home", "Welcome.", "home", essential="true"),
    "docs/en/far.md": page_text("Far away", "far", BODY, "guide", audience="[families]", topics="[games, unheard-of]"),
    "docs/sl/far.md": page_text(
        "Daleč", "far", BODY.replace("Stay calm.", "Ostanite mirni.").replace("Do this", "Naredite to")
        .replace("In a survey,", "V raziskavi je").replace("said so", "tako povedalo").replace("Call", "Pokličite")
        .replace("Read [the report page]", "Preberite [stran]").replace("and [another page]", "in [drugo stran]"),
        "guide", audience="[families]", topics="[games, unheard-of]", translated_by="machine",
    ),
    "docs/_data/ui/en.yml": "",
    "docs/_data/ui/sl.yml": "",
    "docs/_data/statistics.yml": yaml.safe_dump([{
        "id": "far-survey", "statement": {"en": "Far"}, "population": {"en": "All"}, "year": "2024",
        "figures": {"all": {"value": 27, "unit": "percent"}}, "source": FACT, "confidence": "high", **CHECKED,
    }]),
    "docs/_data/links.yml": yaml.safe_dump(
        [{"id": "far-page", "url": "https://example.org/far", "title": {"en": "Far"}, **CHECKED}]
    ),
}  # fmt: skip


def _write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder / "docs"


@pytest.fixture(name="origin")
def _origin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a pool of one guide, which stands for that of the generator."""
    docs = _write(tmp_path / "origin", SOURCE)
    monkeypatch.setattr("campaign.command.pool.built_in_pool", partial(built_in_pool, docs))
    return docs


def _run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["pool", "-f", str(folder / "mkdocs.yml"), "--today", str(TODAY), *arguments], catch_exceptions=False
    )


def _campaign(folder: Path) -> Path:
    make_site(folder)
    return folder


@pytest.mark.usefixtures("origin")
def test_a_page_is_taken_over_in_the_languages_that_both_have_with_its_facts(tmp_path: Path) -> None:
    campaign = _campaign(tmp_path / "own")
    result = _run(campaign, "add", "far")
    assert result.exit_code == 0, result.output
    english = (campaign / "docs/en/far.md").read_text("utf-8")
    assert "adapted_from: Safe Internet, CC BY 4.0" in english
    assert "topics:\n- games\n" in english
    assert "Read [the report page](report.md) and another page." in english
    assert "{{ todo: here the original names the helpline zz-none }}" in english
    assert "Ostanite mirni." in (campaign / "docs/sl/far.md").read_text("utf-8")
    settings = (campaign / "mkdocs.yml").read_text("utf-8")
    assert "guide.md, far.md]" in settings
    loaded, _, problems = read_campaign(campaign / "mkdocs.yml", str(TODAY))
    assert not problems
    views, taken = Views(loaded), loaded.pages["en", "far.md"]
    said = provenance(views, taken, loaded.settings.language("sl"))
    assert said.startswith("Prirejeno po: Safe Internet, CC BY 4.0."), "whose text it is, in the reader's language"
    assert {"far-survey", "survey"} <= set(loaded.statistics) and "far-page" in loaded.links
    assert loaded.translations["sl", "far.md"].state == "machine"
    checked = CliRunner().invoke(main, ["check", "-f", str(campaign / "mkdocs.yml"), "--today", str(TODAY), "--json"])
    errors = [one for one in json.loads(checked.output) if one["severity"] == "error"]
    assert {one["rule"] for one in errors} == {"unfinished"}, "only what is left open, in each language"
    again = _run(campaign, "add", "far")
    assert again.exit_code == 1 and "is there already" in again.output


def test_a_passage_that_names_another_country_is_named(tmp_path: Path, origin: Path) -> None:
    page = origin / "en/far.md"
    text = page.read_text("utf-8").replace("Stay calm.", "Stay calm. Portuguese schools and those in Slovenia do.")
    page.write_text(text, "utf-8")
    result = _run(_campaign(tmp_path / "own"), "add", "far")
    assert result.exit_code == 0 and "the text names another country: “Portuguese”" in result.output
    assert "what is so in Slovenia" in result.output and "“Slovenia”" not in result.output


def test_what_changes_in_the_original_is_named_and_taken_up(tmp_path: Path, origin: Path) -> None:
    campaign = _campaign(tmp_path / "own")
    assert _run(campaign, "add", "far").exit_code == 0
    assert "Nothing has changed" in _run(campaign, "status").output
    page = origin / "en/far.md"
    page.write_text(page.read_text("utf-8").replace("Stay calm.", "Stay calm, and listen."), "utf-8")
    assert "“Stay calm, and listen.”" in _run(campaign, "status").output
    data = json.loads(_run(campaign, "status", "--json").output)
    assert [one["text"] for one in data["pages"][0]["changed"]] == ["Stay calm, and listen."]
    updated = _run(campaign, "update")
    assert updated.exit_code == 0, updated.output
    assert "Stay calm, and listen." in (campaign / "docs/en/far.md").read_text("utf-8")
    assert "Nothing has changed" in _run(campaign, "status").output


def test_a_page_that_was_changed_here_waits_for_a_person(tmp_path: Path, origin: Path) -> None:
    campaign = _campaign(tmp_path / "own")
    assert _run(campaign, "add", "far").exit_code == 0
    own = campaign / "docs/en/far.md"
    own.write_text(own.read_text("utf-8").replace("Stay calm.", "Breathe first."), "utf-8")
    page = origin / "en/far.md"
    page.write_text(page.read_text("utf-8").replace("Stay calm.", "Stay calm, and listen."), "utf-8")
    before = own.read_bytes()
    updated = _run(campaign, "update")
    assert updated.exit_code == 0 and "Stay calm, and listen." in updated.output
    assert own.read_bytes() == before
    assert _run(campaign, "update", "far", "--accept").exit_code == 0
    assert "Nothing has changed" in _run(campaign, "status").output
    page.write_text(page.read_text("utf-8").replace("and listen.", "and listen to the end."), "utf-8")
    assert "listen to the end" in _run(campaign, "update").output
    assert own.read_bytes() == before, "what was changed here is never written over, also after a look at it"
    page.unlink()
    assert "has it no more; yours stays" in _run(campaign, "status").output


@pytest.mark.usefixtures("origin")
def test_contacts_that_were_corrected_are_named(tmp_path: Path) -> None:
    campaign = _campaign(tmp_path / "own")
    settings = campaign / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("pool: false", "pool: true"), "utf-8")
    assert "nobody has looked at them yet" in _run(campaign, "status").output
    assert _run(campaign, "update").exit_code == 0
    noted = campaign / "docs/_data/pool.yml"
    known = yaml.safe_load(noted.read_text("utf-8"))["contacts"]
    assert known["eu-112"].startswith("112")
    noted.write_text(noted.read_text("utf-8").replace(f"eu-112: {known['eu-112']}", "eu-112: '119'").replace(
        "eu-112: '112'", "eu-112: '119'"), "utf-8")  # fmt: skip
    result = _run(campaign, "status")
    assert f"eu-112: 119 → {known['eu-112']}" in result.output
    assert _run(campaign, "update").exit_code == 0
    assert "eu-112" not in _run(campaign, "status").output


BAD = {
    "a script": ("Stay calm.", "Stay calm. <script>alert(1)</script>", "<script>"),
    "an address": ("Stay calm.", "[Stay](javascript:alert(1)) calm.", "address"),
    "a number": ("Stay calm.", "Call 0900 123 456 now.", "0900 123 456"),
    "another id": ("id: far\n", "id: near\n", "there is no"),
    "an unknown key": ("kind: guide\n", "kind: guide\nonload: x\n", "unknown key"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_no_page_may_hold_is_refused_and_nothing_is_written(tmp_path: Path, origin: Path, case: str) -> None:
    old, new, said = BAD[case]
    page = origin / "en/far.md"
    page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")
    campaign = _campaign(tmp_path / "own")
    before = snapshot(campaign)
    result = _run(campaign, "add", "far")
    assert result.exit_code == 1
    assert said in result.output or "no page “far”" in result.output
    assert snapshot(campaign) == before


def test_a_page_in_no_language_of_the_campaign_is_taken_to_be_translated(tmp_path: Path, origin: Path) -> None:
    (origin / "en/far.md").rename(origin / "en/other.md")
    campaign = _campaign(tmp_path / "own")
    settings = campaign / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("English, default: true", "English").replace(
            "name: Slovenščina", "name: Slovenščina, default: true"
        ), "utf-8",
    )  # fmt: skip
    assert "only in en" in _run(campaign, "add", "far").output
    result = _run(campaign, "add", "far", "--translate-from", "en")
    assert result.exit_code == 0, result.output
    assert "{{ todo: translate this page from “en” }}" in (campaign / "docs/sl/other.md").read_text("utf-8")


@pytest.fixture
def neighbour(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Another campaign's site, published on this machine: its folder and its address."""
    config_file = make_site(tmp_path / "neighbour")
    loaded, _, _ = read_campaign(config_file, str(TODAY))
    site = tmp_path / "site"
    for artefact in render_shared(loaded):
        (site / artefact.path).parent.mkdir(parents=True, exist_ok=True)
        (site / artefact.path).write_bytes(artefact.render())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield site, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


def _with_pool(folder: Path, address: str) -> Path:
    campaign = _campaign(folder)
    settings = campaign / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("pool: false", f"pool: false\n      pools: ['{address}']")
    settings.write_text(text.replace(", guide.md", ""), "utf-8")
    (campaign / "docs/en/guide.md").unlink()
    return campaign


def test_a_neighbours_site_is_a_pool(tmp_path: Path, neighbour: tuple[Path, str]) -> None:
    _, address = neighbour
    campaign = _with_pool(tmp_path / "own", address)
    assert "guide: Guide (guide; en)" in _run(campaign, "list", "--from", address).output
    result = _run(campaign, "add", "guide", "--from", address)
    assert result.exit_code == 0, result.output
    assert "adapted_from: Tiny, https://example.org/, CC BY 4.0" in (campaign / "docs/en/guide.md").read_text("utf-8")
    assert "Nothing has changed" in _run(campaign, "status").output
    refused = _run(campaign, "list", "--from", "https://elsewhere.example/")
    assert refused.exit_code == 1 and "no pool of this campaign" in refused.output


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        (MANIFEST, None, "the server says 404"),
        (MANIFEST, b"<!doctype html><p>Not here", "no pool that can be read"),
        (MANIFEST, b"[" * 100_000, "no pool that can be read"),
        (MANIFEST, b" " * (MAX_MANIFEST + 1), "more than 4,000,000 bytes"),
        (MANIFEST, b'{"format": 2}', "format"),
        (FACTS_FILE, b'{"statistics.yml": {"a": {"id": "b"}}}', "no entry that comes with pages"),
        (FACTS_FILE, b"[1]", "no entry that comes with pages"),
        (FACTS_FILE, b'{"links.yml": {"a": {"id": "a", "url": "javascript:x"}}}', "javascript:x"),
        ("data/pool/en/guide.md", b"changed", "another text than the manifest says"),
        ("data/pool/en/guide.md", None, "the server says 404"),
    ],
)
def test_a_pool_that_is_gone_or_no_pool_leaves_everything_as_it_was(
    tmp_path: Path, neighbour: tuple[Path, str], file: str, content: bytes | None, said: str
) -> None:
    site, address = neighbour
    (site / file).unlink() if content is None else (site / file).write_bytes(content)
    campaign = _with_pool(tmp_path / "own", address)
    before = snapshot(campaign)
    result = _run(campaign, "add", "guide", "--from", address)
    assert result.exit_code == 1
    assert said in result.output
    assert snapshot(campaign) == before


def test_a_manifest_names_no_path_outside(neighbour: tuple[Path, str]) -> None:
    site, address = neighbour
    manifest = json.loads((site / MANIFEST).read_bytes())
    for path in ("../mkdocs.md", "/etc/passwd.md", "a\\b.md", "a/../../b.md", "C:/x.md"):
        manifest["pages"]["guide"]["path"] = path
        content = json.dumps(manifest).encode()
        with pytest.raises(ProblemsFound, match="path"):
            remote_pool(address, lambda _address, _most, content=content: content)


def test_the_manifest_has_the_sum_of_each_page(neighbour: tuple[Path, str]) -> None:
    site, _ = neighbour
    manifest = json.loads((site / MANIFEST).read_bytes())
    for page in manifest["pages"].values():
        for language, total in page["languages"].items():
            assert hashlib.sha256((site / f"data/pool/{language}/{page['path']}").read_bytes()).hexdigest() == total


@pytest.mark.parametrize(
    "address",
    ["http://example.org/", "file:///etc/passwd", "https://a@example.org/", "ftp://example.org/", "example.org"],
)
def test_a_pool_is_read_over_https(address: str) -> None:
    with pytest.raises(ProblemsFound):
        check_address(address)


def test_a_pool_elsewhere_leads_nowhere_on_this_machine() -> None:
    redirects, request = remote._SafeRedirects(), Request("https://pool.example/data/pool.json")
    with pytest.raises(ProblemsFound, match="this very machine"):
        redirects.redirect_request(request, None, 302, "Found", {}, "http://127.0.0.1:8000/")
    followed = redirects.redirect_request(request, None, 302, "Found", {}, "https://other.example/data/pool.json")
    assert followed is not None and followed.full_url == "https://other.example/data/pool.json"


def test_a_pool_that_comes_byte_by_byte_is_left(
    tmp_path: Path, neighbour: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, address = neighbour
    monkeypatch.setattr(remote, "MOST_SECONDS", -1.0)
    result = _run(_with_pool(tmp_path / "own", address), "list", "--from", address)
    assert result.exit_code == 1 and "no whole answer within" in result.output


def test_the_generators_own_pool_can_be_read() -> None:
    pool = built_in_pool()
    assert {"get-help", "sextortion"} <= set(pool.manifest.pages)
    page = pool.page("sextortion")
    assert hashlib.sha256(pool.read("en", page.path)).hexdigest() == page.languages["en"]
    with pytest.raises(ProblemsFound, match="did you mean “sextortion”"):
        pool.page("sextortio")
