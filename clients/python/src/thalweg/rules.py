"""Ready-made stopping rules.

A rule is a function of the run's metrics so far, oldest first, the newest last, never empty, which gives a reason to
stop or None. A snapshot without the figure in question (a non-finite one) is no progress, and fulfils no other rule.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Optional

from thalweg._checks import expect
from thalweg.records import Metrics

Rule = Callable[[Sequence[Metrics]], Optional[str]]

MAX_HISTORY = 4096
"""Metrics that a rule can look back on."""


def no_progress_over(snapshots: int) -> Rule:
    """None of the last so many snapshots got farther than the best one before them."""
    expect(1 <= snapshots < MAX_HISTORY, "snapshots", snapshots, f"1 to {MAX_HISTORY - 1}")

    def rule(history: Sequence[Metrics]) -> Optional[str]:
        if len(history) <= snapshots:
            return None
        before = _best(history[:-snapshots])
        since = _best(history[-snapshots:])
        if since > before or before == -math.inf:
            return None
        return f"no progress over {snapshots} snapshots: best {before}"

    return rule


def distance_above(nats: float) -> Rule:
    """Farther than this from every landmark, in nats."""
    limit = _finite(nats, "nats")
    return _figure("offManifoldNats", lambda d: d > limit, lambda d: f"{d} nats off the manifold, above {limit}")


def rank_above(share: float) -> Rule:
    """Past more than this share of the calibrated healthy runs, 0 to 1."""
    expect(0 <= share <= 1, "share", share, "0 to 1")
    return _figure("rank", lambda r: r > share, lambda r: f"rank {r} among healthy runs, above {share}")


def progress_reached(target: float) -> Rule:
    """At this progress or farther."""
    goal = _finite(target, "target")
    return _figure("progress", lambda p: p >= goal, lambda p: f"progress {p}, the target was {goal}")


def when(reason: str, condition: Callable[[Metrics], bool]) -> Rule:
    """Stops on the first metrics that meet the condition."""
    return lambda history: reason if condition(history[-1]) else None


def _figure(key: str, condition: Callable[[float], bool], reason: Callable[[float], str]) -> Rule:
    def rule(history: Sequence[Metrics]) -> Optional[str]:
        value = history[-1].get(key)
        return reason(value) if value is not None and condition(value) else None

    return rule


def _best(history: Sequence[Metrics]) -> float:
    return max((record["progress"] for record in history if "progress" in record), default=-math.inf)


def _finite(value: float, name: str) -> float:
    expect(math.isfinite(value), name, value, "a finite number")
    return value
