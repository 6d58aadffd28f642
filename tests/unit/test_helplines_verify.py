"""`campaign helplines verify` against real servers on this computer: that lie, hang, lead on, change, send no end."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from campaign.command import main
from campaign.facts.helplines import Helpline
from campaign.facts.source import FactSource
from campaign.files import web
from campaign.files.web import MOST_BYTES, Visitor
from campaign.plugin.project import read_campaign
from campaign.writing.helpline_verify import Seen, has_number, judge, verify
from tests.site_maker import CAMPAIGN_DAY, ORIGINAL, make_site

QUOTE = "Call “116 111” – it’s free."
PAGES = {
    "/same": "<html><p>Call &#8222;116&nbsp;111&rdquo; &mdash; it's\n <b>free</b>.</p>",
    "/other-words": "<p>Our number: <a href='tel:116111'>ring us</a></p>",
    "/other-number": "<p>Call “116 112” – it’s free. Fax 3116 1112.</p><script>116 111</script><!-- 116 111 -->",
    "/empty": "",
    "/not-html": '{"number": "116111"}',
}


class Handler(BaseHTTPRequestHandler):
    """Pages as the web has them."""

    asked: list[str]

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        type(self).asked.append(path)
        if path == "/robots.txt":
            self._answer(200, "User-agent: *\nDisallow: /forbidden\n", "text/plain")
        elif path in PAGES:
            self._answer(200, PAGES[path])
        elif path.startswith("/status/"):
            self._answer(int(path[8:]), "no")
        elif path.startswith("/to/"):
            self._answer(302, "", location=path[3:] if path != "/to/circle" else "/to/circle")
        elif path == "/inside":
            self._answer(302, "", location="http://127.0.0.2:1/")
        elif path == "/file":
            self._answer(302, "", location="file:///etc/passwd")
        elif path == "/picture":
            self._answer(200, "116 111", "image/png")
        elif path == "/hangs":
            time.sleep(3)
        elif path == "/drips-before":
            self._drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000)
        elif path in ("/drips", "/endless"):
            self._stream(path)
        else:
            self._answer(404, "nothing here")

    def _answer(self, status: int, text: str, kind: str = "text/html", location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(text.encode())

    def _drip(self, content: bytes) -> None:
        with contextlib.suppress(OSError):
            for one in content:
                self.wfile.write(bytes([one]))
                time.sleep(0.05)

    def _stream(self, path: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(10**9))
        self.end_headers()
        try:
            for _ in range(1000):
                self.wfile.write(b"x" * (1_000_000 if path == "/endless" else 1))
                time.sleep(0 if path == "/endless" else 0.05)
        except OSError:
            pass


@pytest.fixture
def server() -> Iterator[str]:
    """The host and port of a server."""
    handler = type("OneHandler", (Handler,), {"asked": []})
    running = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    running.daemon_threads = True
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    running.server_close()


def visitor(server: str) -> Visitor:
    return Visitor(inner={server}, sleep=lambda _: None, seconds=0.5)


@pytest.mark.parametrize(("path", "verdict", "why"), [
    ("/same", "still there", "the page says it in the same words"),
    ("/to/same", "still there", "the page says it in the same words"),
    ("/other-words", "changed", "the page says the number in other words"),
    ("/not-html", "changed", "the page says the number in other words"),
    ("/other-number", "gone", "the number does not stand on the page"),
    ("/empty", "gone", "the number does not stand on the page"),
    ("/nowhere", "gone", "the page is not there any more (404)"),
    ("/status/410", "gone", "the page is not there any more (410)"),
    ("/status/503", "unreachable", "the page answers 503"),
    ("/status/403", "unreachable", "the page answers 403"),
    ("/to/circle", "unreachable", "it leads on more than 5 times"),
    ("/forbidden/page", "unreachable", "robots.txt asks programs not to read it"),
    ("/to/forbidden/page", "unreachable", "robots.txt asks programs not to read it"),
    ("/inside", "unreachable", "robots.txt asks programs not to read it"),
    ("/file", "unreachable", "it leads to no address of the web"),
    ("/picture", "unreachable", "it is no text (image/png)"),
    ("/hangs", "unreachable", "no whole answer within 0.5 seconds"),
    ("/drips", "unreachable", "no whole answer within 0.5 seconds"),
    ("/drips-before", "unreachable", "no whole answer within 0.5 seconds"),
])  # fmt: skip
def test_what_a_page_says(server: str, path: str, verdict: str, why: str) -> None:
    found = judge(visitor(server).read(f"http://{server}{path}"), "116111", QUOTE)
    if path == "/inside":
        assert found == ("unreachable", "it leads to an address that is not on the public internet")
    else:
        assert found == (verdict, why)


def test_a_page_without_an_end_is_read_to_its_limit(server: str) -> None:
    answer = Visitor(inner={server}, sleep=lambda _: None, seconds=30).read(f"http://{server}/endless")
    assert (answer.status, len(answer.content)) == (200, MOST_BYTES)
    assert judge(answer, "116111", QUOTE)[0] == "gone"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/", "http://localhost:1/"]
)
def test_nothing_inside_is_read(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web.socket, "create_connection", lambda *_, **__: pytest.fail("it was asked"))
    assert (
        Visitor(sleep=lambda _: None).read(url).problem == "it leads to an address that is not on the public internet"
    )


@pytest.mark.parametrize("url", ["ftp://example.org/", "http://user@127.0.0.1/", "javascript:alert(1)", "http://"])
def test_what_is_no_address_of_the_web(url: str) -> None:
    assert Visitor().read(url).problem == "it leads to no address of the web"


def test_one_request_after_the_other_and_robots_once(server: str) -> None:
    pauses: list[float] = []
    guest = Visitor(inner={server}, sleep=pauses.append, seconds=2)
    for _ in range(3):
        guest.read(f"http://{server}/same")
    assert pauses == [web.PAUSE] * 3  # robots.txt, then three pages


@pytest.mark.parametrize(("text", "phone", "is_there"), [
    ("080 888 888", "080888888", True), ("(080) 888-888", "080888888", True), ("+382 80 888 888", "080888888", True),
    ("00382 (0)80 888 888", "080888888", True), ("1080888888", "080888888", False), ("0808888889", "080888888", False),
    ("112", "112", True), ("1112", "112", False), ("112 0", "112", True), ("", "112", False),
])  # fmt: skip
def test_numbers_however_they_are_grouped(text: str, phone: str, is_there: bool) -> None:
    assert has_number(text, phone) is is_there


def contacts_at(server: str) -> list[Helpline]:
    """The campaign's own contacts, each with a page of its own at the server that says its words."""
    campaign, _, _ = read_campaign(ORIGINAL / "mkdocs.yml", CAMPAIGN_DAY)
    found = []
    for one in campaign.helplines.values():
        PAGES[f"/of/{one.id}"] = f"<title>x</title><p>{one.source.quote.replace('<', '&lt;')}</p>"
        source = FactSource(**{**vars(one.source), "url": f"http://{server}/of/{one.id}"})
        found.append(Helpline(**{**vars(one), "source": source, "url": None}))
    return found


