"""The templates of the look, and what they can call."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import jinja2

from campaign.files.look import GENERAL, TOKENS, Look
from campaign.files.problems import ProblemsFound
from campaign.languages.language import plain_text
from campaign.pages.addresses import relative_url


@lru_cache(maxsize=4)
def template_environment(look: Look, look_digest: str = "") -> jinja2.Environment:
    """One for pages, components and kits, so that each template is compiled once.

    `look_digest` stands for what is in its folders now: nobody asks the disk then, for each template of each page,
    whether it has changed.
    """
    # Line breaks stay, because they keep words apart; the spaces before a line's first tag of Jinja go.
    environment = jinja2.Environment(loader=_Loader(look), autoescape=True, lstrip_blocks=True)
    environment.auto_reload = not look_digest
    environment.filters["url"] = _url
    environment.filters["plain"] = plain_text
    return environment


class _Loader(jinja2.FileSystemLoader):
    """The files of the look as they are used: the colours are those of the settings."""

    def __init__(self, look: Look):
        super().__init__(look.folders)
        self._look = look

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, file, is_as_it_was = super().get_source(environment, template)
        return (self._look.text(Path(file)) if template == TOKENS else source), file, is_as_it_was


@jinja2.pass_context
def _url(context: jinja2.runtime.Context, target: str) -> str:
    """The filter `url`: a link from the page that is being rendered to a file below the site's root."""
    return relative_url(target, context["address"])


@contextmanager
def template_problems() -> Iterator[None]:
    """A template that cannot be rendered is a problem with its file and line."""
    try:
        yield
    except jinja2.TemplateError as error:
        file, line = _place_of(error)
        found = f"the template cannot be rendered: {error.message or error}"
        expected = "a template that Jinja understands, with values that there are"
        fix = "correct this line, or one of those above it"
        raise ProblemsFound.of("template", file, found, expected, fix, line=line) from None


def _place_of(error: jinja2.TemplateError) -> tuple[str, int | None]:
    """The template and the line that an error comes from."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return _shown(error.filename or "", error.name or ""), error.lineno
    if isinstance(error, jinja2.TemplateNotFound):
        return f"overrides/{error.name}", None
    # Jinja makes tracebacks lead through the templates; the last one in it is where it happened.
    steps = traceback.extract_tb(error.__traceback__)
    templates = [step for step in steps if step.filename.endswith((".html", ".svg", ".xml"))]
    if not templates:
        return "overrides", None
    step = templates[-1]
    return _shown(step.filename, step.filename.partition("overrides/")[2]), step.lineno


def _shown(file: str, name: str) -> str:
    """A template's file as shown in messages; a campaign's own stands in its `overrides/`."""
    return Look().name(Path(file)) if Path(file).is_relative_to(GENERAL) else f"overrides/{name}"
