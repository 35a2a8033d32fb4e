"""What is kept from run to run: the last published one, whether anything changed since, and which old ones go."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from nkdata.reporting.parameters import Parameter
from nkdata.reporting.publish import LATEST

RUNS = "runs"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Published:
    """A published run: its folder's name, the digest of its inputs, the days it was cut at ("" for all)."""

    name: str
    inputs: str
    as_of: str
    learned: str = ""

    def comes_before(self, as_of: str | None, learned: str | None) -> bool:
        """Whether a run cut at these days can be set against it: else what is only cut off would seem to be gone."""
        cuts = ((self.as_of, as_of), (self.learned, learned))
        return all(not now or (before and before <= now) for before, now in cuts)


def last_published(out: Path) -> Published | None:
    """The run that `latest` leads to; None where there is none, or where it names no inputs."""
    try:
        folder = (out / LATEST).resolve(strict=True)
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return Published(
            folder.name, str(manifest["inputs"]), str(manifest["as_of"] or ""), str(manifest["learned"] or "")
        )
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


def retire(out: Path, keep: int) -> Iterable[str]:
    """Remove the oldest runs until `keep` are left, never the one that `latest` leads to; the names of those removed.

    Runs are ordered by the time at which they were put in place.
    """
    latest = (out / LATEST).resolve()
    runs = sorted((out / RUNS).iterdir(), key=lambda one: (one == latest, one.stat().st_mtime_ns, one.name))
    gone = [one for one in runs[: max(len(runs) - keep, 0)] if one != latest]
    for one in gone:
        shutil.rmtree(one)
    return [one.name for one in gone]
