"""A number, an address or a term, put into any place of any file, is refused, or readers see it nowhere."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from campaign.checks.made_text import READERS
from campaign.checks.patterns import even, phrase_pattern
from campaign.engine.kept.cache import Cache
from campaign.engine.order import Run
from campaign.engine.run import run_build
from campaign.files.days import parse_today
from campaign.files.problems import ProblemsFound
from campaign.model.pool import POOL
from campaign.plugin.project import read_project
from tests.site_maker import DEFAULT_FILES, ORIGINAL, make_site, page_text

BODY = """Text of a page with [a link](report.md) and **bold** words.

## Do this {#do-now}

- One
- Two with {{ helpline: si-child }}

    - Inside

| A | B |
|---|---|
| 1 | {{ statistic: survey.all }} |

!!! tip "A box"
    What is in it, `code` too.

> A quotation

```
code
```
"""
NEWS = page_text(
    "News", "update-news", BODY.replace("(report", "(../report"), "update", published_on="2026-11-20",
    banner="Something new for all", banner_from="2026-11-20", banner_until="2026-12-20", event_on="2026-11-25",
    event_place="The school hall",
)  # fmt: skip
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>A house</title>
<text x="1" y="2">Ask <tspan>somebody</tspan></text><text x="1" y="4">at home.</text><path d="M0 0h9v9z"/></svg>"""
PAGES = {
    "docs/en/guide.md": page_text("Guide", "guide", BODY), "docs/en/updates/2026-11-20-news.md": NEWS,
    "docs/assets/house.svg": DRAWING,
}  # fmt: skip
FILES = {**DEFAULT_FILES, **PAGES}
WORDS = {name: (ORIGINAL / name).read_text("utf-8") for name in ("docs/_data/ui/en.yml", "docs/_data/ui/sl.yml")}
NAMES = [name for name in (*FILES, *WORDS) if not name.endswith("permalinks.yml")]
NUMBERS = (
    "080 912 345", "080912345", "080.912.345", "080\u2011912\u2011345", "+386 80 912 345", "(080) 912-345",
    "080\u00a0912\u00a0345", "٠٨٠ ٩١٢ ٣٤٥", "080·912·345",
)  # fmt: skip
ADDRESSES = ("https://other.example/x", "www.other.example", "help@other.example", "//other.example/x")
TERMS = {"en": "child porn", "sl": "otroška pornografija"}
DIGITS = re.compile(r"80[^\w]{0,3}912[^\w]{0,3}345")


def language_of(name: str) -> str:
    return "sl" if "/sl" in name else "en"


@some.composite
def insertions(draw: some.DrawFn) -> tuple[str, int, str]:
    """(file, place in its text, what is put there)."""
    name = draw(some.sampled_from(NAMES))
    text = {**FILES, **WORDS}[name]
    place = draw(some.integers(0, len(text)))
    what = draw(some.sampled_from((*NUMBERS, *ADDRESSES, TERMS[language_of(name)])))
    # Within a word an address or a term is none.
    forms = (" {} ", "{}", "{} ", " {}") if what in NUMBERS else (" {} ",)
    return name, place, draw(some.sampled_from(forms)).format(what)


def made_text(site: Path) -> Iterator[tuple[str, str]]:
    """(path, text) of all that readers get; open data hold the words of sources, which are nobody's but theirs."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        kind = "search" if name.endswith("search-index.js") else path.suffix[1:]
        if path.is_file() and kind in READERS and not name.startswith("data/"):
            yield name, "\0".join(one.text for one in READERS[kind](path.read_text("utf-8-sig")))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any-text")


def build(config_file: Path) -> bool:
    """Whether nothing was refused."""
    run = Run(
        config_file=config_file, output=config_file.parent / "site", day=lambda _: parse_today("2026-11-23", "UTC"),
        is_release=False, is_preview=False, processes=1, read_project=read_project,
        build_with_mkdocs=lambda *_: None,
    )  # fmt: skip
    cache = Cache(config_file.parent / ".cache")
    try:
        run_build(run, cache)
    except ProblemsFound:
        return False
    finally:
        cache.close()
    return True


@settings(
    max_examples=150, deadline=datetime.timedelta(minutes=2), derandomize=True, database=None,
    suppress_health_check=list(HealthCheck), print_blob=False,
)  # fmt: skip
@given(insertions())
def test_it_is_refused_or_seen_nowhere(folder: Path, insertion: tuple[str, int, str]) -> None:
    name, place, what = insertion
    text = {**FILES, **WORDS}[name]
    shutil.rmtree(folder / "docs", ignore_errors=True)
    terms = (POOL / "terms.yml").read_text("utf-8")
    changed = {**PAGES, "docs/_data/terms.yml": terms, name: text[:place] + what + text[place:]}
    if not build(make_site(folder, changed)):
        return
    term = phrase_pattern((TERMS[language_of(name)],))
    for path, made in made_text(folder / "site"):
        plain = even(made)
        assert not DIGITS.search(plain), path
        assert "other.example" not in plain, path
        assert not term.search(plain), path


def test_without_it_the_campaign_is_built(folder: Path) -> None:
    terms = (POOL / "terms.yml").read_text("utf-8")
    assert build(make_site(folder, {**PAGES, "docs/_data/terms.yml": terms}))
    assert len(list(made_text(folder / "site"))) > 10
