from __future__ import annotations

import numpy as np
import pytest

from thalweg import Encoding, Probe
from thalweg.chunk import MAX_CHUNK_BYTES, read_chunk
from thalweg.encoder import SnapshotEncoder, encode_logits, encode_probabilities, softmax

PROBE = Probe(np.zeros(207, dtype=int), 13)


def encoder(probe: Probe = PROBE, encoding: Encoding = Encoding.FLOAT16_AMPLITUDES) -> SnapshotEncoder:
    return SnapshotEncoder("r.s0", 2, probe, encoding, lambda: 1_700_000_000.25)


def probabilities(probe: Probe = PROBE) -> np.ndarray:
    rows = np.random.default_rng(1).dirichlet(np.full(probe.classes, 0.2), probe.samples)
    return rows.astype(np.float32)


@pytest.mark.parametrize("encoding", Encoding)
def test_probabilities_come_back_as_amplitudes(encoding):
    rows = probabilities()
    made = encoder(encoding=encoding)

    [chunk] = encode_probabilities(made.headers(7), made.checked(rows))

    header, amplitudes = read_chunk(chunk)
    assert (header.run, header.attempt, header.step) == ("r.s0", 2, 7)
    assert header.published_at_micros == 1_700_000_000_250_000
    np.testing.assert_allclose(amplitudes, np.sqrt(rows), atol=2**-12)


@pytest.mark.parametrize("encoding", Encoding)
def test_logits_give_their_softmax(encoding):
    logits = np.random.default_rng(2).normal(0, 8, (207, 13)).astype(np.float32)
    made = encoder(encoding=encoding)

    [chunk] = encode_logits(made.headers(7), made.checked(logits))

    np.testing.assert_allclose(read_chunk(chunk)[1], np.sqrt(softmax(logits)), atol=2**-12)


def test_large_snapshot_is_split_into_whole_samples():
    probe = Probe(np.zeros(1100, dtype=int), 1000)
    made = encoder(probe)
    rows = probabilities(probe)

    chunks = encode_probabilities(made.headers(1), made.checked(rows))

    assert len(chunks) == 3
    assert max(map(len, chunks)) <= MAX_CHUNK_BYTES
    assert sum(map(len, chunks)) == made.snapshot_bytes
    np.testing.assert_allclose(np.concatenate([read_chunk(chunk)[1] for chunk in chunks]), np.sqrt(rows), atol=2**-12)


def test_snapshot_that_is_not_finite_is_encoded_as_it_is():
    rows = probabilities()
    rows[3, 5] = np.nan
    made = encoder()

    [chunk] = encode_probabilities(made.headers(1), made.checked(rows))

    assert np.isnan(read_chunk(chunk)[1][3, 5])


@pytest.mark.parametrize("scale", [0.99, 1.01])
def test_rows_that_do_not_sum_to_one_are_refused(scale):
    made = encoder()
    rows = probabilities()
    rows[4] *= scale

    with pytest.raises(ValueError, match="row 4 is no probability distribution"):
        encode_probabilities(made.headers(1), made.checked(rows))


def test_negative_probability_is_refused():
    made = encoder()
    rows = probabilities()
    rows[4, :2] += [-2, 2]

    with pytest.raises(ValueError, match="row 4 is no probability distribution"):
        encode_probabilities(made.headers(1), made.checked(rows))


def test_other_shape_is_refused():
    with pytest.raises(ValueError, match=r"shape of the snapshot is \(13, 207\)"):
        encoder().checked(probabilities().T)


def test_values_may_be_reused_after_the_check():
    rows = probabilities()

    kept = encoder().checked(rows)

    rows[:] = 0
    assert kept.sum() == pytest.approx(207, abs=1e-3)
