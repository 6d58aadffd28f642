"""The hooks. Each takes from MkDocs, calls a plain function, and puts back.

The order of events, per language: on_config, on_files, on_nav, on_page_markdown, on_page_content, on_env,
on_page_context, on_post_page, on_post_template, on_post_build. static-i18n runs them again for every further
language from inside its own on_post_build; what happens once happens in the outermost on_post_build.
"""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import Any, Literal

import jinja2
import material
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file
from mkdocs.utils.templates import TemplateContext

from campaign import content
from campaign.addresses import absolute_links
from campaign.artefacts import render_artefacts
from campaign.assets import build_site_assets
from campaign.check import check_campaign
from campaign.cyrillic import transliterate_html
from campaign.languages import Language
from campaign.load import load_campaign
from campaign.model import Campaign
from campaign.news import News
from campaign.pages import SourcePage
from campaign.plugin.config import CampaignConfig
from campaign.plugin.settings import parse_today, settings_from
from campaign.plugin.static_i18n import i18n_plugin, is_last_language
from campaign.problems import ProblemsFound, has_errors, render_problems
from campaign.references import Reference, hide_references, show_references
from campaign.sanitise import sanitise_html
from campaign.search import SearchPage, render_search_index
from campaign.views import Views

log = get_plugin_logger("campaign")

CAPTURED_TEMPLATES = ("404.html", "search.html", "status.html")
"""Templates that every language renders; MkDocs would write them all to the same file."""