def test_all_contacts_of_the_campaign_against_made_up_pages(server: str) -> None:
    contacts = contacts_at(server)
    told: list[Seen] = []
    first, second, third = contacts[0].id, contacts[1].id, contacts[2].id
    del PAGES[f"/of/{first}"]
    PAGES[f"/of/{second}"] = "<p>We have moved.</p>"
    found = verify(contacts, partial(Visitor, {server}, lambda _: None), told.append)
    assert len(found) == len(contacts) > 50
    assert sorted(told) == found
    verdicts = {one.id: one.verdict for one in found}
    assert (verdicts[first], verdicts[second], verdicts[third]) == ("gone", "gone", "still there")
    others = [one for one in found if one.id not in (first, second)]
    # A quote that does not hold the whole number: its figure is said there in another way.
    assert {one.verdict for one in others} <= {"still there", "gone"}
    assert sum(one.verdict == "still there" for one in others) > 0.9 * len(others)


@pytest.fixture
def campaign_folder(tmp_path: Path, server: str) -> Path:
    entry = {
        "id": "si-child", "country": "SI", "kind": "child-helpline", "name": {"en": "TOM"}, "phone": "116111",
        "display": "116 111", "source": {"url": f"http://{server}/same", "quote": QUOTE}, "checked_on": "2026-06-01",
        "checked_how": "called", "confidence": "high",
    }  # fmt: skip
    emergency = {**entry, "id": "eu-112", "country": "EU", "kind": "emergency", "phone": "112", "display": "112"}
    emergency["source"] = {"url": f"http://{server}/nowhere", "quote": "Dial 112."}
    text = yaml.safe_dump(json.loads(json.dumps([entry, emergency]))).replace("'2026-06-01'", "2026-06-01")
    make_site(tmp_path, {"docs/_data/helplines.yml": text})
    return tmp_path


def run(folder: Path, *arguments: str) -> str:
    config = str(folder / "mkdocs.yml")
    result = CliRunner().invoke(main, ["helplines", "-f", config, "--today", "2026-11-23", "verify", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_command_records_what_it_has_read_and_goes_on_where_it_was(
    campaign_folder: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaign.command.verify_helplines.Visitor", partial(visitor, server))
    assert "1 still there, 0 changed, 1 gone" in run(campaign_folder)
    contacts = campaign_folder / "docs/_data/helplines.yml"
    before = contacts.read_text("utf-8")
    # Nobody is asked again on the same day; what was found is recorded as what it is.
    monkeypatch.setattr("campaign.command.verify_helplines.Visitor", lambda: pytest.fail("asked again"))
    seen = json.loads(run(campaign_folder, "--record", "--json"))
    assert {one["id"]: one["verdict"] for one in seen} == {"si-child": "still there", "eu-112": "gone"}
    written = yaml.safe_load(contacts.read_text("utf-8"))
    assert [(str(one["checked_on"]), one["checked_how"]) for one in written] == [
        ("2026-11-23", "source read by program"), ("2026-06-01", "called"),
    ]  # fmt: skip
    assert before.count("called") == 2
    (line,) = [one for one in run(campaign_folder, "--changes").splitlines() if one.startswith("- ")]
    assert line.startswith("- eu-112 (112): gone, the page is not there any more (404). http://")


def test_a_broken_note_of_what_was_found_is_no_matter(
    campaign_folder: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaign.command.verify_helplines.Visitor", partial(visitor, server))
    for text in ("{", '{"on": "2026-11-23", "seen": [["x", "lies", "", ""]]}', "[]", '{"on": "2026-11-23"}'):
        (campaign_folder / ".cache").mkdir(exist_ok=True)
        (campaign_folder / ".cache/helplines-verify.json").write_text(text)
        assert "2 contacts: 1 still there" in run(campaign_folder)
