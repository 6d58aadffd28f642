"""The editor's program, Sveltia CMS, as one archive in this package: `make site` needs no Node.js and no download.

`make editor-bundle` writes the archive anew from the npm packages; vendor/README.md says what is in it and why.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from campaign.files.sums import check_recorded, render_sums, sum_of

ARCHIVE = Path(__file__).parent / "vendor" / "editor-bundle.zip"

SUMS = ARCHIVE.with_name("SHA256SUMS")

_SVELTIA = (
    "LICENSE.txt",
    "npm/index.js",
    "npm/chunks/react-B5rWoXIC.js",
    "npm/chunks/webp_enc-D6VNQGQS.js",
    "npm/chunks/webp_enc_simd-forEtNPu.js",
    "npm/assets/material-symbols-outlined-latin-wght-normal-_Z1IJPLg.woff2",
    "npm/assets/material-symbols-outlined.LICENSE.txt",
    "npm/assets/noto-mono-latin-400-normal-DiC8lJru.woff2",
    "npm/assets/noto-mono.LICENSE.txt",
    "npm/assets/source-sans-3-latin-wght-normal-BqRLTx4X.woff2",
    "npm/assets/source-sans-3.LICENSE.txt",
    "npm/assets/webp_enc-BpZvKflB.wasm",
    "npm/assets/webp_enc_simd-CFvKQ_80.wasm",
    "locales/ar.json",
    "locales/fr.json",
    "locales/hr.json",
)
FILES: Mapping[str, str] = {
    **{f"sveltia/{name}": f"@sveltia/cms/{name}" for name in _SVELTIA},
    "js-yaml/LICENSE.txt": "js-yaml/LICENSE",
    "js-yaml/js-yaml.mjs": "js-yaml/dist/browser/js-yaml.esm.min.mjs",
}
"""Path in the archive → file in `node_modules`. Left out: what only code blocks, maps and HEIC photos need."""


def read_bundle(archive: Path = ARCHIVE) -> Iterator[tuple[str, bytes]]:
    """Every file of the archive: its path and its bytes; raises ProblemsFound for one that is not as recorded."""
    with zipfile.ZipFile(archive) as files:
        for name in files.namelist():
            content = files.read(name)
            check_recorded(name, content, SUMS)
            yield name, content


def render_bundle(node_modules: Path) -> bytes:
    """The archive, made from installed npm packages; the same bytes for the same packages."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as files:
        for name, source in sorted(FILES.items()):
            files.writestr(zipfile.ZipInfo(name), (node_modules / source).read_bytes(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


if __name__ == "__main__":
    packages = Path(sys.argv[1])
    ARCHIVE.write_bytes(render_bundle(packages))
    SUMS.write_text(render_sums({name: sum_of((packages / one).read_bytes()) for name, one in FILES.items()}), "utf-8")
