"""Making a page's recording of what somebody has recorded, or of a machine's voice: small, of one loudness, silent
about who made it; and the lines at the page's top that say who speaks."""

from __future__ import annotations

import datetime
import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from campaign.checks.recordings import check_recordings
from campaign.files.documents import decode_text
from campaign.files.problems import ProblemsFound, stop_at_errors
from campaign.files.recordings import BIT_RATE, MAX_BIT_RATE, MAX_BYTES, SAMPLE_RATE, sound_of, strip_sound
from campaign.files.yamlfile import set_values
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.model.recordings import recording_path, spoken_hash
from campaign.pages.page import Audio, SourcePage, parse_page, split_front_matter

if TYPE_CHECKING:
    import av

LOUDNESS, TOLERANCE, SILENCE = -16.0, 2.0, -50.0
"""In LUFS (ITU-R BS.1770): what small loudspeakers need, more than the −23 of broadcasting (EBU R 128); how far a
recording may be from it; and below what nobody speaks."""
MAX_SECONDS, MAX_INPUT = 1200, 300_000_000
INSTALL = "pip install av (the extra `audio` of the generator)"
_READ = "wav,mp3,mov,ogg,flac,aac,matroska,amr,aiff,caf,asf"
"""What programs and phones record to; no kind of file that only names others."""
VOICE = "espeak-ng"


class Made(NamedTuple):
    """A recording as it goes onto the page: its bytes, how loud it is (None: not measured), what was done, in words."""

    content: bytes
    loudness: float | None
    notes: tuple[str, ...]


def make_sound(content: bytes, file: str) -> Made:
    """Any recording as an MP3 for the page. Without PyAV only an MP3 that is small already, its notes removed.

    Raises ProblemsFound for what is no recording, is silent or far too long.
    """
    if len(content) > MAX_INPUT:
        raise _refused(file, f"the file is {len(content) / 1e6:.0f} MB", f"at most {MAX_INPUT / 1e6:.0f} MB")
    if not can_convert():
        return _as_it_is(content, file)
    loudness = measure(content, file)
    if loudness <= SILENCE:
        raise _refused(file, f"nothing is heard in it ({loudness:.0f} LUFS)", "a voice that reads the page")
    out = io.BytesIO()
    louder = ("volume", f"{LOUDNESS - loudness:.2f}dB"), ("alimiter", "limit=0.9:level=disabled")
    _encode(_filtered(content, file, *louder), out)
    made = strip_sound(out.getvalue(), file)
    after = measure(made, file)
    notes = (f"{len(content) / 1e6:.2f} MB → {len(made) / 1e6:.2f} MB", f"{loudness:.0f} → {after:.0f} LUFS")
    return Made(made, after, (*notes, "removed: whatever it said about who made it, where and with what"))


def can_convert() -> bool:
    """Whether PyAV is installed."""
    try:
        import av  # noqa: F401
    except ImportError:
        return False
    return True


def _as_it_is(content: bytes, file: str) -> Made:
    made = strip_sound(content, file)
    sound = sound_of(made, file)
    if sound.bit_rate > MAX_BIT_RATE * 1.02 or sound.size > MAX_BYTES:
        found, expected = f"{sound.bit_rate:.0f} kbit/s, {sound.size / 1e6:.1f} MB", f"at most {MAX_BIT_RATE} kbit/s"
        raise ProblemsFound.of("audio", file, found, expected, f"{INSTALL} makes it smaller")
    return Made(made, None, (f"taken as it is, {len(content) - len(made):,} bytes of notes removed; {INSTALL} "
                             "also measures how loud it is",))  # fmt: skip


def measure(content: bytes, file: str) -> float:
    """How loud a recording is as a whole, in LUFS. Needs PyAV; raises ProblemsFound for what cannot be played."""
    heard = [frame.metadata.get("lavfi.r128.I") for frame in _filtered(content, file, ("ebur128", "metadata=1"))]
    return float(next((one for one in reversed(heard) if one), "-70"))


def _filtered(content: bytes, file: str, *filters: tuple[str, str]) -> Iterator[Any]:
    """The sound as one voice at our sample rate, through filters of FFmpeg, each a name and its settings."""
    import av

    options = {"format_whitelist": _READ}
    one_voice = ("aformat", f"sample_rates={SAMPLE_RATE}:channel_layouts=mono")
    try:
        with av.open(io.BytesIO(content), "r", container_options=options, metadata_errors="ignore") as container:
            if not container.streams.audio:
                raise _refused(file, "no sound in the file", "a recording")
            stream = container.streams.audio[0]
            graph = av.filter.Graph()
            graph.link_nodes(
                graph.add_abuffer(template=stream),
                *(graph.add(*one) for one in (one_voice, *filters)),
                graph.add("abuffersink"),
            ).configure()
            for frame in container.decode(stream):
                if frame.time is not None and frame.time > MAX_SECONDS:
                    raise _refused(file, f"more than {MAX_SECONDS // 60} minutes", "one page, read aloud")
                graph.push(frame)
                yield from _pulled(graph)
            graph.push(None)
            yield from _pulled(graph)
    except (av.FFmpegError, ValueError) as error:
        raise _refused(file, f"it cannot be played ({error})", "a recording, such as .wav, .m4a, .mp3, .ogg") from None


