"""The client of docs/wire-format.md that uses nothing of ours, run as it stands there against the real service."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time

import numpy as np

from servers import TREE, Service
from thalweg import frame
from thalweg.digits import load

_DOCUMENT = TREE / "docs" / "wire-format.md"


def program() -> str:
    [found] = re.findall(r"```python\n(.*?)```", _DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    return str(found)


def test_client_without_our_library_is_understood(service: Service, tmp_path):
    probe = load().probe
    rows = np.full((probe.samples, probe.classes), 0.02, dtype=np.float32)
    rows[np.arange(probe.samples), probe.labels] = 0.82
    np.save(tmp_path / "probabilities.npy", rows)
    np.save(tmp_path / "labels.npy", probe.labels)
    (tmp_path / "client.py").write_text(program(), encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-I", "client.py", service.address, "foreign.s0", "labels.npy", "probabilities.npy"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    end = time.monotonic() + 30
    while (metrics := frame.metrics(service.address, "foreign.s0")).empty and time.monotonic() < end:
        time.sleep(0.2)
    assert metrics["progress"].between(0.4, 0.95).all()
    assert json.loads(done.stdout) == {"run": "foreign.s0", "probeSet": probe.id, "chunks": 1}


def test_client_has_forty_lines():
    lines = [line for line in program().splitlines() if line.strip()]

    assert len(lines) <= 40
