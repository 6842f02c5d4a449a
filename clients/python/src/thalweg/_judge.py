"""Decides, from the records of one attempt, whether it should stop."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

from thalweg.records import Decision, Metrics, calls_for_stop
from thalweg.rules import MAX_HISTORY, Rule

log = logging.getLogger("thalweg")


@dataclass(frozen=True)
class StopReason:
    """Why a run should stop."""

    step: int
    """Of the snapshot that gave the reason."""
    text: str
    """One sentence for people."""
    advice: Optional[Decision] = None
    """The service's decision, when it was its advice; None when it was a rule of the user's."""


class StopJudge:
    """The first reason stands. Fed by one thread, asked by any."""

    def __init__(self, attempt: int, advice: bool, rules: Sequence[Rule]) -> None:
        self.reason: Optional[StopReason] = None
        self._attempt = attempt
        self._advice = advice
        self._rules = tuple(rules)
        self._history: deque[Metrics] = deque(maxlen=MAX_HISTORY)
        self._warned = False

    def hear_metrics(self, record: Metrics) -> None:
        if self.reason is not None or record.get("attempt") != self._attempt:
            return
        self._history.append(record)
        history = list(self._history)
        for rule in self._rules:
            text = self._ask(rule, history)
            if text:
                self.reason = StopReason(record["step"], text)
                return

    def hear_decision(self, decision: Decision) -> None:
        ours = self._advice and decision.get("attempt") == self._attempt
        if self.reason is None and ours and calls_for_stop(decision):
            self.reason = StopReason(decision["step"], decision["reason"], decision)

    def _ask(self, rule: Rule, history: Sequence[Metrics]) -> Optional[str]:
        try:
            return rule(history)
        except Exception:  # A user's mistake must not end a training.
            if not self._warned:
                self._warned = True
                log.warning("a stopping rule raised; it counts as no reason to stop", exc_info=True)
            return None
