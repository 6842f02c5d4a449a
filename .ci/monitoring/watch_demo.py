"""Watches a demo as an operator would: Prometheus scrapes it, Alertmanager tells of its bad runs, dashboards ask for figures.

    python3 watch_demo.py PAGE FOLDER PID     the demo's page, a folder for configurations and logs, and the demo's process

Ends when everything has been seen and the demo is over; fails, with what is missing, when the demo is over before.
"""
import json
import os
import pathlib
import sys
import time
import urllib.parse

import expectations
import receivers
import servers

BAD_RUN = "mlp256-nesterov-divergence.s18"
BAD_RUNS = {BAD_RUN, "mlp128x2-adam-labels-shifted.s17"}
# Scrapes, evaluations and group intervals enough for a wrong "resolved" to arrive.
AFTERWARDS_SECONDS = 8
RESTART_SECONDS = 60


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def missing_now(prometheus, alertmanager, received):
    """What has not been seen yet; the first that is missing hides what follows from it."""
    if prometheus.get("/api/v1/query", query="1") is None:
        return ["Prometheus does not answer"]
    return (
        expectations.told(received, BAD_RUN)
        or expectations.not_inhibited(alertmanager, BAD_RUN)
        or expectations.empty_queries(prometheus)
    )


def watch(prometheus, alertmanager, received, pid):
    """Problems that are left when the demo is over."""
    missing = ["nothing was looked at"]
    started = time.monotonic()
    while missing and alive(pid):
        time.sleep(1)
        missing = missing_now(prometheus, alertmanager, received)
    if missing:
        return missing
    print(f"alerts told, dashboards full after {time.monotonic() - started:.0f} s")
    problems, exported, used = expectations.metric_problems(prometheus)
    print(f"{used} of {exported} exported metrics are used, the others have a reason")
    problems += expectations.rule_problems(prometheus)
    while alive(pid):
        time.sleep(0.5)
    time.sleep(AFTERWARDS_SECONDS)
    problems += restart(prometheus)
    problems += [f"called off although only the demo has ended: {each}" for each in expectations.resolved(received)]
    problems += [f"told without reason: {each}" for each in expectations.false_alerts(received, BAD_RUNS)]
    return problems


def restart(prometheus):
    """Restarts Prometheus, which must go on with the alert although nothing is there to scrape."""
    prometheus.restart()
    before = time.time()
    while time.time() - before < RESTART_SECONDS:
        time.sleep(1)
        if expectations.fires(prometheus, BAD_RUN, since=before):
            time.sleep(2)
            return []
    return [f"the alert of {BAD_RUN} does not fire after a restart of Prometheus"]


def main(page, folder, pid):
    folder = pathlib.Path(folder).resolve()
    folder.mkdir(parents=True)
    received = receivers.Received()
    http, mail = receivers.start_http(received), receivers.start_mail(received)
    port = servers.free_port()
    alertmanager = servers.start_alertmanager(folder, port, http, mail)
    prometheus = servers.start_prometheus(folder, urllib.parse.urlsplit(page).netloc, port)
    try:
        problems = watch(prometheus, alertmanager, received, int(pid))
    finally:
        prometheus.stop()
        alertmanager.stop()
    for way in ("/alerts", "/slack", "mail"):
        print(f"{way}: {len(received.by(way))} messages")
    (folder / "received.json").write_text(json.dumps(received.all(), indent=1), "utf-8")
    if problems:
        print("\n".join(problems))
        for server in (prometheus, alertmanager):
            print(f"--- {server.log.name}\n" + "\n".join(server.log.read_text("utf-8").splitlines()[-10:]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
