"""What both local servers have in common: who is answered, with what headers, and how much a stranger may send."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import SplitResult

import pytest

from campaign.files import local_server
from campaign.files.local_server import HEADERS, MAX_HEAD, LocalHandler, LocalServer, Refused, Reply


class Handler(LocalHandler):
    def get(self, path: str, url: SplitResult) -> Reply:
        if path == "/":
            return Reply(b"<p>Home", "text/html")
        if path == "/drawing.svg":
            return Reply(b"<svg/>", "image/svg+xml")
        if path == "/sound.mp3":
            return Reply(b"0123456789", "audio/mpeg")
        raise Refused(404, f"There is no {path}.")

    def post(self, path: str) -> Reply:
        if self.headers.get("Authorization") != "key":
            raise Refused(401, "Nobody knows you.")
        return Reply(self.read_body(1_000))


@pytest.fixture
def server() -> Iterator[LocalServer]:
    server = LocalServer(0, Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def send(server: LocalServer, *lines: str, body: bytes = b"", host: str = "") -> bytes:
    """Send a request as it is; everything that is answered until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=30) as connection:
        host = host or f"127.0.0.1:{server.server_port}"
        head = "\r\n".join([*lines, f"Host: {host}", "", ""])
        connection.sendall(head.encode("latin-1") + body)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def status(answer: bytes) -> int:
    return int(answer.split()[1])


