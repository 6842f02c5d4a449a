"""Which metrics a PromQL expression names."""
import re

STRINGS = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'')
MATCHERS = re.compile(r"\{[^{}]*\}")
GROUPINGS = re.compile(r"\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^()]*\)")
RANGES = re.compile(r"\[[^\]]*\]")
# A name, unless it is a function (what follows is a bracket), part of a number, or a Grafana variable.
NAMES = re.compile(r"(?<![\w$.:])([A-Za-z_:][\w:]*)(?!\s*\()(?![\w:])")
WORDS = {"and", "or", "unless", "bool", "offset", "inf", "nan", "group_left", "group_right", "sum", "by", "without"}


def metrics(expression):
    """The set of names of metrics."""
    for noise in (STRINGS, MATCHERS, GROUPINGS, RANGES):
        expression = noise.sub(" ", expression)
    return {name for name in NAMES.findall(expression) if name.lower() not in WORDS}
