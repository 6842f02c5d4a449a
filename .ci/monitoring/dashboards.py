"""The dashboards: their panels, their queries, and what stands for Grafana's variables when a query is run without Grafana."""
import json
import pathlib
import re
from dataclasses import dataclass

FOLDER = pathlib.Path(__file__).parents[2] / "dashboards" / "grafana" / "dashboards"


@dataclass(frozen=True)
class Query:
    """One query of a panel, an annotation or a variable."""

    place: str
    expression: str
    instant: bool
    exemplars: bool = False

    def with_values(self, values):
        """The expression with variables replaced; one that has no value is left, and fails in Prometheus."""
        return re.sub(
            r"\$(?:\{(\w+)\}|(\w+))",
            lambda match: values.get(match.group(1) or match.group(2), match.group(0)),
            self.expression,
        )


def load():
    """All dashboards by uid."""
    loaded = [json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))]
    return {dashboard["uid"]: dashboard for dashboard in loaded}


def panels(dashboard):
    """The panels that show something."""
    return [panel for panel in dashboard["panels"] if panel["type"] != "row"]


def panel_queries(dashboard):
    """Every query of every panel."""
    return [
        Query(
            f"{dashboard['title']}: {panel['title']} ({target['refId']})",
            target["expr"],
            target["instant"],
            target.get("exemplar", False),
        )
        for panel in panels(dashboard)
        for target in panel["targets"]
    ]


def annotation_queries(dashboard):
    """Every query of an annotation."""
    return [
        Query(f"{dashboard['title']}: annotation {each['name']}", each["target"]["expr"], False)
        for each in dashboard["annotations"]["list"]
    ]


def variable_queries(dashboard):
    """Queries of variables, as pairs of the selector and the label whose values are asked for, None for the labels."""
    queries = []
    for variable in dashboard["templating"]["list"]:
        if variable["type"] != "query":
            continue
        text = variable["query"]["query"]
        values = re.fullmatch(r"label_values\((.+), (\w+)\)", text)
        names = re.fullmatch(r"label_names\((.+)\)", text)
        if not values and not names:
            raise ValueError(f"{dashboard['title']}: variable {variable['name']}: {text}")
        selector, label = values.groups() if values else (names.group(1), None)
        queries.append((Query(f"{dashboard['title']}: variable {variable['name']}", selector, True), label))
    return queries
