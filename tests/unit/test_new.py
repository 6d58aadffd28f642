"""`campaign new …`: right files, nothing overwritten, clear about what is missing; asked or told."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from campaign.command import main
from campaign.command.asking import Asker
from campaign.files.problems import ProblemsFound
from campaign.files.yamlfile import parse_yaml
from campaign.languages.slug import make_slug
from campaign.pages.page import split_front_matter
from campaign.writing.drafts import add_to_navigation, render_front_matter
from tests.site_maker import ORIGINAL, make_site, page_text

ABOUT = "The helpline has a new number. Write it down."


def run(config_file: Path, *arguments: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, ["new", *arguments, "-f", str(config_file)], input=answers, catch_exceptions=False)


def check(config_file: Path) -> Result:
    return CliRunner().invoke(main, ["check", "-f", str(config_file)], catch_exceptions=False)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def meta_of(path: Path) -> dict:
    return read_yaml(split_front_matter(path.read_text("utf-8"), path.name)[0])


def read_yaml(text: str) -> dict:
    return parse_yaml(text, "page.md").data


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("A new number", "a-new-number"),
        ('He said: "Call now" 🎉', "he-said-call-now"),
        ("Đaci, škola i žurka", "daci-skola-i-zurka"),
        ("Безбједан интернет", "bezbjedan-internet"),
        ("L’été à l'école", "lete-a-lecole"),
        ("خبر جديد", ""),
        ("🎉🎉", ""),
        ("2027", ""),
        ("../../etc/passwd", "etc-passwd"),
        ("word " * 40, "word-word-word-word-word-word-word-word-word-word"),
    ],
)
def test_a_name_for_files_from_a_title(title: str, slug: str) -> None:
    assert make_slug(title) == slug


def test_an_update_without_questions_passes_the_check(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    result = run(
        config_file, "update", 'He said: "Call now" 🎉', "--description", ABOUT, "--text", "It is new.", "--yes",
        "--expires-on", "2026-12-24", "--event-on", "2026-12-01", "--event-place", "Town hall: room 2",
        "--banner", "Call the new number.", "--banner-until", "2026-11-30",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    path = tmp_path / "docs/en/updates/2026-11-23-he-said-call-now.md"
    meta = meta_of(path)
    assert meta["title"] == 'He said: "Call now" 🎉'
    assert meta["id"] == "update-he-said-call-now"
    assert (meta["published_on"], meta["banner_from"]) == (datetime.date(2026, 11, 23),) * 2
    assert check(config_file).exit_code == 0
    assert b"\r" not in path.read_bytes()


def test_an_update_by_questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Asker, "has_terminal", staticmethod(lambda: True))
    config_file = make_site(tmp_path)
    answers = [
        "A number", "Too short.", ABOUT, "The text.", "parents", "families", "12/24/2026", "24.12.2026", "",
        "1. 2. 2027.",
    ]  # fmt: skip
    result = run(config_file, "update", answers="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert "that is 10 characters" in result.output
    assert "“parents” is not one of" in result.output
    assert "“12/24/2026” is no day; write it as 2026-12-20 or 20.12.2026" in result.output
    assert "It appears on 2026-12-24" in result.output
    meta = meta_of(tmp_path / "docs/en/updates/2026-12-24-a-number.md")
    assert meta["audience"] == ["families"]
    assert meta["expires_on"] == datetime.date(2027, 2, 1)


def test_news_about_an_event_is_old_the_day_after(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    result = run(
        config_file, "update", "A number", "--description", ABOUT, "--text", "One.", "--event-on", "2026-12-01"
    )
    assert result.exit_code == 0, result.output
    meta = meta_of(tmp_path / "docs/en/updates/2026-11-23-a-number.md")
    assert (meta["event_on"], meta["expires_on"]) == (datetime.date(2026, 12, 1), datetime.date(2026, 12, 2))


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60), st.sampled_from(["title", "translated_by", "id"])
)
def test_any_text_comes_back_from_the_front_matter_as_it_was(text: str, key: str) -> None:
    written = render_front_matter({key: text, "audience": [text, "families"]})
    read = read_yaml(split_front_matter(written + "\nText.\n", "page.md")[0])
    assert read[key] == text
    assert read["audience"] == [text, "families"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["A number"], "--description is missing, and there is nobody to ask"),
        (["A number", "--description", "Short."], "20 to 220 are needed"),
        (["A number", "--description", ABOUT, "--published-on", "12/24/2026"], "write it as 2026-12-20"),
        (["A number", "--description", ABOUT, "--banner", "Call now, please."], "--banner-until is missing"),
        (["A number", "--description", ABOUT, "--name", "A Number"], "such as “a-number”"),
        (["A number", "--description", ABOUT, "--audience", "parents"], "“parents” is not one of"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_written(tmp_path: Path, arguments: list, said: str) -> None:
    config_file = make_site(tmp_path)
    before = files(tmp_path)
    result = run(config_file, "update", *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert files(tmp_path) == before


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    arguments = ("update", "A number", "--description", ABOUT, "--text", "One.", "--yes")
    assert run(config_file, *arguments).exit_code == 0
    before = files(tmp_path)
    again = run(config_file, *arguments)
    assert again.exit_code == 1
    assert "there is already a page with this name" in again.output
    other_day = run(config_file, *arguments, "--published-on", "2026-11-24")
    assert "the id “update-a-number” is that of docs/en/updates/2026-11-23-a-number.md" in other_day.output
    assert files(tmp_path) == before


def test_a_title_without_latin_letters_gets_a_name_by_its_day(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    result = run(config_file, "update", "خبر جديد 🎉", "--description", ABOUT, "--text", "One.", "--yes")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "docs/en/updates/2026-11-23-news-2026-11-23.md").is_file()


def test_a_translation_of_an_update_is_recorded(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    assert (
        run(config_file, "update", "A number", "--description", ABOUT, "--text", "It is new.", "--yes").exit_code == 0
    )
    result = run(
        config_file, "update", "Nova številka", "--of", "update-a-number", "--language", "sl",
        "--description", "Telefon za pomoč ima novo številko.", "--text", "Nova je.", "--translated-by", "machine",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert meta_of(tmp_path / "docs/sl/updates/2026-11-23-a-number.md")["id"] == "update-a-number"
    checked = check(config_file)
    assert checked.exit_code == 0 and "warning" not in checked.output, checked.output


def test_a_guide_has_the_outline_of_its_kind_and_is_not_published_unfinished(tmp_path: Path) -> None:
    help_section = "## Do this {#do-now}\n\n1. Stay calm.\n\n## Who can help {#help}\n\n{{ helplines: families }}"
    config_file = make_site(tmp_path, {"docs/en/guide.md": page_text("Guide", "guide", help_section, "guide")})
    result = run(config_file, "guide", "Smart watches", "--description", ABOUT, "--yes", "--section", "families")
    assert result.exit_code == 0, result.output
    assert "still to be written: Do this" in result.output
    text = (tmp_path / "docs/en/families/smart-watches.md").read_text("utf-8")
    assert "## Do this {#do-now}\n\n{{ todo: Do this }}" in text
    assert "## Who can help {#help}\n\n{{ helplines: families }}" in text
    assert "nav: [index.md, report.md, guide.md, families/smart-watches.md]" in config_file.read_text()
    assert check(config_file).exit_code == 1
    site = tmp_path / "site"
    preview = CliRunner().invoke(main, ["build", "--preview", "-f", str(config_file), "-o", str(site)])
    assert preview.exit_code == 0, preview.output
    assert "<mark>Do this</mark>" in (site / "families/smart-watches.html").read_text("utf-8")
    (tmp_path / "docs/en/families/smart-watches.md").write_text(
        text.replace("{{ todo: Do this }}", "1. Look."), "utf-8"
    )
    assert "still to be written: the first paragraph" in check(config_file).output


@pytest.mark.parametrize("kind", ["lesson", "activity"])
def test_lessons_and_activities(tmp_path: Path, kind: str) -> None:
    config_file = make_site(tmp_path)
    result = run(config_file, kind, "A quiz", "--description", ABOUT, "--text", "Play it.", "--yes")
    assert result.exit_code == 0, result.output
    folder = {"lesson": "lessons", "activity": "activities"}[kind]
    meta = meta_of(tmp_path / f"docs/en/teachers/{folder}/a-quiz.md")
    assert (meta["id"], meta["minutes"], meta["audience"]) == (f"{kind}-a-quiz", 45, ["teachers"])
    assert check(config_file).exit_code == 0, check(config_file).output


def test_the_campaigns_own_settings_keep_every_comment() -> None:
    text = (ORIGINAL / "mkdocs.yml").read_text("utf-8")
    changed = add_to_navigation(text, "families/watches.md", "mkdocs.yml")
    assert changed == text.replace(
        "  - families/family-agreement.md\n", "  - families/family-agreement.md\n  - families/watches.md\n"
    )


@pytest.mark.parametrize(
    ("nav", "after"),
    [
        ("nav:\n- a.md # first\n\n# end\nx: 1\n", "nav:\n- a.md # first\n- b.md\n\n# end\nx: 1\n"),
        ('nav:\n  - "a.md"', 'nav:\n  - "a.md"\n  - b.md'),
        ("nav:\n  - Home: a.md\n", "nav:\n  - Home: a.md\n  - b.md\n"),
        ("nav:\n  - Part:\n      - a.md\n", "nav:\n  - Part:\n      - a.md\n      - b.md\n"),
        ("nav: [a.md]\n", "nav: [a.md, b.md]\n"),
    ],
)
def test_a_line_in_the_navigation(nav: str, after: str) -> None:
    assert add_to_navigation(nav, "b.md", "mkdocs.yml") == after


@pytest.mark.parametrize("nav", ["nav: []\n", "x: 1\n", "nav: &a\n  - {a.md: a.md, c.md: 'c.md'}\n"])
def test_a_navigation_that_is_not_understood_is_left_alone(nav: str) -> None:
    with pytest.raises(ProblemsFound):
        add_to_navigation(nav, "b.md", "mkdocs.yml")


HELPLINE = [
    "helpline", "Child line", "--country", "SI", "--kind", "child-helpline", "--phone", "116 111", "--free",
    "--source", "https://www.example.org/line", "--quote", "Call 116 111: it is free.", "--yes",
]  # fmt: skip


def test_a_contact_is_added_and_every_other_byte_stays(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    path = tmp_path / "docs/_data/helplines.yml"
    path.write_bytes(b"# A comment\r\n" + path.read_bytes().replace(b"\n", b"\r\n").rstrip())
    before = path.read_bytes()
    result = run(config_file, *HELPLINE)
    assert result.exit_code == 0, result.output
    assert path.read_bytes().startswith(before)
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")
    assert "{{ helpline: si-child-helpline }}" in result.output
    assert check(config_file).exit_code == 0, check(config_file).output


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("Call 116 111: it is free.", "Call us."), "a number that stands in the quote of its source"),
        (("https://www.example.org/line", "example.org"), "an address that begins with https://"),
        (("SI", "Slovenia"), "two capital letters"),
        (("child-helpline", "friend"), "one of: child-helpline"),
    ],
)
def test_a_contact_without_evidence_is_refused(tmp_path: Path, change: tuple, said: str) -> None:
    config_file = make_site(tmp_path)
    before = files(tmp_path)
    result = run(config_file, *(change[1] if one == change[0] else one for one in HELPLINE))
    assert result.exit_code in (1, 2)
    assert said in result.output
    assert files(tmp_path) == before


def test_the_same_contact_twice_is_refused(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    assert run(config_file, *HELPLINE).exit_code == 0
    again = run(config_file, *HELPLINE)
    assert again.exit_code == 1 and "already a contact “si-child-helpline”" in again.output


def test_an_update_takes_a_photo_and_makes_it_small(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    photo = tmp_path / "IMG_1.jpg"
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(photo, quality=95)
    before = photo.read_bytes()
    arguments = ("update", "A number", "--description", ABOUT, "--text", "One.", "--picture", str(photo))
    assert "--picture-alt is missing" in run(config_file, *arguments).output
    assert not (tmp_path / "docs/en/updates").exists()
    result = run(config_file, *arguments, "--picture-alt", "Grey dots.")
    assert result.exit_code == 0, result.output
    assert "2400 × 1800 pixels → 1" in result.output
    assert meta_of(tmp_path / "docs/en/updates/2026-11-23-a-number.md")["picture"] == "assets/pictures/a-number.webp"
    assert photo.read_bytes() == before
    assert (tmp_path / "docs/assets/pictures/a-number.webp").stat().st_size < 600_000
    assert check(config_file).exit_code == 0, check(config_file).output


def test_the_preview_is_opened_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    config_file = make_site(tmp_path)
    result = run(
        config_file,
        "update",
        "A number",
        "--description",
        ABOUT,
        "--text",
        "One.",
        "--published-on",
        "2027-01-01",
        "--open",
    )
    assert result.exit_code == 0, result.output
    page = tmp_path / "site-preview/updates/2027-01-01-a-number.html"
    assert opened == [page.as_uri()]
    assert 'class="c-draft"' in page.read_text("utf-8")
