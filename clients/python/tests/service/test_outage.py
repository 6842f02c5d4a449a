"""The broker is killed outright and stays away for a minute, while a network trains."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

import thalweg.numpy
from servers import Broker
from servers import thalweg as command
from thalweg import Probe, Publisher, Statistics, spool
from topics import snapshots

OUTAGE_SECONDS = 60
_EVERY = 5
_STEP_SECONDS = 0.02
_RNG = np.random.default_rng(0)
PROBE = Probe(np.zeros(200, dtype=int), 10, _RNG.normal(size=(200, 20)))


class Outcome:
    """Of one training over an outage."""

    def __init__(self) -> None:
        self.steps = 0
        self.longest_step_seconds = 0.0
        self.most_queued_bytes = 0
        self.most_spooled = 0
        self.statistics: Statistics
        self.found: list[int] = []
        self.left_found: list[int] = []


def train(publisher: Publisher, until: threading.Event, outcome: Outcome) -> None:
    weights = _RNG.normal(size=(20, 10))
    with thalweg.numpy.watch(lambda block: block @ weights, publisher, every=_EVERY) as watched:
        while not until.is_set() or outcome.steps % _EVERY:
            time.sleep(_STEP_SECONDS)
            began = time.monotonic()
            watched.step()
            outcome.steps += 1
            outcome.longest_step_seconds = max(outcome.longest_step_seconds, time.monotonic() - began)
            outcome.most_queued_bytes = max(outcome.most_queued_bytes, publisher.statistics.queued_bytes)
            outcome.most_spooled = max(outcome.most_spooled, publisher.statistics.spooled)


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    folder = tmp_path_factory.mktemp("outage")
    broker = Broker(folder / "broker")
    command("topics", "create", "--bootstrap-server", broker.address)
    # Room in memory for ten snapshots only; the outage has hundreds.
    memory = 10 * 4 * PROBE.samples * PROBE.classes
    how = {"queue_bytes": memory, "spool": folder / "spool"}
    publisher = Publisher("outage.s0", PROBE, broker.address, close_seconds=60, **how)
    result, done = Outcome(), threading.Event()
    training = threading.Thread(target=train, args=(publisher, done, result))
    training.start()
    time.sleep(3)
    broker.kill()
    with Publisher("ended.s0", PROBE, broker.address, close_seconds=1, **how) as ended:
        for step in range(5):
            ended.publish_logits(step, np.zeros((200, 10)))
    time.sleep(OUTAGE_SECONDS)
    broker = broker.restarted()
    time.sleep(3)
    done.set()
    training.join()
    result.statistics = publisher.statistics
    result.found = [header.step for header in snapshots(broker.address, "outage.s0", result.steps)]
    spool.main(["--bootstrap-servers", broker.address, "--root", str(folder / "spool")])
    result.left_found = [header.step for header in snapshots(broker.address, "ended.s0", 4)]
    broker.close()
    return result


def test_nothing_is_lost_and_the_order_is_kept(outcome):
    assert list(dict.fromkeys(outcome.found)) == list(range(0, outcome.steps + 1, _EVERY))
    assert outcome.statistics.sent == outcome.steps // _EVERY + 1
    assert (outcome.statistics.dropped, outcome.statistics.failed, outcome.statistics.refused) == (0, 0, 0)


def test_training_went_on(outcome):
    # On a machine of its own there are about 50 a second.
    assert outcome.steps > 5 * OUTAGE_SECONDS
    assert outcome.longest_step_seconds < 1.5


def test_memory_was_bounded_and_the_rest_on_disk(outcome):
    assert outcome.most_queued_bytes <= 10 * 4 * PROBE.samples * PROBE.classes
    assert outcome.most_spooled > outcome.steps // _EVERY // 2
    assert outcome.statistics.spooled == 0


def test_what_an_ended_process_left_is_sent_by_the_command(outcome):
    assert outcome.left_found == list(range(5))
