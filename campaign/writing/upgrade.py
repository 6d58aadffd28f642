"""Bringing a campaign up to date with the generator that is installed: what has changed since, and what can be done.

A campaign keeps the wheel that it is made with (`generator/`), so it is known what each file was before: what a
campaign has of its own is joined with what has changed, as git joins two people's work.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

import yaml

import campaign
from campaign.files.allowed import DATA_FOLDER, walk_files
from campaign.files.look import GENERAL
from campaign.files.problems import ProblemsFound
from campaign.files.yamlfile import quote
from campaign.model.pool import original_folder
from campaign.model.settings import Settings
from campaign.writing.git import call_git
from campaign.writing.key_changes import FILE as KEYS
from campaign.writing.key_changes import changed_keys

GENERATOR = "generator"
"""The folder of a campaign with the wheel that it is made with."""
STARTER = Path(campaign.__file__).parent / "starter"


class Step(NamedTuple):
    """One file to be written, or to be removed where `after` is None."""

    path: Path
    before: bytes | None
    after: bytes | None
    why: str

    def diff(self, name: str) -> str:
        """The change as people read it; what is no text is only named."""
        try:
            old, new = ((one or b"").decode().splitlines(keepends=True) for one in (self.before, self.after))
        except UnicodeDecodeError:
            return ""
        return "".join(unified_diff(old, new, name, name if self.after is not None else "nothing"))


class Upgrade(NamedTuple):
    """What can be done, what a person has to look at, and what the generator's makers say of it."""

    steps: list[Step]
    notes: list[str]
    changes: str


def version_key(version: str) -> tuple[int, ...]:
    """A version as numbers, to be compared: "0.10.1" → (0, 10, 1)."""
    return tuple(map(int, re.findall(r"\d+", version)))


def find_old(settings: Settings, made_with: str, version: str) -> Path:
    """The wheel that the campaign was made with; raises ProblemsFound where there is nothing to compare with."""

    def refuse(found: str, expected: str, fix: str) -> ProblemsFound:
        return ProblemsFound.of("upgrade", settings.config_file, found, expected, fix, field="campaign.made_with")

    if not made_with:
        fix = "add `made_with: VERSION` below `campaign:`, the version that it was last built with"
        raise refuse("nothing says which version the campaign was made with", "a line `made_with`", fix)
    if version_key(version) < version_key(made_with):
        found = f"the generator that is installed is older ({version}) than the campaign ({made_with})"
        raise refuse(found, f"{made_with} or newer", f"pip install --no-deps {GENERATOR}/*.whl, or a newer wheel")
    wheels = sorted((settings.project_dir / GENERATOR).glob(f"campaign-{made_with}-*.whl"))
    if not wheels:
        found = f"there is no wheel of {made_with} in {GENERATOR}/: without it nobody knows what has changed since"
        raise refuse(
            found, f"{GENERATOR}/campaign-{made_with}-….whl", "put it there; the campaign's history may have it"
        )
    return wheels[-1]


def plan_upgrade(settings: Settings, old_wheel: Path, made_with: str, new_wheel: Path | None) -> Upgrade:
    """What is to be done, without doing any of it."""
    with zipfile.ZipFile(old_wheel) as wheel:
        old = {name: wheel.read(name) for name in wheel.namelist() if name.startswith("campaign/") and name[-1] != "/"}
    steps: list[Step] = []
    notes: list[str] = []
    for one in (*_templates(settings, old), *_starters(settings, old), *_words(settings, old)):
        if isinstance(one, Step):
            steps.append(one)
        else:
            notes.append(one)
    packed = old.get(f"campaign/pool/original/{KEYS}", b"").decode()
    notes += changed_keys(packed, (_bytes(original_folder() / KEYS) or b"").decode(), settings)
    steps += _version(settings, made_with, old_wheel, new_wheel)
    notes += [] if new_wheel else [f"put the new wheel into {GENERATOR}/ in place of {old_wheel.name}"]
    return Upgrade(steps, notes, _changes_since(old))


