"""Counting what logs say, in several processes, in little memory whatever their size."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from campaign.model.campaign import Campaign
from campaign.report.addresses import Thing, address_finder, dead_address
from campaign.report.crawlers import crawler_finder
from campaign.report.logs import STDIN, Block, Share, read_blocks
from campaign.report.periods import Periods

KEPT = 50_000
"""How many different addresses and names of programs a process remembers what they are of; then it begins anew."""
MOST_DEAD = 20_000
"""How many different addresses that are not there a process counts at once."""
_OPENED = {b"200", b"304"}
_GONE = {b"404", b"410"}


@dataclass
class Counts:
    """What was counted: `opened` by period and by what it was. No line of a log, no address of a reader is in it."""

    opened: Counter[tuple[datetime.date, Thing]] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    """Addresses that were asked for and are not there."""
    lines: int = 0
    """Lines that say what was asked for."""
    crawled: int = 0
    """Pages, sheets and permalinks that programs asked for: they are in nothing else."""
    misdated: int = 0
    """Lines of days that were not yet, or of more than ten years ago."""
    nameless: int = 0
    """Lines that do not say which program asked: there, crawlers cannot be told from people."""
    unread: Counter[str] = field(default_factory=Counter)
    """Lines that nobody can read, by file."""
    first_unread: dict[str, int] = field(default_factory=dict)
    """The first of them in each file, counted from 1."""
    cut: set[str] = field(default_factory=set)
    """Files that end before they are whole."""

    def add(self, other: Counts) -> None:
        """Take in what another process has counted."""
        self.opened.update(other.opened)
        self.missed.update(other.missed)
        self.unread.update(other.unread)
        self.cut |= other.cut
        for file, line in other.first_unread.items():
            self.first_unread[file] = min(line, self.first_unread.get(file, line))
        self.lines += other.lines
        self.crawled += other.crawled
        self.misdated += other.misdated
        self.nameless += other.nameless


class Counting(NamedTuple):
    """What every process is told. `zone`: the campaign's (an IANA name)."""

    campaign: Campaign
    periods: Periods
    zone: str


def shares_of(paths: Iterable[Path], processes: int) -> list[Share]:
    """How logs are divided among processes: each reads a part of every log."""
    return [
        Share(path, number, of)
        for path in paths
        for of in (1 if path == STDIN else processes,)
        for number in range(of)
    ]  # fmt: skip


def count_shares(counting: Counting, shares: Sequence[Share]) -> Counts:
    """What the shares of one process say. Raises OSError for a file that cannot be read."""
    counter = _Counter(counting)
    for share in shares:
        for block in read_blocks(share, counting.zone):
            counter.take(block, str(share.path))
    return counter.counts


class _Counter:
    def __init__(self, counting: Counting):
        self.counts = Counts()
        self._periods = counting.periods
        self._find = address_finder(counting.campaign)
        self._is_crawler = crawler_finder()
        self._things: dict[bytes, Thing | None] = {}
        self._programs: dict[bytes, bool] = {}
        self._days: dict[bytes, datetime.date | Literal[False] | None] = {}

    def take(self, block: Block, file: str) -> None:
        """Count a block."""
        counts, things, opened = self.counts, self._things, self.counts.opened
        counts.lines += len(block.lines)
        if block.unread:
            counts.unread[file] += block.unread
            counts.first_unread.setdefault(file, block.first_unread or 1)
        if block.is_cut:
            counts.cut.add(file)
        for day, method, target, status, program in block.lines:
            if method != b"GET":
                continue
            if status in _OPENED:
                thing = things[target] if target in things else self._thing(target)
                if thing and self._is_read(program) and (period := self._period(day)):
                    opened[period, thing] += 1
            elif status in _GONE and self._is_read(program) and self._period(day):
                self._miss(target)

    def _thing(self, target: bytes) -> Thing | None:
        if len(self._things) >= KEPT:
            self._things.clear()
        return self._things.setdefault(target, self._find(target.decode(errors="replace")))

    def _is_read(self, program: bytes) -> bool:
        """Whether a person asked, as far as the log says."""
        if program not in self._programs:
            if len(self._programs) >= KEPT:
                self._programs.clear()
            # Where a log says nothing of programs, everything counts; a program that gives no name is none of a person.
            self._programs[program] = bool(program) and self._is_crawler(program.decode(errors="replace"))
        is_crawler = self._programs[program]
        self.counts.crawled += is_crawler
        self.counts.nameless += not program
        return not is_crawler

    def _period(self, day: bytes) -> datetime.date | None:
        if day not in self._days:
            if len(self._days) >= KEPT:
                self._days.clear()
            self._days[day] = self._period_of(day.decode())
        period = self._days[day]
        self.counts.misdated += period is None
        return period or None

    def _period_of(self, text: str) -> datetime.date | Literal[False] | None:
        """The first day of a period; None for a day that cannot be, False for one that is not wanted."""
        day = self._periods.day(text)
        return day and self._periods.is_wanted(day) and self._periods.start_of(day)

    def _miss(self, target: bytes) -> None:
        missed = self.counts.missed
        if address := dead_address(target.decode(errors="replace")):
            missed[address] += 1
        if len(missed) > MOST_DEAD:
            # Those asked for least are forgotten first: what is shown was asked for ten times or more.
            least = sorted(missed.values())[len(missed) // 2]
            for one in [one for one, number in missed.items() if number <= least]:
                del missed[one]
