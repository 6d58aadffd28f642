"""The site does not need the package of Material: a copy of its stylesheet comes with the look."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

import pytest

from campaign.files.look import GENERAL
from campaign.plugin.theme import stylesheet_folder
from campaign.views.assets import theme_stylesheet
from tests.site_maker import PROJECT, make_site, snapshot

COPY = GENERAL / "vendor"


def test_the_copy_is_that_of_the_package_which_is_installed() -> None:
    """After an update of Material: copy its stylesheet and its licence, and write their sums anew."""
    assert stylesheet_folder() != COPY
    assert theme_stylesheet(stylesheet_folder()) == theme_stylesheet(COPY)
    (packaged,) = Path(sysconfig.get_path("purelib")).glob("mkdocs_material-[0-9]*.dist-info/licenses/LICENSE")
    assert (COPY / "material-LICENSE.txt").read_bytes() == packaged.read_bytes()


@pytest.fixture(scope="module")
def without_material(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """An environment in which everything is installed but Material."""
    folder = tmp_path_factory.mktemp("packages")
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if not path.name.startswith(("material", "mkdocs_material-")) or path.name.startswith("mkdocs_material_ext"):
            (folder / path.name).symlink_to(path)
    # -S: no package is found but those that stand here.
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(PROJECT), str(folder)]), "NO_MKDOCS_2_WARNING": "1"}


@pytest.mark.parametrize("program", ["campaign.command", "mkdocs.__main__"])
def test_the_site_is_the_same_without_it(program: str, without_material: Mapping[str, str], tmp_path: Path) -> None:
    config = make_site(tmp_path / "campaign")
    name = "main" if program == "campaign.command" else "cli"
    code = f"from {program} import {name}; {name}()"
    for site, environment in (("with", None), ("without", without_material)):
        options = ["-S"] if environment else []
        out = "-o" if name == "main" else "-d"
        command = [sys.executable, *options, "-c", code, "build", "-f", str(config), out, str(tmp_path / site)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    assert snapshot(tmp_path / "with") == snapshot(tmp_path / "without")
    asked = subprocess.run([sys.executable, "-S", "-c", "import material"], env=without_material, check=False)
    assert asked.returncode != 0, "it is not there"
