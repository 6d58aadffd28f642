"""Beginning a page: a file name from its title, front matter, an outline like that of its kind, a navigation line."""

from __future__ import annotations

import dataclasses
import datetime
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence

import yaml

from campaign.files.problems import Problem, ProblemsFound
from campaign.files.record import keys_marked, marks_of
from campaign.files.yamlfile import quote
from campaign.model.campaign import Campaign
from campaign.pages.lines import headings
from campaign.pages.page import OF_TRANSLATIONS, TRANSLATED, PageMeta, SourcePage, parse_page


def outline_of(campaign: Campaign, kind: str) -> list[tuple[str, str]]:
    """(heading, id) of the sections that all pages of a kind have, in the source language; news has none."""
    if campaign.vocabulary.kinds[kind].news:
        return []
    source = campaign.settings.source.code
    pages = [page for (folder, _), page in campaign.pages.items() if folder == source and page.meta.kind == kind]
    found = [[(one.own_text, one.id) for one in headings(page.lines) if one.level == 2 and one.id] for page in pages]
    if not found:
        return []
    shared = set.intersection(*({one_id for _, one_id in one} for one in found))
    return [(heading, one_id) for heading, one_id in found[0] if one_id in shared]


def draft_body(campaign: Campaign, kind: str, audience: Sequence[str], text: str) -> str:
    """The body of a new page: the text, and for kinds with an outline a note in each section of what is to be written.

    A page with such a note (`{{ todo: … }}`) is never published: the check finds it.
    """
    parts = [text.strip() or "{{ todo: the first paragraph: what the page is about, in one or two sentences }}"]
    if look := campaign.vocabulary.kinds[kind].screens:
        picture = next(iter(campaign.pictures), None) if look == "story" else None
        return "\n\n".join([*parts, *_draft_screens(picture)]) + "\n"
    for heading, one_id in outline_of(campaign, kind):
        inside = f"{{{{ todo: {heading} }}}}"
        if one_id == "help":
            inside = f"{{{{ helplines: {campaign.vocabulary.helplines_for(audience)} }}}}"
        parts += [f"## {heading} {{#{one_id}}}", inside]
    return "\n\n".join(parts) + "\n"


def _draft_screens(picture: str | None) -> Iterator[str]:
    """Three screens to be written over: one with a choice, what comes of it, and an end; each shows `picture`."""
    screens = {
        "first": ("{{ todo: what happens, in one or two sentences }}", "- [A](#second)\n- [B](#end)"),
        "second": ("{{ todo: what could come of it; it ends well by this way too }}",),
        "end": ("{{ todo: how it ends, and below it the sentence to say to an adult }}", "> …"),
    }
    for number, (screen_id, blocks) in enumerate(screens.items(), 1):
        yield f"## {number} {{#{screen_id}}}"
        yield from filter(None, (picture and f"{{{{ picture: {picture} }}}}", *blocks))


def render_front_matter(values: Mapping[str, object]) -> str:
    """The keys between two `---` lines, as this campaign's pages have them; what is None or empty is left out.

    Ids, paths and single words are written without quotes where YAML reads them so, texts for readers never.
    """
    texts = keys_marked(PageMeta, TRANSLATED)
    lines = ["---"]
    for key, value in values.items():
        if value is None or value == ():
            continue
        if isinstance(value, (list, tuple)):
            are_plain = all(_is_plain(str(one)) for one in value)
            shown = "[" + ", ".join(str(one) if are_plain else quote(str(one)) for one in value) + "]"
        elif isinstance(value, bool):
            shown = str(value).lower()
        elif isinstance(value, (datetime.date, int)) or (key not in texts and _is_plain(str(value))):
            shown = str(value)
        else:
            shown = quote(str(value))
        lines.append(f"{key}: {shown}")
    return "\n".join([*lines, "---"]) + "\n"


def _is_plain(value: str) -> bool:
    """Whether YAML reads a word as that word: not `no` or `on`, which are truth values, nor `2027`."""
    return re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9./_-]*", value) is not None and yaml.safe_load(value) == value


