"""The questionnaire: its sheet, the table a school counts in, and what the report makes of it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

from campaign.checks.questions import check_questions
from campaign.command import main
from campaign.kits.files import ANSWERS, QUESTIONNAIRE, Kit, all_kits
from campaign.kits.press import Press
from campaign.kits.questionnaire import render_answers
from campaign.plugin.project import read_campaign
from campaign.views.views import Views
from tests.site_maker import make_site, page_text

TWO = """Some words.

## The questions {#questions}

### Was it easy to understand? {#clear}

- Yes
- No

### Have you talked about it? {#talked}

- Yes
- Not yet
- No

## Then {#then}

### No question {#none}

- No answer
"""
SHEETS = {"kind": "activity", "minutes": "10", "sheets": "[questionnaire.pdf, answers.csv]"}
FILES = {
    "docs/en/feedback.md": page_text("What did you think?", "feedback", TWO, **SHEETS),
    "docs/en/games.md": page_text("Games together", "games"),
}


def with_pages(config: Path) -> Path:
    """The pages stand in the navigation, as what has a kit does."""
    text = config.read_text("utf-8")
    config.write_text(text.replace("guide.md]", "guide.md, feedback.md, games.md]"), "utf-8")
    return config


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_pages(make_site(tmp_path_factory.mktemp("asked"), FILES))


def kit_of(config: Path) -> tuple[Views, Kit]:
    views = Views(read_campaign(config, None)[0])
    return views, next(one for one in all_kits(views.campaign) if one.page.meta.id == "feedback")


def table(config: Path, counts: dict[tuple[str, str], tuple[int, ...]], page: str = "", day: str = "2026-11-20") -> str:
    """The kit's table with these counts of pupils, families and staff typed into it."""
    views, kit = kit_of(config)
    head, *rows = csv.reader(io.StringIO(render_answers(views, kit)))
    for row in rows:
        row[5:] = map(str, counts.get((row[2], row[3]), ("", "", "")))
    rows[0][:2] = page, day
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue()


COUNTS = {
    ("sheets", ""): (25, 12, 3), ("clear", "1"): (20, 12, 3), ("clear", "2"): (5, 0, 0),
    ("talked", "1"): (10, 10, 0), ("talked", "3"): (15, 2, 0),
}  # fmt: skip


def run(config: Path, *tables: str | bytes, options: tuple[str, ...] = ("--json",)) -> Result:
    names = []
    for number, text in enumerate(tables):
        path = config.parent / f"table-{number}.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        names += ["--answers", str(path)]
    return CliRunner().invoke(main, ["report", *names, "-f", str(config), "--today", "2026-11-23", *options])


def test_a_table_as_the_kit_has_it_becomes_the_same_report(config: Path) -> None:
    text = table(config, COUNTS, "https://example.org/go/games/")
    result = run(config, text, text, options=("--json", "--by", "school-year"))
    assert result.exit_code == 0, result.output
    tables = json.loads(result.stdout)["tables"]
    few = {"fewer_than": 10}
    assert tables["sheets_back"]["2026/27"] == {
        "pupils": 50,
        "families": 24,
        "staff": few,
        "together": {"at_least": 74},
    }
    assert tables["sheets_about"]["games"]["pupils"] == 50
    assert tables["answers-clear"]["1"] == {"pupils": 40, "families": 24, "staff": few, "together": {"at_least": 64}}
    assert tables["answers-clear"]["2"]["pupils"] == 10
    assert "2" not in tables["answers-talked"], "nobody ticked it"


@pytest.mark.parametrize("code", ["en", "sl"])
def test_the_page_the_terminal_and_the_spreadsheet_say_it_in_words(config: Path, code: str) -> None:
    log = config.parent / "access.log"
    line = (
        '192.0.2.1 - - [20/Nov/2026:12:00:00 +0100] "GET /games.html HTTP/1.1" 200 9 "-" "Mozilla/5.0 Firefox/140.0"\n'
    )
    log.write_text(line * 12)
    page, spreadsheet = config.parent / "r.html", config.parent / "r.csv"
    options = (str(log), "--html", str(page), "--csv", str(spreadsheet), "--language", code)
    result = run(config, table(config, COUNTS), options=options)
    assert result.exit_code == 0, result.output
    for text in (result.output, page.read_text("utf-8")):
        assert "Was it easy to understand?" in text and "Not yet" not in text
        assert "Games together" in text, "the log is in the same report"
    rows = list(csv.DictReader(io.StringIO(spreadsheet.read_text("utf-8"))))
    assert {"table": "answers-clear", "row": "1", "column": "pupils", "count": "20"} in rows
    assert {"table": "sheets_about", "row": "none", "column": "staff", "count": "<10"} in rows


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(",", ";").encode("utf-8-sig"),
        lambda text: text.replace(",", "\t").encode("utf-16"),
        lambda text: text.replace("\r\n", "\n").replace("Yes", "Ä").encode("cp1252"),
        lambda text: text.replace("2026-11-20", "20. 11. 2026").encode(),
        lambda text: text.replace("pupils,families,staff", "Pupils, families ,STAFF").encode(),
        lambda text: ("\r\n" + text + ",,,,,,,\r\n").encode(),
        lambda text: text.replace("page,", "note,").encode(),
    ],
)
def test_tables_however_a_spreadsheet_saves_them(config: Path, change: object) -> None:
    result = run(config, change(table(config, COUNTS)))  # type: ignore[operator]
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["tables"]["answers-clear"]["1"]["pupils"] == 20


