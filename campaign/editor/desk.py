"""What the editor's panel shows: what is wrong with the files that were saved, and what to do next."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel, Field

from campaign.files.problems import Problem, ProblemsFound, render_problems, sorted_problems
from campaign.model.campaign import Campaign
from campaign.model.recordings import recording_of, recording_path
from campaign.pages.page import SourcePage
from campaign.translation.word_locks import FACTS

CONTACT = "Contact"
"""The group of contacts among what can be withdrawn."""
Check = Callable[[], tuple[Campaign | None, list[Problem]]]
"""Loads and checks the campaign as it is on the disk now; None when there is too little of it to load."""


class Publish(BaseModel, strict=True):
    """What the panel sends with “Publish”: whether to do it or only to say what would be sent; who it is; the keys of
    what is to go out, where not all of it; and by its id how each passage is settled that others have changed too."""

    really: bool = False
    only: list[str] = []
    settled: dict[str, str] = {}
    name: str = Field("", max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")
    email: str = Field("", max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")


class Review(BaseModel, strict=True):
    """What the panel asks of what waits to be looked at: to list it, to send what is chosen, or to do something with
    the one with this id."""

    do: Literal["list", "send", "take", "set", "drop"]
    id: str = Field("", max_length=200)
    state: Literal["draft", "review", "ready"] = "review"
    only: list[str] = []
    name: str = Field("", max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")
    email: str = Field("", max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")


class Recorded(BaseModel, strict=True):
    """What the panel sends with “Recordings”: the file of the page that is read aloud, and what was recorded, in
    base64, with who speaks, on which day and under which licence; or no sound, where the old one still says every
    word."""

    page: str = Field(max_length=500)
    sound: str = ""
    read_by: str = Field("", max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$")
    recorded_on: datetime.date | None = Field(None, strict=False)
    licence: str = Field("", max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")


class _Withdraw(BaseModel, strict=True):
    """What the panel sends with “Withdraw”: the id of a page or contact, and what readers get instead."""

    id: str = Field(max_length=200)
    instead: str | None = Field(None, max_length=200)
    undo: bool = False


class Desk:
    """One person's session: the files saved so far, their problems, the preview of the site.

    `check` looks at the campaign, `accept` records translations (language folder, path) and the words of language
    folders as up to date, `build` brings the site that is shown up to date, `publish` and `review` answer what the
    panel asks, and `pending` how much there is to publish. `withdraw` takes back (id, what readers get instead), or
    gives back where the last is true. `record` puts a recording onto its page, and says which files it wrote
    and what it did. They may take seconds: they run beside the editor. The site is shown at `site_address`.
    """

    def __init__(
        self,
        check: Check,
        accept: Callable[[Campaign, Sequence[tuple[str, str]], Sequence[str]], None],
        build: Callable[[], None],
        publish: Callable[[Publish], dict[str, Any]],
        review: Callable[[Review], dict[str, Any]],
        pending: Callable[[], int],
        withdraw: Callable[[str, str | None, bool], None],
        record: Callable[[Recorded], tuple[list[str], list[str]]],
        state: Callable[[], str],
        site_address: str,
    ):
        self._check, self._accept, self._build, self._publish = check, accept, build, publish
        self._review, self._withdraw, self._count_pending, self._pending = review, withdraw, pending, 0
        self._record = record
        self._state, self._site_address = state, site_address
        self._work = threading.Lock()
        self._saved: list[str] = []
        self._checked_state = ""
        self._campaign: Campaign | None = None
        self._problems: list[Problem] = []
        self._built_state = ""
        self._build_error = ""
        self._building: threading.Thread | None = None

    def note_saved(self, files: Sequence[str]) -> None:
        """Remember that these files were saved; the newest come first."""
        self._saved = [*files, *(one for one in self._saved if one not in files)]

    def show(self, _: Mapping[str, Any]) -> dict[str, Any]:
        """Everything the panel shows, as plain data; looks at the files again if any has changed."""
        state = self._state()
        with self._work:
            if state != self._checked_state:
                self._campaign, self._problems = self._check()
                self._checked_state, self._pending = state, self._count_pending()
        related = {*self._saved, *self._translations()}
        problems = sorted_problems(self._problems)
        return {
            "saved": self._saved,
            "problems": [self._shown(one) for one in problems if self._is_about(one, related)],
            "elsewhere": [
                self._shown(one) for one in problems if one.severity == "error" and not self._is_about(one, related)
            ],
            "pending": self._pending,
            "unconfirmed": [*(f"{folder}/{path}" for folder, path in self._unconfirmed()), *self._unconfirmed_words()],
            "pages": self._addresses(),
            "isBuilding": self._building is not None and self._building.is_alive(),
            "isBuilt": self._built_state == state,
            "buildError": self._build_error,
        }

    def _shown(self, problem: Problem) -> dict[str, Any]:
        """A problem as staff read it: with the page's title, and with the button that mends it."""
        data = problem.as_dict()
        page = self._page(problem.file)
        if page and self._campaign:
            data["title"] = self._titled(page)
        if problem.rule in ("outdated", "unlocked"):
            data["fix"] = "change it where it has to change; then press “The translations say the same”, below"
        return data

    def _titled(self, page: SourcePage) -> str:
        """A page's title with its language."""
        assert self._campaign
        return f"{page.meta.title} ({self._campaign.settings.language(page.language).name})"

    def _page(self, file: str) -> SourcePage | None:
        pages = self._campaign.pages.values() if self._campaign else ()
        return next((page for page in pages if page.file == file), None)

    @staticmethod
    def _is_about(problem: Problem, files: Collection[str]) -> bool:
        """Whether a problem is one of these files, or names one: the same id twice is found in either of two pages.
        What falls due concerns everybody."""
        return problem.rule == "due-soon" or problem.file in files or any(file in problem.found for file in files)

    def confirm(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Record that the saved translations say what their source says; then as `show`."""
        with self._work:
            if self._campaign:
                self._accept(self._campaign, self._unconfirmed(), self._unconfirmed_words())
                self._checked_state = ""
        return self.show(body)

    def withdrawable(self, _: Mapping[str, Any]) -> dict[str, Any]:
        """What was released and can be taken back, and what was taken back: each with id, title and group."""
        campaign = self._campaign
        if campaign is None:
            return {"there": [], "withdrawn": []}
        source = campaign.settings.source.code
        there, withdrawn = [], []
        for page_id, path in campaign.paths_by_id.items():
            page = campaign.taken_back.get((source, path), campaign.pages[source, path])
            entry = {"id": page_id, "title": page.meta.title, "group": campaign.kind(page).label}
            if campaign.is_taken_back(path):
                withdrawn.append(entry)
            elif page_id in campaign.permalinks:
                there.append(entry)
        for one in campaign.helplines.values():
            entry = {"id": one.id, "title": f"{one.name['en']} {one.display or ''}".strip(), "group": CONTACT}
            if one.id in campaign.withdrawals:
                withdrawn.append(entry)
            elif one.is_publishable:
                there.append(entry)
        return {"there": there, "withdrawn": withdrawn}

    def withdraw(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Take something back, or give it back; then as `withdrawable`. Raises ValidationError for what nobody
        understands."""
        asked = _Withdraw.model_validate(body)
        said = ""
        with self._work:
            try:
                self._withdraw(asked.id, asked.instead or None, asked.undo)
            except ProblemsFound as found:
                said = render_problems(found.problems)
            self._checked_state = ""
        self.show(body)
        return {**self.withdrawable(body), "said": said}

    def recordings(self, _: Mapping[str, Any]) -> dict[str, Any]:
        """The pages that can be read aloud, each with file, title and language, and the recordings that there are."""
        campaign = self._campaign
        if campaign is None:
            return {"pages": [], "recordings": []}
        pages = sorted(
            campaign.pages.values(), key=lambda one: (campaign.settings.folders.index(one.language), one.path)
        )
        return {
            "pages": [
                {"id": one.file, "title": one.meta.title, "group": campaign.settings.language(one.language).name}
                for one in pages
            ],
            "recordings": [
                {
                    "page": one.file, "title": self._titled(one), "read_by": one.meta.audio.read_by,
                    "seconds": round(campaign.sounds[path].seconds),
                    "says_the_page": recording_of(campaign, one) is not None,
                }
                for one in pages
                if one.meta.audio and (path := recording_path(one)) in campaign.sounds
            ],
        }  # fmt: skip

    def record(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Put a recording onto its page; then as `recordings`. Raises ValidationError for what nobody understands."""
        asked = Recorded.model_validate(body)
        with self._work:
            try:
                files, said = self._record(asked)
                self.note_saved(files)
                is_done = True
            except ProblemsFound as found:
                said, is_done = [render_problems(found.problems)], False
            self._checked_state = ""
        self.show(body)
        return {**self.recordings(body), "said": "\n".join(said), "isDone": is_done}

    def publish(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Send it to the Git host, if `really`: whether that is done or can be (`isDone`), what is `said` about it, the
        `items` that go out, `where` to, and the passages that clash.

        Raises ValidationError for a name that is none.
        """
        asked = Publish.model_validate(body)
        with self._work:
            answer = self._publish(asked)
            if asked.really:
                self._checked_state = ""
        if asked.really and answer["isDone"] and not asked.only:
            self._saved = []
        return answer

    def review(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """What waits to be looked at before it is published: whether it is done (`isDone`), what is `said`, and the
        `reviews`. Raises ValidationError for what nobody understands."""
        asked = Review.model_validate(body)
        with self._work:
            answer = self._review(asked)
            if asked.do == "take":
                self._checked_state = ""
        return answer

    def build(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Begin to show the site with the changes; then as `show`."""
        if self._building is None or not self._building.is_alive():
            self._building = threading.Thread(target=self._run_build, args=(self._state(),), daemon=True)
            self._building.start()
        return self.show(body)

    def _run_build(self, state: str) -> None:
        try:
            self._build()
            self._built_state, self._build_error = state, ""
        except ProblemsFound as found:
            self._build_error = render_problems(found.problems)

    def _translations(self) -> list[str]:
        """The files of the other languages of every saved page: a changed source makes them out of date."""
        pages = self._campaign.pages if self._campaign else {}
        paths = {page.path for page in pages.values() if page.file in self._saved}
        return [page.file for page in pages.values() if page.path in paths]

    def _unconfirmed(self) -> list[tuple[str, str]]:
        """(language folder, path) of translations on the desk whose state nothing records, or that are out of date."""
        if self._campaign is None:
            return []
        on_desk = {(page.language, page.path) for page in self._campaign.pages.values() if page.file in self._saved}
        return [
            key
            for key, one in self._campaign.translations.items()
            if key in on_desk and one.state in ("unlocked", "outdated")
        ]

    def _unconfirmed_words(self) -> list[str]:
        """The language folders whose interface words, and the data files whose texts, were saved and are not recorded
        as up to date."""
        if self._campaign is None:
            return []
        old = {one.file for one in self._problems if one.rule in ("outdated", "unlocked")}
        _, *translated = self._campaign.settings.folders
        file = self._campaign.settings.data_name
        on_desk = old.intersection(self._saved)
        return [
            *(code for code in translated if file(f"ui/{code}.yml") in on_desk),
            *(one for one in FACTS if file(one) in on_desk),
        ]

    def _addresses(self) -> list[dict[str, str]]:
        """Title and address of every saved page."""
        pages = {page.file: page for page in self._campaign.pages.values()} if self._campaign else {}
        shown = []
        for file in self._saved:
            if (page := pages.get(file)) and self._campaign:
                language = self._campaign.settings.language(page.language)
                shown.append(
                    {
                        "title": self._titled(page),
                        "url": f"{self._site_address}/{language.prefix}{page.url}",
                    }
                )
        return shown
