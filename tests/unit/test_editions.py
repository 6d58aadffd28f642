"""What is printed can be asked: two editions of a sheet, a number and a step apart, scanned and answered."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner

from campaign.command import main
from campaign.kits.edition import Edition
from campaign.kits.files import all_books, all_kits
from campaign.kits.handbook import Handbook, render_handbook
from campaign.kits.help_sheet import help_sheet
from campaign.kits.kits import render_kits
from campaign.kits.press import SHEETS
from campaign.kits.text import text_of as page_text_of
from campaign.model.editions import changes_since, current_edition, editions_of, is_printed
from campaign.model.made_pages import help_sheets
from campaign.plugin.project import read_campaign
from campaign.site.go_pages import render_go_pages
from campaign.views.views import Views
from tests.pdf_reader import text_of
from tests.site_maker import CAMPAIGN_DAY, ORIGINAL, make_site, page_text

SITE = "https://safe.example.org/"
BODY = "## Do this {#do-now}\n\n1. Stay calm.\n2. Save it all.\n\n## Help {#help}\n\n{{ helplines: children }}"
FILES = {
    "docs/en/guide.md": page_text("Guide", "guide", BODY, "guide"),
    "docs/sl/guide.md": page_text(
        "Vodnik", "guide", BODY.replace("Stay calm.", "Ostanite mirni.").replace("Save it all.", "Vse shranite.")
        .replace("Do this", "Naredite").replace("Help", "Pomoč"), "guide", translated_by="machine",
    ),
}  # fmt: skip
LEDGER = "docs/_data/editions.yml"


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(main, [*map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


def release(config: Path, day: str) -> None:
    run("permalinks", "--release", "-f", config, "--today", day)


def views_of(config: Path) -> Views:
    campaign, _, problems = read_campaign(config, "2026-11-23")
    assert problems == []
    return Views(campaign)


def sheets(views: Views) -> dict[str, bytes]:
    made = render_kits(views, "", "")
    return {
        one.path: one.render()
        for one in made
        if one.path in (f"kits/guide/sl/{name}.pdf" for name in ("letter", "poster-a4"))
    }


def scanned(pdf: bytes) -> str:
    (page, *_) = pypdfium2.PdfDocument(pdf)
    (code,) = zxingcpp.read_barcodes(page.render(scale=3, grayscale=True).to_pil())
    return code.text


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], dict[str, bytes]]:
    """A campaign after its second release, and sheets of the first one and of the second one."""
    config = make_site(tmp_path_factory.mktemp("two"), FILES, site_url=SITE)
    release(config, "2026-11-10")
    first = sheets(views_of(config))
    contacts = config.parent / "docs/_data/helplines.yml"
    text = contacts.read_text("utf-8").replace("116 111", "116 123").replace("phone: '116111'", "phone: '116123'")
    contacts.write_text(text, "utf-8")
    page = config.parent / "docs/sl/guide.md"
    page.write_text(page.read_text("utf-8").replace("Vse shranite.", "Vse shranite in povejte odrasli osebi."), "utf-8")
    release(config, "2026-11-20")
    return config, first, sheets(views_of(config))


def test_a_sheet_carries_its_mark_and_asks_by_its_code(two: tuple[Path, dict[str, bytes], dict[str, bytes]]) -> None:
    _, first, second = two
    for number, edition in ((1, first), (2, second)):
        assert scanned(edition["kits/guide/sl/letter.pdf"]) == f"{SITE}go/guide/?e={number}&w=l#sl"
        assert scanned(edition["kits/guide/sl/poster-a4.pdf"]) == f"{SITE}go/guide/?e={number}&w=p#sl"
        for pdf in edition.values():
            assert f"Izdaja guide · sl · {number}" in text_of(pdf)
            assert "?e=" not in text_of(pdf)


def test_the_page_answers_both(two: tuple[Path, dict[str, bytes], dict[str, bytes]]) -> None:
    config, _, _ = two
    pages = dict(render_go_pages(views_of(config), [], "go.js"))
    html = pages["go/guide/index.html"]
    (slovene,) = re.findall(r'<div [^>]*data-edition-in="sl".*?\n    </div>', html, re.DOTALL)
    answers = {
        number: re.sub(r"<[^>]+>|\s+", " ", answer)
        for number, answer in re.findall(r'<div data-edition="(\d)">(.*?)</div>', slovene, re.DOTALL)
    }
    assert "Vaš list še velja." in answers["2"]
    assert "TOM: številka je zdaj 116 123 in ne več 116 111." in answers["1"]
    assert "Korak 2 je zdaj drugačen." in answers["1"]
    # Without a script all of it can be read.
    assert "116\u00a0123 in ne več 116\u00a0111" in html.partition("<noscript>")[2]


def test_what_is_out_of_date_on_paper_is_listed(two: tuple[Path, dict[str, bytes], dict[str, bytes]]) -> None:
    config, _, _ = two
    rows = json.loads(run("editions", "--json", "-f", config, "--today", "2026-11-23"))
    assert [one["edition"] for one in rows] == ["guide · en · 1", "guide · sl · 1"]
    assert rows[1]["numbers"] == {"si-child": {"then": "116 111", "now": "116 123"}}
    assert rows[1]["steps"] == [2]
    output = run("editions", "--number", "si-child", "-f", config, "--today", "2026-11-23")
    assert "116 111 → 116 123" in output and "4 editions were released, 2 of these" in output


def test_a_release_knows_every_edition_and_none_goes(
    two: tuple[Path, dict[str, bytes], dict[str, bytes]], tmp_path: Path
) -> None:
    config = two[0]
    ledger = (config.parent / LEDGER).read_text("utf-8")
    again = make_site(tmp_path, {**FILES, LEDGER: ledger}, site_url=SITE)
    check = ["check", "--release", "-f", str(again), "--today", "2026-11-23"]
    result = CliRunner().invoke(main, check)
    assert "what is printed has changed, and is not in the ledger: guide (en), guide (sl)" in result.output
    release(again, "2026-11-23")
    written = (again.parent / LEDGER).read_text("utf-8")
    assert [one for one in ledger.splitlines() if one not in written] == []
    assert written.count("edition: 3") == 2
    release(again, "2026-11-23")
    assert (again.parent / LEDGER).read_text("utf-8") == written
    (again.parent / LEDGER).write_text(re.sub(r".*edition: 1,.*\n", "", written), "utf-8")
    assert "1, 2, 3 …, in their order" in CliRunner().invoke(main, check).output


def test_the_same_words_are_the_same_edition(tmp_path: Path) -> None:
    config = make_site(tmp_path, FILES, site_url=SITE)
    release(config, "2026-11-10")
    page = tmp_path / "docs/en/guide.md"
    page.write_text(
        page.read_text("utf-8").replace("1. Stay calm.\n", "1. Stay\n   calm.\n").replace("Help", "Who helps"), "utf-8"
    )
    campaign, _, _ = read_campaign(config, "2026-11-30")
    now = current_edition(campaign, campaign.pages["en", "guide.md"], campaign.settings.source)
    assert (now.edition, str(now.on)) == (1, "2026-11-10")
    assert now in editions_of(campaign, "guide", campaign.settings.source)
    assert changes_since(now, now) == ((), (), False)


def test_a_changed_number_names_the_editions_that_carry_the_old_one(tmp_path: Path) -> None:
    config = make_site(tmp_path, FILES, site_url=SITE)
    release(config, "2026-11-10")
    output = run(
        "helplines", "-f", config, "--today", "2026-11-23", "change", "si-child", "--phone", "116 123", "--url", "none",
        "--source", "https://example.org/tom", "--quote", "Call 116 123.", "--yes",
    )  # fmt: skip
    assert "Editions that carry it (2)" in output
    assert "guide · en · 1\n" in output and "guide · sl · 1\n" in output


def test_every_kind_of_sheet_has_its_mark_and_its_edition_in_the_ledger() -> None:
    campaign, _, _ = read_campaign(ORIGINAL / "mkdocs.yml", CAMPAIGN_DAY)
    views, seen = Views(campaign), {}
    for kit in all_kits(campaign):
        for file in kit.files:
            if file in SHEETS and kit.language.code in ("en", "cnr-Cyrl"):
                kind = file.name, kit.page.meta.kind, kit.language.code
                seen.setdefault(kind, (kit.page, kit.language, SHEETS[file]))
    found = [(page, lang, make(page_text_of(page, Edition(views, lang)))) for page, lang, make in seen.values()]
    found += [(one.first, one.language, render_handbook(Handbook(one, Edition(views, one.language))))
              for one in all_books(campaign)]  # fmt: skip
    found += [(page, lang, help_sheet(page, Edition(views, lang))) for lang, page in help_sheets(campaign)]
    assert len(found) > 30 and {"wallet.pdf", "flow.pdf", "cards.pdf", "questionnaire.pdf"} <= {one for one, *_ in seen}
    for page, language, sheet in found:
        known = editions_of(campaign, page.meta.id, language)
        mark = f"{page.meta.id} · {language.code} · {known[-1].edition}"
        assert mark in " ".join(sheet.data["colophon"]).replace("\u00a0", " "), (sheet.name, page.meta.id)
    assert not any(is_printed(campaign, one) for one in campaign.pages.values() if campaign.kind(one).news)


@pytest.mark.parametrize(
    ("path", "old", "new", "steps"),
    [
        ("plan.md", "Ask them.", "Tell them.", (0, True)),
        ("flow.md", "Is anybody hurt?", "Is anybody afraid?", (0, True)),
        ("book/index.md", "Call a doctor.", "Call the police.", (0, True)),
        ("guide.md", "Save it all.", "Save nothing.", (1, False)),
    ],
)
def test_what_a_plan_a_chart_or_a_chapter_says_is_asked_too(
    tmp_path: Path, path: str, old: str, new: str, steps: tuple[int, bool]
) -> None:
    chart = "## Do {#do-now}\n\n| No | Question | Yes | No |\n|---|---|---|---|\n| 1 | Is anybody hurt? | 2 | 3 |\n"
    files = {
        **FILES,
        "docs/en/plan.md": page_text("Plan", "plan", "## Steps {#steps}\n\n1. Ask them.", "activity", minutes=10),
        "docs/en/flow.md": page_text("Flow", "flow", chart, sheets="[flow.pdf]"),
        "docs/en/book/index.md": page_text("Book", "book", "Read.", "handbook"),
        "docs/en/book/one.md": page_text("One", "one", "## Do {#do-now}\n\n1. Call a doctor.", "handbook"),
    }
    config = make_site(tmp_path, files, site_url=SITE)
    text = config.read_text("utf-8").replace("guide.md]", "guide.md, plan.md, flow.md, book/index.md, book/one.md]")
    config.write_text(text, "utf-8")
    changed = tmp_path / "docs/en" / path.replace("index", "one")
    then, now = [], []
    for found in (then, now):
        campaign, _, _ = read_campaign(config, "2026-11-23")
        found.append(current_edition(campaign, campaign.pages["en", path], campaign.settings.source))
        changed.write_text(changed.read_text("utf-8").replace(old, new), "utf-8")
    change = changes_since(then[0], now[0])
    assert (len(change.steps), change.all_steps) == steps
