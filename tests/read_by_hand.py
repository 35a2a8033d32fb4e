"""Articles read by hand: the seed's events and mentions, and made-up articles, as the charts' tests need them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nkdata import resources
from nkdata.collection.snapshot import Snapshot, snapshot
from nkdata.model import Article, Event, Extraction, Mention, Name

SEED_TEXT = resources.seed().read_text(encoding="utf-8")
SEED = Article(
    id="seed", text=SEED_TEXT, title=SEED_TEXT.split("\n")[0], published="2020-08-18", published_how="inferred",
    language="en",
)  # fmt: skip
SENTENCES = (
    "The council met. Sanctions on coal sales stayed in place, two officials said. Under resolution 2397 "
    "fuel sales are capped. Nobody spoke of anything else."
)


def _event(words: str, kind: str, first: str | None, last: str | None, precision: str | None, **more: Any) -> Event:
    start = SEED_TEXT.index(words)
    line = next(line for line in SEED_TEXT.split("\n") if words in line)
    actors = tuple(Name(one, one) for one in more.pop("actors", ("kim-jong-un",)))
    place = more.pop("place", "KP")
    rest: dict[str, Any] = {"status": "happened", "claimant": Name("kcna", "KCNA"), "announced_on": None} | more
    return Event(
        id=f"seed-{start}-{kind}", start=start, end=start + len(words), text=words,
        sentence_start=SEED_TEXT.index(line), sentence_end=SEED_TEXT.index(line) + len(line), kind=kind, actors=actors,
        place=Name(place, place), date_start=first, date_end=last, precision=precision, via=None, hedge=None,
        known_event=None, **rest,
    )  # fmt: skip


SEED_EVENTS = (
    _event("will gather for its sixth plenary meeting", "politburo_meeting", "2020-08-19", "2020-08-19", "day",
           actors=("wpk-politburo",), status="announced", announced_on="2020-08-18", ordinal=6),
    _event("rejected any outside help last week", "aid_refusal", "2020-08-10", "2020-08-16", "week"),
    _event("paraphrased Kim as saying on Thursday", "statement", "2020-08-13", "2020-08-13", "day"),
    _event("ordered a total lockdown of the border town of Kaesong", "lockdown", "2020-07-21", "2020-07-31",
           "part_of_month", place="kaesong"),
    _event("lifted the town’s lockdown last week", "lockdown_lifted", "2020-08-10", "2020-08-16", "week",
           place="kaesong"),
    _event("remains willing to provide humanitarian assistance", "aid_offer", None, None, None, status="offered",
           actors=("mou",)),
    _event("severed virtually all cooperation with Seoul", "inter_korean_rupture", None, "2020-08-18", "vague",
           actors=("gov-dprk",)),
    _event("blew up an inter-Korean liaison office in Kaesong", "inter_korean_rupture", "2020-06-01", "2020-06-30",
           "month", actors=("gov-dprk",), place="kaesong"),
    _event("pledged to make a “frontal breakthrough”", "policy_pledge", "2019-01-01", "2019-12-31", "year"),
    _event("shut the border with China", "border_closure", None, None, None, actors=("gov-dprk",)),
)  # fmt: skip


def mention(article: Article, words: str, sentence: str = "", **named: str) -> Mention:
    """A mention of sanctions where the words first stand."""
    start = article.text.index(words)
    sentence_start = article.text.index(sentence) if sentence else start
    sentence_end = sentence_start + len(sentence) if sentence else start + len(words)
    return Mention(start, start + len(words), words, "sanctions", sentence_start, sentence_end, **named)


def seed_mentions() -> tuple[Mention, ...]:
    """The four places where the seed speaks of sanctions, each with its line as its sentence."""
    found = []
    for words, named in (
        ("international sanctions", {"imposer": "un"}),
        ("sanctions relief", {}),
        ("US-led sanctions", {"imposer": "gov-us"}),
        ("tightening sanctions", {}),
    ):
        line = next(line for line in SEED_TEXT.split("\n") if words in line)
        found.append(mention(SEED, words, line, **named))
    return tuple(found)


def seed(published: str | None = "2020-08-18") -> Snapshot:
    """The seed read by hand; `published` None makes it an undated article."""
    how = "inferred" if published else "unknown"
    article = replace(SEED, published=published, published_how=how)
    return snapshot([Extraction(article, "by hand", mentions=seed_mentions(), events=SEED_EVENTS)])


def made_up(count: int = 1, published: str | None = "2020-08-18", ident: str = "a1") -> Extraction:
    """An article with `count` mentions of sanctions, the second one naming resolution 2397."""
    article = Article(
        id=ident,
        text="\n".join([SENTENCES] * max(count, 1)),
        title="Two officials speak",
        published=published,
        published_how="metadata",
    )
    one = mention(article, "Sanctions on coal", "Sanctions on coal sales stayed in place, two officials said.")
    two = mention(article, "resolution 2397", "Under resolution 2397 fuel sales are capped.", resolution="2397")
    held = []
    for number in range(count):
        shift = (len(SENTENCES) + 1) * (number // 2)
        base = two if number % 2 or count == 1 else one
        moved = {name: getattr(base, name) + shift for name in ("start", "end", "sentence_start", "sentence_end")}
        held.append(replace(base, **moved))
    return Extraction(article, "by hand", mentions=tuple(held))
