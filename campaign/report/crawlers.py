"""Programs that read pages by themselves: search engines, previews of messengers, monitors.

The list is crawler-user-agents (https://github.com/monperrus/crawler-user-agents, MIT), which is kept up from month to
month: 1,500 patterns of what such programs call themselves. One that gives itself out as a browser is counted as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_SIGNS = re.compile(r"[\^$.*+?{}\[\]|()]|\\[A-Za-z0-9]")
"""What makes a pattern more than a plain text."""


def crawler_finder() -> Callable[[str], bool]:
    """A function that says whether a program, as it names itself, is a crawler; one that gives no name is one."""
    from crawleruseragents import CRAWLER_USER_AGENTS_DATA

    plain, patterns = set(), []
    for entry in CRAWLER_USER_AGENTS_DATA:
        pattern = entry["pattern"]
        text = re.sub(r"\\([^A-Za-z0-9])", r"\1", pattern)
        if _SIGNS.search(re.sub(r"\\[^A-Za-z0-9]", "", pattern)):
            patterns.append(pattern)
        else:
            plain.add(text)
    # Looking for plain texts takes a tenth of the time that one large pattern does.
    texts = sorted(one for one in plain if not any(other != one and other in one for other in plain))
    rest = re.compile("|".join(patterns))

    def is_crawler(program: str) -> bool:
        return program in ("", "-") or any(map(program.__contains__, texts)) or bool(rest.search(program))

    return is_crawler
