"""The chunks of the topic ``thalweg.snapshots``: their layout, as docs/wire-format.md of the project describes it.

A snapshot of N samples by C classes leaves as chunks of consecutive whole samples, each small enough for a broker with
default limits.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from thalweg._checks import expect, run_id
from thalweg._crc32c import crc32c

MAX_CHUNK_BYTES = 900_000
"""The size that a chunk stays under, header included; a default broker takes records of 1,048,426 bytes."""

# Magic, version, header length, encoding, flags, run id length, attempt, step, probe set, classes, total samples,
# first sample, sample count, published at, checksums of payload and header. The run id follows.
_HEADER = struct.Struct("<4sHHBBHIQ32sIIIIqII")
_MAGIC = b"THWG"
_VERSION = 1
_HEADER_CHECKSUM_AT = 84


class Encoding(IntEnum):
    """How a payload writes a probability p. The value is the number in the header."""

    FLOAT32_PROBABILITIES = 1
    """p as an IEEE 754 binary32."""

    FLOAT16_AMPLITUDES = 2
    """sqrt(p) as an IEEE 754 binary16, rounded once, to nearest, ties to even: half the bytes."""

    @property
    def bytes_per_value(self) -> int:
        return 4 if self is Encoding.FLOAT32_PROBABILITIES else 2


@dataclass(frozen=True)
class ChunkHeader:
    """What a chunk says about itself.

    ``probe_set`` is the 32 bytes of the probe set's id, ``published_at_micros`` microseconds since 1970 by the
    trainer's clock, the same in all chunks of a snapshot.
    """

    run: str
    attempt: int
    step: int
    probe_set: bytes
    classes: int
    total_samples: int
    first_sample: int
    sample_count: int
    encoding: Encoding
    published_at_micros: int

    def __post_init__(self) -> None:
        run_id(self.run)
        expect(0 <= self.attempt < 1 << 31, "attempt", self.attempt, "0 to 2^31 - 1")
        expect(0 <= self.step < 1 << 63, "step", self.step, "0 to 2^63 - 1")
        expect(len(self.probe_set) == 32, "bytes of the probe set id", len(self.probe_set), "32")
        expect(2 <= self.classes < 1 << 31, "classes", self.classes, "2 to 2^31 - 1")
        expect(1 <= self.total_samples < 1 << 31, "total samples", self.total_samples, "1 to 2^31 - 1")
        last = self.first_sample + self.sample_count
        expect(self.first_sample >= 0, "first sample", self.first_sample, "at least 0")
        expect(self.sample_count >= 1, "sample count", self.sample_count, "at least 1")
        expect(last <= self.total_samples, "end of the chunk", last, f"at most {self.total_samples} samples")

    @property
    def header_bytes(self) -> int:
        """Where the payload begins."""
        return (_HEADER.size + len(self.run) + 7) // 8 * 8

    @property
    def size_bytes(self) -> int:
        return self.header_bytes + self.sample_count * self.classes * self.encoding.bytes_per_value


def split(whole: ChunkHeader, max_bytes: int = MAX_CHUNK_BYTES) -> Iterator[ChunkHeader]:
    """The headers of the chunks of the snapshot that ``whole`` describes, in order.

    Raises ValueError when one sample alone exceeds ``max_bytes``.
    """
    sample_bytes = whole.classes * whole.encoding.bytes_per_value
    samples = (max_bytes - whole.header_bytes) // sample_bytes
    expect(samples >= 1, "bytes of one sample", sample_bytes, f"at most a chunk of {max_bytes} bytes")
    end = whole.first_sample + whole.sample_count
    for first in range(whole.first_sample, end, samples):
        yield replace(whole, first_sample=first, sample_count=min(samples, end - first))


def chunk_of_probabilities(header: ChunkHeader, rows: npt.NDArray[np.float32]) -> bytes:
    """A chunk from probabilities, float32 [sample_count, classes].

    They are written as they are: NaN and infinity stay what they are, and a negative one has the amplitude NaN.
    """
    if header.encoding is Encoding.FLOAT32_PROBABILITIES:
        return _sealed(header, rows.astype("<f4", copy=False).tobytes())
    with np.errstate(invalid="ignore", over="ignore"):
        return _sealed(header, _halves(np.sqrt(rows, dtype=np.float64)))


def chunk_of_amplitudes(header: ChunkHeader, rows: npt.NDArray[np.float32]) -> bytes:
    """A chunk from amplitudes sqrt(p), float32 [sample_count, classes]; float32 probabilities are their squares."""
    with np.errstate(invalid="ignore", over="ignore", under="ignore"):
        if header.encoding is Encoding.FLOAT32_PROBABILITIES:
            return _sealed(header, np.square(rows).astype("<f4", copy=False).tobytes())
        return _sealed(header, _halves(rows))


def _halves(values: npt.NDArray[np.floating]) -> bytes:
    halves = values.astype("<f2")
    # One NaN for all: its sign and payload depend on the processor.
    halves[np.isnan(halves)] = np.nan
    return halves.tobytes()


def _sealed(header: ChunkHeader, payload: bytes) -> bytes:
    expected = header.size_bytes - header.header_bytes
    expect(len(payload) == expected, "bytes of the payload", len(payload), str(expected))
    run = header.run.encode("ascii")
    fixed = _HEADER.pack(
        _MAGIC,
        _VERSION,
        header.header_bytes,
        header.encoding,
        0,
        len(run),
        header.attempt,
        header.step,
        header.probe_set,
        header.classes,
        header.total_samples,
        header.first_sample,
        header.sample_count,
        header.published_at_micros,
        crc32c(payload),
        0,
    )[:_HEADER_CHECKSUM_AT]
    start = fixed + struct.pack("<I", crc32c(fixed + run)) + run
    return start.ljust(header.header_bytes, b"\0") + payload


def read_chunk(chunk: bytes) -> tuple[ChunkHeader, npt.NDArray[np.float32]]:
    """Header and amplitudes sqrt(p), float32 [sample_count, classes], of a chunk.

    Raises ValueError saying what is wrong with it. Meant for tests and tools: the processor does the full set of
    checks.
    """
    expect(len(chunk) >= _HEADER.size and chunk[:4] == _MAGIC, "chunk", bytes(chunk[:8]), "the magic THWG and 88 bytes")
    (_, version, length, encoding, flags, run_length, *rest, payload_crc, header_crc) = _HEADER.unpack_from(chunk)
    expect(version == _VERSION and flags == 0, "version and flags", (version, flags), f"({_VERSION}, 0)")
    run = chunk[_HEADER.size : _HEADER.size + run_length]
    expect(length <= len(chunk) and len(run) == run_length, "header length", length, f"at most {len(chunk)}")
    expect(crc32c(chunk[:_HEADER_CHECKSUM_AT] + run) == header_crc, "header checksum", hex(header_crc), "the header's")
    expect(crc32c(chunk[length:]) == payload_crc, "payload checksum", hex(payload_crc), "the payload's")
    attempt, step, probe_set, classes, total, first, count, published = rest
    header = ChunkHeader(
        run.decode("ascii"), attempt, step, probe_set, classes, total, first, count, Encoding(encoding), published
    )
    values = np.frombuffer(chunk, dtype="<f2" if encoding == Encoding.FLOAT16_AMPLITUDES else "<f4", offset=length)
    expect(values.size == count * classes, "values of the payload", values.size, str(count * classes))
    amplitudes = values if encoding == Encoding.FLOAT16_AMPLITUDES else np.sqrt(values)
    return header, amplitudes.astype(np.float32).reshape(count, classes)
