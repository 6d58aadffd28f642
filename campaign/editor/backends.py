"""Where the files are when the editor is part of a published site: a repository on GitHub, GitLab, Forgejo or Gitea.

The settings are those of `plugins: campaign: editor:` in `mkdocs.yml`; all that Sveltia CMS knows may stand there
(https://sveltiacms.app/en/docs/backends).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from campaign.files.problems import Problem, ProblemsFound

API_ROOTS = {
    "github": "https://api.github.com",
    "gitlab": "https://gitlab.com/api/v4",
    "gitea": "https://gitea.com/api/v1",
}
"""The backends and where each is when nothing else is said."""
WITH_REVIEW = ("github", "gitlab")
"""Those on which the editor can keep a change on a branch of its own, as a draft, in review or ready."""


@dataclass(frozen=True)
class Backend:
    """The editor's `backend` setting, and the addresses that its page must be allowed to talk to."""

    settings: Mapping[str, Any]
    hosts: tuple[str, ...]
    has_review: bool = False
    """Whether what is saved waits for a review on a branch of its own, before it is joined to the published one."""


def read_backend(editor: Mapping[str, Any], config_file: str) -> Backend:
    """The backend that the settings name; raises ProblemsFound when they name none, or not where it is."""
    name, repo = editor.get("name"), str(editor.get("repo", ""))
    problems = []
    if name not in API_ROOTS:
        problems.append(
            _problem(config_file, "name", f"“{name}”" if name else "nothing", f"one of: {', '.join(API_ROOTS)}")
        )
    review = editor.get("review", name in WITH_REVIEW)
    if review and name in API_ROOTS and name not in WITH_REVIEW:
        expected = f"false: only on {' and '.join(WITH_REVIEW)} can the editor keep drafts. Elsewhere: campaign review"
        problems.append(_problem(config_file, "review", "true", expected))
    if not repo.strip("/").count("/"):
        problems.append(_problem(config_file, "repo", f"“{repo}”", "owner/name of the repository"))
    if problems:
        raise ProblemsFound(problems)
    settings = {"branch": "main", **{key: value for key, value in editor.items() if key != "review"}}
    # Without an application registered at the host, people sign in with an access token: that needs no further server.
    if name == "github" and "base_url" not in editor:
        settings.setdefault("auth_methods", ["token"])
    if name == "gitlab":
        settings |= {"auth_type": "pkce"} if "app_id" in editor else {"auth_methods": ["token"]}
    addresses = [editor.get("api_root", API_ROOTS[str(name)]), editor.get("base_url"), editor.get("graphql_api_root")]
    hosts = {f"{parts.scheme}://{parts.netloc}" for one in addresses if one for parts in [urlsplit(str(one))]}
    return Backend(settings, tuple(sorted(hosts)), bool(review))


def _problem(config_file: str, field: str, found: str, expected: str) -> Problem:
    fix = "README, “Edit in the browser”, shows an example for each Git host"
    return Problem("editor", config_file, found, expected, fix, field=f"plugins.campaign.editor.{field}")
