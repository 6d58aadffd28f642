"""Pictures from cameras and phones: made small for a poor line, in the colours that every screen knows (sRGB), and
silent about where and by whom they were taken."""

from __future__ import annotations

import io
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from campaign.files.problems import Problem, ProblemsFound

# Pillow is imported where it is used: a build in which no picture has changed should not wait for it.
if TYPE_CHECKING:
    from PIL import Image, ImageCms

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
    """The size of a picture, and what is wrong with it: broken, too large, in unknown colours, with a place in it."""
    from PIL import ImageOps

    try:
        with _open(path.read_bytes(), file) as image:
            photo, problems = Photo(*ImageOps.exif_transpose(image).size), []
            private = _private_parts(image)
            _refuse_unknown_colours(image, file)
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
        if _GAIN_MAP.search(content):
            notes.append("removed: what makes it brighter on HDR screens (Ultra HDR)")
        pixels = _to_srgb(ImageOps.exif_transpose(image), image, file)
        if kind.lower() in (".jpg", ".jpeg"):
            pixels = pixels.convert("RGB")
    # Only pixels go into the new file: no EXIF, no comments, no colour profile that names a device.
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


_GAIN_MAP = re.compile(rb"ns\.adobe\.com/hdr-gain-map/|urn:iso:std:iso:ts:21496:-1")
"""What a JPEG says that holds a second picture with the highlights: the first one is for screens without HDR."""
_SIXTEEN_BITS = ("I;16", "I;16L", "I;16B", "I;16N")
_GREY = ("1", "L", "LA")


def _to_srgb(pixels: Image.Image, opened: Image.Image, file: str) -> Image.Image:
    """The pixels in sRGB, eight bits a channel, mode RGB or RGBA.

    A picture in other colours says so by its profile (ICC.1); without that its numbers mean sRGB. `opened` is the
    picture as it was opened: what it says of itself. Raises ProblemsFound where nothing says which colours are meant.
    """
    _refuse_unknown_colours(opened, file)
    if pixels.mode in _SIXTEEN_BITS:
        pixels = pixels.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    has_alpha = "A" in pixels.getbands() or "transparency" in pixels.info
    alpha = pixels.convert("RGBA").getchannel("A") if has_alpha else None
    if pixels.mode != "CMYK":
        pixels = pixels.convert("L" if pixels.mode in _GREY else "RGB")
    profile = _read_profile(opened)
    if profile and profile.profile.xcolor_space.strip() == "RGB":
        pixels = pixels.convert("RGB")
    pixels = _transform(pixels, profile) if profile else pixels.convert("RGB")
    if alpha:
        pixels.putalpha(alpha)
    return pixels


def _refuse_unknown_colours(image: Image.Image, file: str) -> None:
    """Raises ProblemsFound for pictures whose numbers could mean anything."""
    from PIL import ExifTags

    found = ""
    has_profile = _read_profile(image) is not None
    if image.mode not in (*_SIXTEEN_BITS, *_GREY, "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr"):
        found = f"the picture counts its colours in a way that nothing says the scale of (“{image.mode}”)"
    elif image.mode == "CMYK" and not has_profile:
        found = "the picture is in the colours of printing inks (CMYK), and no profile says which inks"
    elif not has_profile and image.getexif().get_ifd(ExifTags.IFD.Interop).get(1) == "R03":
        found = "the picture is in Adobe RGB, as cameras can be set to, and carries no profile"
    elif not (has_profile or "srgb" in image.info) and abs(image.info.get("gamma", 0.45455) - 0.45455) > 0.01:
        found = f"the picture has a brightness scale of its own (gamma {image.info['gamma']:.3f}) and no profile"
    if found:
        fix = "open it in a picture program and save it as JPEG or PNG in sRGB, 8 bits"
        raise _refused(file, found, "colours in sRGB, or a profile that says what they are", fix)


def _read_profile(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The picture's profile, where it has one that fits its pixels; others are ignored, as browsers do."""
    from PIL import ImageCms

    raw = image.info.get("icc_profile")
    if not raw:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(raw))
    except (OSError, ImageCms.PyCMSError):
        return None
    space = profile.profile.xcolor_space.strip()
    if image.mode == "CMYK":
        fits = space == "CMYK"
    else:
        fits = space == "RGB" or (space == "GRAY" and image.mode in (*_SIXTEEN_BITS, *_GREY))
    return profile if fits else None


def _transform(pixels: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    from PIL import ImageCms

    transform = ImageCms.buildTransform(
        profile,
        ImageCms.createProfile("sRGB"),
        pixels.mode,
        "RGB",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    in_srgb = ImageCms.applyTransform(pixels, transform)
    assert in_srgb is not None
    return in_srgb


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
            raise _unreadable(content, file) from None
    if is_trap:
        raise _refused(
            file,
            f"the picture unpacks to {size}",
            f"at most {MAX_PIXELS / 1e6:.0f} million pixels",
            "make it smaller in a picture program, or leave it out if you do not know where it comes from",
        )
    return image


_PHONE_FORMATS = {b"heic": "HEIC", b"heix": "HEIC", b"hevc": "HEIC", b"mif1": "HEIC", b"msf1": "HEIC", b"avif": "AVIF"}
"""By the brand with which such a file begins (ISO/IEC 14496-12, ftyp)."""


def _unreadable(content: bytes, file: str) -> ProblemsFound:
    name = _PHONE_FORMATS.get(content[8:12]) if content[4:8] == b"ftyp" else None
    if name:
        found = f"the picture is {name}, a format of phones that many devices do not show, whatever it is called"
        fix = "export it as JPEG: on a phone, share or send it, or set the camera to “most compatible”"
    else:
        found = f"the file is called {Path(file).suffix}, but it is no picture that can be read"
        fix = "open it and save it again as JPEG or PNG"
    return _refused(file, found, "a picture that opens in a picture program (JPEG, PNG, WebP)", fix)


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
