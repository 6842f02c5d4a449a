"""Byte for byte what the Java client writes."""

from __future__ import annotations

import numpy as np
import pytest

import vectors
from thalweg import Encoding, Probe
from thalweg._crc32c import crc32c
from thalweg.chunk import ChunkHeader, chunk_of_probabilities, read_chunk
from thalweg.cluster import murmur2, partition_of
from thalweg.encoder import SnapshotEncoder, encode_logits

SHARED = vectors.load("vectors.json")
LOGITS = vectors.load("logits.json")


def header_of(given: dict[str, object]) -> ChunkHeader:
    return ChunkHeader(
        run=str(given["run"]),
        attempt=int(str(given["attempt"])),
        step=int(str(given["step"])),
        probe_set=bytes.fromhex(str(given["probeSet"]).partition(":")[2]),
        classes=int(str(given["classes"])),
        total_samples=int(str(given["totalSamples"])),
        first_sample=int(str(given["firstSample"])),
        sample_count=int(str(given["sampleCount"])),
        encoding=Encoding(int(str(given["encoding"]))),
        published_at_micros=int(str(given["publishedAtMicros"])),
    )


@pytest.mark.parametrize("vector", SHARED["probeSets"], ids=lambda vector: vector["what"])
def test_probe_set_has_the_shared_id(vector):
    probe = Probe(vector["labels"], vector["classes"], ids=vector["ids"])

    assert probe.id == vector["id"]


def test_indices_are_the_ids_of_samples_without_ids():
    vector = next(vector for vector in SHARED["probeSets"] if vector["what"] == "decimal indices")

    assert Probe(vector["labels"], vector["classes"]).id == vector["id"]


@pytest.mark.parametrize("vector", SHARED["checksums"], ids=lambda vector: f"{vector['times']}x{vector['pattern'][:8]}")
def test_checksum_is_the_shared_one(vector):
    assert crc32c(bytes.fromhex(vector["pattern"]) * vector["times"]) == int(vector["crc"], 16)


@pytest.mark.parametrize("length", [0, 1, 255, 256, 257, 4095, 8191, 65_537, 131_071])
def test_checksum_by_lanes_is_that_by_bytes(length):
    data = np.random.default_rng(length).integers(0, 256, length, dtype=np.uint8).tobytes()
    by_bytes = 0xFFFFFFFF
    for byte in data:
        by_bytes ^= byte
        for _ in range(8):
            by_bytes = (by_bytes >> 1) ^ (0x82F63B78 if by_bytes & 1 else 0)

    assert crc32c(data) == by_bytes ^ 0xFFFFFFFF


@pytest.mark.parametrize("vector", SHARED["partitions"], ids=lambda vector: vector["key"][:20])
def test_key_goes_to_the_shared_partition(vector):
    key = vector["key"].encode()

    assert murmur2(key) == int(vector["murmur2"], 16)
    assert {count: partition_of(key, int(count)) for count in vector["partitionOf"]} == vector["partitionOf"]


@pytest.mark.parametrize("vector", SHARED["halves"], ids=lambda vector: vector["probabilityBits"])
def test_amplitude_is_rounded_once(vector):
    rows = vectors.floats([vector["probabilityBits"]] * 2).reshape(1, 2)
    header = ChunkHeader("r", 0, 0, bytes(32), 2, 1, 0, 1, Encoding.FLOAT16_AMPLITUDES, 0)

    chunk = chunk_of_probabilities(header, rows)

    assert chunk[-2:][::-1].hex() == vector["half"]


@pytest.mark.parametrize("vector", SHARED["accepted"], ids=lambda vector: vector["what"])
def test_chunk_is_written_as_shared(vector):
    header = header_of(vector["header"])
    rows = vectors.floats(vector["probabilityBits"]).reshape(header.sample_count, header.classes)

    assert chunk_of_probabilities(header, rows).hex() == vector["chunk"]


@pytest.mark.parametrize("vector", SHARED["accepted"], ids=lambda vector: vector["what"])
def test_chunk_is_read_as_shared(vector):
    header, amplitudes = read_chunk(bytes.fromhex(vector["chunk"]))

    assert header == header_of(vector["header"])
    np.testing.assert_array_equal(amplitudes.ravel(), vectors.floats(vector["amplitudeBits"]))


@pytest.mark.parametrize("vector", SHARED["rejected"], ids=lambda vector: vector["what"])
def test_unsound_chunk_is_not_read(vector):
    with pytest.raises(ValueError, match="expected"):
        read_chunk(bytes.fromhex(vector["chunk"]))


@pytest.mark.parametrize("vector", LOGITS, ids=lambda vector: Encoding(vector["encoding"]).name)
def test_logits_give_the_shared_chunk(vector):
    expected, amplitudes = read_chunk(bytes.fromhex(vector["chunk"]))
    logits = vectors.floats(vector["logitBits"]).reshape(expected.total_samples, expected.classes)
    probe = Probe(np.zeros(len(logits), dtype=int), expected.classes)
    encoder = SnapshotEncoder(
        expected.run, 0, probe, expected.encoding, lambda: expected.published_at_micros / 1_000_000
    )

    [chunk] = encode_logits(encoder.headers(expected.step), encoder.checked(logits))

    # Not the probe set's id, which depends on labels that the vector does not give, nor what NaN looks like in float32.
    _, found = read_chunk(chunk)
    np.testing.assert_array_equal(found, amplitudes)
    if expected.encoding is Encoding.FLOAT16_AMPLITUDES:
        assert chunk[expected.header_bytes :] == bytes.fromhex(vector["chunk"])[expected.header_bytes :]
