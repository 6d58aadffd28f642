"""`campaign report` over logs that nginx, Caddy and Apache have written: as they write them by themselves, and as the
shipped configuration lets them count without watching."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from campaign.command import main
from tests.servers.conftest import COMMANDS, Server, free_port, running
from tests.servers.programs import find_program
from tests.site_maker import PROJECT

PHONE = "Mozilla/5.0 (Android 9; Mobile; rv:120.0) Gecko/120.0 Firefox/120.0"
CRAWLER = "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"


def uncommented(text: str, line: str) -> str:
    assert text.count(f"# {line}") == 1
    return text.replace(f"# {line}", line)


def as_usual(name: str, work: Path) -> Path:
    """Let a server write the log that it writes by itself."""
    log = work / "usual.log"
    if name == "nginx":
        file = work / "campaign.conf"
        file.write_text(file.read_text("utf-8").replace("access_log off;", f"access_log {log};"), "utf-8")
    elif name == "caddy":
        file = work / "Caddyfile"
        text = file.read_text("utf-8")
        file.write_text(text.replace("\tencode zstd", f"\tlog {{\n\t\toutput file {log}\n\t}}\n\tencode zstd"), "utf-8")
    else:
        _with_apache_log(
            work, f'CustomLog {log} "%h %l %u %t \\"%r\\" %>s %O \\"%{{Referer}}i\\" \\"%{{User-Agent}}i\\""'
        )
    return log


def as_shipped(name: str, work: Path) -> Path:
    """Let a server write the log that the project's files offer."""
    log = work / "campaign.log"
    if name == "nginx":
        file = work / "campaign.conf"
        text = uncommented(
            file.read_text("utf-8").replace("    access_log off;\n", ""),
            "access_log /var/log/nginx/campaign.log campaign;",
        )
        file.write_text(text.replace("/var/log/nginx/campaign.log", str(log)), "utf-8")
    elif name == "caddy":
        file = work / "Caddyfile"
        text = uncommented(file.read_text("utf-8"), "import campaign_count")
        file.write_text(text.replace("/var/log/caddy/campaign.log", str(log)), "utf-8")
    else:
        readme = (PROJECT / "hosting/README.md").read_text("utf-8")
        form = readme.partition("`LogFormat ")[2].partition("`")[0]
        _with_apache_log(work, f"LogFormat {form}\nCustomLog {log} campaign")
    return log


def _with_apache_log(work: Path, lines: str) -> None:
    file = work / "apache.conf"
    text = file.read_text("utf-8")
    module = text.partition("LoadModule authz_core_module ")[2].partition("/mod_authz")[0]
    if Path(f"{module}/mod_log_config.so").is_file():  # else it is built in
        text = f"LoadModule log_config_module {module}/mod_log_config.so\n{text}"
    file.write_text(f"{text}\n{lines}\n", "utf-8")


@pytest.mark.parametrize("written", [as_usual, as_shipped])
@pytest.mark.parametrize("name", [name for name in COMMANDS if find_program(name)])
def test_a_report_of_what_a_server_has_written(
    name: str, written: Callable[[str, Path], Path], campaign_folder: Path, tmp_path: Path
) -> None:
    program, port = find_program(name), free_port()
    assert program is not None
    for folder in (campaign_folder, tmp_path, *tmp_path.parents):  # Apache reads as somebody else
        if folder.owner() == tmp_path.owner() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    command = COMMANDS[name](program, campaign_folder, tmp_path, port)
    log = written(name, tmp_path)
    with running(command, tmp_path, port):
        server = Server(name, port, tmp_path)
        for path, times in (
            ("/guide.html", 11),
            ("/sl/guide.html", 12),
            ("/go/guide/?e=1&w=l", 13),
            ("/old/page/", 14),
        ):
            for _ in range(times):
                server.get(
                    path, User_Agent=PHONE, Referer="https://example.org/me", Cookie="me=1", Accept_Language="sq"
                )
        for path in ("/guide.html", "/nowhere/"):
            server.get(path, User_Agent=CRAWLER)
    arguments = ["report", str(log), "--json", "-f", str(campaign_folder / "mkdocs.yml"), "--by", "school-year"]
    result = CliRunner().invoke(main, [*arguments, "--today", str(datetime.date.today())])
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert found["tables"]["guides"]["guide"] == {"en": 11, "sl": 12, "together": 23}
    assert found["tables"]["ways"]["guide"] == {"l": 13, "together": 13}
    assert found["not_found"] == [{"address": "/old/page/", "count": 14}]
    assert found["crawlers_left_out"] == {"fewer_than": 10}
    if written is as_shipped:
        text = log.read_text("utf-8")
        assert [one for one in ("remote", "client", "/me", "me=1", '"sq"') if one in text] == []
        assert name == "caddy" or "127.0.0.1" not in text
