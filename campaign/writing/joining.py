"""Our work put on that of others, without touching the working folder: a tree made of both, and what clashes.

Nothing is committed and nothing moves before the Git host has it. So whatever fails on the way, the texts stay in their
files, and the next attempt begins from the same base.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from campaign.files.replace import replace_files
from campaign.writing.merge import MINE, Clash, Settle, choose_entries, merge_texts
from campaign.writing.repository import Repository

_LOCK = re.compile(r"(?:^|/)_data/locks/[^/]+\.yml$")
_ID = re.compile(rb"^id:\s*([\w-]+)", re.MULTILINE)

Entry = tuple[str, str]
"""A file in a tree: its mode and the name of its bytes; mode "000000" where there is none."""


class Joined(NamedTuple):
    """What comes of two people's work. `tree`: what can be sent, without the files of which a passage clashes;
    `theirs`: the files that others have changed; `clashes` that nobody has settled, and the files that are `held`."""

    tree: str
    theirs: tuple[str, ...]
    clashes: tuple[Clash, ...]
    held: frozenset[str]


class Joiner:
    """Joins and follows, in one repository. `index`: a file of its own, so that git's is left alone."""

    def __init__(self, repository: Repository, index: Path):
        self.repository = repository
        self._own = {"GIT_INDEX_FILE": str(index)}
        self.taken = ""
        """The tree that was taken last."""

    def take(self, files: Sequence[str], ids: frozenset[str] | None) -> str:
        """The tree of the last commit with these files as they are in the working folder. Of locks only the entries of
        pages with these `ids`; None: all."""
        git = self.repository
        git.run("read-tree", "HEAD", env=self._own)
        locks = [one for one in files if _LOCK.search(one)] if ids is not None else []
        others = [one for one in files if one not in locks]
        for start in range(0, len(others), 200):
            git.run("add", "--all", "--", *others[start : start + 200], env=self._own)
        for one in locks:
            there = self._folder_text(git.prefix + one) or ""
            before = self._text(self._entries("HEAD"), git.prefix + one) or ""
            text = choose_entries(before, there, lambda key: key in (ids or ()))
            self._put({git.prefix + one: ("100644", self._blob(text.encode()))})
        self.taken = git.run("write-tree", env=self._own).strip()
        return self.taken

    def join(
        self, mine: str, target: str, settle: Settle, base: str = "", together: Sequence[Sequence[str]] = ()
    ) -> Joined:
        """The tree `mine` joined with the commit `target`, from `base`, where the two have parted: by default where the
        last commit and that one have. Of files that belong `together`, a page's in all languages, all go or none."""
        git = self.repository
        never = "these are two campaigns that never were one"
        base = base or git.run("merge-base", "HEAD", target, error=never).strip()
        ours, others = self._changed(base, mine), self._changed(base, target)
        trees = [self._entries(one) for one in (base, mine, target)]
        found: dict[str, Entry] = {}
        clashes: list[Clash] = []
        held: set[str] = set()
        for path, entry in ours.items():
            if path not in others:
                found[path] = entry
            elif others[path] != entry:
                content, left = self._merge(path, trees, settle)
                clashes += left
                if left:
                    held.add(path)
                else:
                    mode = entry[0] if int(entry[0]) else others[path][0]
                    found[path] = _GONE if content is None else (mode, self._blob(content))
        for group in ([git.prefix + one for one in files] for files in together):
            if held.intersection(group):
                held.update(path for path in group if found.pop(path, None))
        ids = {match[1].decode() for path in held if (match := _ID.search(self._bytes(trees[1], path) or b""))}
        for path in [one for one in found if _LOCK.search(one)] if ids else ():
            text = git.run("cat-file", "blob", found[path][1])
            kept = choose_entries(self._text(trees[2], path) or "", text, lambda key: key not in ids)
            found[path] = (found[path][0], self._blob(kept.encode()))
        git.run("read-tree", target, env=self._own)
        self._put(found)
        tree = git.run("write-tree", env=self._own).strip()
        shown = [one.removeprefix(git.prefix) for one in others]
        return Joined(tree, tuple(shown), tuple(clashes), frozenset(one.removeprefix(git.prefix) for one in held))

    def with_file(self, tree: str, path: str, content: bytes) -> str:
        """The tree with a file (relative to the campaign's folder) as these bytes."""
        self.repository.run("read-tree", tree, env=self._own)
        self._put({self.repository.prefix + path: ("100644", self._blob(content))})
        return self.repository.run("write-tree", env=self._own).strip()

    def export(self, tree: str, folder: Path) -> Path:
        """Write a tree's files into a folder; the campaign's folder there."""
        self.repository.run("read-tree", tree, env=self._own)
        self.repository.run("checkout-index", "--all", "--force", f"--prefix={folder}/", env=self._own, at_top=True)
        return folder / self.repository.prefix

    def follow(self, commit: str, taken: str) -> bool:
        """Make the working folder what `commit` says, and the branch too. `taken` is the tree that was sent of it: what
        has been written since, or was left out, is joined. False, and nothing changes, where that clashes."""
        git = self.repository
        there, sent = self._entries(commit), self._entries(taken)
        top = git.top
        writes: dict[Path, bytes] = {}
        gone: list[Path] = []
        for path in self._changed("HEAD", commit):
            now, new = self._folder_bytes(path), self._bytes(there, path)
            if now == new:
                continue
            if not self._is_as(sent, path):
                new, left = self._merge_contents(path, self._bytes(sent, path), now, new, lambda _: None)
                if left:
                    return False
            if new is None:
                gone.append(top / path)
            else:
                writes[top / path] = new
        replace_files(writes)
        for one in gone:
            one.unlink(missing_ok=True)
        git.run("update-ref", f"refs/heads/{git.branch}", commit)
        git.run("read-tree", commit)
        git.attempt("update-index", "--refresh", "--quiet")
        return True

    def bring(self, mine: str, tree: str) -> None:
        """Write into the working folder what a tree has in other bytes than `mine`, which was taken of it."""
        there, top = self._entries(tree), self.repository.top
        changed = self._changed(mine, tree)
        replace_files({top / path: self._bytes(there, path) or b"" for path in changed if path in there})
        for path in changed:
            if path not in there:
                (top / path).unlink(missing_ok=True)

    def _is_as(self, tree: Mapping[str, Entry], path: str) -> bool:
        """Whether a file of the working folder is the one of the tree, line ends as git sees them."""
        file = self.repository.top / path
        if not file.is_file():
            return path not in tree
        name = self.repository.run("hash-object", f"--path={path}", "--", str(file), at_top=True).strip()
        return path in tree and tree[path][1] == name

    def _merge(
        self, path: str, trees: Sequence[Mapping[str, Entry]], settle: Settle
    ) -> tuple[bytes | None, list[Clash]]:
        base, mine, theirs = (self._bytes(one, path) for one in trees)
        return self._merge_contents(path, base, mine, theirs, settle)

    def _merge_contents(
        self, path: str, base: bytes | None, mine: bytes | None, theirs: bytes | None, settle: Settle
    ) -> tuple[bytes | None, list[Clash]]:
        shown = path.removeprefix(self.repository.prefix)
        if mine == theirs or theirs == base:
            return mine, []
        if mine == base:
            return theirs, []
        was, ours, others = (_as_text(one) for one in (base or b"", mine, theirs))
        if was is not None and ours is not None and others is not None:
            merged, left = merge_texts(shown, was, ours, others, settle)
            return merged.encode(), left
        # A picture, or a file that one of the two has taken away: all of it or nothing.
        clash = Clash(shown, "", _whole(base), _whole(mine), _whole(theirs))
        answer = settle(clash)
        if answer is None:
            return theirs, [clash]
        return (mine if answer == MINE else theirs if theirs is not None else mine), []

    def _changed(self, one: str, other: str) -> dict[str, Entry]:
        """What another tree has in other bytes than one: mode and name of the bytes there."""
        how = ("-r", "--raw", "-z", "--no-renames", "--no-abbrev")
        parts = self.repository.run("diff-tree", *how, one, other, at_top=True).split("\0")
        return {path: (said.split()[1], said.split()[3]) for said, path in zip(parts[::2], parts[1::2], strict=False)}

    def _entries(self, tree: str) -> dict[str, Entry]:
        listed = self.repository.run("ls-tree", "-r", "-z", "--full-tree", tree).split("\0")
        parts = [one.partition("\t") for one in listed if one]
        return {path: (said.split()[0], said.split()[2]) for said, _, path in parts}

    def _bytes(self, tree: Mapping[str, Entry], path: str) -> bytes | None:
        return self.repository.blob(tree[path][1]) if path in tree else None

    def _text(self, tree: Mapping[str, Entry], path: str) -> str | None:
        content = self._bytes(tree, path)
        return None if content is None else _as_text(content)

    def _folder_bytes(self, path: str) -> bytes | None:
        file = self.repository.top / path
        return file.read_bytes() if file.is_file() else None

    def _folder_text(self, path: str) -> str | None:
        content = self._folder_bytes(path)
        return None if content is None else _as_text(content)

    def _blob(self, content: bytes) -> str:
        return self.repository.run("hash-object", "-w", "--stdin", given=content).strip()

    def _put(self, entries: Mapping[str, Entry]) -> None:
        lines = "".join(f"{mode} {name}\t{path}\0" for path, (mode, name) in entries.items())
        self.repository.run("update-index", "-z", "--index-info", env=self._own, given=lines.encode())


_GONE: Entry = ("0", "0" * 40)


@contextmanager
def joiner(repository: Repository) -> Iterator[Joiner]:
    """A joiner for some work."""
    with tempfile.TemporaryDirectory(prefix="campaign-join-") as folder:
        yield Joiner(repository, Path(folder) / "index")


def _as_text(content: bytes | None) -> str | None:
    """None for what is no text."""
    try:
        return None if content is None or b"\0" in content else content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None


def _whole(content: bytes | None) -> str:
    """A file in words."""
    if content is None:
        return ""
    text = _as_text(content)
    return f"(a file of {len(content):,} bytes)" if text is None else text
