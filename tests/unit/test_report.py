"""`campaign report`: what is counted of a log, what is never shown, and what becomes of bad input."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from campaign.command import main
from campaign.report import logs as log_reader
from campaign.report.crawlers import crawler_finder
from campaign.report.figures import FEW, shown, tabulate, total
from campaign.report.logs import Share, read_blocks
from tests.site_maker import make_site

BROWSER = (
    "Mozilla/5.0 (Linux; Android 9; SM-A105F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"
)
CRAWLER = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
ADDRESS = "203.0.113.77"


def line(target: str, status: int = 200, program: str = BROWSER, day: str = "10/Nov/2026", method: str = "GET") -> str:
    request = f'"{method} {target} HTTP/1.1" {status} 512'
    return f'{ADDRESS} - eve [{day}:23:59:59 +0100] {request} "https://x.org/me" "{program}"'


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site(tmp_path_factory.mktemp("counted"))


def run(config: Path, *arguments: str | Path, today: str = "2026-11-23") -> Result:
    return CliRunner().invoke(main, ["report", *map(str, arguments), "-f", str(config), "--today", today])


def report(config: Path, lines: Sequence[str], *arguments: str | Path) -> dict:
    log = config.parent / "access.log"
    log.write_text("".join(one + "\n" for one in lines), "utf-8")
    result = run(config, log, "--json", *arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_what_is_opened_is_counted_by_language_and_way(config: Path) -> None:
    found = report(
        config,
        [
            *[line("/guide.html")] * 12, *[line("/guide")] * 3, *[line("/sl/guide.html?x=1", 304)] * 10,
            *[line("/go/guide/?e=7&w=p")] * 11, *[line("/go/guide/")] * 10, *[line("/go/guide/?w=somebody")] * 10,
            *[line("/kits/guide/en/poster-a4.pdf")] * 20, *[line("/sl/report.html")] * 14,
            line("/assets/campaign.css"), line("/guide.html", 206), line("/guide.html", method="POST"),
        ],
    )  # fmt: skip
    tables = found["tables"]
    assert tables["guides"]["guide"] == {"en": 15, "sl": 10, "together": 25}
    assert tables["ways"]["guide"] == {"p": 11, "none": 20, "together": 31}
    assert tables["sheets"]["guide"] == {"poster-a4.pdf": 20, "together": 20}
    assert tables["sheet_languages"]["poster-a4.pdf"] == {"en": 20, "together": 20}
    assert tables["pages"]["report"] == {"sl": 14, "together": 14}
    assert tables["periods"]["2026-11"]["together"] == 25 + 31 + 20 + 14


def test_crawlers_are_left_out(config: Path) -> None:
    found = report(config, [*[line("/guide.html", program=CRAWLER)] * 20, *[line("/guide.html", program="-")] * 20])
    assert (found["tables"], found["crawlers_left_out"]) == ({}, 40)


def test_every_example_in_the_list_of_crawlers_is_one_and_browsers_are_none() -> None:
    from crawleruseragents import CRAWLER_USER_AGENTS_DATA

    is_crawler = crawler_finder()
    assert [
        one for entry in CRAWLER_USER_AGENTS_DATA for one in entry.get("instances", ()) if not is_crawler(one)
    ] == []
    assert not is_crawler(BROWSER)
    assert not is_crawler("Mozilla/5.0 (iPhone; CPU iPhone OS 15_6 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1")


def test_fewer_than_ten_are_never_told(config: Path) -> None:
    lines = [*[line("/guide.html")] * 9, *[line("/sl/guide.html")] * 30, *[line("/private/eve", 404)] * 9]
    found = report(config, lines)
    few = {"fewer_than": 10}
    # The total would say it too: it is a bound.
    assert found["tables"]["guides"]["guide"] == {"en": few, "sl": 30, "together": {"at_least": 30}}
    assert found["not_found"] == []
    out, page = config.parent / "report.csv", config.parent / "report.html"
    result = run(config, config.parent / "access.log", "--csv", out, "--html", page)
    assert "< 10" in result.output
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8"))))
    assert {"table": "guides", "row": "guide", "column": "en", "count": "<10"} in rows
    assert "<td>fewer than ten</td>" in page.read_text("utf-8")
    for text in (result.output, out.read_text("utf-8"), page.read_text("utf-8")):
        assert not re.search(r"\b9\b", re.sub(r"2026-?\d*|<style>.*?</style>", "", text, flags=re.DOTALL))


def test_nothing_of_a_reader_is_written(config: Path) -> None:
    lines = [
        line("/guide.html"),
        line("/%20/?name=eve", 404),
        "203.0.113.77 what is this",
        line("/sl/guide.html", day="x"),
    ]
    out = config.parent / "private"
    report(config, lines * 20)
    log = config.parent / "access.log"
    result = run(config, log, "--csv", out / "r.csv", "--html", out / "r.html")
    texts = [result.output, *(one.read_text("utf-8") for one in out.iterdir())]
    for secret in (ADDRESS, "203.0", "eve", "x.org", "SM-A105F", "Android"):
        assert not [text for text in texts if secret in re.sub(r"[a-z]*eve[a-z]+|[a-z]+eve", "", text)], secret


def test_addresses_that_are_not_there_are_named_without_what_was_typed_behind_them(config: Path) -> None:
    asked = ["/old/guide.html?name=eve", "/wp-login.php", "/.env", "/wp-admin/", "/sl/old/", "/x" * 200]
    found = report(config, [line(one, 404) for one in asked for _ in range(11)])
    assert found["not_found"] == [{"address": "/old/guide.html", "count": 11}, {"address": "/sl/old/", "count": 11}]


def test_addresses_that_are_programs_are_text(config: Path, tmp_path: Path) -> None:
    asked = ["/<script>alert(1)</script>/", "/=1+1/", "/\x1b[31mred/", "/\u202eback/"]
    paths = tmp_path / "report.html", tmp_path / "report.csv"
    log = tmp_path / "access.log"
    log.write_text("".join(line(one, 404) + "\n" for one in asked for _ in range(11)), "utf-8")
    result = run(config, log, "--html", paths[0], "--csv", paths[1])
    assert result.exit_code == 0, result.output
    page, table = (path.read_text("utf-8") for path in paths)
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in csv.reader(table.splitlines()) for cell in row)
    for text in (result.output, page, table):
        assert "\x1b" not in text and "\u202e" not in text


@pytest.mark.parametrize(("by", "names"), [
    ("week", ["2025-W36", "2026-W46"]), ("month", ["2025-09", "2026-11"]), ("school-year", ["2025/26", "2026/27"]),
])  # fmt: skip
def test_periods(config: Path, by: str, names: list[str]) -> None:
    found = report(config, [line("/guide.html", day=day) for day in ("01/Sep/2025", "10/Nov/2026")], "--by", by)
    assert [one for one in found["tables"]["periods"] if one != "together"] == names
    assert (found["from"], found["until"]) == (names[0], names[1])


def test_days_that_are_not_wanted_and_days_that_cannot_be(config: Path) -> None:
    days = ["09/Nov/2026", "10/Nov/2026", "11/Nov/2026", "01/Jan/2031", "30/Feb/2026", "01/Jan/1970"]
    log = config.parent / "days.log"
    log.write_text("".join(line("/guide.html", day=day) + "\n" for day in days for _ in range(10)), "utf-8")
    result = run(config, log, "--json", "--from", "2026-11-10", "--until", "2026-11-10")
    assert json.loads(result.stdout)["tables"]["guides"]["guide"]["together"] == 10
    assert "30 lines of a day that was not yet" in result.output


CADDY = (
    '{"level":"info","ts":%s,"logger":"http.log.access","msg":"handled request","request":{"remote_ip":"203.0.113.77",'
    '"proto":"HTTP/2.0","method":"GET","host":"example.org","uri":"/guide.html","headers":{"User-Agent":["%s"]}},'
    '"bytes_read":0,"duration":0.0004,"size":3000,"status":200}'
)
OTHER_FORMS = {
    "common": f'{ADDRESS} - - [10/Nov/2026:12:00:00 +0100] "GET /guide.html HTTP/1.1" 200 5',
    "with the host": "example.org:443 " + line("/guide.html"),
    "over IPv6": line("/guide.html").replace(ADDRESS, "2001:db8::1"),
    "without anybody": line("/guide.html").replace(f"{ADDRESS} - eve", "- - -"),
    "a quotation mark in the name": line("/guide.html", program=BROWSER + r" \"x\""),
    "more behind it": line("/guide.html") + ' "203.0.113.9" 0.004',
    "whole address": line("https://example.org/guide.html"),
    "caddy": CADDY % ("1793890800.25", BROWSER),
    "caddy, readable times": CADDY % ('"2026-11-10T12:00:00.000+0100"', BROWSER),
}


# As the makers' own documentation has them, with another address and page.
IIS = "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2026-11-10 00:00:00\r\n"
IIS += (
    "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) "
    "sc-status sc-substatus sc-win32-status time-taken\r\n"
)
CLOUDFRONT = (
    "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status "
    "cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie)\n"
)
STORAGE = (
    '"time_micros","c_ip","c_ip_type","c_ip_region","cs_method","cs_uri","sc_status","cs_bytes","sc_bytes",'
    '"time_taken_micros","cs_host","cs_referer","cs_user_agent","s_request_id","cs_operation","cs_bucket","cs_object"\n'
)
FORMS_WITH_HEADS = {
    "IIS": (
        IIS,
        f"2026-11-10 12:00:00 10.0.0.5 GET %s - 443 - {ADDRESS} {BROWSER.replace(' ', '+')} - 200 0 0 15\r\n",
    ),
    "CloudFront": (
        CLOUDFRONT,
        f"2026-11-10\t12:00:00\tVIE50\t900\t{ADDRESS}\tGET\td1.example.net\t%s\t200\t-\t"
        f"{BROWSER.replace(' ', '%20')}\t-\t-\n",
    ),
    "Cloud Storage": (
        STORAGE,
        f'"1794312000000000","{ADDRESS}","1","","GET","%s","200","1","9","9","x","","{BROWSER}","a","GET","b","c"\n',
    ),
    "a load balancer": (
        "",
        f"h2 2026-11-10T12:00:00.186641Z app/lb/50dc {ADDRESS}:2817 10.0.0.1:80 0.000 0.001 0.000 200 200 34 366 "
        f'"GET https://example.org:443%s HTTP/2.0" "{BROWSER}" ECDHE-RSA TLSv1.2 arn:aws:x - -\n',
    ),
    "S3": (
        "",
        f"79a59df900 bucket [10/Nov/2026:12:00:00 +0000] {ADDRESS} arn:x 3E57 REST.GET.OBJECT guide.html "
        f'"GET %s HTTP/1.1" 200 - 113 113 7 6 "-" "{BROWSER}" - s9l SigV4\n',
    ),
    "Squid": (
        "",
        f"1794312000.603    310 {ADDRESS} TCP_MISS/200 1016 GET http://example.org%s - DIRECT/10.0.0.1 text\n",
    ),
}


@pytest.mark.parametrize("form", FORMS_WITH_HEADS)
def test_other_forms_that_goaccess_has_a_name_for(config: Path, form: str) -> None:
    head, entry = FORMS_WITH_HEADS[form]
    log = config.parent / "other.log"
    guide, other = (entry.replace("%s", one) for one in ("/guide.html", "/sl/report.html"))
    text = head + guide * 12 + head + other * 11 + entry.replace("%s", "/x\x01y") + "?\n"
    log.write_bytes(text.encode())
    result = run(config, log, "--json")
    assert result.exit_code == 0, result.output
    tables = json.loads(result.stdout)["tables"]
    assert tables["guides"]["guide"] == {"en": 12, "together": 12}
    assert tables["pages"]["report"] == {"sl": 11, "together": 11}
    assert tables["periods"]["2026-11"]["together"] == 23
    assert "1 lines are in no format that is known" in result.stderr and ADDRESS not in result.output


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_below_its_head_each_line_is_read_once_whatever_the_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    head, entry = FORMS_WITH_HEADS["IIS"]
    log = tmp_path / "log"
    log.write_text(head + "".join(entry.replace("%s", f"/{number}") for number in range(200)), "utf-8")
    monkeypatch.setattr(log_reader, "BLOCK", 1024)
    blocks = [one for number in range(processes) for one in read_blocks(Share(log, number, processes), "UTC")]
    assert sorted(int(one[2][1:]) for block in blocks for one in block.lines) == [*range(200)]
    assert not any(one.unread for one in blocks)


@pytest.mark.parametrize("form", OTHER_FORMS)
def test_forms_of_logs(config: Path, form: str) -> None:
    found = report(config, [OTHER_FORMS[form]] * 10)
    assert found["tables"]["guides"]["guide"]["together"] == 10


def test_a_log_that_names_no_program_says_so(config: Path) -> None:
    report(config, [OTHER_FORMS["common"]] * 10)
    assert "The records do not say which program asked" in run(config, config.parent / "access.log").output


def test_packed_mixed_and_cut_logs(config: Path) -> None:
    folder = config.parent / "packed"
    folder.mkdir()
    text = "".join(f"{one}\n" for one in [*OTHER_FORMS.values(), "not a line of a log", '{"half": '] * 10).encode()
    packed = {"a.gz": gzip.compress(text), "b.bz2": bz2.compress(text), "c.xz": lzma.compress(text), "d.log": text,
              "e.gz": gzip.compress(text)[:-40]}  # fmt: skip
    for name, data in packed.items():
        (folder / name).write_bytes(data)
    result = run(config, *sorted(folder.iterdir()), folder / "d.log", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["tables"]["guides"]["guide"]["together"] >= 4 * 90
    assert "e.gz: the file is cut off or damaged" in result.stderr
    assert "d.log: 20 lines are in no format that is known; the first is line 10." in result.stderr


def test_logs_that_are_not_there(config: Path) -> None:
    result = run(config, config.parent / "none.log", config.parent / "docs")
    assert result.exit_code == 1
    assert "there is no such file" in result.output
    assert "this is a folder" in result.output
    assert "Traceback" not in result.output


def test_a_log_from_another_program(config: Path) -> None:
    lines = "".join(f"{line('/guide.html')}\n" for _ in range(10))
    result = CliRunner().invoke(
        main, ["report", "-", "--json", "-f", str(config), "--today", "2026-11-23"], input=lines
    )
    assert json.loads(result.stdout)["tables"]["guides"]["guide"]["together"] == 10


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_each_line_is_read_once_whatever_the_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    log = tmp_path / "log"
    targets = [f"/{number}/{'x' * (number % 90)}" for number in range(400)]
    log.write_text("\n".join(map(line, targets)), "utf-8")
    for block in (200, 333, 4096):
        monkeypatch.setattr(log_reader, "BLOCK", block)
        found = [
            one[2].decode()
            for number in range(processes)
            for piece in read_blocks(Share(log, number, processes), "UTC")
            for one in piece.lines
        ]
        # A line that is longer than a block is none that can be read.
        assert len(set(found)) == len(found)
        assert {*found} <= {*targets}
        if block > 333:
            assert sorted(found) == sorted(targets)


def test_a_line_without_an_end_takes_no_memory_and_no_time(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(b"1.2.3.4 - - [" * 400_000 + b"\n" + line("/guide.html").encode() + b"\n")
    blocks = list(read_blocks(Share(log), "UTC"))
    assert [one[2] for block in blocks for one in block.lines] == [b"/guide.html"]
    assert max(sum(map(len, one)) for block in blocks for one in block.lines) < 300


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_a_total_never_tells_a_hidden_count(counts: list[int]) -> None:
    figure = total(counts)
    hidden = [one for one in counts if 0 < one < FEW]
    if not figure.sign:
        assert figure.number == sum(counts)
        assert len(hidden) != 1 or sum(counts) < FEW
    elif figure.sign == "≥":
        assert figure.number <= sum(counts)
    else:
        assert sum(counts) < FEW


def test_tables_stand_in_order_and_leave_out_what_is_empty() -> None:
    table = tabulate("guides", {("a", "en"): 10, ("b", "en"): 20, ("b", "sl"): 0}, ["en", "sl"])
    assert table is not None
    assert (table.columns, [row.key for row in table.rows]) == (("en",), ["b", "a"])
    assert tabulate("guides", {}, ["en"]) is None
    assert shown(0).as_text() == "0"
