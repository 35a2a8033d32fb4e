"""How long it takes to begin: importing the package, and the command line's help, beside bare Python."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 7
WHAT = {
    "python, nothing imported": ["-c", "pass"],
    "import nkdata": ["-c", "import nkdata"],
    "nkdata --help": ["-m", "nkdata.cli", "--help"],
}


def seconds(arguments: list[str]) -> float:
    """Wall seconds of one run."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print the table; runs take turns, so that a busy moment hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in WHAT}
    for _ in range(RUNS):
        for name, arguments in WHAT.items():
            taken[name].append(seconds(arguments))
    for name, runs in taken.items():
        print(f"{name:<32}{statistics.median(runs):>8.3f} s")


if __name__ == "__main__":
    main()
