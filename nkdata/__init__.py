"""nkdata: claims and events out of news about North Korea, each tied to its sentence.

The public face is small and loads late, so that `import nkdata` costs next to nothing:
`read_articles` (files to articles), `extract` (article to claims and events), `reference` (the curated
tables), `open_snapshot` (the extracted tables of a run, by default those of the seed article).
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nkdata.collection.snapshot import open_snapshot as open_snapshot
    from nkdata.extracting.pipeline import extract as extract
    from nkdata.reading import read_articles as read_articles
    from nkdata.reference import reference as reference

__version__ = "0.1.0"
__all__ = ["__version__", "extract", "open_snapshot", "read_articles", "reference"]

_HOMES = {
    "extract": "nkdata.extracting.pipeline",
    "open_snapshot": "nkdata.collection.snapshot",
    "read_articles": "nkdata.reading",
    "reference": "nkdata.reference",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'nkdata' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
