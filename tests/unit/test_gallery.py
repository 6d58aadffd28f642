"""Every component has an example and can be shown in every state and language; every topic has a picture."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest
from click.testing import CliRunner

from campaign.command import main
from campaign.facts.vocabulary import read_vocabulary
from campaign.files.look import GENERAL, Look
from campaign.files.problems import ProblemsFound
from campaign.files.yamlfile import load_yaml
from campaign.site.gallery import load_examples
from tests.site_maker import ORIGINAL


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The components' pages of the project's campaign, by language."""
    folder = tmp_path_factory.mktemp("components")
    result = CliRunner().invoke(main, ["components", "-f", str(ORIGINAL / "mkdocs.yml"), "--to", str(folder)])
    assert result.exit_code == 0, result.output
    return {path.stem: path.read_text("utf-8") for path in folder.glob("*.html")}


def test_every_component_is_shown_in_every_language(pages: dict[str, str]) -> None:
    names = {path.parent.name for path in (GENERAL / "components").glob("*/*.html")}
    assert {"en", "cnr", "cnr-Cyrl", "sl"} <= set(pages)
    for html in pages.values():
        assert set(re.findall(r'<section class="gallery__component" id="([a-z-]+)"', html)) == names


def test_the_pages_are_well_formed(pages: dict[str, str]) -> None:
    for code, html in pages.items():
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(html)
        assert parser.errors == [], (code, parser.errors[:3])


def test_menus_are_shown_unfolded_and_what_waits_for_a_script(pages: dict[str, str]) -> None:
    html = pages["ar"]
    assert re.search(r'<details class="c-menu c-menu--narrow" open>', html)
    assert re.search(r'<details class="c-languages" open>', html)
    # Folded and waiting in another state.
    assert re.search(r'<details class="c-languages" name="header">', html)
    assert "<li hidden data-print>" in html and "<li data-print>" in html


def test_a_component_without_an_example_is_reported(tmp_path: Path) -> None:
    (tmp_path / "components/new").mkdir(parents=True)
    (tmp_path / "components/new/new.html").write_text("<p>New</p>")
    with pytest.raises(ProblemsFound) as found:
        load_examples(Look(tmp_path))
    assert "has no example" in found.value.problems[0].found


def test_every_topic_has_a_picture() -> None:
    pictures = set(re.findall(r"^- id: (\S+)", (ORIGINAL / "docs/_data/pictures.yml").read_text("utf-8"), re.MULTILINE))
    vocabulary, _ = read_vocabulary(load_yaml(ORIGINAL / "docs/_data/vocabulary.yml", "vocabulary.yml"))
    assert vocabulary is not None
    shared = vocabulary.shared_drawings
    assert [topic for topic in vocabulary.topics if shared.get(topic, topic) not in pictures] == []
