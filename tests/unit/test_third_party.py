"""The list of what others made: nothing that is shipped is missing from it, and it says the version that lies there."""

from __future__ import annotations

import json
import zipfile
from fnmatch import fnmatch
from pathlib import Path

from campaign.release.third_party import SHIPPED, locked_packages, render_bill, render_third_party
from tests.site_maker import PROJECT

VENDORED = ("overrides/vendor", "campaign/kits/fonts", "campaign/editor/vendor")
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


def test_versions_are_those_of_the_files() -> None:
    for one in SHIPPED:
        if one.place.startswith("overrides/vendor/"):
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
