"""Publishing a run's snapshots from its trainer."""

from __future__ import annotations

import atexit
import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Optional, Union

import numpy.typing as npt
from confluent_kafka import KafkaException

from thalweg._checks import expect, run_id
from thalweg._checks import tags as checked_tags
from thalweg._courier import Courier, Unsent
from thalweg._queue import SendQueue
from thalweg._sender import KafkaSender
from thalweg.chunk import Encoding
from thalweg.cluster import Cluster
from thalweg.encoder import SnapshotEncoder, encode_logits, encode_probabilities
from thalweg.probe import Probe
from thalweg.records import RunState, instant
from thalweg.spool import Spool, default_root

log = logging.getLogger("thalweg")


@dataclass(frozen=True)
class Statistics:
    """What became of the snapshots; each is in exactly one of these, or under way."""

    sent: int
    """Wholly acknowledged by the cluster."""
    dropped: int
    """Let go, oldest first, because memory and disk were full."""
    failed: int
    """Given up: the cluster refused them for good, or the disk lost them."""
    refused: int
    """Never queued: of the wrong shape, no probabilities, or published after the end."""
    queued_bytes: int
    """Waiting in memory now."""
    spooled: int
    """Waiting on disk now, those of earlier processes included."""
    spooled_bytes: int
    """Their size."""


