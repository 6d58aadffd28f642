"""Making a page of another campaign fit this one: what it names and this campaign lacks is left open, and says so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from campaign.facts.pool import Pool
from campaign.files.yamlfile import set_values
from campaign.model.campaign import Campaign
from campaign.pages.links import PageLink, rewrite_links
from campaign.pages.page import split_front_matter
from campaign.pages.references import find_references


def named_facts(pool: Pool, texts: Mapping[str, str]) -> dict[str, list[str]]:
    """The pool's figures and addresses that these texts name, by file."""
    found: dict[str, dict[str, None]] = {file: {} for file in pool.facts}
    for text in texts.values():
        for one in find_references(text):
            file = {"statistic": "statistics.yml", "chart": "statistics.yml", "link": "links.yml"}.get(one.kind, "")
            fact_id = one.target.partition(".")[0]
            if fact_id in pool.facts.get(file, {}):
                found[file][fact_id] = None
    return {file: list(ids) for file, ids in found.items()}


def fit_page(text: str, path: str, campaign: Campaign, facts: Set[str], attribution: str) -> str:
    """The text of a page as this campaign can have it; raises ProblemsFound where it is no page.

    A link to a page that the campaign lacks becomes its words; a contact, a picture or a fact that it lacks becomes
    `{{ todo: … }}`, which no check lets pass; `facts` are ids that come with the page. Topics that it does not know are
    left out of the front matter, and `adapted_from` says whose text it is.
    """
    front, body, _ = split_front_matter(text, path)
    return f"---\n{_fit_front(front, campaign, attribution)}---\n{_fit_body(body, path, campaign, facts)}"


def _fit_front(front: str, campaign: Campaign, attribution: str) -> str:
    topics = re.search(r"^topics:[ \t]*\[([^\]\n]*)\]", front, re.MULTILINE)
    # A recording says the original, with its numbers.
    values: dict[str, object] = {"adapted_from": attribution, "audio": None}
    if topics:
        named = [one.strip(" \"'") for one in topics[1].split(",")]
        values["topics"] = [one for one in named if one in campaign.vocabulary.topics] or None
    try:
        return set_values(front, (), values).rstrip("\n") + "\n"
    except (KeyError, ValueError):
        # It is no front matter: reading the page says why.
        return front


def _fit_body(body: str, path: str, campaign: Campaign, facts: Set[str]) -> str:
    source = campaign.settings.source.code

    def fit_link(link: PageLink) -> str:
        if link.is_picture:
            return f"{{{{ todo: a picture: {link.words} }}}}"
        if link.path is None or not link.file or (source, link.path) in campaign.pages:
            # An address written by hand is refused by the checks.
            return link.text
        return link.words

    known = {
        "helpline": {one.id for one in campaign.helplines.values() if one.is_publishable},
        "picture": set(campaign.pictures),
        "statistic": {*campaign.statistics, *facts},
        "chart": {*campaign.statistics, *facts},
        "link": {*campaign.links, *facts},
        "audit": set(),
        "school-year": set(),
    }
    body = rewrite_links(body, path, fit_link)
    for one in dict.fromkeys(find_references(body)):
        if one.kind in known and one.target.partition(".")[0] not in known[one.kind]:
            body = body.replace(one.text, f"{{{{ todo: here the original names the {one.kind} {one.target} }}}}")
    return body
