#!/bin/sh
# feedgen 1.0.0: in Atom the links of entries lose rel, type, hreflang and length; the feed's own links keep them.
#
# Expected: what was given, as RFC 4287 (4.2.7) has it: an enclosure without rel="enclosure" is no enclosure, and without
# hreflang a reader cannot choose the language.
# Seen on 2026-11-30, Python 3.11:
#   <link href="https://example.org/" rel="alternate" type="text/html" hreflang="sl"/>
#   <link href="https://example.org/a.html"/>
#   <link href="https://example.org/a.png"/>
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps \
  feedgen==1.0.0 lxml==6.1.3 python-dateutil==4.0.0 tzdata==2026.6
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import re
from feedgen.feed import FeedGenerator

feed = FeedGenerator()
feed.id("https://example.org/")
feed.title("News")
feed.link(href="https://example.org/", rel="alternate", type="text/html", hreflang="sl")
entry = feed.add_entry()
entry.id("https://example.org/a")
entry.title("A poster")
entry.link(href="https://example.org/a.html", rel="alternate", type="text/html", hreflang="sl")
entry.link(href="https://example.org/a.png", rel="enclosure", type="image/png", length="1200")
print("\n".join(re.findall("<link.*?>", feed.atom_str().decode())))
PYTHON
)
expected='<link href="https://example.org/" rel="alternate" type="text/html" hreflang="sl"/>
<link href="https://example.org/a.html"/>
<link href="https://example.org/a.png"/>'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "This has changed: feedgen 1.0.0 no longer does so here." >&2; exit 1; }
