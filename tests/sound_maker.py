"""Recordings for tests: silence by hand, and tones as programs and phones write them."""

from __future__ import annotations

import io
import math
import struct
import wave

FRAME = b"\xff\xf3\x14\xc0" + bytes(20)
"""24 milliseconds of silence: MPEG-2, Layer III, one voice, 24 kHz, 8 kbit/s (ISO/IEC 13818-3)."""


def silence(seconds: float) -> bytes:
    """An MP3 in which nothing is heard."""
    return FRAME * round(seconds / 0.024)


def tone(seconds: float, loudness: float = 0.05) -> bytes:
    """A tone as WAV, in both ears, 44.1 kHz."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((2, 2, 44_100, 0, "NONE", ""))
        samples = (round(32_000 * loudness * math.sin(one * 0.06)) for one in range(round(seconds * 44_100)))
        file.writeframes(b"".join(struct.pack("<hh", one, one) for one in samples))
    return out.getvalue()


def converted(wav: bytes, kind: str, codec: str) -> bytes:
    """The same as another program writes it, with a title and a name in it."""
    import av

    out = io.BytesIO()
    with av.open(io.BytesIO(wav)) as source, av.open(out, "w", format=kind) as target:
        target.metadata.update({"title": "Secret title", "artist": "Ana"})
        stream = target.add_stream(codec, rate=48_000)
        resampler = av.AudioResampler(format=stream.format, layout="stereo", rate=48_000)
        for frame in source.decode(audio=0):
            for part in resampler.resample(frame):
                target.mux(stream.encode(part))
        target.mux(stream.encode(None))
    return out.getvalue()
