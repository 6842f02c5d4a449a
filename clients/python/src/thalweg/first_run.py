"""A first run: a small network of scikit-learn learns the digits, and the terminal shows where in the valley it is.

    ./thalweg demo                                                  in one terminal; it prints Kafka's address
    python -m thalweg.first_run --bootstrap-servers 127.0.0.1:9092  in another

With ``--broken`` labels are shifted from the middle on: the service raises an alarm and advises to stop, which the
trainer does. Needs the extra ``sklearn``.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from typing import Optional

import numpy as np
from sklearn.neural_network import MLPClassifier

from thalweg.digits import CLASSES, load
from thalweg.publisher import Publisher
from thalweg.records import Metrics
from thalweg.sklearn import watch
from thalweg.stopping import EarlyStopping

_BATCH = 32
_HEADER = f"{'step':>6}  {'progress':>8}  {'off (nats)':>10}  {'rank':>5}  alarms"


def train(publisher: Publisher, stopping: EarlyStopping, steps: int, every: int, broken: bool, pause: float) -> None:
    """Trains for so many steps of ``partial_fit``, waiting ``pause`` seconds after each snapshot."""
    digits = load()
    rng = np.random.default_rng(0)
    network = MLPClassifier(hidden_layer_sizes=(64,), learning_rate_init=0.003, random_state=0)
    with watch(network, publisher, every=every, stopping=stopping) as watched:
        for step in range(1, steps + 1):
            batch = rng.integers(0, len(digits.labels), _BATCH)
            labels = digits.labels[batch]
            if broken and step > steps // 3:
                labels = (labels + 1) % CLASSES
            network.partial_fit(digits.images[batch], labels, classes=range(CLASSES))
            if watched.step():
                break
            if step % every == 0:
                time.sleep(pause)


def line(record: Metrics) -> str:
    """One row of the table."""
    figures = [f"{record[key]:{form}}" if key in record else "-" for key, form in _COLUMNS]
    return f"{record['step']:>6}  {figures[0]:>8}  {figures[1]:>10}  {figures[2]:>5}  {', '.join(record['alarms'])}"


_COLUMNS = (("progress", ".3f"), ("offManifoldNats", ".4f"), ("rank", ".2f"))


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Trains one run and prints what the service says about it."""
    parser = argparse.ArgumentParser(prog="python -m thalweg.first_run", description=main.__doc__)
    parser.add_argument("--bootstrap-servers", required=True, metavar="HOST:PORT")
    parser.add_argument("--run", default=f"first-run.{int(time.time())}", help="its id; default: the time of day in it")
    parser.add_argument("--steps", type=int, default=1500, help="default: %(default)s")
    parser.add_argument("--broken", action="store_true", help="shift the labels after a third of the steps")
    given = parser.parse_args(arguments)

    def show(history: Sequence[Metrics]) -> Optional[str]:
        print(line(history[-1]), flush=True)
        return None

    probe = load().probe
    publisher = Publisher(given.run, probe, given.bootstrap_servers, tags={"arch": "mlp64"}, total_steps=given.steps)
    stopping = EarlyStopping(publisher, advice=True, rules=[show])
    print(_HEADER)
    train(publisher, stopping, given.steps, every=50, broken=given.broken, pause=0.3)
    reason = stopping.reason
    print(f"run {given.run} " + (f"stopped at step {reason.step}: {reason.text}" if reason else "finished"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
