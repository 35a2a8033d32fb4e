"""Whether an event that an article tells agrees with the record of policy events.

| verdict | meaning |
| --- | --- |
| `=` | the days overlap; kind, body, ordinal and place agree |
| `≈` | the same, but the record lies one to three days outside the days told |
| `≠` | on record on the very day told (or with its ordinal), but body, ordinal, term, place or status differ |
| `?` | the text gives no day, or too wide a span: the nearest known event is a candidate, never agreement |
| `○` | the record rests on this article alone |
| `–` | nothing on record |

A span above a week needs a second link beside the kind (a place, an ordinal, a rare word of the title) unless a kind
and a month single an event out.  The words of the text stay as they are; the record corrects nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, timedelta

from nkdata.questions.places import COUNTRY, Places
from nkdata.questions.policy_record import BODIES, MEETINGS, Known, coverage, kind_of, shelf_of
from nkdata.questions.wording import EN_DASH, count_word, ordinal_word, short_day

WEEK = 7
NEAR = 3  # days outside the span that still meet it
ALIKE = 2  # rare words that a statement and a title must share
FAR = 400  # days from the article beyond which nothing undated is a candidate
COMMON = 20  # titles with a word, from which on it tells nothing
CONTRADICTIONS = {("denied", "happened"), ("cancelled", "happened"), ("happened", "cancelled"), ("happened", "denied")}
TIED_TO_A_PLACE = frozenset(
    "lockdown lockdown_lifted nuclear_test leader_inspection aid_delivery military_parade summit talks".split()
)
BODY_NAMES = {
    "wpk-cc": "the Central Committee", "wpk-politburo": "the politburo", "wpk-cmc": "the military commission",
    "wpk-epc": "the policy council", "wpk-congress": "the congress", "spa": "the assembly",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """An event as an article tells it; `first` and `last` are None where the text gives no end."""

    order: int
    text: str
    kind: str
    status: str
    first: date | None
    last: date | None
    precision: str
    actors: tuple[str, ...]
    place: str
    ordinal: int | None
    term: int | None
    hint: str  # the candidate that extraction saw
    sentence: str = ""

    @property
    def body(self) -> str:
        """The body that meets: the one named, else the kind's."""
        if self.kind not in MEETINGS:
            return ""
        return next((BODIES[actor] for actor in self.actors if actor in BODIES), kind_of(self.kind).body)

    @property
    def dated(self) -> bool:
        """Whether the text gives both ends of the days."""
        return self.first is not None and self.last is not None and self.precision != "vague"

    @property
    def length(self) -> int:
        """How many days the text allows."""
        assert self.first  # asked of dated events only
        assert self.last
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the record says to an event told; `known` is the row it meets, differs from, or is a candidate for."""

    sign: str
    note: str
    difference: str = ""
    known: Known | None = None


def _stems(text: str) -> frozenset[str]:
    """The longer words cut to six letters, so that `pledged` meets `pledges`."""
    return frozenset(word[:6] for word in re.findall(r"[a-z]{4,}", text.lower().replace("’s", "")))


@dataclass
class Judge:
    """Judges the events of one article against a record; `published` None = the article's day is not known."""

    held: Sequence[Known]
    places: Places
    published: date | None
    own_sources: frozenset[str] = frozenset()
    taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        counts = Counter(stem for one in self.held for stem in _stems(one.title))
        self._stems = {
            one.row_id: frozenset(stem for stem in _stems(one.title) if counts[stem] < COMMON) for one in self.held
        }
        self._rows = coverage(tuple(one for one in self.held if one.table == "policy_events"))
        self._shelves: dict[str, list[Known]] = defaultdict(list)
        for one in self.held:
            self._shelves[shelf_of(one.kind)].append(one)

    def of(self, published: date | None, own_sources: frozenset[str]) -> Judge:
        """A judge of another article on the same record, which is looked through once for all of them."""
        other = copy(self)
        other.published, other.own_sources, other.taken = published, own_sources, set()
        return other

    def all(self, told: Sequence[Told]) -> list[Verdict]:
        """A verdict for each; dated events first, so that a candidate is not what another event already meets."""
        found: dict[int, Verdict] = {}
        ranked = sorted(told, key=lambda one: (one.kind == "statement", not one.dated, one.order))
        for one in ranked:
            verdict = self._statement(one, told, found) if one.kind == "statement" else self._judge(one)
            found[one.order] = self._own(verdict)
            if verdict.known:
                self.taken.add(verdict.known.row_id)
        return [found[one.order] for one in told]

    def _own(self, verdict: Verdict) -> Verdict:
        """The verdict, unless the row rests on the article itself."""
        known = verdict.known
        if known and known.sources and set(known.sources) <= self.own_sources:
            return Verdict("○", "the record rests on this article", "", known)
        return verdict

    def _statement(self, told: Told, others: Sequence[Told], found: dict[int, Verdict]) -> Verdict:
        """Words on a day: the table lists none as such, but they may be an event that it has under another kind.

        Day, speaker and two rare words of the sentence must agree.
        """
        if not told.dated:
            return Verdict("–", "the record lists no statements")
        stems = _stems(told.sentence)
        same = [
            one
            for one in self.held
            if one.first
            and not self._gap(told, one)
            and set(told.actors) & {*one.actors, one.claimant}
            and len(stems & self._stems[one.row_id]) >= ALIKE
        ]
        if not same:
            return Verdict("–", "the record lists no statements")
        best = max(same, key=lambda one: (len(stems & self._stems[one.row_id]), one.row_id))
        met = [other.order for other in others if other.order in found and found[other.order].known == best]
        sure = [order for order in met if found[order].sign in "=≈"]
        return Verdict("=", f"same event as {sure[0]}" if sure else self._days(best), "", best)

    def _judge(self, told: Told) -> Verdict:
        held = self._shelves.get(shelf_of(told.kind), ())
        if not told.dated:
            return self._undated(told, [one for one in held if self._possible(told, one)])
        around = (one for one in held if one.first and self._gap(told, one) <= NEAR)
        near = [one for one in around if self._possible(told, one) and self._fits(told, one)]
        linked = [one for one in near if told.length <= WEEK or kind_of(told.kind).singular or self._links(told, one)]
        if not linked:
            if near:
                best = max(near, key=lambda one: self._rank(told, one))
                return Verdict("?", f"only the kind fits: {self._days(best)}", "", best)
            return self._nothing(told)
        best = max(linked, key=lambda one: self._rank(told, one))
        return self._compare(told, best, linked)

    def _possible(self, told: Told, known: Known) -> bool:
        """Whether the record's event has a day, and is not later than an article that tells it as past.

        Launches are on record by Korea's day, which in American copy of the same hour is still the day before.
        """
        if known.first is None:
            return False
        past = told.status in ("happened", "denied")
        late = timedelta(days=1 if kind_of(known.kind).lane == "weapons" else 0)
        return not (past and self.published and known.first > self.published + late)

    def _gap(self, told: Told, known: Known) -> int:
        """Days between the span told and the days on record; 0 where they overlap."""
        assert told.first  # dated
        assert told.last
        assert known.first  # possible
        if known.first > told.last:
            return (known.first - told.last).days
        last = known.last or known.first
        return (told.first - last).days if told.first > last else 0

    def _fits(self, told: Told, known: Known) -> bool:
        """Whether body, numbers and place allow one event; what differs is one on the very day told or by ordinal."""
        differs = self._difference(told, known)
        numbered = differs == "body" and told.ordinal is not None and told.ordinal == known.ordinal
        return not differs or numbered or (told.length == 1 and self._gap(told, known) == 0)

    def _difference(self, told: Told, known: Known) -> str:
        """`body`, `ordinal`, `term`, `place`, `status` or ""."""
        if told.body and known.body and told.body != known.body:
            return "body"
        for name in ("ordinal", "term"):
            one, other = getattr(told, name), getattr(known, name)
            if one is not None and other is not None and one != other:
                return name
        if told.kind in TIED_TO_A_PLACE and self._places_differ(told, known):
            return "place"
        return "status" if (told.status, known.status) in CONTRADICTIONS else ""

    def _places_differ(self, told: Told, known: Known) -> bool:
        own = self.places.lineage(told.place)
        areas = tuple(area for area in known.places if self.places.lineage(area))
        return bool(own - {COUNTRY} and areas) and not self.places.related((told.place,), areas)

    def _same_place(self, told: Told, known: Known) -> bool:
        narrow = bool(self.places.lineage(told.place) - {COUNTRY})
        return narrow and self.places.related((told.place,), tuple(area for area in known.places if area != COUNTRY))

    def _words(self, told: Told, known: Known) -> int:
        return len(_stems(told.text) & self._stems[known.row_id])

    def _links(self, told: Told, known: Known) -> bool:
        """Whether more than the kind speaks for it."""
        numbered = told.ordinal is not None and told.ordinal == known.ordinal
        return numbered or self._same_place(told, known) or self._words(told, known) > 0

    def _closeness(self, told: Told, known: Known) -> tuple[int, ...]:
        """All that speaks for a row but its nearness, weightiest first."""
        return (
            not self._difference(told, known),
            told.ordinal is not None and told.ordinal == known.ordinal,
            self._same_place(told, known),
            self._gap(told, known) == 0 if told.dated else known.row_id not in self.taken,
            known.status == told.status or (told.status == "announced" and known.status == "happened"),
            self._words(told, known),
            len(set(told.actors) & {*known.actors, known.claimant}),
            known.row_id == told.hint,
        )

    def _rank(self, told: Told, known: Known) -> tuple[tuple[int, ...], int, str]:
        assert known.first  # possible
        anchor = told.last or self.published or known.first
        return self._closeness(told, known), -abs((known.first - anchor).days), known.row_id

    def _compare(self, told: Told, best: Known, linked: Sequence[Known]) -> Verdict:
        differs, gap = self._difference(told, best), self._gap(told, best)
        if differs:
            return Verdict("≠", self._differing(told, best, differs), differs, best)
        if gap:
            away = "a day" if gap == 1 else f"{count_word(gap)} days"
            after = told.last is not None and best.first is not None and best.first > told.last
            edge = told.last if after else told.first
            day = self._days(best, edge.year if edge else None)
            note = f"{day}, {away} {'after' if after else 'before'} the days told"
            return Verdict("≈", note, "days", best)
        if not best.held:
            return Verdict("=", "announced, not yet held", "", best)
        tied = [
            one
            for one in linked
            if self._closeness(told, one) == self._closeness(told, best) and not self._gap(told, one)
        ]
        if len(tied) > 1:
            return Verdict("=", f"one of {len(tied)} on record: {self._days(best)}", "", best)
        year = self.published.year if self.published else None
        late = best.reported_on if best.reported_on and best.last and best.reported_on > best.last else None
        return Verdict("=", self._days(best) + (f", told {short_day(late, year)}" if late else ""), "", best)

    def _differing(self, told: Told, known: Known, differs: str) -> str:
        day = f"held {self._days(known)}" if known.held else "not yet held"
        if differs == "body":
            body = BODY_NAMES.get(known.body, known.body)
            return f"{day}, by {body}" if known.held else f"{day}; of {body}"
        if differs in ("ordinal", "term"):
            number = getattr(known, differs)
            return f"{day}: the {ordinal_word(number)}" + (" term" if differs == "term" else "")
        if differs == "place":
            return f"{day}, at {self.places.label(known.places)}"
        return f"on record as {known.status}, {self._days(known)}"

    def _undated(self, told: Told, held: Iterable[Known]) -> Verdict:
        """The nearest known event before the article as a candidate."""
        why = "vague" if told.first or told.last else "no date"
        limit = told.last or self.published
        if limit is None:
            return Verdict("?", f"{why}; nor has the article")
        earliest = max(told.first or date.min, limit - timedelta(days=FAR))
        ahead = told.status in ("announced", "conditional")
        near = [one for one in held if one.first and one.first >= earliest and (ahead or one.first <= limit)]
        near = [one for one in near if not self._difference(told, one)]
        if not near:
            return Verdict("–", f"{why}; none of its kind on record")
        best = max(near, key=lambda one: self._rank(told, one))
        return Verdict("?", f"{why}; nearest: {self._days(best)}", "", best)

    def _nothing(self, told: Told) -> Verdict:
        assert told.last  # dated
        number = self._rows.get(told.last.year, 0)
        return Verdict(
            "–", f"none among {number} rows of {told.last.year}" if number else "the record has no row of then"
        )

    def _days(self, known: Known, year: int | None = None) -> str:
        """The days on record: `13 Aug`, `28–31 Dec 2019`; the year where it is not `year` or else the article's."""
        assert known.first  # possible
        year = year or (self.published.year if self.published else None)
        last = known.last or known.first
        if last == known.first:
            return short_day(known.first, year)
        if (last.year, last.month) == (known.first.year, known.first.month):
            return f"{known.first.day}{EN_DASH}{short_day(last, year)}"
        return f"{short_day(known.first, last.year)} {EN_DASH} {short_day(last, year)}"
