"""What `campaign serve` adds to a page: the script that waits for changes, and what is wrong, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from campaign.files.problems import Problem

FOLDER = "_serve/"
"""Where the server has files of its own; no campaign has such a language."""
_HEAD = f'<link rel="stylesheet" href="/{FOLDER}serve.css"><script defer src="/{FOLDER}serve.js"></script></head>'
_BODY = re.compile(r"<body[^>]*>")
SHOWN = 12
"""How many problems are shown at once."""


def add_notice(html: str, problems: Sequence[Problem], source: str | None) -> str:
    """The page with what is wrong above it: errors, and the warnings of the page's own file (`source`)."""
    own = [one for one in problems if one.file == source]
    others = [one for one in problems if one.file != source and one.severity == "error"]
    html = html.replace("</head>", _HEAD, 1)
    if not own and not others:
        return html
    return _BODY.sub(lambda match: match[0] + render_notice([*own, *others]), html, count=1)


def render_error_page(problems: Sequence[Problem]) -> str:
    """A page that only says what is wrong."""
    return (
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><title>Something is to be mended</title>'
        f"{_HEAD}\n<body>{render_notice(problems)}</body>\n</html>\n"
    )


def render_notice(problems: Sequence[Problem]) -> str:
    """The problems in words, each with its file and line; the page changes by itself when the file is saved."""
    errors = sum(one.severity == "error" for one in problems)
    count = f"{errors} to mend" if errors else f"{len(problems)} to look at"
    items = "".join(_item(one) for one in problems[:SHOWN])
    more = f"<p>… and {len(problems) - SHOWN} more; the terminal names them all.</p>" if len(problems) > SHOWN else ""
    mark = " serve-notice--error" if errors else ""
    # Warnings fold away: they stop nothing.
    opened = " open" if errors else ""
    return (
        f'<aside class="serve-notice{mark}" lang="en" dir="ltr" translate="no"><details{opened}>'
        f"<summary><strong>{count}</strong></summary><ul>{items}</ul>{more}</details></aside>"
    )


def _item(problem: Problem) -> str:
    place = ", ".join(filter(None, [problem.file, problem.place]))
    rows = [("expected", problem.expected), ("to mend", problem.fix)]
    detail = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in rows if text)
    return f"<li><code>{escape(place)}</code><br>{escape(problem.found)}<dl>{detail}</dl></li>"
