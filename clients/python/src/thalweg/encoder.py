"""From the values that a trainer hands over to the chunks of a snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from thalweg._checks import expect
from thalweg.chunk import ChunkHeader, Encoding, chunk_of_amplitudes, chunk_of_probabilities, split
from thalweg.probe import Probe

Rows = npt.NDArray[np.float32]

LARGEST_DEVIATION = 5e-3
"""A row whose sum is farther than this from one is no distribution; the processor would refuse it."""


class SnapshotEncoder:
    """Makes the chunks of one run's snapshots. Values are float32 [N, C]; they are not changed."""

    def __init__(self, run: str, attempt: int, probe: Probe, encoding: Encoding, clock: Callable[[], float]) -> None:
        """``clock`` gives seconds since 1970."""
        self._probe = probe
        self._clock = clock
        self._whole = ChunkHeader(
            run, attempt, 0, probe.digest, probe.classes, probe.samples, 0, probe.samples, encoding, 0
        )
        self.snapshot_bytes = sum(header.size_bytes for header in split(self._whole))

    def checked(self, values: npt.ArrayLike) -> Rows:
        """A copy as float32 [N, C]. Raises ValueError when these are not N x C numbers."""
        rows = np.array(values, dtype=np.float32)
        expected = (self._probe.samples, self._probe.classes)
        expect(rows.shape == expected, "shape of the snapshot", rows.shape, f"{expected} (samples, classes)")
        return rows

    def headers(self, step: int) -> list[ChunkHeader]:
        """Of a snapshot taken now."""
        whole = ChunkHeader(
            **{**self._whole.__dict__, "step": step, "published_at_micros": int(self._clock() * 1_000_000)}
        )
        return list(split(whole))


def encode_probabilities(headers: list[ChunkHeader], rows: Rows) -> list[bytes]:
    """Raises ValueError when finite rows are no probability vectors; what is not finite is encoded as it is."""
    check_rows(rows)
    return [chunk_of_probabilities(header, block) for header, block in _blocks(headers, rows)]


def encode_logits(headers: list[ChunkHeader], rows: Rows) -> list[bytes]:
    """Chunks of the softmax, which is taken block by block."""
    return [chunk_of_amplitudes(header, softmax_amplitudes(block)) for header, block in _blocks(headers, rows)]


def softmax_amplitudes(logits: npt.NDArray[np.floating]) -> Rows:
    """Square roots of the softmax, float32 [B, C]: exp((z - max)/2) / sqrt(sum exp(z - max)), in double precision.

    A row with NaN, plus infinity, or nothing but minus infinities becomes NaN; minus infinity beside finite logits is
    probability zero.
    """
    with np.errstate(invalid="ignore", under="ignore"):
        largest = logits.max(axis=1, keepdims=True)
        roots = np.exp(0.5 * (logits.astype(np.float64) - largest))
        scale = 1.0 / np.sqrt(np.square(roots).sum(axis=1, keepdims=True))
        amplitudes: Rows = (roots.astype(np.float32) * scale).astype(np.float32)
        return amplitudes


def softmax(logits: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """The softmax of logits [B, C], in double precision."""
    with np.errstate(invalid="ignore", under="ignore"):
        exponentials = np.exp(logits.astype(np.float64) - logits.max(axis=1, keepdims=True))
        probabilities: npt.NDArray[np.float64] = exponentials / exponentials.sum(axis=1, keepdims=True)
        return probabilities


def check_rows(rows: npt.NDArray[np.floating]) -> None:
    """Raises ValueError when finite rows are no probability vectors; says nothing of what is not finite."""
    with np.errstate(invalid="ignore"):
        sums = rows.sum(axis=1, dtype=np.float64)
        wrong = (rows.min(axis=1) < 0) | (np.abs(sums - 1) > LARGEST_DEVIATION)
    if wrong.any() and np.isfinite(sums).all():
        at = int(np.flatnonzero(wrong)[0])
        raise ValueError(
            f"row {at} is no probability distribution: it sums to {sums[at]:.6g} or has a negative value; "
            "publish_logits takes what is not normalised"
        )


def _blocks(headers: list[ChunkHeader], rows: Rows) -> Iterator[tuple[ChunkHeader, Rows]]:
    for header in headers:
        yield header, rows[header.first_sample : header.first_sample + header.sample_count]
