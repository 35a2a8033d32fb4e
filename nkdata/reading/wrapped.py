"""What services wrap around the articles that they hand out: lists in answers, fields in fields, values in objects.

Forms met, by their publishers' documentation: JSON Feed 1.1, the REST interface of WordPress, ReliefWeb, NewsAPI, the
Guardian's Open Platform, exports of Elasticsearch, and the JSON of trafilatura and news-please.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nkdata.reading.record import USUAL, usual

DEEPEST = 3  # lists lie in an answer of a service, or in one object within it
# Under these an object keeps the one thing that it says: of a title (WordPress), publisher or day (ReliefWeb).
SAYS = ("rendered", "name", "original", "created", "title")
ADDRESS = ("http://", "https://")


def rows(whole: object, text: str | None = None) -> Sequence[object]:
    """The items of one JSON value: a list's; of an object that is no article itself, those of the list it wraps.

    Of several lists the first one with articles counts, else the longest.  `text` is the field of an article's text,
    None: a usual one.
    """
    if isinstance(whole, list):
        return whole
    if not isinstance(whole, Mapping) or _holds(flat(whole, text), text):
        return [whole]
    lists = sorted(_lists(whole, DEEPEST), key=len, reverse=True)
    told = (held for held in lists if any(_holds(flat(row, text), text) for row in held))
    found: Sequence[Mapping[str, object]] = next(told, lists[0] if lists else [whole])
    if "jsonfeed.org" in str(whole.get("version")):
        of_all = {name: whole[own] for name, own in (("source", "title"), ("language", "language")) if own in whole}
        return [{**of_all, **row} for row in found]
    return found


def _lists(held: Mapping[str, object], depth: int) -> Iterator[list[Mapping[str, object]]]:
    """The lists of objects in an object and in the objects within it."""
    for value in held.values():
        if isinstance(value, list) and value and all(isinstance(row, Mapping) for row in value):
            yield value
        elif isinstance(value, Mapping) and depth > 1:
            yield from _lists(value, depth - 1)


def flat(item: Mapping[str, object], text: str | None = None) -> Mapping[str, object]:
    """An item with the fields of its article on top, and in place of an object or a list the one thing it says."""
    if all(value is None or isinstance(value, str | int | float) for value in item.values()):
        return _addressed(item)
    within = {} if _holds(item, text) else next(filter(lambda one: _holds(one, text), _objects(item)), {})
    return _addressed({name: _said(value) for name, value in ({**item, **within}).items()})


def _objects(item: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    return (value for value in item.values() if isinstance(value, Mapping))


def _holds(item: Mapping[str, object], text: str | None) -> bool:
    """Whether an item has a field for an article's text."""
    return text in item if text else usual(map(str, item), "text")


def _said(value: object) -> object:
    """The one thing that an object, or the first object of a list, says; any other value as it is."""
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, Mapping):
        return value
    return next((first[name] for name in SAYS if first.get(name)), None)


def _addressed(item: Mapping[str, object]) -> Mapping[str, object]:
    """An item whose `source` is an address with that as its address: a publisher has a name."""
    source = item.get("source")
    if not isinstance(source, str) or not source.startswith(ADDRESS):
        return item
    named = {name.lower() for name, value in item.items() if value}
    address = {} if named & set(USUAL["url"]) else {"url": source}
    return {name: value for name, value in item.items() if name != "source"} | address
