"""Pictures and colour profiles (ICC.1:2001-04) made for tests: no camera and no other people's files are needed."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Mapping, Sequence

from PIL import Image

Colour = tuple[float, float, float]


def srgb_curve(value: float) -> float:
    """What a value of sRGB, 0 to 1, means in light (IEC 61966-2-1)."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


class Space:
    """A colour space of red, green and blue: the XYZ of its primaries as seen under D50, and its curve."""

    def __init__(self, primaries: Sequence[Colour], curve: Callable[[float], float]):
        self.primaries, self.curve = primaries, curve

    def to_xyz(self, colour: Sequence[int]) -> Colour:
        """A colour, 0 to 255 a channel, in XYZ: by the definition, and not by the library that is tested."""
        light = [self.curve(one / 255) for one in colour]
        x, y, z = (sum(part * one[axis] for part, one in zip(light, self.primaries, strict=True)) for axis in range(3))
        return x, y, z


SRGB = Space([(0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410)], srgb_curve)
ADOBE_RGB = Space(
    [(0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)],
    lambda value: value**2.19921875,
)
DISPLAY_P3 = Space([(0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)], srgb_curve)
PROPHOTO = Space([(0.79767, 0.28804, 0.0), (0.13519, 0.71187, 0.0), (0.03134, 0.00009, 0.82491)], lambda v: v**1.8)


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _profile(kind: bytes, space: bytes, pcs: bytes, tags: Mapping[bytes, bytes]) -> bytes:
    text = b"Test\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(78),
        b"cprt": b"text\0\0\0\0" + text,
        b"wtpt": b"XYZ \0\0\0\0" + _fixed(0.9642) + _fixed(1) + _fixed(0.8249),
        **tags,
    }
    body, table, start = b"", b"", 132 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    date = struct.pack(">6H", 2026, 11, 30, 0, 0, 0)
    head = b"\0\0\0\0" + b"\x02\x40\0\0" + kind + space + pcs + date + b"acsp" + bytes(28)
    head += _fixed(0.9642) + _fixed(1) + _fixed(0.8249) + bytes(48)
    whole = head + struct.pack(">I", len(tags)) + table + body
    return struct.pack(">I", len(whole) + 4) + whole


def _curve(curve: Callable[[float], float]) -> bytes:
    points = [round(curve(one / 1023) * 65535) for one in range(1024)]
    return b"curv\0\0\0\0" + struct.pack(">I1024H", 1024, *points)


def rgb_profile(space: Space) -> bytes:
    """The profile of a camera or a screen in this space."""
    tags = {}
    for name, primary in zip((b"r", b"g", b"b"), space.primaries, strict=True):
        tags[name + b"XYZ"] = b"XYZ \0\0\0\0" + b"".join(map(_fixed, primary))
        tags[name + b"TRC"] = _curve(space.curve)
    return _profile(b"mntr", b"RGB ", b"XYZ ", tags)


def grey_profile(curve: Callable[[float], float]) -> bytes:
    """The profile of a scanner for grey."""
    return _profile(b"mntr", b"GRAY", b"XYZ ", {b"kTRC": _curve(curve)})


def _to_lab(xyz: Colour) -> Colour:
    def root(value: float) -> float:
        return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116

    x, y, z = (root(one / white) for one, white in zip(xyz, (0.9642, 1.0, 0.8249), strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ink_profile(inks: Mapping[str, Sequence[int]]) -> bytes:
    """The profile of a press: by its inks ("c", "m", "y", "k"), what a full one looks like on white paper, in sRGB."""
    table = b""
    for number in range(16):
        light = [1.0, 1.0, 1.0]
        for bit, ink in zip((8, 4, 2, 1), "cmyk", strict=True):
            if number & bit:
                light = [one * srgb_curve(part / 255) for one, part in zip(light, inks[ink], strict=True)]
        xyz = tuple(sum(part * one[axis] for part, one in zip(light, SRGB.primaries, strict=True)) for axis in range(3))
        lightness, a, b = _to_lab(xyz)  # type: ignore[arg-type]
        table += bytes([round(lightness * 2.55), round(a) + 128, round(b) + 128])
    ramp = bytes(range(256))
    identity = b"".join(_fixed(one) for one in (1, 0, 0, 0, 1, 0, 0, 0, 1))
    lut = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + identity + ramp * 4 + table + ramp * 3
    return _profile(b"prtr", b"CMYK", b"Lab ", {b"A2B0": lut, b"A2B1": lut})


def picture(mode: str, colour: int | Sequence[int], kind: str, **options: object) -> bytes:
    """A picture of one colour as a file; `options` as Pillow takes them."""
    out = io.BytesIO()
    fill = colour if isinstance(colour, int) else tuple(colour)
    Image.new(mode, (64, 48), fill).save(out, kind, **options)
    return out.getvalue()
