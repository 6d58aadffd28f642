"""The editor on one's own computer, without a browser: its server and what it may touch."""

from __future__ import annotations

import base64
import http.client
import io
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image

from campaign.command.edit import start_editor
from campaign.editor.server import EditorServer
from campaign.editor.workspace import Change, Workspace, blob_sha
from campaign.files.local_server import LocalServer, Refused, Reply
from campaign.files.photos import MAX_BYTES
from campaign.files.problems import ProblemsFound
from tests.site_maker import make_site, snapshot
from tests.sound_maker import tone

# ---- the working folder --------------------------------------------------------------------------------------------


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    make_site(tmp_path / "clone")
    (tmp_path / "outside.md").write_text("secret", "utf-8")
    (tmp_path / "clone/docs/en/link.md").symlink_to(tmp_path / "outside.md")
    (tmp_path / "clone/docs/en/folder").symlink_to(tmp_path)
    return Workspace(tmp_path / "clone", tmp_path / "clone/docs")


def test_the_editor_sees_pages_contacts_and_words_only(workspace: Workspace) -> None:
    assert [one.path for one in workspace.list_files()] == [
        "docs/_data/helplines.yml", "docs/_data/ui/en.yml", "docs/_data/ui/sl.yml", "docs/en/guide.md",
        "docs/en/index.md", "docs/en/report.md", "docs/sl/index.md", "docs/sl/report.md",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["../outside.md", "docs/../../outside.md", "docs/en/../../mkdocs.yml", "/etc/passwd", "docs/en/link.md",
     "docs/en/folder/outside.md", "mkdocs.yml", "docs/_data/locks/sl.yml", "docs/_data/permalinks.yml", "docs/x.md",
     "docs/en/.hidden.md", "docs/en/page.html", "docs/assets/x.js", "docs/assets/x.svg", "docs//en/guide.md",
     "docs/en/a\\b.md", "docs/en/a\x00.md", "overrides/base.html", ""],
)  # fmt: skip
def test_nothing_else_is_read_or_written(workspace: Workspace, name: str) -> None:
    with pytest.raises(Refused):
        workspace.read(name)
    with pytest.raises(Refused):
        workspace.apply([Change("create", name, b"x")])


def test_a_change_of_an_older_text_changes_nothing(workspace: Workspace) -> None:
    before = workspace.read("docs/en/guide.md")
    fresh = Change("create", "docs/en/new.md", b"new")
    stale = Change("update", "docs/en/guide.md", b"mine", sha=blob_sha(b"what it was an hour ago"))
    with pytest.raises(Refused, match="somebody else"):
        workspace.apply([fresh, stale])
    assert workspace.read("docs/en/guide.md") == before
    with pytest.raises(Refused, match="There is no file"):
        workspace.read("docs/en/new.md")


def test_files_are_written_moved_and_deleted(workspace: Workspace) -> None:
    state = workspace.state()
    workspace.apply([Change("create", "docs/sl/updates/new.md", b"one")])
    assert workspace.state() != state
    with pytest.raises(Refused, match="already"):
        workspace.apply([Change("create", "docs/sl/updates/new.md", b"two")])
    moved = Change("update", "docs/sl/updates/newer.md", b"two", blob_sha(b"one"), "docs/sl/updates/new.md")
    assert workspace.apply([moved])[0] is not None
    assert workspace.read("docs/sl/updates/newer.md") == b"two"
    assert workspace.apply([Change("delete", "docs/sl/updates/newer.md")]) == [None]
    assert workspace.state() == state


