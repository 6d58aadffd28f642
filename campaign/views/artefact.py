"""A file of the site that belongs to no single page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import NamedTuple, Protocol

from campaign.languages.language import Language


class Artefact(NamedTuple):
    """A file of the site: its path below the site's root, and its bytes or how to make them.

    Cheap ones give their bytes: `Artefact(path, content)`. A costly one (a PDF, a picture) gives `make`, which is
    called only when it is needed, and a `key` that changes whenever its bytes would: everything they depend on,
    through `artefact_key`. While the key and the generator stay the same the file of an earlier build is taken.

    A `key` may stand for more than is shown: all contacts, and not only those on this sheet. Then `exact` gives a
    second key, of what really goes into the file. It costs more to find, and is asked when `key` is new.
    """

    path: str
    content: bytes = b""
    make: Callable[[], bytes] | None = None
    key: str = ""
    exact: Callable[[], str] | None = None

    def render(self) -> bytes:
        """The file's bytes."""
        return self.make() if self.make else self.content


class KnownPages(Protocol):
    """Keys of pages, for who keeps what was made in earlier builds."""

    shared: str
    """Stands for all that pages show of one another (titles, addresses, words, facts, the look)."""

    def page(self, language: Language, path: str) -> str:
        """Stands for that and for the text at `path` in a language; "" where something is not known."""
        ...


def artefact_key(*inputs: object) -> str:
    """A key made from everything an artefact's bytes depend on: texts, bytes, dates, frozen records.

    Each is told apart by its `repr`, so it must have one that says all of it (no sets: their order changes).
    """
    return hashlib.sha256("\0".join(repr(one) for one in inputs).encode()).hexdigest()


def render_script_data(name: str, data: object) -> str:
    """Data as a script that sets a global name: a page opened from a disk may load scripts, not fetch files."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # U+2028 and U+2029 end a line in old JavaScript, but not in JSON.
    return f"self.{name}={text.replace(chr(0x2028), ' ').replace(chr(0x2029), ' ')};\n"
