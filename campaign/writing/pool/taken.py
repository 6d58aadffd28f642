"""What a campaign has taken over from pools, `docs/_data/pool.yml`: pages with what they were made from, contacts as
they were when somebody last looked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import yaml

from campaign.facts.helplines import PSEUDO_COUNTRIES, Helpline
from campaign.files.documents import YamlDocument, decode_text
from campaign.files.problems import ProblemsFound
from campaign.files.record import Key, Record
from campaign.files.schema import validate_record
from campaign.files.yamlfile import load_yaml, parse_yaml
from campaign.model.campaign import Campaign
from campaign.model.pool import POOL, of_the_pool, pool_name
from campaign.model.settings import Settings
from campaign.writing.helpline_log import HELPLINES

FILE = "pool.yml"
_HEADER = "# What was taken over from pools, and as what; written by `campaign pool`. Not to be changed by hand.\n"


class TakenPage(Record):
    """A page that was taken over."""

    pool: Annotated[str, Key("`campaign` for what comes with the generator, else the address of a site.")]
    language: Annotated[str, Key("The language of the text that was taken.")]
    taken_on: Annotated[datetime.date, Key("The day: the page says what its original said then.")]
    sha256: Annotated[str, Key("Of the original's file.")]
    text: Annotated[str, Key("The hash of the page's own text as it was written here.")]
    blocks: Annotated[tuple[str, ...], Key("The hashes of the original's blocks.")]


class Taken(Record):
    """`docs/_data/pool.yml`."""

    contacts: Annotated[dict[str, str], Key("How each contact of the pool was reached, by id.")]
    pages: Annotated[dict[str, TakenPage], Key("By id.")]


def read_taken(settings: Settings) -> Taken:
    """What the file says, nothing where there is none; raises ProblemsFound where it is broken."""
    path, file = settings.data(FILE), settings.data_name(FILE)
    data = {"contacts": {}, "pages": {}} | (load_yaml(path, file).data or {} if path.is_file() else {})
    taken, problems = validate_record(Taken, YamlDocument(data, file=file))
    if taken is None:
        raise ProblemsFound(problems)
    return taken


class _Plain(yaml.SafeDumper):
    """Every value written out: pages taken on one day share it."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def render_taken(taken: Taken) -> str:
    """The file's text: one line for each contact and each block, sorted, so that changes merge well."""
    pages: dict[str, Any] = {
        page_id: {**vars(page), "blocks": list(page.blocks)} for page_id, page in sorted(taken.pages.items())
    }
    data = {"contacts": dict(sorted(taken.contacts.items())), "pages": pages}
    return _HEADER + yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)


def with_page(taken: Taken, page_id: str, page: TakenPage) -> Taken:
    """The same with one page more, or anew."""
    return Taken(contacts=taken.contacts, pages={**taken.pages, page_id: page})


def pool_contacts(campaign: Campaign) -> Mapping[str, Helpline]:
    """The contacts of the pool that the campaign has, or has one of its own for, by id."""
    if not campaign.settings.uses_pool:
        return {}
    return {one.id: of_the_pool(one, campaign.settings) for one in _contacts() if one.id in campaign.helplines}


def contacts_to_begin_with(country: str) -> dict[str, str]:
    """How each contact is reached that a new campaign of a country has from the pool."""
    return {one.id: reached(one) for one in _contacts() if one.country in {country, *PSEUDO_COUNTRIES}}


def _contacts() -> Iterator[Helpline]:
    document = parse_yaml(decode_text((POOL / HELPLINES).read_bytes(), HELPLINES), pool_name(HELPLINES))
    records = (validate_record(Helpline, document, (place,))[0] for place in range(len(document.data)))
    yield from filter(None, records)


def reached(one: Helpline) -> str:
    """How a contact is reached, as it is compared: its number, its site, whether readers may see it."""
    parts = (one.display or one.phone, one.url, None if one.is_publishable else "(not published)")
    return ", ".join(filter(None, parts))


def changed_contacts(campaign: Campaign, taken: Taken) -> Iterator[tuple[str, str, str]]:
    """(id, before, now) of each contact of the pool that has changed since somebody last looked; one that is new has no
    before, one that is gone no now."""
    now = {one.id: reached(one) for one in pool_contacts(campaign).values()}
    for contact_id in sorted({*now, *taken.contacts}):
        before, after = taken.contacts.get(contact_id, ""), now.get(contact_id, "")
        if before != after:
            yield contact_id, before, after
