"""Watching a training loop: when to take a snapshot, and whether to stop. What all callbacks share."""

from __future__ import annotations

import logging
from collections.abc import Callable
from types import TracebackType
from typing import Any, Literal, Optional, Protocol

import numpy.typing as npt

from thalweg._checks import expect
from thalweg.evaluation import Snapshot, random_state_kept
from thalweg.probe import Probe
from thalweg.stopping import EarlyStopping

log = logging.getLogger("thalweg")

DEFAULT_EVERY = 100


class Sink(Protocol):
    """Where snapshots go: a :class:`thalweg.Publisher` or a :class:`thalweg.offline.Recorder`."""

    run: str
    probe: Probe

    def start(self) -> object: ...

    def publish_logits(self, step: int, logits: npt.ArrayLike) -> None: ...

    def publish_probabilities(self, step: int, probabilities: npt.ArrayLike) -> None: ...

    def end(self, error: Optional[BaseException] = None) -> None: ...

    def close(self) -> object: ...


class Processes(Protocol):
    """The processes that train one network together."""

    @property
    def first(self) -> bool:
        """Whether this is the one that publishes."""

    @property
    def together(self) -> bool:
        """Whether a stop has to be agreed on, since all must make the same steps."""

    def agree(self, stop: bool) -> bool:
        """What the first process says, in all of them. Called by all at the same steps."""


class OneProcess:
    """No others."""

    first = True
    together = False

    def agree(self, stop: bool) -> bool:
        return stop


class Watch:
    """Takes a snapshot of the untrained network, one every so many steps, and a last one.

        with watch:
            for batch in batches:
                train(batch)
                if watch.step():
                    break

    The end of the block ends the run: finished, stopped if the loop was told to, failed by an exception. Nothing is
    raised into the training: what goes wrong on evaluating the probe is warned about, and no more snapshots are taken.
    Where several processes train together, each has a watch; only the first publishes, and all are told to stop at the
    same snapshot.
    """

    def __init__(
        self,
        sink: Sink,
        evaluate: Callable[..., Optional[Snapshot]],
        *,
        every: int = DEFAULT_EVERY,
        stopping: Optional[EarlyStopping] = None,
        processes: Optional[Processes] = None,
        all_evaluate: bool = False,
        state: tuple[Any, ...] = (),
    ) -> None:
        """evaluate: what is predicted on the probe set, from what is handed to :meth:`step`; None where there is
        nothing.

        every: steps between snapshots. stopping: asked whether to stop. all_evaluate: whether the other processes must
        take part in the evaluation. state: what the evaluation of the untrained network is handed.

        Raises ValueError when ``every`` is less than 1.
        """
        expect(every >= 1, "every", every, "at least 1")
        self._sink = sink
        self._evaluate = evaluate
        self._every = every
        self._stopping = stopping
        self._processes: Processes = OneProcess() if processes is None else processes
        self._all_evaluate = all_evaluate
        self._steps = 0
        self._published: Optional[int] = None
        self._state = state
        self._started = False
        self._broken = False
        self._ended = False

    def start(self, step: int = 0) -> None:
        """Begins at a step, 0 unless training resumes, with a snapshot. A ``with`` does so by itself."""
        self._started = True
        self._steps = step
        if self._processes.first:
            self._sink.start()
            if self._stopping is not None:
                self._stopping.start()
        self._take()

    def step(self, *state: Any, step: Optional[int] = None) -> bool:
        """After each step of the optimiser: takes a snapshot if it is time, and tells whether to stop.

        ``step`` is how many were made; counted here unless given. The same number again (on accumulating gradients) is
        no new step.
        """
        now = self._steps + 1 if step is None else step
        due = now != self._steps and now % self._every == 0
        self._steps, self._state = now, state
        if due:
            self._take()
        if self._processes.together:
            return due and self._processes.agree(self._should_stop())
        return self._should_stop()

    @property
    def next_is_due(self) -> bool:
        """Whether a snapshot is to be taken after the next step."""
        return (self._steps + 1) % self._every == 0

    def end(self, error: Optional[BaseException] = None) -> None:
        """Takes a last snapshot, unless there was an error, and ends the run. Ending again does nothing."""
        if self._ended or not self._started:
            return
        self._ended = True
        if error is None and self._published != self._steps:
            self._take()
        if self._processes.first:
            if self._stopping is not None:
                self._stopping.close()
            self._sink.end(error)
            self._sink.close()

    def _should_stop(self) -> bool:
        return self._stopping is not None and self._processes.first and self._stopping.should_stop()

    def _take(self) -> None:
        if self._broken or not (self._all_evaluate or self._processes.first):
            return
        self._published = self._steps
        try:
            with random_state_kept():
                snapshot = self._evaluate(*self._state)
            if snapshot is not None and self._processes.first:
                self._publish(snapshot)
        except Exception:  # A snapshot is the last thing that a training should die for.
            # In company the others would wait for ever for one that takes part no more.
            self._broken = not self._processes.together
            log.warning(
                "run %s: the probe set could not be evaluated at step %d", self._sink.run, self._steps, exc_info=True
            )

    def _publish(self, snapshot: Snapshot) -> None:
        if snapshot.outputs == "logits":
            self._sink.publish_logits(self._steps, snapshot.values)
        else:
            self._sink.publish_probabilities(self._steps, snapshot.values)

    def __enter__(self) -> Watch:
        self.start()
        return self

    def __exit__(
        self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> Literal[False]:
        self.end(error)
        return False
