"""Files packed into one ZIP, the same bytes for the same files."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable

EARLIEST = datetime.date(1980, 1, 1)
"""The first day that a ZIP file can name."""


def render_zip(files: Iterable[tuple[str, bytes]], day: datetime.date) -> bytes:
    """An archive of (name, content), sorted by name; every file carries the date `day`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in sorted(files):
            archive.writestr(zip_entry(name, day), content)
    return out.getvalue()


def zip_entry(name: str, day: datetime.date) -> zipfile.ZipInfo:
    """An entry that says nothing of the machine it was made on; pictures and PDFs are packed already."""
    entry = zipfile.ZipInfo(name, (*max(day, EARLIEST).timetuple()[:3], 0, 0, 0))
    entry.create_system = 3  # Unix, on every machine
    entry.external_attr = 0o644 << 16
    packed = name.endswith((".png", ".pdf", ".zip", ".jpg", ".webp", ".woff2", ".mp3"))
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    return entry
