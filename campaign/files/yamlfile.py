"""Reading YAML that strangers may have written: plain data only, with the line of every value.

Refused, each with its line: tags (`!!python/…`), anchors and aliases (billion-laughs bombs), duplicate keys,
several documents, bytes that are not UTF-8, files over a size limit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
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
        # An anchor or alias cannot be without its character; looking for it first spares most files a second parse.
        for event in yaml.parse(text, Loader=_Loader) if "&" in text or "*" in text else ():
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise _refused(
                    file,
                    (event.start_mark.line if event.start_mark else 0) + 1 + offset,
                    "a YAML anchor or alias (& or *)",
                    "every value written out",
                    "repeat the value instead of referring to it",
                )
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark is not None else 0) + 1 + offset
        said = " ".join(filter(None, [error.context, error.problem]))
        fix = 'a text with a colon, a quote or a # in it goes between double quotes; a quote inside them is written \\"'
        raise _refused(file, line, f"broken YAML: {said}", "`key: value` lines with equal indentation", fix) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise _refused(
            file, first_line, f"unreadable YAML: {error}", "plain text", "remove control characters"
        ) from None
    lines: dict[Path_, int] = {}
    problems: list[Problem] = []
    scalars = yaml.constructor.SafeConstructor()
    data = _construct(node, (), lines, problems, file, offset, scalars) if node is not None else None
    if problems:
        raise ProblemsFound(problems)
    return YamlDocument(data, lines, file)


def _refused(file: str, line: int, found: str, expected: str, fix: str) -> ProblemsFound:
    return ProblemsFound.of("yaml", file, found, expected, fix, line=line)


def _construct(
    node: yaml.Node,
    path: Path_,
    lines: dict[Path_, int],
    problems: list[Problem],
    file: str,
    offset: int,
    scalars: yaml.constructor.SafeConstructor,
) -> Any:
    line = node.start_mark.line + 1 + offset
    lines.setdefault(path, line)
    if node.tag not in _PLAIN_TAGS:
        problems.extend(
            _refused(
                file, line, f"a YAML tag ({node.tag})", "plain values", "remove the tag (the word that begins with !)"
            ).problems
        )
        return None
    if isinstance(node, yaml.SequenceNode):
        return [
            _construct(child, (*path, i), lines, problems, file, offset, scalars) for i, child in enumerate(node.value)
        ]
    if isinstance(node, yaml.MappingNode):
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else str(key_node.start_mark)
            key_line = key_node.start_mark.line + 1 + offset
            if key in result:
                problems.extend(
                    _refused(
                        file, key_line, f"the key “{key}” is there twice", "each key once", "remove one of the two"
                    ).problems
                )
            lines[(*path, key)] = key_line
            result[key] = _construct(value_node, (*path, key), lines, problems, file, offset, scalars)
        return result
    if node.tag == "tag:yaml.org,2002:str":
        return node.value
    try:
        return scalars.construct_object(node)
    except (ValueError, OverflowError) as error:
        problems.extend(
            _refused(
                file,
                line,
                f"“{node.value}” cannot be read: {error}",
                "a valid value",
                "correct the value (a date is year-month-day: 2026-11-23); text goes between quotes",
            ).problems
        )
        return None


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
