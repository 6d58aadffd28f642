"""From MkDocs' configuration to the generator's own settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig

from campaign.files.allowed import DATA_FOLDER
from campaign.files.links import check_links
from campaign.files.look import Look
from campaign.files.problems import ProblemsFound
from campaign.languages.cyrillic import transliterate_text
from campaign.languages.language import Language
from campaign.languages.words import load_words
from campaign.model.load import Reader
from campaign.model.settings import Policy, Settings, canonical_url, shown_path
from campaign.pages.body import MarkdownSettings
from campaign.plugin.config import CampaignConfig
from campaign.plugin.static_i18n import i18n_plugin


def settings_from(config: MkDocsConfig, options: CampaignConfig, *, with_prepared: bool = False) -> Settings:
    """The campaign's settings; raises ProblemsFound when a language has no word file or no folder to come from.

    `with_prepared`: also the languages with `build: false`, which translators are working on.
    """
    settings_file = Path(config.config_file_path or "mkdocs.yml").absolute()
    # Before anything below docs/ is read: afterwards nobody can tell a link from what it leads to.
    if problems := list(check_links(settings_file, Path(config.docs_dir))):
        raise ProblemsFound(problems)
    project_dir = settings_file.resolve().parent
    docs_dir = Path(config.docs_dir).resolve()
    config_file = settings_file.name
    languages = _languages(config, options, docs_dir, project_dir, with_prepared=with_prepared)
    prepared = tuple(one.locale for one in i18n_plugin(config).config.languages if not one.build)
    return Settings(
        project_dir=project_dir,
        docs_dir=docs_dir,
        look=look_of(config, options),
        config_file=config_file,
        site_name=config.site_name,
        site_url=_site_url(config, settings_file.name),
        country=options.country,
        languages=languages,
        navigation=tuple(_navigation_paths(config.nav or [])),
        further_countries=tuple(options.further_countries),
        uses_pool=options.pool,
        pools=tuple(options.pools),
        prepared=prepared,
        exit_urls=tuple(options.exit_urls),
        pdf_files=tuple(options.pdf_files),
        outdated=cast("dict[str, Policy]", dict(options.outdated)),
        editor=dict(options.editor),
        is_preview=options.preview,
        fixed_today=_fixed_today(Path(config.config_file_path or "mkdocs.yml")),
        markdown=MarkdownSettings(tuple(config.markdown_extensions), dict(config.mdx_configs or {})),
        lines=_lines_of(settings_file),
    )


def look_of(config: MkDocsConfig, options: CampaignConfig) -> Look:
    """The look: MkDocs' `custom_dir` over the generator's own, and over both what the settings say."""
    return Look(
        Path(config.theme.custom_dir).resolve() if config.theme.custom_dir else None,
        colours=tuple((name, light, dark or _on_dark(name, light)) for name, (light, dark) in options.colours.items()),
        sign=(Path(config.docs_dir) / options.sign).resolve() if options.sign else None,
    )


_NIGHT = "#10191d"


def _on_dark(name: str, colour: str) -> str:
    """What a colour is on dark ground when nobody has said: one that fills an area is mixed with night."""
    if name not in ("brand", "bar"):
        return ""
    mixed = (int(colour[at : at + 2], 16) + int(_NIGHT[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{one // 2:02x}" for one in mixed)


def _site_url(config: MkDocsConfig, config_file: str) -> str:
    site_url = config.site_url or ""
    try:
        return canonical_url(site_url)
    except ValueError as error:
        found = f"“{site_url}” is no address that can be printed: {error}"
        expected = "the address of the site, such as https://example.org/safe/"
        fix = "correct `site_url`, or the variable SITE_URL that it comes from"
        raise ProblemsFound.of("settings", config_file, found, expected, fix, field="site_url") from None


def _languages(
    config: MkDocsConfig, options: CampaignConfig, docs_dir: Path, project_dir: Path, *, with_prepared: bool
) -> tuple[Language, ...]:
    languages, problems = [], []
    for one in i18n_plugin(config).config.languages:
        if one.locale == "null" or not (one.build or with_prepared):
            continue
        transliteration = options.transliterations.get(one.locale)
        folder = transliteration.source if transliteration else one.locale
        path = docs_dir / DATA_FOLDER / "ui" / f"{folder}.yml"
        words, found = load_words(path, folder, shown_path(path, project_dir), Reader().understood)
        problems += found
        if words is not None:
            facts = words.language
            languages.append(
                Language(
                    code=one.locale,
                    name=one.name,
                    direction=facts.direction,
                    babel=transliteration.babel if transliteration else facts.babel,
                    countries=facts.countries or (options.country,),
                    exit_url=facts.exit_url,
                    site_name=one.site_name or config.site_name,
                    is_source=one.default,
                    transliterated_from=transliteration.source if transliteration else None,
                    readers=tuple(transliteration.readers) if transliteration else facts.readers,
                    months=tuple(map(transliterate_text, facts.months)) if transliteration else facts.months,
                    forms=facts.forms,
                )
            )
    if problems:
        raise ProblemsFound(problems)
    return tuple(languages)


_TODAY = re.compile(r"^\s*today:[ \t]*([^#\n]*)", re.M)
_ASKED = re.compile(r"(?:null|~|!ENV\s+(?:\w+|\[[\w\s,]+,\s*null\s*\]))?")


def _fixed_today(config_file: Path) -> str:
    """The day that stands in the settings file itself; "" where it only asks the environment."""
    text = config_file.read_text("utf-8", errors="replace")
    return next((one for found in _TODAY.findall(text) if not _ASKED.fullmatch(one := found.strip())), "")


_NAMED = re.compile(r"([\w./-]+\.md)|locale:\s*[\"']?([A-Za-z-]+)")


def _lines_of(config_file: Path) -> dict[str, int]:
    """Where pages and languages are named in the settings file, the last time each is."""
    found = {}
    for number, line in enumerate(config_file.read_text("utf-8", errors="replace").splitlines(), 1):
        for page, locale in _NAMED.findall(line.split("#")[0]):
            found[page or locale] = number
    return found


def _navigation_paths(items: Any) -> Iterator[str]:
    """The page paths of MkDocs' `nav`, in order, sections opened."""
    for item in items:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            for value in item.values():
                if isinstance(value, str):
                    yield value
                else:
                    yield from _navigation_paths(value)
