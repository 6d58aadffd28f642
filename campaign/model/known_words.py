"""What a page's front matter says in words of the campaign's vocabulary: its kind, for whom, about what."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from campaign.facts.vocabulary import Vocabulary
from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem
from campaign.files.schema import one_of
from campaign.pages.page import SourcePage


def check_known_words(
    page: SourcePage, vocabulary: Vocabulary, front_matter: Callable[[], YamlDocument]
) -> Iterator[Problem]:
    """Words that the vocabulary does not know. The front matter is asked for when there is one: it knows the line."""
    known = {"kind": [*vocabulary.kinds], "audience": [*vocabulary.audiences], "topics": vocabulary.topics}
    for key, words in known.items():
        said = getattr(page.meta, key)
        for number, word in enumerate((said,) if isinstance(said, str) else said):
            if word not in words:
                found, expected, fix = f"{key}: “{word}”", *one_of(word, words)
                yield front_matter().problem("schema", found, expected, fix, (key, number), field=key)
