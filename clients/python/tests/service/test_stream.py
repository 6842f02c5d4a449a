"""A network of scikit-learn against the real service: metrics come out, a failure is found, the training is stopped."""

from __future__ import annotations

import time

import matplotlib
import pandas as pd
import pytest

from servers import MANIFOLD, Service
from thalweg import EarlyStopping, Manifold, Publisher, first_run, frame, rules
from thalweg.digits import load

matplotlib.use("Agg")


def metrics_of(service: Service, run: str, snapshots: int) -> pd.DataFrame:
    """The run's metrics, when there are so many."""
    end = time.monotonic() + 30
    while True:
        found = frame.metrics(service.address, run)
        if len(found) >= snapshots or time.monotonic() > end:
            return found
        time.sleep(0.2)


@pytest.fixture(scope="module")
def healthy(service: Service) -> pd.DataFrame:
    publisher = Publisher("healthy.s0", load().probe, service.address, total_steps=1500)
    first_run.train(publisher, EarlyStopping(publisher), steps=1500, every=150, broken=False, pause=0.0)
    return metrics_of(service, "healthy.s0", 10)


def test_every_snapshot_becomes_a_row(healthy):
    assert healthy["step"].tolist() == list(range(150, 1501, 150))


def test_healthy_network_makes_progress_without_an_alarm(healthy):
    assert healthy["progress"].iloc[-1] > 0.8
    assert all(len(alarms) == 0 for alarms in healthy["alarms"])
    assert healthy["coverage"].eq(1.0).all()


def test_objects_become_columns(healthy):
    assert {"x0", "x1", "x2", "nearest.run", "detectors.distance"} <= set(healthy.columns)


def test_run_is_drawn_in_its_manifold(healthy):
    from thalweg import plot

    drawing = plot.run_in_manifold(Manifold.open(MANIFOLD), healthy)

    assert [text.get_text() for text in drawing.get_legend().get_texts()] == ["healthy.s0"]


def test_advice_stops_a_failing_run(service):
    publisher = Publisher("shifted.s0", load().probe, service.address, total_steps=3000)
    stopping = EarlyStopping(publisher, advice=True)

    first_run.train(publisher, stopping, steps=3000, every=30, broken=True, pause=0.1)

    assert stopping.reason is not None
    assert stopping.reason.advice is not None
    assert 1000 < stopping.reason.step < 2000
    assert publisher._state.state == "stopped"
    assert [made["kind"] for made in publisher._state.acknowledgements] == [stopping.reason.advice["kind"]]


def test_own_rule_stops_a_run(service):
    publisher = Publisher("good-enough.s0", load().probe, service.address, total_steps=3000)
    stopping = EarlyStopping(publisher, advice=False, rules=[rules.progress_reached(0.5)])

    first_run.train(publisher, stopping, steps=3000, every=30, broken=False, pause=0.1)

    assert stopping.reason is not None
    assert "the target was 0.5" in stopping.reason.text


def test_first_run_prints_its_course(service, capsys):
    first_run.main(["--bootstrap-servers", service.address, "--run", "shown.s0", "--steps", "200"])

    printed = capsys.readouterr().out.splitlines()
    assert printed[0].split() == ["step", "progress", "off", "(nats)", "rank", "alarms"]
    assert printed[-1] == "run shown.s0 finished"
    assert len(printed) >= 4
