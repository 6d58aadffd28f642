"""What others made and this project ships: names, versions and licences, for THIRD-PARTY.md and a release's bill of
materials (CycloneDX).

`python -m campaign.release.third_party` writes THIRD-PARTY.md; with the name of a file it writes the bill there. Python
packages come from the hash-locked requirements.txt; what lies in this project's own folders is listed here, and a test
holds that no file there is missing from the list.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path


@dataclass(frozen=True)
class Shipped:
    """A work of others: `place` is where it lies here ("" for a Python package), `licence` an SPDX expression."""

    name: str
    version: str
    licence: str
    place: str
    used_for: str
    registry: str = "npm"


LIBRARIES = "campaign/look/vendor"

SHIPPED = (
    Shipped("minisearch", "7.2.0", "MIT", f"{LIBRARIES}/minisearch-7.2.0.min.js", "search, on the search page"),
    Shipped("lean-qr", "2.7.4", "MIT", f"{LIBRARIES}/lean-qr-2.7.4.min.js", "QR codes, on the page for schools"),
    Shipped("client-zip", "2.5.1", "MIT", f"{LIBRARIES}/client-zip-2.5.1.min.js", "archives, on the same page"),
    Shipped(
        "mkdocs-material: stylesheet", "9.8.1", "MIT", f"{LIBRARIES}/material-9.8.1.min.css",
        "the site's stylesheet, where its package is not installed", "copy",
    ),
    Shipped("Noto Sans", "2.015", "OFL-1.1", "campaign/kits/fonts/NotoSans-*.ttf", "PDF files", "font"),
    Shipped("Amiri", "1.002", "OFL-1.1", "campaign/kits/fonts/Amiri-*.ttf", "PDF files in Arabic", "font"),
    Shipped("@sveltia/cms", "0.221.1", "MIT", "campaign/editor/vendor/editor-bundle.zip", "the editor, for staff"),
    Shipped("js-yaml", "5.5.0", "MIT", "campaign/editor/vendor/editor-bundle.zip", "the editor, for staff"),
    Shipped(
        "Material Symbols", "in @sveltia/cms", "Apache-2.0", "campaign/editor/vendor/editor-bundle.zip",
        "the editor's icons", "font",
    ),
    Shipped(
        "Source Sans 3, Noto Mono", "in @sveltia/cms", "OFL-1.1", "campaign/editor/vendor/editor-bundle.zip",
        "the editor's letters", "font",
    ),
)  # fmt: skip
"""In the order in which readers meet them. Licence texts lie beside the files."""

THEME = "mkdocs-material"
"""Its stylesheet, cut down to what is used, is part of the site's own; MIT, its Material Design icons Apache-2.0."""

_LOCKED = re.compile(r"^([a-zA-Z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_CLASSIFIER = re.compile(r"License :: (?:OSI Approved :: )?(.+)")


def locked_packages(requirements: str) -> list[tuple[str, str]]:
    """(name, version) of every package in the text of a locked requirements file."""
    return [(name, version) for name, version in _LOCKED.findall(requirements)]


def package_licence(name: str) -> str:
    """The licence that an installed package states; "not installed here" for one of another system."""
    try:
        metadata = distribution(name).metadata
    except PackageNotFoundError:
        return "not installed here"
    if expression := metadata.get_all("License-Expression"):
        return str(expression[0])
    classifiers = [match[1] for one in metadata.get_all("Classifier") or [] if (match := _CLASSIFIER.match(one))]
    if classifiers:
        return ", ".join(classifiers)
    return str((metadata.get_all("License") or ["see the package"])[0]).splitlines()[0]


def render_third_party(requirements: str) -> str:
    """THIRD-PARTY.md, from the text of requirements.txt."""
    versions = dict(locked_packages(requirements))
    lines = [
        "# What others made",
        "",
        "Written by `make third-party`; a test compares it with what is there.",
        "",
        "## Shipped with the site or the editor",
        "",
        "| What | Version | Licence | Where | For |",
        "|---|---|---|---|---|",
        f"| {THEME} | {versions[THEME]} | MIT, icons Apache-2.0 | the site's stylesheet | the look under our own |",
    ]
    lines += [f"| {one.name} | {one.version} | {one.licence} | `{one.place}` | {one.used_for} |" for one in SHIPPED]
    lines += [
        "",
        "Licence texts lie beside the files, that of the theme also in its Python package.",
        "",
        "## Python packages that build the site",
        "",
        "Installed with their hashes from `requirements.txt`; only the theme's stylesheet reaches readers.",
        "",
        "| Package | Version |",
        "|---|---|",
    ]
    lines += [f"| {name} | {version} |" for name, version in sorted(versions.items())]
    lines += ["", "Their licences: `.venv/bin/python -m campaign.release.third_party --licences`.", ""]
    return "\n".join(lines)


def render_bill(project: Path) -> str:
    """A bill of materials (CycloneDX 1.6, JSON): the locked Python packages with hashes, and SHIPPED.

    Raises FileNotFoundError where cyclonedx-bom is not installed (it comes with the packages for tests).
    """
    command = [
        str(Path(sys.executable).with_name("cyclonedx-py")),
        "requirements",
        "--output-reproducible",
        "--no-validate",
    ]
    command += ["--pyproject", "pyproject.toml", "requirements.txt"]
    result = subprocess.run(command, cwd=project, check=True, capture_output=True, text=True)
    bill = json.loads(result.stdout)
    for component in bill["components"]:
        licence = package_licence(component["name"])
        if licence != "not installed here":
            component["licenses"] = [{"license": {"name": licence}}]
    for one in SHIPPED:
        component = {
            "type": "library" if one.registry == "npm" else "file",
            "bom-ref": f"{one.registry}:{one.name}",
            "name": one.name,
            "version": one.version,
            "licenses": [{"license": {"id": one.licence}}],
            "description": f"{one.used_for}: {one.place}",
        }
        if one.registry == "npm":
            component["purl"] = f"pkg:npm/{one.name.replace('@', '%40')}@{one.version}"
        bill["components"].append(component)
    return json.dumps(bill, indent=1, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> None:
    """Write THIRD-PARTY.md, or the bill into the file that is named, or show the packages' licences."""
    project = Path(__file__).parent.parent.parent
    requirements = (project / "requirements.txt").read_text("utf-8")
    if arguments == ["--licences"]:
        for name, version in locked_packages(requirements):
            print(f"{name} {version}: {package_licence(name)}")
    elif arguments:
        Path(arguments[0]).write_text(render_bill(project), "utf-8")
    else:
        (project / "THIRD-PARTY.md").write_text(render_third_party(requirements), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
