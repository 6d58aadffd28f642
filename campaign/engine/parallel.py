"""Work shared among processes. Where the system cannot fork (Windows), or for little work, one process does it all."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

FEW = 24
"""So few items are not worth another process."""


def processors() -> int:
    """How many processes may run at once on this machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def is_single_threaded() -> bool:
    """Whether this process has one thread only, those of libraries included; False where the system does not say.

    A forked process has only the thread that forked it. What hands its work to threads of its own, as Typst does once
    it has set a page, would wait in it for ever.
    """
    tasks = Path("/proc/self/task")
    return tasks.is_dir() and len(list(tasks.iterdir())) == 1


def map_in_processes(
    function: Callable[[ItemT], ResultT],
    items: Sequence[ItemT],
    processes: int,
    *,
    few: int = FEW,
    count: Callable[[int], None] | None = None,
) -> list[ResultT]:
    """`function` of every item, in the items' order; what the function raises is raised here.

    `few`: so few items are not worth another process. A forked process begins with everything this one has loaded, so
    the items need no copying; only results travel. `count` is told how many are done: those done here, and as many by
    each other process.
    """
    # Imported when needed: most builds change little.
    import multiprocessing

    processes = min(processes, len(items) // few + 1)
    if processes < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return _each(function, items, 1, count)
    context = multiprocessing.get_context("fork")
    workers = []
    for number in range(1, processes):
        receiver, sender = context.Pipe(duplex=False)
        worker = context.Process(target=_work, args=(function, items[number::processes], sender), daemon=True)
        worker.start()
        sender.close()
        workers.append((number, worker, receiver))
    results: list[Any] = [None] * len(items)
    try:
        results[0::processes] = _each(function, items[0::processes], processes, count)
        for number, worker, receiver in workers:
            results[number::processes] = _receive(receiver, function, items[number::processes])
            worker.join()
    finally:
        for _, worker, receiver in workers:
            receiver.close()
            if worker.is_alive():
                worker.terminate()
    return results


def _each(
    function: Callable[[ItemT], ResultT], items: Sequence[ItemT], processes: int, count: Callable[[int], None] | None
) -> list[ResultT]:
    if count is None:
        return [function(item) for item in items]
    results = []
    for number, item in enumerate(items, 1):
        results.append(function(item))
        count(number * processes)
    return results


def _work(function: Callable[[ItemT], ResultT], items: Sequence[ItemT], sender: Connection) -> None:
    try:
        answer: Any = [function(item) for item in items]
    except BaseException as error:
        answer = error
    sender.send(answer)
    sender.close()


def _receive(receiver: Connection, function: Callable[[ItemT], ResultT], items: Sequence[ItemT]) -> list[ResultT]:
    try:
        answer = receiver.recv()
    except EOFError:
        # The process was killed, for instance for lack of memory: do its part here.
        return [function(item) for item in items]
    if isinstance(answer, BaseException):
        raise answer
    return list(answer)
