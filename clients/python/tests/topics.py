"""What is on the topics."""

from __future__ import annotations

import time
import uuid
from typing import Optional

from confluent_kafka import Consumer

from thalweg.chunk import ChunkHeader, read_chunk


def snapshots(address: str, run: str, last_step: int, seconds: float = 30) -> list[ChunkHeader]:
    """Headers of a run's chunks in the order in which the topic has them, up to that of the last step."""
    found = []
    for value in _values(address, "thalweg.snapshots", run, seconds):
        header, _ = read_chunk(value)
        found.append(header)
        if header.step == last_step:
            break
    return found


def _values(address: str, topic: str, run: Optional[str], seconds: float):
    consumer = Consumer(
        {"bootstrap.servers": address, "group.id": uuid.uuid4().hex, "auto.offset.reset": "earliest", "log_level": 2}
    )
    consumer.subscribe([topic])
    end = time.monotonic() + seconds
    try:
        while time.monotonic() < end:
            message = consumer.poll(0.5)
            if message is not None and message.error() is None and message.key() == (run or "").encode():
                yield message.value()
    finally:
        consumer.close()
