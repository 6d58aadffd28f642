"""Compiled templates, kept."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from campaign.engine.kept.bytecode import compile_one_by_one, keep_bytecode, load_templates
from campaign.engine.kept.cache import Cache
from campaign.files.problems import ProblemsFound


def templates_of(folder: Path, cache: Cache) -> jinja2.Environment:
    templates = jinja2.Environment(loader=jinja2.FileSystemLoader(folder))
    keep_bytecode(templates, cache)
    return templates


def test_what_was_compiled_early_is_not_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.html").write_text("{{ 1 + 1 }}", "utf-8")
    (tmp_path / "two.html").write_text("two", "utf-8")
    cache = Cache(None)
    for _ in compile_one_by_one(templates_of(tmp_path, cache)):
        pass
    (tmp_path / "two.html").write_text("{{ 2 + 2 }}", "utf-8")
    templates = templates_of(tmp_path, cache)
    compiled: list[str] = []

    def compile_template(text: str, name: str, file: str) -> object:
        compiled.append(name)
        return jinja2.Environment.compile(templates, text, name, file)

    monkeypatch.setattr(templates, "compile", compile_template)
    load_templates(templates, 1)
    assert compiled == ["two.html"]
    assert [templates.get_template(name).render() for name in ("one.html", "two.html")] == ["2", "4"]


def test_a_broken_template_is_named_when_it_is_compiled(tmp_path: Path) -> None:
    (tmp_path / "one.html").write_text("\n{% broken", "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_templates(templates_of(tmp_path, Cache(None)), 1)
    assert [(one.file, one.line) for one in found.value.problems] == [("overrides/one.html", 2)]
