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
"""The rules whose outcome depends on colours."""

_SCRIPT = Path(__file__).with_name("contrast.js").read_text("utf-8")
# preload: false, because axe would fetch the stylesheet again by script, which the site's policy forbids.
_RUN = """
async ([rules, looks]) => {
  const elements = looks && auditContrast.elements(looks);
  if (elements && !elements.length) return [];
  // Colours that are still on their way to the dark are nobody's colours. What is folded is never drawn, nor done.
  const shown = document.getAnimations().filter((one) => one.effect?.target?.checkVisibility());
  await Promise.all(shown.map((one) => one.finished));
  const result = await axe.run(elements ? { include: elements } : document, {
    ...rules, preload: false, resultTypes: ["violations"], elementRef: false,
  });
  return result.violations.map((rule) => ({
    id: rule.id, help: rule.help,
    nodes: rule.nodes.map((node) => ({ target: node.target.join(" "), summary: node.failureSummary })),
  }));
}
"""

_read: set[str] = set()
"""Every look of text, as contrast.js writes it, whose contrast was measured on some page and found enough."""


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
        page.evaluate(_SCRIPT)
    if not colours_only:
        rules = {"runOnly": TAGS, "rules": {one: {"enabled": False} for one in COLOUR_RULES}}
        yield from _run(page, name, view, rules, None)
    yield from _check_colours(page, name, view)


def _check_colours(page: Page, name: str, view: str) -> Iterator[Finding]:
    """The contrast of every text, and of links with the text around them: each look of text once for all pages.

    Contrast follows from the text's colour, size and weight and from the grounds behind it. Half of axe's time goes
    into measuring it, and a site has a few dozen looks. Text whose ground may be something else (a picture, a box that
    is lifted out) is measured on every page.
    """
    looks = [one for one in page.evaluate("auditContrast.looks()") if one not in _read]
    findings = list(_run(page, name, view, {"runOnly": COLOUR_RULES}, looks))
    if not findings:
        _read.update(one for one in looks if one)
    yield from findings


def _run(page: Page, name: str, view: str, rules: dict[str, object], looks: list[str] | None) -> Iterator[Finding]:
    for rule in page.evaluate(_RUN, [rules, looks]):
        for node in rule["nodes"]:
            yield Finding("axe", name, view, node["target"], f"{rule['id']}: {' '.join(node['summary'].split())}")
