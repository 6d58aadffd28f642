"""Short texts that a school pastes: for a newsletter, for a messenger, as a letter, and the guide's card as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape

from campaign.kits.contacts import contacts_block, contacts_checked
from campaign.kits.edition import Edition
from campaign.kits.files import LETTER, PLAN, Kit
from campaign.kits.sheets import edition_mark, first_actions, letter_words
from campaign.kits.sms import BETWEEN, phone_text, sms_script
from campaign.kits.text import text_of
from campaign.languages.language import isolate
from campaign.model.permalinks import permalink
from campaign.model.shown import main_group
from campaign.views.provenance import provenance
from campaign.views.views import Views

MESSAGE_CHARACTERS = 250
"""A message is read in the notification of a phone; longer ones are cut there."""
_LINE = "=" * 40


def render_texts(views: Views, kit: Kit) -> str:
    """All texts of a kit in one file to copy from."""
    words = views.wording.words_of(kit.language)
    checked = words("kit_checked", date=views.wording.date(kit.page.meta.reviewed_on, kit.language))
    draft = Edition(views, kit.language).draft
    lines = [
        *([draft, ""] if draft else []),
        kit.language.plain(kit.title),
        kit.in_script(f"{words['site_title']}. {checked}"),
        *filter(None, [made_by(views, kit)]),
    ]
    if LETTER in kit.files:
        group = main_group(views.campaign, kit.page)
        lines += filter(None, [contacts_checked(Edition(views, kit.language), [group])])
    if not views.campaign.settings.site_url:
        lines += ["", kit.in_script(words("kit_address_note", placeholder=words["kit_address_here"]))]
    for number, (heading, text) in enumerate(kit_texts(views, kit), 1):
        lines += ["", _LINE, f"{number}. {kit.in_script(words[heading])}", _LINE, "", text]
    return "\n".join(lines) + "\n"


def made_by(views: Views, kit: Kit) -> str:
    """Who wrote and translated the guide, in the kit's script."""
    return kit.language.plain(kit.in_script(provenance(views, kit.page, kit.language)))


def kit_texts(views: Views, kit: Kit) -> list[tuple[str, str]]:
    """(key of the interface word that names it, text) of each. Only what families are sent has a letter."""
    return [(name, _TEXTS[name](views, kit)) for name in text_names(views, kit)]


def text_names(views: Views, kit: Kit) -> list[str]:
    """The names alone: a kit's page says them in many languages."""
    left_out = set() if LETTER in kit.files else {"kit_for_letter"}
    if kit.page.meta.id not in views.campaign.urgent:
        left_out |= {"kit_for_sms", "kit_for_phone"}
    return [name for name in _TEXTS if name not in left_out]


def newsletter_text(views: Views, kit: Kit) -> str:
    """About 60 words: what the guide is, what it gives, where it is."""
    key = "kit_newsletter_plan" if PLAN in kit.files else "kit_newsletter_guide"
    return _fill(views, kit, key)


def letter_text(views: Views, kit: Kit) -> str:
    """The letter to families that is also a sheet to sign, in the same words."""
    edition = Edition(views, kit.language)
    words = letter_words(kit.page, edition)
    actions = first_actions(text_of(kit.page, edition))
    paragraphs = [
        words["salutation"],
        f"{words['why']} {kit.description}",
        "\n".join([words["first"], *(f"{number}. {one}" for number, one in enumerate(actions, 1))]) if actions else "",
        f"{words['link']}\n{link_text(views, kit, way='letter')}",
        "\n".join([words["help"], *_contacts(edition, main_group(views.campaign, kit.page))]),
        words["close"],
        words["regards"],
        "\n".join(f"[{words[key]}]" for key in ("name", "school", "date")),
    ]
    return "\n\n".join(filter(None, paragraphs))


def _contacts(edition: Edition, group: str) -> Iterator[str]:
    """A line for each contact, below its country where there are several."""
    colon = edition.words["colon"]
    for country in contacts_block(edition, group)["countries"]:
        if country["name"]:
            yield f"{country['name']}{colon}"
        for one in country["contacts"]:
            hours = f" ({one['hours']})" if one["number"] and one["hours"] else ""
            name = isolate(one["name"]) if one["lang"] and edition.language.direction == "rtl" else one["name"]
            yield f"– {name}{colon} {one['number'] or one['host']}{hours}"
        if country["gap"]:
            yield country["gap"]


def message_text(views: Views, kit: Kit) -> str:
    """Title, what it is about, and the link, in at most 250 characters unless title and link alone are longer."""
    link = link_text(views, kit, way="message")
    about = shorten(kit.description, MESSAGE_CHARACTERS - len(f"{kit.title}\n\n{link}"))
    return "\n".join(filter(None, (kit.title, about, link)))


def shorten(text: str, room: int) -> str:
    """At most `room` characters: whole sentences where one fits, else whole words and "…"; "" when no word fits."""
    if len(text) <= room:
        return text
    start = text[: max(room, 0)]
    sentence = max(start.rfind(mark) for mark in (". ", "? ", "! ", "؟ "))
    if sentence > 0:
        return start[: sentence + 1]
    word = start.rfind(" ")
    return text[:word].rstrip(",;:") + "…" if word > 0 else ""


def link_text(views: Views, kit: Kit, way: str = "") -> str:
    """The kit's address as texts name it; while the site's own is not known, a mark stands where it belongs. `way`:
    the kind of text that it stands in."""
    address = permalink(kit.page.meta.id, kit.language, way=way)
    return (views.campaign.settings.site_url or f"{address_placeholder(views, kit)}/") + address


def address_placeholder(views: Views, kit: Kit) -> str:
    """What stands for the site's address while it is not known; the kit's page puts the real one there when it can."""
    return kit.in_script(views.wording.words_of(kit.language)["kit_address_here"])


def render_card(views: Views, kit: Kit) -> str:
    """The guide's card for a school's own page: plain HTML without script or style."""
    code, site_title = kit.language.code, kit.in_script(views.wording.words_of(kit.language)["site_title"])
    made = (site_title, made_by(views, kit), edition_mark(kit.page, Edition(views, kit.language)))
    link = escape(link_text(views, kit, way="card"))
    return (
        f'<div lang="{code}" dir="{kit.language.direction}">\n'
        f'  <p><strong><a href="{link}" hreflang="{code}" rel="external noreferrer">'
        f"{escape(kit.title)}</a></strong></p>\n"
        f"  <p>{escape(kit.description)}</p>\n"
        f"  <p><small>{escape(' · '.join(filter(None, made)))}</small></p>\n"
        "</div>"
    )


def _fill(views: Views, kit: Kit, key: str) -> str:
    words = views.wording.words_of(kit.language)
    meta = kit.page.meta
    text = words(key, title=meta.title, description=meta.description, site=words["site_title"], link="\0")
    # The link is put in last: no script's letters may change it.
    return kit.in_script(text).replace("\0", link_text(views, kit, way="message"))


def _plain(make: Callable[[Views, Kit], str]) -> Callable[[Views, Kit], str]:
    return lambda views, kit: kit.language.plain(make(views, kit))


_TEXTS: Mapping[str, Callable[[Views, Kit], str]] = {
    "kit_for_newsletter": _plain(newsletter_text),
    "kit_for_messenger": _plain(message_text),
    "kit_for_letter": _plain(letter_text),
    "kit_for_website": render_card,
    # As they are sent, and as they were counted.
    "kit_for_sms": lambda views, kit: BETWEEN.join(sms_script(views, kit).parts),
    "kit_for_phone": _plain(phone_text),
}
"""The name of each text in the interface words, in order, and what makes it."""
