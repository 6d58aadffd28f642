"""`campaign new campaign`: a folder that is content with itself, says nothing of the original's countries, and counts
what is left to write and to translate."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from campaign.command import main
from campaign.writing.new_campaign import STARTER
from campaign.writing.original import Original

PORTUGAL = ("--name", "Internet Segura", "--country", "PT", "--source", "pt", "--languages", "en,uk")
KENYA = ("--name", "Safe Online", "--country", "KE", "--source", "en", "--languages", "sw,so,luo", "--guides", "all")
SLOVENIA = ("--name", "Varno na spletu", "--country", "SI", "--source", "sl", "--languages", "en,ar,cnr,cnr-Cyrl")


def begin(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["new", "campaign", str(folder), *options, "--yes", "--today", "2026-11-30"])


def problems_of(folder: Path) -> list[dict[str, Any]]:
    config_file = str(folder / "mkdocs.yml")
    result = CliRunner().invoke(main, ["check", "-f", config_file, "--json", "--today", "2026-11-30"])
    return list(json.loads(result.stdout[: result.stdout.rindex("]") + 1]))


@pytest.mark.parametrize(
    ("options", "warnings"),
    [
        ((*PORTUGAL, "--git-host", "github"), {"unfinished", "pictures", "language-rules", "stand-in"}),
        ((*KENYA, "--git-host", "gitlab"), {"unfinished"}),
        ((*SLOVENIA, "--git-host", "forgejo"), {"unfinished"}),
    ],
    ids=["Portugal", "Kenya", "Slovenia"],
)
def test_it_passes_the_check_but_for_what_has_to_be_written(
    options: tuple[str, ...], warnings: set[str], tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    assert begin(folder, *options).exit_code == 0
    found = problems_of(folder)
    assert [one for one in found if one["severity"] == "error"] == []
    assert {one["rule"] for one in found} == warnings
    own = [one for one in folder.rglob("*") if one.is_file() and one.suffix != ".md" and one.parent.name != "ui"]
    assert len(own) <= 40
    assert not {"audit.yml", "permalinks.yml", "helplines.yml", "gaps.yml"} & {one.name for one in own}


def test_what_is_still_to_be_translated_is_counted(tmp_path: Path) -> None:
    result = begin(tmp_path / "pt", *PORTUGAL)
    pages = list((tmp_path / "pt/docs/pt").rglob("*.md"))
    assert f"To be translated: {len(pages)} pages" in result.output
    found = Counter(one["found"] for one in problems_of(tmp_path / "pt") if one["file"].startswith("docs/pt/"))
    assert found["still to be written: translate this page from English"] == len(pages)
    words = yaml.safe_load((tmp_path / "pt/docs/_data/ui/pt.yml").read_text("utf-8"))
    assert words["stand_in"] == "en" and words["words"]["site_title"] == "Internet Segura"
    assert yaml.safe_load((tmp_path / "pt/docs/_data/ui/uk.yml").read_text("utf-8"))["words"] == {}


@pytest.mark.parametrize(
    ("options", "gone"), [(KENYA, "Montenegr|Sloveni|Kosov"), (SLOVENIA, "Montenegr|Crn[aeiou]j? Gor|Kosov")]
)
def test_nothing_is_said_of_the_originals_countries(options: tuple[str, ...], gone: str, tmp_path: Path) -> None:
    result = begin(tmp_path / "new", *options)
    for path in (tmp_path / "new").rglob("*"):
        if path.suffix in (".md", ".yml") and path.name != "README.md":
            assert not re.search(gone, path.read_text("utf-8")), path
    assert "Left out, because it holds in other countries alone" in result.output
    assert "report.md: Montenegro has no hotline" in result.output


def test_navigation_and_links_fit_the_pages_that_were_chosen(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    begin(folder, "--name", "One", "--country", "IE", "--source", "en", "--guides", "games")
    hub = (folder / "docs/en/families/index.md").read_text("utf-8")
    assert "[Games](games.md)" in hub and "scams" not in hub
    assert "families/games.md" in (folder / "mkdocs.yml").read_text("utf-8")
    assert not (folder / "docs/en/families/scams.md").exists()


def test_an_outdated_translation_is_not_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = Original().docs
    lock = (docs / "_data/locks/fr.yml").read_text("utf-8")
    changed = re.sub(r'(?<=^sextortion:\n)(.*\n.*\n.*\n    - )"\w+"', r'\1"000000000000"', lock, flags=re.MULTILINE)
    assert changed != lock
    (tmp_path / "fr.yml").write_text(changed, "utf-8")
    data = Original.data
    monkeypatch.setattr(
        Original, "data", lambda self, name: tmp_path / "fr.yml" if name == "locks/fr.yml" else data(self, name)
    )
    begin(tmp_path / "new", "--name", "One", "--country", "IE", "--source", "en", "--languages", "fr")
    assert not (tmp_path / "new/docs/fr/families/sextortion.md").exists()
    assert (tmp_path / "new/docs/fr/families/grooming.md").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--country", "XQ"), "“XQ” is no country"),
        (("--source", "qqq"), "“qqq” is no language that Babel knows"),
        (("--languages", "fr,tlh-QQ"), "“tlh-QQ” is no language"),
        (("--languages", "cnr-Cyrl"), "“cnr-Cyrl” is made from “cnr”"),
        (("--guides", "sextortion,nothing"), "no guide “nothing”; there are: "),
        (("--site-url", "example"), "“example” is no address"),
        (("--git-host", "sourceforge"), "'sourceforge' is not one of"),
        (("--name", ""), "--name"),
        (("--colour", "red"), "“red” is no colour"),
        (("--colour", "#ffd66e"), "white on #ffd66e has a contrast of 1.4 to 1"),
    ],
)
def test_bad_input_is_said_and_nothing_is_written(options: tuple[str, ...], said: str, tmp_path: Path) -> None:
    given = {"--name": "One", "--country": "IE", "--source": "en"} | dict(zip(options[::2], options[1::2], strict=True))
    result = begin(tmp_path / "new", *(part for pair in given.items() for part in pair))
    assert result.exit_code != 0 and said in result.output and "Traceback" not in result.output
    assert list(tmp_path.iterdir()) == []


def test_what_the_original_says_of_itself_is_left_open_and_whose_the_rest_is_stands_there(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    options = ("--name", "One", "--country", "IE", "--source", "en", "--languages", "fr", "--guides", "all")
    begin(folder, *options)
    for code in ("en", "fr"):
        about = folder / "docs" / code / "about"
        assert (about / "accessibility.md").read_text("utf-8").count("{{ todo: ") == 3
        assert "{{ audit }}" not in (about / "accessibility.md").read_text("utf-8")
        assert (about / "privacy.md").read_text("utf-8").count("{{ todo: ") == 1
        assert (about / "credits.md").read_text("utf-8").count("{{ todo: ") == 2
    pages = [path for path in (folder / "docs/en").rglob("*.md") if path.parent.name != "updates"]
    texts = [path.read_text("utf-8") for path in pages]
    assert all('adapted_from: "Safe Internet, CC BY 4.0"' in one for one in texts)
    taken = yaml.safe_load((folder / "docs/_data/pool.yml").read_text("utf-8"))
    assert {"ie-childline", "eu-112"} & set(taken["contacts"]), "pool status speaks of them from the first day"


def test_a_colour_and_a_sign_are_settings_from_the_first_day(tmp_path: Path) -> None:
    sign = tmp_path / "our sign.svg"
    sign.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4" fill="#fff"/></svg>')
    begin(tmp_path / "new", "--name", "One", "--country", "IE", "--colour", "#7A1F4B", "--sign", str(sign))
    settings = (tmp_path / "new/mkdocs.yml").read_text("utf-8")
    assert 'colours: { brand: "#7a1f4b" }' in settings and "      sign: assets/images/sign.svg" in settings
    assert (tmp_path / "new/docs/assets/images/sign.svg").read_bytes() == sign.read_bytes()
    assert not [one for one in problems_of(tmp_path / "new") if one["rule"] in ("colours", "contrast", "sign")]


def test_a_folder_with_something_in_it_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear")
    result = begin(tmp_path, *PORTUGAL)
    assert result.exit_code == 1 and "it is there already" in result.output
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


def test_the_workflows_never_run_the_generators_tests() -> None:
    files = [path for path in (STARTER / "hosts").rglob("*") if path.is_file()]
    assert len(files) == 4
    for path in files:
        text = path.read_text("utf-8")
        is_draft = path.name == "preview.yml"
        assert is_draft or ("campaign check --release" in text and "campaign build --release" in text)
        assert "make " not in text and "pytest" not in text and ".ci/" not in text


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [arguments[0], "-f", str(folder / "mkdocs.yml"), *arguments[1:]])


def test_a_page_and_a_language_are_removed_with_all_that_leads_to_them(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    begin(folder, "--name", "One", "--country", "IE", "--source", "en", "--languages", "fr,cnr,cnr-Cyrl")
    before = {one: one.read_bytes() for one in folder.rglob("*") if one.is_file()}
    shown = run(folder, "remove", "page", "grooming")
    assert shown.exit_code == 0 and "say --yes" in shown.output
    assert {one: one.read_bytes() for one in folder.rglob("*") if one.is_file()} == before
    assert run(folder, "remove", "--yes", "page", "grooming").exit_code == 0
    assert run(folder, "remove", "--yes", "language", "cnr").exit_code == 1
    assert run(folder, "remove", "--yes", "language", "cnr-Cyrl").exit_code == 0
    assert run(folder, "remove", "--yes", "language", "cnr").exit_code == 0
    assert not list(folder.rglob("grooming.md")) and not (folder / "docs/cnr").exists()
    texts = "".join(one.read_text("utf-8") for one in folder.rglob("*") if one.suffix in (".md", ".yml"))
    assert "grooming.md" not in texts and 'locale: "cnr' not in texts and "transliterations" not in texts
    assert {one["rule"] for one in problems_of(folder)} == {"unfinished"}


def test_an_id_that_stands_on_paper_keeps_leading_somewhere(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    begin(folder, "--name", "One", "--country", "IE", "--source", "en")
    ledger = folder / "docs/_data/permalinks.yml"
    ledger.write_text("grooming: { released_on: 2026-11-24, path: families/grooming.md }\n", "utf-8")
    refused = run(folder, "remove", "--yes", "page", "grooming")
    assert refused.exit_code == 1 and "--redirect-to" in refused.output
    assert run(folder, "remove", "--yes", "page", "grooming", "--redirect-to", "sextortion").exit_code == 0
    assert ledger.read_text("utf-8") == "grooming: { released_on: 2026-11-24, redirect_to: sextortion }\n"
    assert run(folder, "remove", "--yes", "page", "home").exit_code == 1
    assert run(folder, "remove", "--yes", "language", "en").exit_code == 1


def test_with_an_address_it_names_no_picture_that_there_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    begin(folder, "--name", "One", "--country", "IE", "--source", "en", "--site-url", "https://example.org/one/")
    built = CliRunner().invoke(main, ["build", "-f", str(folder / "mkdocs.yml"), "-o", str(tmp_path / "site")])
    assert built.exit_code == 0, built.output
    home = (tmp_path / "site/index.html").read_text("utf-8")
    assert 'content="https://example.org/one/index.html"' in home and "og:image" not in home
    assert (tmp_path / "site/kits/sextortion/en/handout.pdf").is_file()
