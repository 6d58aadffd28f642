"""Review before publishing, with real git: branches at the Git host, which readers never see."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from campaign.command import main
from tests.unit.test_publish_command import GUIDE, git, people, publish, update, write

__all__ = ["people"]
NEWS = "docs/en/updates/2026-12-24-one.md"


def review(folder: Path, *arguments: str, as_json: bool = False) -> Result:
    options = ["review", "-f", str(folder / "mkdocs.yml"), *(["--json"] if as_json else [])]
    return CliRunner().invoke(main, [*options, *arguments], catch_exceptions=False)


def branches(remote: Path) -> list[str]:
    return git(remote, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()


def scheduled(title: str) -> str:
    return update(title, "one").replace("2026-11-20", "2026-12-24")


def test_a_draft_is_looked_at_corrected_and_published_by_somebody_else(people: tuple[Path, Path, Path]) -> None:
    remote, ana, boris = people
    write(ana, NEWS, scheduled("One"))
    write(ana, "docs/_data/helplines.yml", (ana / "docs/_data/helplines.yml").read_text("utf-8") + "\n# Mine.\n")
    assert review(ana, "send", "--as", "draft", "--only", "update-one").exit_code == 0
    assert branches(remote) == ["draft/update-one", "main"]
    assert git(remote, "diff", "--name-only", "main", "draft/update-one").split() == [NEWS], "nothing else goes along"
    assert (ana / NEWS).is_file()
    # Sent again, it is further; a colleague sees it.
    write(ana, NEWS, scheduled("One, corrected"))
    assert review(ana, "send", "--only", "update-one").exit_code == 0
    assert branches(remote) == ["main", "review/update-one"]
    assert "update-one: One, corrected (in review; ana, " in review(boris).output
    # Boris has changed something of his own meanwhile, and takes it into his folder.
    write(boris, GUIDE, (boris / GUIDE).read_text("utf-8").replace("Stay calm.", "Stay very calm."))
    taken = review(boris, "take", "update-one")
    assert taken.exit_code == 0, taken.output
    assert (boris / NEWS).read_text("utf-8") == scheduled("One, corrected")
    assert "Stay very calm." in (boris / GUIDE).read_text("utf-8")
    assert git(boris, "rev-parse", "HEAD") == git(remote, "rev-parse", "main"), "nothing is public, nothing has moved"
    assert review(boris, "set", "update-one", "ready").exit_code == 0
    [waiting] = json.loads(review(ana, as_json=True).output)["reviews"]
    assert (waiting["key"], waiting["state"], waiting["by"]) == ("update-one", "ready", "ana")
    # Published, it no longer waits; and it appears on its day.
    result = publish(boris, "--yes", "--only", "update-one")
    assert result.exit_code == 0 and "waits until 2026-12-24" in result.output, result.output
    assert branches(remote) == ["main"]
    assert scheduled("One, corrected") == git(remote, "show", f"main:{NEWS}")
    assert "Nothing waits" in review(ana).output


def test_two_who_change_the_same_passage_of_a_draft_lose_nothing(people: tuple[Path, Path, Path]) -> None:
    remote, ana, boris = people
    guide = (ana / GUIDE).read_text("utf-8")
    write(ana, GUIDE, guide.replace("Stay calm.", "Stay calm, says Ana."))
    write(boris, GUIDE, guide.replace("Stay calm.", "Stay calm, says Boris."))
    assert review(ana, "send").exit_code == 0
    for arguments in (("send",), ("take", "guide")):
        refused = review(boris, *arguments)
        assert refused.exit_code == 1 and "Others have changed the same passage" in refused.output
    assert "says Boris" in (boris / GUIDE).read_text("utf-8")
    assert "says Ana" in git(remote, "show", f"review/guide:{GUIDE}")
    assert review(boris, "take", "guide", "--settle", "theirs").exit_code == 0
    assert "says Ana" in (boris / GUIDE).read_text("utf-8")
    assert review(boris, "drop", "guide").exit_code == 0
    assert branches(remote) == ["main"]


@pytest.mark.parametrize("arguments", [("take", "nothing"), ("set", "nothing", "ready"), ("drop", "nothing")])
def test_what_does_not_wait_is_named(people: tuple[Path, Path, Path], arguments: tuple[str, ...]) -> None:
    _, ana, _ = people
    refused = review(ana, *arguments)
    assert refused.exit_code == 1 and "nothing waits under “nothing”" in refused.output
    answer = json.loads(review(ana, *arguments, as_json=True).output)
    assert not answer["isDone"] and "nothing waits" in answer["said"]
