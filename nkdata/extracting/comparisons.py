"""Days that stand beside a figure and are not its own: of a level, of the next item, of the storm before."""

from __future__ import annotations

import re
from itertools import pairwise

from nkdata.extracting.quantities.units import unit_entries
from nkdata.extracting.scenes import Scene
from nkdata.model import DateExpression, Quantity, Span

LEVELS = frozenset("level levels that those figure figures total toll number".split())
PAPERS = frozenset(
    "resolution declaration agreement statement law order decree speech report memo letter notice".split()
)
AFTERMATH = frozenset({"after", "following"})
OPENING = 8  # tokens of "After the typhoons of"
LISTING = frozenset({",", ";", "and"})
SAME = re.compile(r"(?:the )?(?:same|corresponding|comparable) period")
LONG = re.compile(r"P\d+[MY]")
OLD = frozenset({"from", "against"})
AUXILIARIES = frozenset("is are was were has have had will".split())
PREDICATES = frozenset({"verb", "after"})
RECORD = 6  # tokens between "lowest" and the date since when
THAN = 6  # tokens of "than at the end of"
RISES = frozenset("increase rise growth gain improvement decrease drop".split())
THAT, THEN = frozenset({"that", "which"}), frozenset({"would", "will"})
EARLIER = ("earlier", "ago", "before")
CONTRASTS = frozenset("from than against compared versus".split())


def is_anothers_day(scene: Scene, date: DateExpression, span: Span) -> bool:
    """Whether a date in the sentence of a figure at `span` is that of something else."""
    return (
        _is_of_a_level(scene, date)
        or _is_of_a_paper(scene, date)
        or _is_of_what_went_before(scene, date)
        or _is_since_when_it_rose(scene, date, span)
        or _is_of_its_item(scene, date, span)
        or _is_of_the_old(scene, date, span)
        or _is_of_the_next_deed(scene, date, span)
        or _is_of_a_longer_time(scene, date, span)
        or _is_of_what_decides(scene, date, span)
        or _is_of_a_part(scene, date, span)
    )


def _is_of_a_level(scene: Scene, date: DateExpression) -> bool:
    """Whether a date tells of which year a level is: "82 percent of the level of 2019"."""
    before = [t.lower for t in scene.sentence.tokens[: scene.token_at(date.start)]]
    if ("of", "what") in pairwise(before[-6:]):
        return True  # "a third of what it did in 2017"
    if before[-2:] in (["level", "in"], ["levels", "in"]) and "of" in before[-5:-2]:
        return True  # "76 percent of the level in the same period of 2019"
    return before[-1:] == ["of"] and len(before) > 1 and before[-2] in LEVELS and "of" in before[-4:-1]


def _is_of_a_paper(scene: Scene, date: DateExpression) -> bool:
    """Whether a date tells which paper is meant: "the resolution of March 2 bans exports, which brought …"."""
    before = [t.lower for t in scene.sentence.tokens[: scene.token_at(date.start)]][-2:]
    return before[1:] == ["of"] and before[0] in PAPERS


def _is_of_what_went_before(scene: Scene, date: DateExpression) -> bool:
    """Whether a date tells of which disaster it was "after" which something was done: "After the typhoons of May"."""
    tokens, at = scene.sentence.tokens, scene.token_at(date.start)
    names = at > 2 and tokens[at - 1].lower in {"of", "in"}
    return names and at <= OPENING and tokens[0].lower in AFTERMATH and not any(t.text == "," for t in tokens[:at])


def _is_since_when_it_rose(scene: Scene, date: DateExpression, span: Span) -> bool:
    """Whether a date tells since when a figure has come to what it is: "have doubled to 2,500 won since May"."""
    tokens, first, at = scene.sentence.tokens, scene.token_at(span.start), scene.token_at(date.start)
    return first > 0 and tokens[first - 1].lower == "to" and date.start > span.end and tokens[at - 1].lower == "since"


def _is_time(quantity: Quantity) -> bool:
    entry = unit_entries().get(quantity.unit or "")
    return entry is not None and entry.kind == "time"


def _is_of_its_item(scene: Scene, date: DateExpression, span: Span) -> bool:
    """Whether a date behind is that of another item of a list: "10,000 a year, 50,000 by 2025, and 25,000 more".

    Also where "of" joins it to the number before: "47 attacks, double the 23 of 2023".
    """
    between = [q for q in scene.quantities if span.end <= q.start and q.end <= date.start and not _is_time(q)]
    if not between:
        return False
    at, last = scene.token_at(date.start), scene.token_at(between[-1].end - 1) + 1
    if at - last == 1 and scene.sentence.tokens[last].lower == "of":
        return True
    if at - last <= 1 and any(span.end <= d.start and d.end < date.start for d in scene.dates if d.first):
        return True  # "from 550 grams to 300 in May and 310 in July": 550 in neither
    if any(hit.kinds & PREDICATES and last <= hit.first < at for hit in scene.hits):
        return False  # "5,000 homes and 30 bridges were destroyed in May"
    behind = scene.token_at(date.end)
    ahead = next((scene.token_at(q.start) for q in scene.quantities if q.start > date.end and not _is_time(q)), behind)
    joins = [t.lower for t in scene.sentence.tokens[behind:ahead]]
    return bool(joins) and LISTING.issuperset(joins)


