"""Compiled templates, kept between builds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import jinja2
from jinja2.bccache import Bucket

from campaign.engine.kept.cache import Cache, digest
from campaign.engine.kept.inputs import generator_digest
from campaign.engine.processes import map_in_processes
from campaign.views.templates import template_problems


class KeptBytecode(jinja2.BytecodeCache):
    """Jinja's byte code in the cache."""

    def __init__(self, cache: Cache):
        self.cache = cache

    def load_bytecode(self, bucket: Bucket) -> None:
        kept = self.cache.get(self._key(bucket))
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.keep(bucket, bucket.bytecode_to_string())

    def keep(self, bucket: Bucket, bytecode: bytes) -> None:
        """Keep the byte code of a template."""
        self.cache.put(self._key(bucket), bytecode)

    def _key(self, bucket: Bucket) -> str:
        return digest("template", generator_digest(), bucket.key, bucket.checksum)


def keep_bytecode(templates: jinja2.Environment, cache: Cache) -> None:
    """Let templates keep what they compile."""
    templates.bytecode_cache = KeptBytecode(cache)


def load_templates(templates: jinja2.Environment, processes: int) -> None:
    """Read and compile every template now, so that processes which are forked need not do it each.

    `templates` keep their byte code. Raises ProblemsFound for a template that cannot be compiled.
    """
    new = [*_uncompiled(templates)]
    for one, bytecode in zip(new, map_in_processes(partial(_compile, templates), new, processes), strict=True):
        _keep(templates, one, bytecode)
    for name in _names(templates):
        templates.get_template(name)


def compile_one_by_one(templates: jinja2.Environment) -> Iterator[None]:
    """Compile what `load_templates` would, one template at each step; raises what it raises."""
    for one in _uncompiled(templates):
        _keep(templates, one, _compile(templates, one))
        yield


_Uncompiled = tuple[str, str, str | None, Bucket]
"""A template's name, its text, its file, and where its byte code will be."""


def _names(templates: jinja2.Environment) -> list[str]:
    return templates.list_templates(extensions=["html", "svg"])


def _uncompiled(templates: jinja2.Environment) -> Iterator[_Uncompiled]:
    kept, loader = templates.bytecode_cache, templates.loader
    assert kept is not None and loader is not None
    for name in _names(templates):
        text, file, _ = loader.get_source(templates, name)
        bucket = kept.get_bucket(templates, name, file, text)
        if bucket.code is None:
            yield name, text, file, bucket


def _compile(templates: jinja2.Environment, one: _Uncompiled) -> bytes:
    name, text, file, bucket = one
    with template_problems():
        bucket.code = templates.compile(text, name, file)
    return bucket.bytecode_to_string()


def _keep(templates: jinja2.Environment, one: _Uncompiled, bytecode: bytes) -> None:
    assert isinstance(templates.bytecode_cache, KeptBytecode)
    templates.bytecode_cache.keep(one[-1], bytecode)
