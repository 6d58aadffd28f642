"""The pool that comes with the generator: a folder of pages by language, as a campaign's own `docs/`.

In a checkout these are the pages of the campaign in it; a wheel holds the same files: there is one text of each.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from campaign.facts.pool import FACTS, FORMAT, Manifest, Pool, PoolPage
from campaign.files.allowed import DATA_FOLDER
from campaign.files.problems import ProblemsFound
from campaign.files.schema import plain_data, validate_record
from campaign.files.yamlfile import load_yaml
from campaign.model.pool import original_folder, pool_about
from campaign.pages.page import load_page

NAME = "campaign"


def built_in_pool(folder: Path | None = None) -> Pool:
    """The generator's own pool; raises ProblemsFound when it is not there."""
    docs = folder or original_folder() / "docs"
    about = pool_about()
    source = about["source"]
    if not (docs / source).is_dir():
        found, fix = f"there are no pages in {docs}", "install the generator anew: pip install --force-reinstall …"
        raise ProblemsFound.of("pool", NAME, found, "the pages that come with the generator", fix)
    languages = sorted(one.stem for one in (docs / DATA_FOLDER / "ui").glob("*.yml"))
    pages = {}
    for path in sorted((docs / source).rglob("*.md")):
        relative = path.relative_to(docs / source).as_posix()
        page, _ = load_page(path, source, relative, relative)
        if page is not None and page.meta.published_on is None:
            files = {code: docs / code / relative for code in languages}
            sums = {code: _sum(file) for code, file in files.items() if file.is_file()}
            pages[page.meta.id] = PoolPage(path=relative, title=page.meta.title, kind=page.meta.kind, languages=sums)
    manifest = Manifest(format=FORMAT, pages=pages, **about)
    return Pool(
        NAME, manifest, _facts(docs / DATA_FOLDER), lambda language, path: (docs / language / path).read_bytes()
    )


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _facts(data: Path) -> dict[str, dict[str, dict[str, object]]]:
    found: dict[str, dict[str, dict[str, object]]] = {}
    for file, model in FACTS.items():
        document = load_yaml(data / file, file)
        records = (validate_record(model, document, (place,))[0] for place in range(len(document.data or [])))
        entries = [plain_data(one) for one in records if one is not None]
        found[file] = {one["id"]: one for one in entries}
    return found
