"""Reads one run's records of some topics in the background."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping

from confluent_kafka import Consumer, KafkaException, Message, TopicPartition

from thalweg.cluster import Cluster, partition_of

log = logging.getLogger("thalweg")

_POLL_SECONDS = 0.5
_PAUSE_SECONDS = 0.5
_API_SECONDS = 10.0

Ear = Callable[[bytes], None]
"""What to do with a record's value. Raises ValueError when it cannot be read."""


class RunListener:
    """From a moment on, however long the cluster takes to answer.

    Records of other runs are passed over by their key, unread. No consumer group and no subscription: thousands of
    hooks would make the broker rebalance for ever.
    """

    def __init__(
        self, cluster: Cluster, run: str, since: float, ears: Mapping[str, Ear], done: Callable[[], bool]
    ) -> None:
        """since: seconds since 1970. ears: by topic. done: asked after each record; true ends the listening."""
        self._settings = cluster.consumer_settings(f"thalweg-{run}-stop")
        self._run = run
        self._key = run.encode("ascii")
        self._since = since
        self._ears = dict(ears)
        self._done = done
        self._closed = threading.Event()
        self._away = False
        self._warned_of_bad_record = False
        # Next offset by topic and partition; kept when the consumer has to be replaced.
        self._positions: dict[tuple[str, int], int] = {}

    def run(self) -> None:
        while self._going():
            try:
                self._listen()
            except KafkaException as e:
                self._warn_once(e)
                self._closed.wait(_PAUSE_SECONDS)

    def close(self) -> None:
        """Ends it soon; does not wait."""
        self._closed.set()

    def _going(self) -> bool:
        return not self._closed.is_set() and not self._done()

    def _listen(self) -> None:
        consumer = Consumer(self._settings)
        try:
            self._find_positions(consumer)
            consumer.assign([TopicPartition(topic, number, at) for (topic, number), at in self._positions.items()])
            while self._going():
                message = consumer.poll(_POLL_SECONDS)
                if message is not None:
                    self._hear(message)
        finally:
            consumer.close()

    def _find_positions(self, consumer: Consumer) -> None:
        known = {topic for topic, _ in self._positions}
        for topic in self._ears.keys() - known:
            number, offset = find_partition(consumer, topic, self._key, self._since)
            self._positions[topic, number] = offset
        if self._away:
            self._away = False
            log.info("run %s listens for metrics and advice again", self._run)

    def _hear(self, message: Message) -> None:
        error = message.error()
        if error is not None:
            raise KafkaException(error)
        topic, value = message.topic() or "", message.value()
        self._positions[topic, message.partition() or 0] = (message.offset() or 0) + 1
        if message.key() != self._key or value is None or topic not in self._ears:
            return
        try:
            self._ears[topic](value)
        except (ValueError, KeyError) as e:
            if not self._warned_of_bad_record:
                self._warned_of_bad_record = True
                log.warning("a record of %s cannot be read and is passed over: %s", topic, e)

    def _warn_once(self, error: KafkaException) -> None:
        if not self._away:
            self._away = True
            log.warning(
                "metrics and advice of run %s cannot be heard (%s); the training goes on, and listening is tried again",
                self._run,
                error.args[0].str(),
            )


def find_partition(consumer: Consumer, topic: str, key: bytes, since: float) -> tuple[int, int]:
    """The partition of a key, and the offset of its first record written at ``since`` (seconds since 1970) or later.

    Raises KafkaException when the cluster does not answer or has no such topic (yet).
    """
    metadata = consumer.list_topics(topic, timeout=_API_SECONDS).topics[topic]
    if metadata.error is not None or not metadata.partitions:
        raise KafkaException(metadata.error)
    number = partition_of(key, len(metadata.partitions))
    # The end is asked for first: a record that comes between the two questions is then behind it, and is read.
    _, end = consumer.get_watermark_offsets(TopicPartition(topic, number), timeout=_API_SECONDS)
    [found] = consumer.offsets_for_times([TopicPartition(topic, number, int(since * 1000))], timeout=_API_SECONDS)
    if found.error is not None:
        raise KafkaException(found.error)
    return number, found.offset if found.offset >= 0 else end
