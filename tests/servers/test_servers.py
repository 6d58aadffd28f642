"""nginx, Caddy and Apache with the shipped files: headers, types, compression, “not found” in the reader's language."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
import yaml

from campaign.plugin.project import read_campaign
from campaign.site.hosting import SiteFiles, render_server_files, render_site_files
from campaign.views.policy import ASSET_CACHING, DATA_HEADERS, HEADERS, PAGE_CACHING, editor_headers, file_policy
from tests.servers.conftest import Server
from tests.site_maker import ORIGINAL, PROJECT, make_site


def expect_headers(found: dict[str, str], expected: dict[str, str]) -> None:
    assert {name: found.get(name.lower()) for name in expected} == expected


def not_found_words(language: str) -> str:
    words = yaml.safe_load((ORIGINAL / f"docs/_data/ui/{language}.yml").read_text("utf-8"))["words"]
    return str(words["not_found_title"])


@pytest.mark.parametrize("path", ["/", "/index.html", "/sl/report.html", "/go/guide/"])
def test_a_page(server: Server, path: str) -> None:
    answer = server.get(path)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == PAGE_CACHING
    expect_headers(answer.headers, dict(HEADERS))
    assert "strict-transport-security" not in answer.headers  # this is http
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    ("path", "language", "code"),
    [
        ("/nowhere", "en", "en"),
        ("/a/b/c.html", "en", "en"),
        ("/sl/nowhere", "sl", "sl"),
        ("/sl/a/b/c.html", "sl", "sl"),
    ],
)
def test_what_is_not_there_is_said_in_the_language_of_the_address(
    server: Server, path: str, language: str, code: str
) -> None:
    answer = server.get(path)
    assert answer.status == 404
    page = answer.body.decode()
    assert f'<html lang="{code}"' in page
    assert not_found_words(language) in page
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    expect_headers(answer.headers, dict(HEADERS))


@pytest.mark.parametrize(
    ("wanted", "target"),
    [
        ("sl-SI,sl;q=0.9,en;q=0.8", "/sl/go/"),
        ("SL", "/sl/go/"),
        ("en-GB,sl;q=0.5", None),
        ("slx", None),
        ("ja,sl;q=0.5", None),
        ("", None),
    ],
)
def test_the_list_of_permalinks_in_the_readers_language(server: Server, wanted: str, target: str | None) -> None:
    answer = server.get("/go/", Accept_Language=wanted)
    assert "accept-language" in answer.headers["vary"].lower()
    if target is None:
        assert answer.status == 200
        assert b'<html lang="en"' in answer.body
        return
    assert answer.status == 302
    assert answer.headers["location"].endswith(target)
    assert b'<html lang="sl"' in server.get(target).body


@pytest.mark.parametrize("path", ["/go/guide/", "/go/guide/?e=1&w=p", "/", "/sl/go/", "/sl/report.html"])
def test_no_server_decides_on_the_language_of_any_other_address(server: Server, path: str) -> None:
    """A printed address names its language behind a #, which no server sees."""
    found = [server.get(path, Accept_Language=wanted) for wanted in ("sl", "en")]
    assert [one.status for one in found] == [200, 200] and found[0].body == found[1].body
    assert "accept-language" not in found[0].headers.get("vary", "").lower()


@pytest.mark.parametrize(("wanted", "first"), [("sl-SI", "sl"), ("en", "en"), ("ja", "en")])
def test_which_language_stands_first_without_scripts(server: Server, wanted: str, first: str) -> None:
    answer = server.get("/go/first.css", Accept_Language=wanted)
    assert "accept-language" in answer.headers["vary"].lower()
    if first != "en":
        assert answer.status == 302
        answer = server.get(
            answer.headers["location"].partition("127.0.0.1")[2].lstrip(":0123456789") or answer.headers["location"]
        )
    assert answer.status == 200 and answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.body.decode() == f'[data-language="{first}"] {{ order: -1; }}\n'


