"""The live site over http, for the person at this computer: pages as they are now, and a line that tells of changes."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from urllib.parse import SplitResult

from campaign.engine.live.live import Answer, LiveSite
from campaign.engine.live.notice import FOLDER, add_notice, render_error_page
from campaign.files.local_server import LocalHandler, LocalServer, Reply
from campaign.files.problems import ProblemsFound

HEARTBEAT = 10.0
"""Seconds after which the line says that it is still there, so that a closed tab is noticed."""
_OWN = Path(__file__).parent / "serve"
_TYPES = {".css": "text/css", ".js": "text/javascript"}


class LiveServer(LocalServer):
    """Serves `site` on 127.0.0.1. Raises OSError when the port is taken."""

    def __init__(self, port: int, site: LiveSite):
        super().__init__(port, _Handler)
        self.site = site
        self._changed = threading.Condition()
        # A tab that was open while the server ended sees another number than before, and loads the page anew.
        self._started, self._version = time.time_ns(), 0

    @property
    def address(self) -> str:
        """The address to open."""
        return f"{self.origin}/"

    def is_own(self, host: str) -> bool:
        # Whatever the port: somebody may have it forwarded from another computer of theirs.
        return host.partition(":")[0] in ("127.0.0.1", "localhost")

    def tell_change(self) -> None:
        """Let every open page load anew."""
        with self._changed:
            self._version += 1
            self._changed.notify_all()

    def wait_for_change(self, known: str) -> str:
        """The name of the present version, at once when it is not `known`, else after a change or HEARTBEAT."""
        with self._changed:
            if self._name == known:
                self._changed.wait(HEARTBEAT)
            return self._name

    @property
    def _name(self) -> str:
        return f"{self._started}.{self._version}"

    def respond(self, path: str) -> tuple[int, Answer]:
        """(status, file) for a path below the site's root."""
        if path.startswith(FOLDER):
            own = _OWN / path.removeprefix(FOLDER)
            if own.parent == _OWN and own.is_file():
                return 200, Answer(own.read_bytes(), _TYPES[own.suffix])
        edition, problems = self.site.edition, self.site.problems
        if edition is None:
            return 500, Answer(render_error_page(problems).encode(), "text/html")
        try:
            answer, status = edition.answer(path), 200
            if answer is None:
                answer, status = edition.not_found(path), 404
        except ProblemsFound as found:
            return 500, Answer(render_error_page(found.problems).encode(), "text/html")
        if answer.media_type == "text/html":
            answer = Answer(add_notice(answer.content.decode(), problems, answer.source).encode(), "text/html")
        return status, answer


class _Handler(LocalHandler):
    server: LiveServer

    def get(self, path: str, url: SplitResult) -> Reply | None:
        path = path.lstrip("/")
        if path == f"{FOLDER}changes" and self.command == "GET":
            self._send_changes()
            return None
        status, answer = self.server.respond(path)
        return Reply(answer.content, answer.media_type, status)

    def _send_changes(self) -> None:
        """Server-sent events (HTML standard, section 9.2): the name of each version."""
        self.close_connection = True
        self.send_head(Reply(b"", "text/event-stream"), None)
        known = ""
        while True:
            name = self.server.wait_for_change(known)
            self.wfile.write(f"data: {name}\n\n".encode() if name != known else b": still here\n\n")
            self.wfile.flush()
            known = name
