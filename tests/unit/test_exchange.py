"""Texts for translators as PO and back: nothing lost, nothing overwritten in silence."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner, Result

from campaign.command import main
from campaign.files.yamlfile import replace_scalars
from campaign.plugin.project import read_campaign
from tests.site_maker import make_site, page_text, snapshot

RICH = page_text(
    "Guide",
    "guide",
    """Stay calm. Read
on at [Report](report.md).

## Do this {#do-now}

1. **Stay calm.**
2. Call {{ helpline: si-child }}.
    - Or write.

!!! tip "At a glance"

    One thing
    at a time.

> "Say this."
> And this.

| Who | What |
|-----|:----:|
| Head | Leads |

```
print("code")
```

{{ helplines: families }}
""",
    "guide",
)
RICH_SL = (
    RICH.replace('title: "Guide"', 'title: "Vodnik: »miren«"')
    .replace("A page of a tiny campaign, long enough to be a description.", "Opis, ki je dovolj dolg za opis.")
    .replace("reviewed_on", "translated_by: machine\nreviewed_on")
    .replace("Stay calm. Read\non at [Report]", "Ostanite\nmirni. Berite [Prijava]")
    .replace("Do this", "To storite")
    .replace("**Stay calm.**", "**Ostanite mirni.**")
    .replace("Call {{", "Pokličite {{")
    .replace("Or write.", "Ali pišite.")
    .replace("At a glance", "Na kratko")
    .replace("One thing\n    at a time.", "Eno\n    za drugim.")
    .replace('"Say this."\n> And this.', "»Recite to.«\n> In to.")
    .replace("| Who | What |", "| Kdo  |  Kaj |")
    .replace("| Head | Leads |", "| Ravnatelj | Vodi |")
    .replace('print("code")', 'print("koda")')
)
FILES = {"docs/en/guide.md": RICH, "docs/sl/guide.md": RICH_SL}


def make_accepted_site(folder: Path, files: dict[str, str]) -> Path:
    """A tiny campaign whose translations are all recorded as up to date."""
    config_file = make_site(folder, files)
    assert run(config_file, "accept", "--all").exit_code == 0
    return config_file


def run(config_file: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["translation", "-f", str(config_file), "--today", "2026-12-01", *arguments], catch_exceptions=False
    )


def export(config_file: Path) -> Path:
    result = run(config_file, "export", "sl")
    assert result.exit_code == 0, result.output
    return config_file.parent / "po" / "sl"


def change(file: Path, context: str, msgstr: str) -> None:
    catalog = polib.pofile(str(file), wrapwidth=0)
    entry = next(one for one in catalog if one.msgctxt == context)
    entry.msgstr = msgstr
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    catalog.save()


def test_an_unchanged_round_trip_changes_no_byte(tmp_path: Path) -> None:
    config_file = make_accepted_site(tmp_path, FILES)
    before = snapshot(tmp_path / "docs")
    result = run(config_file, "import", str(export(config_file)))
    assert result.exit_code == 0
    assert "0 files written" in result.output
    assert snapshot(tmp_path / "docs") == before


def test_what_a_catalogue_holds(tmp_path: Path) -> None:
    catalog = polib.pofile(str(export(make_accepted_site(tmp_path, FILES)) / "guide.po"))
    texts = {entry.msgctxt: (entry.msgid, entry.msgstr) for entry in catalog}
    assert texts["title"] == ("Guide", "Vodnik: »miren«")
    assert texts["start 1"] == (
        "Stay calm. Read on at [Report](report.md).",
        "Ostanite mirni. Berite [Prijava](report.md).",
    )
    assert texts["do-now 0"] == ("Do this", "To storite")
    assert texts["do-now 4"] == ("At a glance", "Na kratko")
    assert texts["do-now 6"] == ('"Say this." And this.', "»Recite to.« In to.")
    assert texts["do-now 10"] == ("Leads", "Vodi")
    assert not any("helplines:" in msgid or "code" in msgid for msgid, _ in texts.values())
    assert "Keep what is between {{ and }} as it is." in next(e for e in catalog if e.msgctxt == "do-now 2").comment


def test_changed_texts_are_written_and_nothing_else(tmp_path: Path) -> None:
    config_file = make_accepted_site(tmp_path, FILES)
    folder = export(config_file)
    before = snapshot(tmp_path / "docs")
    change(folder / "guide.po", "title", 'Vodnik s "narekovaji"')
    change(folder / "guide.po", "do-now 5", "Drugo za drugim.")
    change(folder / "interface.po", "search", "Najdi")
    result = run(config_file, "import", str(folder))
    assert "docs/sl/guide.md: 2 texts new" in result.output
    after = snapshot(tmp_path / "docs")
    assert {name for name in after if after[name] != before[name]} == {
        "sl/guide.md",
        "_data/ui/sl.yml",
        "_data/locks/sl.yml",
    }
    expected = RICH_SL.replace('"Vodnik: »miren«"', '"Vodnik s \\"narekovaji\\""')
    expected = expected.replace("Eno\n    za drugim.", "Drugo za drugim.")
    assert after["sl/guide.md"].decode() == expected
    words = before["_data/ui/sl.yml"].decode()
    assert after["_data/ui/sl.yml"].decode() == words.replace('search: "Iskanje"', 'search: "Najdi"')


def test_letters_that_a_program_stores_in_two_characters_are_no_change(tmp_path: Path) -> None:
    config_file = make_accepted_site(tmp_path, FILES)
    folder = export(config_file)
    before = snapshot(tmp_path / "docs")
    for file in folder.glob("*.po"):
        file.write_text(unicodedata.normalize("NFD", file.read_text("utf-8")), "utf-8")
    assert "č" in FILES["docs/sl/guide.md"]
    assert "0 files written" in run(config_file, "import", str(folder)).output
    assert snapshot(tmp_path / "docs") == before


def test_a_changed_interface_word_is_fuzzy_until_somebody_confirms_its_translation(tmp_path: Path) -> None:
    config_file = make_accepted_site(tmp_path, FILES)
    words = tmp_path / "docs/_data/ui/en.yml"
    words.write_text(words.read_text("utf-8").replace('search: "Search"', 'search: "Find a page"'), "utf-8")
    folder = export(config_file)
    catalog = polib.pofile(str(folder / "interface.po"))
    assert [entry.msgctxt for entry in catalog.fuzzy_entries()] == ["search"]
    before = snapshot(tmp_path / "docs")
    assert "still to translate or confirm" in run(config_file, "import", str(folder)).output
    assert snapshot(tmp_path / "docs") == before
    catalog.find("search", by="msgctxt").flags.remove("fuzzy")
    catalog.save()
    run(config_file, "import", str(folder))
    after = snapshot(tmp_path / "docs")
    assert {name for name in after if after[name] != before[name]} == {"_data/locks/words/sl.yml"}
    assert "search" not in CliRunner().invoke(main, ["check", "-f", str(config_file)]).output


def test_an_outdated_text_is_fuzzy_and_confirming_it_brings_the_page_up_to_date(tmp_path: Path) -> None:
    config_file = make_accepted_site(tmp_path, FILES)
    source = tmp_path / "docs/en/guide.md"
    source.write_text(RICH.replace("Or write.", "Or write to us."), "utf-8")
    folder = export(config_file)
    catalog = polib.pofile(str(folder / "guide.po"))
    assert [entry.msgctxt for entry in catalog.fuzzy_entries()] == ["do-now 3"]
    assert "still to translate or confirm (" in run(config_file, "import", str(folder)).output
    change(folder / "guide.po", "do-now 3", "Ali nam pišite.")
    assert "1 text new" in run(config_file, "import", str(folder)).output
    assert "- Ali nam pišite." in (tmp_path / "docs/sl/guide.md").read_text("utf-8")
    assert "accepted_on: 2026-12-01" in (tmp_path / "docs/_data/locks/sl.yml").read_text()
    checked = CliRunner().invoke(main, ["check", "-f", str(config_file)])
    assert "nothing stops" in checked.output
    assert "0 warnings" not in checked.output


def test_half_done_is_recorded_as_half_done(tmp_path: Path) -> None:
    config_file = make_accepted_site(tmp_path, FILES)
    changed = RICH.replace("Or write.", "Or write to us.").replace("Leads", "Leads it")
    (tmp_path / "docs/en/guide.md").write_text(changed, "utf-8")
    folder = export(config_file)
    change(folder / "guide.po", "do-now 3", "Ali nam pišite.")
    run(config_file, "import", str(folder))
    campaign, _, _ = read_campaign(config_file, None)
    translation = campaign.translations["sl", "guide.md"]
    assert translation.state == "outdated"
    assert [block.words for block in translation.staleness.changed] == ["Leads it"]


def test_an_added_paragraph_is_written_when_it_is_translated(tmp_path: Path) -> None:
    config_file = make_accepted_site(tmp_path, FILES)
    (tmp_path / "docs/en/guide.md").write_text(RICH.replace("```\np", "A new text.\n\n```\np"), "utf-8")
    folder = export(config_file)
    assert "not written yet" in run(config_file, "import", str(folder)).output
    change(folder / "guide.po", "do-now 11", "Novo besedilo.")
    assert run(config_file, "import", str(folder)).exit_code == 0
    text = (tmp_path / "docs/sl/guide.md").read_text("utf-8")
    assert 'Novo besedilo.\n\n```\nprint("koda")\n```' in text
    assert "translated_by: machine" in text


def test_a_new_page_needs_all_texts_and_a_name(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    folder = export(config_file)
    for context, text in (("title", "Vodnik"), ("description", "Opis, ki je dovolj dolg za opis."), ("do-now 0", "To")):
        change(folder / "guide.po", context, text)
    assert (
        "1 still to translate or confirm (not written yet): do-now 1" in run(config_file, "import", str(folder)).output
    )
    change(folder / "guide.po", "do-now 1", "Ostanite mirni.")
    refused = run(config_file, "import", str(folder))
    assert refused.exit_code == 1
    assert "nothing says who translated the page" in refused.output
    assert not (tmp_path / "docs/sl/guide.md").exists()
    run(config_file, "import", str(folder / "guide.po"), "--translated-by", "Ana Novak", "--reviewed-by", "Jan Kos")
    campaign, _, problems = read_campaign(config_file, "2026-12-01")
    assert not problems
    translation = campaign.translations["sl", "guide.md"]
    assert (translation.state, translation.translated_by, translation.reviewed_by) == (
        "reviewed",
        "Ana Novak",
        "Jan Kos",
    )
    assert str(translation.reviewed_on) == "2026-12-01"


def test_newer_work_in_the_file_is_kept_and_told(tmp_path: Path) -> None:
    config_file = make_accepted_site(tmp_path, FILES)
    folder = export(config_file)
    page = tmp_path / "docs/sl/guide.md"
    page.write_text(RICH_SL.replace("Ali pišite.", "Ali nam kdaj pišite.").replace("Vodi", "Odloča"), "utf-8")
    change(folder / "guide.po", "do-now 3", "Lahko tudi pišete.")
    result = run(config_file, "import", str(folder))
    assert "changed here since the export, so kept" in result.output
    assert "Ali nam kdaj pišite." in page.read_text("utf-8")
    assert "Odloča" in page.read_text("utf-8"), "a text that the translator left alone is not taken back"
    run(config_file, "import", str(folder), "--overwrite")
    assert "Lahko tudi pišete." in page.read_text("utf-8")
    assert "Odloča" in page.read_text("utf-8")


def test_a_change_drops_the_name_of_the_reviewer(tmp_path: Path) -> None:
    reviewed = RICH_SL.replace("translated_by: machine", "translated_by: Ana\nreviewed_by: Jan")
    config_file = make_accepted_site(tmp_path, {**FILES, "docs/sl/guide.md": reviewed})
    folder = export(config_file)
    change(folder / "guide.po", "do-now 3", "Lahko tudi pišete.")
    run(config_file, "import", str(folder))
    assert "reviewed_by" not in (tmp_path / "docs/sl/guide.md").read_text("utf-8")


def test_one_bad_catalogue_and_nothing_is_written(tmp_path: Path) -> None:
    config_file = make_accepted_site(tmp_path, FILES)
    folder = export(config_file)
    before = snapshot(tmp_path / "docs")
    change(folder / "guide.po", "title", "Drugače")
    (folder / "broken.po").write_text("this is not gettext\n")
    change(folder / "report.po", "how 1", "Prijavite [tukaj](drugam.md).")
    result = run(config_file, "import", str(folder))
    assert result.exit_code == 1
    assert "this is no gettext catalogue" in result.output
    assert "link drugam.md is not in the source" in result.output
    assert snapshot(tmp_path / "docs") == before


def test_an_export_does_not_replace_a_translators_work(tmp_path: Path) -> None:
    config_file = make_accepted_site(tmp_path, FILES)
    export(config_file)
    result = run(config_file, "export", "sl")
    assert result.exit_code == 1
    assert "are there already" in result.output
    assert run(config_file, "export", "sl", "--force").exit_code == 0
    assert run(config_file, "export", "xx").exit_code == 1


def test_replacing_scalars_leaves_all_other_bytes() -> None:
    text = "a: \"x\"  # note\nb: [one, 'two']\nc: >\n  long\n  text\nd: 1\n"
    assert replace_scalars(text, {("b", 1): 'q"q'}) == text.replace("'two'", '"q\\"q"')
    assert replace_scalars(text, {("c",): "y"}) == 'a: "x"  # note\nb: [one, \'two\']\nc: "y"\nd: 1\n'
    with pytest.raises(KeyError):
        replace_scalars(text, {("missing",): "y"})


def test_a_pipe_in_a_cell_stays_in_its_cell(tmp_path: Path) -> None:
    files = {
        name: text.replace("| Leads |", "| Yes \\| no |").replace("| Vodi |", "| Da \\| ne |")
        for name, text in FILES.items()
    }
    config_file = make_accepted_site(tmp_path, files)
    folder = export(config_file)
    entries = {entry.msgctxt: (entry.msgid, entry.msgstr) for entry in polib.pofile(str(folder / "guide.po"))}
    assert entries["do-now 10"] == ("Yes \\| no", "Da \\| ne")
    change(folder / "guide.po", "do-now 10", "Da | ne \\| `a|b`")
    assert run(config_file, "import", str(folder)).exit_code == 0
    assert "| Ravnatelj | Da \\| ne \\| `a|b` |" in (tmp_path / "docs/sl/guide.md").read_text("utf-8")


def test_a_text_after_fences_around_others_is_exported(tmp_path: Path) -> None:
    files = {
        name: text.replace("```\n", "~~~\n```\n", 1).replace(")\n```\n", ")\n~~~\n") for name, text in FILES.items()
    }
    files = {name: text.replace("{{ helplines", "After.\n\n{{ helplines") for name, text in files.items()}
    catalog = polib.pofile(str(export(make_accepted_site(tmp_path, files)) / "guide.po"))
    assert [entry.msgid for entry in catalog][-1] == "After."


def test_a_name_stands_only_where_a_text_has_changed_and_beside_those_before(tmp_path: Path) -> None:
    by_ana = page_text("Prijava", "report", "## Kako {#how}\n\nPrijavite.", essential="true", translated_by="Ana")
    config_file = make_accepted_site(tmp_path, {**FILES, "docs/sl/report.md": by_ana})
    folder = export(config_file)
    before = snapshot(tmp_path / "docs")
    assert "0 files written" in run(config_file, "import", str(folder), "--translated-by", "Jan Kos").output
    assert snapshot(tmp_path / "docs") == before
    change(folder / "guide.po", "title", "Drugače")
    change(folder / "report.po", "how 1", "Prijavite se.")
    run(config_file, "import", str(folder), "--translated-by", "Jan Kos")
    assert "translated_by: machine" in (tmp_path / "docs/sl/index.md").read_text("utf-8")
    assert 'translated_by: "Jan Kos"' in (tmp_path / "docs/sl/guide.md").read_text("utf-8")
    assert 'translated_by: "Ana, Jan Kos"' in (tmp_path / "docs/sl/report.md").read_text("utf-8")


@pytest.mark.parametrize(
    "name",
    ["Automatically generated", "Anonymous", "Weblate Admin", "Weblate <noreply@weblate.org>", "FULL NAME", "DeepL",
     "Google Translate", "Hosted Weblate", "translate-bot"],
)  # fmt: skip
def test_a_robot_is_no_translator(tmp_path: Path, name: str) -> None:
    config_file = make_site(tmp_path)
    file = export(config_file) / "guide.po"
    texts = {"title": "Vodnik", "description": "Opis, ki je dovolj dolg.", "do-now 0": "To", "do-now 1": "Mirno."}
    for context, text in texts.items():
        change(file, context, text)
    file.write_text(file.read_text("utf-8").replace('"Last-Translator: ', f'"Last-Translator: {name}'), "utf-8")
    result = run(config_file, "import", str(file))
    assert result.exit_code == 1 and "is no person" in result.output, result.output
    assert run(config_file, "import", str(file), "--translated-by", name.split(" <")[0]).exit_code == 2
    assert not (tmp_path / "docs/sl/guide.md").exists()


def cut_line(text: str) -> str:
    return text[: text.index("Ostanite mirni. Ber") + 12]


def cut_entries(text: str) -> str:
    return text[: text.index('msgctxt "do-now 5"')]


def twice(text: str) -> str:
    return text + text[text.index('msgctxt "title"') :].split("\n\n")[0].replace("Vodnik", "Drugo") + "\n"


def foreign(text: str) -> str:
    return text.replace("X-Campaign-Page: guide", "X-Campaign-Page: report")


def script(text: str) -> str:
    return text.replace('msgstr "Eno za drugim."', 'msgstr "<script>x</script>"')


def number(text: str) -> str:
    return text.replace("Vodnik: »miren«", "Pokličite 080 888 888")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (cut_line, "perhaps the file was cut off there"), (cut_entries, "texts that were exported"),
        (twice, "already exists"), (foreign, "translated texts are on this page"), (script, "HTML"),
        (number, "080888888 is not in the source"),
    ],
)  # fmt: skip
def test_a_spoilt_catalogue_writes_nothing_and_the_others_go_in_if_asked(
    tmp_path: Path, spoil: Callable[[str], str], said: str
) -> None:
    config_file = make_accepted_site(tmp_path, FILES)
    folder = export(config_file)
    before = snapshot(tmp_path / "docs")
    guide = (folder / "guide.po").read_text("utf-8")
    assert spoil(guide) != guide
    (folder / "guide.po").write_text(spoil(guide), "utf-8")
    change(folder / "report.po", "how 1", "Prijavite se.")
    result = run(config_file, "import", str(folder))
    assert result.exit_code == 1 and said in result.output, result.output
    assert snapshot(tmp_path / "docs") == before
    result = run(config_file, "import", str(folder), "--keep-going")
    assert result.exit_code == 1 and said in result.output and "were left out" in result.output
    changed = {name for name, text in snapshot(tmp_path / "docs").items() if text != before[name]}
    assert changed == {"sl/report.md", "_data/locks/sl.yml"}


def test_no_break_spaces_go_out_and_come_back(tmp_path: Path) -> None:
    spaced = RICH_SL.replace("Ali pišite.", "Ali\u00a0pišite\u202f!")
    config_file = make_accepted_site(tmp_path, {**FILES, "docs/sl/guide.md": spaced})
    folder = export(config_file)
    entries = {entry.msgctxt: entry.msgstr for entry in polib.pofile(str(folder / "guide.po"))}
    assert entries["do-now 3"] == "Ali\u00a0pišite\u202f!"
    change(folder / "guide.po", "do-now 5", "Eno\u00a0za drugim.")
    assert "1 text new" in run(config_file, "import", str(folder)).output
    text = (tmp_path / "docs/sl/guide.md").read_text("utf-8")
    assert "Ali\u00a0pišite\u202f!" in text and "Eno\u00a0za drugim." in text


def test_a_date_at_the_beginning_is_no_list(tmp_path: Path) -> None:
    english = RICH.replace("Or write.", "Write on 9 February.").replace("Stay calm. Read", "On 9 February, read")
    slovene = RICH_SL.replace("Ali pišite.", "Pišite 9. februarja.").replace("mirni.", "mirni 9. februarja.", 1)
    config_file = make_accepted_site(tmp_path, {"docs/en/guide.md": english, "docs/sl/guide.md": slovene})
    folder = export(config_file)
    change(folder / "guide.po", "start 1", "9. februarja berite [Prijava](report.md).")
    change(folder / "guide.po", "do-now 3", "9. februarja pišite.")
    result = run(config_file, "import", str(folder))
    assert result.exit_code == 0, result.output
    text = (tmp_path / "docs/sl/guide.md").read_text("utf-8")
    assert "\n9\\. februarja berite" in text and "- 9\\. februarja pišite." in text
    assert CliRunner().invoke(main, ["check", "-f", str(config_file)]).exit_code == 0


def test_lost_notes_are_told_as_such(tmp_path: Path) -> None:
    config_file = make_accepted_site(tmp_path, FILES)
    file = export(config_file) / "guide.po"
    change(file, "do-now 3", "Lahko tudi pišete.")
    file.write_text("".join(line for line in file.read_text("utf-8").splitlines(True) if line[:2] != "#."), "utf-8")
    output = run(config_file, "import", str(file)).output
    assert "the catalogue has lost the notes" in output and "changed here since" not in output


def test_work_in_progress_is_brought_up_to_date_as_msgmerge_does(tmp_path: Path) -> None:
    config_file = make_accepted_site(tmp_path, FILES)
    folder = export(config_file)
    change(folder / "guide.po", "do-now 3", "Lahko tudi pišete.")
    change(folder / "guide.po", "do-now 5", "Drugo za drugim.")
    source = tmp_path / "docs/en/guide.md"
    source.write_text(RICH.replace("One thing\n    at a time.", "One thing, then another."), "utf-8")
    assert run(config_file, "export", "sl").exit_code == 1
    assert run(config_file, "export", "sl", "--update").exit_code == 0
    entries = {entry.msgctxt: entry for entry in polib.pofile(str(folder / "guide.po")) if not entry.obsolete}
    assert (entries["do-now 3"].msgstr, entries["do-now 3"].fuzzy) == ("Lahko tudi pišete.", False)
    new = entries["do-now 5"]
    assert (new.msgid, new.msgstr, new.fuzzy) == ("One thing, then another.", "Drugo za drugim.", True)
    assert new.previous_msgid == "One thing at a time."
    if shutil.which("msgfmt"):
        subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(folder / "guide.po")], check=True)
    assert "Lahko tudi pišete." not in (tmp_path / "docs/sl/guide.md").read_text("utf-8")
    assert run(config_file, "import", str(folder)).exit_code == 0
    assert "Lahko tudi pišete." in (tmp_path / "docs/sl/guide.md").read_text("utf-8")
