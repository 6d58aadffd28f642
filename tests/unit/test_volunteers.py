"""What translators have beside gettext: XLIFF, the memory (TMX), the glossary (TBX), suggestions, Weblate; read by the
programs of others."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from lxml import etree
from translate.storage.pypo import pofile
from translate.storage.tbx import tbxfile
from translate.storage.tmx import tmxfile
from translate.storage.xliff2 import Xliff2File

from campaign.command.output import EXIT_PROBLEMS
from tests.site_maker import make_site, page_text, snapshot
from tests.unit.test_exchange import FILES, RICH, RICH_SL, change, make_accepted_site, run

NAMESPACE = {"x": "urn:oasis:names:tc:xliff:document:2.0"}
TERMS = """
- id: sexting
  severity: warning
  reason: A neutral word.
  source: https://example.org/terms
  languages:
    en: { avoid: [dirty picture*], prefer: intimate picture }
    sl: { avoid: [grd* slik*], prefer: intimna slika, source: https://example.org/izrazi }
"""


def xliff(config_file: Path) -> Path:
    result = run(config_file, "export", "sl", "--format", "xliff")
    assert result.exit_code == 0, result.output
    return config_file.parent / "po/sl"


def retarget(file: Path, key: str, text: str, state: str | None = "translated") -> None:
    """Translate a unit as an agency's program does."""
    tree = etree.parse(file)
    segment = tree.find(f".//x:unit[@name='{key}']/x:segment", NAMESPACE)
    assert segment is not None
    for old in segment.findall("x:target", NAMESPACE):
        segment.remove(old)
    etree.SubElement(segment, f"{{{NAMESPACE['x']}}}target").text = text
    if state:
        segment.set("state", state)
    tree.write(file, encoding="utf-8", xml_declaration=True)


def test_xliff_goes_out_and_comes_back_and_others_read_it(tmp_path: Path) -> None:
    config_file = make_accepted_site(tmp_path, FILES)
    before = snapshot(tmp_path / "docs")
    folder = xliff(config_file)
    file = Xliff2File.parsefile(str(folder / "guide.xlf"))
    assert (file.sourcelanguage, file.gettargetlanguage()) == ("en", "sl")
    assert next((one.source, one.target, one.istranslated()) for one in file.units) == (
        "Guide",
        "Vodnik: »miren«",
        True,
    )
    # References and the addresses of links are codes that a translator's program protects.
    text = (folder / "guide.xlf").read_text("utf-8")
    assert '<ph id="d1-1" dataRef="d1" disp="{{ helpline: si-child }}"/>' in text
    assert '<data id="d1">(report.md)</data>' in text
    assert "0 files written" in run(config_file, "import", str(folder)).output
    assert snapshot(tmp_path / "docs") == before
    retarget(folder / "guide.xlf", "do-now 3", "Lahko tudi pišete.", "final")
    assert "docs/sl/guide.md: 1 text new" in run(config_file, "import", str(folder)).output
    assert (tmp_path / "docs/sl/guide.md").read_text("utf-8") == RICH_SL.replace("Ali pišite.", "Lahko tudi pišete.")


def test_an_outdated_text_in_xliff_waits_until_somebody_confirms_it(tmp_path: Path) -> None:
    config_file = make_accepted_site(tmp_path, FILES)
    (tmp_path / "docs/en/guide.md").write_text(RICH.replace("Or write.", "Or write to us."), "utf-8")
    folder = xliff(config_file)
    file = folder / "guide.xlf"
    assert [one.source for one in Xliff2File.parsefile(str(file)).units if one.isfuzzy()] == ["Or write to us."]
    before = snapshot(tmp_path / "docs")
    assert "do-now 3" in run(config_file, "import", str(folder)).output
    # Also where a program has dropped all notes.
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"<notes>.*?</notes>", "", text, flags=re.DOTALL), "utf-8")
    assert "do-now 3" in run(config_file, "import", str(folder)).output
    assert snapshot(tmp_path / "docs") == before
    file.write_text(text, "utf-8")
    retarget(file, "do-now 3", "Ali pišite.")
    run(config_file, "import", str(folder))
    assert "do-now 3" not in run(config_file, "import", str(folder)).output


