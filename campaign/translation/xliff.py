"""Catalogues as XLIFF 2, for agencies and their programs (Trados, memoQ, Phrase); the same texts and marks as PO.

https://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html. References and the addresses of links are codes
(`<ph>`), which such programs do not let a translator change. A text that is to be confirmed has the state "initial".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import polib
from lxml import etree

from campaign.translation.catalog_files import (
    COUNT_HEADER,
    LANGUAGE_HEADER,
    PAGE_HEADER,
    export_comment,
    exported_mark,
)

SUFFIX = ".xlf"
_NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_CODES = re.compile(r"\{\{[^{}]*\}\}|(?<=\])\([^()\s]*\)")
"""What a translator keeps as it is: `{{ helpline: id }}`, `(address)`."""
_EXPORTED, _COUNT = "exported", "texts"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def render_xliff(catalog: polib.POFile, source: str) -> str:
    """A catalogue as an XLIFF document; `source` is the code of the source language."""
    root = etree.Element("xliff", version="2.0", srcLang=source, xmlns=_NAMESPACE)
    root.set("trgLang", catalog.metadata[LANGUAGE_HEADER])
    page = catalog.metadata[PAGE_HEADER]
    entries = [one for one in catalog if not one.obsolete]
    file = etree.SubElement(root, "file", id=page, original=entries[0].occurrences[0][0] if entries else page)
    file.set(_XML_SPACE, "preserve")
    etree.SubElement(etree.SubElement(file, "notes"), "note", category=_COUNT).text = catalog.metadata[COUNT_HEADER]
    texts: list[_Text] = []
    for number, entry in enumerate(entries, 1):
        texts += _add_unit(file, f"u{number}", entry)
    # Set out in lines first: within a text, white space is text.
    etree.indent(root)
    for one in texts:
        _write(*one)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(root, encoding="unicode")}\n'


_Text = tuple[etree._Element, str, Mapping[str, str]]
"""An element, what is to stand in it, and the id of each code."""


def _add_unit(file: etree._Element, name: str, entry: polib.POEntry) -> Iterator[_Text]:
    unit = etree.SubElement(file, "unit", id=name, name=entry.msgctxt)
    notes = etree.SubElement(unit, "notes")
    hints = [one for one in entry.comment.splitlines() if one != export_comment(entry.msgstr)]
    for number, one in enumerate([*hints, *entry.tcomment.splitlines()]):
        etree.SubElement(notes, "note", category="hint" if number < len(hints) else "translator").text = one
    etree.SubElement(notes, "note", category=_EXPORTED).text = exported_mark(entry)
    codes = dict.fromkeys(_CODES.findall(entry.msgid) + _CODES.findall(entry.msgstr))
    ids = {code: f"d{number}" for number, code in enumerate(codes, 1)}
    if ids:
        data = etree.SubElement(unit, "originalData")
        for code, name in ids.items():
            etree.SubElement(data, "data", id=name).text = code
    segment = etree.SubElement(unit, "segment", state="translated" if entry.translated() else "initial")
    yield etree.SubElement(segment, "source"), entry.msgid, ids
    if entry.msgstr:
        yield etree.SubElement(segment, "target"), entry.msgstr, ids


def _write(element: etree._Element, text: str, ids: Mapping[str, str]) -> None:
    """The text, with its codes as placeholders; the same code has the same id in source and target."""
    end, seen, last = 0, dict.fromkeys(ids.values(), 0), None
    for match in _CODES.finditer(text):
        _add(element, last, text[end : match.start()])
        name = ids[match[0]]
        seen[name] += 1
        last = etree.SubElement(element, "ph", id=f"{name}-{seen[name]}", dataRef=name, disp=match[0])
        end = match.end()
    _add(element, last, text[end:])


def _add(element: etree._Element, last: etree._Element | None, text: str) -> None:
    if last is None:
        element.text = text
    else:
        last.tail = text


def read_xliff(content: bytes) -> polib.POFile:
    """The catalogue in an XLIFF document; raises ValueError with the reason for what is none.

    Programs may cut a unit into several segments: they are joined. A changed text counts as confirmed in whatever state
    it is, because not every program keeps states.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"line {error.lineno}: {error.msg}; perhaps the file was cut off there") from None
    version = root.get("version", "none")
    if etree.QName(root).localname != "xliff" or not version.startswith("2."):
        raise ValueError(f"this is {etree.QName(root).localname} {version}; only XLIFF 2 is read")
    space = {"x": etree.QName(root).namespace or ""}
    file = root.find("x:file", space)
    catalog = polib.POFile(wrapwidth=0)
    catalog.metadata = {
        LANGUAGE_HEADER: root.get("trgLang", ""),
        PAGE_HEADER: "" if file is None else file.get("id", ""),
    }
    count = root.findtext(f"x:file/x:notes/x:note[@category='{_COUNT}']", None, space)
    catalog.metadata |= {COUNT_HEADER: count} if count else {}
    seen: set[str | None] = set()
    for unit in root.iterfind(".//x:unit", space):
        if unit.get("id") in seen:
            raise ValueError(f"line {unit.sourceline}: the unit “{unit.get('id')}” already exists")
        seen.add(unit.get("id"))
        catalog.append(_entry(unit, space))
    return catalog


def _entry(unit: etree._Element, space: Mapping[str, str]) -> polib.POEntry:
    spaces = dict(space)
    data = {one.get("id"): one.text or "" for one in unit.iterfind("x:originalData/x:data", spaces)}
    segments = [one for one in unit if etree.QName(one).localname in ("segment", "ignorable")]
    source = "".join(_read(one.find("x:source", spaces), data) for one in segments)
    targets = [one.find("x:target", spaces) for one in segments]
    is_done = all(
        found is not None or etree.QName(one).localname == "ignorable"
        for one, found in zip(segments, targets, strict=True)
    )
    target = "".join(
        _read(one.find("x:source", spaces) if found is None else found, data)
        for one, found in zip(segments, targets, strict=True)
    )
    notes = unit.iterfind(f"x:notes/x:note[@category='{_EXPORTED}']", spaces)
    marks = [one.text or "" for one in notes]
    entry = polib.POEntry(
        msgctxt=unit.get("name", ""),
        msgid=source,
        msgstr=target if is_done and target.strip() else "",
        comment="\n".join(f"exported {one}" for one in marks),
    )
    is_untouched = not marks or export_comment(entry.msgstr) == entry.comment
    if entry.msgstr and is_untouched and any(one.get("state") == "initial" for one in segments):
        entry.flags = ["fuzzy"]
    return entry


def _read(element: etree._Element | None, data: Mapping[str | None, str]) -> str:
    """The text of a source or target with its codes written out."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        code = data.get(child.get("dataRef"))
        if code is None and etree.QName(child).localname == "ph":
            raise ValueError(f"line {child.sourceline}: a code that the export does not know")
        # What a program has marked, such as a term, is text within.
        parts += [_read(child, data) if code is None else code, child.tail or ""]
    return "".join(parts)
