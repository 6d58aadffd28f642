"""The grade that Mozilla's HTTP Observatory gives an answer, by its published scoring.

Source: https://github.com/mdn/mdn-http-observatory, `src/grader/charts.js` (points) and `src/analyzer/tests/` (rules),
as of November 2026. What depends on the host alone is left out, and counts 0 there: the redirection from http to https
and the preload list of browsers. Cookies and CORS are held to "none".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
INLINE = {"'unsafe-inline'", "data:"}
GRADES = (
    (100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"),
    (60, "C+"), (50, "C"), (45, "C-"), (40, "D+"), (30, "D"), (25, "D-"), (0, "F"),
)  # fmt: skip
LEAST_FOR_BONUS = 90
HALF_A_YEAR = 15768000
"""In seconds."""

Policy = Mapping[str, set[str]]


def read_policy(header: str) -> Policy:
    """A policy's directives and their sources; an empty one for none. Raises ValueError for one that is named twice."""
    directives: dict[str, set[str]] = {}
    for entry in filter(None, (one.strip() for one in header.lower().split(";"))):
        name, *sources = entry.split()
        if name in directives:
            raise ValueError(f"{name} stands there twice")
        directives[name] = set(sources) or {"'none'"}
    return directives


def policy_points(header: str) -> int:
    """Content-Security-Policy: from -25 to 10."""
    try:
        policy = read_policy(header)
    except ValueError:
        return -25
    if not policy:
        return -25
    fallback = policy.get("default-src", {"*"})
    scripts, objects, styles = (policy.get(name, fallback) for name in ("script-src", "object-src", "style-src"))
    passive = policy.get("img-src", fallback) | policy.get("media-src", fallback)
    active = set().union(*(one for name, one in policy.items() if name not in ("img-src", "media-src")))
    if scripts & (BROAD | INLINE) or objects & BROAD or any(one.startswith(("http:", "ftp:")) for one in active):
        return -20
    if "'unsafe-eval'" in scripts | styles or any(one.startswith(("http:", "ftp:")) for one in passive):
        return -10
    if styles & (BROAD | INLINE):
        return 0
    return 10 if policy.get("default-src") == {"'none'"} else 5


def points(headers: Mapping[str, str], html: str) -> dict[str, int]:
    """What each test adds or takes; `headers` by names in small letters, of an answer over https, `html` its page."""
    age = re.match(r'max-age="?(\d+)', headers.get("strict-transport-security", "").lower())
    framed = "frame-ancestors" in headers.get("content-security-policy", "")
    denied = headers.get("x-frame-options", "").lower() in ("deny", "sameorigin")
    private = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
    referrer = headers.get("referrer-policy", "").lower()
    resource = headers.get("cross-origin-resource-policy", "").lower()
    foreign = re.findall(r"<script[^>]*\ssrc=[\"']?(?:[a-z]+:)?//", html)
    return {
        "policy": policy_points(headers.get("content-security-policy", "")),
        "transport": -20 if not age else -10 if int(age[1]) < HALF_A_YEAR else 0,
        "types": 0 if headers.get("x-content-type-options", "").lower() == "nosniff" else -5,
        "frames": 5 if framed else 0 if denied else -20,
        "referrer": 0 if not referrer else 5 if referrer in private else -5,
        "resources": 10 if resource in ("same-origin", "same-site") else 0 if resource in ("", "cross-origin") else -5,
        "cookies": -40 if "set-cookie" in headers else 0,
        "sharing": -50 if "access-control-allow-origin" in headers else 0,
        "scripts": -50 if foreign else 0,
    }


def grade(headers: Mapping[str, str], html: str) -> tuple[int, str]:
    """Score and grade of an answer."""
    parts = points(headers, html).values()
    score = 100 + sum(one for one in parts if one < 0)
    if score >= LEAST_FOR_BONUS:
        score += sum(one for one in parts if one > 0)
    score = max(score, 0)
    return score, next(name for least, name in GRADES if score >= least)
