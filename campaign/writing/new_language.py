"""Preparing a new language: its settings, its word file, and what has to be decided by somebody who lives in it."""

from __future__ import annotations

import re
from contextlib import suppress

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from campaign.files.problems import ProblemsFound
from campaign.files.yamlfile import quote, set_values
from campaign.languages.word_forms import known_dictionaries
from campaign.model.settings import Settings


def read_locale(code: str, settings: Settings) -> Locale:
    """Babel's locale for a language code such as "it" or "pt-BR"; raises ProblemsFound where there is none to add."""

    if code in settings.prepared or code in [one.code for one in settings.languages]:
        found = f"the language “{code}” is there already"
        expected = "a language that the campaign does not have yet"
        fix = f"its texts for translators: campaign translation export {code}"
        raise ProblemsFound.of("new-language", settings.config_file, found, expected, fix)
    return read_code(code, settings.config_file)


def read_code(code: str, file: str = "") -> Locale:
    """Babel's locale for a language code; raises ProblemsFound, of this file, where there is none."""
    try:
        return Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        found, expected = f"“{code}” is no language that Babel knows", "a code such as it, pt-BR or zh-Hant"
        fix = "look the code up at https://www.iana.org/assignments/language-subtag-registry"
        raise ProblemsFound.of("new-language", file, found, expected, fix) from None


def render_word_file(locale: Locale, country: str, source: str) -> str:
    """The word file of a new language without words: its facts, and a note for whoever fills it in.

    Its dates are written as in the campaign's country where the language is at home there, else as in the likely
    country of Unicode's CLDR (“likely subtags”): somebody has to look at that.
    """
    forms = f"  forms: {locale.language}\n" if locale.language in known_dictionaries() else ""
    return (
        f"# Interface words in {locale.english_name}, see {source}.yml. Check these lines: they were "
        "guessed.\n"
        "language:\n"
        f"  babel: {_with_territory(locale, country)}\n"
        f"  direction: {locale.text_direction}\n"
        f"  exit_url: {exit_of(locale)}\n"
        f"{forms}"
        "\n"
        "words: {}\n"
    )


def _with_territory(locale: Locale, country: str) -> Locale:
    if locale.territory:
        return locale
    likely = get_global("likely_subtags").get(str(locale)) or get_global("likely_subtags").get(locale.language)
    for territory in (country, Locale.parse(likely).territory if likely else None):
        with suppress(UnknownLocaleError):
            return Locale.parse(f"{locale}_{territory}")
    return locale


def exit_of(locale: Locale) -> str:
    """A guess at a page to leave to: an encyclopaedia that people of this language read."""
    return f"https://{locale.language}.wikipedia.org/"


def add_exit(text: str, url: str, settings: Settings) -> str:
    """The settings file in which “Leave this page” may lead to this address too.

    As it was where the plugin's settings are in no block of their own: the check says then what to add.
    """
    if url in settings.exit_urls:
        return text
    # MkDocs takes plugins as a list or as keys.
    for place in (("plugins", "campaign"), *(("plugins", number, "campaign") for number in range(20))):
        with suppress(KeyError):
            return set_values(text, place, {"exit_urls": [*settings.exit_urls, url]})
    return text


def add_to_settings(text: str, code: str, locale: Locale, config_file: str) -> str:
    """The settings file with a line for the new language after the last one; raises ProblemsFound if there is none."""
    lines = list(re.finditer(r"^(?P<indent>[ ]*)- *\{? *locale:.*\n(?:(?P=indent)  .*\n)*", text, re.MULTILINE))
    if not lines:
        expected = "plugins → i18n → languages, each beginning with `- locale:` or `- { locale:`"
        fix = "add the language by hand (README, “Add a language”)"
        raise ProblemsFound.of("new-language", config_file, "no list of languages", expected, fix)
    last = lines[-1]
    name = (locale.display_name or code).capitalize()
    entry = f"{last['indent']}- {{ locale: {code}, name: {quote(name)}, build: false }}\n"
    return text[: last.end()] + entry + text[last.end() :]
