"""axe-core on an open page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

from tests.audit.findings import Finding
from tests.audit.tools import TOOLS

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
"""The rules that are asked for: https://www.deque.com/axe/core-documentation/api-documentation/#axecore-tags"""

COLOUR_RULES = ["color-contrast", "link-in-text-block"]

# preload: false, because axe would fetch the stylesheet again by script, which the site's policy forbids.
_RUN = """
async (rules) => {
  // Colours that are still on their way to the dark are nobody's colours.
  await Promise.all(document.getAnimations().map((one) => one.finished));
  const result = await axe.run(document, {
    runOnly: rules, preload: false, resultTypes: ["violations"], elementRef: false,
  });
  return result.violations.map((rule) => ({
    id: rule.id, help: rule.help,
    nodes: rule.nodes.map((node) => ({ target: node.target.join(" "), summary: node.failureSummary })),
  }));
}
"""


@cache
def axe_source() -> str:
    """axe-core: the newest that `make audit` has installed, else the one that comes with the test packages."""
    newest = TOOLS / "node_modules" / "axe-core" / "axe.min.js"
    packaged = Path(axe_playwright_python.__file__).with_name("axe.min.js")
    return (newest if newest.is_file() else packaged).read_text("utf-8")


def axe_version() -> str:
    """The version of axe-core that is used."""
    first = axe_source()[:40]
    return first.split("axe v")[1].split()[0]


def check_axe(page: Page, name: str, view: str, *, colours_only: bool = False) -> Iterator[Finding]:
    """Every violation at every element, on the page as it is now.

    `colours_only`: the rules whose outcome depends on colours, for a page whose other rules were looked at in the same
    window in other colours.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(axe_source())
    for rule in page.evaluate(_RUN, COLOUR_RULES if colours_only else TAGS):
        for node in rule["nodes"]:
            yield Finding("axe", name, view, node["target"], f"{rule['id']}: {' '.join(node['summary'].split())}")
