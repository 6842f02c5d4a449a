"""CRC-32C (Castagnoli), which neither Python nor numpy brings, fast enough for chunks of a megabyte.

A table-driven loop over bytes in plain Python manages a few MB/s. Here the bytes are split into lanes of equal length
whose checksums numpy advances together, two bytes a step; the lanes are then joined pairwise. Joining rests on the
checksum being linear over GF(2): crc(A B) = shift(crc(A), len(B)) xor crc(B) for checksums without initial and final
inversion, where shift advances a register over zero bytes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

_POLYNOMIAL = 0x82F63B78  # 0x1EDC6F41, reflected
_ONES = 0xFFFFFFFF
_LANES = 2048
# Below this many bytes the plain loop is faster than setting up lanes.
_SHORT = 256

Words = npt.NDArray[np.uint32]


def crc32c(data: bytes | bytearray | memoryview) -> int:
    """The CRC-32C of ``data``, an unsigned 32-bit integer."""
    if len(data) < _SHORT:
        return _advance(_ONES, data) ^ _ONES
    lanes = _LANES
    while lanes > 1 and len(data) < 32 * lanes:
        lanes //= 2
    # Whole steps of two bytes in every lane; what is left over is taken byte by byte at the end.
    lane_bytes = len(data) // lanes // 2 * 2
    whole = lane_bytes * lanes
    register = _lanes(np.frombuffer(data, dtype="<u2", count=whole // 2).reshape(lanes, -1))
    # The initial ones belong to the first byte of all: pushed through everything, they are added by linearity.
    joined = _join(register, lane_bytes) ^ _shift_one(_ONES, whole)
    return _advance(joined, memoryview(data)[whole:]) ^ _ONES


def _advance(register: int, data: bytes | bytearray | memoryview) -> int:
    table = _byte_table()
    for byte in bytes(data):
        register = (register >> 8) ^ table[(register ^ byte) & 0xFF]
    return register


def _lanes(steps: npt.NDArray[np.uint16]) -> Words:
    """Registers, from zero, of each row of steps."""
    table = _pair_table()
    register = np.zeros(len(steps), dtype=np.uint32)
    for column in np.ascontiguousarray(steps.T):
        register = (register >> np.uint32(16)) ^ table[(register & np.uint32(0xFFFF)) ^ column]
    return register


def _join(register: Words, lane_bytes: int) -> int:
    while len(register) > 1:
        register = _shift(register[0::2], lane_bytes) ^ register[1::2]
        lane_bytes *= 2
    return int(register[0])


def _shift_one(register: int, zeros: int) -> int:
    return int(_shift(np.array([register], dtype=np.uint32), zeros)[0])


def _shift(register: Words, zeros: int) -> Words:
    """Registers advanced over so many zero bytes."""
    tables = _shift_tables(zeros)
    result: Words = tables[0][register & np.uint32(0xFF)]
    for place in (1, 2, 3):
        result ^= tables[place][(register >> np.uint32(8 * place)) & np.uint32(0xFF)]
    return result


@lru_cache(maxsize=128)
def _shift_tables(zeros: int) -> Words:
    """Where each value of each of the register's bytes goes, [4, 256]."""
    columns = _operator(zeros)
    values = np.arange(256, dtype=np.uint32)
    tables = np.zeros((4, 256), dtype=np.uint32)
    for bit in range(32):
        # All ones where the bit is set, so that no branch is needed.
        mask = np.uint32(0) - ((values >> np.uint32(bit % 8)) & np.uint32(1))
        tables[bit // 8] ^= mask & columns[bit]
    return tables


@lru_cache(maxsize=64)
def _operator(zeros: int) -> Words:
    """The matrix of advancing over so many zero bytes: where each bit of the register goes. By repeated squaring."""
    if zeros == 0:
        return np.array([1 << bit for bit in range(32)], dtype=np.uint32)
    if zeros == 1:
        table = _byte_table()
        bits = [1 << bit for bit in range(32)]
        return np.array([(bit >> 8) ^ table[bit & 0xFF] for bit in bits], dtype=np.uint32)
    half = _operator(zeros // 2)
    doubled = _shift(half, zeros // 2)
    return _shift(doubled, 1) if zeros % 2 else doubled


@lru_cache(maxsize=1)
def _byte_table() -> tuple[int, ...]:
    return tuple(int(word) for word in _after_zeros(np.arange(256, dtype=np.uint32), 8))


@lru_cache(maxsize=1)
def _pair_table() -> Words:
    """What two bytes, as one little-endian number, make of a register of zero."""
    return _after_zeros(np.arange(1 << 16, dtype=np.uint32), 16)


def _after_zeros(register: Any, bits: int) -> Words:
    for _ in range(bits):
        odd = np.uint32(0) - (register & np.uint32(1))
        register = (register >> np.uint32(1)) ^ (odd & np.uint32(_POLYNOMIAL))
    result: Words = register
    return result
