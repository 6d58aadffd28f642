"""The command `campaign`: each subcommand is a few lines; the work is done elsewhere."""

from __future__ import annotations

import click

from campaign import __version__
from campaign.command import catalogs as catalogs  # adds export and import to `translation`
from campaign.command import new_helpline as new_helpline
from campaign.command import new_pages as new_pages  # adds guide, lesson and activity to `new`
from campaign.command import new_update as new_update
from campaign.command.build import build
from campaign.command.check import check
from campaign.command.components import components
from campaign.command.edit import edit
from campaign.command.helplines import helplines
from campaign.command.hosting import hosting
from campaign.command.new import new
from campaign.command.permalinks import permalinks
from campaign.command.pictures import picture
from campaign.command.publish import publish
from campaign.command.status import status
from campaign.command.translation import translation


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def main() -> None:
    """Build and look after an awareness campaign's website.

    \b
    First steps:
      campaign check      look at all pages and facts, and say what is wrong, without building
      campaign build      check, then build every language into site/
      campaign edit       write pages and contacts in the browser
      campaign status     how far each language is, and what to translate next
      campaign new        begin something new: an update, a page, a contact, a language
      campaign publish    check, show what has changed, and send it out
      campaign helplines  which contacts are due for a check, and who uses them
    """


main.add_command(build)
main.add_command(check)
main.add_command(components)
main.add_command(edit)
main.add_command(helplines)
main.add_command(hosting)
main.add_command(new)
main.add_command(permalinks)
main.add_command(picture)
main.add_command(publish)
main.add_command(status)
main.add_command(translation)
