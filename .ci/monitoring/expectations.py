"""What must hold of a demo that a real Prometheus scrapes and a real Alertmanager tells of.

Each returns what is missing or wrong, in sentences.
"""
import fnmatch
import math
import pathlib
import re
import time

import dashboards
import promql

# What Prometheus adds by itself.
OF_PROMETHEUS = {"ALERTS", "ALERTS_FOR_STATE", "up"}
HISTOGRAM_PARTS = ("_bucket", "_sum", "_count")
UNUSED = pathlib.Path(__file__).parent / "unused-metrics.txt"
VALUES = {
    "__rate_interval": "10s",
    "__interval": "2s",
    "__range": "1m",
    "experiment": ".*",
    "job": ".*",
    "instance": ".*",
    "tag": "arch",
}


class Failed(Exception):
    """Something that waiting does not mend."""


def _ask(prometheus, path, **parameters):
    answer = prometheus.get(path, **parameters)
    if answer is None or answer["status"] != "success":
        raise Failed(f"{path} {parameters}: {answer}")
    return answer["data"]


def healthy_run(prometheus):
    """A run that has all figures, for the dashboard of one run."""
    query = "topk(1, thalweg_run_off_manifold_rank and on (run) thalweg_run_unfamiliar)"
    found = _ask(prometheus, "/api/v1/query", query=query)
    return found["result"][0]["metric"]["run"] if found["result"] else None


def _numbers(result):
    return [
        float(value)
        for series in result
        for _, value in (series.get("values") or [series["value"]])
        if math.isfinite(float(value))
    ]


def _is_empty(prometheus, query, values):
    expression = query.with_values(values)
    now = time.time()
    if query.instant:
        data = _ask(prometheus, "/api/v1/query", query=expression, time=now)
    else:
        data = _ask(prometheus, "/api/v1/query_range", query=expression, start=now - 60, end=now, step=2)
    return not _numbers(data["result"])


def empty_queries(prometheus):
    """Panels, annotations and variables that show nothing."""
    run = healthy_run(prometheus)
    if run is None:
        return ["there is no run with figures"]
    empty = []
    for uid, dashboard in dashboards.load().items():
        values = dict(VALUES, run=run if uid == "thalweg-run" else ".*")
        queries = dashboards.panel_queries(dashboard)
        # The healthy run has no alarm, and the service of a demo that works has no alert.
        if uid == "thalweg-fleet":
            queries = queries + dashboards.annotation_queries(dashboard)
        empty.extend(query.place for query in queries if _is_empty(prometheus, query, values))
        for query, label in dashboards.variable_queries(dashboard):
            path = f"/api/v1/label/{label}/values" if label else "/api/v1/labels"
            if not _ask(prometheus, path, **{"match[]": query.with_values(values)}):
                empty.append(query.place)
    return empty + _without_exemplars(prometheus)


def _without_exemplars(prometheus):
    """Queries that show exemplars, of metrics that have none with a run."""
    missing = []
    now = time.time()
    for dashboard in dashboards.load().values():
        for query in dashboards.panel_queries(dashboard):
            if query.exemplars:
                series = _ask(
                    prometheus,
                    "/api/v1/query_exemplars",
                    query=query.with_values(VALUES),
                    start=now - 60,
                    end=now,
                )
                if not any("run" in exemplar["labels"] for each in series for exemplar in each["exemplars"]):
                    missing.append(f"{query.place}: no exemplars")
    return missing


