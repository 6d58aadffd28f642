"""`campaign serve`"""

from __future__ import annotations

import queue
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
from watchfiles import watch

from campaign.command.output import config_option, show_problems, today_option
from campaign.engine.kept.cache import Cache, open_cache
from campaign.engine.live.live import LiveSite
from campaign.engine.live.server import LiveServer
from campaign.engine.processes import processors
from campaign.files.problems import ProblemsFound
from campaign.plugin.project import read_project

PORT = 8000
QUIET = 20
"""Milliseconds without a further change after which a change is taken up: an editor may write a file in steps."""


@click.command()
@config_option
@today_option
@click.option("--port", default=PORT, show_default=True, help="The port on this computer; 0 takes any.")
@click.option("--open", "opens", is_flag=True, help="Open the site in the browser.")
@click.option("--preview", is_flag=True, help="For those who write: marked as drafts, with what is scheduled.")
@click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing for the next time.")
def serve(config_file: Path, today: str | None, port: int, opens: bool, preview: bool, no_cache: bool) -> None:
    """Show the site while you write it: every saved file is shown at once, with what is wrong in it.

    Only this computer can reach it. Nothing is written into site/. End it with Ctrl+C.
    """
    config_file = config_file.absolute()
    cache = Cache(None) if no_cache else open_cache(config_file.parent)
    site = LiveSite(
        lambda: read_project(config_file),
        lambda places: places.day(today),
        cache,
        is_preview=preview,
    )
    server = start_server(port, site)
    with server:
        site.load(processes=processors())
        if site.edition is not None:
            site.check(processes=processors())
        show_problems(site.problems)
        for note in cache.notes:
            click.echo(f"Cache: {note}.", err=True)
        cache.save()
        if site.places is None:
            # Where to look for changes is not known.
            raise SystemExit(1)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        click.echo(f"The site is at {server.address}\nIt follows every file that you save. Ctrl+C ends it.")
        if opens:
            webbrowser.open(server.address)
        try:
            follow(site, server, cache)
        except KeyboardInterrupt:
            click.echo("Ended.")
        finally:
            server.shutdown()
            cache.save()
            cache.close()


def start_server(port: int, site: LiveSite) -> LiveServer:
    """A server that is not serving yet; raises ProblemsFound when the port is taken."""
    try:
        return LiveServer(port, site)
    except (OSError, OverflowError) as error:
        found = f"port {port} cannot be used: {getattr(error, 'strerror', None) or error}"
        expected = "a free port; perhaps the site is being served already"
        fix = "use the server that is running, or say another number: campaign serve --port 8001"
        raise ProblemsFound.of("port", "campaign serve", found, expected, fix) from None


def follow(site: LiveSite, server: LiveServer, cache: Cache) -> None:
    """Take up changes until interrupted: first show them, then check, and say what is wrong."""
    for changed in watch_changes(site):
        started = time.monotonic()
        before = site.problems
        site.load(changed)
        server.tell_change()
        seconds = time.monotonic() - started
        if site.check():
            server.tell_change()
        # Editors write beside a file first; what is gone again is of no interest unless it is all there is.
        names = sorted({path.name for path in changed if path.exists()} or {path.name for path in changed})
        click.echo(f"{', '.join(names[:3])}{' …' if len(names) > 3 else ''}: shown after {seconds:.2f} s")
        show_problems(one for one in site.problems if one not in before)
        if before and not site.problems:
            click.echo("All is well again.")
        cache.save()


def watch_changes(site: LiveSite) -> Iterator[set[Path]]:
    """The files that were written or removed, each time that some were."""
    places = site.places
    assert places is not None
    found: queue.Queue[set[Path]] = queue.Queue()
    settings = places.config_file

    def listen(folders: Sequence[Path], wanted: Callable[[str], bool], recursive: bool) -> None:
        for changes in watch(
            *folders, watch_filter=lambda _, path: wanted(path), step=QUIET, debounce=10 * QUIET, recursive=recursive
        ):
            found.put({Path(path) for _, path in changes})

    content = [folder for folder in (places.docs_dir, *places.look.folders) if folder.is_dir()]
    # Editors replace a file rather than write into it, so it is the settings' folder that is watched.
    for arguments in ((content, lambda _: True, True), ([settings.parent], lambda path: Path(path) == settings, False)):
        threading.Thread(target=listen, args=arguments, daemon=True).start()
    while True:
        yield found.get()
