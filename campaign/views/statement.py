"""The accessibility statement of a public body, in the form of the EU's model, filled from data: nothing is claimed
that no data says. The model: Commission Implementing Decision (EU) 2018/1523, annex."""

from __future__ import annotations

from string import Formatter
from typing import NamedTuple

from campaign.facts.accessibility import REASONS, Contact, Standard
from campaign.languages.language import Language, isolate
from campaign.views.audited import audit_state
from campaign.views.views import Views

TODO = "[todo: {}]"
"""Stands where the campaign's data say nothing; `campaign report accessibility` names each."""


class ClauseRow(NamedTuple):
    """A clause of the standard: its number and name, what looked at it (none: nothing did), and faults found."""

    number: str
    name: str
    checks: tuple[str, ...]
    faults: int | None


class Statement:
    """The statement in a language. `missing` names what is not set, once everything was asked for."""

    def __init__(self, views: Views, language: Language, standard: Standard) -> None:
        self.views, self.language, self.standard = views, language, standard
        self.data, self._state = views.campaign.accessibility, audit_state(views.campaign)
        self.audit = views.campaign.audit if self._state != "none" else None
        self.missing: dict[str, None] = {}

    def word(self, key: str, **values: str) -> str:
        """An interface word in the language's script; the values stay as they are."""
        parts = Formatter().parse(self.views.wording.words_of(self.language)[key])
        return "".join(
            self.language.in_script(text) + (self._amid(values[name]) if name else "") for text, name, _, _ in parts
        )

    def _amid(self, value: str) -> str:
        return isolate(value) if self.language.direction == "rtl" and value.isascii() else value

    def _or_todo(self, text: str, key: str) -> str:
        if not text:
            self.missing[key] = None
        return text or TODO.format(key)

    def _localised(self, texts: dict[str, str], key: str) -> str:
        return self._or_todo(self.language.in_script(texts.get(self.language.folder, "")), key)

    @property
    def commitment(self) -> str:
        """Who commits to what, under which law."""
        folder = self.language.folder
        body, law = self._localised(self.data.body, f"body.{folder}"), self._localised(self.data.law, f"law.{folder}")
        return self.word("statement_commitment", body=body, law=law)

    @property
    def scope(self) -> str:
        """What it is about."""
        settings = self.views.campaign.settings
        return self.word("statement_scope", site=settings.site_url or self._or_todo("", "site_url"))

    @property
    def status(self) -> str:
        """Partially compliant: full compliance would be a claim about clauses that nobody looked at."""
        if not self.audit:
            return self._or_todo("", "audit")
        return self.word("statement_partial", standard=self.standard.version, wcag=f"WCAG {self.standard.wcag}")

    @property
    def limits(self) -> list[tuple[str, list[str]]]:
        """What is not accessible: the reasons of the model, each with what the data name; then what nobody tried."""
        return [(self.word(_HEADS[why]), self._limits(why)) for why in REASONS]

    def _limits(self, why: str) -> list[str]:
        found = [self.word(f"limit_{one.id}") for one in self.data.limits if one.why == why]
        faults = sum(self.audit.found.values()) if self.audit else 0
        if why == "noncompliance" and faults:
            found.insert(0, self.word("statement_faults", count=str(faults)))
        return found or [self.word("statement_burden_none" if why == "burden" else "statement_none")]

    @property
    def prepared(self) -> str:
        """When and how it was prepared."""
        if not self.audit:
            return self._or_todo("", "audit")
        date, language = self.views.wording.date, self.language
        said = self.word(
            "statement_prepared_text", date=date(self.views.campaign.today, language), pages=str(self.audit.pages),
            audited=date(self.audit.audited_on, language),
        )  # fmt: skip
        return said if self._state == "same" else f"{said} {self.word('audit_changed')}"

    @property
    def feedback(self) -> list[tuple[str, str]]:
        """(text, address or "") of where readers write to."""
        return self._contact(self.data.feedback, "feedback")

    @property
    def enforcement(self) -> list[tuple[str, str]]:
        """(text, address or "") of who looks into it."""
        return self._contact(self.data.enforcement, "enforcement")

    def _contact(self, contact: Contact | None, key: str) -> list[tuple[str, str]]:
        if contact is None:
            return [(self._or_todo("", key), "")]
        name = self.language.in_script(contact.name.get(self.language.folder, ""))
        email = [(contact.email, f"mailto:{contact.email}")] if contact.email else []
        return [*([(name, "")] if name else []), *email, *([(contact.url, contact.url)] if contact.url else [])]

    @property
    def clauses(self) -> list[ClauseRow]:
        """The standard's clauses in its order. A check that the last audit did not run has looked at nothing."""
        found = self.audit.found if self.audit else {}
        rows = []
        for number, clause in self.standard.clauses.items():
            checks = [one for one in clause.checks if one in found]
            words = tuple(self.word(f"audit_{one}") for one in checks)
            rows.append(ClauseRow(number, clause.name, words, sum(found[one] for one in checks) if checks else None))
        return rows

    def render(self) -> str:
        """The statement as one HTML file that needs no other."""
        return self.views.templates.get_template("statement.html").render(statement=self, language=self.language)


_HEADS = {
    "noncompliance": "statement_noncompliance",
    "burden": "statement_burden",
    "scope": "statement_scope_out",
    "untested": "statement_untested",
}
