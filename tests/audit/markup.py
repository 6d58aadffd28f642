"""The Nu validator over all HTML and SVG files."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from tests.audit.findings import Finding
from tests.audit.tools import VALIDATOR

# What the validator says of files that it reads from a disk, or of a language that it does not know; neither is so.
_NOT_SO = re.compile(
    # It takes 'self' for the address of a host, and these files have none; the walks see the policy in a browser.
    r"^Resource violates Content Security Policy \(meta tag\): (?:external stylesheet|external script|image) "
    r"“[A-Za-z/.0-9-]+” blocked"
    # It takes data for programs that read pages for a script; what a browser refuses, the walks see.
    r"|^Inline script violates Content Security Policy"
    # It guesses languages from letters, and has never heard of Montenegrin.
    r"|^This document appears to be written in .* has “lang=\"cnr(?:-Cyrl)?\"”"
)


def check_markup(site: Path) -> Iterator[Finding]:
    """Every error and every warning of the validator."""
    options = ("--format", "json", "--exit-zero-always", "--skip-non-html", "--also-check-svg")
    command = ["java", "-Xss2m", "-jar", VALIDATOR, *options, site]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    for message in json.loads(result.stderr)["messages"]:
        if not _NOT_SO.match(message["message"]):
            name = unquote(message["url"]).split(site.name + "/", 1)[-1]
            kind = message.get("subType", message["type"])
            yield Finding("html", name, kind, f"line {message.get('lastLine')}", message["message"])
