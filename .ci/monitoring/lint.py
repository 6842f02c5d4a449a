"""What Grafana's types do not say: how our dashboards are written, and that they fit together.

    python3 lint.py
"""
import json
import re
import sys

import dashboards

UIDS = {"thalweg-fleet", "thalweg-run", "thalweg-service"}
BUILT_IN = {"__rate_interval", "__range", "__interval", "__url_time_range", "__value", "__field", "__data"}


def formatting():
    for path in sorted(dashboards.FOLDER.glob("*.json")):
        text = path.read_text("utf-8")
        dashboard = json.loads(text)
        if text != json.dumps(dashboard, indent=2, ensure_ascii=False) + "\n":
            yield f"{path.name}: not formatted as json.dumps(..., indent=2, ensure_ascii=False) would"
        if path.stem != dashboard["uid"]:
            yield f"{path.name}: its uid is {dashboard['uid']}, expected {path.stem}"


def panels(dashboard):
    ids = [panel["id"] for panel in dashboard["panels"]]
    if len(ids) != len(set(ids)):
        yield "two panels have one id"
    for panel in dashboards.panels(dashboard):
        name = panel["title"]
        if not panel["description"].strip().endswith("."):
            yield f"{name}: its description is no sentence: {panel['description']!r}"
        if not panel["fieldConfig"]["defaults"].get("unit"):
            yield f"{name}: no unit"
        refs = [target["refId"] for target in panel["targets"]]
        if not refs or len(refs) != len(set(refs)):
            yield f"{name}: no query, or two of one refId"
        for target in panel["targets"]:
            if target["instant"] == target["range"]:
                yield f"{name}: query {target['refId']} must be either instant or over a range"
            if panel["type"] == "timeseries" and "legendFormat" not in target:
                yield f"{name}: query {target['refId']} has no legend"


def places(dashboard):
    taken = {}
    for panel in dashboard["panels"]:
        grid = panel["gridPos"]
        for x in range(grid["x"], grid["x"] + grid["w"]):
            for y in range(grid["y"], grid["y"] + grid["h"]):
                if x >= 24 or (x, y) in taken:
                    yield f"{panel['title']}: overlaps {taken.get((x, y), 'the edge')}"
                    return
                taken[x, y] = panel["title"]


def variables(dashboard):
    names = {variable["name"] for variable in dashboard["templating"]["list"]}
    if "datasource" not in names or "live" not in names:
        yield "no variable for the data source, or none for the live page"
    text = json.dumps({key: value for key, value in dashboard.items() if key != "templating"})
    used = set(re.findall(r"\$\{?(\w+)", text))
    for name in used - names - BUILT_IN:
        yield f"${name} is no variable"
    for name in names - set(re.findall(r"\$\{?(\w+)", json.dumps(dashboard))):
        yield f"the variable {name} is not used"


def links(dashboard):
    text = json.dumps(dashboard)
    for uid in set(re.findall(r'"/d/([\w-]+)', text)) - UIDS:
        yield f"a link leads to {uid}, which there is not"
    kinds = {link["type"]: link for link in dashboard["links"]}
    if "thalweg" not in kinds.get("dashboards", {}).get("tags", []) or "thalweg" not in dashboard["tags"]:
        yield "no links to the other dashboards by the tag thalweg"
    if not kinds.get("link", {}).get("url", "").startswith("${live}"):
        yield "no link to the live page"
    if not dashboard["annotations"]["list"]:
        yield "no annotation of alarms"


def main():
    loaded = dashboards.load()
    problems = list(formatting())
    if set(loaded) != UIDS:
        problems.append(f"dashboards {sorted(loaded)}, expected {sorted(UIDS)}")
    for dashboard in loaded.values():
        for check in (panels, places, variables, links):
            problems.extend(f"{dashboard['title']}: {problem}" for problem in check(dashboard))
    print("\n".join(problems + [f"{len(loaded)} dashboards, {len(problems)} problems"]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
