"""Work that waits for somebody to look at it: a branch for each page at the Git host, beside the published one.

A branch is named `draft/<key>`, `review/<key>` or `ready/<key>`; its name is its state. It holds one page in all its
languages (or the contacts, the words), so each can be looked at, taken over and published by itself. What readers see
is only the published branch; who may send to that one is the Git host's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from campaign.files.problems import ProblemsFound
from campaign.languages.slug import make_slug
from campaign.writing.joining import Joiner
from campaign.writing.merge import Clash, Settle
from campaign.writing.outgoing import Outgoing
from campaign.writing.repository import Repository

STATES = {"draft": "draft", "review": "in review", "ready": "ready"}
"""How far something is: the first part of its branch's name, and in words."""
_LOCKS = "_data/locks/"
_SEEN = "refs/campaign/reviews/"


class Review(NamedTuple):
    """What waits: its key, how far it is, its title, who sent it last and on which day, and the commit."""

    key: str
    state: str
    title: str
    by: str
    on: str
    commit: str

    @property
    def branch(self) -> str:
        return f"{self.state}/{self.key}"

    def in_words(self) -> str:
        """One line for people."""
        return f"{self.key}: {self.title} ({STATES[self.state]}; {self.by}, {self.on})"


def list_reviews(repository: Repository) -> list[Review]:
    """Everything that waits at the Git host, as it was when that was last asked."""
    name, _ = repository.remote()
    root = f"refs/remotes/{name}/"
    form = "%00".join(f"%({one})" for one in ("refname", "objectname", "authorname", "authordate:short", "subject"))
    listed = repository.run("for-each-ref", f"--format={form}", *(f"{root}{one}/" for one in STATES))
    found = []
    for line in listed.splitlines():
        ref, commit, by, on, title = line.split("\0")
        state, _, key = ref.removeprefix(root).partition("/")
        found.append(Review(key, state, title, by, on, commit))
    return sorted(found, key=lambda one: (one.on, one.key), reverse=True)


def find_review(repository: Repository, key: str) -> Review:
    """The one with this key; raises ProblemsFound."""
    found = list_reviews(repository)
    for one in found:
        if one.key == key:
            return one
    expected = ", ".join(one.key for one in found) or "something that somebody has sent for review"
    raise ProblemsFound.of("review", "git", f"nothing waits under “{key}”", expected, "campaign review lists it")


def review_key(item: Outgoing) -> str:
    """The key of something that is to be reviewed: a page's id, else its name as an address has it."""
    return make_slug(item.key) if "/" in item.key or "." in item.key else item.key


def send_for_review(
    repository: Repository, join: Joiner, item: Outgoing, locks: Sequence[str], state: str, settle: Settle
) -> tuple[Clash, ...]:
    """Send one thing to its branch, joined with what others have sent there; what clashes, and then it is not sent."""
    tree = join.take([*item.files, *locks], frozenset(item.ids))
    key = review_key(item)
    before = next((one for one in list_reviews(repository) if one.key == key), None)
    parents = [repository.run("rev-parse", "HEAD").strip()]
    if before:
        joined = join.join(tree, before.commit, settle, _known(repository, before))
        if joined.clashes:
            return joined.clashes
        tree, parents = joined.tree, [before.commit, *parents]
    commit = repository.make_commit(tree, parents, item.title)
    _move(repository, commit, key, state, before)
    _note(repository, key, commit)
    return ()


def set_state(repository: Repository, review: Review, state: str) -> None:
    """Say how far something is."""
    _move(repository, review.commit, review.key, state, review)


def drop_review(repository: Repository, review: Review) -> None:
    """Take something off the list. Its text stays with everybody who has it."""
    _push(repository, f":refs/heads/{review.branch}")


def take_review(
    repository: Repository, join: Joiner, review: Review, paths: Sequence[str], settle: Settle
) -> Sequence[Clash]:
    """Put what waits into the working folder, joined with what is there; what clashes, and then nothing changes."""
    mine = join.take([one.path for one in repository.changes(paths)], None)
    joined = join.join(mine, review.commit, settle, _known(repository, review))
    if not joined.clashes:
        join.bring(mine, joined.tree)
        _note(repository, review.key, review.commit)
    return joined.clashes


def drop_published(repository: Repository, commit: str) -> list[Review]:
    """Take off the list what `commit`, the published one, says already; what that was."""
    gone = []
    for one in list_reviews(repository):
        base = repository.attempt("merge-base", commit, one.commit)
        how = ("diff", "--name-only", "-z")
        changed = repository.run(*how, base, one.commit, at_top=True).split("\0") if base else []
        files = [file for file in changed if file and _LOCKS not in file]
        if files and not repository.run(*how, commit, one.commit, "--", *files, at_top=True):
            drop_review(repository, one)
            gone.append(one)
    return gone


def _note(repository: Repository, key: str, commit: str) -> None:
    """Remember what of it is in this folder; the Git host is not told."""
    repository.run("update-ref", f"{_SEEN}{key}", commit)


def _known(repository: Repository, review: Review) -> str:
    """What of it was last sent from this folder, or taken into it; "" for another one of that name."""
    known = repository.attempt("rev-parse", "--verify", "--quiet", f"{_SEEN}{review.key}")
    return known if known and repository.attempt("merge-base", known, review.commit) == known else ""


def _move(repository: Repository, commit: str, key: str, state: str, before: Review | None) -> None:
    gone = [f":refs/heads/{before.branch}"] if before and before.state != state else []
    _push(repository, f"{commit}:refs/heads/{state}/{key}", *gone)


def _push(repository: Repository, *refs: str) -> None:
    name, _ = repository.remote()
    error, fix = "the Git host refused", "nothing is lost: your text is in its files. Try again in a minute"
    repository.run("push", "--quiet", "--", name, *refs, error=error, fix=fix)
    repository.fetch()