def draft_page(
    campaign: Campaign, language: str, path: str, values: Mapping[str, object], body: str
) -> tuple[str, SourcePage]:
    """The text of a new page and the page as it will be read; raises ProblemsFound when something is wrong with it.

    Nothing that is there already is overwritten: neither its file nor its id may exist.
    """
    file = campaign.settings.docs_name(f"{language}/{path}")
    text = render_front_matter(values) + "\n" + body
    problems = []
    if (campaign.settings.docs_dir / language / path).exists():
        expected = "a name of its own for each page; nothing is ever overwritten"
        fix = "open that page and change it, or choose another title, or another name with --name"
        problems.append(Problem("new-page", file, "there is already a page with this name", expected, fix))
    other = campaign.paths_by_id.get(str(values.get("id")))
    if other and language == campaign.settings.source.code and not problems:
        taken = f"the id “{values['id']}” is that of {campaign.settings.docs_name(f'{language}/{other}')}"
        fix = "choose another title, or another name with --name"
        problems.append(Problem("new-page", file, taken, "an id of its own for each page", fix, field="id"))
    page, found = parse_page(text, language, path, file)
    if problems or found or page is None:
        raise ProblemsFound(problems + found)
    return text, page


def shared_values(original: SourcePage) -> dict[str, object]:
    """The front matter that a translation has in common with its source, in the order of the schema."""
    meta, marks, own = original.meta, marks_of(PageMeta), {TRANSLATED, OF_TRANSLATIONS}
    values: dict[str, object] = {"title": None, "description": None}
    values |= {
        one.name: getattr(meta, one.name)
        for one in dataclasses.fields(meta)
        if not own.intersection(marks[one.name]) and getattr(meta, one.name) != one.default
    }
    return values


def add_to_navigation(text: str, path: str, config_file: str) -> str:
    """The settings file with a line for the page in `nav:`, after the last page of its folder; all else as it was.

    Raises ProblemsFound where the navigation is written in a way that cannot be extended safely.
    """
    before = _navigation(text)
    folder = posixpath.dirname(path)
    neighbours = [one for one in before if posixpath.dirname(one) == folder] or before
    after = neighbours[-1] if neighbours else None
    block = re.search(r"^nav:[^\n]*\n(?:(?:[ \t]|-|#|\n)[^\n]*\n?)*", text, re.MULTILINE)
    changed = None
    if after and block:
        line = re.compile(
            rf"^(?P<head>[ \t]*- (?:[^\n#]*: *)?)[\"']?{re.escape(after)}[\"']?[ \t]*(?:#[^\n]*)?$", re.MULTILINE
        )
        inline = re.compile(rf"(\[[^\]]*?(?<![\w/-]){re.escape(after)}[\"']?)")
        lines = list(line.finditer(text, block.start(), block.end()))
        if lines:
            indent = re.match(r"[ \t]*", lines[-1]["head"])
            end = lines[-1].end()
            changed = f"{text[:end]}\n{indent[0] if indent else ''}- {path}{text[end:]}"
        elif match := inline.search(text, block.start(), block.end()):
            changed = f"{text[: match.end()]}, {path}{text[match.end() :]}"
    if changed is None or sorted(_navigation(changed)) != sorted([*before, path]):
        found = "the navigation is written in a way that this command does not know"
        expected = "lines such as `  - families/games.md` under `nav:`"
        fix = f"write the page {path} by hand, and a line `- {path}` in {config_file}"
        raise ProblemsFound.of("new-page", config_file, found, expected, fix, field="nav")
    return changed


def _navigation(text: str) -> list[str]:
    """The paths of the navigation as they stand in the settings file; its own tags are never run."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return []
    nav = next((value for key, value in root.value if key.value == "nav"), None)
    return _scalars(nav)


def _scalars(node: yaml.Node | None) -> list[str]:
    if isinstance(node, yaml.ScalarNode):
        return [str(node.value)]
    if isinstance(node, yaml.SequenceNode):
        return [one for child in node.value for one in _scalars(child)]
    if isinstance(node, yaml.MappingNode):
        return [one for _, value in node.value for one in _scalars(value)]
    return []
