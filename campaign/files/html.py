"""HTML cut into its tags and texts: one reading for all who look at it or write it anew."""

from __future__ import annotations

import re

_INSIDE = r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+"
TOKEN = re.compile(rf"<(/?)([a-zA-Z][\w-]*)({_INSIDE})>|(<!--.*?-->|<!{_INSIDE}>)|([^<]+|<)", re.DOTALL)
"""A tag (whether it is an end tag, name, attributes), a comment, or a piece of text."""
