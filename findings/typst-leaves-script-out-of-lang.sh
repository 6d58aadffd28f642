#!/bin/sh
# Typst 0.15.2: `script` of a text is accepted, and then left out of the PDF's language: in the catalogue, the metadata
# (dc:language) and the marked text.
#
# Expected: /Lang (sr-Cyrl-RS), a tag by BCP 47 with the script, as ISO 32000-1 (14.9.2) allows. For languages of two
# scripts a voice that reads aloud has nothing else to know by which one it is.
# Seen on 2026-11-30, Python 3.11: /Lang(sr-RS)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps typst==0.15.2
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import re
import typst

source = '#set document(title: "Школа")\n#set text(lang: "sr", region: "RS", script: "cyrl")\nШкола'
pdf = typst.compile(source.encode(), format="pdf")
print(re.search(rb"/Lang\s*\(.*?\)", pdf)[0].decode(), re.search(rb"<dc:language>.*?<rdf:li>(.*?)<", pdf)[1].decode())
PYTHON
)
expected='/Lang(sr-RS) sr-RS'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "This has changed: Typst 0.15.2 no longer does so here." >&2; exit 1; }