# ---- the server ---------------------------------------------------------------------------------------------------


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EditorServer]:
    server = start_editor(make_site(tmp_path / "clone"), None, 0, tmp_path / "built")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def ask(
    server: LocalServer, path: str, body: object = None, method: str = "", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    raw = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    connection.request(method or ("GET" if body is None else "POST"), path, raw, headers)
    response = connection.getresponse()
    answer = response.status, {key.lower(): value for key, value in response.getheaders()}, response.read()
    connection.close()
    return answer


def enter(server: EditorServer) -> str:
    """Open the address as a browser does; the cookie that it then has."""
    return ask(server, server.address.removeprefix(server.origin))[1]["set-cookie"]


def test_the_editor_opens_with_its_address_and_not_without(server: EditorServer) -> None:
    for path in ("/edit/", "/edit/config.yml", "/edit/?code=wrong", f"/edit/?key={server.key}"):
        assert ask(server, path)[0] == 403
    status, headers, page = ask(server, server.address.removeprefix(server.origin))
    assert status == 200
    assert b"editor.js" in page
    cookie = headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert ask(server, "/edit/config.yml", Cookie=cookie.partition(";")[0])[0] == 200
    assert ask(server, "/edit/sveltia/npm/index.js", Cookie=cookie.partition(";")[0])[1]["content-type"] == (
        "text/javascript; charset=utf-8"
    )


def test_an_address_is_good_once(server: EditorServer) -> None:
    said: list[str] = []
    server.on_entered = lambda: said.append(server.address)
    address = server.address
    code = address.partition("code=")[2]
    status, _, answer = ask(server, "/do/enter", method="POST", Authorization=f"code {code}")
    assert (status, json.loads(answer)) == (200, {"key": server.key})
    # Whoever has seen the address in a list of processes comes too late.
    assert ask(server, "/do/enter", method="POST", Authorization=f"code {code}")[0] == 403
    assert ask(server, address.removeprefix(server.origin))[0] == 403
    assert said == [server.address] and server.address != address
    assert ask(server, server.address.removeprefix(server.origin))[0] == 200
    for other in ("", "code", "code ", f"token {code}", f"code {server.key}", f"code {server.reading}"):
        assert ask(server, "/do/enter", method="POST", Authorization=other)[0] == 403


def test_neither_address_nor_cookie_holds_the_key(server: EditorServer) -> None:
    assert server.key not in server.address
    assert server.key not in enter(server)
    assert server.key.encode() not in ask(server, server.address.removeprefix(server.origin))[2]


def test_a_call_needs_the_key_in_a_header_whatever_the_cookie(server: EditorServer) -> None:
    tree = "/api/v1/repos/campaign/folder/git/trees/x"
    cookie = enter(server).partition(";")[0]
    stolen = f"{server.cookie}={server.key}"
    for others in ({}, {"Cookie": cookie}, {"Cookie": stolen}, {"Authorization": f"token {server.reading}"}):
        assert ask(server, tree, **others)[0] == 401
        assert ask(server, "/do/show", {}, **others)[0] == 401
    assert ask(server, "/edit/", Cookie=stolen)[0] == 403
    assert ask(server, tree, Authorization=f"token {server.key}")[0] == 200


def test_the_preview_is_of_another_origin_and_for_readers_only(server: EditorServer) -> None:
    there = {
        "sl/": Reply(b"<h1>Domov</h1>", "text/html"),
        "drawing.svg": Reply(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
    }
    server.shown = there.get
    cookie = enter(server).partition(";")[0]
    assert server.preview.origin != server.origin
    assert ask(server.preview, "/sl/")[0] == 403
    assert ask(server.preview, "/sl/", Cookie=f"{server.cookie}={server.key}")[0] == 403
    assert ask(server.preview, "/sl/", Cookie=cookie)[2] == b"<h1>Domov</h1>"
    assert "sandbox" in ask(server.preview, "/drawing.svg", Cookie=cookie)[1]["content-security-policy"]
    for path in ("/nothing.html", "/../mkdocs.yml", "/%2e%2e/mkdocs.yml", "/sl", "/x%00y"):
        assert ask(server.preview, path, Cookie=cookie)[0] in (400, 404)
    # Nothing is called from there, and the editor's port has no preview.
    assert ask(server.preview, "/do/show", {}, Cookie=cookie, Authorization=f"token {server.key}")[0] == 405
    assert ask(server.preview, "/api/v1/version", Cookie=cookie, Authorization=f"token {server.key}")[0] == 404
    assert ask(server, "/site/sl/", Cookie=cookie)[0] == 404


def test_other_sites_are_refused(server: EditorServer) -> None:
    key = f"token {server.key}"
    # A name of somebody else's that leads to 127.0.0.1 (DNS rebinding), and a page of another site.
    assert ask(server, "/api/v1/version", Host="evil.example:80", Authorization=key)[0] == 421
    assert ask(server, "/api/v1/version", Origin="https://evil.example", Authorization=key)[0] == 403
    assert ask(server, "/api/v1/version", Origin="null", Authorization=key)[0] == 403
    assert ask(server, "/api/v1/version", method="OPTIONS", Origin="https://evil.example")[0] == 501
    assert "access-control-allow-origin" not in ask(server, "/api/v1/version", Authorization=key)[1]


def test_only_this_computer_is_served(server: EditorServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_a_save_arrives_in_the_folder_and_on_the_desk(server: EditorServer, tmp_path: Path) -> None:
    key = f"token {server.key}"
    text = (tmp_path / "clone/docs/en/guide.md").read_bytes()
    change = {
        "operation": "update",
        "path": "docs/en/guide.md",
        "sha": blob_sha(text),
        "content": base64.b64encode(text.replace(b"Stay calm.", b"Call {{ helpline: nobody }}.")).decode(),
    }
    status, _, answer = ask(server, "/api/v1/repos/campaign/folder/contents", {"files": [change]}, Authorization=key)
    assert status == 200, answer
    shown = json.loads(ask(server, "/do/show", {}, Authorization=key)[2])
    assert shown["saved"] == ["docs/en/guide.md"]
    assert "nobody" in shown["problems"][0]["found"]
    again = ask(server, "/api/v1/repos/campaign/folder/contents", {"files": [change]}, Authorization=key)
    assert again[0] == 409
    assert "somebody else" in json.loads(again[2])["message"]


def test_a_released_page_that_is_deleted_is_withdrawn_and_can_come_back(server: EditorServer, tmp_path: Path) -> None:
    key = f"token {server.key}"
    before = snapshot(tmp_path / "clone/docs")

    def do(what: str, **body: object) -> dict[str, Any]:
        return dict(json.loads(ask(server, f"/do/{what}", body, Authorization=key)[2]))

    files = [{"operation": "delete", "path": "docs/en/guide.md"}]
    answer = ask(server, "/api/v1/repos/campaign/folder/contents", {"files": files}, Authorization=key)
    assert answer[0] == 200 and json.loads(answer[2])["files"] == [None]
    assert not do("show")["elsewhere"]
    gone = do("withdrawable")
    assert [one["id"] for one in gone["withdrawn"]] == ["guide"] and "guide" not in [one["id"] for one in gone["there"]]
    assert do("withdraw", id="home")["said"].count("every page leads to") == 1
    assert ask(server, "/do/withdraw", {"id": 5}, Authorization=key)[0] == 400
    assert do("withdraw", id="guide", undo=True)["withdrawn"] == []
    assert snapshot(tmp_path / "clone/docs") == before
    do("show")
    assert [one["id"] for one in do("withdraw", id="si-child")["withdrawn"]] == ["si-child"]


def test_a_recording_is_made_fit_for_its_page_or_refused_in_words(server: EditorServer, tmp_path: Path) -> None:
    key = f"token {server.key}"
    before = snapshot(tmp_path / "clone/docs")

    def record(sound: bytes, page: str = "docs/en/guide.md", **more: object) -> dict[str, Any]:
        encoded = base64.b64encode(sound).decode()
        body = {"page": page, "sound": encoded, "read_by": "Ana Novak", "licence": "CC BY 4.0", **more}
        return dict(json.loads(ask(server, "/do/record", body, Authorization=key)[2]))

    json.loads(ask(server, "/do/show", {}, Authorization=key)[2])
    there = json.loads(ask(server, "/do/recordings", {}, Authorization=key)[2])
    assert "docs/en/guide.md" in [one["id"] for one in there["pages"]] and there["recordings"] == []
    for sound, more, found in (
        (b"no sound", {}, "cannot be played"), (tone(90), {}, "takes 90 seconds"),
        (tone(3), {"page": "docs/en/x.md"}, "no such"),
        (tone(3), {"read_by": ""}, "read_by"), (b"", {}, "has no recording"),
    ):  # fmt: skip
        answer = record(sound, **more)
        assert not answer["isDone"] and found in answer["said"], answer
        assert snapshot(tmp_path / "clone/docs") == before
    assert ask(server, "/do/record", {"page": 5}, Authorization=key)[0] == 400
    broken = {"page": "docs/en/guide.md", "sound": "%%%", "read_by": "Ana Novak", "licence": "CC BY 4.0"}
    assert ask(server, "/do/record", broken, Authorization=key)[0] == 422
    answer = record(tone(3), recorded_on="2026-11-01")
    assert answer["isDone"] and "LUFS" in answer["said"]
    assert [(one["read_by"], one["says_the_page"]) for one in answer["recordings"]] == [("Ana Novak", True)]
    page = (tmp_path / "clone/docs/en/guide.md").read_text("utf-8")
    assert "recorded_on: 2026-11-01" in page
    shown = json.loads(ask(server, "/do/show", {}, Authorization=key)[2])
    assert shown["saved"] == ["docs/assets/audio/en/guide.mp3", "docs/en/guide.md"] and not shown["problems"]
    # Once the page has changed nobody hears it, until somebody has listened again.
    (tmp_path / "clone/docs/en/guide.md").write_text(page.replace("Stay calm.", "Keep calm."), "utf-8")
    ask(server, "/do/show", {}, Authorization=key)
    there = json.loads(ask(server, "/do/recordings", {}, Authorization=key)[2])
    assert [one["says_the_page"] for one in there["recordings"]] == [False]
    assert [one["says_the_page"] for one in record(b"")["recordings"]] == [True]


def test_what_arrives_broken_is_refused_in_words(server: EditorServer) -> None:
    key = f"token {server.key}"
    contents = "/api/v1/repos/campaign/folder/contents"
    broken = {"operation": "create", "path": "docs/en/x.md", "content": "%%%"}
    assert ask(server, contents, {"files": [broken]}, Authorization=key)[0] == 422
    for name in ("x.png", "x.webp", "x.WEBP"):
        picture = {
            **broken,
            "path": f"docs/assets/pictures/{name}",
            "content": base64.b64encode(b"no picture").decode(),
        }
        status, _, answer = ask(server, contents, {"files": [picture]}, Authorization=key)
        assert status == 422
        assert b"no picture that can be read" in answer
    assert ask(server, "/do/nothing", {}, Authorization=key)[0] == 404


@pytest.mark.parametrize(
    "body",
    ["[]", "5", "{", "[" * 100_000, '{"files": 5}', '{"files": [5]}', '{"files": [{"operation": "run", "path": "x"}]}',
     '{"files": [{"operation": "create", "path": 5}]}', '{"files": [{"operation": "create"}]}',
     '{"files": [{"operation": "create", "path": "docs/en/\\ud800.md"}]}',
     '{"files": [{"operation": "create", "path": "docs/en/x.md", "content": "š"}]}',
     '{"files": [{"operation": "update", "path": "docs/en/guide.md", "sha": 5}]}',
     '{"files": [{"operation": "update", "path": "docs/en/guide.md", "from_path": []}]}'],
)  # fmt: skip
def test_a_malformed_request_is_answered_and_changes_nothing(
    server: EditorServer, tmp_path: Path, capfd: pytest.CaptureFixture[str], body: str
) -> None:
    before = snapshot(tmp_path / "clone")
    for path in ("/api/v1/repos/campaign/folder/contents", "/api/v1/repos/campaign/folder/file-contents"):
        status, _, answer = ask(server, path, body.encode(), Authorization=f"token {server.key}")
        assert status in (400, 403, 422) or (path.endswith("file-contents") and status in (200, 403))
        assert json.loads(answer)
    assert snapshot(tmp_path / "clone") == before
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "body", [{"name": "a\0b"}, {"name": 5}, {"really": "yes"}, {"email": "a\nb"}, {"name": "a" * 999}]
)
def test_a_name_that_is_none_publishes_nothing(server: EditorServer, body: dict[str, object]) -> None:
    assert ask(server, "/do/publish", {"really": True, **body}, Authorization=f"token {server.key}")[0] == 400


def test_a_child_imports_nothing_from_the_folder_one_stands_in(
    server: EditorServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    for name in ("campaign", "click", "gc"):
        (tmp_path / "here" / f"{name}.py").write_text(f"open({str(tmp_path / 'mark')!r}, 'w')", "utf-8")
    monkeypatch.chdir(tmp_path / "here")
    answer = json.loads(ask(server, "/do/publish", {}, Authorization=f"token {server.key}")[2])
    assert "belongs to no git repository" in answer["said"]
    assert not (tmp_path / "mark").exists()


def test_a_heavy_picture_arrives_light(server: EditorServer, tmp_path: Path) -> None:
    raw = io.BytesIO()
    Image.effect_noise((1000, 800), 90).convert("RGB").save(raw, "PNG")
    picture = {
        "operation": "create",
        "path": "docs/assets/pictures/x.png",
        "content": base64.b64encode(raw.getvalue()).decode(),
    }
    answer = ask(
        server, "/api/v1/repos/campaign/folder/contents", {"files": [picture]}, Authorization=f"token {server.key}"
    )  # fmt: skip
    assert answer[0] == 200
    saved = (tmp_path / "clone/docs/assets/pictures/x.png").read_bytes()
    assert len(saved) <= MAX_BYTES < len(raw.getvalue())
    assert json.loads(answer[2])["files"][0]["sha"] == blob_sha(saved)


@pytest.mark.parametrize("kind", ["webp", "png", "jpeg"])
def test_a_small_picture_arrives_silent(server: EditorServer, tmp_path: Path, kind: str) -> None:
    """Whatever its kind, and whatever follows the picture in its file."""
    raw, exif = io.BytesIO(), Image.Exif()
    exif[ExifTags.Base.Artist] = "Ana"
    Image.new("RGB", (40, 30), (200, 0, 0)).save(raw, kind, exif=exif)
    content = raw.getvalue() + b"more"
    picture = {
        "operation": "create",
        "path": f"docs/assets/pictures/x.{kind}",
        "content": base64.b64encode(content).decode(),
    }
    answer = ask(
        server, "/api/v1/repos/campaign/folder/contents", {"files": [picture]}, Authorization=f"token {server.key}"
    )  # fmt: skip
    assert answer[0] == 200
    saved = (tmp_path / f"clone/docs/assets/pictures/x.{kind}").read_bytes()
    assert b"Ana" in content and b"Ana" not in saved and not saved.endswith(b"more")
    assert Image.open(io.BytesIO(saved)).size == (40, 30)


def test_a_port_in_use_is_said_plainly(server: EditorServer, tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        start_editor(tmp_path / "clone/mkdocs.yml", None, server.server_port, tmp_path)
    assert "running already" in found.value.problems[0].expected
