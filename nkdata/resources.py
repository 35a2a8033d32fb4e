"""Where the files that come with the package lie: beside it in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder `seeds` or `notebooks`, whatever the working directory.

    Raises FileNotFoundError when the installation lacks it.
    """
    for place in (PACKAGE / name, PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"nkdata was installed without its folder {name!r}; install it again")


def seed() -> Path:
    """The article that everything runs on out of the box."""
    return folder("seeds") / "000_47f1a0ae3c443b6e.txt"
