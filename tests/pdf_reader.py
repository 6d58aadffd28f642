"""What stands in a finished PDF: its words as a reading program or a screen reader gets them, its QR codes."""

from __future__ import annotations

import io
import re
import unicodedata

import pikepdf
import pypdfium2
import zxingcpp


def text_of(pdf: bytes) -> str:
    """The text as a reading program gets it, white space folded."""
    return " ".join(page_texts(pdf))


def page_texts(pdf: bytes) -> list[str]:
    """The same of each page."""
    return [fold(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(pdf)]


def fold(text: str) -> str:
    """White space folded, invisible characters left out."""
    return " ".join("".join(one for one in text if unicodedata.category(one) != "Cf").replace("\ufffe", "").split())


def colours_of(pdf: bytes) -> set[tuple[int, ...]]:
    """The colours of its first page, as (red, green, blue)."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().convert("RGB")
    return {one for _, one in picture.getcolors(maxcolors=1 << 24)}


def letters(text: str) -> str:
    """Only the letters and digits: marks stand above letters, and each reading program puts them elsewhere."""
    return "".join(one for one in text if unicodedata.category(one)[0] in "LN")


def arabic_text_of(pdf: bytes) -> str:
    """The text of a right-to-left sheet as ISO 32000-1 defines it (ToUnicode, ActualText), each run from its right.

    PDFium and Poppler put letters and their marks in different orders; this reads what the file says.
    """
    runs: list[list[str]] = []
    for page in pikepdf.open(io.BytesIO(pdf)).pages:
        names = {str(key): _unicode_of(font) for key, font in page.Resources.Font.items()}
        font: dict[int, str] = {}
        spoken: list[str | None] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "Tf":
                    font = names[str(operands[0])]
                case "BT":
                    runs.append([])
                case "BDC" | "BMC":
                    properties = operands[1] if len(operands) > 1 else None
                    has_text = isinstance(properties, pikepdf.Dictionary) and "/ActualText" in properties
                    spoken.append(str(properties["/ActualText"]) if has_text else None)
                case "EMC":
                    if text := spoken.pop():
                        runs[-1].append(text)
                case "Tj" | "TJ" if not any(spoken):
                    shown = operands[0] if str(operator) == "TJ" else [operands[0]]
                    for codes in (bytes(one) for one in shown if isinstance(one, pikepdf.String)):
                        runs[-1] += [
                            font.get(int.from_bytes(codes[at : at + 2], "big"), "") for at in range(0, len(codes), 2)
                        ]
    return "".join(unit for run in runs for unit in reversed(run))


def _unicode_of(font: pikepdf.Object) -> dict[int, str]:
    """The font's ToUnicode table."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = bytes.fromhex(text).decode("utf-16-be")
            for offset in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + offset] = start[:-1] + chr(ord(start[-1]) + offset)
    return found


def codes_in(pdf: bytes) -> list[str]:
    """What the QR codes on its pages say."""
    document = pypdfium2.PdfDocument(pdf)
    return [
        code.text for page in document for code in zxingcpp.read_barcodes(page.render(scale=2, grayscale=True).to_pil())
    ]