def rule_problems(prometheus):
    """Rules that do not evaluate."""
    groups = _ask(prometheus, "/api/v1/rules")["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    return [f"{rule['name']}: {rule['health']} {rule.get('lastError', '')}" for rule in rules if rule["health"] != "ok"]


def _family(name):
    for part in HISTOGRAM_PARTS:
        if name.endswith(part):
            return name[: -len(part)]
    return name


def unused_allowed():
    """Patterns of metrics that nothing shows, each with its reason."""
    lines = [line for line in UNUSED.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return dict(line.split(None, 1) for line in lines)


def metric_problems(prometheus):
    """Metrics that are named but not exported, or exported but neither used nor excused."""
    exported = set(_ask(prometheus, "/api/v1/label/__name__/values", **{"match[]": '{job="thalweg"}'}))
    exported = {name for name in exported - OF_PROMETHEUS if not name.startswith("scrape_")}
    rules = [rule for group in _ask(prometheus, "/api/v1/rules")["groups"] for rule in group["rules"]]
    recorded = {rule["name"] for rule in rules if rule["type"] == "recording"}
    used = set().union(*(promql.metrics(rule["query"]) for rule in rules))
    for rule in rules:
        used |= {name for name in exported if any(name in text for text in rule.get("annotations", {}).values())}
    for dashboard in dashboards.load().values():
        for query in dashboards.panel_queries(dashboard):
            used |= promql.metrics(query.expression)
    problems = [f"{name}: named, but not exported" for name in sorted(used - exported - recorded - OF_PROMETHEUS)]
    families = {_family(name) for name in used}
    allowed = unused_allowed()
    needed = set()
    for name in sorted(exported):
        if name in used or _family(name) in families:
            continue
        pattern = next((each for each in allowed if fnmatch.fnmatchcase(name, each)), None)
        if pattern is None:
            problems.append(f"{name}: exported, but nothing uses it and {UNUSED.name} gives no reason")
        needed.add(pattern)
    problems.extend(f"{UNUSED.name}: {pattern} excuses nothing" for pattern in allowed if pattern not in needed)
    return problems, len(exported), len(used & exported)


def _firing(messages, name):
    return [
        alert
        for message in messages
        for alert in message["alerts"]
        if alert["labels"]["alertname"] == name and alert["status"] == "firing"
    ]


def _labelled(alert, run, experiment):
    return alert["labels"].get("run") == run and alert["labels"].get("experiment") == experiment


def told(received, bad_run):
    """What webhook, Slack and mail have not been told yet."""
    missing = []
    alerts = _firing(received.by("/alerts"), "ThalwegRunNonFinite")
    if not any(_labelled(alert, bad_run, "demo") for alert in alerts):
        missing.append(f"the webhook has not been told that {bad_run} of experiment demo is not finite")
    summaries = [alert["annotations"]["summary"] for alert in alerts]
    if not any(bad_run in summary and re.search(r"step \d+", summary) for summary in summaries):
        missing.append("no summary names run and step")
    slack = [message["attachments"][0] for message in received.by("/slack")]
    if not any(bad_run in each["text"] and "firing" in each["title"] and "demo" in each["title"] for each in slack):
        missing.append(f"Slack has not been told of {bad_run}")
    if not any(bad_run in mail["text"] and "firing" in mail["subject"] for mail in received.by("mail")):
        missing.append(f"no mail has come about {bad_run}")
    if not _firing(received.by("/alerts"), "ThalwegAdviceTaken"):
        missing.append("the webhook has not been told that a trainer acted on advice")
    return missing


def not_inhibited(alertmanager, bad_run):
    """Whether other alerts of a run that is not finite are kept back."""
    alerts = [alert for alert in alertmanager.get("/api/v2/alerts") or [] if alert["labels"].get("run") == bad_run]
    others = [alert for alert in alerts if alert["labels"]["alertname"] != "ThalwegRunNonFinite"]
    if not others:
        return [f"{bad_run} has no other alert that could be inhibited"]
    told_all_the_same = [alert for alert in others if not alert["status"]["inhibitedBy"]]
    return [f"{alert['labels']['alertname']} is not inhibited" for alert in told_all_the_same]


def false_alerts(received, bad_runs):
    """Alerts that nobody should have been told."""
    return [
        f"{alert['labels']}"
        for message in received.by("/alerts")
        for alert in message["alerts"]
        if alert["labels"]["alertname"] != "ThalwegAdviceTaken" and alert["labels"].get("run") not in bad_runs
    ]


def fires(prometheus, bad_run, since):
    """Whether the run's alert has been evaluated, and has fired, since then (seconds since 1970)."""
    query = f'timestamp(ALERTS{{alertname="ThalwegRunNonFinite", run="{bad_run}", alertstate="firing"}}) > {since}'
    answer = prometheus.get("/api/v1/query", query=query)
    return answer is not None and bool(answer["data"]["result"])


def resolved(received):
    """Alerts of runs that were called off."""
    return [
        f"{alert['labels']['alertname']} of {alert['labels'].get('run')}"
        for message in received.by("/alerts")
        for alert in message["alerts"]
        if alert["status"] == "resolved" and "run" in alert["labels"]
    ]
