"""Everything that was made is looked at as its readers take it: what stands in no data is refused, wherever it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from campaign.checks.made_text import KnownFacts, MadeText, known_facts
from campaign.checks.patterns import even, find_numbers
from campaign.plugin.project import read_campaign
from tests.pdf_reader import text_of
from tests.site_maker import build_site, make_site, page_text

BAD = {
    "a.html": "<p>Call 080 <b>123</b> 456</p>",
    "b.html": '<p><a href="tel:080123456">Call</a></p>',
    "c.html": '<img alt="A picture" src="https://other.example/a.png">',
    "d.html": "<p>{{ helpline: x }}</p>",
    "e.html": "<p><mark>to be written</mark></p>",
    "f.html": "<p>campaignreference0x</p>",
    "g.html": '<p title="Call 080 123 456">x</p>',
    "h.html": '<a href="mailto:help@other.example">x</a>',
    "feed.xml": "<feed><entry><content>&lt;p&gt;Call 080 123 456&lt;/p&gt;</content></entry></feed>",
    "links.xml": '<feed><link href="https://other.example/"/></feed>',
    "feed.json": json.dumps({"items": [{"content_html": '<a href="https://other.example/">x</a>'}]}),
    "calendar.ics": "BEGIN:VCALENDAR\r\nDESCRIPTION:Call 080 123\r\n  456\r\nEND:VCALENDAR\r\n",
    "text.txt": "Call\n080 123 456\n",
    "data.csv": "id,phone\na,080 123 456\n",
    "search-index.js": 'self.campaignSearchIndex={"pages":[["a.html","Call 080 123 456","",[]]],"words":"a"};\n',
    "words/search-index.js": 'self.campaignSearchIndex={"pages":[],"words":"a 080123456"};\n',
    "badge.svg": '<svg xmlns="http://www.w3.org/2000/svg"><text>080 123 456</text></svg>',
}
GOOD = {
    "a.html": '<p>Call <a href="tel:116111">116 111</a>: in 2016 15% of children, <a href="sl/a.html">more</a>.</p>',
    "b.html": '<p><a href="https://example.org/tom">them</a> and <a href="https://sl.wikipedia.org/x">out</a></p>',
    "calendar.ics": "DTSTART;VALUE=DATE:20270209\r\nDTSTAMP:20261123T000000Z\r\nSUMMARY:A day\r\n",
    "data.json": json.dumps({"size": 123456, "phone": "116111"}),
    "script.js": "var x = 80123456;",
    "search-index.js": 'self.campaignSearchIndex={"pages":[],"words":"10 11 12 13 2016 201615 116111"};\n',
}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> KnownFacts:
    return known_facts(read_campaign(make_site(tmp_path_factory.mktemp("made")), None)[0])


def test_a_sheet_says_no_number_but_those_of_the_data(tmp_path: Path) -> None:
    body = "## Do this {#do-now}\n\n1. **Call** {{ helpline: si-child }}.\n2. **Wait.** In 2016 it was so.\n\n"
    body += "## Who can help {#help}\n\n{{ helplines: children }}"
    config_file = make_site(tmp_path, {"docs/en/guide.md": page_text("Guide", "guide", body, "guide")})
    build_site(config_file, tmp_path / "site")
    campaign, _, _ = read_campaign(config_file, None)
    known, numbers = known_facts(campaign), [one.display or "" for one in campaign.helplines.values()]
    sheets = sorted((tmp_path / "site").rglob("*.pdf"))
    assert sheets
    texts = [even(text_of(one.read_bytes())) for one in sheets]
    assert any("116 111" in one for one in texts)
    for text in texts:
        # A reading program puts what stands side by side into one line.
        for number in numbers:
            text = text.replace(number, "|")
        assert {digits for _, _, digits in find_numbers(text, known.words)} <= known.numbers


def test_what_has_changed_in_the_original_is_shown_as_its_readers_see_it(tmp_path: Path) -> None:
    body = "## How {#how}\n\n**Now** call {{ helpline: si-child }}, see [home](index.md)."
    report = page_text("Report", "report", body, essential="true")
    build_site(make_site(tmp_path, {"docs/en/report.md": report}), tmp_path / "site")
    notice = (tmp_path / "site/sl/report.html").read_text("utf-8").partition("c-notice--outdated")[2]
    assert "<li>Now call TOM 116 111, see home.</li>" in notice


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(text.encode())


@pytest.mark.parametrize("name", BAD)
def test_what_stands_in_no_data_is_refused(name: str, known: KnownFacts, tmp_path: Path) -> None:
    write(tmp_path, name, BAD[name])
    problems = MadeText(tmp_path, known).check(name)
    assert [one.file for one in problems] == [f"{tmp_path.name}/{name}"]
    assert all(one.found and one.expected and one.fix for one in problems)


@pytest.mark.parametrize("name", GOOD)
def test_what_stands_in_data_passes(name: str, known: KnownFacts, tmp_path: Path) -> None:
    write(tmp_path, name, GOOD[name])
    assert MadeText(tmp_path, known).check(name) == []
