"""What a report was made of, by digests: the same inputs make the same manifest."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nkdata import __version__

if TYPE_CHECKING:
    from nkdata.collection.snapshot import Snapshot

VERSIONS = ("matplotlib", "pandas", "papermill")
PACKAGE = Path(__file__).parents[1]


def manifest(read: Snapshot, values: Mapping[str, Any], as_of: str | None, data: Path) -> dict[str, Any]:
    """Articles, parameters, tables and code, each with its digest; `data` is the folder that the articles lie in."""
    from nkdata.extracting.wording import ruletables
    from nkdata.reference.load import FOLDER, own_folder

    own = own_folder()
    inputs = read.articles[["id", "path", "content_hash", "published", "published_how", "language"]]
    return {
        "nkdata": __version__,
        "code": code(),
        "extractor": sorted(set(read.articles["extractor"])),
        "rules": ruletables.digest(),
        "as_of": as_of,
        "parameters": values,
        "articles": json.loads(inputs.to_json(orient="records")),
        "reference": digests(FOLDER.glob("*.csv")),
        "own_reference": digests(own.glob("*.csv")) if own else {},
        "data": digests(data.iterdir()),
        "versions": {"python": platform.python_version()} | {name: version(name) for name in VERSIONS},
    }


def digests(paths: Iterable[Path]) -> dict[str, str]:
    """SHA-256 of each file by name."""
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(paths)}


def code() -> str:
    """SHA-256 over the package itself: a change of it between two releases changes reports too."""
    total = sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return total.hexdigest()
