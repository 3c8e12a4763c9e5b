"""Extracts what Python's package of the semantic conventions says, for conventions_test.ts.

    pip install opentelemetry-semantic-conventions==0.66b2
    python extract_python_conventions.py > python_conventions.json

Prints its version, names of attributes, and instrument and unit of metrics, each only of those names
that conventions.json has.
"""

import json
import re
from importlib.metadata import version
from pathlib import Path

import opentelemetry.semconv as semconv

CONSTANT = re.compile(r'^[A-Z0-9_]+(?:: Final)? = \(?\s*"([^"]+)"', re.M)
METRIC = re.compile(CONSTANT.pattern + r'\s*\)?\n"""\n(.*?)"""', re.M | re.S)


def main():
    wanted = json.loads((Path(__file__).parent / "conventions.json").read_text())
    attributes, metrics = set(), {}
    for path in Path(next(iter(semconv.__path__))).rglob("*.py"):
        text = path.read_text()
        if path.parent.name == "attributes":
            attributes |= set(CONSTANT.findall(text)) & wanted["attributes"].keys()
        if path.parent.name == "metrics":
            for name, comment in METRIC.findall(text):
                facts = dict(re.findall(r"^(Instrument|Unit): (.+)$", comment, re.M))
                if name in wanted["metrics"] and facts:
                    metrics[name] = {"instrument": facts["Instrument"], "unit": facts["Unit"]}
    facts = {
        "package": "opentelemetry-semantic-conventions",
        "version": version("opentelemetry-semantic-conventions"),
        "attributes": sorted(attributes),
        "metrics": dict(sorted(metrics.items())),
    }
    print(json.dumps(facts, indent=2))


main()
