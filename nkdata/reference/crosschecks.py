"""Rules between the columns of a reference table that no schema can state."""

from __future__ import annotations

from nkdata.reference.tables import Row, Say

WITH_NUMBER = ("announced", "denied", "withdrawn")
WITHOUT_NUMBER = ("not_reported", "withheld", "unquantified")


def say_faults_between_columns(rows: dict[str, list[Row]], kinds: set[str], say: Say) -> None:
    """Every fault of claims, metrics, words and sources; `kinds` are those that events may have."""
    units = {row.cells.get("metric", ""): row.cells.get("unit", "") for row in rows.get("metrics", [])}
    claims = {row.cells.get("claim_id", ""): row for row in rows.get("disaster_claims", [])}
    for row in claims.values():
        _say_faults_of_numbers(row, say)
        _say_faults_of_telling(row, units, claims, say)
    for row in rows.get("metrics", []):
        if not row.cells.get("unit") and row.cells.get("metric") != "flood_damage":
            say(row.where("unit"), "empty, expected the canonical unit", "name it, or count where things are counted")
    _say_faults_of_words(rows, units, kinds, say)
    _say_faults_of_sources(rows, say)


def _say_faults_of_numbers(row: Row, say: Say) -> None:
    """Value, low, high and bound beside the assertion."""
    cells = row.cells
    value, low, high, bound = (cells.get(column, "") for column in ("value", "low", "high", "bound"))
    assertion, numbers = cells.get("assertion", ""), bool(value or low or high)
    if assertion in WITH_NUMBER and not numbers:
        say(row.where("value"), f"empty beside {assertion!r}", "fill it, or say unquantified, withheld or not_reported")
    if assertion in WITHOUT_NUMBER and (numbers or bound):
        say(row.where("value"), f"a number or a bound beside {assertion!r}", "leave both empty: silence is no figure")
    if numbers and not bound:
        say(row.where("bound"), "empty beside a number", "say exact, at_least, at_most, about or range")
    if (bound == "range") != bool(not value and low and high):
        say(row.where("bound"), f"{bound!r} beside value {value!r}, low {low!r}, high {high!r}",
            "range is for low and high without value")  # fmt: skip
    if assertion in ("denied", "withdrawn") and numbers and not (low or high):
        say(row.where("low"), f"low and high empty beside {assertion!r}", "repeat the figure that was denied in both")


def _say_faults_of_telling(row: Row, units: dict[str, str], claims: dict[str, Row], say: Say) -> None:
    """Unit of the metric, words instead of a number, and the claim that is told again."""
    cells = row.cells
    expected = units.get(cells.get("metric", ""))
    if expected is not None and cells.get("unit") != expected:
        say(row.where("unit"), f"{cells.get('unit')!r}, expected {expected!r} for {cells['metric']}", "convert it")
    if (cells.get("assertion") == "unquantified") != bool(cells.get("words")):
        found = f"{cells.get('words', '')!r} beside {cells.get('assertion')!r}"
        say(row.where("words"), found, "fill it where the assertion is unquantified, and only there")
    first = claims.get(cells.get("repeats", "")) if cells.get("repeats") else None
    if first and (
        first is row or first.cells.get("repeats") or first.cells.get("disaster_id") != cells.get("disaster_id")
    ):
        found = f"{cells['repeats']!r} is the row itself, another telling or of another disaster"
        say(row.where("repeats"), found, "name the first telling of the same figure")


def _say_faults_of_words(rows: dict[str, list[Row]], units: dict[str, str], kinds: set[str], say: Say) -> None:
    """Metrics and event kinds that the lexicon names."""
    for row in rows.get("lexicon", []):
        category, word = row.cells.get("category"), row.cells.get("metric_or_kind", "")
        if category == "metric_noun" and word not in units:
            say(row.where("metric_or_kind"), f"{word!r} is not in metrics.metric", "use an id of metrics")
        if category == "event_cue" and word not in kinds:
            say(row.where("metric_or_kind"), f"{word!r} is no kind of policy_events", "use a kind of that table")


def _say_faults_of_sources(rows: dict[str, list[Row]], say: Say) -> None:
    """A source that stands in two tables must be told alike in both."""
    first: dict[str, Row] = {}
    for name in sorted(name for name in rows if name.startswith("sources_")):
        for row in rows[name]:
            other = first.setdefault(row.cells.get("source_id", ""), row)
            if other.cells != row.cells:
                found = f"{row.cells.get('source_id')!r} is told otherwise in {other.file}:{other.line}"
                say(row.where("source_id"), found, "make both rows alike")
