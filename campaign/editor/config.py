"""The editor's configuration, generated from the campaign: its schema, languages, folders, contacts and words."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import yaml

from campaign.editor.fields import Field_, label_of, make_field, make_fields
from campaign.editor.git_host import REPOSITORY
from campaign.editor.help_form import help_form
from campaign.facts.helplines import Helpline
from campaign.files.photos import MAX_SIDE, QUALITY
from campaign.files.record import marks_of
from campaign.files.schema import keys_of
from campaign.languages.words import LanguageFacts
from campaign.model.campaign import Campaign
from campaign.pages.page import NEWS, NOT_NEWS, PREVIEWED, SHARED, TIMED, PageMeta, SourcePage
from campaign.views.sign import render_icon

FIRST = ("title", "description", "id")
"""Keys that stand above the text in a page's form, as a writer thinks of them; all others stand below."""
ID_HINT = (
    "Made from the title. It is the page's address on paper, the same in every language: once published, it stays."
)
PAGE_FORMAT = "yaml-frontmatter"
PICTURE_KEY = "picture"
MEDIA_FOLDER = "assets/pictures"
PICTURE_HINT = "It is made small, and loses the note of where it was taken. Say below what it shows."
TODAY = "{{now}}"
TEXT_HINT = (
    "Short sentences, “you”, what to do now first. Each heading has an id in braces, the same in every language: "
    "copy it as it is. Contacts are never typed: {{ helpline: id }} is replaced by the name and the number."
)


def render_config(campaign: Campaign, backend: Mapping[str, Any], *, has_review: bool = False) -> str:
    """`config.yml` of the editor; `backend` says where the files are (https://sveltiacms.app/en/docs/backends).

    `has_review`: each change waits as a draft on a branch of its own, before it is joined to the published one.
    """
    docs = campaign.settings.docs_dir.relative_to(campaign.settings.project_dir).as_posix()
    codes = campaign.settings.folders
    collections = list(_collections(campaign, docs))
    if backend.get("repo") != REPOSITORY:
        # Only on one's own computer a deletion becomes a withdrawal: elsewhere an address would be gone.
        collections = [{**one, "delete": False} if "folder" in one else one for one in collections]
    config = {
        "backend": dict(backend),
        "publish_mode": "editorial_workflow" if has_review else None,
        "app_title": campaign.settings.site_name,
        "logo": {"src": _sign(campaign)},
        "site_url": campaign.settings.site_url or None,
        "media_folder": f"{docs}/{MEDIA_FOLDER}",
        "public_folder": f"/{MEDIA_FOLDER}",
        "media_libraries": {"default": {"config": _picture_settings()}, "stock_assets": {"providers": []}},
        "slug": {"encoding": "ascii", "clean_accents": True, "timezone": "local"},
        "output": {"omit_empty_optional_fields": True},
        "i18n": {
            "structure": "multiple_folders",
            "locales": list(codes),
            "default_locale": campaign.settings.source.code,
            "initial_locales": "default",
        },
        "collections": collections,
    }
    text = yaml.dump(
        {key: value for key, value in config.items() if value is not None},
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=10_000,
    )
    return f"# Generated from the campaign's schema by `campaign edit`; changes here are lost.\n{text}"


def _sign(campaign: Campaign) -> str:
    """The campaign's sign, as an address that holds it."""
    return f"data:image/svg+xml;base64,{b64encode(render_icon(campaign.settings.look).encode()).decode()}"


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _picture_settings() -> dict[str, Any]:
    # Made in the browser: nothing of a photo's metadata, such as the place, is ever saved.
    smaller = {"format": "webp", "quality": QUALITY, "width": MAX_SIDE, "height": MAX_SIDE}
    return {"slugify_filename": True, "transformations": {"raster_image": smaller}}


def _collections(campaign: Campaign, docs: str) -> Iterator[dict[str, Any]]:
    yield from _page_collections(campaign, docs, news=True)
    yield _helplines(campaign, docs)
    yield {"divider": True}
    yield from _page_collections(campaign, docs, news=False)
    yield _other_pages(campaign, docs)
    yield {"divider": True}
    yield _words(campaign, docs)


def _page_collections(campaign: Campaign, docs: str, *, news: bool) -> Iterator[dict[str, Any]]:
    """The pages of each kind that one can begin anew, by the folders (below a language's own) that they are in."""
    for name, kind in campaign.vocabulary.kinds.items():
        if kind.plural and kind.news == news:
            pages = [page.path for page in _source_pages(campaign) if page.meta.kind == name]
            folders = [PurePosixPath(path).parent.as_posix().removeprefix(".") for path in pages]
            # There may be no news yet.
            folders = [*dict.fromkeys([kind.folder or "", *folders] if news else folders)]
            yield from (_page_collection(campaign, docs, name, one, len(folders)) for one in folders)


def _source_pages(campaign: Campaign) -> list[SourcePage]:
    source = campaign.settings.source.code
    return [page for (code, _), page in sorted(campaign.pages.items()) if code == source]


def _page_collection(campaign: Campaign, docs: str, name: str, folder: str, folders: int) -> dict[str, Any]:
    kind = campaign.vocabulary.kinds[name]
    index = campaign.pages.get((campaign.settings.source.code, f"{folder}/index.md"))
    section = index.meta.title if index else label_of(folder.replace("/", ": ")) if folder else kind.plural
    collection = {
        "name": "-".join((name, *PurePosixPath(folder).parts)),
        "label": kind.plural if folders == 1 else section,
        "label_singular": kind.label,
        "icon": kind.icon,
        "folder": f"{docs}/{{{{locale}}}}/{folder}".rstrip("/"),
        "filter": {"field": "kind", "value": name},
        "format": PAGE_FORMAT,
        "i18n": True,
        "fields": page_fields(campaign, name),
        "summary": "{{title}}",
        "slug": "{{id}}",
    }
    if kind.news:
        collection |= {
            "slug": "{{year}}-{{month}}-{{day}}-{{slug}}",
            "summary": "{{published_on}} · {{title}}",
            "sortable_fields": {
                "fields": ["published_on", "title"],
                "default": {"field": "published_on", "direction": "descending"},
            },
        }
    return collection


