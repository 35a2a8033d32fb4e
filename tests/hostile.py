"""Strings made to harm, and every door by which a string comes in: each string goes through each door."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

DAY = "2020-08-18"
STORY = "Floods killed {dead} people in Unpha on Monday, {words} said."


def strings() -> dict[str, str]:
    """Each string by its name, out of `hostile_strings.csv`, where it is written with Python's escapes."""
    with (Path(__file__).parent / "hostile_strings.csv").open(encoding="utf-8", newline="") as rows:
        return {row["name"]: row["string"].encode().decode("unicode_escape") for row in csv.DictReader(rows)}


def written(folder: Path) -> None:
    """A folder of articles: text with a sidecar, pages, Markdown with front matter, CSV, JSON lines, names of files."""
    folder.mkdir()
    records = []
    for number, (name, words) in enumerate(strings().items()):
        story, whole = STORY.format(dead=number + 2, words=words), words.encode("utf-8", "replace").decode()
        told = {"title": words, "source": words, "url": words, "published": DAY, "language": "en"}
        head = "".join(f"{key}: {json.dumps(value)}\n" for key, value in told.items())
        put(folder / f"{name}.txt", story)
        put(folder / f"{name}.yaml", f"id: {json.dumps(words)}\n{head}")
        put(folder / f"{name}-front.md", f"---\n{head}---\n{story}")
        meta = f'<meta property="og:site_name" content="{words}"><title>{words}</title>'
        put(folder / f"{name}.html", f"<html><head>{meta}</head><body><article><p>{story}</p></article></body></html>")
        records.append({**told, "id": words, "text": f"{words} killed 2 people."})
        if len(whole.encode()) < 200 and not {"/", "\0"} & {*whole}:
            put(folder / f"{whole}.txt", story)
    put(folder / "null.csv", f"id,title,text\n1,a\0b,{STORY}\n")
    with (folder / "rows.csv").open("w", encoding="utf-8", errors="replace", newline="") as out:
        rows = csv.DictWriter(out, list(records[0]))
        rows.writeheader()
        rows.writerows({**one, "text": f"{one['text']} Again."} for one in records if "\0" not in one["id"])
    put(folder / "lines.jsonl", "".join(json.dumps(one) + "\n" for one in records))


def put(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "replace"))


def leaves(value: object) -> Iterator[str]:
    """All texts in a value as JSON has it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inside in value.items():
            yield key
            yield from leaves(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from leaves(inside)
