"""What a page's front matter says in words of the campaign's vocabulary: its kind, for whom, about what."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from campaign.facts.vocabulary import Vocabulary
from campaign.files.documents import Path_, YamlDocument
from campaign.files.problems import Problem
from campaign.files.schema import one_of
from campaign.pages.page import SourcePage


def check_known_words(
    page: SourcePage, vocabulary: Vocabulary, front_matter: Callable[[], YamlDocument]
) -> Iterator[Problem]:
    """Words that the vocabulary does not know. The front matter is asked for when there is one: it knows the line."""
    meta = page.meta
    words: list[tuple[Path_, str]] = [(("kind",), meta.kind)]
    words += [(("audience", number), one) for number, one in enumerate(meta.audience)]
    words += [(("topics", number), one) for number, one in enumerate(meta.topics)]
    known = {"kind": [*vocabulary.kinds], "audience": [*vocabulary.audiences], "topics": vocabulary.topics}
    for path, word in words:
        field = str(path[0])
        if word not in known[field]:
            expected, fix = one_of(word, known[field])
            yield front_matter().problem("schema", f"{field}: “{word}”", expected, fix, path, field=field)
