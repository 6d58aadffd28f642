"""Finds what tests need beside Python, or installs it; run by `make test` before: nginx, Caddy and Apache for the tests
of their configurations, ZBar as a second reader of QR codes, gettext as a second reader of catalogues.

Without one of them, its tests cannot run: this says so, and is an error where the environment says CI.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PROGRAMS = {
    "nginx": ("nginx",), "caddy": ("caddy",), "apache": ("apache2", "httpd"), "zbar": ("zbarimg",),
    "gettext": ("msgmerge",),
}  # fmt: skip
"""What is needed, and what the programs are called."""
DEBIAN = {"nginx": "nginx-light", "caddy": "caddy", "apache": "apache2", "zbar": "zbar-tools", "gettext": "gettext"}
_PLACES = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"))


def find_program(name: str) -> str | None:
    """The path of a program; None if there is none."""
    return next((path for program in PROGRAMS[name] if (path := shutil.which(program, path=_PLACES))), None)


def install_programs(names: list[str]) -> None:
    """Try the system's packages."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        packages = [DEBIAN[name] for name in names]
        subprocess.run(["apt-get", "update", "-qq"], check=False, timeout=300, env=environment)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        subprocess.run(command, check=False, timeout=900, env=environment, stdout=subprocess.DEVNULL)


def missing_programs() -> list[str]:
    """The names of those that are not there."""
    return [name for name in PROGRAMS if find_program(name) is None]


if __name__ == "__main__":
    if missing := missing_programs():
        print(f"Not found: {', '.join(missing)}; installing …", flush=True)
        install_programs(missing)
    if missing := missing_programs():
        packages = " ".join(DEBIAN[name] for name in missing)
        message = (
            f"NOT TESTED: what needs {', '.join(missing)}, which could not be installed.\n"
            f"Install it (Debian: apt-get install {packages}) to test it too."
        )
        if os.environ.get("CI"):
            sys.exit(message)
        print(message, flush=True)
