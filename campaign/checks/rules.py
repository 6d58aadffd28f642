"""Languages that some rules say nothing of: what nobody looks at there is said, once for each."""

from __future__ import annotations

from collections.abc import Iterator

from campaign.facts.vocabulary import FILE as VOCABULARY
from campaign.files.problems import Problem
from campaign.model.campaign import Campaign


def check_rules(campaign: Campaign) -> Iterator[Problem]:
    """A warning for each language without words to avoid, a reading target, words around numbers, or searches."""
    settings, vocabulary = campaign.settings, campaign.vocabulary
    known_terms = {code for one in campaign.terms for code in one.languages}
    known_searches = {code for one in campaign.searches for code in one.languages}
    reading = {*vocabulary.reading.max_lix, *vocabulary.reading.sentences_only}
    rules = (
        ("no words to avoid", "terms.yml", known_terms),
        ("no reading target", f"{VOCABULARY}: reading", reading),
        ("no words around numbers", f"{VOCABULARY}: numbers", vocabulary.numbers),
        ("nothing that people type", "searches.yml", known_searches),
    )
    for code in settings.folders:
        # What no language has, the campaign does without.
        if lacking := [f"{what} ({file})" for what, file, known in rules if known and code not in known]:
            found = f"not looked at in “{code}”: there are {', '.join(lacking)}"
            expected = "rules for every language of the campaign"
            fix = "have somebody who writes in it add them; until then read its pages with that in mind"
            yield Problem(
                "language-rules", settings.data_name(f"ui/{code}.yml"), found, expected, fix, severity="warning"
            )
