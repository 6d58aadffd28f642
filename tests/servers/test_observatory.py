"""The grade of Mozilla's Observatory, from what the servers really send over https with the shipped configuration."""

from __future__ import annotations

import http.client
import re
import shutil
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.servers.conftest import COMMANDS, free_port, running
from tests.servers.observatory import grade, points, policy_points
from tests.servers.programs import find_program

GOOD: Mapping[str, str] = {
    "content-security-policy": "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
    "strict-transport-security": "max-age=63072000",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.fixture(scope="module")
def secure_port(campaign_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """nginx over https, with a certificate put where certbot puts one."""
    work = tmp_path_factory.mktemp("nginx-https")
    openssl = shutil.which("openssl")
    program = find_program("nginx")
    if not openssl or not program:
        pytest.fail("openssl and nginx are needed (Debian: apt-get install openssl nginx-light)")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-keyout", work / "key.pem", "-out", work / "certificate.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    port = free_port()
    command = COMMANDS["nginx"](program, campaign_folder, work, port)
    file = work / "campaign.conf"
    listen = f"listen 127.0.0.1:{port};"
    text = file.read_text("utf-8")
    assert text.count(listen) == 1
    secure = f"{listen[:-1]} ssl;\n    ssl_certificate {work}/certificate.pem;\n    ssl_certificate_key {work}/key.pem;"
    file.write_text(text.replace(listen, secure), "utf-8")
    with ExitStack() as stack:
        stack.enter_context(running(command, work, port))
        yield port


def get(port: int, path: str) -> tuple[dict[str, str], str]:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=20, context=context)
    connection.request("GET", path)
    answer = connection.getresponse()
    headers = {name.lower(): value for name, value in answer.getheaders()}
    html = answer.read().decode()
    connection.close()
    return headers, html


@pytest.mark.parametrize("path", ["/", "/sl/report.html", "/go/guide/", "/nowhere"])
def test_every_page_gets_the_highest_grade(secure_port: int, path: str) -> None:
    headers, html = get(secure_port, path)
    assert points(headers, html) == {
        "policy": 10, "transport": 0, "types": 0, "frames": 5, "referrer": 5, "resources": 10,
        "cookies": 0, "sharing": 0, "scripts": 0,
    }  # fmt: skip
    assert grade(headers, html) == (130, "A+")
    # The page's own policy goes without the host, and allows nothing that the header does not.
    own = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert own and policy_points(own[1].replace("&#39;", "'")) == 10


def test_what_would_lower_the_grade() -> None:
    assert grade(GOOD, "") == (130, "A+")
    for name, value, expected in (
        ("strict-transport-security", "", (80, "B+")),
        ("strict-transport-security", "max-age=86400", (120, "A+")),
        ("content-security-policy", "", (55, "C")),
        ("content-security-policy", "default-src 'none'; script-src 'self' 'unsafe-inline'", (60, "C+")),
        ("content-security-policy", "default-src 'none'; default-src 'self'; frame-ancestors 'none'", (75, "B")),
        ("content-security-policy", "default-src 'none'; style-src data:; frame-ancestors 'none'", (120, "A+")),
        ("content-security-policy", "default-src 'none'; img-src http://x.example; frame-ancestors *", (110, "A+")),
        ("x-content-type-options", "", (125, "A+")),
        ("referrer-policy", "unsafe-url", (120, "A+")),
        ("set-cookie", "a=b", (60, "C+")),
    ):
        assert grade({**GOOD, name: value}, "") == expected, (name, value)
    assert grade(GOOD, '<script src="//elsewhere.example/a.js"></script>')[1] == "C"
