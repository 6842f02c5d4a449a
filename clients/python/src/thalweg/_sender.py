"""Sending by Kafka's client."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, Optional

from confluent_kafka import KafkaError, KafkaException, Producer


class Remedy(Enum):
    """What a failure asks for."""

    TRY_AGAIN = "the cluster is away, slow, or the topic missing: the same may pass later"
    GIVE_UP = "this will never pass; others may"
    RENEW = "the client itself is spent: take a new one"


_NEVER = frozenset(
    {
        KafkaError.MSG_SIZE_TOO_LARGE,
        KafkaError.RECORD_LIST_TOO_LARGE,
        KafkaError.TOPIC_AUTHORIZATION_FAILED,
        KafkaError.TOPIC_EXCEPTION,
        KafkaError.POLICY_VIOLATION,
    }
)


def remedy(error: KafkaError) -> Remedy:
    if error.fatal():
        return Remedy.RENEW
    return Remedy.GIVE_UP if error.code() in _NEVER else Remedy.TRY_AGAIN


class Delivery:
    """What became of the records of one whole."""

    def __init__(self, records: int) -> None:
        self._open = records
        self.error: Optional[KafkaError] = None

    @property
    def settled(self) -> bool:
        return self._open == 0

    def settle(self, error: Optional[KafkaError], records: int = 1) -> None:
        self._open -= records
        self.error = self.error or error


class KafkaSender:
    """An idempotent producer. Used by one thread."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        """Raises KafkaException when a setting cannot be used. The cluster need not be there."""
        self.last_error = ""
        self._producer = Producer({**settings, "error_cb": self._note})

    def send(self, topic: str, key: bytes, values: Sequence[bytes]) -> Delivery:
        """Hands over; ``poll`` tells what became of it."""
        delivery = Delivery(len(values))

        def told(error: Optional[KafkaError], _: object) -> None:
            delivery.settle(error)

        for at, value in enumerate(values):
            try:
                self._produce(topic, key, value, told)
            except KafkaException as e:
                delivery.settle(e.args[0], len(values) - at)
                break
        return delivery

    def _produce(self, topic: str, key: bytes, value: bytes, told: Any) -> None:
        while True:
            try:
                self._producer.produce(topic, value=value, key=key, on_delivery=told)
                return
            except BufferError:
                # librdkafka's own queue is full: the larger the snapshot, the more of it is on its way already.
                self._producer.poll(0.1)

    def poll(self, seconds: float) -> None:
        """Waits for answers, at most so long."""
        self._producer.poll(seconds)

    def await_settled(self, delivery: Delivery, seconds: float) -> bool:
        """Whether all has settled within so long."""
        end = time.monotonic() + seconds
        while not delivery.settled:
            left = end - time.monotonic()
            if left <= 0:
                return False
            self._producer.poll(left)
        return True

    def close(self) -> None:
        """Lets go of what is under way."""
        self._producer.purge()
        self._producer.flush(0.5)

    def _note(self, error: KafkaError) -> None:
        self.last_error = error.str()
