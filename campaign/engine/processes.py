"""Work shared among processes. Where the system cannot fork (Windows), or for little work, one process does it all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
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


def shared_by(items: int, processes: int, few: int = FEW) -> int:
    """By how many processes `map_in_processes` has so many items made."""
    processes = min(processes, items // few + 1)
    return processes if processes > 1 and _can_fork() else 1


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
    the items need no copying; only results travel. All of them are made in other processes: what making them leaves in
    the memory goes with these. `count` is told how many are done.
    """
    processes = shared_by(len(items), processes, few)
    if processes < 2:
        return [*_each(function, items, 0, count)]
    workers = [_Worker(function, items[number::processes]) for number in range(processes)]
    done = 0
    try:
        waiting = {worker.receiver: worker for worker in workers}
        while waiting:
            for receiver in _ready(waiting):
                worker = waiting[receiver]
                if worker.receive():
                    done += 1
                    if count:
                        count(done)
                else:
                    del waiting[receiver]
        for worker in workers:
            # The process was killed, for instance for lack of memory: what it left is done here.
            left = worker.items[len(worker.results) :]
            worker.results += _each(function, left, done, count)
            done += len(left)
    finally:
        for worker in workers:
            worker.end()
    results: list[Any] = [None] * len(items)
    for number, worker in enumerate(workers):
        results[number::processes] = worker.results
    return results


def run_beside(elsewhere: Callable[[], ResultT], meanwhile: Iterable[object], processes: int) -> ResultT:
    """Run something in another process and return what it returned. As long as that takes, `meanwhile` is gone through
    here: steps that are worth taking early, and may be left out."""
    if processes < 2 or not _can_fork():
        return elsewhere()
    worker = _Worker(lambda run: run(), [elsewhere])
    try:
        for _ in meanwhile:
            if worker.receiver.poll():
                break
        return worker.results[0] if worker.receive() else elsewhere()
    finally:
        worker.end()


class _Worker:
    """A process that makes some of the results and sends them one by one."""

    def __init__(self, function: Callable[[Any], Any], items: Sequence[Any]):
        import multiprocessing

        self.items, self.results = items, list[Any]()
        context = multiprocessing.get_context("fork")
        self.receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(function, items, sender), daemon=True)
        self._process.start()
        sender.close()

    def receive(self) -> bool:
        """Take the next result; False when there will be no more. Raises what the function has raised."""
        try:
            result, error = self.receiver.recv()
        except EOFError:
            return False
        if error is not None:
            raise error
        self.results.append(result)
        return True

    def end(self) -> None:
        """Wait for the process, or stop it where something has gone wrong."""
        self.receiver.close()
        if len(self.results) < len(self.items) and self._process.is_alive():
            self._process.terminate()
        self._process.join()


def _ready(receivers: Iterable[Connection]) -> list[Any]:
    from multiprocessing.connection import wait

    return wait(list(receivers))


def _can_fork() -> bool:
    # Imported when needed: most builds change little.
    import multiprocessing

    return "fork" in multiprocessing.get_all_start_methods()


def _each(
    function: Callable[[ItemT], ResultT], items: Sequence[ItemT], done: int, count: Callable[[int], None] | None
) -> Iterator[ResultT]:
    for number, item in enumerate(items, done + 1):
        yield function(item)
        if count:
            count(number)


def _work(function: Callable[[Any], Any], items: Sequence[Any], sender: Connection) -> None:
    try:
        for item in items:
            sender.send((function(item), None))
    except BaseException as error:
        sender.send((None, error))
    sender.close()
