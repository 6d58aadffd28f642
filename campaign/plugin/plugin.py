"""The hooks. Each takes from MkDocs, calls a plain function, and puts back.

The order of events, per language: on_config, on_files, on_page_markdown, on_env, on_page_context, on_post_build.
static-i18n runs them again for every further language from inside its own on_post_build; what happens once happens
in the outermost on_post_build. MkDocs gathers files and writes pages; what stands in a page comes whole from
`engine/render.py`, as it does for `campaign build`, which needs no MkDocs for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file
from mkdocs.utils.templates import TemplateContext

from campaign.checks.check import check_campaign
from campaign.files.allowed import walk_files
from campaign.files.days import parse_today
from campaign.files.look import Look
from campaign.files.problems import Problem, ProblemsFound, has_errors, render_problems
from campaign.languages.language import Language
from campaign.languages.word_forms import word_families
from campaign.model.campaign import Campaign
from campaign.model.load import load_campaign
from campaign.model.made_pages import made_pages
from campaign.model.recordings import kept_back
from campaign.plugin.config import CampaignConfig, timezone_of
from campaign.plugin.settings import settings_from
from campaign.plugin.static_i18n import i18n_plugin, is_last_language
from campaign.plugin.theme import stylesheet_folder
from campaign.site.artefacts import NO_SITE_URL, render_artefacts, render_listings
from campaign.site.render import Renderer
from campaign.site.search import SearchPage, render_search_index, telling_words
from campaign.views.assets import build_site_assets
from campaign.views.policy import page_policy
from campaign.views.views import Views

log = get_plugin_logger("campaign")


class CampaignPlugin(BasePlugin[CampaignConfig]):
    """Loads and checks the campaign before anything is built, then hands its parts to MkDocs."""

    def __init__(self) -> None:
        super().__init__()
        self.campaign: Campaign | None = None
        self.is_serving = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.is_serving = command == "serve"

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        # MkDocs watches docs/ and mkdocs.yml by itself.
        for folder in self.renderer.views.look.folders:
            if folder.is_dir():
                server.watch(str(folder))
        return server

    # ---- once per build, before the first language ------------------------------------------------------------

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        if is_last_language(config):
            i18n_plugin(config).current_language = None
            self._load(config)
        return config

    def _load(self, config: MkDocsConfig) -> None:
        # Whoever serves the site is writing it: what is to come and what is not finished is shown, and marked.
        self.config.preview = self.config.preview or self.is_serving
        try:
            settings = settings_from(config, self.config)
            self.campaign, documents, problems = load_campaign(
                settings, parse_today(self.config.today, timezone_of(self.config))
            )
        except ProblemsFound as found:
            raise PluginError(_stopped(found.problems)) from None
        if self.config.checks:
            problems = problems + check_campaign(self.campaign, documents)
            if has_errors(problems):
                raise PluginError(_stopped(problems))
            if problems:
                log.info("to look at (nothing stops the build):\n" + render_problems(problems))
        views = Views(self.campaign)
        try:
            assets = build_site_assets(stylesheet_folder(), settings.look)
        except ProblemsFound as found:
            raise PluginError(_stopped(found.problems)) from None
        self.renderer = Renderer(self.campaign, views, assets)
        self.renderer.policy = page_policy(is_serving=self.is_serving)
        self.search_pages: dict[str, list[SearchPage]] = {}

    def _language(self, config: MkDocsConfig) -> Language:
        assert self.campaign is not None
        return self.campaign.settings.language(i18n_plugin(config).current_language)

    # ---- files and navigation ----------------------------------------------------------------------------------

    @event_priority(100)
    def _add_transliterated_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        assert self.campaign is not None
        for page in self.campaign.pages.values():
            if not self.campaign.is_published(page) or not self.campaign.is_shown(page):
                file = files.get_file_from_path(f"{page.language}/{page.path}")
                if file:
                    files.remove(file)
                continue
            for language in self.campaign.settings.languages:
                if language.transliterated_from == page.language:
                    files.append(
                        File(f"{language.code}/{page.path}", config.docs_dir, config.site_dir, use_directory_urls=False)
                    )
        return files

    @event_priority(-150)
    def _point_to_real_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """After static-i18n, which makes new file objects: say where a transliterated page's text really is."""
        language = self._language(config)
        held_back = kept_back(self.campaign) if self.campaign else ()
        for file in list(files):
            if file.is_documentation_page():
                if getattr(file, "locale", None) == language.code and language.transliterated_from:
                    path = file.src_uri.removeprefix(f"{language.code}/")
                    file.abs_src_path = str(Path(config.docs_dir, language.folder, path))
            elif not file.src_uri.startswith("assets/") or not _is_ours(file, config) or file.src_uri in held_back:
                # The theme's own script, search worker, language packs and source maps: nothing loads them here.
                files.remove(file)
        return files

    on_files = CombinedEvent(_add_transliterated_files, _point_to_real_files)

    # ---- pages ---------------------------------------------------------------------------------------------------

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        # MkDocs has nothing to render: the finished page comes from the renderer, the same for every way to build.
        page.title = self._path(page)
        page.meta = {}
        return ""

    @staticmethod
    def _path(page: Page) -> str:
        """The page's path below its language's folder."""
        return str(page.file.src_uri.split("/", 1)[1])

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        return jinja2.Environment(loader=jinja2.FunctionLoader(lambda _: "{{ finished }}"))

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        language = self._language(config)
        if found := self.renderer.search_page(language, self._path(page)):
            self.search_pages.setdefault(language.code, []).append(found)
        context["finished"] = self.renderer.page(language, self._path(page)).html  # type: ignore[typeddict-unknown-key]
        return context

    # ---- what is made once, after the last language -------------------------------------------------------------

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if not is_last_language(config):
            return
        assert self.campaign is not None
        site = Path(config.site_dir)
        for language in self.campaign.settings.languages:
            for name in made_pages(self.campaign):
                rendered = self.renderer.template(name, language)
                _write(site / rendered.address, rendered.html)
            known = [*self.search_pages.get(language.code, []), *self.renderer.made_search_pages(language)]
            families = word_families(telling_words(known), language.forms)
            _write(site / language.prefix / "search-index.js", render_search_index(known, families))
        problems: list[Problem] = []
        for artefact in render_artefacts(self.renderer.views, self.renderer.assets):
            try:
                write_file(artefact.render(), str(site / artefact.path))
            except ProblemsFound as found:
                problems += found.problems
        if problems:
            raise PluginError(_stopped(problems))
        sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in walk_files(site)}
        for artefact in render_listings(self.renderer.views, sizes, lambda path: (site / path).read_bytes()):
            write_file(artefact.render(), str(site / artefact.path))
        if not self.campaign.settings.site_url:
            log.info(NO_SITE_URL)


def _is_ours(file: File, config: MkDocsConfig) -> bool:
    """Whether a static file comes from the campaign or the look, not from the package of the theme underneath."""
    own = Path(config.theme.custom_dir).resolve() if config.theme.custom_dir else None
    ours = tuple(map(str, (Path(config.docs_dir), *Look(own).folders)))
    return bool(file.abs_src_path) and str(file.abs_src_path).startswith(ours)


def _stopped(problems: Any) -> str:
    count = sum(1 for problem in problems if problem.severity == "error")
    return f"{count} problem{'s' if count != 1 else ''} to mend; nothing was built.\n{render_problems(problems)}"


def _write(path: Path, text: str) -> None:
    write_file(text.encode("utf-8"), str(path))
