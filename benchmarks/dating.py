"""How often an undated article gets its day back: articles of the folders beside the project with their dates hidden.

    python benchmarks/dating.py [--every N] [--show]

Prints for each collection how many were given a day, how many of these are right (to the day, and within a day), how
many got a range that holds the day, and how many stay open.  The texts belong to other people and are read where they
lie; without them there is nothing to measure.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from nkdata.extracting.extractionresources import default_resources
from nkdata.extracting.pipeline import dated, read
from nkdata.model import Article
from nkdata.reading.articles import read_articles

SHARED = Path(__file__).parents[2] / "shared"
FOLDERS = {"reposts 2016": "reposts_2016", "KCNA 2024": "kcna_json", "KCNA 2011-12": "kcna_2011_2012"}


def benched() -> Iterator[Article]:
    """The dated articles of the claim benchmark."""
    for path in sorted((SHARED / "bench" / "claims").glob("*/articles.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Article(row["id"], row["text"], row["title"], (row["date"] or "")[:10] or None, language="en")


def collections() -> Iterator[tuple[str, list[Article]]]:
    """Name and English articles with a known day."""
    for name, folder in FOLDERS.items():
        found = read_articles([str(SHARED / "corpora" / folder)], refused=lambda _: None)
        yield name, [one for one in found if one.published and one.language == "en"]
    yield "claim benchmark", [one for one in benched() if one.published]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=20, help="take each n-th article of a collection of thousands")
    parser.add_argument("--show", action="store_true", help="name each wrong day with its evidence")
    given = parser.parse_args()
    known = default_resources()
    heads = ("articles", "told", "right", "±1 day", "range", "holds", "no year", "open")
    print(f"{'collection':<20}" + "".join(f"{head:>9}" for head in heads))
    for name, articles in collections():
        counts = dict.fromkeys(("told", "right", "near", "range", "holds", "day only", "open"), 0)
        taken = articles[:: given.every] if len(articles) > 1000 else articles
        for article in taken:
            hidden = replace(
                article, published=None, published_precision=None, published_how="unknown", published_evidence=()
            )
            found = dated(read(hidden, known), known).article
            day = date.fromisoformat(str(article.published))
            if found.published:
                off = abs((date.fromisoformat(found.published) - day).days)
                counts["told"] += 1
                counts["right"] += off == 0
                counts["near"] += off <= 1
                if off and given.show:
                    print(
                        f"  {article.id[:60]}: {found.published}, in truth {day}",
                        *found.published_evidence,
                        sep="\n    ",
                    )
            elif found.published_evidence and not found.published_evidence[0].startswith("between"):
                counts["day only"] += 1
            elif found.published_evidence:
                first, last = (date.fromisoformat(word) for word in found.published_evidence[0].split()[1::2])
                counts["range"] += 1
                counts["holds"] += first <= day <= last
            else:
                counts["open"] += 1
        print(f"{name:<20}" + "".join(f"{number:>9}" for number in (len(taken), *counts.values())))


if __name__ == "__main__":
    main()
