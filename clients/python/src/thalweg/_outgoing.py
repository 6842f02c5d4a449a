"""What leaves for the cluster as one whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Outgoing:
    """The chunks of one snapshot, or one state of a run, ready to be sent.

    ``number`` is its place in the order of sending.
    """

    number: int
    topic: str
    key: bytes
    values: tuple[bytes, ...]
    is_snapshot: bool

    @property
    def size_bytes(self) -> int:
        return sum(len(value) for value in self.values)


@dataclass(frozen=True)
class Waiting:
    """The same, not encoded yet: a trainer's thread only copies the values."""

    number: int
    topic: str
    key: bytes
    encode: Callable[[], list[bytes]]
    size_bytes: int
    is_snapshot: bool

    def encoded(self) -> Outgoing:
        """Raises ValueError when the values are not what they should be."""
        return Outgoing(self.number, self.topic, self.key, tuple(self.encode()), self.is_snapshot)
