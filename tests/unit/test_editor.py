"""The web editor without a browser: its forms and the schema, its program, and what a published one may reach."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from campaign.editor.backends import read_backend
from campaign.editor.bundle import FILES, SUMS, read_bundle
from campaign.editor.config import page_fields, render_config
from campaign.editor.fields import make_fields
from campaign.editor.files import file_style, render_editor
from campaign.facts.help import HelpEnd, HelpReader
from campaign.facts.helplines import Helpline
from campaign.files.problems import ProblemsFound
from campaign.files.record import Record
from campaign.files.schema import json_schema, keys_of
from campaign.files.sums import read_sums
from campaign.model.campaign import Campaign
from campaign.pages.page import PageMeta
from campaign.plugin.project import read_campaign
from campaign.views.policy import editor_changes, page_policy
from tests.site_maker import ORIGINAL, PROJECT, make_site

BACKEND = {"name": "github", "repo": "somebody/campaign"}


# ---- the forms say what the schema says --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real() -> Campaign:
    return read_campaign(ORIGINAL / "mkdocs.yml", None, with_prepared=True)[0]


@pytest.fixture(scope="module")
def config(real: Campaign) -> dict[str, Any]:
    return dict(yaml.safe_load(render_config(real, BACKEND)))


def collections(config: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in config["collections"] if "name" in one}


def forms(config: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    for one in collections(config).values():
        yield from ([one["fields"]] if "fields" in one else [file["fields"] for file in one["files"]])


def test_every_key_of_a_page_stands_in_some_form(config: dict[str, Any]) -> None:
    names = {field["name"] for form in forms(config) for field in form}
    assert set(keys_of(PageMeta)) <= names


def test_the_form_of_a_contact_has_the_keys_of_the_schema(config: dict[str, Any]) -> None:
    contacts = collections(config)["facts"]["files"][0]["fields"][0]
    assert contacts["root"] is True
    assert [field["name"] for field in contacts["fields"]] == list(keys_of(Helpline))
    assert {field["name"] for field in contacts["fields"] if field["required"]} == {
        name for name, info in keys_of(Helpline).items() if info.is_required()
    }


def test_the_form_of_what_happened_offers_every_text_in_the_readers_words(
    real: Campaign, config: dict[str, Any]
) -> None:
    readers = collections(config)["facts"]["files"][1]["fields"][0]
    fields = {field["name"]: field for field in readers["fields"]}
    ends = {field["name"]: field for field in fields["ends"]["fields"]}
    assert list(fields) == list(keys_of(HelpReader)) and list(ends) == list(keys_of(HelpEnd))
    words = real.words["en"].texts
    for reader in real.help:
        for end in reader.ends:
            chosen = [(fields["id"], reader.id), (ends["what"], end.what), (ends["say"], end.say)]
            chosen += [(ends["steps"]["field"], one) for one in end.steps] + [(ends["pages"]["field"], end.pages[0])]
            for field, value in chosen:
                (label,) = (one["label"] for one in field["options"] if one["value"] == value)
                assert label in words.values() or label == real.pages["en", real.paths_by_id[value]].meta.title
    assert (ends["steps"]["min"], ends["steps"]["max"]) == (3, 3)


def test_a_campaign_that_does_not_ask_has_no_form_for_it(tmp_path: Path) -> None:
    tiny = read_campaign(make_site(tmp_path), None, with_prepared=True)[0]
    files = collections(yaml.safe_load(render_config(tiny, BACKEND)))["facts"]["files"]
    assert [one["name"] for one in files] == ["helplines"]


def test_choices_limits_and_dates_are_those_of_the_schema(real: Campaign) -> None:
    fields = {field["name"]: field for field in page_fields(real, "lesson")}
    assert [one["value"] for one in fields["topics"]["options"]] == list(real.vocabulary.topics)
    assert [one["value"] for one in fields["audience"]["options"]] == ["families", "children", "teachers", "staff"]
    assert (fields["title"]["maxlength"], fields["description"]["minlength"]) == (120, 20)
    assert (fields["minutes"]["min"], fields["minutes"]["max"]) == (5, 240)
    assert (fields["reviewed_on"]["type"], fields["reviewed_on"]["format"]) == ("date", "YYYY-MM-DD")
    assert fields["id"]["pattern"][0] == json_schema(PageMeta)["properties"]["id"]["pattern"]
    assert "published_on" not in fields


def test_what_is_the_same_in_every_language_is_copied_and_texts_are_not(real: Campaign) -> None:
    fields = {field["name"]: field["i18n"] for field in page_fields(real, "update")}
    assert fields["id"] == fields["published_on"] == fields["audience"] == "duplicate"
    assert fields["title"] is fields["body"] is fields["translated_by"] is True


def test_every_page_has_its_place_and_every_language_its_pane(real: Campaign, config: dict[str, Any]) -> None:
    assert config["i18n"]["locales"] == list(real.settings.folders)
    assert "cnr-Cyrl" not in config["i18n"]["locales"]
    found = collections(config)
    files = {file["file"] for one in found.values() for file in one.get("files", [])}
    folders = {(one["folder"], one["filter"]["value"]) for one in found.values() if "folder" in one}
    for (code, path), page in real.pages.items():
        if code == "en":
            folder = f"docs/{{{{locale}}}}/{path}".rpartition("/")[0]
            assert f"docs/{{{{locale}}}}/{path}" in files or (folder, page.meta.kind) in folders, path


def test_the_words_of_the_interface_are_all_there(real: Campaign, config: dict[str, Any]) -> None:
    words = collections(config)["words"]["files"][0]["fields"][0]["fields"]
    assert [field["name"] for field in words] == list(real.words["en"].texts)


def test_a_type_without_a_form_field_is_noticed() -> None:
    class Odd(Record):
        value: complex

    with pytest.raises(TypeError, match="no form field"):
        make_fields(Odd)


# ---- the program --------------------------------------------------------------------------------------------------


def test_the_program_is_what_the_list_of_hashes_says() -> None:
    assert {name for name, _ in read_bundle()} == set(FILES) == set(read_sums(SUMS))


def test_another_program_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "editor-bundle.zip"
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("sveltia/npm/index.js", "another")
    with pytest.raises(ProblemsFound) as found:
        list(read_bundle(archive))
    assert "sveltia/npm/index.js" in found.value.problems[0].file


def test_the_program_is_npms(tmp_path: Path) -> None:
    """Where npm and its registry can be reached: the packages that vendor/README.md names, byte for byte."""
    readme = (PROJECT / "campaign/editor/vendor/README.md").read_text("utf-8")
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    packages = [word for word in makefile.split() if word.startswith(("@sveltia/cms@", "js-yaml@"))]
    for package in packages:
        assert package.rpartition("@")[2] in readme
    npm = shutil.which("npm")
    command = [str(npm), "install", "--no-save", "--ignore-scripts", "--omit=peer", *packages]
    if npm is None or subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode:
        return
    for name, content in read_bundle():
        assert (tmp_path / "node_modules" / FILES[name]).read_bytes() == content, name


def test_a_published_editor_talks_to_its_own_host_and_to_the_repositorys(real: Campaign) -> None:
    backend = read_backend(BACKEND, "mkdocs.yml")
    assert backend.settings["auth_methods"] == ["token"]
    files = dict(render_editor(real, "p{}", backend.settings, hosts=backend.hosts, is_local=False))
    page = files["index.html"].decode()
    assert "connect-src &#x27;self&#x27; https://api.github.com blob: data:" in page
    assert "panel.js" not in files
    assert json.loads(files["editor.json"])["style"] == json.loads(json.dumps(file_style()))
    assert yaml.safe_load(files["config.yml"])["backend"]["repo"] == "somebody/campaign"


@pytest.mark.parametrize(
    ("editor", "has_review"),
    [({}, True), ({"review": False}, False), ({"name": "gitlab", "app_id": "x"}, True), ({"name": "gitea"}, False)],
)
def test_a_change_waits_for_review_where_the_host_can_keep_drafts(
    real: Campaign, editor: dict[str, Any], has_review: bool
) -> None:
    backend = read_backend({**BACKEND, **editor}, "mkdocs.yml")
    config = yaml.safe_load(render_config(real, backend.settings, has_review=backend.has_review))
    assert config.get("publish_mode") == ("editorial_workflow" if has_review else None)
    assert "review" not in config["backend"]


def test_the_readers_pages_are_not_loosened_by_the_editor() -> None:
    assert "unsafe" not in page_policy()
    assert "'unsafe-inline'" not in page_policy(editor_changes()).partition("style-src")[0]


@pytest.mark.parametrize(
    "editor",
    [
        {},
        {"name": "svn", "repo": "a/b"},
        {"name": "gitlab", "repo": "alone"},
        {"name": "gitea", "repo": "a/b", "review": True},
    ],
)
def test_an_editor_without_a_repository_is_refused(editor: dict[str, str]) -> None:
    with pytest.raises(ProblemsFound):
        read_backend(editor, "mkdocs.yml")
