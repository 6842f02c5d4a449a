"""Several processes in data parallelism."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

HERE = Path(__file__).parent
RANKS = 2


@pytest.fixture(scope="module", params=["alone", "sharded"])
def trained(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    path = os.pathsep.join(map(str, [HERE, HERE.parent, HERE.parents[1] / "src"]))
    running = [
        subprocess.Popen(
            [sys.executable, str(HERE / "processes.py"), str(rank), str(RANKS), str(folder), request.param],
            env={**os.environ, "PYTHONPATH": path, "GLOO_SOCKET_IFNAME": "lo"},
        )
        for rank in range(RANKS)
    ]
    assert [process.wait(timeout=120) for process in running] == [0] * RANKS
    return [np.load(folder / f"rank{rank}.npz") for rank in range(RANKS)]


def test_only_the_first_publishes(trained):
    assert [list(rank["published"]) for rank in trained] == [[0, 2, 4], []]
    assert [int(rank["events"]) for rank in trained] == [3, 0]


def test_all_stop_at_the_same_snapshot(trained):
    assert [int(rank["steps"]) for rank in trained] == [4, 4]


def test_parts_of_all_make_the_snapshot(trained):
    np.testing.assert_allclose(trained[0]["snapshots"][-1], trained[0]["expected"], atol=1e-5)
