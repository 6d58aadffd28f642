"""`data/guides.json`: every guide, lesson and activity with its languages, addresses and files, for a school's own
system. The models are the documentation: `data/guides.schema.json` is made from them.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Literal, cast

from pydantic import Field

from campaign.addresses import page_address, relative_url
from campaign.kits.files import GUIDES, Kit, all_kits
from campaign.model import Campaign
from campaign.pages import AgeBand, Audience
from campaign.permalinks import permalink
from campaign.schema import Record
from campaign.translation import State

GuideKind = Literal["guide", "lesson", "activity"]
_ADDRESS = (
    "Absolute when the site's own address was known at build time, else relative to the address of this file "
    "(RFC 3986, section 5)."
)


class GuideFile(Record):
    """A file to take away."""

    name: str = Field(description="Its name: `handout.pdf`, `qr.svg`, …; the same in every language.")
    address: str = Field(description=f"Where it is. {_ADDRESS}")
    type: str = Field(description="Its media type (RFC 9110).")
    bytes: int = Field(ge=1, description="Its size.")


class GuideVersion(Record):
    """A guide in one language."""

    language: str = Field(description="BCP 47 language tag: `sl`, `cnr-Cyrl`.")
    direction: Literal["ltr", "rtl"] = Field(description="Writing direction.")
    title: str = Field(description="The title.")
    description: str = Field(description="One or two sentences on what it is about.")
    address: str = Field(description=f"The page. It may change; print and store the permalink. {_ADDRESS}")
    permalink: str = Field(description=f"The address that never changes, opening in this language. {_ADDRESS}")
    translation: State = Field(
        description="`original`; `reviewed`, `translated` (by a person, not reviewed), `machine`, `outdated` (the "
        "original has changed since), `unlocked` (not recorded what it was made from)."
    )
    reviewed_on: datetime.date = Field(description="When a person last read the page against what is known.")
    files: tuple[GuideFile, ...] = Field(description="What a school can take away.")


class Guide(Record):
    """A guide, lesson plan or activity."""

    id: str = Field(description="Stable and the same in every language.")
    kind: GuideKind = Field(description="What it is.")
    audience: tuple[Audience, ...] = Field(description="For whom it is written.")
    ages: tuple[AgeBand, ...] = Field(description="The ages of the children it is about.")
    topics: tuple[str, ...] = Field(description="What it is about.")
    minutes: int | None = Field(description="Lessons and activities: how long they take.")
    permalink: str = Field(description=f"Opens in the reader's language, and never changes. {_ADDRESS}")
    languages: tuple[GuideVersion, ...] = Field(min_length=1, description="The languages it exists in.")


class Guides(Record):
    """The guides of a campaign, in the order of its navigation."""

    title: str = Field(description="The campaign's name.")
    licence: str = Field(description="What may be done with the texts.")
    built_on: datetime.date = Field(description="The day the site was built for.")
    guides: tuple[Guide, ...] = Field(description="Every guide, lesson plan and activity.")


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
        kind=cast("GuideKind", meta.kind),
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
                address=_address(campaign, kit.folder + file.name),
                type=file.media_type,
                bytes=sizes[kit.folder + file.name],
            )
            for file in kit.files
        ),
    )


def _address(campaign: Campaign, address: str) -> str:
    base = campaign.settings.site_url
    if base:
        return base + address
    # relpath() takes away the slash at the end of a permalink, which a dumb server needs to find its index.
    path, mark, fragment = address.partition("#")
    slash = "/" if path.endswith("/") else ""
    return relative_url(path, GUIDES) + slash + mark + fragment


def render_guides_json(guides: Guides) -> str:
    """The file itself."""
    data = {"$schema": "guides.schema.json", **guides.model_dump(mode="json")}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def render_guides_schema() -> str:
    """The JSON Schema (2020-12) of the file."""
    schema = Guides.model_json_schema(mode="serialization")
    schema["properties"]["$schema"] = {"type": "string", "description": "This schema."}
    data = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
