"""Help in two taps: who are you, what happened, and then one screen: three steps, a number, a sentence to say.

`docs/_data/help.yml` is the flow alone. Each of its texts is an interface word of its own, named after what it is
(`help_what_threatened`): translators get it as every other word, and it is never the same text twice.
"""

from __future__ import annotations

from typing import Annotated, Literal

from campaign.files.record import Key, Record

FILE = "help.yml"
_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
CallGroup = Literal["children", "families", "emergency"]
STEPS = 3


class HelpEnd(Record):
    """Something that happened, and what to do tonight."""

    what: Annotated[str, Key("What happened, in the reader's words: the word `help_what_…`.", pattern=_ID)]
    steps: Annotated[
        tuple[str, ...],
        Key("Three things to do now: the words `help_step_…`.", min_length=STEPS, max_length=STEPS),
    ]
    say: Annotated[str, Key("One sentence to copy when speaking is hard: the word `help_say_…`.", pattern=_ID)]
    pages: Annotated[
        tuple[str, ...],
        Key("The id of the page that says all of it; of several, the first in the reader's language.", min_length=1),
    ]
    call: Annotated[CallGroup | None, Key("Whose number to call first, where it is not the reader's.")] = None


class HelpReader(Record):
    """One answer to “Who are you?” of `docs/_data/help.yml`; it stands on a page of its own, `help/<id>.html`."""

    id: Annotated[str, Key("Stable id, and the word `help_who_…`.", pattern=_ID)]
    audience: Annotated[
        str | None, Key("Pages for this one of the vocabulary's audiences lead here; without it, none does.")
    ] = None
    kind: Annotated[
        str | None,
        Key("Only those of its pages that are of this kind (`easy`). It says the same once more, so no sheet has it."),
    ] = None
    from_age: Annotated[int | None, Key("Only those of its pages that are for this age or older.", ge=0, le=99)] = None
    call: Annotated[CallGroup, Key("Whose number stands on its pages: `children`, `families`, `emergency`.")]
    ends: Annotated[tuple[HelpEnd, ...], Key("What may have happened, most urgent first.")]

    def words(self) -> dict[str, tuple[str | int, ...]]:
        """Every interface word that it needs, and where its entry names it."""
        found: dict[str, tuple[str | int, ...]] = {f"help_who_{self.id}": ("id",)}
        for number, end in enumerate(self.ends):
            found.setdefault(f"help_what_{end.what}", ("ends", number, "what"))
            found.setdefault(f"help_say_{end.say}", ("ends", number, "say"))
            for place, step in enumerate(end.steps):
                found.setdefault(f"help_step_{step}", ("ends", number, "steps", place))
        return found
