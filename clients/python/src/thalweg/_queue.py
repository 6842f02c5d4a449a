"""Between the trainer's threads and the one that sends: a queue in memory, bounded in bytes."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Optional

from thalweg._outgoing import Waiting


class SendQueue:
    """First in, first out. Trainers hold the lock for bookkeeping only, so that nothing here waits for the cluster.

    A snapshot that does not fit pushes out the oldest that wait. States of runs are small, never dropped and not
    counted.
    """

    def __init__(self, capacity_bytes: int) -> None:
        self._capacity = capacity_bytes
        self._items: deque[Waiting] = deque()
        self._changed = threading.Condition()
        self._next = 0
        self._bytes = 0
        self._closed = False

    def offer(
        self, topic: str, key: bytes, encode: Callable[[], list[bytes]], size_bytes: int, is_snapshot: bool
    ) -> int:
        """Adds one; tells how many snapshots were dropped for it. Raises RuntimeError when closed."""
        with self._changed:
            if self._closed:
                raise RuntimeError("the publisher is closed")
            dropped = 0
            if is_snapshot:
                while self._bytes + size_bytes > self._capacity and self._drop_oldest():
                    dropped += 1
                self._bytes += size_bytes
            self._items.append(Waiting(self._next, topic, key, encode, size_bytes, is_snapshot))
            self._next += 1
            self._changed.notify_all()
            return dropped

    def _drop_oldest(self) -> bool:
        for at, item in enumerate(self._items):
            if item.is_snapshot:
                del self._items[at]
                self._bytes -= item.size_bytes
                return True
        return False

    def take(self) -> Optional[Waiting]:
        """The oldest, if there is one."""
        with self._changed:
            if not self._items:
                return None
            item = self._items.popleft()
            if item.is_snapshot:
                self._bytes -= item.size_bytes
            return item

    def wait(self, seconds: float) -> None:
        """Returns when something waits, when closed, or after so long."""
        with self._changed:
            if not self._items and not self._closed:
                self._changed.wait(seconds)

    def close(self) -> None:
        """Nothing is taken in from now on; what waits can still be taken out."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    @property
    def bytes(self) -> int:
        """Of the snapshots that wait."""
        with self._changed:
            return self._bytes

    @property
    def snapshots(self) -> int:
        """How many wait."""
        with self._changed:
            return sum(item.is_snapshot for item in self._items)

    @property
    def more_than_half_full(self) -> bool:
        return 2 * self.bytes > self._capacity

    def __len__(self) -> int:
        with self._changed:
            return len(self._items)