def test_assets_are_kept_for_a_year(server: Server, campaign_folder: Path) -> None:
    for suffix, kind in (("css", "text/css; charset=utf-8"), ("js", "text/javascript; charset=utf-8")):
        path = next((campaign_folder / "site/assets").glob(f"campaign.*.{suffix}"))
        answer = server.get(f"/assets/{path.name}")
        assert answer.headers["content-type"] == kind
        assert answer.headers["cache-control"] == ASSET_CACHING
        expect_headers(answer.headers, dict(HEADERS))


@pytest.mark.parametrize("path", ["/assets/images/favicon.svg", "/assets/Leaf.SVG", "/kits/guide/en/handout.pdf"])
def test_a_file_that_is_opened_alone_may_do_nothing(server: Server, path: str) -> None:
    answer = server.get(path)
    assert answer.status == 200
    assert answer.headers["content-type"] in ("image/svg+xml", "application/pdf")
    expect_headers(answer.headers, {**HEADERS, "Content-Security-Policy": file_policy()})
    # Another site's badge is such a file too.
    badge = server.get("/data/status/sl.svg")
    expect_headers(badge.headers, {**HEADERS, **DATA_HEADERS, "Content-Security-Policy": file_policy()})


def test_a_file_that_is_not_there_is_answered_with_a_page(server: Server) -> None:
    answer = server.get("/sl/nowhere.svg")
    assert answer.status == 404 and not_found_words("sl") in answer.body.decode()
    expect_headers(answer.headers, dict(HEADERS))


def test_nobodys_visit_is_written_down(server: Server) -> None:
    if server.name == "apache":
        # An .htaccess cannot say so; whoever runs the server is told.
        assert "leaves out `CustomLog`" in (PROJECT / "hosting/README.md").read_text("utf-8")
        return
    assert [server.get(path).status for path in ("/sl/report.html", "/sl/nobody-knows")] == [200, 404]
    for path in server.work.rglob("*"):
        if path.is_file():
            assert not {"report.html", "nobody-knows"} & set(re.findall(r"[\w.-]+", path.read_text("utf-8", "replace")))


def test_open_data_may_be_used_by_other_sites(server: Server) -> None:
    answer = server.get("/data/helplines.json")
    expect_headers(answer.headers, {**HEADERS, **DATA_HEADERS})
    assert answer.headers["content-type"].startswith("application/json")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/updates/feed.xml", "application/atom+xml"),
        ("/sl/updates/feed.xml", "application/atom+xml"),
        ("/updates/feed.json", "application/feed+json"),
        ("/updates/calendar.ics", "text/calendar; charset=utf-8"),
        ("/sitemap.xml", "application/xml"),
        ("/data/helplines.csv", "text/csv; charset=utf-8"),
        ("/data/status/sl.svg", "image/svg+xml"),
        ("/edit/config.yml", "application/yaml"),
    ],
)
def test_types(server: Server, path: str, kind: str) -> None:
    answer = server.get(path)
    assert answer.status == 200
    assert answer.headers["content-type"] == kind


@pytest.mark.parametrize("path", ["/", "/data/helplines.json", "/updates/feed.xml"])
def test_what_becomes_smaller_is_compressed(server: Server, path: str) -> None:
    plain = server.get(path)
    small = server.get(path, Accept_Encoding="gzip")
    assert small.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in small.headers["vary"].lower()
    assert gzip.decompress(small.body) == plain.body
    assert len(small.body) < len(plain.body)


def test_an_address_on_paper_needs_no_slash_at_its_end(server: Server) -> None:
    answer = server.get("/go/guide")
    assert answer.status in (301, 308)
    assert re.fullmatch(r"(http://127\.0\.0\.1:\d+)?/go/guide/|guide/", answer.headers["location"])


