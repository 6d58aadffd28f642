"""What readers need most, in one language: a package that Moodle takes in, and that opens from a disk too.

IMS Content Packaging 1.1.4: `imsmanifest.xml` at the root names the pages in their order and every file.
https://www.imsglobal.org/content/packaging/
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from campaign.kits.files import PICTURE_SUFFIX
from campaign.languages.language import Language
from campaign.pages.addresses import page_address
from campaign.pages.page import SourcePage
from campaign.release.bundle import Bundle, render_bundle
from campaign.views.views import Views

MANIFEST = "imsmanifest.xml"
NAMESPACE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_NAMED = re.compile(r'\s(?:href|src|srcset)="([^"]+)"|url\(["\']?([^"\')]+)')


def essential_pages(views: Views, language: Language) -> list[SourcePage]:
    """The essential pages and the guides that cannot wait, in a language, in the order of the navigation."""
    campaign = views.campaign
    found = (campaign.page(language, path) for path in campaign.settings.navigation)
    return [one for one in found if one and (one.path in campaign.essentials or one.meta.id in campaign.urgent)]


def plan_essentials(views: Views, site: Path, bundle: Bundle) -> Bundle | None:
    """The small copy of a language's `bundle`: those pages, and of the rest what they show; None without one."""
    language = bundle.language
    if language is None or not (pages := essential_pages(views, language)):
        return None
    there = set(bundle.paths)
    paths = {one for page in pages if (one := page_address(language, page.url)) in there}
    waiting = sorted(paths)
    while waiting:
        path = waiting.pop()
        for one in _shown_by(path, (site / path).read_text("utf-8")):
            if one in there and one not in paths and (one.startswith("assets/") or one.endswith(PICTURE_SUFFIX)):
                paths.add(one)
                waiting += [one] if one.endswith(".css") else []
    return Bundle(f"{bundle.name}-essentials", language, tuple(sorted(paths)))


def _shown_by(path: str, text: str) -> Iterator[str]:
    """The files that a page or a stylesheet names."""
    for match in _NAMED.finditer(text):
        target = unquote(urlsplit((match[1] or match[2]).split()[0]).path)
        if target:
            yield posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def render_essentials(views: Views, site: Path, bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of every file of the package, its manifest last."""
    names = []
    for path, content in render_bundle(views, site, bundle):
        names.append(path)
        yield path, content
    assert bundle.language is not None
    yield MANIFEST, render_manifest(views, bundle.language, bundle.name, names)


def render_manifest(views: Views, language: Language, name: str, names: Iterable[str]) -> bytes:
    """The manifest: each page a resource of its own, what they share one more."""
    pages = {page_address(language, page.url): page for page in essential_pages(views, language)}
    names = list(names)
    title = language.in_script(views.wording.words_of(language)["site_title"])
    root = ElementTree.Element("manifest", {"xmlns": NAMESPACE, "identifier": f"m-{name}", "version": "1.0"})
    metadata = ElementTree.SubElement(root, "metadata")
    ElementTree.SubElement(metadata, "schema").text = "IMS Content"
    ElementTree.SubElement(metadata, "schemaversion").text = "1.1.4"
    organizations = ElementTree.SubElement(root, "organizations", {"default": "pages"})
    organization = ElementTree.SubElement(organizations, "organization", {"identifier": "pages"})
    ElementTree.SubElement(organization, "title").text = title
    resources = ElementTree.SubElement(root, "resources")
    for path, page in ((path, page) for path, page in pages.items() if path in names):
        item = {"identifier": f"i-{page.meta.id}", "identifierref": f"r-{page.meta.id}"}
        ElementTree.SubElement(ElementTree.SubElement(organization, "item", item), "title").text = language.in_script(
            page.meta.title
        )
        resource = _resource(resources, f"r-{page.meta.id}", [path], href=path)
        ElementTree.SubElement(resource, "dependency", {"identifierref": "r--shared"})
    _resource(resources, "r--shared", [one for one in names if one not in pages])
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, "unicode")}\n'.encode()


def _resource(parent: ElementTree.Element, name: str, files: Iterable[str], **more: str) -> ElementTree.Element:
    resource = ElementTree.SubElement(parent, "resource", {"identifier": name, "type": "webcontent", **more})
    for file in files:
        ElementTree.SubElement(resource, "file", {"href": file})
    return resource
