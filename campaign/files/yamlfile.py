"""Reading YAML that strangers may have written: plain data only, with the line of every value.

Refused, each with its line: tags (`!!python/…`), anchors and aliases (billion-laughs bombs), duplicate keys,
several documents, bytes that are not UTF-8, files over a size limit, lists very deep inside each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from campaign.files.documents import MAX_BYTES, Path_, YamlDocument, decode_text
from campaign.files.problems import Problem, ProblemsFound

# libyaml where PyYAML was built with it: ten times faster, the same events.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# The tags plain YAML gives to values by their look; everything else is an explicit tag and refused.
_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "str", "timestamp", "map", "seq")
}


_TEXT = "tag:yaml.org,2002:str"
_RESOLVER: Any = yaml.resolver.Resolver()
MAX_DEPTH = 20
"""Lists and keys inside each other; a campaign's data have six."""


def load_yaml(path: Path, file: str | None = None) -> YamlDocument:
    """Read one YAML file; raises ProblemsFound when it cannot be trusted or understood."""
    name = file or path.as_posix()
    if path.stat().st_size > MAX_BYTES:
        found, expected = f"the file is {path.stat().st_size:,} bytes", f"at most {MAX_BYTES:,} bytes"
        raise ProblemsFound.of("file-size", name, found, expected, "split the file or remove what does not belong")
    return parse_yaml(decode_text(path.read_bytes(), name), name)


