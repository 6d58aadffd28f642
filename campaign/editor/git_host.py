"""The working folder as a Git host on this computer, for the editor alone.

The editor knows how to talk to a Git host; so `campaign edit` is a very small one. It answers the few calls of
Gitea's interface (https://docs.gitea.com/api) that Sveltia CMS makes, for one repository with one branch.
"""

from __future__ import annotations

import base64
import contextlib
import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from pydantic import BaseModel

from campaign.editor.workspace import Change, Operation, Workspace
from campaign.files.local_server import Refused
from campaign.files.photos import SUFFIXES, shrink_picture
from campaign.files.problems import ProblemsFound, render_problems

REPOSITORY = "campaign/folder"
BRANCH = "working-folder"
VERSION = "1.24.0"
"""The Gitea whose interface this is."""

Json = Any
OnSaved = Callable[[list[str], Mapping[str, bytes]], None]
Keep = Callable[[list[str]], set[str]]
"""Told the files that are to be deleted; those that stay all the same, because what they say was withdrawn instead."""


def backend_for(origin: str) -> dict[str, str]:
    """The editor's `backend` setting for the Git host at this origin."""
    return {
        "name": "gitea",
        "repo": REPOSITORY,
        "branch": BRANCH,
        "base_url": origin,
        "api_root": f"{origin}/api/v1",
    }


class GitHost:
    """Answers to the calls of the editor; `on_saved` is told the paths of the files that it saved, and

    what those that were there before said.
    """

    def __init__(
        self, workspace: Workspace, person: str, on_saved: OnSaved = lambda *_: None, keep: Keep = lambda _: set()
    ):
        self._workspace = workspace
        self._person = person
        self._on_saved, self._keep = on_saved, keep

    def get(self, path: str) -> Json | bytes:
        """The answer to GET; bytes for a file. Raises Refused for what there is not."""
        own = f"repos/{REPOSITORY}"
        if path == "version":
            return {"version": VERSION}
        if path == "user":
            return {"id": 1, "login": "editor", "full_name": self._person, "email": "", "avatar_url": ""}
        if path == "settings/api":
            return {"default_paging_num": 200, "max_response_items": 200}
        if path == own:
            return {"default_branch": BRANCH, "permissions": {"pull": True, "push": True}}
        if path == f"{own}/branches/{BRANCH}":
            return {"commit": {"id": self._workspace.state(), "message": ""}}
        if path.startswith(f"{own}/git/trees/"):
            files = self._workspace.list_files()
            tree = [{"type": "blob", "path": one.path, "sha": one.sha, "size": one.size} for one in files]
            return {"tree": tree, "truncated": False}
        if path == f"{own}/commits":
            return []
        for prefix in (f"{own}/raw/", f"{own}/media/{BRANCH}/"):
            if path.startswith(prefix):
                return self._workspace.read(unquote(path.removeprefix(prefix)))
        raise Refused(404, f"There is no {path}.")

    def post(self, path: str, body: Mapping[str, Any]) -> Json:
        """The answer to POST; raises Refused for what cannot be done, ValidationError for what nobody understands."""
        own = f"repos/{REPOSITORY}"
        if path == f"{own}/file-contents":
            return [self._file_contents(name) for name in _Names.model_validate(body).files]
        if path == f"{own}/contents":
            changes = [_change(one) for one in _Files.model_validate(body).files]
            before = dict(self._read_all(one.path for one in changes))
            kept = self._keep_files([one.path for one in changes if one.operation == "delete"])
            done = iter(self._workspace.apply([one for one in changes if one.path not in kept]))
            files = [None if one.path in kept else next(done) for one in changes]
            self._on_saved([one.path for one in files if one], before)
            return {
                "commit": {
                    "sha": self._workspace.state(),
                    "created": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
                },
                "files": [{"path": one.path, "sha": one.sha} if one else None for one in files],
            }
        raise Refused(404, f"There is no {path}.")

    def _keep_files(self, deleted: list[str]) -> set[str]:
        try:
            return self._keep(deleted) if deleted else set()
        except ProblemsFound as found:
            raise Refused(422, render_problems(found.problems)) from None

    def _read_all(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Those of the files that are there."""
        for name in names:
            with contextlib.suppress(Refused):
                yield name, self._workspace.read(name)

    def _file_contents(self, name: str) -> Json:
        return {
            "path": name,
            "encoding": "base64",
            "content": base64.b64encode(self._workspace.read(name)).decode(),
        }


class _File(BaseModel, strict=True):
    """A change as Gitea takes it, https://docs.gitea.com/api, “ChangeFileOperation”."""

    operation: Operation
    path: str
    content: str | None = None
    sha: str | None = None
    from_path: str | None = None


class _Files(BaseModel, strict=True):
    files: list[_File] = []


class _Names(BaseModel, strict=True):
    files: list[str] = []


def _change(one: _File) -> Change:
    try:
        # Letters that are not among those of base64 are a ValueError too.
        content = base64.b64decode(one.content or "", validate=True)
    except ValueError:
        raise Refused(422, "The file arrived broken.") from None
    if one.operation != "delete" and one.path.lower().endswith(SUFFIXES):
        content = _small_picture(content, one.path)
    return Change(one.operation, one.path, content, one.sha, one.from_path)


def _small_picture(content: bytes, path: str) -> bytes:
    """The picture as the campaign takes it: made anew from what can be seen, whatever the browser has done before."""
    try:
        return shrink_picture(content, path, kind=PurePosixPath(path).suffix).content
    except ProblemsFound as found:
        raise Refused(422, render_problems(found.problems)) from None
