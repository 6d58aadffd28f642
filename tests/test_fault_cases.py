"""Runs every file of tests/cases/faults/: what contributions may hold that would hurt readers. README.md there."""

from __future__ import annotations

from pathlib import Path

import html5lib
import pytest
import yaml
from click.testing import CliRunner

from campaign.command import main
from tests.site_maker import make_site, snapshot
from tests.test_cases import default_file

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent / "cases" / "faults").glob("*.yml"))
    for case in yaml.safe_load_all(path.read_text("utf-8"))
]


def build(config_file: Path, site: Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["build", "-f", str(config_file), "-o", str(site)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture(scope="module")
def last_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("last")
    code, output = build(make_site(folder), folder / "site")
    assert code == 0, output
    return folder / "site", snapshot(folder / "site")


def make_case(folder: Path, case: dict) -> Path:
    files: dict[str, str | bytes | None] = dict(case.get("files", {}))
    for name, (old, new) in case.get("replace", {}).items():
        files[name] = default_file(name).replace(old, new)
        assert files[name] != default_file(name), f"nothing to replace in {name}"
    for name, (old, new, times) in case.get("repeat", {}).items():
        files[name] = default_file(name).replace(old, new * times)
        assert files[name] != default_file(name), f"nothing to replace in {name}"
    for name, data in case.get("bytes", {}).items():
        files[name] = bytes.fromhex(data)
    config_file = make_site(folder, files)
    for name, target in case.get("links", {}).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).symlink_to(target)
    return config_file


@pytest.mark.parametrize("case", CASES)
def test_fault(case: dict, tmp_path: Path, last_site: tuple[Path, dict[str, bytes]]) -> None:
    config_file = make_case(tmp_path, case)
    if "neutralised" in case:
        code, output = build(config_file, tmp_path / "site")
        assert code == 0, output
        html = (tmp_path / "site" / case["neutralised"]).read_text("utf-8")
        assert_harmless(html)
        for text in case.get("absent", ()):
            assert text not in html
        for text in case.get("shown", ()):
            assert text in html
        return
    site, before = last_site
    code, output = build(config_file, site)
    assert code == 1, output
    assert "Traceback" not in output
    # Lines are folded to the terminal's width.
    said = "".join(output.split())
    for text in case["refused"]:
        file, _, line = text.rpartition(":")
        assert "".join((file if line.isdigit() else text).split()) in said, output
        if line.isdigit():
            assert f"line{line}:" in said or f"line{line}," in said, output
    assert snapshot(site) == before


OF_STEPS = {"id": "tick", "method": "dialog", "autocomplete": "off", "hidden": ""}
"""The one form of a page that is ours: boxes to tick belong to it, and by its method it sends nothing anywhere."""


def assert_harmless(html: str) -> None:
    """Nothing runs but the site's own files, nothing loads from elsewhere, nothing is styled by hand."""
    document = html5lib.parse(html, namespaceHTMLElements=False)
    for element in document.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "form" and element.attrib == OF_STEPS:
            assert not len(element), "it is empty: nothing in it could be sent"
            continue
        assert element.tag not in ("iframe", "object", "embed", "base", "form", "style"), element.tag
        for key, value in element.attrib.items():
            assert not str(key).startswith("on") and key not in ("style", "srcdoc"), (element.tag, key)
            if element.tag == "meta" and key == "http-equiv":
                assert value == "Content-Security-Policy"
            if key == "src" or (
                element.tag == "link" and element.get("rel") in ("stylesheet", "icon") and key == "href"
            ):
                assert "//" not in value and not value.startswith("data:"), (element.tag, value)
            if key == "href":
                assert value.split(":")[0].lower().strip() not in ("javascript", "data", "vbscript"), value
        if element.tag == "script":
            assert element.get("src") and not "".join(element.itertext()).strip()
