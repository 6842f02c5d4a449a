"""How to reach the cluster: addresses, topic names, and the settings of the Kafka clients."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Union

from thalweg._checks import expect

_SERVER = re.compile(r"\S*[^\s:]:\d{1,5}")
_PREFIX = re.compile(r"[A-Za-z0-9._-]{0,200}")

RESERVED = frozenset(
    {
        "bootstrap.servers",
        "client.id",
        "enable.idempotence",
        "acks",
        "request.required.acks",
        "partitioner",
        "transactional.id",
        "group.id",
        "group.instance.id",
        "enable.auto.commit",
        "enable.auto.offset.store",
        "auto.offset.reset",
        "isolation.level",
        "allow.auto.create.topics",
    }
)
"""What a user may not set: ordering, uniqueness and the choice of the partition rest on these."""


@dataclass(frozen=True)
class Topics:
    """The names of the topics."""

    prefix: str = "thalweg."

    @property
    def runs(self) -> str:
        return self.prefix + "runs"

    @property
    def snapshots(self) -> str:
        return self.prefix + "snapshots"

    @property
    def metrics(self) -> str:
        return self.prefix + "metrics"

    @property
    def decisions(self) -> str:
        return self.prefix + "decisions"


@dataclass(frozen=True)
class Cluster:
    """Where Kafka is, and how to speak to it.

    ``kafka`` has any properties of librdkafka's clients (TLS, SASL, ...), except those of :data:`RESERVED`.
    Raises ValueError naming every problem. An unreachable cluster is no problem of these settings.
    """

    bootstrap_servers: str
    topic_prefix: str = "thalweg."
    kafka: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problems = [
            f"bootstrap_servers: {server!r} is not host:port"
            for server in self.bootstrap_servers.split(",")
            if not _SERVER.fullmatch(server.strip())
        ]
        if not _PREFIX.fullmatch(self.topic_prefix):
            problems.append(f"topic_prefix: {self.topic_prefix!r} is not at most 200 of A-Z a-z 0-9 . _ -")
        problems += [f"kafka: {key} is set by Thalweg itself" for key in sorted(RESERVED & set(self.kafka))]
        if problems:
            raise ValueError("; ".join(problems))

    @classmethod
    def of(cls, given: Union[Cluster, str]) -> Cluster:
        """A cluster as it is, or by its bootstrap servers."""
        return given if isinstance(given, Cluster) else cls(given)

    @property
    def topics(self) -> Topics:
        return Topics(self.topic_prefix)

    def producer_settings(self, client_id: str) -> dict[str, Any]:
        """For a ``confluent_kafka.Producer``; idempotent, partitioned as Kafka's own clients do."""
        return {
            # What the cluster has not answered for by then goes back to our own queue and is sent anew.
            "message.timeout.ms": 60_000,
            "request.timeout.ms": 10_000,
            "reconnect.backoff.max.ms": 1_000,
            # A chunk fills a batch by itself; nothing is gained by lingering.
            "linger.ms": 0,
            # Outages are told once, by us; librdkafka would write to standard error every second.
            "log_level": 2,
            **self.kafka,
            "bootstrap.servers": self.bootstrap_servers,
            "client.id": client_id,
            "enable.idempotence": True,
            "acks": "all",
            # librdkafka's default hashes keys otherwise than all other clients, and would split a run.
            "partitioner": "murmur2_random",
        }

    def consumer_settings(self, client_id: str) -> dict[str, Any]:
        """For a ``confluent_kafka.Consumer`` that assigns its partitions itself and commits nothing."""
        return {
            "reconnect.backoff.max.ms": 1_000,
            "log_level": 2,
            **self.kafka,
            "bootstrap.servers": self.bootstrap_servers,
            "client.id": client_id,
            # librdkafka asks for a group even where none is used.
            "group.id": client_id,
            "enable.auto.commit": False,
            "enable.auto.offset.store": False,
            # Only when our own position has been deleted by retention: then what is left after it is wanted.
            "auto.offset.reset": "earliest",
            # The processor writes in transactions.
            "isolation.level": "read_committed",
            "allow.auto.create.topics": False,
        }


def partition_of(key: bytes, partitions: int) -> int:
    """The partition that Kafka's clients give a key."""
    expect(partitions >= 1, "partitions", partitions, "at least 1")
    return (murmur2(key) & 0x7FFFFFFF) % partitions


def murmur2(key: bytes) -> int:
    """Kafka's hash of a key, as an unsigned 32-bit integer (Appleby's MurmurHash2 with Kafka's seed)."""
    mask = 0xFFFFFFFF
    multiplier = 0x5BD1E995
    hashed = 0x9747B28C ^ len(key)
    whole = len(key) // 4 * 4
    for (word,) in struct.iter_unpack("<I", key[:whole]):
        word = word * multiplier & mask
        word = (word ^ word >> 24) * multiplier & mask
        hashed = (hashed * multiplier & mask) ^ word
    if whole < len(key):
        hashed = (hashed ^ int.from_bytes(key[whole:], "little")) * multiplier & mask
    hashed = (hashed ^ hashed >> 13) * multiplier & mask
    return hashed ^ hashed >> 15
