"""The command `campaign`: each subcommand is a few lines; the work is done elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

from campaign import __version__
from campaign.command.output import Commands

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "audio": ("audio",),
    "build": ("build",),
    "bundle": ("bundle",),
    "check": ("check",),
    "components": ("components",),
    "due": ("due",),
    "edit": ("edit",),
    "editions": ("editions",),
    "helplines": ("helplines", "change_helpline", "verify_helplines"),
    "hosting": ("hosting",),
    "join": ("join",),
    "languages": ("languages",),
    "new": ("new", "new_campaign", "new_pages", "new_helpline", "new_update", "new_reminders"),
    "permalinks": ("permalinks",),
    "pool": ("pool",),
    "picture": ("pictures",),
    "publish": ("publish",),
    "report": ("report", "report_accessibility"),
    "remove": ("remove",),
    "review": ("review",),
    "serve": ("serve",),
    "status": ("status",),
    "translation": ("translation", "catalogs", "volunteers"),
    "upgrade": ("upgrade",),
    "withdraw": ("withdraw",),
}
"""Each subcommand: the module that has it under its own name, then those that add to it."""


class LazyGroup(Commands):
    """Imports a subcommand when it is asked for: starting all of them takes longer than a build that changes a page."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        modules = [import_module(f"campaign.command.{name}") for name in COMMANDS[cmd_name]]
        command: click.Command = getattr(modules[0], cmd_name)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def main() -> None:
    """Build and look after an awareness campaign's website.

    \b
    First steps:
      campaign check      look at all pages and facts, and say what is wrong, without building
      campaign build      check, then build every language into site/
      campaign serve      show the site while you write; every saved file is shown at once
      campaign edit       write pages and contacts in the browser
      campaign status     how far each language is, and what to translate next
      campaign new        begin something new: an update, a page, a contact, a language
      campaign publish    check, show what has changed, and send it out
      campaign withdraw   take back what was published; a short notice says where to go instead
      campaign helplines  which contacts are due for a check, and who uses them
    """