def _pulled(graph: av.filter.Graph) -> Iterator[Any]:
    import av

    while True:
        try:
            yield graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return


def _encode(frames: Iterator[Any], out: io.BytesIO) -> None:
    import av

    # No note of the encoder, no table of contents: at one bit rate nobody needs it to find a minute.
    with av.open(out, "w", format="mp3", options={"id3v2_version": "0", "write_xing": "0"}) as container:
        stream = container.add_stream("libmp3lame", rate=SAMPLE_RATE, layout="mono", bit_rate=BIT_RATE * 1000)
        for frame in frames:
            frame.pts = None
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _refused(file: str, found: str, expected: str) -> ProblemsFound:
    return ProblemsFound.of("audio", file, found, expected, "record it again, with a phone or a computer")


def speak(text: str, page: SourcePage, language: Language) -> bytes:
    """What readers see of a page in the voice of espeak-ng, as WAV; raises ProblemsFound where there is no such program
    or voice."""
    program, code = shutil.which(VOICE), language.code.partition("-")[0]
    if program is None:
        found, fix = (
            f"{VOICE} is not installed",
            f"sudo apt install {VOICE}, or see https://github.com/espeak-ng/espeak-ng",
        )
        raise ProblemsFound.of("audio", page.file, found, f"the program {VOICE}", fix)
    voices = subprocess.run([program, f"--voices={code}"], capture_output=True, text=True, check=True).stdout
    if not re.search(rf"^\s*\d+\s+{re.escape(code)}(?:-[\w-]+)?\s", voices, re.MULTILINE):
        found, fix = f"{VOICE} has no voice for {language.name} ({code})", "let a person read it: --read-by NAME"
        raise ProblemsFound.of("audio", page.file, found, "a language that it speaks", fix)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "voice.wav"
        command = [program, "-v", code, "-s", "140", "-w", str(made), "--stdin"]
        subprocess.run(command, input=text.encode(), check=True, capture_output=True)
        return made.read_bytes()


def with_recording(
    campaign: Campaign, page: SourcePage, made: Made, read_by: str, recorded_on: datetime.date, licence: str
) -> dict[Path, bytes]:
    """The files that change when a page gets a recording; raises ProblemsFound for one that does not fit its text."""
    audio = Audio(read_by=read_by, recorded_on=recorded_on, licence=licence, says=spoken_hash(campaign, page))
    path = recording_path(page)
    changed = with_audio(campaign, page, audio)
    here, problems = parse_page(changed.decode(), page.language, page.path, page.file)
    if here is None:
        raise ProblemsFound(problems)
    sounds = {**campaign.sounds, path: sound_of(made.content, campaign.settings.docs_name(path))}
    fitted = replace(campaign, sounds=sounds, pages={**campaign.pages, (page.language, page.path): here})
    stop_at_errors([one for one in check_recordings(fitted, lambda _: True) if one.file == page.file])
    return {campaign.settings.docs_dir / path: made.content, _file_of(campaign, page): changed}


def still_said(campaign: Campaign, page: SourcePage) -> dict[Path, bytes]:
    """The file that changes when somebody has listened and every word is still right; raises ProblemsFound for a page
    that nobody has read aloud."""
    if page.meta.audio is None:
        raise ProblemsFound.of(
            "audio", page.file, "the page has no recording", "`audio:` at its top", "record it first"
        )
    spoken = replace(page.meta.audio, says=spoken_hash(campaign, page))
    return {_file_of(campaign, page): with_audio(campaign, page, spoken)}


def with_audio(campaign: Campaign, page: SourcePage, audio: Audio) -> bytes:
    """The page's file with these lines `audio:`; every other byte stays."""
    text = decode_text(_file_of(campaign, page).read_bytes(), page.file)
    front, _, _ = split_front_matter(text, page.file)
    lines = {"read_by": audio.read_by, "recorded_on": audio.recorded_on, "licence": audio.licence, "says": audio.says}
    return text.replace(front, set_values(front, (), {"audio": lines}), 1).encode()


def _file_of(campaign: Campaign, page: SourcePage) -> Path:
    return campaign.settings.docs_dir / page.language / page.path
