"""The JSON records of the topics: the state of a run, which a trainer writes, and the two that it reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import Any, Optional

from thalweg._checks import expect

Metrics = Mapping[str, Any]
"""One record of ``thalweg.metrics``: the keys of docs/schemas/metrics.schema.json; a figure not known is absent."""

Decision = Mapping[str, Any]
"""One record of ``thalweg.decisions``: the keys of docs/schemas/decisions.schema.json."""

_MOST_ACKNOWLEDGEMENTS = 64
_LONGEST_REASON = 1024
_LONGEST_ACTION = 256


@dataclass(frozen=True)
class RunState:
    """All that a trainer says about a run; every record on ``thalweg.runs`` is the whole of it."""

    run: str
    attempt: int
    tags: Mapping[str, str]
    total_steps: Optional[int]
    probe_set: str
    started_at: str
    updated_at: str
    state: str = "running"
    reason: Optional[str] = None
    acknowledgements: tuple[Mapping[str, Any], ...] = ()

    @property
    def ended(self) -> bool:
        return self.state != "running"

    def ending(self, state: str, reason: Optional[str], now: str) -> RunState:
        """The same run, ended; a longer reason is cut at 1,024 characters."""
        kept = (reason or "")[:_LONGEST_REASON] or None
        return replace(self, state=state, reason=kept, updated_at=now)

    def acknowledging(self, kind: str, step: int, action: str, now: str) -> RunState:
        """The same run, with what was done about an alarm; the oldest of 64 is forgotten."""
        expect(1 <= len(action) <= _LONGEST_ACTION, "action", action, f"1 to {_LONGEST_ACTION} characters")
        latest = {"kind": kind, "step": step, "action": action, "at": now}
        kept = (*self.acknowledgements, latest)[-_MOST_ACKNOWLEDGEMENTS:]
        return replace(self, acknowledgements=kept, updated_at=now)

    def to_json(self) -> bytes:
        record: dict[str, Any] = {
            "schema": "thalweg.runs/1",
            "run": self.run,
            "attempt": self.attempt,
            "state": self.state,
            "reason": self.reason,
            "tags": dict(self.tags),
            "totalSteps": self.total_steps,
            "probeSet": self.probe_set,
            "startedAt": self.started_at,
            "updatedAt": self.updated_at,
            "acknowledgements": list(self.acknowledgements),
        }
        present = {key: value for key, value in record.items() if value is not None}
        return json.dumps(present, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def read_record(value: bytes, schema: str) -> dict[str, Any]:
    """A record's keys, nulls left out. Raises ValueError when it is not JSON of this schema, such as
    ``thalweg.metrics/1``."""
    record = json.loads(value)
    found = record.get("schema") if isinstance(record, dict) else None
    expect(found == schema, "schema of the record", found, schema)
    return {key: kept for key, kept in record.items() if kept is not None}


def calls_for_stop(decision: Decision) -> bool:
    """Whether a hook should stop: the alarm stands, and the advice is in earnest."""
    return (
        decision.get("state") in ("raised", "reconsidered")
        and decision.get("stopAdvised") is True
        and decision.get("shadow") is not True
    )


def instant(seconds: float) -> str:
    """Seconds since 1970 as ISO 8601 in UTC, with milliseconds."""
    moment = datetime.fromtimestamp(seconds, tz=timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
