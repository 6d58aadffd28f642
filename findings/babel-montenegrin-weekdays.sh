#!/bin/sh
# Babel 2.18.0: the weekdays of sr_Latn_ME, the nearest to Montenegrin that there is, mix two standards: Sunday
# and Wednesday are ijekavian (nedjelja, srijeda), Monday is ekavian (ponedeljak).
#
# Expected: ponedjeljak, as in every ijekavian text (bs has it); nobody writes ponedeljak beside srijeda.
# Seen on 2026-11-30, Python 3.11: the line below.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps babel==2.18.0
seen=$("$folder/venv/bin/python" - <<'PYTHON'
from babel import Locale

for name in ("sr_Latn_ME", "bs"):
    days = Locale.parse(name).days["format"]["wide"]
    print(name, days[0], days[2], days[6])
PYTHON
)
expected='sr_Latn_ME ponedeljak srijeda nedjelja
bs ponedjeljak srijeda nedjelja'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "This has changed: Babel 2.18.0 no longer does so here." >&2; exit 1; }
