"""What a test looks into instead of a cluster."""

from __future__ import annotations

from typing import Any, Optional

import numpy as np

from thalweg import Probe


class Kept:
    """A sink that keeps everything."""

    def __init__(self, probe: Probe, run: str = "kept.s0") -> None:
        self.run = run
        self.probe = probe
        self.steps: list[int] = []
        self.snapshots: list[np.ndarray] = []
        self.kinds: list[str] = []
        self.events: list[str] = []

    def start(self) -> None:
        self.events.append("start")

    def publish_logits(self, step: int, logits: Any) -> None:
        self._keep(step, logits, "logits")

    def publish_probabilities(self, step: int, probabilities: Any) -> None:
        self._keep(step, probabilities, "probabilities")

    def _keep(self, step: int, values: Any, kind: str) -> None:
        self.steps.append(step)
        self.snapshots.append(np.array(values))
        self.kinds.append(kind)

    def end(self, error: Optional[BaseException] = None) -> None:
        self.events.append("finished" if error is None else f"failed: {error}")

    def close(self) -> None:
        self.events.append("close")


class StopAt:
    """A stopping hook that says stop from its so-manieth question on."""

    def __init__(self, question: int) -> None:
        self._left = question

    def start(self) -> None:
        pass

    def should_stop(self) -> bool:
        self._left -= 1
        return self._left <= 0

    def close(self) -> None:
        pass
