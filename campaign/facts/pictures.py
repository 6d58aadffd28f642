"""The drawings: which one belongs to a page, and what each shows, in words, for those who cannot see it."""

from __future__ import annotations

from typing import Annotated

from campaign.files.record import SHOWN, Key, Record


class Picture(Record):
    """One entry of `docs/_data/pictures.yml`: a drawing that a page may show as `{{ picture: id }}`."""

    id: Annotated[str, Key("The drawing's name in components/picture/drawings/.", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    alt: Annotated[
        dict[str, str], Key("What it shows, by language code; read aloud to those who cannot see it.", SHOWN)
    ]
