"""What a line is said to be is what the renderer makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as some
from markdown import Markdown
from mkdocs.config import load_config

from campaign.pages.lines import (
    IS_CODE,
    LINK_TARGET,
    Line,
    Link,
    code_blocks,
    find_links,
    headings,
    part_ids,
    read_lines,
    running_texts,
)
from campaign.pages.page import parse_page, split_front_matter
from campaign.pages.references import mask_references
from campaign.pages.table_rows import escape_pipes
from tests.site_maker import ORIGINAL

CONFIG = load_config(str(ORIGINAL / "mkdocs.yml"))
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
    "\n[sixteen]: https://example.org\n",
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
    own = [word for text in _texts(lines) for word in _words(LINK_TARGET.sub("]", text).replace("{#id}", ""))]
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


def test_every_page_of_the_campaign_is_read_as_it_is_rendered() -> None:
    for path in sorted((ORIGINAL / "docs" / "en").rglob("*.md")):
        _check(mask_references(split_front_matter(path.read_text("utf-8"), path.name)[1]))


KINDS = """\
## To do {#do-now}

Text
goes on.

- An item
  goes on
    - Inside

> A quotation

| A | B |
|---|---|
| `a|b` \\| c | {{ todo: a | b }} |

!!! tip "A title"

    In the box

```html
## Code
```

        ~~~

Underlined
---

***

[id]: page.md
"""


def test_kinds_and_texts_of_lines() -> None:
    lines = read_lines(KINDS, 10)
    assert [(one.number, one.kind, one.own_text) for one in lines if one.kind not in ("blank", "table row")] == [
        (10, "heading", "To do"), (12, "text", "Text"), (13, "text", "goes on."), (15, "list item", "An item"),
        (16, "text", "goes on"), (17, "list item", "Inside"), (19, "quotation", "A quotation"),
        (22, "table rule", "|---|---|"), (25, "box", "A title"), (27, "text", "In the box"), (29, "fence", "```html"),
        (30, "code", "## Code"), (31, "fence", "```"), (33, "code", "~~~"), (35, "heading", "Underlined"),
        (36, "underline", "---"), (38, "rule", "***"), (40, "definition", "[id]: page.md"),
    ]  # fmt: skip
    assert [(one.number, one.level, one.id) for one in headings(lines)] == [(10, 2, "do-now"), (35, 2, "")]
    assert [[one.number for one in block] for block in code_blocks(lines)] == [[29, 30, 31], [33]]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| Yes \\| no | Text |", ["Yes \\| no", "Text"]),
        ("| `a|b` | c |", ["`a|b`", "c"]),
        ("| ``a`|b`` | c |", ["``a`|b``", "c"]),
        ("| \\`a | b` |", ["\\`a", "b`"]),
        ("| {{ todo: a | b }} | c |", ["{{ todo: a | b }}", "c"]),
        ("| a || ", ["a", ""]),
        ("a | b", ["a", "b"]),
        ("| a | b | not shown |", ["a", "b"]),
    ],
)
def test_cells_of_a_row(row: str, cells: list[str]) -> None:
    line = read_lines(f"| A | B |\n|---|---|\n{row}")[2]
    assert [line.text[start:end] for start, end in line.cells] == cells


def test_tabs_and_other_line_ends() -> None:
    text = "-\tAn\titem\r\n\r\n\t> quotation\r\r```\n\tcode\t\n```"
    lines = read_lines(text)
    assert [(one.kind, one.own_text) for one in lines if one.kind != "blank"] == [
        ("list item", "An\titem"), ("quotation", "quotation"), ("fence", "```"), ("code", "\tcode\t"), ("fence", "```"),
    ]  # fmt: skip
    assert all(text[one.start :].startswith(one.text) for one in lines)


LINKS = """\
[One](a.md#b) and ![two](<a picture.webp> "Title")
[three
goes on](c_(d).md), `[no](e.md)`, [![four](f.webp)](g.md)

[id]: <h.md> "Title"

    [no](i.md)
"""


def test_links() -> None:
    assert find_links(read_lines(LINKS)) == [
        Link(1, "One", "a.md#b"),
        Link(1, "two", "a picture.webp", is_image=True),
        Link(2, "three\ngoes on", "c_(d).md"),
        Link(3, "![four](f.webp)", "g.md"),
        Link(3, "four", "f.webp", is_image=True),
        Link(5, "id", "h.md"),
    ]


def test_what_is_nested_without_end_is_text() -> None:
    for sign in ("> ", "- ", "1. "):
        assert read_lines(sign * 3000 + "text")[0].kind in ("list item", "quotation")


def test_a_pipe_is_escaped_where_it_would_cut() -> None:
    assert escape_pipes("a | b \\| `c|d` {{ todo: e | f }}") == "a \\| b \\| `c|d` {{ todo: e | f }}"


def test_parts() -> None:
    lines = read_lines("Before\n## One {#one}\n### Deeper {#deeper}\n## Without an id\n## Two {#two}")
    assert part_ids(lines) == {1: "", 2: "one", 3: "one", 4: "one", 5: "two"}


@pytest.mark.parametrize(("block", "found"), [("---\n" * 401, "400 lines"), ("*" * 601, "600 brackets")])
def test_a_block_that_nobody_wrote_is_refused_before_it_is_parsed(block: str, found: str) -> None:
    _, problems = parse_page(f"---\ntitle: A\n---\nText.\n\n{block}", "en", "a.md", "docs/en/a.md")
    assert [(one.rule, one.line) for one in problems] == [("tangle", 6)]
    assert found in problems[0].found
