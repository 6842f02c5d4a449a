"""Without a cluster: what is published waits, first in memory, then on disk, and training must not notice."""

from __future__ import annotations

import json
import multiprocessing
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from thalweg import Cluster, EarlyStopping, Probe, Publisher
from thalweg.spool import Spool

# Port 1 is reserved and never answers.
NOWHERE = "127.0.0.1:1"
PROBE = Probe(np.zeros(20, dtype=int), 3)
UNIFORM = np.full((20, 3), 1 / 3, dtype=np.float32)


def publisher(**how: object) -> Publisher:
    return Publisher("r.s0", PROBE, NOWHERE, **{"close_seconds": 0.1, **how})  # type: ignore[arg-type]


def states(root: Path) -> list[dict[str, object]]:
    """States of the run that an ended publisher left on disk."""
    [left] = Spool.left_behind(root, Cluster(NOWHERE), "r.s0")
    found = []
    while (head := left.head()) is not None:
        if head.topic == "thalweg.runs":
            found.append(json.loads(head.values[0]))
        left.remove_first()
    return found


def await_spooled(run: Publisher, snapshots: int) -> None:
    end = time.monotonic() + 20
    while run.statistics.spooled < snapshots and time.monotonic() < end:
        time.sleep(0.02)


def test_what_cannot_be_sent_stays_on_disk(spool_of_the_test):
    run = publisher().start()
    for step in range(5):
        run.publish_logits(step, UNIFORM)

    left = run.close()

    assert (left.snapshots, left.on_disk) == (5, True)
    [found] = Spool.left_behind(spool_of_the_test, Cluster(NOWHERE), "r.s0")
    assert found.snapshots == 5


def test_long_wait_brings_snapshots_to_disk_while_training_goes_on():
    run = publisher().start()
    for step in range(5):
        run.publish_logits(step, UNIFORM)

    await_spooled(run, 5)

    assert run.statistics.spooled == 5
    assert run.statistics.queued_bytes == 0
    run.close()


def test_next_publisher_of_the_run_takes_over_what_was_left():
    first = publisher().start()
    first.publish_logits(0, UNIFORM)
    first.close()

    second = publisher(attempt=1).start()

    assert second.statistics.spooled == 1
    second.close()


def test_without_disk_the_oldest_give_way_and_are_counted():
    run = publisher(spool=False, queue_bytes=3 * UNIFORM.nbytes).start()
    for step in range(10):
        run.publish_logits(step, UNIFORM)

    left = run.close()

    assert run.statistics.dropped + left.snapshots == 10
    assert not left.on_disk


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (UNIFORM.T, "shape of the snapshot"),
        (np.full((20, 3), 0.5), "no probability distribution"),
        ("nonsense", "could not convert"),
    ],
)
def test_unsound_snapshot_is_counted_and_told_once(caplog, values, message):
    run = publisher().start()
    for step in range(3):
        run.publish_probabilities(step, values)

    run.close()

    assert run.statistics.refused == 3
    assert [message in record.getMessage() for record in caplog.records].count(True) == 1


def test_publishing_after_the_end_is_counted():
    run = publisher().start()
    run.finish()

    run.publish_logits(1, UNIFORM)

    assert run.statistics.refused == 1
    run.close()


def test_first_ending_counts(spool_of_the_test):
    run = publisher().start()
    run.failed("out of memory")
    run.finish()

    run.close()

    assert [(state["state"], state.get("reason")) for state in states(spool_of_the_test)][-1] == (
        "failed",
        "out of memory",
    )


@pytest.mark.parametrize(
    ("error", "state"), [(None, "finished"), (ValueError("no"), "failed"), (KeyboardInterrupt(), "stopped")]
)
def test_block_ends_the_run(spool_of_the_test, error, state):
    with suppress(ValueError, KeyboardInterrupt), publisher() as run:
        run.publish_logits(0, UNIFORM)
        if error is not None:
            raise error

    assert states(spool_of_the_test)[-1]["state"] == state


def test_run_that_was_told_to_stop_ends_as_stopped(spool_of_the_test):
    with publisher() as run, EarlyStopping(run) as stopping:
        stopping._judge.hear_decision(
            {"attempt": 0, "step": 7, "kind": "STALL", "state": "raised", "stopAdvised": True, "reason": "stuck"}
        )
        stopped = stopping.should_stop()

    assert stopped
    assert states(spool_of_the_test)[-1]["reason"] == "stuck"


def test_nothing_exists_before_the_start(spool_of_the_test):
    run = publisher()

    assert run._thread is None
    assert run.close().snapshots == 0
    assert not spool_of_the_test.exists()


def test_outage_is_told_once(caplog):
    run = publisher().start()
    run.publish_logits(0, UNIFORM)
    await_spooled(run, 1)

    run.close()

    told = [record for record in caplog.records if "do not get through" in record.getMessage()]
    assert len(told) == 1


def in_child(run: Publisher, answers: multiprocessing.Queue) -> None:
    run.publish_logits(1, UNIFORM)
    answers.put(run.close().snapshots)


def test_forked_process_publishes_nothing():
    run = publisher().start()
    context = multiprocessing.get_context("fork")
    answers: multiprocessing.Queue = context.Queue()
    child = context.Process(target=in_child, args=(run, answers))

    child.start()
    child.join(20)

    assert answers.get(timeout=5) == 0
    assert run.close().snapshots == 0


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"attempt": -1}, "attempt is -1"),
        ({"total_steps": 0}, "total_steps is 0"),
        ({"queue_bytes": 10}, "queue_bytes is 10; expected at least the 240 bytes"),
        ({"tags": {"": "x"}}, "tag key"),
        ({"tags": {"k": "x" * 257}}, "tag k"),
        ({"tags": {str(n): "" for n in range(33)}}, "number of tags is 33"),
    ],
)
def test_unsound_description_is_refused(how, message):
    with pytest.raises(ValueError, match=message):
        publisher(**how)


@pytest.mark.parametrize("name", ["", "a/b", "a b", "x" * 129, "ü"])
def test_run_ids_are_checked(name):
    with pytest.raises(ValueError, match="run is"):
        Publisher(name, PROBE, NOWHERE)


def test_setting_that_kafka_refuses_is_told_at_the_start():
    run = Publisher("r.s0", PROBE, Cluster(NOWHERE, kafka={"no.such.thing": 1}))

    with pytest.raises(ValueError, match=r"no\.such\.thing"):
        run.start()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"bootstrap_servers": "kafka"}, "'kafka' is not host:port"),
        ({"bootstrap_servers": NOWHERE, "topic_prefix": "a b"}, "topic_prefix"),
        ({"bootstrap_servers": NOWHERE, "kafka": {"acks": "1"}}, "acks is set by Thalweg itself"),
    ],
)
def test_unsound_cluster_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        Cluster(**arguments)
