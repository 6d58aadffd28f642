"""The words to use and to avoid (`terms.yml`) as a glossary for translators' programs: TBX-Basic, ISO 30042:2008."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from campaign.languages.language import Language
from campaign.model.campaign import Campaign

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_USE, _AVOID = "preferredTerm-admn-sts", "deprecatedTerm-admn-sts"
"""TBX's words for a term to use and one to avoid; Weblate warns of the second in a translation."""


def render_glossary(campaign: Campaign, languages: Sequence[Language]) -> str:
    """The glossary of the source language and these; "" where no term is known in one of them."""
    source = campaign.settings.source
    root = etree.Element("martif", {"type": "TBX-Basic", _LANG: source.code})
    header = etree.SubElement(etree.SubElement(root, "martifHeader"), "fileDesc")
    etree.SubElement(etree.SubElement(header, "sourceDesc"), "p").text = campaign.settings.site_name
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    for term in campaign.terms:
        known = [one for one in languages if one.code in term.languages]
        if source.code not in term.languages or not known:
            continue
        entry = etree.SubElement(body, "termEntry", id=term.id)
        etree.SubElement(entry, "descrip", type="definition").text = term.reason
        for language in (source, *known):
            words = term.languages[language.code]
            group = etree.SubElement(entry, "langSet", {_LANG: language.code})
            _add_term(group, words.prefer, _USE, words.source or (term.source if language is source else None))
            for one in words.avoid:
                # A star stands for endings, which a glossary has no sign for.
                _add_term(group, " ".join(one.replace("*", "").split()), _AVOID, None)
    if not len(body):
        return ""
    etree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(root, encoding="unicode")}\n'


def _add_term(group: etree._Element, text: str, status: str, source: str | None) -> None:
    term = etree.SubElement(group, "tig")
    etree.SubElement(term, "term").text = text
    etree.SubElement(term, "termNote", type="administrativeStatus").text = status
    if source:
        etree.SubElement(term, "xref", type="externalCrossReference", target=source).text = source
