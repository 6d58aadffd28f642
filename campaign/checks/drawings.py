"""The words in drawings: labels, titles and descriptions say nothing that no page may say.

A drawing is for readers of every language, so each language's rules are asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from campaign.checks.characters import find_hidden
from campaign.checks.patterns import Fault
from campaign.checks.rendered import Look, Piece
from campaign.files.problems import Problem
from campaign.files.svg import DrawnText
from campaign.model.campaign import Campaign


def check_drawings(campaign: Campaign) -> Iterator[Problem]:
    """Every text in a drawing of the campaign."""
    for file, texts in campaign.drawings.items():
        for line, fault in dict.fromkeys(_faults(campaign, texts)):
            yield Problem(file=file, line=line, **fault._asdict())
        for line, text in texts:
            for _, found in find_hidden(text):
                fix = "delete it, or type the text anew"
                yield Problem("hidden-character", file, found, "only characters that can be seen", fix, line=line)


def _faults(campaign: Campaign, texts: Sequence[DrawnText]) -> Iterator[tuple[int, Fault]]:
    # A sentence on two lines is two labels: a term may begin on one and end on the next. The numbers beside an axis,
    # though, are not one number.
    whole = " ".join(text for _, text in texts)
    pieces = [Piece(one, one, is_markdown=False) for one in (*(text for _, text in texts), whole)]
    for folder in campaign.settings.folders if texts else ():
        found = list(Look(campaign, folder, pieces).faults())
        said = {fault for number, _, fault in found if number < len(texts)}
        for number, _, fault in found:
            if number < len(texts):
                yield texts[number].line, fault
            elif fault.rule == "term" and fault not in said:
                yield texts[0].line, fault
