"""`campaign edit`"""

from __future__ import annotations

import base64
import contextlib
import getpass
import json
import subprocess
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from campaign.checks.check import check_campaign
from campaign.command.output import config_option, today_option
from campaign.command.translation import write_locks
from campaign.editor.backends import read_backend
from campaign.editor.desk import Desk, Publish, Recorded, Review
from campaign.editor.files import render_editor
from campaign.editor.git_host import GitHost, backend_for
from campaign.editor.server import EditorServer
from campaign.editor.workspace import Workspace
from campaign.engine.kept.cache import open_cache
from campaign.engine.live.live import LiveSite
from campaign.facts.withdrawal import FILE as WITHDRAWN
from campaign.files.local_server import Refused, Reply
from campaign.files.look import Look
from campaign.files.problems import Problem, ProblemsFound, render_problems
from campaign.files.replace import replace_files
from campaign.model.campaign import Campaign
from campaign.model.settings import Settings
from campaign.plugin.project import read_campaign, read_project, without_prepared
from campaign.plugin.theme import stylesheet_folder
from campaign.views.assets import build_stylesheet, theme_stylesheet
from campaign.writing.helpline_log import HELPLINES, changes_between, write_entries
from campaign.writing.recording import make_sound, still_said, with_recording
from campaign.writing.repository import Repository
from campaign.writing.withdraw import give_back, withdraw, write_withdrawals

PORT = 8010


