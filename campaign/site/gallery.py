"""The components' page for contributors: every component in every state, in one language, from its example file.

`overrides/components/<name>/example.yml` names the component's parameters and its states. A state is shown with the
campaign's own data: `page` (a path) gives the page, `reference` a reference as pages write it, `with` values of its own
(`p.…` for what the page shows of itself).
"""

from __future__ import annotations

import copy
import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from campaign.files.look import Look
from campaign.files.problems import Problem, ProblemsFound
from campaign.files.record import Key, Record
from campaign.files.schema import validate_record
from campaign.files.yamlfile import load_yaml
from campaign.languages.language import Language
from campaign.model.made_pages import HELP_INDEX
from campaign.news.news import News
from campaign.pages.page import url_of_page
from campaign.pages.references import find_references
from campaign.views.views import Views


class ComponentState(Record):
    """One state of a component."""

    name: Annotated[str, Key("What this state shows.")]
    page: Annotated[str, Key("The page around the component, by its path.")] = "families/sextortion.md"
    preview: Annotated[bool, Key("Whether it is shown as in a preview.")] = False
    unfolded: Annotated[str | None, Key("The class of the part (details) that is shown unfolded.")] = None
    scripted: Annotated[bool, Key("Whether everything is shown that waits for a script.")] = False
    reference: Annotated[str | None, Key("A reference as pages write it; shown instead of the template.")] = None
    values: Annotated[dict[str, Any], Key("Values of its own; `p.key` for the page's.", alias="with")] = field(
        default_factory=dict
    )


class ComponentExample(Record):
    """An `example.yml`."""

    about: Annotated[str, Key("What the component is for, in a sentence.")]
    parameters: Annotated[dict[str, str], Key("The names it uses, and what they are.")] = field(default_factory=dict)
    states: Annotated[tuple[ComponentState, ...], Key("Its states.", min_length=1)]


@dataclass(frozen=True)
class ShownState:
    """A state as it is shown: its name and its HTML."""

    name: str
    html: str


@dataclass(frozen=True)
class ShownComponent:
    """A component with all its states."""

    name: str
    example: ComponentExample
    states: tuple[ShownState, ...]


def load_examples(look: Look) -> dict[str, ComponentExample]:
    """The example of every component by its name; raises ProblemsFound when one is missing or wrong."""
    examples, problems = {}, []
    for template in look.files("components/*/*.html"):
        name = template.parent.name
        found_examples = look.files(f"components/{name}/example.yml")
        file = look.name(found_examples[0] if found_examples else template.parent / "example.yml")
        if not found_examples:
            expected = "a file example.yml with `about`, `parameters` and `states`"
            fix = "copy the one of components/notice/ and change it"
            problems.append(Problem("component", file, "the component has no example", expected, fix))
            continue
        example, found = validate_record(ComponentExample, load_yaml(found_examples[0], file))
        problems += found
        if example:
            examples[name] = example
    if problems:
        raise ProblemsFound(problems)
    return examples


def render_gallery(views: Views, language: Language, examples: Mapping[str, ComponentExample], stylesheet: str) -> str:
    """The page of all components in one language; `stylesheet` is its address."""
    components = tuple(
        ShownComponent(name, example, tuple(_show_states(views, language, name, example)))
        for name, example in examples.items()
    )
    html = views.templates.get_template("gallery.html").render(
        components=components, **views.values(language), languages=views.campaign.offered, stylesheet=stylesheet
    )
    return language.html_in_script(html)


def _show_states(views: Views, language: Language, name: str, example: ComponentExample) -> Iterator[ShownState]:
    template = views.templates.get_template(f"components/{name}/{name}.html")
    for state in example.states:
        seen = _as_preview(views) if state.preview else views
        address = language.prefix + url_of_page(state.page)
        if state.reference:
            (reference,) = find_references(state.reference)
            shown = seen.facts.render_reference(reference, language, address)
            # References stand in text, and are dressed as such.
            yield ShownState(state.name, f'<div class="md-typeset page__text">{shown}</div>')
        else:
            html = template.render(**_context(seen, language, state, address))
            yield ShownState(state.name, _as_used(html, state))


def _as_used(html: str, state: ComponentState) -> str:
    """A component as it is once somebody has unfolded a part of it, or a script has begun its work."""
    if state.unfolded:
        # Without its name: of those with one name, a page has one unfolded.
        html = re.sub(rf'(<details class="[^"]*\b{re.escape(state.unfolded)}")[^>]*', r"\1 open", html)
    return re.sub(r"(<[a-z][^<>]*) hidden(?=[ >])", r"\1", html) if state.scripted else html


def _as_preview(views: Views) -> Views:
    preview = copy.copy(views)
    settings = dataclasses.replace(views.campaign.settings, is_preview=True)
    preview.campaign = dataclasses.replace(views.campaign, settings=settings)
    return preview


def _context(views: Views, language: Language, state: ComponentState, address: str) -> dict[str, Any]:
    campaign = views.campaign
    source_language = campaign.settings.source
    page = campaign.page(language, state.page)
    text_language = language if page else source_language
    source = page or campaign.pages[source_language.code, state.page]
    context = views.page_context(source, language, text_language, address, "<p>…</p>")
    own = {key.removeprefix("p."): value for key, value in state.values.items() if key.startswith("p.")}
    of_translation, of_source = (
        {name.removeprefix(key): own.pop(name) for name in list(own) if name.startswith(key)}
        for key in ("translation.", "source.")
    )
    place = state.values.get("help", HELP_INDEX)
    translation = context.translation._replace(**of_translation)
    source = dataclasses.replace(context.source, **of_source)
    return {
        **views.values(language),
        "site": views.frames.around(language, address, with_all_pages=True),
        "p": context._replace(**{"translation": translation, "source": source, **own}),
        "news": News(views, language, address),
        "status": views.status,
        "button": views.help.button(source, language, address),
        "strip": views.help.strip_of(source, language, address),
        "help": views.help.page(place, language, address) if place in views.help.places else None,
        **{key: value for key, value in state.values.items() if not key.startswith("p.") and key != "help"},
    }
