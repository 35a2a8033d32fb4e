"""The collection: what was read, kept with its versions and stories, and asked as of a day."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nkdata.collection.opened import Collection as Collection
    from nkdata.collection.opened import open_collection as open_collection

__all__ = ["Collection", "open_collection"]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for; DuckDB is an extra."""
    if name not in __all__:
        raise AttributeError(f"module 'nkdata.collection' has no attribute {name!r}")
    return getattr(importlib.import_module("nkdata.collection.opened"), name)
