"""Watching a tab: every request, every message, every attempt to keep something on the device."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.audit.findings import Finding

REFUSE_STORAGE = """
(() => {
  const refused = (name) => { throw new DOMException(name + " is refused", "SecurityError"); };
  for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"])
    Object.defineProperty(window, name, { configurable: true, get: () => refused(name) });
  Object.defineProperty(Document.prototype, "cookie", {
    configurable: true, get: () => refused("cookie"), set: () => refused("cookie"),
  });
})();
"""
"""As a browser does that keeps nothing: every way to store something throws."""

COUNT_STORED = """
async () => ({
  "localStorage": localStorage.length,
  "sessionStorage": sessionStorage.length,
  "cookie": document.cookie.length,
  "indexedDB": (await indexedDB.databases()).length,
  "caches": self.caches ? (await caches.keys()).length : 0,
  "service worker": navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0,
  "window.name": window.name.length,
})
"""


class Recorder:
    """Remembers what a tab asked for and complained about since `clear`."""

    def __init__(self, page: Page) -> None:
        self.clear()
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", lambda request: self.failed.append(request.url))
        page.on("response", lambda answer: self.failed.append(answer.url) if answer.status >= 400 else None)
        page.on("console", lambda message: self.messages.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.messages.append(str(error)))

    def clear(self) -> None:
        """Forget everything."""
        self.requests: list[str] = []
        self.failed: list[str] = []
        self.messages: list[str] = []

    def find_noise(self, check: str, name: str, view: str) -> Iterator[Finding]:
        """Requests that failed and messages: policy violations, script errors."""
        for url in self.failed:
            yield Finding(check, name, view, url, "the request failed")
        for message in self.messages:
            yield Finding(check, name, view, "console", message)

    def find_outsiders(self, check: str, name: str, view: str, place: str) -> Iterator[Finding]:
        """Requests that left the place (an address with a slash at its end)."""
        for url in self.requests:
            if not url.startswith((place, "data:")):
                yield Finding(check, name, view, url, "a request that leaves the site")


def check_stored(page: Page, name: str, view: str) -> Iterator[Finding]:
    """Nothing is kept on the device: no cookie (of scripts or of the server), no storage, no worker."""
    for where, count in page.evaluate(COUNT_STORED).items():
        if count:
            yield Finding("third-party", name, view, where, f"{count} stored")
    for cookie in page.context.cookies():
        yield Finding("third-party", name, view, "cookie", cookie["name"])
