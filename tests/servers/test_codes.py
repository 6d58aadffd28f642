"""A site whose address has letters beyond ASCII: every link is one that all programs understand, and every QR code says
the same to two readers that have nothing in common.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import typst
import zxingcpp
from PIL import Image

from tests.news_maker import NEWS, make_news_site, news_text
from tests.servers.programs import find_program
from tests.site_maker import build_site, page_text

BASE = "https://xn--80atdl2c.xn--90a3ac/%D0%B4%D1%80%D1%83%D0%B6%D0%B8%D0%BD%D0%B0/"
TITLES = {"en": "Guide", "sl": "Vodnik", "cnr": "Vodič", "ar": "دليل"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny campaign at https://школа.срб/дружина/, with sheets in five languages and scripts."""
    folder = tmp_path_factory.mktemp("school")
    files: dict[str, str | bytes | None] = {
        f"docs/{code}/guide.md": page_text(
            title, "guide", "## A {#do-now}\n\n1. B.", "guide", **({} if code == "en" else {"translated_by": "machine"})
        )
        for code, title in TITLES.items()
    }
    files[NEWS.format("en")] = news_text("An evening", event_on="2026-12-03")
    files[NEWS.format("cnr")] = news_text("Veče", event_on="2026-12-03", translated_by="machine")
    build_site(make_news_site(folder, files, "https://школа.срб/дружина"), folder / "site")
    return folder / "site"


def rasterise(svg: str) -> Image.Image:
    """A drawing as a picture, on white and with room around it."""
    picture = '#image(bytes(sys.inputs.svg), format: "svg", width: 5cm)'
    source = f"#set page(width: auto, height: auto, margin: 1cm)\n{picture}"
    png = typst.compile(source.encode(), format="png", ppi=200, sys_inputs={"svg": svg})
    assert isinstance(png, bytes)
    return Image.open(io.BytesIO(png)).convert("RGB")


def codes_of(site: Path) -> Iterator[tuple[str, Image.Image]]:
    """Every QR code of a site: the file it is in, and what it looks like there."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.name == "qr.png":
            yield name, Image.open(path).convert("RGB")
        elif path.name == "qr.svg":
            yield name, rasterise(path.read_text("utf-8"))
        elif path.suffix == ".pdf":
            for page in pypdfium2.PdfDocument(path):
                picture = page.render(scale=3, grayscale=True).to_pil()
                if zxingcpp.read_barcodes(picture):
                    yield name, picture
        elif path.suffix == ".html":
            drawings = re.findall(r'<svg [^>]*class="c-pass-on__code".*?</svg>', path.read_text("utf-8"), re.DOTALL)
            for one in drawings:
                yield name, rasterise(one.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def read_by_zbar(picture: Image.Image, folder: Path) -> list[str]:
    program = find_program("zbar")
    assert program, "ZBar is needed (Debian: apt-get install zbar-tools)"
    file = folder / "code.png"
    picture.save(file)
    ran = subprocess.run([program, "--quiet", "--raw", file], capture_output=True, text=True, check=False)
    return ran.stdout.split()


def test_two_readers_read_every_code(site: Path, tmp_path: Path) -> None:
    kinds = set()
    for name, picture in codes_of(site):
        by_zxing = [one.text for one in zxingcpp.read_barcodes(picture)]
        assert by_zxing == read_by_zbar(picture, tmp_path) != [], name
        assert all(one.startswith(f"{BASE}go/") for one in by_zxing), name
        kinds.add(Path(name).name if name.startswith("kits/") else Path(name).suffix)
    assert {"qr.png", "qr.svg", "handout.pdf", "poster-a4.pdf", "letter.pdf", ".html"} <= kinds


ADDRESS = re.compile(r"https?://[^\s\"'<>\\]*")


def test_every_address_of_the_site_is_ascii(site: Path) -> None:
    found = set()
    for path in site.rglob("*"):
        if path.suffix in (".html", ".xml", ".json", ".ics", ".txt", ".js"):
            text = path.read_bytes().decode().replace("\r\n ", "")
            assert "школа.срб" not in text and "дружина" not in text, path
            for address in ADDRESS.findall(text):
                assert address.isascii(), f"{path}: {address}"
                found.add(address.startswith(BASE) and path.suffix)
    assert {".html", ".xml", ".json", ".ics", ".txt"} <= found


def test_every_address_on_a_sheet_is_ascii(site: Path) -> None:
    for path in site.rglob("*.pdf"):
        with pikepdf.open(path) as pdf:
            notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
            links = [str(note.A.URI) for note in notes if "/URI" in note.get("/A", {})]
        assert [one for one in links if not one.isascii()] == []
        assert any(one.startswith(BASE) for one in links), path


def test_a_sheet_shows_the_address_in_the_letters_that_people_type(site: Path) -> None:
    for path in (site / "kits/guide").glob("[es]*/handout.pdf"):
        text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
        assert "школа.срб/дружина/go/guide" in text and "xn--" not in text, path
