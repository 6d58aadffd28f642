"""Compiled templates, kept between builds."""

from __future__ import annotations

from functools import partial

import jinja2
from jinja2.bccache import Bucket

from campaign.engine.cache import Cache, digest
from campaign.engine.inputs import generator_digest
from campaign.engine.parallel import map_in_processes
from campaign.templates import template_problems


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
    kept, loader = templates.bytecode_cache, templates.loader
    assert isinstance(kept, KeptBytecode) and loader is not None
    new: list[_Uncompiled] = []
    names = templates.list_templates(extensions=["html", "svg"])
    for name in names:
        text, file, _ = loader.get_source(templates, name)
        bucket = kept.get_bucket(templates, name, file, text)
        if bucket.code is None:
            new.append((name, text, file, bucket))
    found = map_in_processes(partial(_compile, templates), new, processes)
    for (*_, bucket), bytecode in zip(new, found, strict=True):
        kept.keep(bucket, bytecode)
    for name in names:
        templates.get_template(name)


_Uncompiled = tuple[str, str, str | None, Bucket]
"""A template's name, its text, its file, and where its byte code will be."""


def _compile(templates: jinja2.Environment, one: _Uncompiled) -> bytes:
    name, text, file, bucket = one
    with template_problems():
        bucket.code = templates.compile(text, name, file)
    return bucket.bytecode_to_string()