def test_segments_that_a_program_has_cut_are_joined(tmp_path: Path) -> None:
    config_file = make_accepted_site(tmp_path, FILES)
    folder = xliff(config_file)
    text = (folder / "guide.xlf").read_text("utf-8")
    whole = re.search(r"<segment[^>]*>\s*<source>\"Say this.*?</segment>", text, re.DOTALL)
    assert whole
    cut = (
        '<segment state="final"><source>"Say this."</source><target>»To recite.«</target></segment>'
        "<ignorable><source> </source></ignorable>"
        '<segment state="final"><source>And this.</source><target>In <mrk id="m1">to</mrk>.</target></segment>'
    )
    (folder / "guide.xlf").write_text(text.replace(whole[0], cut), "utf-8")
    assert "1 text new" in run(config_file, "import", str(folder)).output
    assert "> »To recite.« In to." in (tmp_path / "docs/sl/guide.md").read_text("utf-8")


def cut_xml(text: str) -> str:
    return text[: len(text) // 2]


def cut_units(text: str) -> str:
    return re.sub(r"<unit id=\"u7\".*</unit>", "", text, flags=re.DOTALL)


def twice(text: str) -> str:
    return text.replace('<unit id="u2"', '<unit id="u1"')


def old_version(text: str) -> str:
    return text.replace('version="2.0"', 'version="1.2"')


def lost_code(text: str) -> str:
    return re.sub(r'(<target>[^<]*)<ph [^>]*disp="\{\{[^>]*/>', r"\1", text)


def unknown_code(text: str) -> str:
    return text.replace('dataRef="d1"', 'dataRef="d9"')


def script(text: str) -> str:
    return text.replace("Eno za drugim.", "&lt;script&gt;x&lt;/script&gt;")


def no_language(text: str) -> str:
    return text.replace(' trgLang="sl"', "")


def entity(text: str) -> str:
    """A file of this computer named as a text."""
    declared = '<!DOCTYPE xliff [<!ENTITY e SYSTEM "file:///etc/hostname">]>\n<xliff'
    return text.replace("<xliff", declared, 1).replace("Eno za drugim.", "Eno &e; za drugim.")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (cut_xml, "perhaps the file was cut off there"), (cut_units, "texts that were exported"),
        (twice, "already exists"), (old_version, "only XLIFF 2 is read"), (lost_code, "si-child }} is missing"),
        (unknown_code, "a code that the export does not know"), (script, "HTML"),
        (no_language, "X-Campaign-Language is missing"), (entity, "this is no XLIFF catalogue"),
    ],
)  # fmt: skip
def test_a_spoilt_xliff_writes_nothing(tmp_path: Path, spoil: Callable[[str], str], said: str) -> None:
    config_file = make_accepted_site(tmp_path, FILES)
    folder = xliff(config_file)
    before = snapshot(tmp_path / "docs")
    text = (folder / "guide.xlf").read_text("utf-8")
    assert spoil(text) != text
    (folder / "guide.xlf").write_text(spoil(text), "utf-8")
    retarget(folder / "report.xlf", "how 1", "Prijavite se.")
    result = run(config_file, "import", str(folder))
    assert result.exit_code == EXIT_PROBLEMS and said in result.output, result.output
    assert snapshot(tmp_path / "docs") == before


def test_gaps_are_filled_from_the_memory_and_wait_to_be_confirmed(tmp_path: Path) -> None:
    extra = "\n\nStay calm. Read on at [Report](report.md).\n\nOr write to them.\n"
    again = page_text("Again", "again", f"## Do this {{#do-now}}{extra}", "guide")
    config_file = make_accepted_site(tmp_path, {**FILES, "docs/en/again.md": again})
    before = snapshot(tmp_path / "docs")
    result = run(config_file, "suggest", "sl", "--least", "60")
    assert result.exit_code == 0 and "4 of 5 empty texts have a suggestion" in result.output, result.output
    entries = {entry.msgctxt: entry for entry in polib.pofile(str(tmp_path / "po/sl/again.po"))}
    same, alike = entries["do-now 1"], entries["do-now 2"]
    assert (same.msgstr, same.fuzzy) == ("Ostanite mirni. Berite [Prijava](report.md).", True)
    assert same.tcomment == "Suggested from “Guide”, translated by machine: 100 % alike."
    assert (alike.msgstr, alike.previous_msgid, alike.fuzzy) == ("Ali pišite.", "Or write.", True)
    assert not entries["title"].msgstr
    # Nothing of it reaches a page before a person has looked at it; what is confirmed does.
    assert "not written yet" in run(config_file, "import", str(tmp_path / "po")).output
    assert snapshot(tmp_path / "docs") == before
    for key, text in (("title", "Znova"), ("do-now 2", "Ali jim pišite."), ("do-now 1", same.msgstr)):
        change(tmp_path / "po/sl/again.po", key, text)
    for key in ("do-now 0", "description"):
        change(tmp_path / "po/sl/again.po", key, entries[key].msgstr or "Opis, ki je dovolj dolg.")
    # What somebody has begun stays when it is asked again.
    run(config_file, "suggest", "sl")
    result = run(config_file, "import", str(tmp_path / "po"), "--translated-by", "Ana")
    assert "docs/sl/again.md" in result.output, result.output
    assert "Ali jim pišite." in (tmp_path / "docs/sl/again.md").read_text("utf-8")


