"""What a check found: plain data, counted and shown by whoever ran it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

CHECKS = {
    "axe": "Accessibility: axe-core, WCAG 2.2 A and AA and best practices",
    "appearance": "Forced colours, reduced motion",
    "html": "HTML and SVG: Nu validator",
    "policy": "Content policy, messages of the browser, failed requests",
    "third-party": "Requests to other hosts, cookies, anything stored",
    "keyboard": "Keyboard: order, visible focus, skip link, menus, way out",
    "layout": "Layout at 320, 360 and 1280 px, text at 200 %, WCAG text spacing",
    "no-script": "Without JavaScript",
    "no-storage": "With storage refused",
    "file": "From a disk (file://)",
    "sub-path": "In a folder of another site",
    "print": "On paper, with and without JavaScript",
    "pdf": "PDFs: tagged, titled, in a language",
}
"""Every check by its name, with what it looks at."""


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be.

    `check` is a key of CHECKS, `view` says how the page was looked at ("dark, phone"), `where` is a selector or an
    address, `what` says it in words.
    """

    check: str
    page: str
    view: str
    where: str
    what: str

    def as_dict(self) -> dict[str, str]:
        """For JSON."""
        return asdict(self)

    def __str__(self) -> str:
        return f"{self.check}: {self.page} ({self.view}): {self.where}: {self.what}"
