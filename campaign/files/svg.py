"""Drawings (SVG): a document that can run programs and load files; here it may hold shapes and words, and nothing else.

Browsers run nothing in an SVG that a page shows as a picture, and the site's policy forbids it besides; but the file
can also be opened alone, from a host without the site's headers or from a disk. So this is an allow-list: elements and
attributes of SVG's own namespace, properties of style, and references inside the drawing. What is not named is refused.

Sources: Scalable Vector Graphics (SVG) 2 and Filter Effects Module Level 1 (W3C), without what runs, loads, animates,
links or embeds. Read with Expat, as browsers read XML, in one pass that ends at a document type: no entity is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, NoReturn
from xml.parsers import expat

from campaign.files.documents import decode_text
from campaign.files.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from lxml import etree

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
DEEPEST = 100
"""Levels of elements: no drawing needs so many, and programs that read them are only so deep."""
LEFTOVERS = (
    "http://www.inkscape.org/namespaces/inkscape", "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://purl.org/dc/elements/1.1/", "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/", "http://www.bohemiancoding.com/sketch/ns", "http://www.serif.com/",
    "https://boxy-svg.com", "http://ns.adobe.com/",
)  # fmt: skip
"""Namespaces in which drawing programs keep notes for themselves, or what theirs begin with. Browsers ignore them, but
they name people, folders and devices."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ELEMENTS = _names(
    """svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath
    linearGradient radialGradient stop pattern clipPath mask marker switch filter feBlend feColorMatrix
    feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow
    feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight
    feSpecularLighting feSpotLight feTile feTurbulence"""
)
_PROPERTIES = _names(
    """alignment-baseline baseline-shift clip-path clip-rule color color-interpolation color-interpolation-filters
    color-rendering direction display dominant-baseline enable-background fill fill-opacity fill-rule filter
    flood-color flood-opacity font font-family font-feature-settings font-kerning font-size font-size-adjust
    font-stretch font-style font-variant font-variant-caps font-variant-ligatures font-variant-numeric
    font-variation-settings font-weight image-rendering isolation letter-spacing lighting-color line-height marker
    marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order shape-rendering
    stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-opacity stroke-width text-align text-anchor text-decoration text-decoration-color text-decoration-line
    text-decoration-style text-indent text-orientation text-rendering text-transform transform-origin unicode-bidi
    vector-effect visibility white-space word-spacing writing-mode"""
)
"""Of style, as attributes or in `style`."""
_TRANSFORMS = frozenset({"transform", "gradientTransform", "patternTransform"})
_WORDS = _names("id class lang role aria-hidden aria-label aria-labelledby aria-describedby focusable systemLanguage")
"""Attributes whose value is never read as style."""
_ATTRIBUTES = _names(
    """style href version baseProfile viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d
    points pathLength gradientUnits spreadMethod patternUnits patternContentUnits clipPathUnits maskUnits
    maskContentUnits markerUnits markerWidth markerHeight refX refY orient offset dx dy rotate textLength lengthAdjust
    startOffset method spacing side filterUnits primitiveUnits in in2 result stdDeviation mode operator k1 k2 k3 k4
    type values tableValues slope intercept amplitude exponent order kernelMatrix divisor bias targetX targetY edgeMode
    preserveAlpha surfaceScale diffuseConstant specularConstant specularExponent kernelUnitLength azimuth elevation z
    pointsAtX pointsAtY pointsAtZ limitingConeAngle radius baseFrequency numOctaves seed stitchTiles scale
    xChannelSelector yChannelSelector"""
)
_TEXTS = _names("text title desc")
"""Elements with words that readers see, or hear."""
_KNOWN = _PROPERTIES | _TRANSFORMS | _WORDS | _ATTRIBUTES

_INSIDE = re.compile(r"""\burl\(\s*(["']?)#[^\s"'()\\]*\1\s*\)""", re.IGNORECASE)
_TRANSFORM = re.compile(r"\b(?:matrix|translate|scale|rotate|skewX|skewY)\s*\([\d\s,.eE+-]*\)")
_ACTIVE = re.compile(r"[\\@(]|/\*")
"""What can hide or load something in a value of style: an escape, a rule, a function, a comment."""
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)

_LEFTOVER_PROPERTIES = ("-inkscape-", "shape-inside", "shape-padding", "shape-subtract")
"""Of style: notes of a drawing program; browsers draw nothing by them."""

_SHAPES = "draw it with shapes only; a program such as Inkscape saves “Plain SVG” or “Optimised SVG”"


