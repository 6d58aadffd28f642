"""The text of an update, ready to be put into an e-mail newsletter or a messenger, with an address that never dies."""

from __future__ import annotations

from campaign.languages.language import Language
from campaign.model.permalinks import permalink
from campaign.model.updates import event_of
from campaign.news.update_text import render_update_text
from campaign.pages.page import SourcePage
from campaign.views.provenance import provenance
from campaign.views.views import Views


def render_message(views: Views, page: SourcePage, language: Language) -> str:
    """A short text for messengers, then a longer one with a subject for e-mail; the site's own address must be known.

    Begins with a byte order mark: opened from a disk or an old server it would else be read in another encoding.
    """
    words, meta = views.wording.words_of(language), page.meta
    link = f"{views.campaign.settings.site_url}{permalink(meta.id)}#{language.code}"
    event = event_of(views.campaign, page)
    day = [words("message_when", date=views.wording.weekday_date(event.day, language))] if event else []
    if event and event.place:
        day.append(event.place)
    # How sure the day is.
    sure = [views.facts.localised(views.campaign.calendar[event.id].note, language)[0]] if event and event.id else []
    short = [meta.title, *day, "", meta.description, link]
    body = render_update_text(views, page, language)
    long = [words("message_subject", title=meta.title), "", meta.description, *day, *sure, "", body, "", link]
    note = provenance(views, page, language)
    long += ["", words["site_title"], words["footer_licence"], *([note] if note else [])]
    draft = views.wording.draft_note(language)
    parts = [
        *([draft, ""] if draft else []),
        words["message_messenger"],
        "",
        *short,
        "",
        "—" * 20,
        "",
        words["message_email"],
        "",
        *long,
    ]
    return "\ufeff" + language.plain(language.in_script("\n".join(parts))) + "\n"
