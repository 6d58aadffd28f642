"""The vocabulary of a campaign: laid over the one all begin with; a kind of page is one entry of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
import yaml
from click.testing import CliRunner

from campaign.command import main
from campaign.editor.config import render_config
from campaign.facts.vocabulary import SheetName, Vocabulary, default_vocabulary, read_vocabulary
from campaign.files.documents import YamlDocument
from campaign.kits.files import FILES, PDF
from campaign.kits.press import SHEETS
from campaign.plugin.project import read_campaign
from tests.site_maker import ORIGINAL, SETTINGS, build_site, dead_links, make_site, page_text

PROJECT = Path(__file__).parent.parent.parent
RECIPE = """
kinds:
  recipe:
    label: Recipe
    plural: Recipes
    folder: kitchen
    prefix: recipe-
    audience: [families]
    review_days: 90
    timed: true
    above: at-a-glance
    kit: [handout.pdf]
"""


def vocabulary_of(text: str) -> Vocabulary:
    found, problems = read_vocabulary(YamlDocument(yaml.safe_load(text), file="vocabulary.yml"))
    assert found is not None and not problems
    return found


def test_what_a_campaign_says_is_laid_over_what_all_begin_with() -> None:
    default = default_vocabulary()
    own = vocabulary_of("{topics: [tablets], kinds: {guide: {review_days: 30, urgent: null}, lesson: null}}")
    assert own.topics == ("tablets",)
    assert own.kinds["guide"].review_days == 30 and not own.kinds["guide"].urgent
    assert own.kinds["guide"].kit == default.kinds["guide"].kit
    assert [*own.kinds] == [one for one in default.kinds if one != "lesson"]
    assert own.audiences == default.audiences


@pytest.mark.parametrize(
    ("audience", "group", "is_for_children"),
    [
        ((), "families", False), (("families",), "families", False), (("teachers", "families"), "schools", False),
        (("teachers", "children"), "children", True),
    ],
)  # fmt: skip
def test_readers_have_contacts(audience: tuple[str, ...], group: str, is_for_children: bool) -> None:
    vocabulary = default_vocabulary()
    assert vocabulary.helplines_for(audience) == group
    assert vocabulary.is_for_children(audience) is is_for_children


def test_targets_of_reading() -> None:
    reading = default_vocabulary().reading
    assert (reading.target("en"), reading.target("ar"), reading.target("pt")) == (38, None, None)


def test_sheets_are_those_of_the_press() -> None:
    sheets = {one.name for one in FILES if one.is_sheet and one.media_type == PDF}
    assert {one.name for one in SHEETS} == sheets and {*get_args(SheetName)} < sheets


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign with a kind of page that no line of the generator names, and its words."""
    folder = tmp_path_factory.mktemp("kitchen")
    words = {
        f"docs/_data/ui/{code}.yml": (ORIGINAL / f"docs/_data/ui/{code}.yml").read_text("utf-8").rstrip()
        + "\n  kit_kind_recipe: Recipe\n"
        for code in ("en", "sl")
    }
    soup = page_text(
        "Soup without a telephone", "recipe-soup", "## Do this {#do-now}\n\n1. Stir.", "recipe",
        minutes=30, audience="[families]",
    )  # fmt: skip
    settings = SETTINGS.format(overrides=PROJECT / "campaign/look", site_url="https://example.org/")
    make_site(
        folder,
        {
            **words,
            "mkdocs.yml": settings.replace("guide.md]", "guide.md, kitchen/soup.md, choose.md]"),
            "docs/_data/vocabulary.yml": RECIPE + "ids: { schools: choose }\n",
            "docs/en/kitchen/soup.md": soup,
            "docs/en/choose.md": page_text("Choose", "choose"),
        },
    )
    build_site(folder / "mkdocs.yml", folder / "site")
    return folder


def test_a_kind_is_added_by_data_alone(kitchen: Path) -> None:
    site = kitchen / "site"
    page = (site / "kitchen/soup.html").read_text("utf-8")
    assert 'class="kind-recipe for-families' in page
    assert 'class="c-glance"' in page and "30 min" in page
    assert "../kits/recipe-soup/en/handout.pdf" in page
    files = {path.name for path in (site / "kits/recipe-soup/en").iterdir()}
    assert "handout.pdf" in files and not files & {"letter.pdf", "plan.pdf"}
    assert "Letter to families" not in (site / "kits/recipe-soup/en/texts.txt").read_text("utf-8")
    assert 'data-guide="recipe-soup"' in (site / "choose.html").read_text("utf-8")
    assert 'data-id="recipe-soup"' in (site / "go/index.html").read_text("utf-8")
    assert dead_links(site) == []


def test_other_programs_are_told_of_the_kind(kitchen: Path) -> None:
    data = kitchen / "site/data"
    assert ("recipe-soup", "recipe") in {
        (one["id"], one["kind"]) for one in json.loads((data / "guides.json").read_text("utf-8"))["guides"]
    }
    schema = json.loads((data / "guides.schema.json").read_text("utf-8"))
    kinds = schema["$defs"]["Guide"]["properties"]["kind"]["enum"]
    assert {"guide", "story", "chat", "recipe"} < {*kinds} and "update" not in kinds


def test_the_editor_has_a_form_for_the_kind(kitchen: Path) -> None:
    campaign, _, _ = read_campaign(kitchen / "mkdocs.yml", None)
    collections = {
        one["name"]: one for one in yaml.safe_load(render_config(campaign, {}))["collections"] if "name" in one
    }
    recipes = collections["recipe-kitchen"]
    assert (recipes["label"], recipes["folder"]) == ("Recipes", "docs/{{locale}}/kitchen")
    fields = {field["name"] for field in recipes["fields"]}
    assert "minutes" in fields and "published_on" not in fields


def test_a_page_of_the_kind_is_begun(kitchen: Path) -> None:
    arguments = ["--description", "How to cook together and talk meanwhile.", "--yes", "--name", "bread"]
    command = ["new", "recipe", "Bread", *arguments, "-f", str(kitchen / "mkdocs.yml")]
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    assert "docs/en/kitchen/bread.md" in result.output
    page = (kitchen / "docs/en/kitchen/bread.md").read_text("utf-8")
    assert "id: recipe-bread\nkind: recipe\naudience: [families]" in page and "minutes: 45" in page
    assert "## Do this {#do-now}" in page


def test_a_kind_that_nobody_knows_is_not_begun(kitchen: Path) -> None:
    result = CliRunner().invoke(main, ["new", "recepie", "Bread", "-f", str(kitchen / "mkdocs.yml"), "--yes"])
    assert result.exit_code == 2 and "guide, easy, lesson, activity, voices, story, chat, recipe" in result.output
    listed = CliRunner().invoke(main, ["new", "--help"]).output
    assert all(f"  {one} " in listed for one in ("activity", "guide", "helpline", "language", "lesson", "update"))
