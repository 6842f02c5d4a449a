"""The background thread of a publisher: it alone waits for the cluster, and it alone touches the disk."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from confluent_kafka import KafkaException

from thalweg._outgoing import Outgoing, Waiting
from thalweg._queue import SendQueue
from thalweg._sender import Delivery, KafkaSender, Remedy, remedy
from thalweg.cluster import Cluster
from thalweg.spool import Spool

log = logging.getLogger("thalweg")

# An answer that takes longer counts as an outage: what waits goes to disk, and one warning is given.
_PATIENCE_SECONDS = 2.0
_TICK_SECONDS = 0.1
_IDLE_SECONDS = 0.5
_PAUSE_BEFORE_RENEWAL_SECONDS = 1.0


@dataclass(frozen=True)
class Unsent:
    """What could not be delivered before the end; on disk, unless that was turned off or failed."""

    snapshots: int
    on_disk: bool

    def __bool__(self) -> bool:
        return self.snapshots > 0


@dataclass
class Counts:
    """What became of snapshots so far; written by the courier alone, but for ``dropped_in_memory``."""

    sent: int = 0
    failed: int = 0
    refused: int = 0
    dropped_on_disk: int = 0
    under_way: int = 0


class Courier:
    """Sends in order: first what is on disk, then what waits in memory, one whole at a time.

    One snapshot at a time, so that one that has to be sent anew still comes before the later ones: the processor has no
    use for an earlier step after a later one. It costs a round trip a snapshot.
    """

    def __init__(
        self,
        queue: SendQueue,
        spools: list[Spool],
        own: Optional[Spool],
        senders: Callable[[], KafkaSender],
        on_refused: Callable[[str], None],
    ) -> None:
        """``spools`` are sent before all else; ``own`` takes what has to wait, or is None when nothing goes to disk."""
        self.counts = Counts()
        self._queue = queue
        self._spools = spools
        self._own = own
        self._senders = senders
        self._on_refused = on_refused
        self._sender: Optional[KafkaSender] = None
        self._deadline = float("inf")
        self._away = False
        self._disk_failed = False
        # From memory, not from a spool, where it would be safe already.
        self._under_way: Optional[Outgoing] = None

    def run(self) -> None:
        """Until closed, and everything is sent or the deadline has come. What is left then stays on disk."""
        try:
            while self._step():
                pass
        except Exception:
            log.exception("publishing ends after an unexpected error; training goes on")
        finally:
            self._leave()

    def connect(self) -> None:
        """Makes the client, so that settings that it refuses are told at once. Raises KafkaException."""
        self._sender = self._senders()

    def unsent(self) -> Unsent:
        """What was left when ``run`` ended."""
        in_memory = self._queue.snapshots + self.counts.under_way
        on_disk = self.spooled_snapshots
        return Unsent(on_disk or in_memory, on_disk > 0)

    def close(self, seconds: float) -> None:
        """Lets ``run`` end within so long. For another thread."""
        self._deadline = time.monotonic() + seconds
        self._queue.close()

    @property
    def spooled_bytes(self) -> int:
        return sum(spool.bytes for spool in self._spools) + (self._own.bytes if self._own else 0)

    @property
    def spooled_snapshots(self) -> int:
        return sum(spool.snapshots for spool in self._spools) + (self._own.snapshots if self._own else 0)

    def _closing(self) -> bool:
        return self._deadline != float("inf")

    def _late(self) -> bool:
        return time.monotonic() >= self._deadline

    def _step(self) -> bool:
        if self._late():
            return False
        spool = self._first_spool()
        if spool is not None:
            self._send_from(spool)
            return True
        waiting = self._queue.take()
        if waiting is not None:
            self._send_from_memory(waiting)
            return True
        if self._closing():
            return False
        self._recovered()
        self._queue.wait(_IDLE_SECONDS)
        if self._sender is not None:
            self._sender.poll(0)
        return True

    def _first_spool(self) -> Optional[Spool]:
        while self._spools and not len(self._spools[0]):
            self._spools.pop(0).release()
        if self._spools:
            return self._spools[0]
        return self._own if self._own is not None and len(self._own) else None

    def _send_from(self, spool: Spool) -> None:
        if self._queue.more_than_half_full:
            self._relieve()
        try:
            head = spool.head()
        except (OSError, ValueError, KeyError) as e:
            log.warning("a spooled snapshot cannot be read and is given up: %s", e)
            spool.remove_first()
            self.counts.failed += 1
            return
        if head is not None and self._deliver(head):
            spool.remove(head.number)

    def _send_from_memory(self, waiting: Waiting) -> None:
        outgoing = self._encoded(waiting)
        if outgoing is not None:
            self._under_way = outgoing
            # A long wait may have brought it to disk meanwhile.
            if self._deliver(outgoing) and self._own is not None:
                self._own.remove(outgoing.number)

    def _deliver(self, outgoing: Outgoing) -> bool:
        """Whether it is settled: arrived, or given up since it never can. Otherwise time is up."""
        self.counts.under_way = int(outgoing.is_snapshot)
        while not self._late():
            sender = self._current_sender()
            if sender is None:
                self._relieve()
                continue
            delivery = sender.send(outgoing.topic, outgoing.key, outgoing.values)
            if not self._await(sender, delivery):
                break
            asks = None if delivery.error is None else remedy(delivery.error)
            if asks in (None, Remedy.GIVE_UP):
                self._settle(outgoing, arrived=asks is None)
                return True
            if delivery.error is not None:
                self._begin_outage(delivery.error.str())
            if asks is Remedy.RENEW:
                self._renew()
            self._relieve()
            time.sleep(_TICK_SECONDS)
        return False

    def _settle(self, outgoing: Outgoing, arrived: bool) -> None:
        self._under_way = None
        self.counts.under_way = 0
        if outgoing.is_snapshot:
            self.counts.sent += arrived
            self.counts.failed += not arrived
        if not arrived:
            log.warning("the cluster refuses records of the run for good; they are counted as failed")

    def _await(self, sender: KafkaSender, delivery: Delivery) -> bool:
        """Whether it settled before time was up. Whatever arrives meanwhile goes to disk once the wait is long."""
        began = time.monotonic()
        while not sender.await_settled(delivery, _TICK_SECONDS):
            if self._late():
                return False
            if time.monotonic() - began > _PATIENCE_SECONDS:
                self._begin_outage(sender.last_error or f"no answer for {_PATIENCE_SECONDS:.0f} s")
            self._relieve()
        return True

    def _encoded(self, waiting: Waiting) -> Optional[Outgoing]:
        try:
            return waiting.encoded()
        except (ValueError, MemoryError) as e:
            self.counts.refused += 1
            self._on_refused(str(e) or type(e).__name__)
            return None

    def _relieve(self) -> None:
        """Moves what waits in memory to disk, while the cluster is away or memory is getting short."""
        if self._own is None or not (self._away or self._queue.more_than_half_full):
            return
        first = self._under_way
        keep = None if first is None else first.number
        try:
            if first is not None and first.number not in self._own:
                self._own.put(first, keep)
            while (waiting := self._queue.take()) is not None:
                outgoing = self._encoded(waiting)
                if outgoing is not None:
                    self.counts.dropped_on_disk += self._own.put(outgoing, keep)
        except OSError as e:
            self._give_up_disk(e)

    def _give_up_disk(self, reason: OSError) -> None:
        if not self._disk_failed:
            self._disk_failed = True
            log.warning("snapshots cannot be written to disk and may be lost: %s", reason)

    def _leave(self) -> None:
        if self._sender is not None:
            self._sender.close()
        self._away = True
        self._relieve()
        for spool in [*self._spools, *([self._own] if self._own else [])]:
            spool.release()

    def _current_sender(self) -> Optional[KafkaSender]:
        if self._sender is None:
            try:
                self._sender = self._senders()
            except KafkaException as e:
                self._begin_outage(str(e))
                time.sleep(_PAUSE_BEFORE_RENEWAL_SECONDS)
        return self._sender

    def _renew(self) -> None:
        if self._sender is not None:
            self._sender.close()
            self._sender = None
        time.sleep(_PAUSE_BEFORE_RENEWAL_SECONDS)

    def _begin_outage(self, reason: str) -> None:
        if not self._away:
            self._away = True
            where = (
                "they wait on disk"
                if self._own is not None
                else "they wait, the oldest are dropped when memory is full"
            )
            log.warning(
                "snapshots do not get through (%s): %s, and training goes on; "
                "`thalweg topics create` makes missing topics",
                reason,
                where,
            )

    def _recovered(self) -> None:
        if self._away:
            self._away = False
            log.info("snapshots get through again; %d sent so far", self.counts.sent)


def send_left_behind(root: Path, cluster: Cluster, seconds: float) -> tuple[int, int]:
    """Sends what ended processes left for this cluster, for at most so long; tells how many were sent, and are left."""
    spools = Spool.left_behind(root, cluster)
    settings = cluster.producer_settings("thalweg-spool")
    courier = Courier(SendQueue(1), spools, None, lambda: KafkaSender(settings), log.warning)
    courier.close(seconds)
    thread = threading.Thread(target=courier.run, name="thalweg-spool", daemon=True)
    thread.start()
    thread.join(seconds + 5)
    return courier.counts.sent, courier.spooled_snapshots
