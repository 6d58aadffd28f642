"""The editor over http, for the person at this computer and nobody else.

Bound to 127.0.0.1; the Host and Origin of every request must be its own (other sites cannot reach it through a name of
theirs); a key, made anew at every start, stands in the address, in a cookie that only this server gets, and in the
header of every call that changes something.
"""

from __future__ import annotations

import hmac
import json
import mimetypes
import secrets
from collections.abc import Callable, Mapping
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from campaign.editor.git_host import GitHost
from campaign.editor.workspace import Refused

MAX_REQUEST = 60_000_000
TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm", ".woff2": "font/woff2",
         ".yml": "text/yaml; charset=utf-8", ".ics": "text/calendar; charset=utf-8"}  # fmt: skip
_CLOSED = (
    "<!doctype html><meta charset=utf-8><title>Editor</title>"
    "<p>This address is complete only with its key: open the whole address that <code>campaign edit</code> printed."
)

Action = Callable[[Mapping[str, Any]], Any]


class EditorServer(ThreadingHTTPServer):
    """Serves `files` (path → bytes) below `/edit/`, a built site below `/site/`, the Git host and some actions.

    `actions` are answered at `/do/<name>`: a function from the request's JSON to the answer's.
    """

    daemon_threads = True

    def __init__(self, port: int, key: str | None = None):
        super().__init__(("127.0.0.1", port), _Handler)
        self.key = key or secrets.token_urlsafe(24)
        self.origin = f"http://127.0.0.1:{self.server_port}"
        self.files: Mapping[str, bytes] = {}
        self.site: Path | None = None
        self.host: GitHost | None = None
        self.actions: Mapping[str, Action] = {}

    @property
    def address(self) -> str:
        """The address to open; its key makes it work, so it is for this person alone."""
        return f"{self.origin}/edit/?key={self.key}"


class _Handler(BaseHTTPRequestHandler):
    server: EditorServer
    server_version = "campaign"
    sys_version = ""
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_POST(self) -> None:
        self._answer(self._post)

    def _answer(self, respond: Callable[[], None]) -> None:
        try:
            self._refuse_strangers()
            respond()
        except Refused as refused:
            self._send_json({"message": str(refused)}, refused.status)
        except ConnectionError:
            self.close_connection = True  # the tab was closed before the answer came
        except OSError as error:
            self._send_json({"message": f"The file could not be written: {error.strerror or error}."}, 500)

    def _refuse_strangers(self) -> None:
        own = urlsplit(self.server.origin).netloc
        if self.headers.get("Host") != own:
            raise Refused(421, "This is the editor of somebody else.")
        if self.headers.get("Origin") not in (None, self.server.origin):
            raise Refused(403, "Another site may not use the editor.")

    def _get(self) -> None:
        url = urlsplit(self.path)
        if url.path.startswith("/api/v1/"):
            self._require(self._header_key())
            assert self.server.host is not None
            answer = self.server.host.get(url.path.removeprefix("/api/v1/"))
            if isinstance(answer, bytes):
                self._send(answer, "application/octet-stream")
            else:
                self._send_json(answer)
            return
        key = (parse_qs(url.query).get("key") or [""])[0]
        if not self._is_key(key) and not self._is_key(self._cookie_key()):
            self._send(_CLOSED.encode(), "text/html; charset=utf-8", 403)
        elif url.path.startswith("/edit/"):
            self._send_file(self.server.files.get(unquote(url.path.removeprefix("/edit/")) or "index.html"), url.path)
        elif url.path.startswith("/site/"):
            self._send_file(self._site_file(unquote(url.path.removeprefix("/site/"))), url.path)
        else:
            self.send_response(302)
            self.send_header("Location", "/edit/")
            self.send_header("Content-Length", "0")
            self.end_headers()

    def _post(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > MAX_REQUEST:
            self.close_connection = True
            raise Refused(413, "That is too much at once. Save one picture after the other.")
        raw = self.rfile.read(length)
        self._require(self._header_key())
        try:
            body = json.loads(raw or b"{}")
        except ValueError:
            raise Refused(400, "The request arrived broken.") from None
        path = urlsplit(self.path).path
        if path.startswith("/api/v1/"):
            assert self.server.host is not None
            self._send_json(self.server.host.post(path.removeprefix("/api/v1/"), body))
        elif action := self.server.actions.get(path.removeprefix("/do/")):
            self._send_json(action(body))
        else:
            raise Refused(404, f"There is no {path}.")

    def _site_file(self, name: str) -> bytes | None:
        if self.server.site is None:
            return None
        site = self.server.site.resolve()
        path = (site / (name + "index.html" if name.endswith("/") or not name else name)).resolve()
        return path.read_bytes() if path.is_relative_to(site) and path.is_file() else None

    # ---- the key -----------------------------------------------------------------------------------------------

    def _is_key(self, key: str) -> bool:
        return hmac.compare_digest(key.encode(), self.server.key.encode())

    def _require(self, key: str) -> None:
        if not self._is_key(key):
            raise Refused(401, "Open the address that `campaign edit` printed.")

    def _header_key(self) -> str:
        return (self.headers.get("Authorization") or "").removeprefix("token ")

    @property
    def _cookie(self) -> str:
        # Cookies are shared by all ports of a host: each editor has a name of its own.
        return f"campaign-edit-{self.server.server_port}"

    def _cookie_key(self) -> str:
        morsel = SimpleCookie(self.headers.get("Cookie") or "").get(self._cookie)
        return morsel.value if morsel else ""

    # ---- answers -----------------------------------------------------------------------------------------------

    def _send_file(self, content: bytes | None, name: str) -> None:
        if content is None:
            raise Refused(404, f"There is no {name}.")
        suffix = Path(name).suffix or ".html"
        self._send(content, TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream"))

    def _send_json(self, value: Any, status: int = 200) -> None:
        self._send(json.dumps(value, ensure_ascii=False).encode(), "application/json", status)

    def _send(self, content: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind == "text/html" else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Content-Security-Policy", "frame-ancestors 'none'")
        if status == 200 and kind.startswith("text/html"):
            self.send_header("Set-Cookie", f"{self._cookie}={self.server.key}; Path=/; HttpOnly; SameSite=Strict")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing: the terminal is for the person."""
