"""The metrics topic as a pandas frame. Needs the extra ``pandas``."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from typing import Any, Optional, Union

import pandas as pd
from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition

from thalweg.cluster import Cluster, partition_of
from thalweg.records import read_record

_SECONDS = 10.0


def metrics(
    cluster: Union[Cluster, str],
    run: Optional[str] = None,
    *,
    since: Optional[float] = None,
    seconds: float = 60.0,
) -> pd.DataFrame:
    """What the metrics topic holds now: one row a snapshot, in order of run, attempt and step.

    run: only this one. since: only what was written at this time (seconds since 1970) or later. seconds: how long the
    reading may take.

    Columns are the keys of docs/schemas/metrics.schema.json, parts of an object behind a dot (``nearest.run``,
    ``detectors.distance``), coordinates as ``x0``, ``x1``, ...; ``publishedAt`` is a time. What a record lacks is NaN.

    Raises KafkaException when the cluster does not answer or has no such topic, TimeoutError when the time is not
    enough.
    """
    known = Cluster.of(cluster)
    records = [
        flat(read_record(value, "thalweg.metrics/1"))
        for value in _values(known, known.topics.metrics, run, since, time.monotonic() + seconds)
    ]
    frame: pd.DataFrame = pd.DataFrame.from_records(records)
    if frame.empty:
        return frame
    frame["publishedAt"] = pd.to_datetime(frame["publishedAt"], utc=True, format="ISO8601")
    ordered: pd.DataFrame = frame.sort_values(["run", "attempt", "step"], ignore_index=True)
    return ordered


def flat(record: dict[str, Any]) -> dict[str, Any]:
    """One level: parts of objects behind a dot, coordinates numbered; lists and tags stay as they are."""
    row: dict[str, Any] = {}
    for key, value in record.items():
        if key == "coordinates":
            row.update({f"x{axis}": x for axis, x in enumerate(value)})
        elif isinstance(value, dict) and key != "tags":
            row.update({f"{key}.{part}": inner for part, inner in value.items()})
        elif key != "schema":
            row[key] = value
    return row


def _values(
    cluster: Cluster, topic: str, run: Optional[str], since: Optional[float], deadline: float
) -> Iterator[bytes]:
    """Values of a topic from their beginning to where it ends now."""
    consumer = Consumer(
        {**cluster.consumer_settings(f"thalweg-frame-{uuid.uuid4().hex[:8]}"), "enable.partition.eof": True}
    )
    try:
        ends = _open(consumer, topic, run, since)
        while ends:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{topic} was not read to its end in time")
            message = consumer.poll(0.5)
            if message is None:
                continue
            error, number, offset = message.error(), message.partition(), message.offset()
            # The end is told, not seen: the last records of a topic may be markers of transactions.
            at_end = error is not None and error.code() == KafkaError._PARTITION_EOF
            if error is not None and not at_end:
                raise KafkaException(error)
            if number is not None and (at_end or (offset is not None and offset + 1 >= ends.get(number, 0))):
                ends.pop(number, None)
            value = None if at_end else message.value()
            if value is not None and (run is None or message.key() == run.encode()):
                yield value
    finally:
        consumer.close()


def _open(consumer: Consumer, topic: str, run: Optional[str], since: Optional[float]) -> dict[int, int]:
    """Assigns the partitions that have something to read; answers where each ends now."""
    metadata = consumer.list_topics(topic, timeout=_SECONDS).topics[topic]
    if metadata.error is not None:
        raise KafkaException(metadata.error)
    numbers = list(metadata.partitions) if run is None else [partition_of(run.encode(), len(metadata.partitions))]
    marks = {number: consumer.get_watermark_offsets(TopicPartition(topic, number), _SECONDS) for number in numbers}
    starts = {number: low for number, (low, _) in marks.items()}
    if since is not None:
        asked = [TopicPartition(topic, number, int(since * 1000)) for number in numbers]
        found = consumer.offsets_for_times(asked, timeout=_SECONDS)
        starts = {place.partition: place.offset if place.offset >= 0 else marks[place.partition][1] for place in found}
    ends = {number: high for number, (_, high) in marks.items() if starts[number] < high}
    consumer.assign([TopicPartition(topic, number, starts[number]) for number in ends])
    return ends
