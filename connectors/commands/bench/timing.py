"""Milliseconds, measured: median and 95th percentile."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """Milliseconds at the median and the 95th percentile."""

    p50: float
    p95: float

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> "Timing":
        ordered = sorted(milliseconds)
        return cls(statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))])


def processor_milliseconds(work: Callable[[], object]) -> float:
    """How long this thread computed in `work`: what one-threaded work takes on a machine that does nothing else."""
    begin = time.thread_time()
    work()
    return (time.thread_time() - begin) * 1000


def milliseconds(work: Callable[[], object]) -> float:
    """How long `work` took."""
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000
