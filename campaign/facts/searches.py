"""What people type who look for a page: words of their own, which the page itself may not use."""

from __future__ import annotations

from typing import Annotated

from campaign.files.record import Key, Record


class Searches(Record):
    """One entry of `docs/_data/searches.yml`; of two that are asked for alike the earlier one comes first."""

    page: Annotated[str, Key("The id of the page that answers.")]
    urgent: Annotated[bool, Key("Cries for help: the numbers come before every page.")] = False
    languages: Annotated[
        dict[str, tuple[str, ...]],
        Key(
            "By language code, what people type. A word is found in all its forms that the language's dictionary knows "
            "(`forms` in its word file); `*` at its end stands for every ending. All words of a line must be "
            "typed, in any order; small words that may be left out are left out here. Misspellings are found by "
            "themselves, in words of five letters and more."
        ),
    ]
