"""What charts cost: CPU seconds of each chart's drawing, from its ready answer, and of the question before it.

Two hundred thousand figures over all floods, made up by repeating those of a thousand articles with other values; the
events and mentions are those of three thousand articles.  `python -m benchmarks.charts [FIGURES]` prints the table.
"""

from __future__ import annotations

import sys
import time

import pandas as pd

from benchmarks import gallery
from nkdata.questions.figures import figures
from nkdata.reference import reference

FIGURES, ARTICLES, FLOOD = 200_000, 1000, "2020-08-flood"
MOST, MOST_OF_ONE = 3.0, 0.5  # seconds: of all charts, of each


def many(number: int) -> pd.DataFrame:
    """So many figures: the tables' own, then made-up ones, dealt out to the floods in turn."""
    tables = reference()
    held = figures(gallery.made_up(ARTICLES), tables)
    floods = list(tables["disasters"]["disaster_id"])
    told = held[held["origin"] == "article"]
    repeats = -(-max(0, number - len(held)) // max(1, len(told)))
    made = pd.concat([told] * repeats, ignore_index=True).head(max(0, number - len(held)))
    order = pd.Series(range(len(made)))
    made["figure_id"] = "f-made-" + order.astype(str)
    made["disaster_id"] = order.map(lambda at: floods[at % len(floods)])
    for name in ("value", "low", "high"):
        made[name] = made[name] + order % 977
    return pd.concat([held, made], ignore_index=True)


def main() -> None:
    """Print the table."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else FIGURES
    charts = gallery.asked(gallery.made_up(gallery.THOUSANDS), FLOOD, many(number))
    taken: dict[str, tuple[float, float]] = {}
    for name, (ask, draw) in charts.items():
        start = time.process_time()
        answer = ask("")
        between = time.process_time()
        draw(answer, "")
        taken[name] = (time.process_time() - between, between - start)
    print(f"{'chart':<24}{'drawing, CPU s':>16}{'question, CPU s':>18}")
    for name, (drawing, asking) in sorted(taken.items(), key=lambda one: -one[1][0]):
        print(f"{name:<24}{drawing:>16.2f}{asking:>18.2f}{_above(drawing, MOST_OF_ONE)}")
    drawing, asking = (sum(column) for column in zip(*taken.values(), strict=True))
    print(f"{'all':<24}{drawing:>16.2f}{asking:>18.2f}{_above(drawing, MOST)}")


def _above(seconds: float, most: float) -> str:
    return f"  drawing above {most}" if seconds > most else ""


if __name__ == "__main__":
    main()
