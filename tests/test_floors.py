"""Accuracy never drops below what was once reached, on gold that has not changed."""

import json

import pytest

from benchmarks import accuracy

HELD = json.loads(accuracy.FLOORS.read_text(encoding="utf-8")) if accuracy.FLOORS.is_file() else {}
SLACK = 0.0015  # one flipped item of the larger sets


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    if not accuracy.BENCH.is_dir():
        pytest.skip("the benchmark folder is not beside the project")
    changed = [task for task, digest in accuracy.digests().items() if HELD["gold"][task] != digest]
    if changed:
        pytest.skip(f"the gold of {', '.join(changed)} has changed; measure and pin anew: benchmarks/accuracy.py --pin")
    return accuracy.measure()[0]


@pytest.mark.parametrize("measure", accuracy.MEASURES, ids=lambda m: f"{m.task}: {m.name}")
def test_a_figure_once_reached_is_held(measure: accuracy.Measure, figures: dict[str, float]) -> None:
    name = f"{measure.task}: {measure.name}"
    if measure.at_most:
        assert figures[name] <= HELD["floors"][name] + SLACK
    else:
        assert figures[name] >= HELD["floors"][name] - SLACK