@click.command()
@config_option
@today_option
@click.option("--port", default=PORT, show_default=True, help="The editor's port on this computer; 0 takes any.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def edit(config_file: Path, today: str | None, port: int, no_browser: bool) -> None:
    """Write pages, contacts and interface words in the browser, over this folder.

    Only this computer can reach the editor, and only through the address that it prints. It saves into the files of
    this folder, checks what was saved and shows it on the site. Nothing is public before you press “Publish …” there.
    The address works once; then another one is printed, for another browser.
    End it with Ctrl+C.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="campaign-edit-") as folder:
            server = start_editor(config_file.absolute(), today, port, Path(folder))
            server.on_entered = lambda: click.echo(f"It is open. For another browser: {server.address}")
            click.echo(f"The editor is at {server.address}\nIt ends when you press Ctrl+C here.")
            if not no_browser:
                webbrowser.open(server.address)
            server.serve_forever()
    except KeyboardInterrupt:
        click.echo("The editor has ended. What you saved is in the folder; campaign check looks at all of it.")


def start_editor(config_file: Path, today: str | None, port: int, folder: Path) -> EditorServer:
    """The editor's server, ready to serve; `folder` is for what it notes meanwhile. Raises ProblemsFound."""
    campaign, _, _ = read_campaign(config_file, today, with_prepared=True)
    settings = campaign.settings
    try:
        server = EditorServer(port)
    except OSError as error:
        found = f"port {port} cannot be used: {error.strerror}"
        expected = "a free port; perhaps the editor is running already"
        fix = "use the editor that is running, or say another number: campaign edit --port 8011"
        raise ProblemsFound.of("port", config_file.name, found, expected, fix) from None
    workspace = Workspace(settings.project_dir, settings.docs_dir)
    does = _Actions(config_file, today, folder, settings)
    desk = Desk(
        does.check,
        write_locks,
        does.load,
        does.publish,
        does.review,
        does.pending,
        does.withdraw,
        does.record,
        lambda: f"{workspace.state()} {does.withdrawn()}",
        server.preview.origin,
    )
    server.shown = does.shown
    # By the time that somebody has saved, it only has to be brought up to date.
    threading.Thread(target=does.warm_up, daemon=True).start()

    def note_saved(files: list[str], before: Mapping[str, bytes]) -> None:
        desk.note_saved(files)
        _note_contacts(settings, workspace, files, before)

    server.host = GitHost(workspace, getpass.getuser(), note_saved, does.withdraw_deleted)
    server.actions = {
        "show": desk.show, "confirm": desk.confirm, "build": desk.build, "publish": desk.publish,
        "withdrawable": desk.withdrawable, "withdraw": desk.withdraw,
        "review": desk.review, "recordings": desk.recordings, "record": desk.record,
    }  # fmt: skip
    stylesheet = _stylesheet(campaign.settings.look)
    server.files = dict(render_editor(campaign, stylesheet, backend_for(server.origin), is_local=True))
    return server


def _note_contacts(settings: Settings, workspace: Workspace, files: list[str], before: Mapping[str, bytes]) -> None:
    """Write what has changed of contacts into their log."""
    file = settings.data_name(HELPLINES)
    if file in files:
        # A file that cannot be read is what the panel speaks of.
        with contextlib.suppress(ProblemsFound):
            entries = changes_between(before.get(file, b"").decode(), workspace.read(file).decode())
            write_entries(settings, entries)


class _Actions:
    """What the editor does with the files beyond saving: it checks and shows them here, and publishes by a command."""

    def __init__(self, config_file: Path, today: str | None, folder: Path, settings: Settings):
        self.config_file, self.today, self.folder, self._settings = config_file, today, folder, settings
        # As `campaign serve` does it: what has not changed is known. It is shown as to those who write, and checked as
        # it will be published.
        cache = open_cache(config_file.parent)
        self.live, self.checked = (
            LiveSite(
                lambda: read_project(config_file, with_prepared=True), lambda places: places.day(today), cache,
                is_preview=is_preview,
            )
            for is_preview in (True, False)
        )  # fmt: skip
        self._loading = threading.Lock()

    def check(self) -> tuple[Campaign | None, list[Problem]]:
        with self._loading:
            if self.checked.load() and self.checked.edition:
                self.checked.check()
                settings = read_project(self.config_file).settings
                return self.checked.edition.campaign, without_prepared([*self.checked.problems], settings)
        # There is more to say of it than that.
        try:
            found, documents, problems = read_campaign(self.config_file, self.today, with_prepared=True)
        except ProblemsFound as error:
            return None, error.problems
        return found, problems + check_campaign(found, documents)

    def load(self) -> None:
        """Bring the site that is shown up to date; raises ProblemsFound where it cannot be."""
        with self._loading:
            if not self.live.load():
                raise ProblemsFound(list(self.live.problems))

    def warm_up(self) -> None:
        """Load the site for the first time; what is wrong with it is said when somebody asks."""
        with contextlib.suppress(ProblemsFound):
            self.load()

    def shown(self, path: str) -> Reply | None:
        """What stands at a path of the site; None when nothing does."""
        try:
            answer = self.live.edition.answer(path) if self.live.edition else None
        except ProblemsFound as found:
            return Reply(render_problems(found.problems).encode(), "text/plain", 500)
        return Reply(answer.content, answer.media_type) if answer else None

    def withdraw(self, one: str, instead: str | None, undo: bool) -> None:
        """Take a page or contact back, or give it back; raises ProblemsFound."""
        campaign, documents, _ = read_campaign(self.config_file, self.today)
        entries = give_back(campaign, one) if undo else withdraw(campaign, documents, one, instead, None).withdrawals
        write_withdrawals(campaign, entries)

    def record(self, asked: Recorded) -> tuple[list[str], list[str]]:
        """Put a recording onto its page, or note that the old one still says it: the files written, and what was done.
        Raises ProblemsFound."""
        campaign, _, _ = read_campaign(self.config_file, self.today)
        page = next((one for one in campaign.pages.values() if one.file == asked.page), None)
        if page is None:
            raise ProblemsFound.of(
                "audio", asked.page, "no such page", "a page of the campaign", "load the editor again"
            )
        if asked.sound:
            made = make_sound(_decoded(asked.sound), page.file)
            day = asked.recorded_on or campaign.today
            changed, notes = with_recording(campaign, page, made, asked.read_by, day, asked.licence), list(made.notes)
        else:
            changed, notes = still_said(campaign, page), []
        replace_files(changed)
        return [self._settings.relative(path) for path in changed], notes

    def withdraw_deleted(self, files: list[str]) -> set[str]:
        """Of files that are to be deleted those that stay: all of a page that was released is withdrawn instead."""
        campaign, _, _ = read_campaign(self.config_file, self.today)
        pages = {page.file: page for page in campaign.pages.values()}
        gone = [page for one in files if (page := pages.get(one)) and page.meta.id in campaign.permalinks]
        source = {page.path: page.meta.id for page in gone if page.language == campaign.settings.source.code}
        for page_id in source.values():
            self.withdraw(page_id, None, False)
        return {page.file for page in gone if page.path in source}

    def withdrawn(self) -> str:
        """The file of what is withdrawn, as it is now."""
        file = self._settings.data(WITHDRAWN)
        return file.read_text("utf-8") if file.is_file() else ""

    def publish(self, asked: Publish) -> dict[str, Any]:
        """What `campaign publish --json` answers, or that it cannot and why."""
        options = [f"--only={one}" for one in asked.only]
        if not asked.really:
            options.append("--dry-run")
        elif asked.name or asked.email:
            options += [f"--name={asked.name}", f"--email={asked.email}"]
        settled = self.folder / "settled.json"
        self.folder.mkdir(parents=True, exist_ok=True)
        settled.write_text(json.dumps(asked.settled), "utf-8")
        return self._answer("publish", "--json", "--yes", *options, f"--settled={settled}")

    def review(self, asked: Review) -> dict[str, Any]:
        """What `campaign review --json` answers."""
        if asked.do == "list":
            return self._answer("review", "--json")
        if asked.do == "send":
            who = [f"--name={asked.name}", f"--email={asked.email}"] if asked.name or asked.email else []
            chosen = [f"--only={one}" for one in asked.only]
            return self._answer("review", "--json", "send", f"--as={asked.state}", *who, *chosen)
        state = [asked.state] if asked.do == "set" else []
        return self._answer("review", "--json", asked.do, "--", asked.id, *state)

    def _answer(self, *arguments: str) -> dict[str, Any]:
        done = self._run(*arguments)
        try:
            answer: dict[str, Any] = json.loads(done.stdout)
        except ValueError:
            answer = {"said": f"{done.stdout}{done.stderr}".strip(), "isDone": False}
        return answer

    def pending(self) -> int:
        """How many files the Git host does not have as they are here; 0 where there is no git."""
        try:
            repository = Repository(self.config_file.resolve().parent)
            paths = (self._settings.relative(self._settings.docs_dir), self.config_file.name)
            changes = repository.changes(paths)
            # Without a remote the dialogue says what is missing.
            return (
                len(repository.pending(paths)) + len(repository.unsent()) if repository.has_remote() else len(changes)
            )
        except ProblemsFound:
            return 0

    def _run(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        program = "from campaign.command import main; main()"
        options = ["-f", str(self.config_file), *(["--today", self.today] if self.today else [])]
        # -P: nothing is imported from the folder that one stands in, which may be anybody's.
        command = [sys.executable, "-P", "-c", program, name, *options, *arguments]
        # Without a terminal: what a program would ask for there (a password, say) nobody would see.
        return subprocess.run(
            command,
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            check=False,
        )


def _decoded(sound: str) -> bytes:
    try:
        return base64.b64decode(sound, validate=True)
    except ValueError:
        raise Refused(422, "The recording arrived broken.") from None


def write_editor(folder: Path, campaign: Campaign) -> None:
    """The editor of a published site, for the repository that the settings name; raises ProblemsFound."""
    backend = read_backend(campaign.settings.editor, campaign.settings.config_file)
    stylesheet = _stylesheet(campaign.settings.look)
    for name, content in render_editor(
        campaign, stylesheet, backend.settings, hosts=backend.hosts, is_local=False, has_review=backend.has_review
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _stylesheet(look: Look) -> str:
    return build_stylesheet(theme_stylesheet(stylesheet_folder()), look, is_whole=True).content
