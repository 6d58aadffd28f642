"""Photos: small, without a place in them, and traps refused in plain words."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import ExifTags, Image

from campaign.command import main
from campaign.files.photos import MAX_BYTES, read_photo, shrink_picture
from campaign.files.problems import ProblemsFound
from tests.site_maker import make_site

PLACE = {
    ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (42.0, 26.0, 0.0),
    ExifTags.GPS.GPSLongitudeRef: "E", ExifTags.GPS.GPSLongitude: (19.0, 15.0, 0.0),
}  # fmt: skip


def phone_photo(kind: str = "JPEG", size: tuple[int, int] = (3000, 2000)) -> bytes:
    """As a phone makes it: lying on its side, with the place and the device in it."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Artist] = "Phone Maker", "Ana"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(PLACE)
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("kind", [".webp", ".jpg", ".png"])
@pytest.mark.parametrize("original", ["JPEG", "PNG", "WEBP"])
def test_a_shrunken_photo_is_upright_small_and_silent(original: str, kind: str) -> None:
    shrunken = shrink_picture(phone_photo(original), "IMG_1.jpg", kind=kind)
    with Image.open(io.BytesIO(shrunken.content)) as image:
        assert image.size == (shrunken.width, shrunken.height) == (1067, 1600)
        assert not image.getexif() and not image.info.get("exif") and "xmp" not in image.info
        assert image.format == {".webp": "WEBP", ".jpg": "JPEG", ".png": "PNG"}[kind]
    assert b"Phone Maker" not in shrunken.content and b"Ana" not in shrunken.content
    assert "removed: where it was taken (GPS)" in shrunken.notes


def test_transparency_stays_and_small_pictures_are_not_blown_up() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 30), (200, 0, 0, 0)).save(out, "PNG")
    shrunken = shrink_picture(out.getvalue(), "logo.png")
    with Image.open(io.BytesIO(shrunken.content)) as image:
        assert image.size == (40, 30)
        assert image.convert("RGBA").getpixel((5, 5))[3] == 0


def test_a_photo_with_a_place_and_one_of_12_mb_are_problems_that_the_command_mends(tmp_path: Path) -> None:
    config_file = make_site(tmp_path, {"docs/assets/place.jpg": phone_photo(size=(300, 200))})
    large = tmp_path / "docs/assets/large.jpg"
    Image.effect_noise((4600, 3400), 200).convert("RGB").save(large, quality=95)
    assert large.stat().st_size > 12_000_000
    checked = CliRunner().invoke(main, ["check", "-f", str(config_file)])
    assert checked.exit_code == 1
    assert "the picture says where it was taken (GPS) and with which device and by whom" in checked.output
    assert "MB, 4600 × 3400 pixels" in checked.output
    assert "campaign picture shrink docs/assets/large.jpg" in checked.output
    mended = CliRunner().invoke(main, ["picture", "shrink", str(large), str(tmp_path / "docs/assets/place.jpg")])
    assert mended.exit_code == 0, mended.output
    assert large.stat().st_size < MAX_BYTES
    assert CliRunner().invoke(main, ["check", "-f", str(config_file)]).exit_code == 0


@pytest.mark.parametrize("side", [60_000, 9_000])
def test_a_small_file_that_unpacks_to_gigabytes_is_refused_before_it_does(tmp_path: Path, side: int) -> None:
    def chunk(name: bytes, data: bytes = b"") -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )
    path = tmp_path / "bomb.png"
    path.write_bytes(bomb)
    _, (problem,) = read_photo(path, "docs/assets/bomb.png")
    assert "the picture unpacks to" in problem.found
    assert "at most 60 million pixels" in problem.expected


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90\x00", b"<svg onload='x'/>", b"\x89PNG\r\n\x1a\n", phone_photo(size=(300, 200))[:900]]
)
def test_what_is_no_picture_is_refused_in_plain_words(content: bytes) -> None:
    with pytest.raises(ProblemsFound) as found:
        shrink_picture(content, "poster.png")
    (problem,) = found.value.problems
    assert "no picture that can be read" in problem.found
