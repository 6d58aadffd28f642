"""How much a reader's phone has to fetch, measured in a real browser on a built site.

Everything is counted as a good host sends it: texts compressed with Brotli (quality 11), pictures as they are. Called
by the test of the budget and by whoever reports the figures:

    python -m tests.browser.weight site
"""

from __future__ import annotations

import sys
import threading
from dataclasses import dataclass
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin

import brotli
from playwright.sync_api import Browser, Page, Response, sync_playwright

from tests.browser.chromium import find_chromium

PHONE = {"width": 360, "height": 740}
COMPRESSED = ("text/", "application/javascript", "image/svg+xml", "application/json")


@dataclass(frozen=True)
class Weight:
    """A visit, in bytes over the line."""

    page: int
    """HTML."""
    stylesheets: int
    scripts: int
    other: int
    """Pictures, fonts, and whatever else."""
    requests: int
    failed: tuple[str, ...]
    """Addresses that answered with an error."""
    addresses: tuple[str, ...]
    layout_shift: float
    """Chromium's cumulative layout shift of the page as it was loaded."""

    @property
    def total(self) -> int:
        return self.page + self.stylesheets + self.scripts + self.other

    @property
    def to_read(self) -> int:
        """What is needed before the text can be read."""
        return self.page + self.stylesheets


_SHIFT = """() => new Promise((done) => {
  let total = 0;
  const add = (list) => list.getEntries().forEach((one) => { total += one.value; });
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(total), 100);
})"""


def layout_shift(page: Page) -> float:
    """Chromium's cumulative layout shift of a page since it was opened: a share of the window, no unit."""
    return float(page.evaluate(_SHIFT))


def measure_visit(browser: Browser, address: str, fetched_before: tuple[str, ...] = ()) -> Weight:
    """What one visit of `address` fetches that is not among the addresses `fetched_before`.

    The icon is counted too, although a browser without a window does not ask for it.
    """
    context = browser.new_context(viewport=PHONE, device_scale_factor=3, is_mobile=True, has_touch=True)
    page = context.new_page()
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(address, wait_until="networkidle")
    shift = layout_shift(page)
    bodies = {one.url: _answer(one) for one in responses if not one.url.startswith("data:")}
    for icon in _icons(page):
        if icon not in bodies:
            answer = context.request.get(icon)
            bodies[icon] = (answer.status, answer.headers.get("content-type", ""), answer.body())
    context.close()
    new = {url: answer for url, answer in bodies.items() if url not in fetched_before}
    sizes = {"page": 0, "stylesheets": 0, "scripts": 0, "other": 0}
    for _, kind, body in new.values():
        sizes[_part(kind)] += len(brotli.compress(body, quality=11)) if kind.startswith(COMPRESSED) else len(body)
    return Weight(
        **sizes,
        requests=len(new),
        failed=tuple(url for url, (status, _, _) in new.items() if status >= 400),
        addresses=tuple(bodies),
        layout_shift=shift,
    )


def _answer(response: Response) -> tuple[int, str, bytes]:
    return response.status, response.headers.get("content-type", ""), response.body()


def _icons(page: Page) -> list[str]:
    return [urljoin(page.url, one.get_attribute("href") or "") for one in page.locator("link[rel=icon]").all()]


def _part(content_type: str) -> str:
    for part, name in (("text/html", "page"), ("text/css", "stylesheets"), ("javascript", "scripts")):
        if part in content_type:
            return name
    return "other"


@cache
def compressed_size(path: Path, quality: int = 11) -> int:
    """A file's size over the line."""
    return len(brotli.compress(path.read_bytes(), quality=quality))


def is_at_most(path: Path, size: int) -> bool:
    """Whether a file is no larger than so many bytes over the line: at once where less effort is enough."""
    return compressed_size(path, 5) <= size or compressed_size(path) <= size


def report(site: Path) -> str:
    """The figures of a built site as a table."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}/"
    lines = [f"{'a first visit to':42}{'HTML+CSS':>10}{'scripts':>9}{'in all':>8}{'requests':>10}"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for path in (*(f"{code}families/sextortion.html" for code in ("cnr-Cyrl/", "ar/", "")), "index.html"):
            first = measure_visit(browser, root + path)
            lines.append(_row(path, first))
        second = measure_visit(browser, root + "families/grooming.html", first.addresses)
        lines.append(_row("a second page", second))
        browser.close()
    server.shutdown()
    indexes = sorted(site.glob("**/search-index.js"))
    lines += [f"{path.relative_to(site).as_posix():42}{compressed_size(path):36,}" for path in indexes]
    return "\n".join(lines)


def _row(name: str, one: Weight) -> str:
    return f"{name:42}{one.to_read:10,}{one.scripts:9,}{one.total:8,}{one.requests:10}"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


if __name__ == "__main__":
    print(report(Path(sys.argv[1])))
