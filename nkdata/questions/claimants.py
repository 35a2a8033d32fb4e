"""Who speaks: actors of the reference tables as claimants and relays, by id or by the name that a text uses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

import pandas as pd

from nkdata.questions.evidence import slug
from nkdata.reference import ids

STATE_COUNTER = "gov-dprk"
RELAYING_BODIES = ("un_rc",)
RELAYING_ACTORS = ("usaid-ofda",)


@dataclass(frozen=True, slots=True)
class Claimant:
    """An actor as a chart shows him: `group` a claimant group of the charts, `medium` whether a news medium."""

    id: str
    name: str
    short: str
    group: str
    medium: bool = False

    @property
    def counter(self) -> str:
        """Who counted: the government behind every voice of the state, else the claimant itself."""
        return STATE_COUNTER if self.group == "state" else self.id


class Claimants:
    """The actors of actors.csv."""

    def __init__(self, actors: pd.DataFrame) -> None:
        columns = ("actor_id", "name_en", "short_name", "group", "kind", "aliases")
        self._actors: dict[str, Claimant] = {}
        self._by_name: dict[str, str] = {}
        for cells in zip(*(actors[name].fillna("") for name in columns), strict=True):
            ident, name, short, group, kind, aliases = map(str, cells)
            self._actors[ident] = Claimant(ident, name, short or name, group or "other", kind == "media")
            for known in (name, short, *ids(aliases)):
                self._by_name.setdefault(known.casefold(), ident)

    def find(self, ident: str, name: str) -> Claimant:
        """The claimant of an id (the first of a list) or, without one, of a name; a stranger is group `other`."""
        first = next(iter(ids(ident)), "") or self._by_name.get(name.casefold(), "")
        if first in self._actors:
            return self._actors[first]
        return Claimant(slug(name) or "not-stated", name or "not stated", name or "not stated", "other")

    def relay(self, via: str) -> Claimant | None:
        """The UN or Red Cross body, or USAID, that a relay's text begins with: `IFRC update 2; VOA` → IFRC."""
        for part in via.replace("/", ";").split(";"):
            words = part.split()
            for length in range(len(words), 0, -1):
                known = self._actors.get(self._by_name.get(" ".join(words[:length]).casefold(), ""))
                if known and (known.group in RELAYING_BODIES or known.id in RELAYING_ACTORS):
                    return known
        return None


class StateOutlets:
    """Media of the state, known by the addresses that the tables of sources give them.

    What such an outlet prints without naming anybody is its own word; of any other outlet nobody can say whose it is.
    """

    def __init__(self, claimants: Claimants, sources: Iterable[pd.DataFrame]) -> None:
        self._claimants = claimants
        self._by_host: dict[str, Claimant] = {}
        for table in sources:
            for url, publisher in zip(table["url"].fillna(""), table["publisher"].fillna(""), strict=True):
                outlet = claimants.find("", str(publisher))
                if outlet.medium and outlet.group == "state":
                    self._by_host.setdefault(_host(str(url)), outlet)

    def of(self, url: str, source: str) -> Claimant | None:
        """The outlet with this address or, without one, of this name; None for any that is not the state's."""
        named = self._claimants.find("", source) if source else None
        found = self._by_host.get(_host(url)) if url else named
        return found if found and found.medium and found.group == "state" else None


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