class CampaignPlugin(BasePlugin[CampaignConfig]):
    """Loads and checks the campaign before anything is built, then hands its parts to MkDocs."""

    def __init__(self) -> None:
        super().__init__()
        self.campaign: Campaign | None = None
        self.views: Views | None = None
        self.is_serving = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.is_serving = command == "serve"

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        # MkDocs watches docs/ and mkdocs.yml by itself.
        server.watch(str(Path(config.theme.custom_dir or "overrides")))
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
            self.campaign, documents, problems = load_campaign(settings, parse_today(self.config.today))
        except ProblemsFound as found:
            raise PluginError(_stopped(found.problems)) from None
        if self.config.checks:
            problems = problems + check_campaign(self.campaign, documents)
            if has_errors(problems):
                raise PluginError(_stopped(problems))
            if problems:
                log.info("to look at (nothing stops the build):\n" + render_problems(problems))
        overrides = Path(config.theme.custom_dir or "overrides")
        self.views = Views(self.campaign, overrides)
        self.assets = build_site_assets(Path(material.__file__).parent, overrides)
        self.search_pages: dict[str, list[SearchPage]] = {}
        self.captured: dict[str, dict[str, str]] = {name: {} for name in CAPTURED_TEMPLATES}
        self.references: dict[str, list[Reference]] = {}

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
        for file in list(files):
            if file.is_documentation_page():
                if getattr(file, "locale", None) == language.code and language.transliterated_from:
                    path = file.src_uri.removeprefix(f"{language.code}/")
                    file.abs_src_path = str(Path(config.docs_dir, language.folder, path))
            elif not file.src_uri.startswith("assets/") or not _is_ours(file, config):
                # The theme's own script, search worker, language packs and source maps: nothing loads them here.
                files.remove(file)
        return files

    on_files = CombinedEvent(_add_transliterated_files, _point_to_real_files)

    # ---- pages ---------------------------------------------------------------------------------------------------

    def _source(self, page: Page) -> SourcePage:
        """The campaign's page behind MkDocs' page: in the reader's language, or the source where it is missing."""
        assert self.campaign is not None
        folder, path = page.file.src_uri.split("/", 1)
        return self.campaign.pages[self.campaign.settings.language(folder).folder, path]

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        source = self._source(page)
        # From the campaign, not from MkDocs: MkDocs shows broken front matter as text.
        page.title = source.meta.title
        page.meta = {"title": source.meta.title, "description": source.meta.description}
        words = self._views(config).words_of(self._text_language(page, config))
        titles = {kind: words[f"box_{kind}"] for kind in content.ADMONITIONS}
        markdown, self.references[page.file.dest_uri] = hide_references(content.title_admonitions(source.body, titles))
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        views = self._views(config)
        source = self._source(page)
        text_language = self._text_language(page, config)
        html = content.move_alignment_to_classes(html)
        html = sanitise_html(html)
        html = content.wrap_parts(html)
        html = content.wrap_tables(html, views.words_of(text_language)["table"])
        references = self.references.pop(page.file.dest_uri)
        html = show_references(
            html, references, lambda one: views.render_reference(one, text_language, page.file.dest_uri)
        )
        if text_language == self._language(config):
            shown = transliterate_html(html) if text_language.transliterated_from else html
            title, description = source.meta.title, source.meta.description
            if text_language.transliterated_from:
                title, description = transliterate_html(title), transliterate_html(description)
            self.search_pages.setdefault(text_language.code, []).append(
                SearchPage(source.url, title, description, tuple(content.split_sections(shown)))
            )
        return html

    def _text_language(self, page: Page, config: MkDocsConfig) -> Language:
        """The language the page's text is really in."""
        assert self.campaign is not None
        language = self._language(config)
        source = self._source(page)
        return language if source.language == language.folder else self.campaign.settings.language(source.language)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        env.autoescape = True
        return env

    def _views(self, _config: MkDocsConfig) -> Views:
        assert self.views is not None
        return self.views

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        views = self._views(config)
        values = self._shared_context(config, views, page.file.dest_uri)
        values["p"] = views.page_context(
            self._source(page),
            self._language(config),
            self._text_language(page, config),
            page.file.dest_uri,
            page.content or "",
        )
        context.update(values)  # type: ignore[typeddict-item]
        return context

    def _shared_context(self, config: MkDocsConfig, views: Views, address: str) -> dict[str, Any]:
        language = self._language(config)
        return {
            "campaign": self.campaign,
            "language": language,
            "words": views.words_of(language),
            "views": views,
            "news": News(views, language, address),
            "site": views.site_context(language, address, with_all_pages=address.endswith("search.html")),
            "assets": {
                "css": self.assets.stylesheet.url,
                "js": self.assets.script.url,
                "search": self.assets.search_script.url,
            },
            "is_serving": self.is_serving,
        }

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        return transliterate_html(output) if self._language(config).transliterated_from else output

    # ---- pages without Markdown, and what is made once ---------------------------------------------------------

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        if template_name in CAPTURED_TEMPLATES:
            language = self._language(config)
            address = language.prefix + template_name
            context.update(self._shared_context(config, self._views(config), address))  # type: ignore[typeddict-item]
            context["base_url"] = posixpath.relpath(".", posixpath.dirname(address) or ".")
        return context

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        if template_name not in CAPTURED_TEMPLATES:
            return output
        assert self.campaign is not None
        language = self._language(config)
        if template_name == "404.html":
            output = absolute_links(output, language.prefix, self.campaign.settings.site_url)
        self.captured[template_name][language.code] = (
            transliterate_html(output) if language.transliterated_from else output
        )
        return ""

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if not is_last_language(config):
            return
        assert self.campaign is not None
        site = Path(config.site_dir)
        for language in self.campaign.settings.languages:
            for name, pages in self.captured.items():
                _write(site / language.prefix / name, pages[language.code])
            _write(
                site / language.prefix / "search-index.js",
                render_search_index(self.search_pages.get(language.code, [])),
            )
        assert self.views is not None
        for artefact in render_artefacts(self.views, self.assets):
            write_file(artefact.content, str(site / artefact.path))
        if not self.campaign.settings.site_url:
            log.info("no sitemap.xml and no news feeds: they need absolute addresses; set site_url in mkdocs.yml")


def _is_ours(file: File, config: MkDocsConfig) -> bool:
    """Whether a static file comes from the campaign (docs/ or overrides/), not from the theme's package."""
    ours = (str(Path(config.docs_dir)), str(Path(config.theme.custom_dir or "overrides").resolve()))
    return bool(file.abs_src_path) and str(file.abs_src_path).startswith(ours)


def _stopped(problems: Any) -> str:
    count = sum(1 for problem in problems if problem.severity == "error")
    return f"{count} problem{'s' if count != 1 else ''} to mend; nothing was built.\n{render_problems(problems)}"


def _write(path: Path, text: str) -> None:
    write_file(text.encode("utf-8"), str(path))
