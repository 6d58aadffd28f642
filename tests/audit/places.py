"""Where a built site is opened from: a host's root with the headers that are shipped, a folder of a host, a disk."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from campaign.views.policy import HEADERS

SUB_PATH = "somebody/else"


class _Handler(SimpleHTTPRequestHandler):
    """A dumb file server that knows one 404 page, as many hosts do."""

    root_404: Path
    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            return super().send_error(code, message, explain)
        body = self.root_404.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serve(folder: Path, not_found: Path) -> Iterator[str]:
    """Serve a folder on a free port: its address, with a slash at the end. `not_found`: what a wrong address gets."""
    handler = type("Handler", (_Handler,), {"root_404": not_found})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def _link(source: str, target: str) -> None:
    """The same file under a second name, where the disk can."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


@contextmanager
def open_places(site: Path, scratch: Path) -> Iterator[dict[str, str]]:
    """The same site from everywhere: name → address with a slash at its end. `scratch`: an empty folder for a copy."""
    shutil.copytree(site, scratch / SUB_PATH, copy_function=_link)
    with serve(site, site / "404.html") as root, serve(scratch, site / "404.html") as elsewhere:
        yield {"root": root, "sub-path": f"{elsewhere}{SUB_PATH}/", "file": site.as_uri() + "/"}
