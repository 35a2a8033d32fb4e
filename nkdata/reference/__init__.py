"""The curated tables: what is known of floods, sanctions, trade, policy events, actors and places, with sources.

`rows(name)` gives a table as plain dictionaries of strings, `reference()` gives every table as a typed pandas
DataFrame, loaded when first asked for.  What each table and column means stands in `datapackage.json`.
"""

import sys
from pathlib import Path
from types import ModuleType

from nkdata.reference.load import Reference, ids, reference, rows, schemas

__all__ = ["Reference", "ids", "reference", "rows", "schemas"]


class _Callable(ModuleType):
    """This package has the name of its main function; so `nkdata.reference()` works whoever imported it first."""

    def __call__(self, folder: Path | None = None) -> Reference:
        return reference(folder)


sys.modules[__name__].__class__ = _Callable
