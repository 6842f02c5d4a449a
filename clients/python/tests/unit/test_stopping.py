from __future__ import annotations

import math
from typing import Any

import pytest

from thalweg import EarlyStopping, Probe, Publisher, rules
from thalweg._judge import StopJudge
from thalweg.records import read_record

DECISION = {"attempt": 0, "step": 30, "kind": "STALL", "state": "raised", "stopAdvised": True, "reason": "stuck"}


def history(*progress: float) -> list[dict[str, Any]]:
    return [{"attempt": 0, "step": n, "progress": p} for n, p in enumerate(progress)]


@pytest.mark.parametrize(
    ("rule", "record", "stops"),
    [
        (rules.distance_above(0.1), {"offManifoldNats": 0.2}, True),
        (rules.distance_above(0.1), {"offManifoldNats": 0.1}, False),
        (rules.distance_above(0.1), {}, False),
        (rules.rank_above(0.9), {"rank": 0.95}, True),
        (rules.rank_above(0.9), {"rank": 0.9}, False),
        (rules.progress_reached(0.8), {"progress": 0.8}, True),
        (rules.progress_reached(0.8), {"progress": 0.7}, False),
        (rules.when("enough", lambda m: m["step"] > 3), {"step": 4}, True),
    ],
)
def test_rule_stops_where_it_should(rule, record, stops):
    assert (rule([record]) is not None) == stops


@pytest.mark.parametrize(
    ("progress", "stops"),
    [((0.1, 0.2), False), ((0.5, 0.4, 0.5), True), ((0.5, 0.4, 0.51), False), ((0.1, 0.2, 0.3), False)],
)
def test_no_progress_looks_back_on_the_best_before(progress, stops):
    assert (rules.no_progress_over(2)(history(*progress)) is not None) == stops


@pytest.mark.parametrize(
    "make", [lambda: rules.no_progress_over(0), lambda: rules.rank_above(2), lambda: rules.distance_above(math.nan)]
)
def test_unsound_rule_is_refused(make):
    with pytest.raises(ValueError, match="expected"):
        make()


def test_first_reason_stands():
    judge = StopJudge(0, True, [rules.progress_reached(0.5)])
    judge.hear_metrics({"attempt": 0, "step": 20, "progress": 0.6})

    judge.hear_decision(DECISION)

    assert judge.reason is not None
    assert judge.reason.step == 20
    assert judge.reason.advice is None


@pytest.mark.parametrize(
    "change",
    [{"attempt": 1}, {"state": "cleared"}, {"stopAdvised": False}, {"shadow": True}, {"state": "acknowledged"}],
)
def test_what_is_no_advice_for_this_attempt_is_passed_over(change):
    judge = StopJudge(0, True, [])

    judge.hear_decision({**DECISION, **change})

    assert judge.reason is None


@pytest.mark.parametrize("state", ["raised", "reconsidered"])
def test_advice_is_followed(state):
    judge = StopJudge(0, True, [])

    judge.hear_decision({**DECISION, "state": state, "shadow": False})

    assert judge.reason is not None
    assert judge.reason.text == "stuck"


def test_rule_that_raises_is_no_reason_to_stop():
    def broken(_: Any) -> str:
        raise RuntimeError

    judge = StopJudge(0, False, [broken])

    judge.hear_metrics({"attempt": 0, "step": 1})

    assert judge.reason is None


def test_hook_that_could_never_stop_is_refused():
    with pytest.raises(ValueError, match="advice is False; expected True, or a rule"):
        EarlyStopping(Publisher("r.s0", Probe([0, 1], 2), "127.0.0.1:1"), advice=False)


@pytest.mark.parametrize("value", [b"", b"[]", b'{"schema": "thalweg.metrics/2"}', b"\xff"])
def test_record_that_cannot_be_read_is_refused(value):
    with pytest.raises(ValueError):  # noqa: PT011 (of json, of UTF-8, or ours)
        read_record(value, "thalweg.metrics/1")


def test_null_is_taken_for_absent():
    assert read_record(b'{"schema": "s", "rank": null}', "s") == {"schema": "s"}
