"""Runbooks and rules against each other and against the code: what a runbook tells to type or to look for is there.

    python3 runbooks.py
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).parents[2]
RULES = ROOT / "dashboards" / "prometheus"
RUNBOOKS = ROOT / "docs" / "runbooks"
SECTIONS = ["## Look first", "## Do", "## When it is false"]


def read(*names):
    return "\n".join((ROOT / name).read_text("utf-8") for name in names)


def alerts():
    """Alerts by name, each the text of its rule: the files are laid out by us, so that lines tell."""
    found = {}
    for file in sorted((RULES / "rules").glob("*.yml")):
        for part in file.read_text("utf-8").split("- alert: ")[1:]:
            name, text = part.split("\n", 1)
            found[name] = text.split("- record: ")[0]
    return found


def rule_problems(found):
    tests = "\n".join(file.read_text("utf-8") for file in sorted((RULES / "tests").glob("*.yml")))
    for name, text in found.items():
        if not re.search(r"severity: (critical|warning|info)\n", text):
            yield f"{name}: no severity, or an unknown one"
        if not re.search(r"runbook_url: https://thalweg\.example\.com/docs/runbooks/" + name + r"\.md\n", text):
            yield f"{name}: its runbook_url does not end in docs/runbooks/{name}.md"
        summary = text.split("summary:")[-1].split("description:")[0]
        if "{{" not in summary and name != "ThalwegDown":
            yield f"{name}: its summary names no run, no processor and no figure"
        # Tests that expect alerts have a list of them; those that expect none have not.
        cases = re.findall(r"alertname: " + name + r"\b(.)", tests.replace("\n", "|"))
        if "|" not in cases:
            yield f"{name}: no test in which it fires"
        if "}" not in cases:
            yield f"{name}: no test in which it does not fire"


def runbook_problems(found):
    written = {file.stem: file.read_text("utf-8") for file in sorted(RUNBOOKS.glob("*.md"))}
    for name in found.keys() ^ written.keys():
        yield f"{name}: an alert without a runbook, or a runbook without an alert"
    for name, text in written.items():
        sections = [line for line in text.split("\n") if line.startswith("## ")]
        if not text.startswith(f"# {name}\n") or sections != SECTIONS:
            yield f"{name}: expected the title {name} and the sections {', '.join(SECTIONS)}"
    yield from names_problems("\n".join(written.values()))


def names_problems(text):
    """Metrics, keys, reasons, topics and paths are those of the documents, which tests hold to the code."""
    known = {
        r"`(thalweg_[a-z_]+)`": read("docs/metrics.md"),
        r"`((?!thalweg)(?:[a-z]+\.)+[a-z]+)`": read("docs/configuration.md", "docs/processing.md"),
        r"`(thalweg\.[a-z-]+)`": read("docs/wire-format.md", "docs/policies.md", "docs/processing.md"),
        r"`([A-Z]+(?:_[A-Z]+)*)`": read(
            "protocol/src/main/java/io/thalweg/protocol/chunk/RejectionReason.java",
            "protocol/src/main/java/io/thalweg/protocol/record/AlarmKind.java",
        ),
        r"PROCESSOR:8787(/[a-z/]+)": read("docs/http.md"),
        r"`(/[a-z/]+)`": read("docs/http.md"),
    }
    for pattern, documents in known.items():
        for name in sorted(set(re.findall(pattern, text))):
            if not re.search(re.escape(name) + r"\b", documents):
                yield f"{name}: named in a runbook, but not where it would be described"


def command_problems():
    """Every thalweg command of a runbook is one, and knows the options that it is given."""
    text = "\n".join(file.read_text("utf-8") for file in sorted(RUNBOOKS.glob("*.md")))
    commands = {}
    for words in re.findall(r"(?:^    |`)thalweg ([a-z][^`\n]*)", text, re.MULTILINE):
        name = tuple(re.match(r"(?:[a-z]+ ?)+", words).group(0).split())
        commands.setdefault(name, set()).update(re.findall(r"--[a-z-]+", words))
    for name, options in sorted(commands.items()):
        told = subprocess.run(
            [ROOT / "thalweg", *name, "--help"], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )
        if told.returncode != 0 or f"Usage: thalweg {' '.join(name)}" not in told.stdout:
            yield f"thalweg {' '.join(name)}: no such command"
        for option in sorted(options):
            if not re.search(re.escape(option) + r"\b", told.stdout):
                yield f"thalweg {' '.join(name)}: no option {option}"


def main():
    found = alerts()
    problems = [*rule_problems(found), *runbook_problems(found), *command_problems()]
    print("\n".join(problems + [f"{len(found)} alerts with their runbooks, {len(problems)} problems"]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
