"""Finds nginx, Caddy and Apache for the tests of their configurations, or installs them; run by `make test` before.

Without one of them, its tests cannot run: this says so, and is an error where the environment says CI.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PROGRAMS = {"nginx": ("nginx",), "caddy": ("caddy",), "apache": ("apache2", "httpd")}
"""The servers, and what their programs are called."""
DEBIAN = {"nginx": "nginx-light", "caddy": "caddy", "apache": "apache2"}
_PLACES = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"))


def find_server(name: str) -> str | None:
    """The path of a server's program; None if there is none."""
    return next((path for program in PROGRAMS[name] if (path := shutil.which(program, path=_PLACES))), None)


def install_servers(names: list[str]) -> None:
    """Try the system's packages."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        packages = [DEBIAN[name] for name in names]
        subprocess.run(["apt-get", "update", "-qq"], check=False, timeout=300, env=environment)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        subprocess.run(command, check=False, timeout=900, env=environment, stdout=subprocess.DEVNULL)


def missing_servers() -> list[str]:
    """The names of the servers that are not there."""
    return [name for name in PROGRAMS if find_server(name) is None]


if __name__ == "__main__":
    if missing := missing_servers():
        print(f"Not found: {', '.join(missing)}; installing …", flush=True)
        install_servers(missing)
    if missing := missing_servers():
        packages = " ".join(DEBIAN[name] for name in missing)
        message = (
            f"NOT TESTED: the configuration for {', '.join(missing)}, which could not be installed.\n"
            f"Install it (Debian: apt-get install {packages}) to test it too."
        )
        if os.environ.get("CI"):
            sys.exit(message)
        print(message, flush=True)
