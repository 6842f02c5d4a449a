#!/usr/bin/env python3
"""Checks vectors.json with a second implementation of docs/wire-format.md, made of Python's standard library alone.

    python3 check.py

It writes every accepted vector from its header and probabilities and compares bytes, reads it back, and names the
reason for every rejected one.
"""
import hashlib
import json
import math
import pathlib
import re
import struct

HEADER = struct.Struct("<4sHHBBHIQ32sIIIIqII")  # 88 bytes; the run id follows


def crc_table():
    for crc in range(256):
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
        yield crc


CRC_TABLE = tuple(crc_table())


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = (crc >> 8) ^ CRC_TABLE[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


def murmur2(key):
    """Kafka's hash of a key."""
    mask = 0xFFFFFFFF
    h = 0x9747B28C ^ len(key)
    whole = len(key) // 4 * 4
    for (k,) in struct.iter_unpack("<I", key[:whole]):
        k = k * 0x5BD1E995 & mask
        k = (k ^ k >> 24) * 0x5BD1E995 & mask
        h = (h * 0x5BD1E995 & mask) ^ k
    if whole < len(key):
        h = (h ^ int.from_bytes(key[whole:], "little")) * 0x5BD1E995 & mask
    h = (h ^ h >> 13) * 0x5BD1E995 & mask
    return h ^ h >> 15


def floats(bits):
    return [struct.unpack(">f", bytes.fromhex(word))[0] for word in bits]


def half(probability):
    """sqrt(p) in double precision, rounded once to half precision, ties to even."""
    if not probability >= 0:
        return struct.pack("<H", 0x7E00)
    root = math.sqrt(probability)
    try:
        return struct.pack("<e", root)
    except OverflowError:
        return struct.pack("<e", math.inf)


def probe_set_id(ids, labels, classes):
    sha = hashlib.sha256(b"thalweg.probe/1\n" + struct.pack("<II", len(labels), classes))
    for name, label in zip(ids, labels):
        encoded = name.encode()
        sha.update(struct.pack("<I", len(encoded)) + encoded + struct.pack("<i", label))
    return "sha256:" + sha.hexdigest()


def write(header, probabilities):
    run = header["run"].encode("ascii")
    length = (HEADER.size + len(run) + 7) // 8 * 8
    if header["encoding"] == 2:
        payload = b"".join(half(p) for p in probabilities)
    else:
        payload = struct.pack(f"<{len(probabilities)}f", *probabilities)

    def fixed(header_crc):
        return HEADER.pack(
            b"THWG", 1, length, header["encoding"], 0, len(run), header["attempt"], header["step"],
            bytes.fromhex(header["probeSet"].removeprefix("sha256:")), header["classes"], header["totalSamples"],
            header["firstSample"], header["sampleCount"], header["publishedAtMicros"], crc32c(payload), header_crc)

    header_crc = crc32c(fixed(0)[:84] + run)
    return (fixed(header_crc) + run).ljust(length, b"\0") + payload


def rejection(chunk):
    """The reason to refuse a chunk, or None: the checks of docs/wire-format.md in their order."""
    if len(chunk) > 1 << 20:
        return "OVERSIZED"
    if len(chunk) < HEADER.size or chunk[:4] != b"THWG":
        return "MALFORMED"
    (_, version, length, encoding, flags, run_length, attempt, step, _, classes, total, first, count, _, payload_crc,
     header_crc) = HEADER.unpack_from(chunk)
    if version != 1:
        return "UNSUPPORTED_VERSION"
    if length > len(chunk) or HEADER.size + run_length > length:
        return "MALFORMED"
    run = chunk[HEADER.size:HEADER.size + run_length]
    if crc32c(chunk[:84] + run) != header_crc:
        return "CHECKSUM"
    if not re.fullmatch(rb"[A-Za-z0-9._-]{1,128}", run):
        return "BAD_RUN_ID"
    if encoding not in (1, 2) or flags != 0:
        return "UNSUPPORTED_VERSION"
    if attempt >= 1 << 31 or step >= 1 << 63:
        return "MALFORMED"
    if not 2 <= classes < 1 << 31 or count < 1 or total >= 1 << 31 or first + count > total:
        return "BAD_SHAPE"
    declared = count * classes * (4 if encoding == 1 else 2)
    if declared > 1 << 20:
        return "BAD_SHAPE"
    if declared != len(chunk) - length:
        return "MALFORMED"
    return None if crc32c(chunk[length:]) == payload_crc else "CHECKSUM"


def amplitudes(chunk, encoding, length):
    if encoding == 2:
        return list(struct.unpack(f"<{(len(chunk) - length) // 2}e", chunk[length:]))
    roots = (math.sqrt(p) for p in struct.unpack(f"<{(len(chunk) - length) // 4}f", chunk[length:]))
    return [struct.unpack("<f", struct.pack("<f", root))[0] for root in roots]


def main():
    vectors = json.loads(pathlib.Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
    checked = 0
    for vector in vectors["probeSets"]:
        assert probe_set_id(vector["ids"], vector["labels"], vector["classes"]) == vector["id"], vector["what"]
        checked += 1
    for vector in vectors["halves"]:
        assert half(floats([vector["probabilityBits"]])[0])[::-1].hex() == vector["half"], vector
        checked += 1
    for vector in vectors["checksums"]:
        assert crc32c(bytes.fromhex(vector["pattern"]) * vector["times"]) == int(vector["crc"], 16), vector
        checked += 1
    for vector in vectors["partitions"]:
        hashed = murmur2(vector["key"].encode("ascii"))
        assert hashed == int(vector["murmur2"], 16), vector
        assert all((hashed & 0x7FFFFFFF) % int(n) == at for n, at in vector["partitionOf"].items()), vector
        checked += 1
    for vector in vectors["accepted"]:
        chunk = bytes.fromhex(vector["chunk"])
        assert write(vector["header"], floats(vector["probabilityBits"])) == chunk, vector["what"]
        assert rejection(chunk) is None, vector["what"]
        length = struct.unpack_from("<H", chunk, 6)[0]
        assert amplitudes(chunk, chunk[8], length) == floats(vector["amplitudeBits"]), vector["what"]
        checked += 1
    for vector in vectors["rejected"]:
        assert rejection(bytes.fromhex(vector["chunk"])) == vector["reason"], vector["what"]
        checked += 1
    print(f"{checked} vectors agree")


if __name__ == "__main__":
    main()
