"""What is in each copy of the site."""

from __future__ import annotations

import datetime
import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from campaign.files.problems import Problem
from campaign.files.recordings import FOLDER as RECORDINGS
from campaign.files.sums import SUMS, render_sums, sum_of
from campaign.files.svg import check_svg
from campaign.files.swap import MANIFEST
from campaign.kits.archive import zip_entry
from campaign.languages.language import Language
from campaign.pages.addresses import absolute_url
from campaign.release.copy import is_offline, owner_of, render_copied_page
from campaign.views.policy import page_policy
from campaign.views.views import Views

START, README, ELSEWHERE = "START-HERE.html", "README.txt", "not-in-this-copy.html"
_CHECK = f"sha256sum -c {SUMS}"
_STYLESHEET = re.compile(r"assets/(campaign|special)\.[0-9a-f]+\.css$")


@dataclass(frozen=True)
class Bundle:
    """A copy: of one language, or of the whole site where `language` is None. `paths` are files of the site."""

    name: str
    language: Language | None
    paths: tuple[str, ...]


def plan_bundles(views: Views, site: Path) -> list[Bundle]:
    """The whole site first, then each offered language."""
    settings = views.campaign.settings
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    paths = [one for one in found if one != MANIFEST and is_offline(one)]
    name = _file_name(settings.site_name)
    bundles = [Bundle(name, None, tuple(paths))]
    for language in views.campaign.offered:
        heard = f"{RECORDINGS}/{language.folder}/"
        own = [
            one for one in paths if owner_of(one, settings.languages) in (None, language.code) or one.startswith(heard)
        ]
        # A permalink of a page that is not in this language would have nowhere to lead.
        mark = f'data-language="{language.code}"'
        own = [one for one in own if not (one.startswith("go/") and mark not in (site / one).read_text("utf-8"))]
        bundles.append(Bundle(f"{name}-{language.code}", language, tuple(own)))
    return bundles


def check_drawings(site: Path, bundles: Iterable[Bundle]) -> Iterator[Problem]:
    """A copy opens from a disk, where no host's headers bind a drawing: each is looked at once more."""
    for path in sorted({path for one in bundles for path in one.paths if path.lower().endswith(".svg")}):
        yield from check_svg((site / path).read_bytes(), path)


def render_bundle(views: Views, site: Path, bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of every file of a copy, but the list of their sums."""
    yield README, render_readme(views, bundle).encode("utf-8-sig")
    yield START, render_start(views, bundle).encode()
    if bundle.language is None:
        for path in bundle.paths:
            yield path, (site / path).read_bytes()
        return
    language = bundle.language
    base = views.campaign.settings.site_url
    inside = {*bundle.paths, ELSEWHERE}

    def elsewhere(target: str) -> str:
        return absolute_url(base, target) if base else ELSEWHERE

    if not base:
        yield ELSEWHERE, render_elsewhere(views, bundle, language).encode()
    for path in bundle.paths:
        content = (site / path).read_bytes()
        if path.endswith(".html"):
            content = render_copied_page(content.decode(), path, language, inside, elsewhere).encode()
        yield path, content


def write_bundle(
    file: Path, files: Iterator[tuple[str, bytes]], name: str, day: datetime.date, on_file: Callable[[], None]
) -> str:
    """Write a ZIP with everything in one folder `name`, or at its root where that is "", and return its SHA-256. The
    same files give the same bytes.

    `day` is the date of every file in it; `on_file` is called after each.
    """
    sums, folder = {}, f"{name}/" if name else ""
    with zipfile.ZipFile(file, "w") as archive:
        for path, content in files:
            archive.writestr(zip_entry(f"{folder}{path}", day), content)
            sums[path] = sum_of(content)
            on_file()
        archive.writestr(zip_entry(f"{folder}{SUMS}", day), render_sums(sums))
    with file.open("rb") as whole:
        return hashlib.file_digest(whole, "sha256").hexdigest()


def render_readme(views: Views, bundle: Bundle) -> str:
    """What this copy is and how to open it, in its language; for the whole site in each."""
    languages = [bundle.language] if bundle.language else list(views.campaign.offered)
    line = "\n\n" + "=" * 60 + "\n\n"
    return line.join(_readme(views, one) for one in languages) + "\n"


def _readme(views: Views, language: Language) -> str:
    words = views.wording.words_of(language)
    base = views.campaign.settings.site_url
    text = words(
        "bundle_readme",
        site=words["site_title"],
        date=views.wording.date(views.campaign.today, language),
        website=words("bundle_website", url=base) + "\n" if base else "",
        command="\0",
    )
    return language.plain(language.in_script(text)).replace("\0", _CHECK)


def render_start(views: Views, bundle: Bundle) -> str:
    """The page to open first: it goes on to the home page, or offers every language."""
    languages = [bundle.language] if bundle.language else list(views.campaign.offered)
    words = {one: views.wording.words_of(one) for one in languages}
    opened = {one.code: one.in_script(own("bundle_open", site=own["site_title"])) for one, own in words.items()}
    return _page(views, "bundle/start.html", bundle, languages[0], languages=languages, opened=opened)


def render_elsewhere(views: Views, bundle: Bundle, language: Language) -> str:
    """The page that says that what was wanted is not in this copy."""
    return _page(views, "bundle/elsewhere.html", bundle, language)


def _page(views: Views, template: str, bundle: Bundle, language: Language, **values: object) -> str:
    html = views.templates.get_template(template).render(
        language=language,
        words=views.wording.words_of(language),
        policy=page_policy(),
        css=sorted(one for one in bundle.paths if _STYLESHEET.match(one)),
        **values,
    )
    return language.html_in_script(html)


def _file_name(site_name: str) -> str:
    """ "Safe Internet" → "safe-internet": letters that every system and every shell takes."""
    plain = unicodedata.normalize("NFKD", site_name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "campaign"