class DrawnText(NamedTuple):
    """A text of a drawing (a label, a title, a description), and its line."""

    line: int
    text: str


def read_svg(content: bytes, file: str, *, is_template: bool = False) -> tuple[list[DrawnText], list[Problem]]:
    """What a drawing says, and what it holds beside shapes, words and references inside itself.

    `file` is its name for messages; a template is a piece of a drawing in the look (Jinja), with every branch at once.
    """
    try:
        text = decode_text(content, file)
    except ProblemsFound as found:
        return [], found.problems
    if is_template:
        text = _JINJA.sub(lambda mark: "\n" * mark[0].count("\n"), text)
        text = f'<svg xmlns="{SVG}">{text}</svg>'
    look = _Look(file)
    problems = look.at(text.encode())
    return [DrawnText(line, " ".join(said.split())) for line, said in look.texts if said.strip()], problems


def check_svg(content: bytes, file: str) -> list[Problem]:
    """The problems of `read_svg` alone."""
    return read_svg(content, file)[1]


class _Look:
    """One reading of one drawing."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.open: list[str] = []
        """The ids of the elements that are open ("" where there is none)."""
        self.uses: list[tuple[str, tuple[str, ...], int]] = []
        """What each `<use>` repeats, the ids of what it stands in, and its line."""
        self.texts: list[DrawnText] = []
        self.in_text = 0
        """How many elements are open since a text began."""
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.words
        self.parser.XmlDeclHandler = self.declaration
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = lambda target, _: self.refuse(
            f"an instruction (<?{target} …?>)", "only shapes and words"
        )

    def at(self, content: bytes) -> list[Problem]:
        """The problems of a document in UTF-8."""
        try:
            self.parser.Parse(content, True)
        except expat.ExpatError as error:
            found = f"no drawing: {expat.errors.messages[error.code]}"
            self.problems.append(_problem(self.file, error.lineno, found, "an SVG file", "save it anew"))
        except ProblemsFound as refused:
            self.problems += refused.problems
        chained = {inside for _, around, _ in self.uses for inside in around if inside}
        for target, _, line in self.uses:
            if target in chained:
                # Ten that each repeat the next ten times are ten thousand million shapes.
                found = f"a <use> of “{target}”, which holds a <use> itself"
                self.problems.append(_problem(self.file, line, found, "one that repeats shapes", _SHAPES))
        return self.problems

    def refuse(self, found: str, expected: str, fix: str = _SHAPES) -> None:
        self.problems.append(_problem(self.file, self.parser.CurrentLineNumber, found, expected, fix))

    def declaration(self, version: str, encoding: str | None, _: int) -> None:
        if version != "1.0" or (encoding or "utf-8").lower() != "utf-8":
            self.refuse(f"XML {version}, {encoding}", "XML 1.0 in UTF-8", "save it as UTF-8")

    def doctype(self, *_: object) -> NoReturn:
        line = self.parser.CurrentLineNumber
        found = "a document type, which can hold entities"
        raise ProblemsFound([_problem(self.file, line, found, "a drawing: <svg …>", self.tidy())])

    def tidy(self) -> str:
        return f"campaign picture shrink {self.file} takes out what drawing programs leave behind"

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        if namespace.startswith(LEFTOVERS) or (namespace, name) == (SVG, "metadata"):
            self.refuse(f"a drawing program's note: <{name}>", "only shapes and words", self.tidy())
        elif not self.open and (namespace, name) != (SVG, "svg"):
            self.refuse(f"a document <{name}>", "a drawing: <svg …>")
        elif namespace != SVG:
            self.refuse(f"an element <{name}> of {namespace or 'no namespace'}", f"only elements of {SVG}")
        elif name not in _ELEMENTS:
            self.refuse(f"an element <{name}>", "only shapes and words")
        else:
            for key, value in attributes.items():
                self.attribute(key, value)
        if len(self.open) == DEEPEST:
            self.refuse(f"shapes in more than {DEEPEST} groups", "groups that are not nested that deep")
        if name == "use":
            target = attributes.get("href", attributes.get(f"{XLINK} href", "")).removeprefix("#")
            around = (*self.open, attributes.get("id", ""))
            self.uses.append((target, around, self.parser.CurrentLineNumber))
        self.open.append(attributes.get("id", ""))
        if name in _TEXTS and not self.in_text:
            self.texts.append(DrawnText(self.parser.CurrentLineNumber, ""))
        self.in_text += bool(self.in_text or name in _TEXTS)

    def end(self, _: str) -> None:
        self.open.pop()
        self.in_text = max(0, self.in_text - 1)

    def words(self, words: str) -> None:
        if self.in_text:
            self.texts[-1] = self.texts[-1]._replace(text=self.texts[-1].text + words)

    def attribute(self, key: str, value: str) -> None:
        namespace, _, name = key.rpartition(" ")
        shown = f"“{value[:60]}”"
        if name == "aria-label":
            self.texts.append(DrawnText(self.parser.CurrentLineNumber, value))
        if _is_leftover(namespace, name, value):
            self.refuse(f"a drawing program's note: {name}", "only attributes of SVG itself", self.tidy())
        elif namespace:
            self.refuse(f"an attribute {name} of {namespace}: {shown}", "only attributes of SVG itself")
        elif name.lower().startswith("on"):
            self.refuse(f"a handler: {name}", "no attribute that begins with “on”")
        elif name not in _KNOWN:
            self.refuse(f"an attribute {name}: {shown}", "one of those that draw")
        elif name == "href":
            if not value.startswith("#"):
                self.refuse(f"an address: {shown}", "addresses inside the drawing only (#id)")
        elif name == "style":
            self.style(value)
        elif name not in _WORDS and _is_active(value, name in _TRANSFORMS):
            self.refuse(f"{name}: {shown}", "no function but url(#…), no escape")

    def style(self, value: str) -> None:
        if _is_active(value):
            self.refuse(f"style: “{value[:60]}”", "no function but url(#…), no escape; a colour as #0d4f5c")
        for name, _ in _declarations(value):
            if name.startswith(_LEFTOVER_PROPERTIES):
                self.refuse(f"a drawing program's note: {name}", "only shapes and words", self.tidy())
            elif name not in _PROPERTIES:
                self.refuse(f"a property of style: {name}", "one of those that draw")


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    """(property, declaration) of a style attribute: "fill:none; stroke:#000" → (fill, fill:none), (stroke, …)."""
    yield from ((one.partition(":")[0].strip().lower(), one.strip()) for one in style.split(";") if one.strip())


def _is_leftover(namespace: str, name: str, value: str) -> bool:
    """Whether `tidy_svg` takes this attribute out, or writes it as SVG 2 does (`xlink:href` as `href`)."""
    if namespace == XLINK:
        return name != "href" or value.startswith("#")
    if namespace == XML:
        return name in ("space", "lang")
    return namespace.startswith(LEFTOVERS) or (not namespace and name.startswith("data-"))


def _is_active(value: str, is_transform: bool = False) -> bool:
    """Whether a value may load, hide or compute something: all it may call is url(#…); a transform, to move."""
    return bool(_ACTIVE.search((_TRANSFORM if is_transform else _INSIDE).sub("", value)))


def _problem(file: str, line: int, found: str, expected: str, fix: str) -> Problem:
    return Problem("svg", file, found, expected, fix, line=line)


_PLAIN_DOCTYPE = re.compile(r"""<!DOCTYPE\s+svg(?:\s+PUBLIC\s+"[^"]*"\s+"[^"]*")?\s*>""")


def tidy_svg(content: bytes, file: str) -> bytes:
    """The drawing without what programs leave in it for themselves: it looks the same and says nothing about people.

    Raises ProblemsFound for whatever else does not belong into a drawing.
    """
    text = _PLAIN_DOCTYPE.sub("", decode_text(content, file), count=1)
    if "<!DOCTYPE" not in text:
        text = _without_leftovers(text)
    tidied = text.encode()
    if problems := check_svg(tidied, file):
        raise ProblemsFound(problems)
    return tidied


def _without_leftovers(text: str) -> str:
    # Imported when needed: only this command writes drawings.
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        # The check says it with its line.
        return text
    names = {str(one.tag) for one in root.iter("*")}
    notes = [one for one in names if one.lstrip("{").startswith(LEFTOVERS) or one == f"{{{SVG}}}metadata"]
    if notes:
        etree.strip_elements(root, *notes, with_tail=False)
    for node in root.iter("*"):
        _tidy_attributes(node)
    etree.cleanup_namespaces(root)
    return f"{etree.tostring(root.getroottree(), encoding='unicode')}\n"


def _tidy_attributes(node: etree._Element) -> None:
    for key, value in list(node.attrib.items()):
        namespace, _, name = str(key).lstrip("{").rpartition("}")
        if _is_leftover(namespace, name, str(value)):
            del node.attrib[key]
            if (namespace, name) == (XLINK, "href") and "href" not in node.attrib:
                node.set("href", value)
        elif key == "style":
            kept = [one for name, one in _declarations(str(value)) if not name.startswith(_LEFTOVER_PROPERTIES)]
            node.set("style", "; ".join(kept))
