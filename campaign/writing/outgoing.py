"""What is about to go out, as people know it: pages by title, contacts, words; and where it goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from campaign.facts.ledger import LEDGER
from campaign.facts.withdrawal import FILE as WITHDRAWN
from campaign.files.problems import ProblemsFound
from campaign.files.yamlfile import load_yaml
from campaign.model.campaign import Campaign
from campaign.writing.helpline_log import HELPLINES, LOG
from campaign.writing.merge import cut_entries
from campaign.writing.repository import Change, Repository


class Outgoing(NamedTuple):
    """Something that can be sent by itself. `key` names it to a command; `note` says what happened to it; `files` go
    with it, and the entries of pages with its `ids` in the locks."""

    key: str
    title: str
    note: str
    files: tuple[str, ...]
    ids: tuple[str, ...] = ()


def list_outgoing(campaign: Campaign, repository: Repository, changes: Sequence[Change]) -> list[Outgoing]:
    """What these changes are, pages first, in the order of their titles."""
    settings = campaign.settings
    locks = settings.data_name("locks/")
    by_key: dict[str, list[Change]] = {}
    for one in changes:
        if not one.path.startswith(locks) and one.path != settings.data_name(LEDGER):
            by_key.setdefault(_key(campaign, one.path), []).append(one)
    by_path = {path: page_id for page_id, path in campaign.paths_by_id.items()}
    found = [_outgoing(campaign, key, list(them), by_path) for key, them in by_key.items()]
    known = {one_id for one in found for one_id in one.ids}
    for page_id in _compared(campaign, repository, [one.path for one in changes if one.path.startswith(locks)]):
        if page_id not in known and (path := campaign.paths_by_id.get(page_id)):
            title = _title(campaign, path)
            found.append(Outgoing(page_id, title, "translation compared with its original", (), (page_id,)))
    return sorted(found, key=lambda one: (not one.ids, one.title))


def _key(campaign: Campaign, file: str) -> str:
    """What a file belongs to: the path of its page in all languages, or itself."""
    settings = campaign.settings
    docs = settings.relative(settings.docs_dir)
    folder, _, path = file.removeprefix(f"{docs}/").partition("/")
    if folder in (*settings.folders, *settings.prepared) and path.endswith(".md"):
        return path
    if file == settings.data_name(LOG):
        return settings.data_name(HELPLINES)
    return settings.data_name("ui/") if file.startswith(settings.data_name("ui/")) else file


def _outgoing(campaign: Campaign, key: str, changes: list[Change], by_path: Mapping[str, str]) -> Outgoing:
    settings = campaign.settings
    files = tuple(one.path for one in changes)
    states = "/".join(dict.fromkeys(one.state for one in changes))
    if key.endswith(".md"):
        docs = settings.relative(settings.docs_dir)
        folders = [one.path.removeprefix(f"{docs}/").partition("/")[0] for one in changes]
        names = {one.code: one.name for one in settings.languages}
        page_id = by_path.get(key)
        note = f"{states} in {', '.join(names.get(one, one) for one in folders)}"
        return Outgoing(page_id or key, _title(campaign, key), note, files, (page_id,) if page_id else ())
    titles = {
        settings.data_name(HELPLINES): "Contacts", settings.data_name("ui/"): "Interface words",
        settings.data_name(WITHDRAWN): "What is withdrawn", settings.config_file: "Settings and navigation",
    }  # fmt: skip
    name = PurePosixPath(key).name
    is_picture = key.startswith(settings.docs_name("assets/"))
    return Outgoing(key, titles.get(key, f"Picture {name}" if is_picture else name), states, files)


def _title(campaign: Campaign, path: str) -> str:
    """A page's title in the source language, else in any, else its path."""
    pages = {**campaign.pages, **campaign.taken_back}
    page = pages.get((campaign.settings.source.code, path))
    page = page or next((one for (_, where), one in sorted(pages.items()) if where == path), None)
    return page.meta.title if page else path


def _compared(campaign: Campaign, repository: Repository, files: Iterable[str]) -> list[str]:
    """The pages whose entries in the locks have changed."""
    found: dict[str, None] = {}
    for file in files:
        path = campaign.settings.project_dir / file
        now = cut_entries(path.read_text("utf-8") if path.is_file() else "")
        before = cut_entries(repository.attempt("show", f"HEAD:{repository.prefix}{file}") + "\n")
        found |= dict.fromkeys(key for key in {*now, *before} if now.get(key) != before.get(key))
    return sorted(found)


class Destination(NamedTuple):
    """Where it goes. `is_published`: whether what arrives on the branch becomes the site that readers see; None where
    nothing here says so."""

    host: str
    branch: str
    is_published: bool | None

    def in_words(self) -> str:
        """A sentence for people."""
        after = {
            True: "The Git host builds the site from that branch and publishes it.",
            False: "Nothing publishes that branch: readers see it once somebody has joined it to the published one.",
            None: "Nothing here says whether that branch is published: ask whoever looks after the Git host.",
        }[self.is_published]
        return f"{self.host}, branch “{self.branch}”. {after}"


def destination(repository: Repository) -> Destination:
    """Where commits are sent to."""
    name, branch = repository.remote()
    address = repository.attempt("remote", "get-url", "--push", name)
    return Destination(host_of(address), branch, _is_published(repository.top, address, branch))


def host_of(address: str) -> str:
    """A Git host's address as people say it, without a name or password.

    >>> host_of("git@codeberg.org:safe/internet.git"), host_of("https://me:secret@example.org/safe.git")
    ('codeberg.org/safe/internet', 'example.org/safe')
    """
    plain = re.sub(r"^(?:[\w+.-]+://)?(?:[^@/]*@)?", "", address)
    return re.sub(r"^([\w.-]+):(?!//)(?:\d+/)?", r"\1/", plain).removesuffix(".git").rstrip("/")


_WORKFLOWS = ((".github/workflows", "github.com"), (".forgejo/workflows", ""), (".gitea/workflows", ""))


def _is_published(top: Path, address: str, branch: str) -> bool | None:
    """What the host's own workflows say; of a host that is not known by its name, those of any."""
    host = host_of(address).partition("/")[0]
    if "gitlab" in host:
        return branch in ("main", "master") if (top / ".gitlab-ci.yml").is_file() else None
    folders = [folder for folder, of in _WORKFLOWS if of == host or (not of and host != "github.com")]
    files = [file for folder in folders for file in sorted((top / folder).glob("publish.y*ml"))]
    patterns = [one for file in files for one in _branches(file)]
    return any(fnmatch(branch, one) for one in patterns) if patterns else None


def _branches(file: Path) -> list[str]:
    try:
        data: Any = load_yaml(file, file.name).data
        # YAML 1.1 reads the key `on` as true.
        push = (data.get("on") or data.get(True))["push"]
        return [str(one) for one in push.get("branches", ["*"])] if push else ["*"]
    except (ProblemsFound, KeyError, TypeError, AttributeError):
        return []
