"""`campaign build`: clear about bad input, and the last good site always stays whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs.config import load_config
from PIL import Image

import campaign.plugin.static_i18n as steering
from campaign.command import main
from tests.site_maker import build_site, dead_links, make_site, page_text, snapshot


def build(config_file: Path, output: Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["build", "-f", str(config_file), "-o", str(output)])
    return result.exit_code, result.output


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("docs/en/guide.md", "---\ntitle: [\n---\n", "docs/en/guide.md"),
        ("docs/qr/index.md", "Text.", "docs/qr"),
        ("docs/en/lost.md", page_text("Lost", "lost"), "not in the navigation"),
        ("docs/en/guide.md", b"---\ntitle: \xe8\n---\n", "not UTF-8"),
        ("docs/en/guide.md", page_text("Guide", "guide", "See [x](nothing.md).", "guide"), "nothing.md"),
    ],
)
def test_bad_input_leaves_the_last_site(tmp_path: Path, name: str, text: str | bytes, said: str) -> None:
    site = tmp_path / "site"
    assert build(make_site(tmp_path), site)[0] == 0
    before = snapshot(site)
    code, output = build(make_site(tmp_path, {name: text}), site)
    assert code == 1
    assert said in output
    assert "Traceback" not in output
    assert snapshot(site) == before


def test_a_word_that_mixes_alphabets_is_refused_wherever_it_comes_from(tmp_path: Path) -> None:
    site = tmp_path / "site"
    helplines = "docs/_data/helplines.yml"
    config_file = make_site(tmp_path, {"docs/en/guide.md": page_text("Guide", "guide", "{{ helplines: children }}")})
    assert build(config_file, site)[0] == 0
    before = snapshot(site)
    # A Cyrillic О in the name of a contact.
    data = (tmp_path / helplines).read_text("utf-8")
    (tmp_path / helplines).write_text(data.replace("en: TOM", "en: TОM"), "utf-8")
    code, output = build(config_file, site)
    assert code == 1
    assert "Cyrillic and Latin: TОM" in output.replace("\n", " ")
    assert snapshot(site) == before


def test_a_folder_with_foreign_files_is_never_replaced(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "thesis.txt").write_text("mine")
    code, output = build(make_site(tmp_path), site)
    assert code == 1
    assert "thesis.txt" in output
    assert snapshot(site) == {"thesis.txt": b"mine"}


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    assert build(config_file, tmp_path / "one")[0] == build(config_file, tmp_path / "two")[0] == 0
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


def test_plain_mkdocs_builds_the_same_pages(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    assert build(config_file, tmp_path / "one")[0] == 0
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", config_file, "-d", tmp_path / "two"],
        check=True, capture_output=True,
    )  # fmt: skip
    one = snapshot(tmp_path / "one")
    one.pop(".campaign-manifest")
    assert snapshot(tmp_path / "two") == one


def test_plain_mkdocs_says_what_is_wrong(tmp_path: Path) -> None:
    config_file = make_site(tmp_path, {"docs/en/guide.md": "no front matter"})
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-f", config_file], capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "docs/en/guide.md" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_update_of_tomorrow_is_not_published_today(tmp_path: Path) -> None:
    update = page_text("Soon", "update-soon", "Text.", "update", published_on="2026-11-24")
    config_file = make_site(tmp_path, {"docs/en/updates/2026-11-24-soon.md": update})
    assert build(config_file, tmp_path / "site")[0] == 0
    assert not (tmp_path / "site" / "updates").exists()
    result = CliRunner().invoke(
        main, ["build", "-f", str(config_file), "-o", str(tmp_path / "site"), "--today", "2026-11-24"]
    )
    assert result.exit_code == 0, result.output
    assert (tmp_path / "site" / "updates" / "2026-11-24-soon.html").exists()


def test_the_picture_of_an_update_to_come_is_not_there_before_its_day(tmp_path: Path) -> None:
    name = "assets/pictures/soon.webp"
    extra = {"published_on": "2026-11-24", "picture": name, "picture_alt": "A poster."}
    photo = tmp_path / "photo.webp"
    Image.new("RGB", (8, 8)).save(photo)
    update = page_text("Soon", "update-soon", "Text.", "update", **extra)
    files = {"docs/en/updates/2026-11-24-soon.md": update, f"docs/{name}": photo.read_bytes()}
    config_file = make_site(tmp_path, files)
    assert build(config_file, tmp_path / "site")[0] == 0
    assert not (tmp_path / "site" / name).exists()
    build_site(config_file, tmp_path / "site", "--today", "2026-11-24")
    assert (tmp_path / "site" / name).exists()


def test_static_i18n_is_the_version_that_is_steered(tmp_path: Path) -> None:
    from importlib.metadata import version

    assert version("mkdocs-static-i18n") == steering.STEERED_VERSION
    config = load_config(str(make_site(tmp_path)))
    assert steering.i18n_plugin(config).building is False


def test_a_picture_whose_name_has_spaces_is_shown(tmp_path: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    text = "![a](<../assets/Naš plakat.svg>) ![b](../assets/Na%C5%A1%20plakat.svg)"
    files = {"docs/assets/Naš plakat.svg": drawing, "docs/en/guide.md": page_text("Guide", "guide", text)}
    code, output = build(make_site(tmp_path, files), tmp_path / "site")
    assert code == 0, output
    html = (tmp_path / "site/guide.html").read_text("utf-8")
    assert html.count('src="assets/Na%C5%A1%20plakat.svg"') == 2
    assert dead_links(tmp_path / "site") == []
