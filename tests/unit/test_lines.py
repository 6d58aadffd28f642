"""What a line is said to be is what the renderer makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import lxml.html
from hypothesis import given
from hypothesis import strategies as some
from markdown import Markdown
from mkdocs.config import load_config

from campaign.pages.lines import IS_CODE, Line, headings, read_lines, running_texts
from tests.site_maker import PROJECT

CONFIG = load_config(str(PROJECT / "mkdocs.yml"))
RENDERER = Markdown(extensions=CONFIG.markdown_extensions, extension_configs=CONFIG.mdx_configs)

WORDS = ("one", "two", "three four", "`five`", "`six", "seven`", "``eight`` nine", "\\`ten", "\\\\`eleven`", "#", "|")
STARTS = (
    "", "", "", "", "    ", "        ", "  ", "- ", "- ", "    - ", "  - ", "* ", "1. ", "2. ", "    1. ", "> ", ">",
    "> - ", "- > ", "#", '!!! tip "twelve"\n    ', '??? note "twelve"\n    ', "| ", "    | ",
)  # fmt: skip
ENDS = ("", "", "", "", "  ", "\\", " |", " | b |", " | `c|d` |", " \\| |")
HEADINGS = ("## ", "## ", "# ", "###", "    ## ", "- ## ", "> ### ")
HEADING_ENDS = ("", " {#id}", " {#id}  ", " ##", " ## {#id}")
WHOLE = (
    "", "", "", "", "", "```", "```", "~~~", "````", "```html", "~~~ .py", "~~~~", "    ```", "  ```", "- ```", "---",
    "===", "***", "|---|---|", "--|--", "\t- thirteen", "\tfourteen", "> ", ">", "- ", "```fifteen```",
    "[sixteen]: https://example.org",
)  # fmt: skip


def _lines_of(starts: Sequence[str], ends: Sequence[str]) -> some.SearchStrategy[str]:
    words = some.lists(some.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
    return some.builds("{}{}{}".format, some.sampled_from(starts), words, some.sampled_from(ends))


LINES = some.one_of(some.sampled_from(WHOLE), _lines_of(STARTS, ENDS), _lines_of(HEADINGS, HEADING_ENDS))
TEXTS = some.lists(LINES, max_size=14).map("\n".join)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text)


def _rendered(text: str) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(RENDERER.reset().convert(text), create_parent="div")


def _code_of(lines: tuple[Line, ...]) -> list[str]:
    """The words in code: those of lines of code, and those over which `prose` has put backticks."""
    found = []
    for line in lines:
        if line.kind == "code":
            found += _words(line.text)
        elif line.kind not in IS_CODE:
            assert len(line.text) == len(line.prose)
            covered = (" " if sign == shown else sign for sign, shown in zip(line.text, line.prose, strict=True))
            found += _words("".join(covered))
    return found


def _check(text: str) -> None:
    lines, html = read_lines(text), _rendered(text)
    assert "\n".join(line.text for line in lines) == text
    assert all(text[line.start :].startswith(line.text) for line in lines)
    code = [one for one in html.iter("code") if not any(above.tag == "code" for above in one.iterancestors())]
    assert _code_of(lines) == [word for one in code for word in _words(one.text_content())], lines
    shown = [
        (int(one.tag[1]), one.get("id"), _words(" ".join(one.itertext())))
        for one in html.iter("h1", "h2", "h3", "h4", "h5")
    ]
    found = [(one.level, one.id, _words(one.own_text)) for one in headings(lines)]
    # A heading without an id of its own gets one from `toc`.
    assert [
        (level, one_id if ours[1] else "", words) for (level, one_id, words), ours in zip(shown, found, strict=True)
    ] == found
    # In a row of a table {#id} is none of a heading, and is not shown; the check of attributes refuses it.
    own = [word for text in _texts(lines) for word in _words(text.replace("{#id}", ""))]
    assert own == _words(" ".join(html.itertext()).replace("{#id}", ""))


def _texts(lines: tuple[Line, ...]) -> Iterator[str]:
    """Every text that is shown, code as well, in order."""
    own = {parts[0][0]: parts for parts in running_texts(lines)}
    for at, line in enumerate(lines):
        if line.kind == "code":
            yield line.text
        elif line.kind == "table row":
            yield from (line.text[start:end] for start, end in line.cells)
        elif line.kind != "definition":
            yield from (lines[index].text[start:end] for index, start, end in own.get(at, ()))


@given(TEXTS)
def test_code_and_headings_are_the_renderers(text: str) -> None:
    _check(text)
