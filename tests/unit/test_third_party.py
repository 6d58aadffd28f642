"""The list of what others made: nothing that is shipped is missing from it, and it says the version that lies there."""

from __future__ import annotations

import json
import shutil
import zipfile
from fnmatch import fnmatch
from pathlib import Path

import pytest
from click.testing import CliRunner

from campaign.command import main
from campaign.files.sums import SUMS, read_recorded, read_sums
from campaign.release.third_party import SHIPPED, locked_packages, render_bill, render_third_party
from tests.site_maker import PROJECT, make_site

VENDORED = ("campaign/look/vendor", "campaign/kits/fonts", "campaign/editor/vendor")
OWN = (".md", "SHA256SUMS")


def vendored_files() -> list[str]:
    found = [path for folder in VENDORED for path in (PROJECT / folder).iterdir()]
    return [path.relative_to(PROJECT).as_posix() for path in found if not path.name.endswith(OWN)]


def test_every_file_of_others_is_listed_with_its_licence_beside_it() -> None:
    for name in vendored_files():
        if name.endswith("LICENSE.txt"):
            continue
        assert any(fnmatch(name, one.place) for one in SHIPPED), f"{name} is not in campaign/release/third_party.py"
        folder, stem = (PROJECT / name).parent, Path(name).name.split("-")[0]
        if not name.endswith(".zip"):
            assert list(folder.glob(f"{stem}*LICENSE.txt")), f"{name} has no licence beside it"


@pytest.mark.parametrize("folder", VENDORED)
def test_every_file_of_others_is_the_one_that_was_recorded(folder: str) -> None:
    sums = read_sums(PROJECT / folder / SUMS)
    # The editor's archive is known by what is in it: tests/unit/test_editor.py.
    names = {Path(name).name for name in vendored_files() if name.startswith(f"{folder}/") and name[-4:] != ".zip"}
    assert names == {name for name in sums if "/" not in name}
    for name in names:
        assert read_recorded(PROJECT / folder / name)


def test_another_program_stops_the_build(tmp_path: Path) -> None:
    config_file, look = make_site(tmp_path), tmp_path / "look"
    shutil.copytree(PROJECT / "campaign/look", look)
    config_file.write_text(config_file.read_text("utf-8").replace(f"{PROJECT / 'campaign/look'}", str(look)), "utf-8")
    (library,) = look.glob("vendor/minisearch-*.min.js")
    for change in ("changed", "not recorded"):
        if change == "changed":
            library.write_text(library.read_text("utf-8") + " ", "utf-8")
        else:
            (look / "vendor" / SUMS).unlink()
        result = CliRunner().invoke(main, ["build", "-f", str(config_file), "-o", str(tmp_path / "site")])
        assert result.exit_code == 1
        assert f"vendor/{library.name}" in result.output and "Traceback" not in result.output
        assert not (tmp_path / "site").exists()


def test_versions_are_those_of_the_files() -> None:
    for one in SHIPPED:
        if one.place.startswith("campaign/look/vendor/"):
            assert one.version in one.place
        if one.registry == "font" and "fonts/" in one.place:
            for path in PROJECT.glob(one.place):
                assert f"Version {one.version}" in path.read_bytes().decode("utf-16-be", errors="ignore")
    readme = (PROJECT / "campaign/editor/vendor/README.md").read_text("utf-8")
    for one in SHIPPED:
        if one.place.endswith("editor-bundle.zip") and one.registry == "npm":
            assert f"[{one.name}]" in readme and f"| {one.version} | {one.licence} |" in readme


def test_the_editors_archive_holds_the_licences_of_all_that_is_in_it() -> None:
    names = zipfile.ZipFile(PROJECT / "campaign/editor/vendor/editor-bundle.zip").namelist()
    for font in [name for name in names if name.endswith(".woff2")]:
        stem = Path(font).name.split("-latin")[0].split("-wght")[0]
        assert any(name.endswith("LICENSE.txt") and stem in name for name in names), font
    assert {"js-yaml/LICENSE.txt", "sveltia/LICENSE.txt"} <= set(names)


def test_the_list_is_up_to_date() -> None:
    requirements = (PROJECT / "requirements.txt").read_text("utf-8")
    assert (PROJECT / "THIRD-PARTY.md").read_text("utf-8") == render_third_party(requirements), "run: make third-party"


def test_the_bill_of_materials_names_everything_with_versions_hashes_and_licences() -> None:
    bill = json.loads(render_bill(PROJECT))
    assert bill["bomFormat"] == "CycloneDX"
    found = {(one["name"], one["version"]): one for one in bill["components"]}
    for name, version in locked_packages((PROJECT / "requirements.txt").read_text("utf-8")):
        component = found[name, version]
        assert component["purl"].startswith("pkg:pypi/")
        assert [one for one in component["externalReferences"] if one.get("hashes")]
    for one in SHIPPED:
        assert found[one.name, one.version]["licenses"]
