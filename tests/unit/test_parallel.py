"""Work shared among processes."""

from __future__ import annotations

import itertools
import os
import signal

import pytest

from campaign.engine.processes import map_in_processes, run_beside


def test_a_process_that_dies_loses_nothing() -> None:
    parent = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return number * number

    assert map_in_processes(work, range(10), 3, few=2) == [number * number for number in range(10)]


def test_an_error_in_a_process_is_raised_here() -> None:
    def work(number: int) -> int:
        if number == 7:
            raise ValueError("seven")
        return number

    with pytest.raises(ValueError, match="seven"):
        map_in_processes(work, range(10), 3, few=2)


def test_something_runs_beside_something_else() -> None:
    here: list[int] = []
    assert run_beside(os.getpid, (here.append(one) for one in (1, 2)), 2) != os.getpid()
    assert here[:1] == [1]


def test_nothing_runs_beside_where_there_is_one_process() -> None:
    here: list[int] = []
    assert run_beside(os.getpid, (here.append(one) for one in (1, 2)), 1) == os.getpid()
    assert here == []


def test_what_is_done_meanwhile_ends_with_what_it_is_beside() -> None:
    without_end = itertools.count()
    assert run_beside(lambda: 5, without_end, 2) == 5
    assert next(without_end) > 0


def test_what_dies_beside_is_done_here() -> None:
    parent = os.getpid()

    def work() -> int:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return 9

    assert run_beside(work, (), 2) == 9


def test_an_error_beside_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        run_beside(lambda: 1 / 0, (), 2)


def test_how_many_are_done_is_told_one_by_one() -> None:
    told: list[int] = []
    map_in_processes(str, range(10), 2, few=2, count=told.append)
    assert told == list(range(1, 11))
