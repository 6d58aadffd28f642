"""Recordings of pages: MP3, the one kind of sound that every browser of every phone plays.

Opus would need half the bytes, but in Ogg, as others write it, it stays silent on iPhones that are a few years old, and
on phones with keys; AAC is missing in browsers that bring no decoder for it. Layer III is read here frame by frame
(ISO/IEC 11172-3 and 13818-3): a file holds frames and nothing else, so that it is no other file in disguise, and says
nothing of who made it, where, and with what.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from campaign.files.problems import Problem, ProblemsFound

SUFFIX, MEDIA_TYPE = ".mp3", "audio/mpeg"
FOLDER = "assets/audio"
"""Below docs/: a folder for each language in it, and in that a file for each page, named by its id."""
MAX_BYTES = 3_000_000
"""Ten minutes at the rate below, the longest guide read slowly."""
BIT_RATE = 40
"""Thousand bits a second of what `campaign audio add` makes: one voice, as clear as a good telephone."""
MAX_BIT_RATE = 64
SAMPLE_RATE = 24_000

_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_BIT_RATES = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
"""Of MPEG-1, and of MPEG-2 and 2.5, by the number in a frame's head."""


class Sound(NamedTuple):
    """A recording under docs/assets/: how long it is in seconds, its size in bytes, and what stands for its bytes."""

    seconds: float
    size: int
    sum: str

    @property
    def bit_rate(self) -> float:
        """Thousand bits a second, on average."""
        return self.size * 8 / self.seconds / 1000


class _Frame(NamedTuple):
    start: int
    end: int
    seconds: float
    kind: tuple[int, int]
    """Version and sample rate: the same in all frames of one recording."""


def read_sound(path: Path, file: str) -> tuple[Sound | None, list[Problem]]:
    """A recording, and what is wrong with it: no MP3, something in it that is no sound, more than a page needs."""
    mend = "campaign audio add PAGE FILE makes it anew: small, of one loudness, and without notes"
    size = path.stat().st_size
    if size > MAX_BYTES:
        found, expected = f"the recording is {size / 1e6:.1f} MB", f"at most {MAX_BYTES / 1e6:.0f} MB"
        return None, [Problem("audio-size", file, found, expected, mend)]
    content = path.read_bytes()
    try:
        sound, rest = _measure(content, file), strip_sound(content, file)
    except ProblemsFound as found_problems:
        return None, found_problems.problems
    problems = []
    if rest != content:
        found = f"{len(content) - len(rest):,} bytes that are no sound, such as a title, a name or a picture"
        problems.append(Problem("audio-privacy", file, found, "frames of sound and nothing else", mend))
    if sound.bit_rate > MAX_BIT_RATE * 1.02:
        found, expected = f"{sound.bit_rate:.0f} kbit/s", f"at most {MAX_BIT_RATE} kbit/s, enough for a voice"
        problems.append(Problem("audio-size", file, found, expected, mend))
    return sound, problems


def sound_of(content: bytes, file: str) -> Sound:
    """The recording that these bytes are; raises ProblemsFound where they are none."""
    return _measure(content, file)


def strip_sound(content: bytes, file: str) -> bytes:
    """The frames of an MP3 alone. Raises ProblemsFound when what stands between them is more than known notes."""
    frames = _frames(content, file)
    kept = [content[one.start : one.end] for one in frames]
    return b"".join(kept)


def _measure(content: bytes, file: str) -> Sound:
    seconds = sum(one.seconds for one in _frames(content, file))
    return Sound(seconds, len(content), hashlib.sha256(content).hexdigest())


def _frames(content: bytes, file: str) -> list[_Frame]:
    start, end = _after_notes(content), _before_notes(content)
    frames = list(_walk(content, start, end))
    if not frames:
        found = f"the file is called {SUFFIX}, but it is no MP3"
        fix = "campaign audio add PAGE FILE makes one of any recording (it needs the extra `audio`)"
        raise ProblemsFound.of("audio", file, found, "a recording as MP3", fix)
    stop = frames[-1].end
    if content[stop:end].strip(b"\0"):
        found = f"after {sum(one.seconds for one in frames):.0f} seconds something else than sound follows"
        fix = "record it again, or leave it out if you do not know where it comes from"
        raise ProblemsFound.of("audio", file, found, "frames of sound to the end", fix)
    return frames


def _walk(content: bytes, place: int, end: int) -> Iterator[_Frame]:
    """The frames from `place` on, as long as one follows the other; of one kind alone."""
    kind = None
    while place + 4 <= end:
        frame = _frame_at(content, place)
        if frame is None or frame.end > end or (kind and frame.kind != kind):
            return
        kind = frame.kind
        yield frame
        place = frame.end


def _frame_at(content: bytes, place: int) -> _Frame | None:
    """The frame of Layer III whose head stands at `place`."""
    first, second, third = content[place], content[place + 1], content[place + 2]
    version, layer = second >> 3 & 3, second >> 1 & 3
    bits, rate = third >> 4, third >> 2 & 3
    if first != 0xFF or second < 0xE0 or version == 1 or layer != 1 or bits in (0, 15) or rate == 3:
        return None
    samples, rates = (1152, _BIT_RATES[0]) if version == 3 else (576, _BIT_RATES[1])
    per_second = _RATES[version][rate]
    length = samples // 8 * rates[bits] * 1000 // per_second + (third >> 1 & 1)
    return _Frame(place, place + length, samples / per_second, (version, per_second))


def _after_notes(content: bytes) -> int:
    """Where sound begins: after notes of the kind ID3v2 (https://id3.org/id3v2.4.0-structure, section 3.1)."""
    if content[:3] != b"ID3" or len(content) < 10:
        return 0
    size = sum((byte & 0x7F) << shift for byte, shift in zip(content[6:10], (21, 14, 7, 0), strict=True))
    place = 10 + size + (10 if content[5] & 0x10 else 0)
    # Some programs leave room behind them.
    return place + len(content[place:]) - len(content[place:].lstrip(b"\0"))


def _before_notes(content: bytes) -> int:
    """Where sound ends: before notes of the kinds ID3v1 and APE, which stand at the end."""
    end = len(content)
    if content[end - 128 : end - 125] == b"TAG":
        end -= 128
    if content[end - 32 : end - 24] == b"APETAGEX":
        size = int.from_bytes(content[end - 20 : end - 16], "little")
        has_head = bool(content[end - 9] & 0x80)
        end -= size + (32 if has_head else 0)
    return max(end, 0)
