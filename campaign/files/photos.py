"""Pictures from cameras and phones: made small for a poor line, and silent about where and by whom they were taken."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from campaign.files.problems import Problem, ProblemsFound

# Pillow is imported where it is used: a build in which no picture has changed should not wait for it.
if TYPE_CHECKING:
    from PIL import Image

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
MAX_SIDE = 1600
"""Pixels of a shrunken picture's longer side: sharp on a wide screen, and on paper at 10 cm."""
MAX_PIXELS = 60_000_000
"""More than any phone's camera makes; a small file that unpacks to more is a trap (“decompression bomb”)."""
MAX_BYTES = 600_000
"""What a picture on a page may weigh: half a minute on a slow line (2G, about 160 kbit/s)."""
QUALITY = 80


class Photo(NamedTuple):
    """A picture under docs/assets/: its size in pixels."""

    width: int
    height: int


class Shrunken(NamedTuple):
    """A picture made small: its bytes, its size in pixels, and what was done to it, in words."""

    content: bytes
    width: int
    height: int
    notes: tuple[str, ...]


def read_photo(path: Path, file: str) -> tuple[Photo | None, list[Problem]]:
    """The size of a picture, and what is wrong with it: broken, too large, or with a place in it."""
    from PIL import ImageOps

    try:
        with _open(path.read_bytes(), file) as image:
            photo, problems = Photo(*ImageOps.exif_transpose(image).size), []
            private = _private_parts(image)
    except ProblemsFound as found:
        return None, found.problems
    mend = f"campaign picture shrink {file} makes it small and removes such notes"
    if path.stat().st_size > MAX_BYTES:
        size = f"the picture is {path.stat().st_size / 1e6:.1f} MB, {photo.width} × {photo.height} pixels"
        expected = f"at most {MAX_BYTES / 1e6:.1f} MB, so that it also comes up on a poor line"
        problems.append(Problem("picture-size", file, size, expected, mend))
    if private:
        expected = "pictures that say nothing about people beyond what they show"
        problems.append(Problem("picture-privacy", file, f"the picture says {' and '.join(private)}", expected, mend))
    return photo, problems


def shrink_picture(content: bytes, file: str, max_side: int = MAX_SIDE, kind: str = ".webp") -> Shrunken:
    """A picture, its longer side at most `max_side` pixels, upright, without any metadata; `kind` is one of SUFFIXES.

    Raises ProblemsFound when it is no picture, or one that unpacks to more than `MAX_PIXELS`.
    """
    from PIL import Image, ImageOps

    with _open(content, file) as image:
        notes = [f"removed: {one}" for one in _private_parts(image)]
        upright = ImageOps.exif_transpose(image)
        is_jpeg = kind.lower() in (".jpg", ".jpeg")
        has_alpha = ("A" in upright.getbands() or "transparency" in upright.info) and not is_jpeg
        # Only pixels go into the new file: no EXIF, no comments, no colour profile that names a device.
        pixels = upright.convert("RGBA" if has_alpha else "RGB")
    pixels.info.clear()
    width, height = pixels.size
    small, side = b"", max_side
    while not small or len(small) > MAX_BYTES:
        pixels.thumbnail((side, side), Image.Resampling.LANCZOS)
        small = _encode(pixels, kind.lower())
        # A picture with very much in it, such as gravel or a crowd: a little smaller, until it is light enough.
        side = round(max(pixels.size) * 0.85)
    if pixels.size != (width, height):
        notes.insert(0, f"{width} × {height} pixels → {pixels.width} × {pixels.height}")
    notes.append(f"{len(content) / 1e6:.2f} MB → {len(small) / 1e6:.2f} MB")
    return Shrunken(small, pixels.width, pixels.height, tuple(notes))


def _encode(pixels: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    if kind in (".jpg", ".jpeg"):
        pixels.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    elif kind == ".png":
        pixels.save(out, "PNG", optimize=True)
    else:
        pixels.save(out, "WEBP", quality=QUALITY, method=6)
    return out.getvalue()


def _open(content: bytes, file: str) -> Image.Image:
    from PIL import Image, UnidentifiedImageError

    size = "more pixels than a picture has"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP"))
            is_trap = image.width * image.height > MAX_PIXELS
            size = f"{image.width:,} × {image.height:,} pixels"
            if not is_trap:
                image.load()
        except Image.DecompressionBombError:
            is_trap = True
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
            raise _refused(
                file,
                f"the file is called {Path(file).suffix}, but it is no picture that can be read",
                "a picture that opens in a picture program (JPEG, PNG, WebP)",
                "open it and save it again as JPEG or PNG; a photo of a phone may be HEIC: export it as JPEG",
            ) from None
    if is_trap:
        raise _refused(
            file,
            f"the picture unpacks to {size}",
            f"at most {MAX_PIXELS / 1e6:.0f} million pixels",
            "make it smaller in a picture program, or leave it out if you do not know where it comes from",
        )
    return image


def _refused(file: str, found: str, expected: str, fix: str) -> ProblemsFound:
    return ProblemsFound.of("picture", file, found, expected, fix)


def _private_parts(image: Image.Image) -> list[str]:
    """What the picture's metadata says about people: the place, the device and its owner."""
    from PIL import ExifTags

    exif = image.getexif()
    found = []
    if exif.get_ifd(ExifTags.IFD.GPSInfo) or b"GPSLatitude" in _xmp(image):
        found.append("where it was taken (GPS)")
    if any(exif.get(tag) for tag in (ExifTags.Base.Make, ExifTags.Base.Model, ExifTags.Base.BodySerialNumber)):
        found.append("with which device")
    if any(exif.get(tag) for tag in (ExifTags.Base.Artist, ExifTags.Base.CameraOwnerName)):
        found.append("by whom")
    return found


def _xmp(image: Image.Image) -> bytes:
    raw = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    return raw.encode() if isinstance(raw, str) else bytes(raw)
