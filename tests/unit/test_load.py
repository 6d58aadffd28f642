"""Loading a campaign: nothing is parsed twice, not even where much is wrong."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

from campaign.files.documents import YamlDocument
from campaign.model.load import Reader, load_campaign
from campaign.plugin.project import read_project
from tests.site_maker import make_site


class CountingReader(Reader):
    """Counts how often each data file is parsed."""

    def __init__(self) -> None:
        self.parsed: Counter[str] = Counter()

    def yaml(self, path: Path, file: str) -> YamlDocument:
        self.parsed[file] += 1
        return super().yaml(path, file)


def test_each_data_file_is_parsed_once(tmp_path: Path) -> None:
    reader = CountingReader()
    load_campaign(read_project(make_site(tmp_path)).settings, datetime.date(2026, 11, 23), reader)
    assert "docs/_data/helplines.yml" in reader.parsed
    assert {file: count for file, count in reader.parsed.items() if count > 1} == {}


def test_a_file_with_many_missing_words_is_parsed_once_more_for_their_lines(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    words = tmp_path / "docs/_data/ui/sl.yml"
    head = words.read_text("utf-8").split("words:")[0]
    words.write_text(f"{head}words:\n  site_title: Kampanja\n", "utf-8")
    reader = CountingReader()
    _, _, problems = load_campaign(read_project(config_file).settings, datetime.date(2026, 11, 23), reader)
    assert sum(one.rule == "words" for one in problems) > 50
    assert reader.parsed["docs/_data/ui/sl.yml"] == 2
