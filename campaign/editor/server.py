"""The editor over http, for the person at this computer and nobody else.

Three secrets, made anew at every start, say who that is:

- a *code* stands in the address that is printed and opened. It is good once: other programs see addresses;
- for it the page gets the *key*, which every call has to show in a header. No cookie stands for it;
- a *cookie*, which is good for reading the editor's own files and the preview, and for nothing else: browsers send it
  to every port of this computer.

The preview of the site is served from a port of its own, so that nothing in it is of one origin with the calls.
"""

from __future__ import annotations

import hmac
import json
import mimetypes
import secrets
import threading
from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs

from pydantic import ValidationError

from campaign.editor.git_host import GitHost
from campaign.files.local_server import LocalHandler, LocalServer, Refused, Reply

MAX_REQUEST = 60_000_000
TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm", ".woff2": "font/woff2",
         ".yml": "text/yaml", ".ics": "text/calendar"}  # fmt: skip
_CLOSED = (
    "<!doctype html><meta charset=utf-8><title>Editor</title>"
    "<p>An address opens the editor once, in one browser. Open the one that <code>campaign edit</code> printed last."
)
_API = "/api/v1/"

Action = Callable[[Mapping[str, Any]], Any]


class EditorServer(LocalServer):
    """Serves `files` (path → bytes) below `/edit/`, the Git host and some actions; from another port the site, as
    `shown` says: from a path below its root to what stands there, or None.

    `actions` are answered at `/do/<name>`: a function from the request's JSON to the answer's. `on_entered` is called
    when somebody has used the address, which is another one then.
    """

    def __init__(self, port: int):
        # First: a server whose port is taken closes itself, and the preview with it.
        self.preview = _PreviewServer(self)
        super().__init__(port, _Handler)
        self.key, self.reading, self._code = (secrets.token_urlsafe(24) for _ in range(3))
        self.cookie = f"campaign-read-{self.server_port}"
        self.files: Mapping[str, bytes] = {}
        self.shown: Callable[[str], Reply | None] = lambda _: None
        self.host: GitHost | None = None
        self.actions: Mapping[str, Action] = {}
        self.on_entered: Callable[[], None] = lambda: None
        self._lock = threading.Lock()

    @property
    def address(self) -> str:
        """The address to open; good once, and another one afterwards."""
        return f"{self.origin}/edit/?code={self._code}"

    def is_code(self, code: str) -> bool:
        """Whether this is the code that nobody has used yet."""
        return is_same(code, self._code)

    def enter(self, code: str) -> str:
        """The key, for the code; raises Refused for another one, or the second time."""
        with self._lock:
            if not self.is_code(code):
                raise Refused(403, "This address has been used. Open the one that campaign edit printed last.")
            self._code = secrets.token_urlsafe(24)
        self.on_entered()
        return self.key

    def serve_forever(self, poll_interval: float = 0.5) -> None:
        threading.Thread(target=self.preview.serve_forever, args=(poll_interval,), daemon=True).start()
        super().serve_forever(poll_interval)

    def shutdown(self) -> None:
        self.preview.shutdown()
        super().shutdown()

    def server_close(self) -> None:
        self.preview.server_close()
        super().server_close()


class _PreviewServer(LocalServer):
    """The site with what was saved, for whoever may read it."""

    def __init__(self, editor: EditorServer):
        super().__init__(0, _PreviewHandler)
        self.editor = editor


def is_same(one: str, other: str) -> bool:
    """Compared in a time that says nothing of how much is right."""
    return hmac.compare_digest(one.encode(), other.encode())


class _ReadingHandler(LocalHandler):
    """What the two have in common: the cookie."""

    def may_read(self, editor: EditorServer) -> bool:
        """Whether the browser shows the cookie."""
        try:
            cookies = SimpleCookie(self.headers.get("Cookie", ""))
        except CookieError:
            return False
        return editor.cookie in cookies and is_same(cookies[editor.cookie].value, editor.reading)

    def refusal(self, refused: Refused) -> Reply:
        return _json({"message": str(refused)}, refused.status)


class _PreviewHandler(_ReadingHandler):
    server: _PreviewServer

    def get(self, path: str, url: SplitResult) -> Reply:
        if not self.may_read(self.server.editor):
            return Reply(_CLOSED.encode(), "text/html", 403)
        answer = self.server.editor.shown(path.lstrip("/"))
        if answer is None:
            raise Refused(404, f"There is no {path}.")
        return answer


class _Handler(_ReadingHandler):
    server: EditorServer

    def get(self, path: str, url: SplitResult) -> Reply:
        # Of names that are encoded within, the Git host decodes what it must.
        if url.path.startswith(_API):
            self._require_key()
            return _do(lambda: self._host.get(url.path.removeprefix(_API)))
        if path == "/":
            return Reply(b"", status=302, headers={"Location": "/edit/"})
        if not path.startswith("/edit/"):
            raise Refused(404, f"There is no {path}.")
        headers = {}
        if self.server.is_code((parse_qs(url.query).get("code") or [""])[0]):
            cookie = f"{self.server.cookie}={self.server.reading}; Path=/; HttpOnly; SameSite=Strict"
            headers = {"Set-Cookie": cookie}
        elif not self.may_read(self.server):
            return Reply(_CLOSED.encode(), "text/html", 403)
        name = path.removeprefix("/edit/") or "index.html"
        return _file(self.server.files.get(name), name)._replace(headers=headers)

    def post(self, path: str) -> Reply:
        kind, _, secret = self.headers.get("Authorization", "").partition(" ")
        if path == "/do/enter":
            return _json({"key": self.server.enter(secret if kind == "code" else "")})
        self._require_key()
        try:
            body = json.loads(self.read_body(MAX_REQUEST) or b"{}")
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            raise Refused(400, "The request arrived broken.")
        if path.startswith(_API):
            return _do(lambda: self._host.post(path.removeprefix(_API), body))
        if action := self.server.actions.get(path.removeprefix("/do/")):
            return _do(lambda: action(body))
        raise Refused(404, f"There is no {path}.")

    @property
    def _host(self) -> GitHost:
        assert self.server.host is not None
        return self.server.host

    def _require_key(self) -> None:
        kind, _, key = self.headers.get("Authorization", "").partition(" ")
        if kind.lower() not in ("token", "bearer") or not is_same(key, self.server.key):
            raise Refused(401, "The editor was started anew. Open the address that campaign edit printed last.")


def _do(work: Callable[[], Any]) -> Reply:
    """What somebody who has shown the key asked for."""
    try:
        answer = work()
    except (ValidationError, UnicodeError):
        # Not in the form that is asked for, or letters that are none.
        raise Refused(400, "The request arrived broken.") from None
    except OSError as error:
        raise Refused(500, f"The file could not be written: {error.strerror or error}.") from None
    return Reply(answer, "application/octet-stream") if isinstance(answer, bytes) else _json(answer)


def _file(content: bytes | None, name: str) -> Reply:
    if content is None:
        raise Refused(404, f"There is no {name}.")
    suffix = Path(name).suffix or ".html"
    return Reply(content, TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream"))


def _json(value: Any, status: int = 200) -> Reply:
    return Reply(json.dumps(value).encode(), "application/json", status)
