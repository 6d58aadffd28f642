"""The essentials of each language as Moodle and the schema of IMS take them. By hand:

    .venv/bin/campaign bundle
    .venv/bin/python -m tests.servers.moodle_trial dist SCHEMA LOCALLIB

SCHEMA is IMS's imscp_v1p1.xsd, LOCALLIB Moodle's mod/imscp/locallib.php, of which the functions that read a manifest
are run; neither is ours to pass on. It needs PHP with its DOM (`apt-get install php-cli php-xml`). On 30 November 2026,
with PHP 8.2, the schema of version 1.1.3 and Moodle's functions as they are at eadb132: seven of seven packages valid,
each of their 35 or 47 items a page that is in the package.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from lxml import etree

# Where the schema looks for the attributes `xml:base` and `xml:lang`.
XML = """<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
<xsd:attribute name="lang" type="xsd:language"/><xsd:attribute name="base" type="xsd:anyURI"/></xsd:schema>"""
RUN = """<?php error_reporting(E_ALL & ~E_DEPRECATED);
{functions}
echo json_encode(imscp_parse_manifestfile(file_get_contents($argv[1]), null, null));"""


def read_schema(path: Path, folder: Path) -> etree.XMLSchema:
    """The schema, which names another one on the web."""
    (folder / "xml.xsd").write_text(XML)
    text = path.read_bytes()
    text = re.sub(rb'schemaLocation\s*=\s*"[^"]*xml\.xsd"', b'schemaLocation="xml.xsd"', text)
    (folder / "cp.xsd").write_bytes(text)
    return etree.XMLSchema(etree.parse(folder / "cp.xsd"))


def moodle_functions(path: Path) -> str:
    """The functions of Moodle that read a manifest, without the platform around them."""
    text = path.read_text("utf-8")
    names = ("imscp_parse_manifestfile", "imscp_recursive_item")
    return "\n".join(re.search(rf"^function {one}\(.*?^}}$", text, re.DOTALL | re.MULTILINE)[0] for one in names)


def main() -> None:
    """Say of each package whether it is valid, and what Moodle makes of it; ends with 1 if one is not."""
    dist, schema_path, locallib = map(Path, sys.argv[1:4])
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        schema = read_schema(schema_path, folder)
        (folder / "run.php").write_text(RUN.replace("{functions}", moodle_functions(locallib)), "utf-8")
        for package in sorted(dist.glob("*-essentials.zip")):
            with zipfile.ZipFile(package) as archive:
                manifest, there = archive.read("imsmanifest.xml"), set(archive.namelist())
            is_valid = schema.validate(etree.parse(io.BytesIO(manifest)))
            (folder / "manifest.xml").write_bytes(manifest)
            made = subprocess.run(
                ["php", folder / "run.php", folder / "manifest.xml"], capture_output=True, check=True, text=True
            )
            items = json.loads(made.stdout) or []
            lost = [one["title"] for one in items if one["href"] not in there]
            wrong += not is_valid or not items or bool(lost)
            print(
                package.name, "valid" if is_valid else schema.error_log, f"{len(items)} items, without a page: {lost}"
            )
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