def parse_yaml(text: str, file: str, first_line: int = 1) -> YamlDocument:
    """Parse YAML text; `first_line` is the line of `file` on which the text begins (front matter starts at 2)."""
    offset = first_line - 1
    try:
        return _Builder(file, offset, text).build(yaml.parse(text, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark is not None else 0) + 1 + offset
        said = " ".join(filter(None, [error.context, error.problem]))
        fix = 'a text with a colon, a quote or a # in it goes between double quotes; a quote inside them is written \\"'
        raise _refused(file, line, f"broken YAML: {said}", "`key: value` lines with equal indentation", fix) from None
    except yaml.YAMLError as error:
        raise _refused(
            file, first_line, f"unreadable YAML: {error}", "plain text", "remove control characters"
        ) from None


def check_depth(text: str, file: str) -> None:
    """Raise ProblemsFound where lists and keys stand too deep inside each other, or one inside itself, for text that
    others will read.

    What breaks earlier is theirs to say.
    """
    anchors: list[str | None] = []
    with suppress(yaml.YAMLError):
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                anchors.append(event.anchor)
                if len(anchors) > MAX_DEPTH:
                    raise _too_deep(file, _line(event))
            elif isinstance(event, yaml.CollectionEndEvent):
                anchors.pop()
            elif isinstance(event, yaml.AliasEvent) and event.anchor in anchors:
                found = f"*{event.anchor}, inside of &{event.anchor}: something that holds itself"
                fix = f"write out what is meant instead of *{event.anchor}"
                raise _refused(file, _line(event), found, "each entry written out", fix)


def _line(event: yaml.Event) -> int:
    return (event.start_mark.line if event.start_mark else 0) + 1


def _refused(file: str, line: int, found: str, expected: str, fix: str) -> ProblemsFound:
    return ProblemsFound.of("yaml", file, found, expected, fix, line=line)


def _too_deep(file: str, line: int) -> ProblemsFound:
    return _refused(
        file,
        line,
        f"more than {MAX_DEPTH} lists or keys inside each other",
        "a few levels",
        "look for brackets or hyphens that were typed or pasted by mistake",
    )


@dataclass(slots=True)
class _Open:
    """A list or a mapping that has begun, its place in the document, and the key whose value comes next, if any."""

    value: list[Any] | dict[Any, Any]
    path: Path_
    key: str | None = None

    @property
    def wants_key(self) -> bool:
        return isinstance(self.value, dict) and self.key is None


class _Builder:
    """Makes plain data of what the parser meets, one thing after the other.

    Nothing calls itself for what is inside, as PyYAML's own way to compose a document does: whoever wrote the file
    would say how deep that goes.
    """

    def __init__(self, file: str, offset: int, text: str) -> None:
        self.file, self.offset = file, offset
        self.text = text.split("\n") if " #" in text else None
        """The lines, where there may be a comment behind a value."""
        self.lines: dict[Path_, int] = {}
        self.problems: list[Problem] = []
        self.open: list[_Open] = []
        self.data: Any = None
        self.scalars = yaml.constructor.SafeConstructor()

    def build(self, events: Iterable[yaml.Event]) -> YamlDocument:
        """The document; raises ProblemsFound with everything that is wrong with it."""
        has_document = False
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self.scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self.begin(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.open.pop()
            elif isinstance(event, yaml.AliasEvent):
                raise self.anchored(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                if has_document:
                    raise _refused(
                        self.file, self.line(event), "a second document (---)", "one", "remove the line with ---"
                    )
                has_document = True
        if self.problems:
            raise ProblemsFound(self.problems)
        return YamlDocument(self.data, self.lines, self.file)

    def line(self, event: yaml.Event) -> int:
        return _line(event) + self.offset

    def refuse(self, event: yaml.Event, found: str, expected: str, fix: str) -> None:
        self.problems += _refused(self.file, self.line(event), found, expected, fix).problems

    def anchored(self, event: yaml.Event) -> ProblemsFound:
        found, fix = "a YAML anchor or alias (& or *)", "repeat the value instead of referring to it"
        return _refused(self.file, self.line(event), found, "every value written out", fix)

    def begin(self, event: yaml.CollectionStartEvent) -> None:
        if event.anchor:
            raise self.anchored(event)
        if len(self.open) >= MAX_DEPTH:
            raise _too_deep(self.file, self.line(event))
        if event.tag and event.tag not in _PLAIN_TAGS:
            self.tagged(event, event.tag)
        if self.open and self.open[-1].wants_key:
            raise _refused(
                self.file, self.line(event), "a list or keys in the place of a key", "a word", "name the key"
            )
        value: list[Any] | dict[Any, Any] = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        self.open.append(_Open(value, self.put(event, value)))

    def scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor:
            raise self.anchored(event)
        if self.open and self.open[-1].wants_key:
            self.key(event)
            return
        tag = event.tag
        if tag is None or tag == "!":
            tag = _RESOLVER.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag == _TEXT and self.text and (lost := self.lost(event)):
            fix = f'put the whole text between double quotes: "{event.value} {lost}"'
            self.refuse(
                event, f"“{lost}” is read as a comment, and left out", "all of the text, or `# ` and a comment", fix
            )
        self.put(event, event.value if tag == _TEXT else self.value(event, tag))

    def lost(self, event: yaml.ScalarEvent) -> str:
        """What a text without quotes loses at a # that was meant to be in it: "Group #1 opens"."""
        end = event.end_mark
        if not (self.text and not event.style and end and end.line < len(self.text)):
            return ""
        rest = self.text[end.line][end.column :].strip()
        return rest if re.match(r"#[^\s#]", rest) else ""

    def key(self, event: yaml.ScalarEvent) -> None:
        """A key is text as it is written: `no:` and `2026:` too."""
        within = self.open[-1]
        if event.value in within.value:
            self.refuse(event, f"the key “{event.value}” is there twice", "each key once", "remove one of the two")
        self.lines[(*within.path, event.value)] = self.line(event)
        within.key = event.value

    def put(self, event: yaml.Event, value: Any) -> Path_:
        """Into the list or the mapping that is open; returns its place."""
        path: Path_ = ()
        if not self.open:
            self.data = value
        elif isinstance(within := self.open[-1].value, list):
            path = (*self.open[-1].path, len(within))
            within.append(value)
        else:
            key = self.open[-1].key
            assert key is not None
            path = (*self.open[-1].path, key)
            within[key], self.open[-1].key = value, None
        self.lines.setdefault(path, self.line(event))
        return path

    def value(self, event: yaml.ScalarEvent, tag: str) -> Any:
        """A number, a date, yes or no, or nothing."""
        if tag not in _PLAIN_TAGS:
            return self.tagged(event, tag)
        try:
            return self.scalars.construct_object(yaml.ScalarNode(tag, event.value))
        except (ValueError, OverflowError) as error:
            fix = "correct the value (a date is year-month-day: 2026-11-23); text goes between quotes"
            self.refuse(event, f"“{event.value}” cannot be read: {error}", "a valid value", fix)

    def tagged(self, event: yaml.Event, tag: str) -> None:
        self.refuse(event, f"a YAML tag ({tag})", "plain values", "remove the tag (the word that begins with !)")


def replace_scalars(text: str, changes: Mapping[Path_, str]) -> str:
    """YAML text with new strings at some paths, and every other byte as it was.

    Raises KeyError for a path at which there is no plain value.
    """
    # The pure Python loader: its marks count characters.
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    edits = []
    for path, value in changes.items():
        node = _node_at(root, path)
        if not isinstance(node, yaml.ScalarNode):
            raise KeyError(path)
        end = "\n" if node.style in ("|", ">") else ""
        edits.append((node.start_mark.index, node.end_mark.index, quote(value) + end))
    for start, stop, replacement in sorted(edits, reverse=True):
        text = text[:start] + replacement + text[stop:]
    return text


def set_values(text: str, path: Path_, values: Mapping[str, Any]) -> str:
    """YAML text in which the mapping at `path` has these values; None takes a key away. New keys go to its end.

    Every other byte is as it was, comments included; a mapping on one line, in braces, becomes a block. Raises KeyError
    when there is no such mapping.
    """
    mapping = _node_at(yaml.compose(text, Loader=yaml.SafeLoader), path)
    if not values:
        return text
    if isinstance(mapping, yaml.MappingNode) and mapping.flow_style and isinstance(path[-1], str):
        whole = {**yaml.constructor.SafeConstructor().construct_document(mapping), **values}
        return set_values(text, path[:-1], {path[-1]: {key: one for key, one in whole.items() if one is not None}})
    if not isinstance(mapping, yaml.MappingNode) or mapping.flow_style:
        raise KeyError(path)
    known = {key.value: (key.start_mark.index, _end_of(value, text)) for key, value in mapping.value}
    indent = " " * mapping.value[0][0].start_mark.column
    edits = []
    for key, value in values.items():
        lines = yaml.safe_dump({key: value}, allow_unicode=True, sort_keys=False, width=110).splitlines()
        rendered = f"\n{indent}".join(lines)
        if key not in known and value is not None:
            end = max(stop for _, stop in known.values())
            edits.append((end, end, f"\n{indent}{rendered}"))
        elif key in known and value is not None:
            edits.append((*known[key], rendered))
        elif key in known:
            start, stop = known[key]
            edits.append((start - len(indent), text.find("\n", stop) + 1 or len(text), ""))
    for start, stop, replacement in sorted(edits, reverse=True):
        text = text[:start] + replacement + text[stop:]
    return text


def _end_of(node: yaml.Node, text: str) -> int:
    """Where a value ends: a block's own end mark stands behind the comments that follow it."""
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _end_of(last[1] if isinstance(last, tuple) else last, text)
    return len(text[: node.end_mark.index].rstrip())


# What YAML cannot hold as it is or would fold into a space: control characters, other line breaks, byte order marks.
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def quote(value: str) -> str:
    """A string as a double-quoted YAML value on one line."""
    text = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + _UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + '"'


def _node_at(node: yaml.Node | None, path: Path_) -> yaml.Node | None:
    for part in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == part), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        else:
            return None
    return node