def _templates(settings: Settings, old: Mapping[str, bytes]) -> Iterator[Step | str]:
    """The files of overrides/ that hide a file of the look which has changed."""
    own = settings.look.own
    for path in sorted(walk_files(own)) if own else ():
        assert own is not None
        name, shown = path.relative_to(own).as_posix(), settings.relative(path)
        before, after = old.get(f"campaign/look/{name}"), _bytes(GENERAL / name)
        ours = path.read_bytes()
        if before == after or name == "README.md":
            continue
        if before is None:
            yield f"{shown}: the generator has such a file too now, and yours hides it; do you still need it?"
        elif after is None:
            yield f"{shown}: the generator no longer has the file that it stood for; look whether anything names it"
        elif ours == before:
            yield Step(path, ours, None, "it says what the generator said before; without it you get the new one")
        else:
            joined, clean = _join(ours, before, after)
            if clean:
                yield Step(path, ours, joined, "your changes and the generator's, joined")
            else:
                yield f"{shown}: you and the generator have changed the same lines; the generator's change:\n" + Step(
                    path, before, after, ""
                ).diff(f"campaign/look/{name}")


def _join(ours: bytes, before: bytes, after: bytes) -> tuple[bytes, bool]:
    """Three versions of a text joined as git does it, and whether no line was changed on both sides."""
    with tempfile.TemporaryDirectory(prefix="campaign-") as folder:
        for name, content in (("ours", ours), ("before", before), ("after", after)):
            (Path(folder) / name).write_bytes(content)
        done = call_git(Path(folder), "merge-file", "-p", "ours", "before", "after")
        return done.stdout.encode("utf-8", "surrogateescape"), done.returncode == 0


def _starters(settings: Settings, old: Mapping[str, bytes]) -> Iterator[Step | str]:
    """The workflow and the locked packages."""
    known = {"requirements.txt": ("campaign/pool/original/requirements.txt", original_folder() / "requirements.txt")}
    for path in walk_files(STARTER / "hosts"):
        name = path.relative_to(STARTER / "hosts").as_posix()
        known[name.partition("/")[2]] = (f"campaign/starter/hosts/{name}", path)
    for name, (packed, now) in sorted(known.items()):
        path = settings.project_dir / name
        ours, before, after = _bytes(path), old.get(packed), now.read_bytes()
        if ours is None or after in (before, ours):
            continue
        if ours == before:
            yield Step(path, ours, after, "as the generator has it now")
        else:
            yield f"{name}: yours is not the generator's; look at what has changed in its own"


def _words(settings: Settings, old: Mapping[str, bytes]) -> Iterator[Step | str]:
    """Interface words that are new, for every language whose words are there."""
    folder = original_folder() / "docs" / DATA_FOLDER / "ui"
    known = old.get(f"campaign/pool/original/docs/{DATA_FOLDER}/ui/en.yml")
    now = _words_of(_bytes(folder / "en.yml"))
    before = _words_of(known)
    for code in settings.folders:
        path = settings.data(f"ui/{code}.yml")
        ours = path.read_bytes()
        own, theirs = _words_of(ours), _words_of(_bytes(folder / f"{code}.yml"))
        new = {key: theirs.get(key, text) for key, text in now.items() if key not in own}
        if new and own:
            lines = "".join(f"  {key}: {quote(text)}\n" for key, text in new.items())
            english = [key for key in new if key not in theirs]
            why = f"{len(new)} new words" + (
                f", of which are to be translated: {', '.join(english)}" if english else ""
            )
            yield Step(path, ours, ours.rstrip(b"\n") + b"\n" + lines.encode(), why)
        for key in sorted((before.keys() - now.keys()) & own.keys()):
            yield f"{settings.relative(path)}: “{key}” is used no longer; take its line out"


def _words_of(content: bytes | None) -> dict[str, str]:
    return dict((yaml.safe_load(content) or {}).get("words") or {}) if content else {}


def _version(settings: Settings, made_with: str, old_wheel: Path, new_wheel: Path | None) -> Iterator[Step]:
    path = settings.project_dir / settings.config_file
    text = path.read_text("utf-8")
    line = re.compile(rf"(^ *made_with: *)[\"']?{re.escape(made_with)}[\"']?", re.MULTILINE)
    yield Step(path, text.encode(), line.sub(rf'\g<1>"{campaign.__version__}"', text).encode(), "the version")
    if new_wheel:
        yield Step(old_wheel.parent / new_wheel.name, None, new_wheel.read_bytes(), "the generator")
        if new_wheel.name != old_wheel.name:
            yield Step(old_wheel, old_wheel.read_bytes(), None, "the generator as it was")


def _changes_since(old: Mapping[str, bytes]) -> str:
    """What the changelog says now and did not say then."""
    now = (_bytes(original_folder() / "CHANGELOG.md") or b"").decode()
    before = {*old.get("campaign/pool/original/CHANGELOG.md", b"").decode().splitlines()}
    return "\n".join(line for line in now.splitlines() if line.strip() and line not in before)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
