"""A tiny campaign, built with everything, in each server with the configuration that the project ships."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from campaign.command import main
from tests.servers.programs import find_program
from tests.site_maker import PROJECT, SETTINGS, make_site, page_text

EDITOR = (
    "editor: { name: gitea, repo: a/b, api_root: https://git.example.org/api/v1, base_url: https://git.example.org }"
)


@pytest.fixture(scope="session")
def campaign_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign with updates and an editor; its site in site/, its servers' configuration in hosting/."""
    folder = tmp_path_factory.mktemp("campaign")
    settings = SETTINGS.format(overrides=PROJECT / "campaign/look", site_url="https://example.org/")
    extra = {"published_on": "2026-11-20"}
    config = make_site(
        folder,
        {
            "mkdocs.yml": settings.replace("country: SI", f"country: SI\n      {EDITOR}").replace(
                "guide.md]", "guide.md, updates/index.md]"
            ),
            "docs/en/updates/index.md": page_text("Updates", "updates"),
            "docs/sl/updates/index.md": page_text("Novice", "updates", translated_by="machine"),
            "docs/en/updates/2026-11-20-news.md": page_text("News", "update-news", kind="update", **extra),
            "docs/assets/Leaf.SVG": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        },
    )
    for command in (
        ["build", "--with-editor", "-o", str(folder / "site")],
        ["hosting", "--to", str(folder / "hosting")],
    ):
        result = CliRunner().invoke(main, [*command, "-f", str(config)])
        assert result.exit_code == 0, result.output
    return folder


@dataclass
class Answer:
    """What a server said."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Server:
    """A running server."""

    name: str
    port: int
    work: Path
    """The folder that it may write to: its logs."""

    def get(self, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers={key.replace("_", "-"): value for key, value in headers.items()})
        response = connection.getresponse()
        found = [(key.lower(), value) for key, value in response.getheaders()]
        # Only lists may come in parts (RFC 9110, 5.3).
        vary = ", ".join(value for key, value in found if key == "vary")
        found = [one for one in found if one[0] != "vary"] + ([("vary", vary)] if vary else [])
        assert len(found) == len(dict(found)), f"a header twice: {found}"
        answer = Answer(response.status, dict(found), response.read())
        connection.close()
        return answer


def nginx_command(program: str, folder: Path, work: Path, port: int) -> list[str]:
    text = (folder / "hosting/nginx.conf").read_text("utf-8")
    for shipped, ours in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("example.org;", "127.0.0.1;"),
        ("/var/www/campaign;", f"{folder}/site;"),
    ):
        assert text.count(shipped) == 1
        text = text.replace(shipped, ours)
    (work / "campaign.conf").write_text(text, "utf-8")
    paths = " ".join(f"{one}_temp_path {work}/{one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (work / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {work}/pid; error_log {work}/error.log; events {{ }}\n"
        f"http {{ access_log {work}/access.log; {paths} include {work}/campaign.conf; }}\n",
        "utf-8",
    )
    # Where the tests run as root, nginx' workers would be somebody who may not read the folder.
    user = ["-g", "user root;"] if os.geteuid() == 0 else []
    return [program, "-c", str(work / "nginx.conf"), "-p", str(work), *user]


def caddy_command(program: str, folder: Path, work: Path, port: int) -> list[str]:
    text = (folder / "hosting/Caddyfile").read_text("utf-8")
    for shipped, ours in (("example.org {", f"http://127.0.0.1:{port} {{"), ("/var/www/campaign", f"{folder}/site")):
        assert text.count(shipped) == 1
        text = text.replace(shipped, ours)
    (work / "Caddyfile").write_text("{\n\tadmin off\n}\n" + text, "utf-8")
    return [program, "run", "--config", str(work / "Caddyfile"), "--adapter", "caddyfile"]


def apache_command(program: str, folder: Path, work: Path, port: int) -> list[str]:
    """Apache as a shared host has it: the site is only uploaded, its .htaccess says the rest."""
    modules = next(path for path in map(Path, ("/usr/lib/apache2/modules", "/usr/lib/httpd/modules")) if path.is_dir())
    wanted = ("mpm_event", "alias", "authz_core", "dir", "mime", "headers", "deflate", "filter", "setenvif", "unixd")
    loads = "\n".join(
        f"LoadModule {one}_module {modules}/mod_{one}.so" for one in wanted if (modules / f"mod_{one}.so").is_file()
    )
    (work / "apache.conf").write_text(
        f"{loads}\nServerRoot {work}\nPidFile {work}/pid\nErrorLog {work}/error.log\nListen 127.0.0.1:{port}\n"
        f"ServerName 127.0.0.1\nUser www-data\nGroup www-data\nTypesConfig /dev/null\nDocumentRoot {folder}/site\n"
        f"<Directory {folder}/site>\nAllowOverride All\nRequire all granted\n</Directory>\n",
        "utf-8",
    )
    return [program, "-f", str(work / "apache.conf"), "-DFOREGROUND"]


COMMANDS = {"nginx": nginx_command, "caddy": caddy_command, "apache": apache_command}


@pytest.fixture(scope="session", params=[name for name in COMMANDS if find_program(name)])
def server(
    request: pytest.FixtureRequest, campaign_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Each server in turn, on a port of its own; `make test` says which ones are missing."""
    work = tmp_path_factory.mktemp(request.param)
    for folder in (campaign_folder, *campaign_folder.parents):
        if folder.owner() == work.owner() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)  # Apache reads as somebody else
    program = find_program(request.param)
    assert program is not None
    port = free_port()
    with running(COMMANDS[request.param](program, campaign_folder, work, port), work, port):
        yield Server(request.param, port, work)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(command: list[str], work: Path, port: int) -> Iterator[None]:
    """A server's program while it answers on its port."""
    environment = {**os.environ, "HOME": str(work), "XDG_DATA_HOME": str(work), "XDG_CONFIG_HOME": str(work)}
    with (work / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        try:
            for _ in range(200):
                assert process.poll() is None, (work / "log").read_text()
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            process.wait(20)
