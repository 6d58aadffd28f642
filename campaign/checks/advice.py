"""Pages say what the rules of advice say, so that two of them cannot say two things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from campaign.checks.patterns import as_typed, even, phrase_pattern
from campaign.facts.advice import Advice
from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem
from campaign.model.campaign import Campaign
from campaign.pages.lines import LINK_TARGET
from campaign.pages.page import SourcePage

FILE = "advice.yml"


def check_advice(campaign: Campaign, documents: Mapping[str, YamlDocument]) -> Iterator[Problem]:
    """Each rule names pages that there are; each of them has words of it, and no page words against it."""
    document = documents.get(FILE, YamlDocument([]))
    # What was taken back is a notice now, and says nothing.
    pages = {key: page for key, page in campaign.pages.items() if not campaign.is_taken_back(page.path)}
    text = cache(lambda key: even(_text(pages[key])))
    for place, rule in enumerate(campaign.advice):
        for page_id in rule.pages:
            path = campaign.paths_by_id.get(page_id)
            if path is None:
                found, fix = f"no page has the id “{page_id}”", "correct the id, or remove it"
                yield document.problem("advice", found, "ids of pages", fix, (place, "pages"), field="pages")
                continue
            for language, phrases in rule.says.items():
                page = pages.get((language, path))
                if page and not phrase_pattern(phrases).search(text((language, path))):
                    yield _missing(page, rule, phrases)
        for key, page in pages.items():
            if (never := rule.never.get(page.language)) and (match := phrase_pattern(never).search(text(key))):
                yield _contrary(page, rule, *match.span())


def _text(page: SourcePage) -> str:
    """A page's words, without marks and the addresses of links."""
    return LINK_TARGET.sub("]", page.body).replace("*", "")


def _missing(page: SourcePage, rule: Advice, phrases: tuple[str, ...]) -> Problem:
    expected = f"the rule “{rule.id}”: {rule.rule}"
    shown = " or ".join(f"“{one}”" for one in phrases)
    fix = f"say it in words such as {shown}; if the page says it in others, add them to `says` in {FILE}"
    return page.problem("advice", "the page no longer says a rule that it is listed for", expected, fix)


def _contrary(page: SourcePage, rule: Advice, start: int, end: int) -> Problem:
    words = as_typed(_text(page), start, end)
    fix = f"correct the sentence; if the rule has changed, change it in {FILE} and on all its pages"
    return page.problem("advice", f"“{words}”", f"the rule “{rule.id}”: {rule.rule}", fix)
