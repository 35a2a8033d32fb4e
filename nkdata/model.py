"""The records that travel through the package: article, what was found in it, claims and events.

Everything here is frozen and knows nothing of files, tables or notebooks.  `start` and `end` always
count characters (code points) of `Article.text`, end exclusive, and `text == article.text[start:end]`.
Dates are ISO strings (`2020-08-18`); `precision` says how finely a date was told: `day`, `week`,
`part_of_month`, `month`, `quarter`, `season`, `half_year`, `year`, `vague`, or None.
Field names are those that `nkdata extract` prints.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text, `start` inclusive, `end` exclusive, in code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether both share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Name:
    """Whom or what a text names: an id of a reference table where one knows it, and the text's own words."""

    id: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read.

    `id` is stable for the same file or record; `published` an ISO day or None; `published_how` one of
    `metadata`, `sidecar`, `argument`, `inferred`, `unknown`; `published_evidence` the reasons, for people;
    `source` the publisher; `language` BCP 47 (`und` where not known); `path` as given by the user,
    never made absolute, a member of an archive behind `!`; `content_hash` the SHA-256 of the bytes as read;
    `archived_url`, `retrieved_at` and `licence` what was given with it; `reader` the format that it was read as.
    """

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    published_precision: str | None = None
    published_how: str = "unknown"
    published_evidence: tuple[str, ...] = ()
    source: str | None = None
    language: str = "und"
    path: str | None = None
    url: str | None = None
    content_hash: str = ""
    archived_url: str | None = None
    retrieved_at: str | None = None
    licence: str | None = None
    reader: str | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark; `lower` is its case-folded form with straight apostrophes."""

    start: int
    end: int
    text: str
    lower: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its tokens; `paragraph` counts blocks of text from 0; a headline is a sentence."""

    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    paragraph: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An actor or a place where the text names it.

    `kind` is `actor` or `place`; `name.id` is an id of actors.csv or admin_areas.csv, or None where a
    cue ("a ministry official", "outsiders", "the town") tells the kind but no table knows the name.
    `resolved_from` is the start of the earlier mention that a pronoun or "the agency" leans on.
    """

    start: int
    end: int
    text: str
    kind: str
    name: Name
    resolved_from: int | None = None


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date, time, duration or set as TIMEX3 has it.

    `type` is DATE, TIME, DURATION or SET; `value` the TIMEX3 value, None where it stays unresolved
    (relative expression, publication day unknown); `first` and `last` the ISO days it covers, None for
    durations, sets and vague references.
    """

    start: int
    end: int
    text: str
    type: str
    value: str | None
    first: str | None
    last: str | None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """One form in which a quantity was told, for a quantity told in two units."""

    start: int
    end: int
    value: float | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and bound.

    `value`, `low`, `high` in `unit` (ids of metrics.csv where the unit is one of them, else the singular noun
    as told); `bound` is `exact`, `at_least`, `at_most`, `about` or `range`.  `number` is the stretch of the number
    itself with its magnitude word.  `words` holds what stood for a number ("several hundred"; value None).
    `reported` lists each telling when a conversion in brackets follows; `agrees` is False where the
    tellings differ by more than rounding.  `ordinal` and the like are never quantities.
    """

    start: int
    end: int
    text: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    bound: str | None
    number: Span
    words: str | None = None
    noun: str | None = None
    reported: tuple[Telling, ...] = ()
    agrees: bool = True


@dataclass(frozen=True, slots=True)
class Quote:
    """Words or a statement for which somebody is made responsible; quotation marks or not.

    `spans` are its pieces when the attribution stands in the middle.  `scope` is the whole stretch of text for
    whose content the speaker answers, the piece(s) included; claims inside belong to the speaker.
    `cue` is the reporting word, `cue_kind` its meaning (`said`, `denied`, `doubted`, `silent`, `withheld`,
    `planned` …, a value of the rule table), `form` an id of statement_forms.csv, `hedge` the hedging word as told.
    """

    start: int
    end: int
    text: str
    spans: tuple[Span, ...]
    speaker: Name | None
    speaker_span: Span | None
    via: Name | None
    direct: bool
    cue: str | None
    hedge: str | None
    form: str | None
    scope: Span
    cue_kind: str = "said"
    cue_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the text speaks of a context held by the reference tables, such as sanctions.

    `topic` is `sanctions`, `trade`, `nuclear_talks` or `food`; the last three fields only
    when the words single one out.
    """

    start: int
    end: int
    text: str
    topic: str
    sentence_start: int
    sentence_end: int
    imposer: str | None = None
    resolution: str | None = None
    measure_category: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """How much of what, where, when, said by whom, through whom, how firmly, or pointedly not said.

    `value`, `low`, `high` in `unit`, the canonical unit of `metric` (metrics.csv); `stance` is `asserted`,
    `denied`, `doubted`, `not_reported`, `withheld` or `withdrawn`; `scope` `total`, `increment`, `part`,
    `earlier` (a count that the text itself replaces: "up from 60"), `unknown`;
    `basis` `count`, `image`, `estimate`, `arithmetic`, `hearsay`, `unknown`.  `rule` names the row that made it.
    """

    id: str
    start: int
    end: int
    text: str
    sentence_start: int
    sentence_end: int
    metric: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    bound: str | None
    words: str | None
    scope: str
    basis: str
    place: Name | None
    date_start: str | None
    date_end: str | None
    precision: str | None
    claimant: Name | None
    via: Name | None
    stance: str
    hedge: str | None
    disputed_by: Name | None
    reported: tuple[Telling, ...] = ()
    agrees: bool = True
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something announced, done, offered, denied, cancelled or made conditional.

    `kind` is one of policy_events.kind or `statement`; `status` one of `announced`, `happened`, `offered`, `denied`,
    `cancelled`, `conditional`; `known_event` a candidate of policy_events only, never a verdict.
    `ordinal` and `term` are the n and m of "n-th plenary of the m-th Central Committee", `body` the actor that meets.
    """

    id: str
    start: int
    end: int
    text: str
    sentence_start: int
    sentence_end: int
    kind: str
    actors: tuple[Name, ...]
    place: Name | None
    date_start: str | None
    date_end: str | None
    precision: str | None
    status: str
    claimant: Name | None
    via: Name | None
    announced_on: str | None
    hedge: str | None
    known_event: str | None
    ordinal: int | None = None
    term: int | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article half read: what the claim and event steps look at.  Lists are in text order."""

    article: Article
    sentences: tuple[Sentence, ...]
    mentioned: tuple[Mentioned, ...] = ()
    dates: tuple[DateExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one article; `extractor` is package version and digest of the rule tables."""

    article: Article
    extractor: str
    dates: tuple[DateExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    notes: tuple[str, ...] = field(default=())
