"""The site's one stylesheet and one script, joined from the theme and the components' folders."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from campaign.files.look import TOKENS, Look
from campaign.files.sums import read_recorded
from campaign.views.stylesheets import own_stylesheets, render_stylesheet, used_words

ON_DEMAND = ("help", "questions", "schools", "screens", "search", "take", "teens", "tiles")
"""Components whose script and style only their own page loads."""
SPECIAL = ("doors", "follow", "hero", "listen", "news-foot", "news-head", "news-list", "status")
"""Components that no text has. What dresses them is sent with special.css to the few pages that have them."""


class BuiltAsset(NamedTuple):
    """A file made at build time; its name carries a hash of its content, so that it may be cached for ever."""

    url: str
    content: str


def theme_stylesheet(theme: Path) -> str:
    """The rules of Material for MkDocs, from its package's folder or from the copy in the look; they dress the text
    under our own. Raises ProblemsFound for a copy that is not the recorded one."""
    packaged = next(theme.glob("main.*.min.css"), None)
    return packaged.read_text("utf-8") if packaged else read_recorded(next(theme.glob("material-*.min.css"))).decode()


def build_asset(stem: str, suffix: str, content: str) -> BuiltAsset:
    """Name the content by its hash: ("campaign", "css", …) → assets/campaign.1a2b3c4d.css."""
    digest = hashlib.sha256(content.encode()).hexdigest()[:8]
    return BuiltAsset(f"assets/{stem}.{digest}.{suffix}", content)


def build_stylesheet(theme_css: str, look: Look, *, is_whole: bool = False) -> BuiltAsset:
    """The theme's rules that a page can need, then the tokens, what is shared, and each component's own.

    What is loaded on demand is in it only if it is to be the whole.
    """
    own_css = _join(look, (one for one in own_stylesheets(look) if is_whole or _sheet_of(one) == "campaign"))
    return build_asset("campaign", "css", render_stylesheet(theme_css, own_css, used_words(look)))


def build_stylesheet_on_demand(look: Look, name: str) -> BuiltAsset:
    """What only some pages load after it: "special" or one of `ON_DEMAND`."""
    own_css = _join(look, (one for one in own_stylesheets(look) if _sheet_of(one) == name))
    return build_asset(name, "css", render_stylesheet("", own_css, frozenset()))


_DARK = re.compile(r"@media screen and \(prefers-color-scheme: dark\) \{\s*:root (\{.*?\})\s*\}", re.DOTALL)


def build_teens_stylesheet(look: Look) -> BuiltAsset:
    """What pages for teenagers load after it: the colours of dark ground whatever the device is set to, and their own
    rules."""
    dark = _DARK.search(look.text(look.find(TOKENS)))
    colours = f"@media screen {{ .for-teens {dark[1]} }}" if dark else ""
    own_css = _join(look, (one for one in own_stylesheets(look) if _sheet_of(one) == "teens"))
    return build_asset("teens", "css", render_stylesheet("", f"{colours}\n{own_css}", frozenset()))


def _sheet_of(path: Path) -> str:
    """The stylesheet that one of our own is sent with."""
    component = path.parent.name
    if component in SPECIAL or path.name == "special.css":
        return "special"
    return component if component in ON_DEMAND else "campaign"


def build_script(look: Look) -> BuiltAsset:
    """The scripts of all components that every page may need."""
    paths = [path for path in look.files("components/*/*.js") if path.parent.name not in ON_DEMAND]
    return build_asset("campaign", "js", _join(look, paths))


def build_search_script(look: Look) -> BuiltAsset:
    """The search library and the search page's own script."""
    own = _join(look, look.files("components/search/*.js"))
    return build_asset("search", "js", "\n".join([_library(look, "minisearch"), own]))


def build_schools_script(look: Look) -> BuiltAsset:
    """What the page for schools needs: QR codes, archives, and its own script."""
    libraries = [_library(look, name) for name in ("client-zip", "lean-qr")]
    own = _join(look, look.files("components/schools/*.js"))
    return build_asset("schools", "js", "\n".join([*libraries, own]))


def build_go_script(look: Look) -> BuiltAsset:
    """The script of the permalinks' pages, and the way out of them."""
    return build_asset("go", "js", _join(look, map(look.find, ("go/go.js", "components/exit/exit.js"))))


class SiteAssets(NamedTuple):
    """The files that all pages share, each named by its content."""

    stylesheet: BuiltAsset
    special_stylesheet: BuiltAsset
    script: BuiltAsset
    search_script: BuiltAsset
    search_stylesheet: BuiltAsset
    go_script: BuiltAsset
    schools_script: BuiltAsset
    schools_stylesheet: BuiltAsset
    screens_stylesheet: BuiltAsset
    tiles_stylesheet: BuiltAsset
    teens_stylesheet: BuiltAsset
    help_stylesheet: BuiltAsset
    take_stylesheet: BuiltAsset
    questions_script: BuiltAsset
    questions_stylesheet: BuiltAsset

    def all(self) -> tuple[BuiltAsset, ...]:
        """Every one of them, to be written."""
        return (
            self.stylesheet, self.special_stylesheet, self.script, self.search_script, self.search_stylesheet,
            self.go_script, self.schools_script, self.schools_stylesheet, self.screens_stylesheet,
            self.tiles_stylesheet, self.teens_stylesheet, self.help_stylesheet,
            self.take_stylesheet, self.questions_script, self.questions_stylesheet,
        )  # fmt: skip


def build_site_assets(theme: Path, look: Look) -> SiteAssets:
    """Everything from the theme's package (its stylesheet in the folder `theme`) and the look.

    Raises ProblemsFound where a program of others is not the one that is recorded.
    """
    return SiteAssets(
        stylesheet=build_stylesheet(theme_stylesheet(theme), look),
        special_stylesheet=build_stylesheet_on_demand(look, "special"),
        script=build_script(look),
        search_script=build_search_script(look),
        search_stylesheet=build_stylesheet_on_demand(look, "search"),
        go_script=build_go_script(look),
        schools_script=build_schools_script(look),
        schools_stylesheet=build_stylesheet_on_demand(look, "schools"),
        screens_stylesheet=build_stylesheet_on_demand(look, "screens"),
        tiles_stylesheet=build_stylesheet_on_demand(look, "tiles"),
        teens_stylesheet=build_teens_stylesheet(look),
        help_stylesheet=build_stylesheet_on_demand(look, "help"),
        take_stylesheet=build_stylesheet_on_demand(look, "take"),
        questions_script=build_asset("questions", "js", _join(look, look.files("components/questions/*.js"))),
        questions_stylesheet=build_stylesheet_on_demand(look, "questions"),
    )


def _library(look: Look, name: str) -> str:
    """A program of others, as it was when its sum was recorded; raises ProblemsFound for another one."""
    return read_recorded(look.files(f"vendor/{name}-*.min.js")[0]).decode()


def _join(look: Look, paths: Iterable[Path]) -> str:
    return "\n".join(map(look.text, paths))
