"""`data/guides.json`: every guide, lesson and activity with its languages, addresses and files, for a school's own
system. The models are the documentation: `data/guides.schema.json` is made from them.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from campaign.facts.vocabulary import Vocabulary
from campaign.files.record import Key, Record
from campaign.files.schema import json_schema, plain_data
from campaign.kits.files import GUIDES, Kit, all_kits
from campaign.model.campaign import Campaign
from campaign.model.permalinks import permalink
from campaign.pages.addresses import absolute_url, page_address, relative_url
from campaign.pages.page import AgeBand
from campaign.pages.translated import State

_ADDRESS = (
    "Absolute when the site's own address was known at build time, else relative to the address of this file "
    "(RFC 3986, section 5)."
)


class GuideFile(Record):
    """A file to take away."""

    name: Annotated[str, Key("Its name: `handout.pdf`, `qr.svg`, …; the same in every language.")]
    address: Annotated[str, Key(f"Where it is. {_ADDRESS}")]
    type: Annotated[str, Key("Its media type (RFC 9110).")]
    bytes: Annotated[int, Key("Its size.", ge=1)]


class GuideVersion(Record):
    """A guide in one language."""

    language: Annotated[str, Key("BCP 47 language tag: `sl`, `cnr-Cyrl`.")]
    direction: Annotated[Literal["ltr", "rtl"], Key("Writing direction.")]
    title: Annotated[str, Key("The title.")]
    description: Annotated[str, Key("One or two sentences on what it is about.")]
    address: Annotated[str, Key(f"The page. It may change; print and store the permalink. {_ADDRESS}")]
    permalink: Annotated[str, Key(f"The address that never changes, opening in this language. {_ADDRESS}")]
    translation: Annotated[
        State,
        Key(
            "`original`; `reviewed`, `translated` (by a person, not reviewed), `machine`, `outdated` (the "
            "original has changed since), `unlocked` (not recorded what it was made from)."
        ),
    ]
    reviewed_on: Annotated[datetime.date, Key("When a person last read the page against what is known.")]
    files: Annotated[tuple[GuideFile, ...], Key("What a school can take away.")]


class Guide(Record):
    """A guide, lesson plan or activity."""

    id: Annotated[str, Key("Stable and the same in every language.")]
    kind: Annotated[str, Key("What it is.")]
    audience: Annotated[tuple[str, ...], Key("For whom it is written.")]
    ages: Annotated[tuple[AgeBand, ...], Key("The ages of the children it is about.")]
    topics: Annotated[tuple[str, ...], Key("What it is about.")]
    minutes: Annotated[int | None, Key("Lessons and activities: how long they take.")]
    permalink: Annotated[str, Key(f"Opens in the reader's language, and never changes. {_ADDRESS}")]
    languages: Annotated[tuple[GuideVersion, ...], Key("The languages it exists in.", min_length=1)]


class Guides(Record):
    """The guides of a campaign, in the order of its navigation."""

    title: Annotated[str, Key("The campaign's name.")]
    licence: Annotated[str, Key("What may be done with the texts.")]
    built_on: Annotated[datetime.date, Key("The day the site was built for.")]
    guides: Annotated[tuple[Guide, ...], Key("Every guide, lesson plan and activity.")]


def collect_guides(campaign: Campaign, sizes: Mapping[str, int]) -> Guides:
    """Everything that the file says; `sizes` are the kits' files in bytes, by path below the site's root."""
    by_id: dict[str, list[Kit]] = {}
    for kit in all_kits(campaign):
        by_id.setdefault(kit.page.meta.id, []).append(kit)
    return Guides(
        title=campaign.settings.site_name,
        licence="CC BY 4.0",
        built_on=campaign.today,
        guides=tuple(_guide(campaign, kits, sizes) for kits in by_id.values()),
    )


def _guide(campaign: Campaign, kits: list[Kit], sizes: Mapping[str, int]) -> Guide:
    # What is the same in every language stands in the source; translations may leave it out.
    path = kits[0].page.path
    meta = campaign.pages[campaign.settings.source.code, path].meta
    return Guide(
        id=meta.id,
        kind=meta.kind,
        audience=meta.audience,
        ages=meta.ages,
        topics=meta.topics,
        minutes=meta.minutes,
        permalink=_address(campaign, permalink(meta.id)),
        languages=tuple(_version(campaign, kit, sizes) for kit in kits),
    )


def _version(campaign: Campaign, kit: Kit, sizes: Mapping[str, int]) -> GuideVersion:
    return GuideVersion(
        language=kit.language.code,
        direction=kit.language.direction,
        title=kit.title,
        description=kit.description,
        address=_address(campaign, page_address(kit.language, kit.page.url)),
        permalink=_address(campaign, permalink(kit.page.meta.id, kit.language)),
        translation=campaign.translation(kit.language, kit.page.path).state,
        reviewed_on=kit.page.meta.reviewed_on,
        files=tuple(
            GuideFile(
                name=file.name,
                address=_address(campaign, kit.path(file)),
                type=file.media_type,
                bytes=sizes[kit.path(file)],
            )
            for file in kit.files
        ),
    )


def _address(campaign: Campaign, address: str) -> str:
    base = campaign.settings.site_url
    if base:
        return absolute_url(base, address)
    # relpath() takes away the slash at the end of a permalink, which a dumb server needs to find its index.
    path, mark, fragment = address.partition("#")
    slash = "/" if path.endswith("/") else ""
    return relative_url(path, GUIDES) + slash + mark + fragment


def render_guides_json(guides: Guides) -> str:
    """The file itself."""
    data = {"$schema": "guides.schema.json", **plain_data(guides, with_nothing=True)}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def render_guides_schema(vocabulary: Vocabulary) -> str:
    """The JSON Schema (2020-12) of the file: kinds and audiences are those of the campaign."""
    schema = json_schema(Guides)
    keys = schema["$defs"]["Guide"]["properties"]
    keys["kind"] = _one_of([name for name, one in vocabulary.kinds.items() if not one.news], keys["kind"])
    keys["audience"]["items"] = _one_of([*vocabulary.audiences], keys["audience"]["items"])
    schema["properties"]["$schema"] = {"type": "string", "description": "This schema."}
    data = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _one_of(words: list[str], schema: dict[str, Any]) -> dict[str, Any]:
    return dict(sorted({**schema, "enum": words}.items()))
