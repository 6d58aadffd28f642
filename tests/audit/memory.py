"""What earlier audits found: a page that has not changed since, looked at by the same audit, need not be opened again.

A complete run may so be stopped and taken up again, and after a page was mended only that page is looked at anew.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path

from tests.audit.axe import axe_source
from tests.audit.findings import Finding

HERE = Path(__file__).parent
_NAMED_BY_CONTENT = re.compile(r"assets/\w+\.[0-9a-f]{8}\.(?:css|js)")


class Memory:
    """The findings of pages by a hash of everything that a look at one depends on."""

    def __init__(self, folder: Path, site: Path, browser: str) -> None:
        """`folder`: where it is kept; `browser`: the browser's version."""
        self._folder = folder
        self._site = site
        self._common = hashlib.sha256()
        for text in (browser, axe_source(), *_sources(HERE)):
            self._common.update(hashlib.sha256(text.encode()).digest())
        # Whether a link leads to a file, and pictures that many pages show.
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            name = path.relative_to(site).as_posix()
            if _NAMED_BY_CONTENT.fullmatch(name):
                # A page that takes it names it, and so what is in it.
                continue
            self._common.update(name.encode() + b"\0")
            if name.startswith("assets/"):
                self._common.update(path.read_bytes())

    def find(self, kind: str, name: str) -> list[Finding] | None:
        """What was found on this page in a walk of this kind, or None if it was not looked at as it is now."""
        file = self._file(kind, name)
        try:
            return [Finding(**one) for one in json.loads(file.read_text("utf-8"))]
        except (OSError, ValueError, TypeError):
            return None

    def keep(self, kind: str, name: str, findings: Iterable[Finding]) -> None:
        """Write down what was found."""
        file = self._file(kind, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_text(json.dumps([one.as_dict() for one in findings], ensure_ascii=False), "utf-8")
        part.replace(file)

    def _file(self, kind: str, name: str) -> Path:
        key = self._common.copy()
        key.update(f"{kind}\0{name}\0".encode() + (self._site / name).read_bytes())
        return self._folder / f"{key.hexdigest()[:32]}.json"


def _sources(folder: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted(folder.iterdir()) if path.suffix in (".py", ".js")]
