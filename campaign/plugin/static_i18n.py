"""Where mkdocs-static-i18n has to be steered from inside; each with the reason, and a test that holds its version.

Its validator knows two-letter languages only. Many have none (ISO 639-3: Montenegrin `cnr`, Luo `luo`), so both
places where the pattern is looked up take any BCP 47 language-script-region instead. This module must be imported
before the plugin `i18n` reads its settings: `campaign` stands first in `plugins:`.
"""

from __future__ import annotations

import re
from typing import Any

import mkdocs_static_i18n.config
import mkdocs_static_i18n.folder
from mkdocs.config.defaults import MkDocsConfig

STEERED_VERSION = "1.3.1"
LOCALE_PATTERN = re.compile(r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")


def accept_three_letter_languages() -> None:
    """Let static-i18n take `cnr`, `luo` and `cnr-Cyrl` as languages and as folders; a folder that is no language is
    refused by our own check (`stray-folder`)."""
    mkdocs_static_i18n.config.RE_LOCALE = LOCALE_PATTERN
    mkdocs_static_i18n.folder.RE_LOCALE = LOCALE_PATTERN


def i18n_plugin(config: MkDocsConfig) -> Any:
    """The i18n plugin of this build; raises KeyError when `mkdocs.yml` does not name it."""
    return config.plugins["i18n"]


def is_last_language(config: MkDocsConfig) -> bool:
    """Whether this `on_post_build` is the outermost one: static-i18n builds the other languages inside its own."""
    return not bool(i18n_plugin(config).building)


accept_three_letter_languages()
