"""`campaign publish` with real git: sends what is right, joins the work of two people, and never loses a word."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from campaign.command import main
from campaign.command.asking import Asker
from tests.site_maker import PROJECT, make_site, page_text

GUIDE = "docs/en/guide.md"


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def clone(remote: Path, folder: Path, name: str) -> Path:
    git(remote.parent, "clone", "--quiet", str(remote), str(folder))
    git(folder, "config", "user.name", name)
    git(folder, "config", "user.email", f"{name}@example.org")
    return folder


@pytest.fixture
def people(tmp_path: Path) -> tuple[Path, Path, Path]:
    """(the Git host, Ana's folder, Boris's folder), all with the tiny campaign."""
    remote = tmp_path / "host.git"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(remote))
    ana = clone(remote, tmp_path / "ana", "ana")
    make_site(ana)
    (ana / ".gitattributes").write_bytes((PROJECT / ".gitattributes").read_bytes())
    git(ana, "add", ".")
    git(ana, "commit", "--quiet", "-m", "Begin")
    git(ana, "push", "--quiet", "origin", "HEAD:main")
    return remote, ana, clone(remote, tmp_path / "boris", "boris")


def publish(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["publish", "-f", str(folder / "mkdocs.yml"), *arguments], catch_exceptions=False)


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, "utf-8")


def update(title: str, name: str) -> str:
    return page_text(title, f"update-{name}", "Text.", "update", published_on="2026-11-20")


def test_a_new_update_is_sent_and_its_address_works_for_ever(people: tuple[Path, Path, Path]) -> None:
    remote, ana, _ = people
    write(ana, "docs/en/updates/2026-11-20-one.md", update("One", "one"))
    write(ana, "notes.txt", "mine")
    before = git(ana, "rev-parse", "HEAD"), git(remote, "rev-parse", "main")
    dry = publish(ana, "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert "One: new in English" in dry.output and "Goes to " in dry.output
    assert "go/update-one/" in dry.output and "left alone, not part of the campaign's text: notes.txt" in dry.output
    assert (git(ana, "rev-parse", "HEAD"), git(remote, "rev-parse", "main")) == before
    result = publish(ana)
    assert result.exit_code == 0, result.output
    assert git(remote, "log", "-1", "--format=%s", "main").strip() == "One"
    files = git(remote, "show", "--name-only", "--format=", "main").split()
    assert files == ["docs/_data/permalinks.yml", "docs/en/updates/2026-11-20-one.md"]
    assert (ana / "notes.txt").read_text() == "mine"
    assert "Nothing has changed" in publish(ana).output


def test_a_scheduled_update_can_be_released_on_its_day_without_anybody(people: tuple[Path, Path, Path]) -> None:
    remote, ana, boris = people
    write(ana, "docs/en/updates/2026-12-20-late.md", update("Late", "late").replace("2026-11-20", "2026-12-20"))
    result = publish(ana)
    assert result.exit_code == 0, result.output
    assert "“Late” waits until 2026-12-20." in result.output
    assert "update-late: { released_on: 2026-12-20, path: " in git(remote, "show", "main:docs/_data/permalinks.yml")
    git(boris, "pull", "--quiet")
    released = ["check", "--release", "--today", "2026-12-20", "-f", str(boris / "mkdocs.yml")]
    assert CliRunner().invoke(main, released).exit_code == 0


def test_what_is_wrong_is_not_sent(people: tuple[Path, Path, Path]) -> None:
    remote, ana, _ = people
    before = git(remote, "rev-parse", "main")
    write(ana, GUIDE, page_text("Guide", "guide", "Call 080 888 888.", "guide"))
    result = publish(ana)
    assert result.exit_code == 1
    assert "a phone number: 080 888 888" in result.output and "Nothing was published." in result.output
    assert git(remote, "rev-parse", "main") == before
    assert git(ana, "status", "--porcelain").strip() == f"M {GUIDE}"


def test_two_people_who_write_different_pages_are_joined(people: tuple[Path, Path, Path]) -> None:
    remote, ana, boris = people
    write(boris, "docs/en/updates/2026-11-20-two.md", update("Two", "two"))
    assert publish(boris).exit_code == 0
    write(ana, GUIDE, page_text("Guide", "guide", "## Do this {#do-now}\n\n1. Breathe.", "guide"))
    write(ana, "README.md", "work in progress")
    result = publish(ana, "-m", "Breathe")
    assert result.exit_code == 0, result.output
    assert "Somebody else has published meanwhile" in result.output
    assert git(remote, "log", "--format=%s", "main").splitlines() == ["Breathe", "Two", "Begin"]
    assert (ana / "docs/en/updates/2026-11-20-two.md").is_file()
    assert (ana / "README.md").read_text() == "work in progress"


def test_two_people_who_publish_an_update_each_are_joined(people: tuple[Path, Path, Path]) -> None:
    remote, ana, boris = people
    for folder, title in ((boris, "One"), (ana, "Two")):
        write(folder, f"docs/en/updates/2026-11-20-{title.lower()}.md", update(title, title.lower()))
    assert publish(boris).exit_code == 0
    result = publish(ana)
    assert result.exit_code == 0, result.output
    ledger = git(remote, "show", "main:docs/_data/permalinks.yml")
    assert "update-one:" in ledger and "update-two:" in ledger


def step(word: str) -> str:
    return page_text("Guide", "guide", f"## Do this {{#do-now}}\n\n1. {word}.\n\nLast.", "guide")


def clash(people: tuple[Path, Path, Path]) -> None:
    """Boris has published another first step than Ana has written."""
    _, ana, boris = people
    for folder, word in ((boris, "Breathe"), (ana, "Wait")):
        write(folder, GUIDE, step(word))
    assert publish(boris).exit_code == 0


def test_the_same_passage_waits_and_the_rest_goes_out(people: tuple[Path, Path, Path]) -> None:
    remote, ana, _ = people
    clash(people)
    for number in ("one", "two"):
        write(ana, f"docs/en/updates/2026-11-20-{number}.md", update(number.title(), number))
        result = publish(ana)
        assert result.exit_code == 1
        assert "Not sent: “Guide”. Somebody else has changed the same passage" in result.output
        assert f"{number.title()}: new in English" in result.output
        assert f"What was sent: {number.title()}." in result.output
        assert git(remote, "show", f"main:docs/en/updates/2026-11-20-{number}.md")
        assert (ana / GUIDE).read_text() == step("Wait") and git(remote, "show", f"main:{GUIDE}") == step("Breathe")
    assert "One: new" not in publish(ana, "--dry-run").output, "what has gone out is not named again"


@pytest.mark.parametrize(
    ("settle", "steps"),
    [("theirs", ["1. Breathe."]), ("mine", ["1. Wait."]), ("both", ["1. Breathe.", "1. Wait."])],
)
def test_a_clash_is_settled_for_good(people: tuple[Path, Path, Path], settle: str, steps: list[str]) -> None:
    remote, ana, boris = people
    clash(people)
    result = publish(ana, "--settle", settle)
    assert result.exit_code == 0, result.output
    text = git(remote, "show", f"main:{GUIDE}")
    assert [line for line in text.splitlines() if line.startswith("1.")] == steps
    assert (ana / GUIDE).read_text() == text
    assert "Nothing has changed" in publish(ana).output and git(ana, "status", "--porcelain") == ""
    write(boris, GUIDE, text.replace("Last.", "The end."))
    assert publish(boris, "--settle", "mine").exit_code == 0


def test_what_a_colleague_has_published_too_is_said_and_nobody_is_stuck(people: tuple[Path, Path, Path]) -> None:
    _, ana, boris = people
    for person in (ana, boris):
        write(person, "docs/en/updates/2026-11-20-one.md", update("One", "one"))
    assert publish(ana).exit_code == 0
    result = publish(boris)
    assert "published already" in result.output and result.exit_code == 0, result.output
    assert git(boris, "status", "--porcelain") == "" and "Nothing has changed" in publish(boris).output


def test_of_a_title_one_stays_where_both_texts_do(people: tuple[Path, Path, Path]) -> None:
    _, ana, boris = people
    old = (ana / GUIDE).read_text("utf-8")
    description = next(line for line in old.splitlines() if line.startswith("description:"))
    for person, word in ((ana, "Ana's"), (boris, "Boris's")):
        text = old.replace(description, description[:-1] + f' {word}"').rstrip() + f" {word} words.\n"
        write(person, GUIDE, text)
    assert publish(ana).exit_code == 0
    assert "Not sent: " in publish(boris, "--settle", "both").output
    assert publish(boris, "--settle", "both", "--settle", "mine").exit_code == 0
    text = (boris / GUIDE).read_text("utf-8")
    assert "Ana's words" in text and "Boris's words" in text and text.count("Ana's") == 1


def test_a_person_is_shown_both_texts_and_asked(
    people: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    remote, ana, _ = people
    clash(people)
    monkeypatch.setattr(Asker, "has_terminal", staticmethod(lambda: True))
    monkeypatch.setattr("click.edit", lambda text, **_: text.replace("Wait", "Wait a little"))
    command = ["publish", "-f", str(ana / "mkdocs.yml")]
    later = CliRunner().invoke(main, command, input="y\n\nl\n")
    assert later.exit_code == 1 and "“Do this”" in later.output and "│" in later.output, later.output
    done = CliRunner().invoke(main, command, input="y\n\ne\n")
    assert done.exit_code == 0, done.output
    assert "1. Wait a little." in git(remote, "show", f"main:{GUIDE}")


def test_only_what_is_chosen_goes_out(people: tuple[Path, Path, Path]) -> None:
    remote, ana, _ = people
    write(ana, GUIDE, page_text("Guide", "guide", "Call 080 888 888.", "guide"))
    write(ana, "docs/en/updates/2026-11-20-one.md", update("One", "one"))
    assert publish(ana).exit_code == 1
    assert publish(ana, "--only", "nothing").exit_code == 2
    result = publish(ana, "--only", "update-one")
    assert result.exit_code == 0, result.output
    assert git(remote, "show", "--name-only", "--format=", "main").split() == [
        "docs/_data/permalinks.yml", "docs/en/updates/2026-11-20-one.md"
    ]  # fmt: skip
    assert git(ana, "status", "--porcelain").split() == ["M", GUIDE]


def test_a_refusal_of_the_host_is_said_in_its_words(people: tuple[Path, Path, Path]) -> None:
    remote, ana, _ = people
    hook = remote / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'Only Vera may write to main.' >&2\nexit 1\n")
    hook.chmod(0o755)
    write(ana, GUIDE, step("Wait"))
    result = publish(ana)
    assert result.exit_code == 1
    assert "the Git host refused: Only Vera may write to main. (pre-receive hook declined)" in result.output
    assert (ana / GUIDE).read_text() == step("Wait")
    hook.unlink()
    assert publish(ana).exit_code == 0


def test_where_it_goes_and_whether_that_is_published_is_said(people: tuple[Path, Path, Path]) -> None:
    _, ana, _ = people
    write(ana, ".forgejo/workflows/publish.yml", "on:\n  push:\n    branches: [main]\n")
    write(ana, GUIDE, step("Wait"))
    assert "host, branch “main”. The Git host builds the site from that branch" in publish(ana, "--dry-run").output
    git(ana, "switch", "--quiet", "-c", "draft")
    result = publish(ana)
    assert "branch “draft”. Nothing publishes that branch" in result.output and result.exit_code == 0, result.output


def test_work_that_is_wrong_only_together_is_not_sent(people: tuple[Path, Path, Path]) -> None:
    remote, ana, boris = people
    write(boris, "docs/en/updates/2026-11-20-one.md", update("One", "one"))
    assert publish(boris).exit_code == 0
    before = git(remote, "rev-parse", "main")
    write(ana, "docs/en/updates/2026-11-21-one.md", update("Other", "one").replace("11-20", "11-21"))
    git(ana, "commit", "--quiet", "--allow-empty", "-m", "Empty")
    result = publish(ana)
    assert result.exit_code == 1
    assert "Together with what others have published there is something to mend" in result.output
    assert git(remote, "rev-parse", "main") == before
    assert "One" not in git(ana, "log", "-1", "--format=%s")
    assert "2026-11-21-one.md" in git(ana, "ls-files")


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (["remote", "remove", "origin"], "nothing says where this campaign is published from"),
        (["checkout", "--quiet", "--detach"], "no branch is chosen"),
        (["remote", "set-url", "origin", "/nowhere.git"], "the Git host did not answer"),
    ],
)
def test_what_git_lacks_is_said_in_plain_words(people: tuple[Path, Path, Path], prepare: list, said: str) -> None:
    _, ana, _ = people
    write(ana, GUIDE, page_text("Guide", "guide", "## Do this {#do-now}\n\n1. Breathe.", "guide"))
    git(ana, *prepare)
    result = publish(ana)
    assert result.exit_code == 1
    assert said in result.output, result.output
    assert "1. Breathe." in (ana / GUIDE).read_text()


def test_a_folder_without_git(tmp_path: Path) -> None:
    make_site(tmp_path)
    result = publish(tmp_path)
    assert result.exit_code == 1
    assert "belongs to no git repository" in result.output


def test_urgent_news_go_out_while_a_contact_elsewhere_is_overdue(people: tuple[Path, Path, Path]) -> None:
    _, ana, _ = people
    contacts = (ana / "docs/_data/helplines.yml").read_text("utf-8").replace("2026-11-01", "2026-01-01")
    write(ana, "docs/_data/helplines.yml", contacts)
    write(ana, GUIDE, page_text("Guide", "guide", "## Do this {#do-now}\n\nCall {{ helpline: si-child }}.", "guide"))
    git(ana, "commit", "--quiet", "-am", "Overdue")
    refused = publish(ana)
    assert refused.exit_code == 1
    assert "campaign helplines checked si-child" in refused.output
    git(ana, "push", "--quiet", "origin", "HEAD:main")
    write(ana, "docs/en/updates/2026-11-20-urgent.md", update("Urgent", "urgent"))
    urgent = publish(ana)
    assert urgent.exit_code == 0, urgent.output
    more = update("More", "more").replace("Text.", "{{ helpline: si-child }}")
    write(ana, "docs/en/updates/2026-11-20-more.md", more)
    assert publish(ana).exit_code == 1


def test_a_page_waits_in_all_languages_where_a_passage_of_one_clashes(people: tuple[Path, Path, Path]) -> None:
    remote, ana, boris = people
    files = {code: f"docs/{code}/updates/2026-11-20-one.md" for code in ("en", "sl")}
    write(ana, files["en"], update("One", "one"))
    text = page_text("Ena", "update-one", "Besedilo.", "update", published_on="2026-11-20", translated_by="machine")
    write(ana, files["sl"], text)
    CliRunner().invoke(main, ["translation", "-f", str(ana / "mkdocs.yml"), "accept", str(ana / files["sl"])])
    sent = publish(ana, "--yes")
    assert sent.exit_code == 0, sent.output
    git(boris, "pull", "--quiet")
    # One changes the title; the other the title, and the day, which all languages share.
    write(boris, files["en"], (boris / files["en"]).read_text("utf-8").replace('"One"', '"Theirs"'))
    assert publish(boris, "--yes").exit_code == 0
    for file in files.values():
        text = (ana / file).read_text("utf-8").replace('"One"', '"Mine"')
        write(ana, file, text.replace("published_on: 2026-11-20", "published_on: 2026-12-24"))
    waits = publish(ana, "--yes")
    assert waits.exit_code == 1 and "Somebody else has changed the same passage" in waits.output, waits.output
    assert git(remote, "show", f"main:{files['sl']}").count("2026-11-20") == 1, "no half of a page goes out"
    settled = publish(ana, "--yes", "--settle", "mine")
    assert settled.exit_code == 0, settled.output
    for file in files.values():
        assert "published_on: 2026-12-24" in git(remote, "show", f"main:{file}")
