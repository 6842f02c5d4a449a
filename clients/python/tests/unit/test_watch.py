from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

import thalweg.numpy
from sinks import Kept, StopAt
from thalweg import Groups, Probe
from thalweg.encoder import softmax
from thalweg.evaluation import ProbeEvaluation, joined, numpy_host, shard
from thalweg.watch import Watch

INPUTS = np.random.default_rng(0).normal(size=(20, 4)).astype(np.float32)
WEIGHTS = np.random.default_rng(1).normal(size=(4, 6)).astype(np.float32)
PROBE = Probe(np.zeros(20, dtype=int), 6, INPUTS)


def network(block: np.ndarray) -> np.ndarray:
    return block @ WEIGHTS


def watch(sink: Kept, **how: Any) -> Watch:
    return thalweg.numpy.watch(network, sink, **{"every": 3, **how})


def test_snapshots_come_at_the_start_every_so_many_steps_and_at_the_end():
    sink = Kept(PROBE)
    with watch(sink) as watched:
        for _ in range(7):
            watched.step()

    assert sink.steps == [0, 3, 6, 7]
    assert sink.events == ["start", "finished", "close"]


def test_last_snapshot_is_not_taken_twice():
    sink = Kept(PROBE)
    with watch(sink) as watched:
        for _ in range(6):
            watched.step()

    assert sink.steps == [0, 3, 6]


def test_step_that_is_told_again_is_no_new_step():
    sink = Kept(PROBE)
    with watch(sink) as watched:
        for step in (1, 2, 3, 3, 3, 4):
            watched.step(step=step)

    assert sink.steps == [0, 3, 4]


def test_resumed_training_begins_at_its_step():
    sink = Kept(PROBE)
    watched = watch(sink)
    watched.start(step=10)
    watched.step()
    watched.step()
    watched.end()

    assert sink.steps == [10, 12]


def test_failure_of_the_training_passes_through_and_ends_the_run():
    sink = Kept(PROBE)
    with pytest.raises(ZeroDivisionError), watch(sink):
        raise ZeroDivisionError("oh")

    assert sink.events == ["start", "failed: oh", "close"]
    assert sink.steps == [0]


def test_failure_of_the_evaluation_does_not_disturb_training(caplog):
    def broken(block: np.ndarray) -> np.ndarray:
        raise RuntimeError("no")

    sink = Kept(PROBE)
    with thalweg.numpy.watch(broken, sink, every=1) as watched:
        for _ in range(5):
            watched.step()

    assert sink.steps == []
    assert len([record for record in caplog.records if "could not be evaluated" in record.getMessage()]) == 1


def test_hook_is_asked_after_each_step():
    with watch(Kept(PROBE), stopping=StopAt(3)) as watched:
        answers = [watched.step() for _ in range(4)]

    assert answers == [False, False, True, True]


def test_random_states_are_kept():
    def noisy(block: np.ndarray) -> np.ndarray:
        random.random()
        return network(block) + np.random.normal()

    random.seed(1)
    np.random.seed(1)
    expected = [(random.random(), np.random.normal()) for _ in range(3)]
    random.seed(1)
    np.random.seed(1)
    found = []
    with thalweg.numpy.watch(noisy, Kept(PROBE), every=1) as watched:
        for _ in range(3):
            found.append((random.random(), np.random.normal()))
            watched.step()

    assert found == expected


@pytest.mark.parametrize("block", [1, 7, 20, 1000])
def test_blocks_make_no_difference(block):
    evaluation = ProbeEvaluation(PROBE, network, numpy_host, block_samples=block)

    np.testing.assert_allclose(evaluation().values, INPUTS @ WEIGHTS, rtol=1e-5)


@pytest.mark.parametrize("outputs", ["logits", "probabilities"])
def test_groups_are_summed_up(outputs):
    groups = Groups([0, 1, 0, 1, 2, 2])
    probe = Probe(np.zeros(20, dtype=int), 6, INPUTS, groups=groups)
    probabilities = softmax(INPUTS @ WEIGHTS)
    predict = network if outputs == "logits" else lambda block: softmax(network(block))

    snapshot = ProbeEvaluation(probe, predict, numpy_host, outputs=outputs, block_samples=6)()

    assert snapshot.outputs == "probabilities"
    np.testing.assert_allclose(snapshot.values, groups.sums(probabilities), atol=1e-6)


def test_network_may_predict_several_samples_of_one_input():
    probe = Probe(np.zeros(60, dtype=int), 2, INPUTS)

    snapshot = ProbeEvaluation(probe, lambda block: network(block).reshape(-1, 3, 2), numpy_host, block_samples=7)()

    np.testing.assert_allclose(snapshot.values, (INPUTS @ WEIGHTS).reshape(60, 2), rtol=1e-5)


@pytest.mark.parametrize("wrap", [lambda x: {"image": x}, lambda x: (x, x), lambda x: [x]])
def test_inputs_may_be_several_arrays(wrap):
    def predict(block: Any) -> Any:
        return {"logits": network(block["image"] if isinstance(block, dict) else block[0])}

    evaluation = ProbeEvaluation(Probe(np.zeros(20, dtype=int), 6, wrap(INPUTS)), predict, numpy_host, block_samples=8)

    np.testing.assert_allclose(evaluation().values, INPUTS @ WEIGHTS, rtol=1e-5)


@pytest.mark.parametrize("ranks", [1, 2, 3, 20, 23])
def test_shards_cover_everything_in_order(ranks):
    evaluation = ProbeEvaluation(PROBE, network, numpy_host)
    parts = [evaluation.rows(*shard(20, rank, ranks)) for rank in range(ranks)]

    np.testing.assert_allclose(joined(evaluation, parts).values, INPUTS @ WEIGHTS, rtol=1e-5)


def test_error_of_another_process_is_raised():
    evaluation = ProbeEvaluation(PROBE, network, numpy_host)

    with pytest.raises(RuntimeError, match="there"):
        joined(evaluation, [evaluation.rows(0, 10), RuntimeError("there")])


@pytest.mark.parametrize(
    ("probe", "how", "message"),
    [
        (Probe([0, 1], 2), {}, "inputs of the probe is None"),
        (Probe([0, 1, 1], 2, INPUTS[:2]), {}, "number of inputs is 2; expected 3"),
        (PROBE, {"outputs": "scores"}, "outputs is 'scores'"),
        (PROBE, {"block_samples": 0}, "block_samples is 0"),
    ],
)
def test_unsound_evaluation_is_refused(probe, how, message):
    with pytest.raises(ValueError, match=message):
        ProbeEvaluation(probe, network, numpy_host, **how)


def test_interval_of_nothing_is_refused():
    with pytest.raises(ValueError, match="every is 0"):
        watch(Kept(PROBE), every=0)


def test_output_of_another_shape_is_told():
    evaluation = ProbeEvaluation(PROBE, lambda block: block, numpy_host)

    with pytest.raises(ValueError, match=r"shape of the network's output is \(20, 4\); expected \(20, 6\)"):
        evaluation()
