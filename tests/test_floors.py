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


def test_a_floor_is_never_lowered_while_its_gold_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{one.task}: {one.name}" for one in accuracy.MEASURES]
    monkeypatch.setattr(accuracy, "digests", lambda: {one.task: "same" for one in accuracy.MEASURES})
    held = {"gold": accuracy.digests(), "floors": dict.fromkeys(names, 0.5)}
    lower, higher = (accuracy.raised(dict.fromkeys(names, now), held) for now in (0.4, 0.6))
    for one, name in zip(accuracy.MEASURES, names, strict=True):
        assert (lower[name], higher[name]) == ((0.4, 0.5) if one.at_most else (0.5, 0.6))
    held["gold"] = {}
    assert set(accuracy.raised(dict.fromkeys(names, 0.4), held).values()) == {0.4}