def is_measure_of_another(scene: Scene, date: DateExpression) -> bool:
    """Whether a date is only what another is measured by: "rose 4 percent from a year earlier to 90 tons"."""
    before = [token.lower for token in scene.sentence.tokens[: scene.token_at(date.start)]][-THAN:]
    if before[-1:] in (["-"], ["–"]) and before[-2:-1] != [] and before[-2].isdecimal():
        before = before[:-2]  # "2014-2018"
    if "than" in before and not any(c.isdigit() or c == "," for c in "".join(before[before.index("than") :])):
        return True  # "500 won more than at the end of July"
    if before[-1:] == ["that"] and before[-2:-1] != [] and before[-2] in CONTRASTS | {"over", "with"}:
        return True  # "25 percent over that a decade ago"
    if "times" in before and before[-1:] == ["in"] and not LEVELS.isdisjoint(before):
        return True  # "2.4 times the figures in the previous year"
    if ("times", "that") in pairwise(before) and date.text.lower().endswith(EARLIER):
        return True  # "five times that of the test a year ago"
    if before[-1:] != [] and before[-1] in CONTRASTS | {"with", "over", "to"} and SAME.match(date.text.lower()):
        return True  # "up by 40 tons as against the same period of last year"
    compared = before[-3:-2] != [] and before[-3] in CONTRASTS | {"over", "with"} and before[-2:] == ["that", "in"]
    before = before[-2:]
    if compared or (before[-1:] == ["over"] and before[0] in RISES):
        return True  # "155 percent over that in 2014", "a 16.9 percent increase over the last year"
    if before[-1:] == ["on"] and date.text.lower().endswith("year"):
        return True  # "up 22% on last year"
    if [t.lower for t in scene.sentence.tokens[scene.token_at(date.end) :][:1]] in (["average"], ["norm"], ["mean"]):
        return True  # "three times its August average"
    if before in (["as", "in"], ["than", "in"]):
        return True  # "twice as much as in May"
    return before[-1:] != [] and before[-1] in CONTRASTS | {"with", "on"} and date.text.lower().endswith(EARLIER)


def is_of_a_record(scene: Scene, date: DateExpression, span: Span) -> bool:
    """Whether a date only says since when something is the most: "the lowest since 2008"."""
    at = scene.token_at(date.start)
    if date.end <= span.start and is_explained(scene, date):
        return False  # "the most since 2002, when a typhoon killed 32"
    before = [t.lower for t in scene.sentence.tokens[max(0, at - 2 * RECORD) : at]]
    since = before.index("since") if "since" in before else len(before)
    is_clause = since < len(before) - 1 and before[-1:] == ["in"]  # "the first since two were fired in 2014"
    reach = before[max(0, since - RECORD) : since]
    if before[-1:] in (["the"], ["late"], ["early"], ["mid"], ["since"]) and ("not", "seen") in pairwise(reach):
        return True  # "at rates not seen since the late 1990s"
    return (before[-1:] == ["since"] or is_clause) and any(
        w.endswith("est") or w in {"worst", "most", "first"} for w in reach if (w, "of") not in pairwise(reach)
    )


def is_explained(scene: Scene, date: DateExpression) -> bool:
    """Whether "when" follows a date: what stands behind happened then."""
    return "when" in [t.lower for t in scene.sentence.tokens[scene.token_at(date.end) :][:2]]


def _is_of_the_old(scene: Scene, date: DateExpression, span: Span) -> bool:
    """Whether a date before is that of the old figure: "fell to $41 million from $69 million in May, and the total"."""
    tokens, at = scene.sentence.tokens, scene.token_at(date.start)
    old = next((q for q in reversed(scene.quantities) if q.end <= date.start), None)
    if date.end > span.start or old is None or at - scene.token_at(old.end - 1) - 1 > 1:
        return False
    before = [t.lower for t in tokens[max(0, scene.token_at(old.start) - 2) : scene.token_at(old.start)]]
    return before[-1:] != [] and (before[-1] in OLD or before in (["compared", "with"], ["compared", "to"]))


def _is_of_the_next_deed(scene: Scene, date: DateExpression, span: Span) -> bool:
    """Whether a date behind is that of what the same doer did next: "set up 24 tents and are to finish 30 by May"."""
    if date.start < span.end:
        return False
    words = [t.lower for t in scene.sentence.tokens[scene.token_at(span.end) : scene.token_at(date.start)]]
    return any(one == "and" and two in AUXILIARIES for one, two in pairwise(words))


def _is_of_a_longer_time(scene: Scene, date: DateExpression, span: Span) -> bool:
    """Whether so many months or years are told between a date and a figure: "in October, and for ten months …"."""
    between = (d for d in scene.dates if d.type == "DURATION" and date.end <= d.start and d.end <= span.start)
    words = {
        d: scene.words(scene.sentence.start, d.start).split()[-1:] for d in between if LONG.fullmatch(d.value or "")
    }
    return any(before == ["for"] or before == ["in"] for before in words.values())


def _is_of_what_decides(scene: Scene, date: DateExpression, span: Span) -> bool:
    """Whether a date is that of what brings a figure about: "votes on Friday on a draft that would cut $3 billion"."""
    if date.end > span.start:
        return False
    words = [t.lower for t in scene.sentence.tokens[scene.token_at(date.end) : scene.token_at(span.start)]]
    return any(one in THAT and two in THEN for one, two in pairwise(words))


def _is_of_a_part(scene: Scene, date: DateExpression, span: Span) -> bool:
    """Whether a date behind is that of a part told next: "$3 billion in all, and $1.7 billion in 2022 alone"."""
    tokens, at = scene.sentence.tokens, scene.token_at(date.end)
    is_alone = at < len(tokens) and tokens[at].lower == "alone"
    return is_alone and any(span.end <= q.start and q.end <= date.start for q in scene.quantities if not _is_time(q))