def headers(answer: bytes) -> dict[str, str]:
    lines = answer.partition(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
    return {name: value for name, _, value in (one.partition(": ") for one in lines)}


@pytest.mark.parametrize(
    ("line", "expected"),
    [("GET / HTTP/1.1", 200), ("GET /", 200), ("GET /nothing HTTP/1.1", 404),
     ("POST / HTTP/1.1", 401), ("PUT / HTTP/1.1", 501),
     ("GET / HTTP/9.9", 505), ("GET / HTTP/x", 400), ("GET /%ff HTTP/1.1", 400), ("GET /a%00b HTTP/1.1", 400),
     ("GET http://[ HTTP/1.1", 400), ("GET nowhere HTTP/1.1", 400), ("GET /%0d%0aSet-Cookie:x HTTP/1.1", 400)],
)  # fmt: skip
def test_every_answer_is_closed_to_others(
    server: LocalServer, capfd: pytest.CaptureFixture[str], line: str, expected: int
) -> None:
    answer = send(server, line)
    assert status(answer) == expected
    assert HEADERS.items() <= headers(answer).items()
    assert "Access-Control-Allow-Origin" not in headers(answer)
    assert capfd.readouterr().err == ""


def test_the_headers_are_those_that_close() -> None:
    assert HEADERS["Cross-Origin-Resource-Policy"] == "same-origin"
    assert HEADERS["X-Content-Type-Options"] == "nosniff"
    assert HEADERS["X-Frame-Options"] == "DENY" and "frame-ancestors 'none'" in HEADERS["Content-Security-Policy"]


def test_a_drawing_that_is_opened_alone_can_run_nothing(server: LocalServer) -> None:
    policy = headers(send(server, "GET /drawing.svg HTTP/1.1"))["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and policy.endswith("sandbox")
    assert "script-src" not in policy and "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    ("wanted", "expected", "content", "said"),
    [("bytes=0-", 206, b"0123456789", "bytes 0-9/10"), ("bytes=4-6", 206, b"456", "bytes 4-6/10"),
     ("bytes=8-99", 206, b"89", "bytes 8-9/10"), ("bytes=-3", 206, b"789", "bytes 7-9/10"),
     ("bytes=-99", 206, b"0123456789", "bytes 0-9/10"), ("bytes=10-", 416, b"", "bytes */10"),
     ("bytes=-0", 416, b"", "bytes */10"), ("bytes=6-4", 200, b"0123456789", None),
     ("bytes=0-1,4-5", 200, b"0123456789", None), ("bytes=-", 200, b"0123456789", None),
     (f"bytes={'9' * 5000}-", 200, b"0123456789", None), ("minutes=1-2", 200, b"0123456789", None)],
)  # fmt: skip
def test_a_player_can_go_on_elsewhere_in_a_recording(
    server: LocalServer, wanted: str, expected: int, content: bytes, said: str | None
) -> None:
    answer = send(server, "GET /sound.mp3 HTTP/1.1", f"Range: {wanted}", "Connection: close")
    assert (status(answer), answer.partition(b"\r\n\r\n")[2]) == (expected, content)
    assert headers(answer).get("Content-Range") == said
    assert headers(answer)["Content-Length"] == str(len(content))
    # Whoever wants a part only of the very file it knows gets all of it: here no file has a mark.
    known = send(server, "GET /sound.mp3 HTTP/1.1", f"Range: {wanted}", 'If-Range: "1"', "Connection: close")
    assert status(known) == 200


def test_only_its_own_name_is_answered(server: LocalServer) -> None:
    for host in ("evil.example", f"evil.example:{server.server_port}", "127.0.0.1", "127.0.0.1:1"):
        assert status(send(server, "GET / HTTP/1.1", host=host)) == 421


FETCHES = {
    ("same-origin", "cors", "empty"): 200,
    ("none", "navigate", "document"): 200,
    ("cross-site", "navigate", "document"): 200,
    ("cross-site", "no-cors", "script"): 403,
    ("same-site", "no-cors", "image"): 403,
    ("same-site", "cors", "empty"): 403,
    ("cross-site", "navigate", "iframe"): 403,
}
"""(site, mode, what for) as browsers say it: of a page of its own, of a typed address, of a link elsewhere; others."""


@pytest.mark.parametrize("fetch", FETCHES)
def test_pages_of_other_origins_read_nothing(server: LocalServer, fetch: tuple[str, str, str]) -> None:
    lines = [f"Sec-Fetch-{name}: {value}" for name, value in zip(("Site", "Mode", "Dest"), fetch, strict=True)]
    assert status(send(server, "GET / HTTP/1.1", *lines)) == FETCHES[fetch]
    assert status(send(server, "POST / HTTP/1.1", *lines)) == (403 if fetch[0].endswith("site") else 401)


def test_pages_of_other_origins_are_told_by_their_origin_too(server: LocalServer) -> None:
    own = f"http://127.0.0.1:{server.server_port}"
    assert status(send(server, "GET / HTTP/1.1", f"Origin: {own}")) == 200
    for other in ("null", "https://evil.example", "http://127.0.0.1:1", own.replace("http", "https")):
        assert status(send(server, "GET / HTTP/1.1", f"Origin: {other}")) == 403


# ---- how much a stranger may send ----------------------------------------------------------------------------------


def test_without_the_key_no_body_is_read(server: LocalServer) -> None:
    """The answer comes before a single byte of the body: nothing waits for it, and nothing keeps it."""
    connections = []
    for _ in range(6):
        connection = socket.create_connection(("127.0.0.1", server.server_port), timeout=30)
        connection.sendall(
            f"POST / HTTP/1.1\r\nHost: 127.0.0.1:{server.server_port}\r\nContent-Length: 50000000\r\n\r\n".encode()
        )
        connections.append(connection)
    for connection in connections:
        answer = b"".join(iter(lambda one=connection: one.recv(65_536), b""))
        assert status(answer) == 401 and headers(answer)["Connection"] == "close"
        connection.close()


def test_what_follows_an_unread_body_is_no_request(server: LocalServer) -> None:
    answer = send(server, "POST / HTTP/1.1", "Content-Length: 5", body=b"GET / HTTP/1.1\r\n\r\n")
    assert answer.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize(
    ("line", "expected"),
    [("Content-Length: 3", 200), ("Content-Length: 1000", 400), ("Content-Length: 1001", 413),
     (f"Content-Length: {'9' * 6_000}", 413), ("Content-Length: -1", 400), ("Content-Length: ٣", 400),
     ("Content-Length: x", 400), ("Transfer-Encoding: chunked", 411)],
)  # fmt: skip
def test_a_body_has_the_length_that_is_said(
    server: LocalServer, capfd: pytest.CaptureFixture[str], line: str, expected: int
) -> None:
    line = line.encode().decode("latin-1")
    answer = send(server, "POST / HTTP/1.1", "Authorization: key", line, body=b"abc")
    assert status(answer) == expected
    assert expected != 200 or answer.endswith(b"\r\n\r\nabc")
    assert capfd.readouterr().err == ""


def test_whoever_waits_before_sending_a_body_is_told_to_go_on(server: LocalServer) -> None:
    lines = ("POST / HTTP/1.1", "Content-Length: 3", "Expect: 100-continue")
    assert send(server, *lines, "Authorization: key", body=b"abc").startswith(
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200"
    )
    assert status(send(server, *lines)) == 401


def test_endless_headers_are_not_listened_to(server: LocalServer, capfd: pytest.CaptureFixture[str]) -> None:
    lines = [f"X-{number}: {'x' * 1_000}" for number in range(MAX_HEAD // 1_000)]
    assert send(server, "GET / HTTP/1.1", *lines[:10]).startswith(b"HTTP/1.1 200")
    # Or closed while we are still sending.
    with suppress(ConnectionError):
        assert send(server, "GET / HTTP/1.1", *lines, "X-Last: " + "x" * 2_000) == b""
    assert capfd.readouterr().err == ""


def test_whoever_says_nothing_is_not_waited_for(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_server, "PATIENCE", 0.2)
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=30) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n")
        assert connection.recv(1) == b""


def test_so_many_connections_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_server, "MAX_CONNECTIONS", 2)
    server = LocalServer(0, Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    held = []
    for _ in range(2):
        connection = socket.create_connection(("127.0.0.1", server.server_port), timeout=30)
        connection.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{server.server_port}\r\n\r\n".encode())
        assert connection.recv(1) == b"H"
        held.append(connection)
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=30) as further:
        assert further.recv(1) == b""
    for connection in held:
        connection.close()
    server.shutdown()
    server.server_close()


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="needs Linux, and another user")
@pytest.mark.parametrize(("user", "expected"), [(0, "200"), (12345, "")])
def test_other_users_of_the_computer_are_not_listened_to(server: LocalServer, user: int, expected: str) -> None:
    request = f"GET / HTTP/1.0\r\nHost: 127.0.0.1:{server.server_port}\r\n\r\n"
    program = (
        f"import os, socket; os.setuid({user})\n"
        f"one = socket.create_connection(('127.0.0.1', {server.server_port}))\n"
        f"one.sendall({request.encode()!r})\n"
        "print(*one.makefile('rb').readline().split()[1:2])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ran.stdout.replace("b", "").strip().strip("'") == expected
