"""The editor's form of “What happened?”: staff choose among the texts that there are, as readers see them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from campaign.editor.fields import Choices, Field_, make_fields
from campaign.facts.help import FILE, STEPS, HelpReader
from campaign.model.campaign import Campaign

FORMAT = "campaign-help"
_LABELS: Mapping[str, tuple[str, str]] = {
    "id": ("Who asks", "Each of them has a page of its own."),
    "audience": ("Readers of which pages", "The red button on pages for them leads here; without it, on none."),
    "kind": ("Pages of which kind", "Only pages of this kind lead here, as those in easy language."),
    "from_age": ("From which age", "Only pages for this age or older lead here."),
    "call": ("Whose number", "It is the button below the steps: that of the reader's country."),
    "ends": ("What may have happened", "Most urgent first: this is the order of the list that readers choose from."),
}
"""By key, what staff read above the field of somebody who asks, and below it."""
_LABELS_OF_END: Mapping[str, tuple[str, str]] = {
    "what": ("What happened", "In the reader's words."),
    "steps": ("Three steps for now", "In this order, and three of them."),
    "say": ("A sentence to say", "To read aloud, to copy or to show when speaking is hard."),
    "pages": (
        "The page that says all of it",
        "Where it is not in every language, a second one: readers get the first that is in theirs.",
    ),
    "call": ("Another number", "Only where it is not the one that was chosen above."),
}
"""The same for something that may have happened."""
_SINGLE = {"steps": "Step", "pages": "Page"}
_NUMBERS = {
    "children": "The helpline for children",
    "families": "The helpline for parents",
    "emergency": "The emergency number",
}
HINT = (
    "You choose and order texts here. To say one differently, change it under “Interface words”, in every language. "
    "A change shows on the pages and on the sheet that is printed."
)


def help_form(campaign: Campaign, docs: str) -> dict[str, Any]:
    """The file of “What happened?” as the editor shows it."""
    source = campaign.settings.source.code
    titles = {one: campaign.pages[source, path].meta.title for one, path in campaign.paths_by_id.items()}
    choices: Choices = {
        "id": _texts(campaign, "help_who_"), "kind": {key: one.label for key, one in campaign.vocabulary.kinds.items()},
        "audience": tuple(campaign.vocabulary.audiences),
        "what": _texts(campaign, "help_what_"), "steps": _texts(campaign, "help_step_"),
        "say": _texts(campaign, "help_say_"), "pages": titles, "call": _NUMBERS,
    }  # fmt: skip
    words = campaign.words[source].texts
    labels = {one: words.get(f"audience_{one}", "") for one in campaign.vocabulary.audiences}
    readers = {
        "name": "help",
        "label": "Who are you?",
        "label_singular": "Answer",
        "widget": "list",
        "root": True,
        "collapsed": True,
        "summary": "{{fields.id}}",
        "hint": HINT,
        "fields": [_in_words(one, _LABELS) for one in make_fields(HelpReader, choices=choices, labels=labels)],
    }
    return {
        "name": "help",
        "label": "What happened?",
        "icon": "emergency",
        "file": f"{docs}/_data/{FILE}",
        "format": FORMAT,
        "fields": [readers],
    }


def _texts(campaign: Campaign, beginning: str) -> dict[str, str]:
    """What the interface words with this beginning say, by the rest of their name."""
    words = campaign.words[campaign.settings.source.code].texts
    return {key.removeprefix(beginning): text for key, text in words.items() if key.startswith(beginning)}


def _in_words(field: Field_, labels: Mapping[str, tuple[str, str]]) -> Field_:
    """The field as staff understand it; what has an order is a list to move things in."""
    name = field["name"]
    field["label"], field["hint"] = labels[name]
    if name == "ends":
        field |= {"collapsed": True, "summary": "{{fields.what}}", "label_singular": "Thing that may have happened"}
        field["fields"] = [_in_words(one, _LABELS_OF_END) for one in field["fields"]]
    elif field.pop("multiple", False):
        one = {"name": "item", "label": _SINGLE[name], "widget": "select", "options": field.pop("options")}
        field |= {"widget": "list", "label_singular": _SINGLE[name], "field": one, "min": 1}
        field.pop("dropdown_threshold")
        if name == "steps":
            field["max"] = field["min"] = STEPS
    else:
        # What these may be is chosen, and never typed.
        field.pop("pattern", None)
    return field