def page_fields(campaign: Campaign, name: str) -> list[Field_]:
    """The form of a page of this kind."""
    vocabulary = campaign.vocabulary
    kind = vocabulary.kinds[name]
    choices = {
        "audience": tuple(vocabulary.audiences), "topics": vocabulary.topics, "sources": tuple(campaign.statistics),
        "event": tuple(campaign.calendar),
    }  # fmt: skip
    words = campaign.words[campaign.settings.source.code]
    labels = {one: words[f"audience_{one}"] for one in vocabulary.audiences if f"audience_{one}" in words}
    others = [code for code in campaign.settings.folders if code != campaign.settings.source.code]
    has = {NEWS: kind.news, NOT_NEWS: not kind.news, TIMED: kind.timed}
    fields = []
    for key, info in keys_of(PageMeta).items():
        marks = marks_of(PageMeta)[key]
        if not all(has.get(mark, True) for mark in marks):
            continue
        field = make_field(key, info, choices=choices, labels=labels)
        field["i18n"] = "duplicate" if SHARED in marks else True
        field["preview"] = PREVIEWED in marks
        if key == "kind":
            field = {"name": key, "widget": "hidden", "default": name, "i18n": "duplicate"}
        elif key == "id":
            field |= {"default": kind.prefix if kind.news else "", "hint": ID_HINT}
        elif key in ("reviewed_on", "published_on"):
            field |= {"default": TODAY, "required": True}
        elif key == "translated_by":
            field["required"] = others
        elif key == PICTURE_KEY:
            field = {**field, "widget": "image", "choose_url": False, "hint": PICTURE_HINT}
            field.pop("pattern", None)
        fields.append(field)
    body = {"name": "body", "label": "Text", "widget": "richtext", "hint": TEXT_HINT, "i18n": True, "required": True}
    body |= {"editor_components": [], "use_emoji_autocomplete": False, "linked_images": False}
    first = [field for field in fields if field["name"] in FIRST]
    return [*first, body, *(field for field in fields if field not in first)]


def _helplines(campaign: Campaign, docs: str) -> dict[str, Any]:
    codes, source = campaign.settings.folders, campaign.settings.source.code
    fields = make_fields(Helpline)
    for field in fields:
        if field["name"] == "name":
            names = [{"name": code, "label": code, "widget": "string", "required": code == source} for code in codes]
            field |= {"fields": names, "required": True, "collapsed": True}
    contacts = {
        "name": "helplines",
        "label": "Contacts",
        "label_singular": "Contact",
        "widget": "list",
        "root": True,
        "collapsed": True,
        "summary": f"{{{{country}}}} · {{{{name.{source}}}}} · {{{{display}}}}",
        "hint": "A number must stand in the quote of its source. After a change, set the day of the check.",
        "fields": fields,
    }
    file = {
        "name": "helplines",
        "label": "Helplines and other contacts",
        "icon": "call",
        "file": f"{docs}/_data/helplines.yml",
        "format": "campaign-helplines",
        "fields": [contacts],
    }
    files = [file, help_form(campaign, docs)] if campaign.help else [file]
    label = "Help" if campaign.help else "Helplines"
    return {"name": "facts", "label": label, "icon": "call", "editor": {"preview": False}, "files": files}


def _other_pages(campaign: Campaign, docs: str) -> dict[str, Any]:
    """Pages that there is one of each: home, overviews, about. They can be changed, and none can be added."""
    files = [
        {
            "name": page.meta.id,
            "label": page.meta.title,
            "file": f"{docs}/{{{{locale}}}}/{page.path}",
            "format": PAGE_FORMAT,
            "i18n": True,
            "fields": page_fields(campaign, page.meta.kind),
        }
        for page in _source_pages(campaign)
        if not campaign.kind(page).plural
    ]
    return {"name": "pages", "label": "Other pages", "icon": "web", "i18n": True, "files": files}


def _words(campaign: Campaign, docs: str) -> dict[str, Any]:
    """The interface words of all languages beside each other."""
    source = campaign.settings.source
    words = campaign.words[source.code].texts
    texts = [
        {
            "name": key,
            "label": label_of(key),
            "hint": f"{source.name}: {text}",
            "widget": "text" if len(text) > 80 else "string",
            "i18n": True,
            "use_emoji_autocomplete": False,
        }
        for key, text in words.items()
    ]
    facts = [{**field, "i18n": True} for field in make_fields(LanguageFacts)]
    file = {
        "name": "words",
        "label": "Interface words",
        "icon": "translate",
        "file": f"{docs}/_data/ui/{{{{locale}}}}.yml",
        "format": "campaign-words",
        "i18n": True,
        "fields": [
            {"name": "words", "label": "Words", "widget": "object", "i18n": True, "fields": texts},
            {"name": "language", "label": "About the language", "widget": "object", "i18n": True, "collapsed": True,
             "fields": facts},
        ],
    }  # fmt: skip
    return {"name": "words", "label": "Words", "icon": "translate", "i18n": True, "editor": {"preview": False},
            "files": [file]}  # fmt: skip