def test_a_persons_translation_is_suggested_before_a_machines(tmp_path: Path) -> None:
    by_ana = page_text("Prijava", "report", "## Kako to storim {#how}\n\nPrijavite.", translated_by="Ana")
    machine = page_text("Stran", "a-page", "## Kako {#how}\n\nPrijavite.", translated_by="machine")
    config_file = make_accepted_site(
        tmp_path,
        {
            "docs/sl/report.md": by_ana.replace("\nkind", "\nessential: true\nkind"),
            "docs/en/a-page.md": page_text("A page", "a-page", "## How {#how}\n\nReport it."),
            "docs/sl/a-page.md": machine,
            "docs/en/z-page.md": page_text("Last", "z-page", "## How {#how}\n\nReport it."),
        },
    )
    run(config_file, "suggest", "sl")
    assert polib.pofile(str(tmp_path / "po/sl/z-page.po")).find("how 0", by="msgctxt").msgstr == "Kako to storim"


def test_the_memory_of_the_whole_campaign(tmp_path: Path) -> None:
    config_file = make_accepted_site(tmp_path, FILES)
    (tmp_path / "docs/en/report.md").write_text(
        (tmp_path / "docs/en/report.md").read_text("utf-8").replace("Report it.", "Report it now."), "utf-8"
    )
    assert run(config_file, "memory", "--to", str(tmp_path / "all.tmx")).exit_code == 0
    memory = tmxfile.parsefile(str(tmp_path / "all.tmx"))
    assert memory.translate("Or write.", "en", "sl") == "Ali pišite."
    assert memory.translate("Search", "en", "sl") == "Iskanje"
    assert memory.translate("Report it now.", "en", "sl") is None, "what is out of date is left out"
    assert 'creationid="machine"' in (tmp_path / "all.tmx").read_text("utf-8")


def test_the_glossary_says_what_to_use_and_what_to_avoid(tmp_path: Path) -> None:
    config_file = make_site(tmp_path, {"docs/_data/terms.yml": TERMS})
    assert run(config_file, "glossary", "--to", str(tmp_path / "all.tbx")).exit_code == 0
    run(config_file, "export", "sl")
    for file in (tmp_path / "all.tbx", tmp_path / "po/sl/glossary.tbx"):
        term = tbxfile.parsestring(file.read_bytes(), sourcelanguage="en", targetlanguage="sl").units[0]
        assert [(one.text, one.deprecated) for one in term.get_source_terms()] == [
            ("intimate picture", False), ("dirty picture", True),
        ]  # fmt: skip
        assert [(one.text, one.deprecated) for one in term.get_target_terms()] == [
            ("intimna slika", False), ("grd slik", True),
        ]  # fmt: skip


def test_what_weblate_is_told_fits_the_catalogues(tmp_path: Path) -> None:
    config_file = make_accepted_site(tmp_path, {**FILES, "docs/_data/terms.yml": TERMS})
    repo = "https://git.example.org/a/campaign.git"
    result = run(config_file, "weblate", "--repo", repo)
    assert result.exit_code == 0, result.output
    main, glossary = json.loads((tmp_path / "weblate/components.json").read_text("utf-8"))
    assert (main["repo"], main["push_branch"], glossary["repo"]) == (repo, "weblate", "weblate://tiny/interface")
    for one in (main, glossary):
        assert [path.parent.name for path in tmp_path.glob(one["filemask"])] == ["sl"]
    settings = json.loads((tmp_path / "weblate/addons.json").read_text("utf-8"))["weblate.discovery.discovery"]
    match = re.compile(f"^{settings['match']}$")
    found = [match.match(path.relative_to(tmp_path).as_posix()) for path in (tmp_path / "weblate").rglob("*.po")]
    assert sorted(one["component"] for one in found if one) == ["guide", "index", "interface", "report"]
    # Volunteers' work stays when texts have changed, and comes in as from anybody.
    change(tmp_path / "weblate/sl/guide.po", "do-now 3", "Lahko tudi pišete.")
    run(config_file, "weblate", "--repo", repo)
    assert "1 text new" in run(config_file, "import", str(tmp_path / "weblate")).output
    assert run(config_file, "weblate", "--repo", "nonsense").exit_code == 2
    assert pofile.parsefile(str(tmp_path / "weblate/sl/guide.po")).units
