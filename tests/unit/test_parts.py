"""Languages that are built beside each other and joined: the same site as from one build."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from campaign.command import main
from campaign.files.swap import MANIFEST
from tests.site_maker import PROJECT, SETTINGS, make_site, page_text

TRANSLITERATION = "transliterations:\n        sl-Cyrl: { source: sl, babel: sl_SI }"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    settings = SETTINGS.format(overrides=PROJECT / "campaign/look", site_url="https://example.org/")
    settings = settings.replace("country: SI", f"country: SI\n      {TRANSLITERATION}")
    settings = settings.replace(
        "name: Slovenščina }", "name: Slovenščina }\n        - { locale: sl-Cyrl, name: Словеншчина }"
    )
    settings = settings.replace("guide.md]", "guide.md, updates/index.md]")
    return make_site(
        tmp_path / "clone",
        {
            "mkdocs.yml": settings,
            "docs/en/updates/index.md": page_text("Updates", "updates"),
            "docs/sl/updates/index.md": page_text("Novice", "updates", translated_by="machine"),
            "docs/en/updates/2026-11-20-news.md": page_text("News", "news", kind="update", published_on="2026-11-20"),
        },
    )


def run(*arguments: object) -> str:
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def refused(*arguments: object) -> str:
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert result.exit_code == 1, result.output
    return result.output


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def build_parts(config: Path, folder: Path, *groups: tuple[str, ...]) -> list[Path]:
    parts = []
    for codes in groups:
        parts.append(folder / f"part-{codes[0]}")
        run("build", "-f", config, "-o", parts[-1], "--no-cache", *(word for code in codes for word in ("-l", code)))
    return parts


@pytest.mark.parametrize("groups", [(("en",), ("sl",), ("sl-Cyrl",)), (("sl", "sl-Cyrl"), ("en",))])
def test_joined_parts_are_the_site_of_one_build(
    config: Path, tmp_path: Path, groups: tuple[tuple[str, ...], ...]
) -> None:
    run("build", "-f", config, "-o", tmp_path / "whole", "--no-cache")
    parts = build_parts(config, tmp_path, *groups)
    run("join", *parts, "-f", config, "-o", tmp_path / "joined")
    whole, joined = files(tmp_path / "whole"), files(tmp_path / "joined")
    assert sorted(joined) == sorted(whole)
    assert [name for name in whole if joined[name] != whole[name]] == []
    # No part does the work of another: every file is in one of them.
    names = [name for part in parts for name in files(part) if name not in (MANIFEST, ".campaign-part.json")]
    assert len(names) == len(set(names))


def test_a_language_that_is_missing_or_twice_is_refused(config: Path, tmp_path: Path) -> None:
    en, sl = build_parts(config, tmp_path, ("en",), ("sl",))
    said = refused("join", en, sl, "-f", config, "-o", tmp_path / "joined")
    assert "“sl-Cyrl” is in 0 of the parts" in said
    assert "campaign build --language sl-Cyrl" in said
    assert "“sl” is in 2 of the parts" in refused("join", en, sl, sl, "-f", config, "-o", tmp_path / "joined")
    assert not (tmp_path / "joined").exists()


def test_parts_of_different_texts_are_refused(config: Path, tmp_path: Path) -> None:
    parts = build_parts(config, tmp_path, ("en", "sl-Cyrl"), ("sl",))
    page = config.parent / "docs/en/guide.md"
    page.write_text(page.read_text("utf-8").replace("Stay calm.", "Stay very calm."), "utf-8")
    run("build", "-f", config, "-o", parts[0], "--no-cache", "-l", "en", "-l", "sl-Cyrl")
    said = refused("join", *parts, "-f", config, "-o", tmp_path / "joined")
    assert "part-sl" in said
    assert "built from other files" in said
    assert "part-en" not in said


def test_what_is_no_part_or_no_language_is_refused(config: Path, tmp_path: Path) -> None:
    run("build", "-f", config, "-o", tmp_path / "whole", "--no-cache")
    assert "no part of a site" in refused("join", tmp_path / "whole", "-f", config)
    said = refused("build", "-f", config, "-l", "xx", "-o", tmp_path / "part")
    assert "there is no language “xx”" in said
    assert not (tmp_path / "part").exists()
