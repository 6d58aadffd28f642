"""Colours of photos: right in sRGB whatever they were taken in, or refused in words."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from campaign.files.photos import read_photo, shrink_picture
from campaign.files.problems import ProblemsFound
from tests.photo_maker import (
    ADOBE_RGB,
    DISPLAY_P3,
    PROPHOTO,
    SRGB,
    Space,
    grey_profile,
    ink_profile,
    picture,
    rgb_profile,
)

INKS = {"c": (0, 150, 220), "m": (220, 0, 120), "y": (250, 230, 0), "k": (35, 31, 32)}


def shown(content: bytes, name: str = "photo.jpg") -> tuple[int, ...]:
    """The colour in the middle of what becomes of a picture: a file without a profile, whose numbers are sRGB."""
    with Image.open(io.BytesIO(shrink_picture(content, name, kind=".png").content)) as image:
        assert "icc_profile" not in image.info
        assert image.mode in ("RGB", "RGBA")
        found = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(found, tuple)
    return found


def is_near(found: Sequence[int], wanted: Sequence[int], most: int = 2) -> bool:
    return max(abs(one - other) for one, other in zip(found, wanted, strict=True)) <= most


def test_the_known_example() -> None:
    content = picture("RGB", (180, 120, 60), "PNG", icc_profile=rgb_profile(ADOBE_RGB))
    assert is_near(shown(content), (199, 121, 53), 1)


@pytest.mark.parametrize("space", [ADOBE_RGB, DISPLAY_P3, PROPHOTO, SRGB], ids=["adobe", "p3", "prophoto", "srgb"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("colour", [(180, 120, 60), (90, 130, 150), (240, 238, 230)])
def test_a_photo_with_a_profile(space: Space, kind: str, colour: tuple[int, int, int]) -> None:
    options = {"quality": 100, "subsampling": 0} if kind == "JPEG" else {"lossless": True} if kind == "WEBP" else {}
    found = shown(picture("RGB", colour, kind, icc_profile=rgb_profile(space), **options))
    # Compared as light, in which the definition of a space says what its numbers mean.
    wanted = space.to_xyz(colour)
    assert SRGB.to_xyz(found) == pytest.approx(wanted, abs=0.012)


def test_transparency_stays_beside_converted_colours() -> None:
    content = picture("RGBA", (180, 120, 60, 128), "PNG", icc_profile=rgb_profile(ADOBE_RGB))
    assert is_near(shown(content), (199, 121, 53, 128), 1)


def test_few_colours_with_a_profile() -> None:
    out = io.BytesIO()
    image = Image.new("RGB", (64, 48), (180, 120, 60)).quantize(4)
    image.save(out, "PNG", icc_profile=rgb_profile(ADOBE_RGB))
    assert is_near(shown(out.getvalue()), (199, 121, 53), 1)


@pytest.mark.parametrize(
    ("inks", "wanted"),
    [((255, 0, 0, 0), INKS["c"]), ((0, 255, 0, 0), INKS["m"]), ((0, 0, 0, 255), INKS["k"]), ((0, 0, 0, 0), [255] * 3)],
)
@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_inks_by_their_profile(kind: str, inks: tuple[int, ...], wanted: Sequence[int]) -> None:
    options = {"quality": 100} if kind == "JPEG" else {}
    found = shown(picture("CMYK", inks, kind, icc_profile=ink_profile(INKS), **options))
    # The profile's table has eight bits a colour.
    assert is_near(found, wanted, 6)


@pytest.mark.parametrize("value", [0, 20_000, 40_000, 65_535])
@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bits_are_scaled(kind: str, value: int) -> None:
    assert is_near(shown(picture("I;16", value, kind)), [value // 257] * 3, 1)


def test_grey_with_a_profile() -> None:
    found = shown(picture("L", 128, "PNG", icc_profile=grey_profile(lambda value: value)))
    # Half the light is 188 in sRGB.
    assert is_near(found, (188, 188, 188), 2)


@pytest.mark.parametrize("profile", [b"nothing", rgb_profile(ADOBE_RGB)[:200], ink_profile(INKS)])
def test_a_profile_that_does_not_fit_is_ignored(profile: bytes) -> None:
    assert shown(picture("RGB", (180, 120, 60), "PNG", icc_profile=profile)) == (180, 120, 60)


def adobe_camera() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.ColorSpace] = 65535
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.IFD.Interop] = {1: "R03"}
    return picture("RGB", (180, 120, 60), "JPEG", exif=exif)


def own_gamma() -> bytes:
    chunks = PngImagePlugin.PngInfo()
    chunks.add(b"gAMA", (100_000).to_bytes(4, "big"))
    return picture("RGB", (180, 120, 60), "PNG", pnginfo=chunks)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (picture("F", 1, "TIFF"), "nothing says the scale"),
        (picture("I", 100_000, "TIFF"), "nothing says the scale"),
        (picture("CMYK", (0, 0, 0, 0), "JPEG"), "printing inks"),
        (picture("CMYK", (0, 0, 0, 0), "JPEG", icc_profile=rgb_profile(SRGB)), "printing inks"),
        (adobe_camera(), "Adobe RGB"),
        (own_gamma(), "gamma 1.000"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "is HEIC"),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", "is AVIF"),
    ],
)
def test_what_nothing_says_the_colours_of_is_refused_in_words(content: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        shrink_picture(content, "docs/assets/photo.jpg")
    (problem,) = found.value.problems
    assert said in problem.found
    assert "JPEG" in problem.fix
    # Neither by the command nor among the assets.
    path = tmp_path / "photo.jpg"
    path.write_bytes(content)
    assert read_photo(path, "docs/assets/photo.jpg") == (None, [problem])


@pytest.mark.parametrize("name", [b"http://ns.adobe.com/hdr-gain-map/1.0/", b"urn:iso:std:iso:ts:21496:-1"])
def test_of_an_ultra_hdr_photo_the_picture_for_all_screens_stays(name: bytes) -> None:
    xmp = b'<x:xmpmeta xmlns:hdrgm="' + name + b'" hdrgm:Version="1.0"/>'
    base = picture("RGB", (180, 120, 60), "JPEG", quality=100, icc_profile=rgb_profile(ADOBE_RGB), xmp=xmp)
    content = base + picture("L", 255, "JPEG")
    assert is_near(shown(content), (199, 121, 53))
    shrunken = shrink_picture(content, "IMG.jpg", kind=".jpg")
    assert "removed: what makes it brighter on HDR screens (Ultra HDR)" in shrunken.notes
    assert name not in shrunken.content
    assert shrunken.content.count(b"\xff\xd8\xff") == 1
