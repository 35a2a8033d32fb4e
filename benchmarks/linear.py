"""Time of each step of extraction for texts of one repeated piece: eight times the text, eight times the time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from nkdata.extracting.attribution.find import find_quotes
from nkdata.extracting.dates.find import find_dates
from nkdata.extracting.extractionresources import default_resources
from nkdata.extracting.names.find import find_names
from nkdata.extracting.names.mentions import find_mentions
from nkdata.extracting.pipeline import extract
from nkdata.extracting.quantities.find import find_quantities
from nkdata.extracting.wording.sentences import sentences
from nkdata.model import Article, Sentence

SMALL, TIMES = 100_000, 8  # characters
Told = tuple[Sentence, ...]
STEPS: dict[str, Callable[[Told], object]] = {
    "sentences": lambda told: sentences("".join(one.text for one in told)),
    "dates": lambda told: find_dates(told, "2020-08-18"),
    "quantities": lambda told: find_quantities(told, ()),
    "names": lambda told: find_names(told, default_resources().gazetteer),
    "attribution": lambda told: find_quotes(told, ()),
    "mentions": find_mentions,
    "all": lambda told: extract(Article(id="one", text="".join(one.text for one in told), published="2020-08-18")),
}
PIECES = {
    "sentences": ["word ", "1", "(", ".", '..."', "\n", ", ,  ", "A. ", "a\n", "“", "1 "],
    "dates": ["last ", "million ", "1 ", "May ", "the ", "a year ago ", "1 / ", "May 3 to "],
    "quantities": ["1", "1 ", "(1 km) ", "one ", "dozens of ", "5 to ", "$", "1-", "a hundred ", "from 1 to 2, "],
    "names": ["Kim ", "the North ", "Kangwon Kim ", "Seoul, ", "it said ", "the agency "],
    "attribution": [
        "he said, ", "“", "“a” ", "according to X, ", "“a.” ", "“a?” said x? ", "Kim said 40. ",
        "Seoul's claim that ", "said, citing X, ", "Kim said ", "“a” he said ", '" ', "according to ", "X, ", "of ",
        "( ", "said that ", "KCNA: ",
    ],
    "mentions": ["sanctions ", "UN sanctions on ", "tighter ", "resolution 2397 ", "coal "],
    "all": ["1 ", "(", "“a” ", "12 ", "Kim said 40 homes were destroyed. ", "40 homes and ", "plenary on Monday, "],
}  # fmt: skip


def spent(step: Callable[[Told], object], text: str) -> float:
    """CPU seconds of a step for a text."""
    told = sentences(text)
    start = time.process_time()
    step(told)
    return time.process_time() - start


def main() -> None:
    """Print the table; a name of a step and a size in characters may be given."""
    wanted = sys.argv[1:2] or list(PIECES)
    size = int(sys.argv[2]) if len(sys.argv) > 2 else SMALL
    print(f"{'step':<12}{'piece':<26}{'s':>9}{'8 times':>10}{'ratio':>8}")
    for name in wanted:
        for piece in PIECES[name]:
            one, eight = (spent(STEPS[name], piece * (n // len(piece))) for n in (size, size * TIMES))
            print(f"{name:<12}{piece!r:<26}{one:>9.2f}{eight:>10.2f}{eight / max(one, 1e-3):>8.1f}")


if __name__ == "__main__":
    main()
