"""Finds a Chromium for the browser tests, or installs one; run by `make test` before the tests themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def find_chromium() -> str | None:
    """The path of a Chromium: the one named in $CHROMIUM, the system's, or Playwright's own; None if there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    if Path(MAC).exists():
        return MAC
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install_chromium() -> None:
    """Try Playwright's own download, then the system's package."""
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, timeout=600)
    if find_chromium() is None and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False, timeout=300)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, timeout=900)


if __name__ == "__main__":
    if find_chromium() is None:
        print("No Chromium found; installing one …", flush=True)
        install_chromium()
    if find_chromium() is None:
        sys.exit(
            "The browser tests need Chromium and it could not be installed.\n"
            "Install it (Debian: apt-get install chromium) or name it: CHROMIUM=/path/to/chromium make test"
        )
