"""How fast articles are read: characters per CPU second, warm, median of five, over a fixed corpus.

Uses the agency items of 2024 in the corpora beside the project; without them the seed article, many times over.
"""

from __future__ import annotations

import json
import statistics
import time
from dataclasses import replace
from pathlib import Path

import nkdata
from nkdata import resources
from nkdata.model import Article

CORPUS = Path(__file__).parents[2] / "shared" / "corpora" / "kcna_json" / "headlines_2024-08-10.json"
RUNS = 5


def articles() -> tuple[str, list[Article]]:
    """What is read, and its name."""
    if CORPUS.is_file():
        rows = [row for row in json.loads(CORPUS.read_text(encoding="utf-8")) if row.get("story_text")]
        return CORPUS.name, [
            Article(str(n), row["story_text"], published=str(row["date_str"])[:10], language="en", content_hash=str(n))
            for n, row in enumerate(rows)
        ]
    (seed,) = nkdata.read_articles([resources.seed()])
    return "the seed, 100 times", [replace(seed, id=str(n)) for n in range(100)]


def main() -> None:
    """Print the table."""
    name, read = articles()
    characters = sum(len(article.text) for article in read)
    speeds = []
    for _ in range(RUNS + 1):
        start = time.process_time()
        for article in read:
            nkdata.extract(article)
        speeds.append(characters / (time.process_time() - start))
    warm = sorted(speeds[1:])
    print(f"corpus: {name}, {len(read)} articles, {characters:,} characters")
    print(f"{'characters per CPU second':<32}{'lowest':>12}{'median':>12}{'highest':>12}")
    print(f"{'extraction, warm, five runs':<32}{warm[0]:>12,.0f}{statistics.median(warm):>12,.0f}{warm[-1]:>12,.0f}")


if __name__ == "__main__":
    main()
