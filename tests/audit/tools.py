"""The tools that are no Python packages: axe-core and the Nu validator, by the exact versions of package-lock.json."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.browser.chromium import find_chromium

HERE = Path(__file__).parent
TOOLS = HERE.parent.parent / ".cache" / "audit-tools"
VALIDATOR = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def find_browser() -> str | None:
    """Chromium without a window, where Debian's `chromium-headless-shell` is installed: the same pages
    in two thirds of the time; else the Chromium of the browser tests."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or find_chromium()


def install_tools() -> str | None:
    """Install both into .cache/ with npm, once; returns what is missing in words, or None."""
    if not shutil.which("java"):
        return "Java is missing: the Nu validator needs it (Debian: apt-get install default-jre-headless)."
    lock = (HERE / "package-lock.json").read_bytes()
    installed = TOOLS / "package-lock.json"
    if VALIDATOR.is_file() and installed.is_file() and installed.read_bytes() == lock:
        return None
    if not shutil.which("npm"):
        return "npm is missing: it installs axe-core and the Nu validator (Debian: apt-get install npm)."
    TOOLS.mkdir(parents=True, exist_ok=True)
    for file in ("package.json", "package-lock.json"):
        shutil.copy(HERE / file, TOOLS / file)
    # Without the packages' own install scripts: both are complete as they come.
    result = subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=TOOLS, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if result.returncode or not VALIDATOR.is_file():
        installed.unlink(missing_ok=True)
        return f"npm could not install axe-core and vnu-jar: {result.stderr.strip().splitlines()[-1:]}"
    return None
