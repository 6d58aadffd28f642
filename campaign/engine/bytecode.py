"""Compiled templates, kept between builds."""

from __future__ import annotations

import jinja2
from jinja2.bccache import Bucket

from campaign.engine.cache import Cache, digest
from campaign.engine.inputs import generator_digest
from campaign.engine.render import Renderer


class KeptBytecode(jinja2.BytecodeCache):
    """Jinja's byte code in the cache."""

    def __init__(self, cache: Cache):
        self.cache = cache

    def load_bytecode(self, bucket: Bucket) -> None:
        kept = self.cache.get(self._key(bucket))
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.cache.put(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return digest("template", generator_digest(), bucket.key, bucket.checksum)


def keep_bytecode(renderer: Renderer, cache: Cache) -> None:
    """Let a renderer keep what it compiles."""
    renderer.templates.bytecode_cache = KeptBytecode(cache)
