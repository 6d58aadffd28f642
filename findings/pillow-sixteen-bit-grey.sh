#!/bin/sh
# Pillow 13.0.0: a grey picture of 16 bits becomes white when it is converted to 8 bits: values are cut at 255, not scaled,
# though a picture of 16 bits in colour is scaled when it is opened.
#
# Expected: middle grey stays middle grey (128), or an error.
# Seen on 2026-11-30, Python 3.11: grey 255, colour 128
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps pillow==13.0.0
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import io
import struct
import zlib
from PIL import Image


def png(colour_type, sample):
    """One pixel, 16 bits a channel (PNG, 11.2.2)."""
    def chunk(name, data=b""):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 16, colour_type, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" + sample)) + chunk(b"IEND")


middle = struct.pack(">H", 0x8080)
print("grey", Image.open(io.BytesIO(png(0, middle))).convert("L").getpixel((0, 0)))
print("colour", Image.open(io.BytesIO(png(2, middle * 3))).convert("L").getpixel((0, 0)))
PYTHON
)
expected='grey 255
colour 128'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "This has changed: Pillow 13.0.0 no longer does so here." >&2; exit 1; }
