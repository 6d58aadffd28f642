"""Guides as text messages: counted as networks count, cut where it does no harm, and said aloud."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.facts.searches import Searches
from campaign.kits.sms import (
    GSM_ROOM,
    characters,
    is_gsm,
    phone_text,
    render_messages,
    script_of,
    sms_script,
    urgent_kits,
)
from campaign.plugin.project import read_campaign
from campaign.views.views import Views
from tests.site_maker import make_site


@pytest.mark.parametrize(
    ("text", "alphabet", "parts"),
    [
        ("a" * 154, "GSM 7-bit", 1),
        ("a " * 90, "GSM 7-bit", 2),
        ("€" * 77, "GSM 7-bit", 1),
        ("€" * 78, "GSM 7-bit", 2),
        ("Don’t pay – “now” …", "GSM 7-bit", 1),
        ("č" * 64, "UCS-2", 1),
        ("č " * 40, "UCS-2", 2),
        ("😀" * 32, "UCS-2", 1),
        ("😀" * 33, "UCS-2", 2),
    ],
)
def test_messages_are_counted_as_networks_count(text: str, alphabet: str, parts: int) -> None:
    found = script_of([text])
    assert (found.alphabet, len(found.parts)) == (alphabet, parts)


def test_a_sentence_stays_whole_where_it_can_and_each_part_says_which_it_is() -> None:
    found = script_of(["Stay calm. " * 9, "Do not pay. " * 9, "080 888 888"])
    assert found.parts[0].startswith("1/2 Stay calm.") and "Do not" not in found.parts[0]
    assert found.parts[1].endswith("\n080 888 888")


@given(st.lists(st.text(alphabet="abc čš€^😀’\n \u00e9é", min_size=1, max_size=300), min_size=1, max_size=8))
def test_no_part_is_longer_than_a_message_and_no_letter_is_lost(sentences: list[str]) -> None:
    found = script_of(sentences)
    gsm = found.room == GSM_ROOM
    assert all(characters(one, gsm=gsm) <= found.room for one in found.parts)
    assert gsm is all(map(is_gsm, found.parts))
    letters = "".join(found.parts if len(found.parts) < 2 else (one.partition(" ")[2] for one in found.parts))
    for one in "abcčš€^😀é":
        assert letters.count(one) == "".join(sentences).count(one)


def test_every_guide_that_cannot_wait_has_them_in_every_language(tmp_path: Path) -> None:
    campaign, _, _ = read_campaign(make_site(tmp_path / "campaign"), "2026-11-23")
    assert render_messages(Views(campaign)), "a campaign in which nothing is urgent"
    urgent = Searches(page="guide", languages={"en": ("help",)}, urgent=True)
    views = Views(replace(campaign, searches=(urgent,)))
    kits = urgent_kits(views.campaign)
    assert [one.page.meta.id for one in kits] == ["guide"] * len(kits) and kits
    data = json.loads(render_messages(views))["guides"]["guide"]
    assert set(data) == {one.language.code for one in kits}
    for kit in kits:
        assert tuple(one["text"] for one in data[kit.language.code]["parts"]) == sms_script(views, kit).parts
        number = [one for one in sms_script(views, kit).parts if "116 111" in one]
        assert all("116 111" in part.split("\n")[1:] for part in number), "a part that begins with its number"
        assert "Stay calm." in data[kit.language.code]["phone"] == phone_text(views, kit)