def test_several_groups_stand_below_each_other(config: Path) -> None:
    first, second = table(config, COUNTS, "Games together"), table(config, COUNTS, "", "")
    result = run(config, first + second.partition("\n")[2])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["tables"]["sheets_about"]["games"]["pupils"] == 50


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",25,12,3", ",20,12,3", "line 4, pupils: 25 ticks at “clear” on 20 sheets (line 2)"),
        (",25,12,3", ",25,twelve,3", "line 2, families: “twelve”"),
        (",25,12,3", ",25,-1,3", "line 2, families: “-1”"),
        (",25,12,3", ",25,12,9999999999999999999", "line 2, staff"),
        ("2026-11-20", "2027-11-20", "line 2, day: 2027-11-20 has not been yet"),
        ("2026-11-20", "11/20/2026", "line 2, day: “11/20/2026” is no day"),
        ("2026-11-20", "", "line 2, day: no day"),
        (",clear,1", ",claer,1", "did you mean “clear”?"),
        (",clear,1", ",clear,3", "line 3, answer: “3” at clear"),
        (",clear,1", ",clear,٣", "line 3, answer: “٣” at clear"),
        (",clear,2", ",clear,1", "stands here twice"),
        (",sheets,", ",clear,", "stands before it"),
        ("question,", "", "the first line lacks question"),
        (",2026-11-20", "gmaes,2026-11-20", "did you mean “games”?"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(config: Path, old: str, new: str, said: str) -> None:
    text = table(config, COUNTS)
    assert old in text
    result = run(config, text.replace(old, new, 1))
    assert result.exit_code == 1 and said in result.output, result.output
    assert "table-0.csv" in result.output and "Traceback" not in result.output


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the first line lacks"),
        (b"PK\x03\x04 and so on", "a workbook of a spreadsheet program"),
        (b"a\x00b", "this is no text"),
        (b"x" * 5_000_001, "larger than 5 MB"),
        (b'day,question,answer,pupils,families,staff\n"' + b"y" * 200_000, "field larger than field limit"),
    ],
)
def test_what_is_no_table_is_refused(config: Path, content: bytes, said: str) -> None:
    result = run(config, content)
    assert result.exit_code == 1 and said in result.output, result.output


def test_an_empty_table_a_missing_file_and_nothing_at_all(config: Path) -> None:
    assert "no count is typed in" in run(config, table(config, {})).output
    asked = ["report", "-f", str(config), "--answers"]
    assert "No such file" in CliRunner().invoke(main, [*asked, "nowhere.csv"]).output
    assert "Name a log, or a table" in CliRunner().invoke(main, asked[:-1]).output


def test_all_that_is_wrong_is_said_at_once(config: Path) -> None:
    text = table(config, COUNTS).replace(",clear,1", ",claer,1").replace("2026-11-20", "soon")
    output = run(config, text, "no table").output
    assert "claer" in output and "soon" in output and "table-1.csv" in output


def test_a_campaign_without_a_questionnaire_says_so(tmp_path: Path) -> None:
    result = run(make_site(tmp_path), "day,question")
    assert result.exit_code == 1 and "this campaign has no questionnaire" in result.output


def test_the_sheet_has_every_question_a_number_and_its_edition(config: Path) -> None:
    views, kit = kit_of(config)
    document = pypdfium2.PdfDocument(io.BytesIO(Press(views).render(kit, QUESTIONNAIRE)))
    (text,) = (" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    for wanted in ("1. Was it easy to understand?", "2. Have you talked about it?", "Not yet", "Pupil", "name"):
        assert wanted in text
    assert "No question" not in text
    assert ANSWERS in kit.files


def test_what_cannot_be_counted_is_named(tmp_path: Path) -> None:
    bad = TWO.replace(" {#talked}", "").replace("- Yes\n- No\n", "- Yes\n")
    files = {
        **FILES,
        "docs/en/feedback.md": page_text("What did you think?", "feedback", bad, **SHEETS),
        "docs/sl/feedback.md": page_text(
            "Kaj menite?", "feedback", TWO.replace("- Not yet\n", ""), translated_by="machine"
        ),
        "docs/en/second.md": page_text("A second one", "second", TWO, **SHEETS),
    }
    found = [(one.file, one.found) for one in check_questions(read_campaign(make_site(tmp_path, files), None)[0])]
    assert ("docs/en/feedback.md", "answers to “Was it easy to understand?”: 1") in found
    assert ("docs/en/feedback.md", "the question “Have you talked about it?” has no id") in found
    assert any(file == "docs/en/second.md" for file, _ in found)
    assert any(file == "docs/sl/feedback.md" and ": 2" in text for file, text in found)