@pytest.mark.parametrize("name", [".htaccess", "_headers", "_redirects", ".campaign-manifest"])
def test_files_for_hosts_are_not_shown(server: Server, campaign_folder: Path, name: str) -> None:
    assert (campaign_folder / "site" / name).is_file()
    assert server.get(f"/{name}").status in (403, 404)


def test_the_editor_has_a_policy_of_its_own(server: Server) -> None:
    answer = server.get("/edit/")
    assert answer.status == 200
    expect_headers(answer.headers, {**HEADERS, **editor_headers(("https://git.example.org",))})


# ---- without a server ---------------------------------------------------------------------------------------------


def test_the_shipped_files_are_those_of_this_campaign() -> None:
    settings = read_campaign(ORIGINAL / "mkdocs.yml", None)[0].settings
    for name, text in render_server_files(settings):
        assert (PROJECT / "hosting" / name).read_text("utf-8") == text, "run: campaign hosting"


def test_a_site_in_a_folder_of_its_host(tmp_path: Path) -> None:
    settings = read_campaign(make_site(tmp_path, site_url="https://example.org/safe/"), None)[0].settings
    files = dict(render_site_files(settings, ["index.html"])) | dict(render_server_files(settings))
    assert "ErrorDocument 404 /safe/sl/404.html" in files[".htaccess"]
    assert "~^/safe/sl/ /safe/sl/404.html;" in files["nginx.conf"]
    assert "path /safe/data/*" in files["Caddyfile"]


def test_a_folder_with_letters_beyond_ascii_is_named_as_servers_compare_it(tmp_path: Path) -> None:
    settings = read_campaign(make_site(tmp_path, site_url="https://школа.срб/дружина/"), None)[0].settings
    files = dict(render_server_files(settings))
    assert "~^/дружина/sl/ /дружина/sl/404.html;" in files["nginx.conf"]
    assert "path /дружина/data/*" in files["Caddyfile"]


def test_no_two_rules_of_netlify_and_cloudflare_set_one_header(campaign_folder: Path) -> None:
    """Hosts send both, and two policies are stricter than either: the editor would not start. Of sheets it is meant."""
    site = campaign_folder / "site"
    rules: dict[str, set[str]] = {}
    address = ""
    for line in (site / "_headers").read_text("utf-8").splitlines():
        if line.startswith("/"):
            address = line
            assert address not in rules
        elif line and not line.startswith("#"):
            rules.setdefault(address, set()).add(line.strip().partition(":")[0])
    for path in site.rglob("*"):
        name = f"/{path.relative_to(site).as_posix()}"
        if path.is_file() and not path.name.startswith((".", "_")):
            matching = [
                headers
                for rule, headers in rules.items()
                if re.fullmatch(re.sub(r":part\d", "[^/]+", re.escape(rule).replace(r"\*", ".*")), name)
            ]
            # What is opened alone is held to the policy of pages and to its own.
            twice = path.suffix in (".pdf", ".svg") and name.startswith("/kits/")
            assert len(set.union(*matching)) == sum(map(len, matching)) - twice, name
            assert set(HEADERS) <= set.union(*matching), name
    for folder in ("assets", "data"):
        assert f"/{folder}/*\n  Content-Security-Policy: {file_policy()}\n" in (site / "_headers").read_text("utf-8")


def test_addresses_of_a_site() -> None:
    files = SiteFiles(
        ["index.html", "sl/index.html", "data/x.json", "edit/index.html", "assets/a.12345678.css", "_headers"]
    )
    assert files.addresses == ["/", "/index.html", "/sl/*"]
    assert files.hashed == ["/assets/a.12345678.css"]


def test_addresses_of_what_is_opened_alone() -> None:
    files = SiteFiles(["kits/a/sl/letter.pdf", "kits/b/en/letter.pdf", "kits/a/sl/index.html", "assets/x.svg", "x.pdf"])
    assert files.opened_alone == ["/kits/:part0/:part1/letter.pdf", "/x.pdf"]