class Publisher:
    """Publishes one run. Snapshots are copied by the caller's thread; a background thread encodes and sends them.

    Memory is bounded by ``queue_bytes`` and one snapshot. While the cluster is away snapshots go to disk, up to
    ``spool_bytes``, and are sent later, in order; only then the oldest are dropped, and counted. Once it has started,
    nothing of it raises into the training, and nothing waits for the cluster but :meth:`close`. Thread-safe.

        with thalweg.Publisher("resnet-a.s3", probe, "kafka:9092", total_steps=9000) as run:
            for step in range(9000):
                ...
                if step % 200 == 0:
                    run.publish_logits(step, network(probe.inputs))

    The cluster need not be there, and no thread or connection exists before :meth:`start` (or the first snapshot): in
    training with several processes every one may make a publisher, and only the first starts it.
    """

    def __init__(
        self,
        run: str,
        probe: Probe,
        cluster: Union[Cluster, str],
        *,
        attempt: int = 0,
        tags: Optional[Mapping[str, object]] = None,
        total_steps: Optional[int] = None,
        encoding: Encoding = Encoding.FLOAT16_AMPLITUDES,
        queue_bytes: int = 64 << 20,
        spool: Union[bool, str, Path] = True,
        spool_bytes: int = 1 << 30,
        close_seconds: float = 10.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Describes the run.

        run: its id, 1 to 128 of the characters A-Z a-z 0-9 . _ -
        cluster: a :class:`thalweg.Cluster`, or bootstrap servers as ``host:port``, several separated by commas.
        attempt: 0 for the first start; a restart of the same run counts up, and may rewind its steps.
        tags: free texts such as ``{"arch": "resnet"}``.
        total_steps: how many steps the run means to make; runs that say so are compared better.
        queue_bytes: most bytes that wait in memory.
        spool: whether snapshots go to disk while the cluster is away; or the folder for it.
        spool_bytes: most bytes on disk.
        close_seconds: how long the end may take.

        Raises ValueError naming what cannot work.
        """
        self.run = run_id(run)
        self.probe = probe
        self.cluster = Cluster.of(cluster)
        self.attempt = attempt
        self.close_seconds = close_seconds
        expect(total_steps is None or total_steps >= 1, "total_steps", total_steps, "at least 1")
        self._clock = clock
        self._encoder = SnapshotEncoder(run, attempt, probe, encoding, clock)
        # Waiting snapshots are float32.
        raw_bytes = 4 * probe.samples * probe.classes
        expect(queue_bytes >= raw_bytes, "queue_bytes", queue_bytes, f"at least the {raw_bytes} bytes of one snapshot")
        expect(spool_bytes >= 0, "spool_bytes", spool_bytes, "0 or more")
        self._key = run.encode("ascii")
        self._queue = SendQueue(queue_bytes)
        self._spool_root = default_root() if spool is True else Path(spool) if spool else None
        self._spool_bytes = spool_bytes
        now = instant(clock())
        self._state = RunState(run, attempt, checked_tags(tags or {}), total_steps, probe.id, now, now)
        self._lock = threading.RLock()
        self._courier: Optional[Courier] = None
        self._thread: Optional[threading.Thread] = None
        self._process: Optional[int] = None
        self._stop_reason: Optional[str] = None
        self._unsent: Optional[Unsent] = None
        self._refused = 0
        self._dropped = 0
        self._warned = False

    def start(self) -> Publisher:
        """Tells the service that the run has started. Starting again does nothing.

        Raises ValueError when Kafka's client refuses a setting.
        """
        with self._lock:
            if self._courier is not None:
                return self
            settings = self.cluster.producer_settings(f"thalweg-{self.run}")
            left, own = self._spools()
            courier = Courier(self._queue, left, own, lambda: KafkaSender(settings), self._warn)
            try:
                courier.connect()
            except KafkaException as e:
                raise ValueError(f"kafka: {e.args[0].str()}") from e
            self._courier = courier
            self._process = os.getpid()
            # A trainer that forgets to close must still be able to end.
            self._thread = threading.Thread(target=courier.run, name=f"thalweg-{self.run}", daemon=True)
            self._put_state(self._state)
            self._thread.start()
            atexit.register(self.close)
        return self

    def _spools(self) -> tuple[list[Spool], Optional[Spool]]:
        if self._spool_root is None:
            return [], None
        own = Spool.new(self._spool_root, self.cluster, self.run, self._spool_bytes)
        try:
            return Spool.left_behind(self._spool_root, self.cluster, self.run), own
        except OSError as e:
            log.warning("what earlier processes left on disk cannot be read: %s", e)
            return [], own

    def publish_logits(self, step: int, logits: npt.ArrayLike) -> None:
        """Publishes the softmax of logits [N, C]."""
        self._publish(step, logits, encode_logits)

    def publish_probabilities(self, step: int, probabilities: npt.ArrayLike) -> None:
        """Publishes probabilities [N, C]; each row sums to one within 0.005."""
        self._publish(step, probabilities, encode_probabilities)

    def _publish(self, step: int, values: npt.ArrayLike, encode: Callable[..., list[bytes]]) -> None:
        try:
            if not self._ours():
                return
            with self._lock:
                if self._state.ended:
                    raise RuntimeError("the run has ended")
                rows = self._encoder.checked(values)
                headers = self._encoder.headers(int(step))
                self._dropped += self._queue.offer(
                    self.cluster.topics.snapshots, self._key, lambda: encode(headers, rows), rows.nbytes, True
                )
        except Exception as e:  # A snapshot is the last thing that a training should die for.
            self._refused += 1
            self._warn(str(e) or type(e).__name__)

    def acknowledge(self, kind: str, step: int, action: str) -> None:
        """Tells the service what this trainer did about an alarm."""
        self._change(lambda now: self._state.acknowledging(kind, step, action, now))

    def finish(self) -> None:
        """The run came to its planned end. The first ending counts."""
        self._end("finished", None)

    def stopped(self, reason: str) -> None:
        """The run ended early, on purpose. The first ending counts."""
        self._end("stopped", reason)

    def failed(self, reason: str) -> None:
        """The run ended by an error. The first ending counts."""
        self._end("failed", reason)

    def will_stop(self, reason: str) -> None:
        """The trainer has been told to stop: that is how this run then ends, unless by an error."""
        self._stop_reason = reason

    def end(self, error: Optional[BaseException] = None) -> None:
        """Ends the run as failed by the error, as stopped if the trainer was told to, as finished otherwise."""
        if isinstance(error, KeyboardInterrupt):
            self.stopped("interrupted from the keyboard")
        elif error is not None:
            self.failed(f"{type(error).__name__}: {error}")
        elif self._stop_reason is not None:
            self.stopped(self._stop_reason)
        else:
            self.finish()

    def _end(self, state: str, reason: Optional[str]) -> None:
        self._change(lambda now: self._state if self._state.ended else self._state.ending(state, reason, now))

    def _change(self, change: Callable[[str], RunState]) -> None:
        try:
            if not self._ours():
                return
            with self._lock:
                changed = change(instant(self._clock()))
                if changed is not self._state:
                    self._put_state(changed)
                    self._state = changed
        except Exception as e:
            self._warn(str(e) or type(e).__name__)

    def _put_state(self, state: RunState) -> None:
        value = state.to_json()
        self._queue.offer(self.cluster.topics.runs, self._key, lambda: [value], len(value), False)

    def _ours(self) -> bool:
        """Starts on first use; false in a forked process, such as a data loader's, which has no thread to send."""
        self.start()
        return self._process == os.getpid()

    @property
    def statistics(self) -> Statistics:
        courier = self._courier
        if courier is None:
            return Statistics(0, 0, 0, self._refused, 0, 0, 0)
        counts = courier.counts
        return Statistics(
            counts.sent,
            self._dropped + counts.dropped_on_disk,
            counts.failed,
            self._refused + counts.refused,
            self._queue.bytes,
            courier.spooled_snapshots,
            courier.spooled_bytes,
        )

    def close(self, seconds: Optional[float] = None) -> Unsent:
        """Sends what waits, for at most so long, and ends; what is left then stays on disk for the next publisher of
        this run. A run that was not ended stays running for the service until that finds it silent. Closing again does
        nothing.
        """
        with self._lock:
            courier, thread = self._courier, self._thread
        if self._unsent is not None or courier is None or thread is None or self._process != os.getpid():
            return self._unsent or Unsent(0, False)
        limit = self.close_seconds if seconds is None else seconds
        courier.close(limit)
        # The limit is for sending; what is added is for writing to disk and ending the client.
        thread.join(limit + 5)
        atexit.unregister(self.close)
        self._unsent = courier.unsent()
        if self._unsent:
            kept = "on disk, to be sent later" if self._unsent.on_disk else "lost"
            log.warning("closed with %d snapshots of run %s not sent; %s", self._unsent.snapshots, self.run, kept)
        return self._unsent

    def __enter__(self) -> Publisher:
        return self.start()

    def __exit__(
        self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> Literal[False]:
        self.end(error)
        self.close()
        return False

    def _warn(self, reason: str) -> None:
        if not self._warned:
            self._warned = True
            log.warning(
                "a snapshot or state of run %s was not published: %s; further ones are counted without a warning",
                self.run,
                reason,
            )
