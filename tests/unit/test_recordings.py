"""Recordings of pages: only what is sound, only what the page says, and heard wherever the page goes."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from campaign.command import main
from campaign.files.problems import ProblemsFound
from campaign.files.recordings import BIT_RATE, MAX_BYTES, read_sound, sound_of, strip_sound
from campaign.kits.guides import collect_guides
from campaign.model.recordings import kept_back, recording_of, spoken_hash
from campaign.news.feeds import build_feed, render_atom, render_json_feed
from campaign.news.news import news_files
from campaign.plugin.project import read_campaign
from campaign.writing import recording
from campaign.writing.recording import LOUDNESS, make_sound, measure
from tests.news_maker import NEWS, SITE_URL, make_news_site, news_text, read_views
from tests.site_maker import build_site, make_site, page_text
from tests.sound_maker import FRAME, converted, silence, tone

GUIDE = "docs/en/guide.md"
AUDIO = "docs/assets/audio/en/guide.mp3"
BODY = "## Do this {#do-now}\n\n1. Stay calm.\n2. Call {{ helpline: si-child }}."
ID3V1 = b"TAG" + b"Secret title".ljust(125, b"\0")
ID3V2 = b"ID3\x04\x00\x00\x00\x00\x00\x0cTIT2Secret!!" + bytes(50)
APE = b"Secret title" + b"APETAGEX" + (2000).to_bytes(4, "little") + (44).to_bytes(4, "little") + bytes(16)


def audio(config_file: Path, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["audio", "-f", str(config_file), *map(str, arguments)])


def recorded(folder: Path, **extra: str | bytes) -> Path:
    """A tiny campaign whose guide is read by Ana Novak; `extra` files beside."""
    config_file = make_site(folder, {GUIDE: page_text("Guide", "guide", BODY, "guide"), **extra})
    (folder / "ana.mp3").write_bytes(silence(5) + ID3V1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recording, "can_convert", lambda: False)
        result = audio(config_file, "add", folder / GUIDE, folder / "ana.mp3", "--read-by", "Ana Novak")
    assert result.exit_code == 0, result.output
    return config_file


# ---- what a recording is -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("before", "after"), [(ID3V2, b""), (b"", ID3V1), (b"", APE), (ID3V2, APE + ID3V1)])
def test_notes_are_no_sound_and_are_taken_away(before: bytes, after: bytes, tmp_path: Path) -> None:
    content = before + silence(2) + after
    assert strip_sound(content, "a.mp3") == silence(2)
    (tmp_path / "a.mp3").write_bytes(content)
    sound, problems = read_sound(tmp_path / "a.mp3", "a.mp3")
    assert sound is not None and sound.seconds == pytest.approx(2, abs=0.03)
    assert [one.rule for one in problems] == ["audio-privacy"]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "no MP3"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "no MP3"),
        (b"<!doctype html><script>", "no MP3"),
        (silence(1) + b"PK\x03\x04 an archive behind it", "something else than sound follows"),
        (silence(1) + b"<script>alert(1)</script>", "something else than sound follows"),
        (silence(1) + FRAME[:10], "something else than sound follows"),
        (silence(1) + b"\xff\xfb\x90\xc4" + bytes(413), "something else than sound follows"),
    ],
)
def test_what_is_something_else_besides_is_refused(content: bytes, found: str) -> None:
    with pytest.raises(ProblemsFound, match=found):
        strip_sound(content, "a.mp3")


@given(st.binary(max_size=300))
def test_no_bytes_are_more_than_refused(content: bytes) -> None:
    for one in (content, ID3V2 + content, FRAME + content, content + ID3V1, content + APE):
        try:
            stripped = strip_sound(one, "a.mp3")
            assert strip_sound(stripped, "a.mp3") == stripped
        except ProblemsFound as refused:
            assert refused.problems[0].fix


def test_one_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(bytes(MAX_BYTES + 1))
    sound, problems = read_sound(tmp_path / "a.mp3", "a.mp3")
    assert sound is None and problems[0].rule == "audio-size" and "3.0 MB" in problems[0].found


@pytest.mark.parametrize(
    ("kind", "codec"), [("wav", ""), ("mp3", "libmp3lame"), ("ipod", "aac"), ("ogg", "libopus"), ("flac", "flac")]
)
def test_whatever_a_phone_records_becomes_small_of_one_loudness_and_silent(kind: str, codec: str) -> None:
    original = converted(tone(3), kind, codec) if codec else tone(3)
    made = make_sound(original, f"a.{kind}")
    sound = sound_of(made.content, "a.mp3")
    assert sound.seconds == pytest.approx(3, abs=0.15)
    assert sound.bit_rate == pytest.approx(BIT_RATE, rel=0.02)
    assert made.loudness == pytest.approx(LOUDNESS, abs=1) and measure(made.content, "") == made.loudness
    assert not re.search(rb"Secret|Ana|Lavf|ID3", made.content)


@pytest.mark.parametrize(
    ("content", "found"),
    [(tone(2, 0), "nothing is heard"), (b"no sound at all" * 50, "cannot be played"), (b"", "cannot be played"),
     (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n", "cannot be played")],
)  # fmt: skip
def test_what_nobody_can_hear_is_refused_in_words(content: bytes, found: str) -> None:
    with pytest.raises(ProblemsFound, match=found):
        make_sound(content, "a.wav")


def test_without_the_converter_only_a_small_mp3_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "can_convert", lambda: False)
    made = make_sound(silence(2) + ID3V1, "a.mp3")
    assert made.content == silence(2) and made.loudness is None and "pip install av" in made.notes[0]
    with pytest.raises(ProblemsFound, match="no MP3"):
        make_sound(tone(1), "a.wav")
    large = (b"\xff\xfb\xe4\xc4" + bytes(956)) * 40
    with pytest.raises(ProblemsFound, match="kbit/s"):
        make_sound(large, "a.mp3")


# ---- of which text -------------------------------------------------------------------------------------------------


def test_the_command_writes_who_speaks_and_nothing_else(tmp_path: Path) -> None:
    config_file = recorded(tmp_path)
    before = page_text("Guide", "guide", BODY, "guide").split("---\n")
    text = (tmp_path / GUIDE).read_text()
    assert "audio:\n  read_by: Ana Novak\n  recorded_on: 2026-11-23\n  licence: CC BY 4.0\n  says: " in text
    assert text.endswith(before[2]) and text.startswith("---\n" + before[1].rstrip())
    assert (tmp_path / AUDIO).read_bytes() == silence(5)
    campaign, _, problems = read_campaign(config_file, None)
    assert not problems
    page = campaign.pages["en", "guide.md"]
    assert recording_of(campaign, page) and not kept_back(campaign)
    listed = json.loads(audio(config_file, "list", "--json").output)
    assert [(one["page"], one["read_by"], one["seconds"], one["says_the_page"]) for one in listed] == [
        (GUIDE, "Ana Novak", 5, True)
    ]
    assert "1 of 5 pages can be listened to." in audio(config_file, "list").output


OTHERS = {
    "another word": (GUIDE, "Stay calm", "Stay very calm"),
    "another title": (GUIDE, 'title: "Guide"', 'title: "The guide"'),
    "another step": (GUIDE, "2. Call", "2. Breathe.\n3. Call"),
    "another number": ("docs/_data/helplines.yml", "116111", "116112"),
}
SAME = {
    "another review": (GUIDE, "reviewed_on: 2026-11-01", "reviewed_on: 2026-11-02"),
    "lines broken elsewhere": (GUIDE, "1. Stay calm.", "1. Stay\n    calm."),
    "another name beside the number": ("docs/_data/helplines.yml", "en: TOM", "en: TOM line"),
}


@pytest.mark.parametrize("change", [*OTHERS, *SAME])
def test_a_recording_stands_for_one_text_and_its_numbers(change: str, tmp_path: Path) -> None:
    config_file = recorded(tmp_path)
    name, old, new = {**OTHERS, **SAME}[change]
    path = tmp_path / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new).replace("116 111", "116 112" if new == "116112" else "116 111"))
    campaign, _, _ = read_campaign(config_file, None)
    assert (recording_of(campaign, campaign.pages["en", "guide.md"]) is None) == (change in OTHERS)
    assert kept_back(campaign) == (frozenset({"assets/audio/en/guide.mp3"}) if change in OTHERS else frozenset())
    result = CliRunner().invoke(main, ["check", "-f", str(config_file)])
    assert (result.exit_code == 1) == (change in OTHERS)
    if change in OTHERS:
        assert "line 13, audio.says: the recording of 2026-11-23 says another text" in result.output
        accepted = audio(config_file, "accept", tmp_path / GUIDE)
        assert accepted.exit_code == 0, accepted.output
        assert CliRunner().invoke(main, ["check", "-f", str(config_file)]).exit_code == 0


def test_a_page_that_is_mended_at_night_goes_out_without_its_old_recording(tmp_path: Path) -> None:
    config_file = recorded(tmp_path)
    path = tmp_path / GUIDE
    path.write_text(path.read_text().replace("Stay calm", "Wait"))
    build_site(config_file, tmp_path / "site", "--release", "--unattended")
    assert "Wait" in (html := (tmp_path / "site/guide.html").read_text()) and "<audio" not in html
    assert not (tmp_path / "site/assets/audio").exists()


@pytest.mark.parametrize(("seconds", "fits"), [(0.5, False), (5, True), (60, False)])
def test_a_recording_of_another_length_is_of_another_text(seconds: float, fits: bool, tmp_path: Path) -> None:
    config_file = recorded(tmp_path)
    before = (tmp_path / GUIDE).read_text()
    (tmp_path / "b.wav").write_bytes(tone(seconds))
    result = audio(config_file, "add", tmp_path / GUIDE, tmp_path / "b.wav", "--read-by", "Bo")
    assert (result.exit_code == 0) == fits
    if not fits:
        assert "seconds: the whole page, and nothing else" in result.output
        assert (tmp_path / GUIDE).read_text() == before and (tmp_path / AUDIO).read_bytes() == silence(5)


@pytest.mark.parametrize(
    ("name", "content", "file", "found"),
    [
        ("docs/assets/audio/en/other.mp3", silence(5), "docs/assets/audio/en/other.mp3", "a recording of no page"),
        ("docs/assets/song.mp3", silence(5), "docs/assets/song.mp3", "a recording of no page"),
        ("docs/assets/audio/sl/report.mp3", silence(5), "docs/sl/report.md", "nothing says who speaks"),
        ("docs/assets/audio/en/guide.mp3", b"no sound", "docs/assets/audio/en/guide.mp3", "no MP3"),
    ],
)
def test_a_recording_that_nobody_answers_for_is_refused(
    name: str, content: bytes, file: str, found: str, tmp_path: Path
) -> None:
    config_file = recorded(tmp_path)
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    result = CliRunner().invoke(main, ["check", "-f", str(config_file)])
    assert result.exit_code == 1 and file in result.output and found in result.output


# ---- a machine's voice ---------------------------------------------------------------------------------------------


def test_a_machine_reads_only_where_its_program_knows_the_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config_file = recorded(tmp_path)
    program = tmp_path / "espeak-ng"
    voice = tmp_path / "voice.wav"
    voice.write_bytes(tone(5))
    program.write_text(
        f'#!/bin/sh\ncase "$1" in --voices=en) echo " 2  en-gb  M  English";; --voices=*) ;;\n'
        f'*) while [ "$1" != "-w" ]; do shift; done; cat > {tmp_path}/said; cp {voice} "$2";; esac\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr(recording, "VOICE", str(program))
    result = audio(config_file, "add", tmp_path / GUIDE, "--machine-voice")
    assert result.exit_code == 0, result.output
    assert "read_by: machine" in (tmp_path / GUIDE).read_text()
    assert (tmp_path / "said").read_text().startswith("Guide.") and "116 111" in (tmp_path / "said").read_text()
    result = audio(config_file, "add", tmp_path / "docs/sl/report.md", "--machine-voice")
    assert result.exit_code == 1 and "no voice for Slovenščina (sl)" in result.output
    monkeypatch.setattr(recording, "VOICE", "no-such-program")
    result = audio(config_file, "add", tmp_path / GUIDE, "--machine-voice")
    assert result.exit_code == 1 and "no-such-program is not installed" in result.output
    assert audio(config_file, "add", tmp_path / GUIDE, "--machine-voice", "--read-by", "Ana").exit_code == 2


# ---- where it is heard ---------------------------------------------------------------------------------------------


def test_it_is_on_the_page_in_the_kit_in_the_data_and_in_copies(tmp_path: Path) -> None:
    config_file = recorded(tmp_path)
    site = tmp_path / "site"
    build_site(config_file, site)
    page, other = ((site / one).read_text() for one in ("guide.html", "report.html"))
    assert '<audio controls preload="none" src="assets/audio/en/guide.mp3"' in page and "Ana Novak" in page
    assert "media-src 'self'" in page and page.count("special.") == 1
    assert "audio" not in other and "media-src" not in other and "special." not in other
    assert "media-src 'self'" in (site / "_headers").read_text()
    assert (site / "assets/audio/en/guide.mp3").read_bytes() == silence(5)
    kit = site / "kits/guide/en"
    assert 'src="../../../assets/audio/en/guide.mp3"' in (kit / "index.html").read_text()
    with zipfile.ZipFile(kit / "kit.zip") as archive:
        assert archive.read("guide-en/recording.mp3") == silence(5)
    assert not (kit / "recording.mp3").exists()
    campaign, _, _ = read_campaign(config_file, None)
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*") if path.is_file()}
    (version,) = collect_guides(campaign, sizes).guides[0].languages
    (file,) = (one for one in version.files if one.name == "recording.mp3")
    assert (file.address, file.type, file.bytes) == (
        "https://example.org/assets/audio/en/guide.mp3", "audio/mpeg", len(silence(5)),
    )  # fmt: skip
    result = CliRunner().invoke(main, ["bundle", "-f", str(config_file), "-o", str(tmp_path / "dist")])
    assert result.exit_code == 0, result.output
    for name, has_it in (("tiny", True), ("tiny-en", True), ("tiny-sl", False)):
        with zipfile.ZipFile(tmp_path / f"dist/{name}.zip") as archive:
            assert (f"{name}/assets/audio/en/guide.mp3" in archive.namelist()) == has_it


def test_a_feed_carries_it_in_every_script_of_its_language(tmp_path: Path) -> None:
    lines = "\n  read_by: Ana\n  recorded_on: 2026-11-20\n  licence: CC BY 4.0\n  says: "
    text = news_text("Broj", translated_by="machine", audio=lines + "a" * 12)
    sound = "docs/assets/audio/cnr/update-number.mp3"
    make_news_site(tmp_path, {NEWS.format("cnr"): text, sound: silence(9)})
    campaign = read_campaign(tmp_path / "mkdocs.yml", "2026-11-23")[0]
    page = campaign.pages["cnr", "updates/2026-11-20-number.md"]
    (tmp_path / page.file).write_text(text.replace("a" * 12, spoken_hash(campaign, page)))
    views = read_views(tmp_path / "mkdocs.yml")
    address = SITE_URL + "assets/audio/cnr/update-number.mp3"
    for code in ("cnr", "cnr-Cyrl", "en"):
        language = next(one for one in views.campaign.settings.languages if one.code == code)
        files = news_files(views, language)
        assert files is not None
        feed = build_feed(views, language, files)
        enclosure = f'<link href="{address}" rel="enclosure" type="audio/mpeg" length="{len(silence(9))}"/>'
        (item,) = json.loads(render_json_feed(feed))["items"]
        if code == "en":
            assert "audio" not in render_atom(feed).decode() and "attachments" not in item
            continue
        assert enclosure in render_atom(feed).decode()
        assert item["attachments"] == [
            {"url": address, "mime_type": "audio/mpeg", "size_in_bytes": len(silence(9)), "duration_in_seconds": 9}
        ]
