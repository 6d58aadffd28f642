#!/bin/sh
# cyrtranslit 1.2.0: in words all in capitals the one letters Љ, Њ, Џ become two (ЛЈ, НЈ, ДЖ); other words are right.
#
# Expected: ЉУБАВ, ЊЕГОШ, ЏЕП. A heading in capitals has misspelt words else.
# Seen on 2026-11-30, Python 3.11: the first line below.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps cyrtranslit==1.2.0
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import cyrtranslit

print(cyrtranslit.to_cyrillic("LJUBAV NJEGOŠ DŽEP", "me"))
print(cyrtranslit.to_cyrillic("Ljubav Njegoš džep", "me"))
PYTHON
)
expected='ЛЈУБАВ НЈЕГОШ ДЖЕП
Љубав Његош џеп'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "This has changed: cyrtranslit 1.2.0 no longer does so here." >&2; exit 1; }
