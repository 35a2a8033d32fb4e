"""What is kept from run to run: the last published one, whether anything changed since, and which old ones go."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from nkdata.reporting.parameters import Parameter
from nkdata.reporting.publish import LATEST

RUNS = "runs"
MANIFEST = "manifest.json"
DAY = 86_400 * 10**9  # nanoseconds


@dataclass(frozen=True, slots=True)
class Ran:
    """An executed notebook: the digest of what it read, "" where that is not known; its files with their digests.

    `run` is the earlier run that it was taken over from, else "".
    """

    inputs: str
    files: Mapping[str, str]
    run: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """A published run: its folder's name, the digest of its inputs, the days it was cut at ("" for all).

    `notebooks` is what it tells of each of them.
    """

    name: str
    inputs: str
    as_of: str
    learned: str = ""
    collection: bool = False
    notebooks: Mapping[str, Ran] = field(default_factory=dict)

    def comes_before(self, as_of: str | None, learned: str | None, collection: bool = False) -> bool:
        """Whether a run cut at these days can be set against it: else what is only cut off would seem to be gone.

        Nor can one on files be set against one on a collection.
        """
        if collection != self.collection:
            return False
        cuts = ((self.as_of, as_of), (self.learned, learned))
        return all(not now or (before and before <= now) for before, now in cuts)


def last_published(out: Path) -> Published | None:
    """The run that `latest` leads to; None where there is none, or where it names no inputs."""
    try:
        folder = (out / LATEST).resolve(strict=True)
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        as_of, learned = (str(manifest[name] or "") for name in ("as_of", "learned"))
        ran = {name: Ran(**one) for name, one in manifest.get("notebooks", {}).items()}
        return Published(folder.name, str(manifest["inputs"]), as_of, learned, bool(manifest.get("collection")), ran)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def inputs_digest(manifest: Mapping[str, Any], notebooks: Mapping[str, Path]) -> str:
    """SHA-256 over everything that a page is made of but the report before it."""
    sources = {name: sha256(path.read_bytes()).hexdigest() for name, path in notebooks.items()}
    held = json.dumps([manifest, sources], sort_keys=True, ensure_ascii=False)
    return sha256(held.encode()).hexdigest()


def with_before(
    values: Mapping[str, dict[str, Any]], declared: Mapping[str, Sequence[Parameter]], last: Published | None
) -> dict[str, dict[str, Any]]:
    """The parameters with the last published run for the notebooks that ask for it."""
    if last is None:
        return dict(values)
    given = {"before": f"../../{RUNS}/{last.name}/data", "before_as_of": last.as_of}
    names = {name: {one.name for one in declared[name]} for name in values}
    return {
        name: held | {key: value for key, value in given.items() if key in names[name] and not held.get("since")}
        for name, held in values.items()
    }


def put_after(out: Path, now: int) -> str:
    """The run that was put in place last of those later than `now` (nanoseconds since 1970), "" where none was."""
    placed = {one.name: one.stat().st_mtime_ns for one in (out / RUNS).glob("*")}
    last = max(placed, key=lambda name: placed[name], default="")
    return last if last and placed[last] > now else ""


def aged(out: Path, keep: int | None = None, days: int | None = None) -> list[Path]:
    """The oldest runs but the newest `keep`, and those put in place more than `days` days before the newest.

    Never the one that `latest` leads to.  Age counts from the newest but one, so that one run under a clock that
    stands ahead removes none.
    """
    latest = (out / LATEST).resolve()
    placed = {one: one.stat().st_mtime_ns for one in (out / RUNS).iterdir()}
    held = sorted(placed, key=lambda one: (one == latest, placed[one], one.name))
    oldest = min(sorted(placed.values())[-2:], default=0) - (days or 0) * DAY
    many = set(held[: max(len(held) - keep, 0)]) if keep else set()
    return [one for one in held if one != latest and (one in many or (days and placed[one] < oldest))]
