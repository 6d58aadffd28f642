#!/bin/sh
# Babel 2.18.0: a list of choices in Bosnian Cyrillic has an English "or" and the comma before it; the list with
# "and" and the same language in Latin letters are right.
#
# Expected: "а, б или в", as bs has "a, b ili c".
# Seen on 2026-11-30, Python 3.11: а, б, or в
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps babel==2.18.0
seen=$("$folder/venv/bin/python" - <<'PYTHON'
from babel.lists import format_list

print(format_list(["а", "б", "в"], style="or", locale="bs_Cyrl"))
print(format_list(["а", "б", "в"], style="standard", locale="bs_Cyrl"))
print(format_list(["a", "b", "c"], style="or", locale="bs"))
PYTHON
)
expected='а, б, or в
а, б и в
a, b ili c'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "This has changed: Babel 2.18.0 no longer does so here." >&2; exit 1; }
