"""Interface words and texts of facts that have changed since they were translated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from campaign.facts.calendar_dates import CampaignDate
from campaign.facts.helplines import Helpline
from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem
from campaign.files.record import SHOWN, Record, keys_marked
from campaign.model.campaign import Campaign
from campaign.model.pool import POOL, pool_name
from campaign.translation.word_locks import FACTS, changed_words, fact_texts, unlocked_words


def check_word_locks(
    campaign: Campaign, documents: Mapping[str, YamlDocument], *, is_release: bool = False
) -> Iterator[Problem]:
    """Interface words stand on every page, and texts of facts on many: a changed one is as serious as a changed
    essential page."""
    code = campaign.settings.source.code
    source = campaign.words.get(code)
    for folder in campaign.settings.folders[1:]:
        translated = campaign.words.get(folder)
        if source is not None and translated is not None:
            texts = source.texts, translated.texts, campaign.word_locks.get(folder, {})
            yield from _problems(translated.file, f"{source.language}.yml", texts, is_release)
    for name in FACTS:
        facts = fact_texts(campaign, name, documents.get(name, YamlDocument([])))
        for folder in campaign.settings.folders[1:]:
            lock = campaign.word_locks.get(folder, {})
            # Whoever has recorded some texts of a file wants to hear of all.
            if any(key.startswith(name.removesuffix("yml")) for key in lock):
                own: Mapping[str, str] = facts.get(folder, {})
                if unlocked_words(facts.get(code, {}), own, lock):
                    own = _without_copies(own, name, documents.get(name))
                texts, file = (facts.get(code, {}), own, lock), campaign.settings.data_name(name)
                yield from _problems(file, f"the texts in “{code}”", texts, is_release, f"{folder}: ")


def _without_copies(texts: Mapping[str, str], name: str, document: YamlDocument | None) -> Mapping[str, str]:
    """The texts of facts but those of contacts and dates that say, word for word, what they say in the pool: whoever
    checks one has a copy of it, and was given its translations with it."""
    if document is None or not (POOL / name).is_file():
        return texts
    from campaign.files.yamlfile import load_yaml

    pool = {one["id"]: one for one in load_yaml(POOL / name, pool_name(name)).data}
    own = [one for one in document.data if isinstance(one, dict) and one.get("id") in pool]
    record: type[Record] = Helpline if name == "helplines.yml" else CampaignDate
    keys = keys_marked(record, SHOWN)
    copied = {one["id"] for one in own if all(one.get(key) == pool[one["id"]].get(key) for key in keys)}
    return {key: text for key, text in texts.items() if key.split(".")[1] not in copied}


def _problems(
    file: str,
    source: str,
    texts: tuple[Mapping[str, str], Mapping[str, str], Mapping[str, str]],
    is_release: bool,
    language: str = "",
) -> Iterator[Problem]:
    original, translated, lock = texts
    expected = "translations of the texts as they are now"
    fix = f"compare them with {source}, then: campaign translation accept {file}"
    changed = tuple(key for key in changed_words(original, lock) if translated.get(key))
    for rule, keys, what in (
        ("outdated", changed, "changed in the source since they were translated"),
        ("unlocked", unlocked_words(original, translated, lock), "translated, and nothing records from what"),
    ):
        if keys:
            found = f"{language}{what}: {_shown(keys)}"
            yield Problem(rule, file, found, expected, fix, severity="error" if is_release else "warning")


def _shown(keys: Sequence[str]) -> str:
    return ", ".join(keys[:8]) + (f" and {len(keys) - 8} more" if len(keys) > 8 else "")
