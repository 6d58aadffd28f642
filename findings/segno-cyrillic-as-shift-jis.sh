#!/bin/sh
# segno 1.6.6: the bytes of a QR code with Cyrillic letters are Shift JIS, and nothing in the code says so.
#
# Expected: UTF-8, which most readers assume in byte mode, or a designator of the encoding (ECI, ISO/IEC 18004, 7.4.2). So a
# reader has to guess, and one that takes the bytes for UTF-8 gets no address. Letters that Shift JIS lacks ("ž") are stored
# as UTF-8, without a designator either: what guesses Shift JIS gets those wrong. An address in Punycode, or
# `make_qr(…, encoding="utf-8")`, leaves nothing to guess.
# Seen on 2026-11-30, Python 3.11: the lines below; ]Q1 is ISO/IEC 15424's word for "no ECI".
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps segno==1.6.6 zxing-cpp==3.1.1 pillow==13.0.0
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import io
import segno
import zxingcpp
from PIL import Image

for text in ("школа", "družina"):
    picture = io.BytesIO()
    segno.make_qr(text).save(picture, kind="png", scale=8)
    (code,) = zxingcpp.read_barcodes(Image.open(picture).convert("L"))
    encoding = next(one for one in ("utf-8", "shift-jis") if code.bytes == text.encode(one, "replace"))
    print(text, encoding, code.symbology_identifier)
PYTHON
)
expected='школа shift-jis ]Q1
družina utf-8 ]Q1'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "This has changed: segno 1.6.6 no longer does so here." >&2; exit 1; }
