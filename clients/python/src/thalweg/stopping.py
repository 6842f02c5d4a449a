"""Telling a trainer when to stop."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Literal, Optional

from thalweg._checks import expect
from thalweg._judge import StopJudge, StopReason
from thalweg._listener import Ear, RunListener
from thalweg.publisher import Publisher
from thalweg.records import read_record
from thalweg.rules import Rule

log = logging.getLogger("thalweg")

_CLOSE_SECONDS = 2.0


class EarlyStopping:
    """Says when a run should stop: by rules of the user's over its metrics, and, if wished, by the service's advice.

    A background thread listens from the start on; :meth:`should_stop` answers from memory. The first reason stands, and
    nothing is read after it. Advice that is followed is acknowledged. Nothing raises into the training, and a cluster
    that is away is no reason to stop.

        with Publisher(...) as run, EarlyStopping(run, advice=True, rules=[rules.no_progress_over(20)]) as stopping:
            for step in range(9000):
                ...
                if stopping.should_stop():
                    break
    """

    def __init__(
        self,
        publisher: Publisher,
        *,
        advice: bool = True,
        rules: Sequence[Rule] = (),
        on_stop: Optional[Callable[[StopReason], None]] = None,
    ) -> None:
        """advice: whether the service's advice is followed; its policy may observe only, then there is none.

        rules: any of them suffices; see :mod:`thalweg.rules`. on_stop: called once, on the background thread.

        Raises ValueError when nothing could ever stop the run.
        """
        expect(advice or len(rules) > 0, "advice", advice, "True, or a rule")
        self._publisher = publisher
        self._judge = StopJudge(publisher.attempt, advice, rules)
        self._advice = advice
        self._rules = tuple(rules)
        self._on_stop = on_stop
        self._listener: Optional[RunListener] = None
        self._thread: Optional[threading.Thread] = None

    def start(self) -> EarlyStopping:
        """Listens from now on. The cluster need not be there. Starting again does nothing."""
        if self._listener is None:
            topics = self._publisher.cluster.topics
            ears: dict[str, Ear] = {}
            if self._rules:
                ears[topics.metrics] = self._hear_metrics
            if self._advice:
                ears[topics.decisions] = self._hear_decision
            run = self._publisher.run
            self._listener = RunListener(self._publisher.cluster, run, time.time(), ears, self._stops)
            self._thread = threading.Thread(target=self._listener.run, name=f"thalweg-{run}-stop", daemon=True)
            self._thread.start()
        return self

    def should_stop(self) -> bool:
        """Whether the training should stop; from memory, once true for ever true. The run then ends as stopped."""
        reason = self.reason
        if reason is None:
            return False
        self._publisher.will_stop(reason.text)
        return True

    @property
    def reason(self) -> Optional[StopReason]:
        return self._judge.reason

    def close(self) -> None:
        """Ends listening; what has been decided stays."""
        if self._listener is not None and self._thread is not None:
            self._listener.close()
            if threading.current_thread() is not self._thread:
                self._thread.join(_CLOSE_SECONDS)

    def _stops(self) -> bool:
        return self._judge.reason is not None

    def _hear_metrics(self, value: bytes) -> None:
        self._judge.hear_metrics(read_record(value, "thalweg.metrics/1"))
        self._tell()

    def _hear_decision(self, value: bytes) -> None:
        self._judge.hear_decision(read_record(value, "thalweg.decisions/1"))
        self._tell()

    def _tell(self) -> None:
        """Of the first reason; nothing more is heard after it."""
        reason = self._judge.reason
        if reason is None:
            return
        if reason.advice is not None:
            self._publisher.acknowledge(reason.advice["kind"], reason.step, "stopping")
        if self._on_stop is not None:
            try:
                self._on_stop(reason)
            except Exception:
                log.warning("the on_stop callback raised", exc_info=True)

    def __enter__(self) -> EarlyStopping:
        return self.start()

    def __exit__(
        self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> Literal[False]:
        self.close()
        return False
