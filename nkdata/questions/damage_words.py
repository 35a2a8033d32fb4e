"""Title, subtitle, alt text and source line of "who said what", filled from the drawn rows alone."""

from __future__ import annotations

from nkdata.collection.snapshot import Row, missing
from nkdata.questions.damage import WhoSaidWhat, number_text
from nkdata.questions.hedges import UNSURE
from nkdata.questions.voices import STATE_MEDIA, limits, rejects
from nkdata.questions.wording import (
    bounded,
    bounded_in_words,
    count_word,
    counted,
    day_in_words,
    listed,
    number,
    upper_first,
)

MOST_ALT_WORDS = 110
TOLL_CLASSES = ("killed", "killed_or_missing")
NOUNS = {
    "killed": "deaths", "missing": "the missing", "killed_or_missing": "the dead or missing", "injured": "injuries",
    "casualties": "casualties", "displaced": "the displaced", "homes": "homes", "cropland": "cropland", "land": "land",
    "public_buildings": "public buildings", "roads": "roads", "bridges": "bridges", "damage": "damage at large",
}  # fmt: skip


def title(answer: WhoSaidWhat) -> str:
    """The finding, by the first rule that holds: a rejected toll, a toll beside silence, tolls, counts and silences."""
    if answer.rows.empty or answer.flood is None:
        until = f" by {day_in_words(answer.as_of)}" if answer.as_of else ""
        return f"No figure or silence about this flood was found{until}"
    rows = [row for row in answer.figures if row["why_not"] in ("", "no column")]
    tolls = [row for row in rows if _is_toll(row, answer)]
    return (
        _rejected(rows, tolls, answer.figures)
        or _beside_silence(rows, tolls, answer)
        or _tolls(rows, tolls)
        or _counts(rows)
    )


def _said(row: Row) -> str:
    return bounded_in_words(row["value"], row["low"], row["high"], row["bound"])


def _who(row: Row) -> str:
    """The voice in a sentence; an unnamed one as such."""
    label = str(row["voice_label"])
    if _is_a_stranger(row):
        return "a source not named"
    if row["voice"] == STATE_MEDIA or "State media" in label:
        return "state media"
    name, comma, unnamed = label.partition(", unnamed")
    return f"one unnamed {name}" if comma and not unnamed else label


def _is_toll(row: Row, answer: WhoSaidWhat) -> bool:
    """Whether a row is a number of dead for the main place or wider that a named body answers for, zero apart."""
    told = row["stance"] == "asserted" and row["metric_class"] == "killed" and limits(row)[1] > 0
    whole = row["place_ids"] == answer.main_place or row["place_rank"] == 0
    return bool(
        told
        and whole
        and not _is_a_stranger(row)
        and ", unnamed" not in str(row["voice_label"])
        and row["basis"] not in UNSURE
        and row["scope"] in ("total", "unknown")
    )


def _is_a_stranger(row: Row) -> bool:
    """Whether nobody is named for a figure: it is shown, but no title rests on it."""
    return bool(row["claimant_id"] == "not-stated")


def _is_open(row: Row) -> bool:
    """Whether a figure has no upper or no lower end, so that one with both says more."""
    return bool(missing(row["low"]) or missing(row["high"]))


def _rejected(rows: list[Row], tolls: list[Row], ever: list[Row]) -> str:
    """Rule a: somebody's toll, perhaps replaced since, that another claimant rejects; a named one's first."""
    denials = [
        row
        for row in rows
        if row["stance"] == "denied" and row["metric_class"] in TOLL_CLASSES and "withdrawn" not in row["flags"]
    ]
    met = [(denial, row) for denial in denials for row in ever if rejects(denial, row)]
    if not denials:
        return ""
    if not met:
        of = _said(denials[0])
        return f"{upper_first(_who(denials[0]))} rejected a toll" + (f" of {of}" if of else "")
    denial, rejected = min(met, key=lambda pair: (_is_a_stranger(pair[1]), _is_open(pair[1])))
    if not tolls:
        told = bounded(rejected["value"], rejected["low"], rejected["high"], rejected["bound"])
        return f"No one gave a counted toll: {told} came from {_who(rejected)}, and {_who(denial)} rejected it"
    return f"{upper_first(_who(denial))} rejected {_said(denial)} dead or missing; {_spread(tolls)}"


def _state(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["state_medium"] and not row["relay_of_state"]]


def _silent(rows: list[Row]) -> list[str]:
    """The classes that these rows say were not mentioned, for the country or the flood's main place.

    Who gave a number for some county, another day, did mention them.
    """
    told = {row["metric_class"] for row in rows if _is_number(row)}
    return [
        row["metric_class"]
        for row in rows
        if row["stance"] == "not_reported"
        and "withheld" not in row["flags"]
        and row["place_note"] in ("", "whole country")
        and row["metric_class"] not in told
    ]


def _is_number(row: Row) -> bool:
    """Whether a row asserts a number, zero apart."""
    return bool(row["stance"] == "asserted" and limits(row)[1] > 0)


def _counted_things(rows: list[Row]) -> list[str]:
    """The classes with a number, in drawing order."""
    told = [row["metric_class"] for row in rows if _is_number(row)]
    return [NOUNS[one] for one in dict.fromkeys(told)]


def _beside_silence(rows: list[Row], tolls: list[Row], answer: WhoSaidWhat) -> str:
    """Rule b: one voice gave the dead, state media did not mention them."""
    state = _state(rows)
    if len({row["voice"] for row in tolls}) != 1 or "killed" not in _silent(state):
        return ""
    things = _counted_things([row for row in state if row["place_note"] in ("", "whole country")])
    verb = "passed on" if tolls[0]["relay_of_state"] else "gave"
    rest = f"counted {listed(things)}" if things else "did not mention deaths"
    return f"Only {_who(tolls[0])} {verb} a death toll, {_said(tolls[0])}; state media {rest}"


def _spread(tolls: list[Row]) -> str:
    """Who put the dead at what, lowest to highest; voices that count as one are not called several witnesses."""
    voices = list(dict.fromkeys(_who(row) for row in tolls))
    aid = all(row["claimant_group"] == "un_rc" or row["relay_of_state"] for row in tolls)
    if len(tolls) == len(voices) == 2 and len({_said(row) for row in tolls}) == 2 and not aid:
        first, second = sorted(tolls, key=lambda row: (bool(row["relay_of_state"]), limits(row)[0]))
        return f"{_who(first)} put the dead at {_said(first)}, {_who(second)} {_verb(second)} {_said(second)}"
    low, high = min(tolls, key=lambda row: limits(row)[0]), max(tolls, key=lambda row: limits(row)[1])
    if aid and len(voices) > 1:
        who = "aid bodies"
    else:
        who = listed(voices) if len(voices) <= 2 else f"{count_word(len(voices))} voices"
    if limits(low)[0] == limits(high)[1]:
        return f"{who} put the dead at {_said(high)}"
    most = _said(high) if limits(high)[0] == limits(high)[1] else number(limits(high)[1])
    least = _said(low) if low["bound"] == "at_least" else number(limits(low)[0])
    return f"{who} put the dead at {least} to {most}"


def _verb(row: Row) -> str:
    """How a second voice told its figure."""
    return "passed on" if row["relay_of_state"] else "at"


def _tolls(rows: list[Row], tolls: list[Row]) -> str:
    """Rule c: the dead by one or several voices, and what state media said instead."""
    if not tolls:
        return ""
    state = _state(rows)
    words = next((row for row in state if row["metric_class"] in TOLL_CLASSES and row["text"].startswith("“")), None)
    parts = [row for row in state if row["metric_class"] == "killed" and _is_number(row)]
    if any(row in tolls for row in state) or not state:
        rest = ""
    elif parts:
        most = max(parts, key=lambda row: limits(row)[1])
        rest = f"; state media told of {_said(most)} dead {most['place_note']}".rstrip()
    elif words:
        of = "dead" if words["metric_class"] == "killed" else "killed or missing"
        rest = f"; state media said only {words['text']} {of}"
    elif "killed" in _silent(state):
        rest = "; state media did not mention deaths"
    else:
        rest = "; from state media no number of dead was found"
    return upper_first(_spread(tolls)) + rest


def _counts(rows: list[Row]) -> str:
    """Rule d: how many damage figures, and what was left unmentioned."""
    state = _state(rows)
    who = "State media" if state else "All voices together"
    told = state or rows
    asserted = [row for row in told if row["stance"] == "asserted"]
    numbers = [row for row in asserted if number_text(row)]
    silent = [NOUNS[one] for one in dict.fromkeys(_silent(state))]
    if not asserted:
        return f"{who} did not mention {listed(silent)}" if silent else f"{who} gave no figure"
    gave = f"gave {counted(len(numbers), 'damage figure')}" if numbers else "told of damage without a number"
    return f"{who} {gave} and left {listed(silent)} unmentioned" if silent else f"{who} {gave}"


def subtitle(answer: WhoSaidWhat) -> str:
    """Event, place, what is shown, and how far knowledge goes."""
    if answer.flood is None:
        return ""
    place = "whole country" if answer.main_place == ("KP",) else answer.main_label or "place not given"
    notes = any(answer.rows["place_note"] != "")
    unless = " unless a place stands below the figure" if notes else ""
    if answer.as_of:
        known = f"as of {day_in_words(answer.as_of)}"
    else:
        known = f"told up to {day_in_words(answer.known_to)}" if answer.known_to else "no day of telling is known"
    days = sorted({day for day in answer.articles.values() if len(day) == 10})
    articles = ""
    if answer.articles:
        of = f" of {day_in_words(days[0])}" if len(answer.articles) == 1 and days else ""
        if any("day inferred" in flags for flags in answer.rows["flags"]):
            of += " (day inferred from the text)"
        articles = f" {counted(len(answer.articles), 'article')}{of}."
    return f"{answer.flood.phrase}, {place}{unless}.{articles} Latest figure of each claimant; {known}."


def alt(answer: WhoSaidWhat) -> str:
    """The table in sentences: what each claimant told, was silent on, and rejected."""
    if answer.rows.empty or answer.flood is None:
        return title(answer)
    rows = [row for row in answer.figures if row["shown"]]
    said = _alt(answer, rows, rows)
    if len(said.split()) <= MOST_ALT_WORDS:
        return said
    wide = [row for row in rows if row["place_note"] in ("", "whole country")] or rows
    kept = _alt(answer, rows, wide).split()[: MOST_ALT_WORDS - 6]
    return f"{' '.join(kept).rstrip('.;,')}. The rest stands in the table."


def _alt(answer: WhoSaidWhat, rows: list[Row], told_of: list[Row]) -> str:
    """The alt text on all drawn rows that tells out some of them."""
    assert answer.flood is not None
    voices = {voice.key: voice.label for voice in answer.voices}
    head = f"Table of {counted(len(rows), 'figure')} on the {answer.flood.phrase[:1].lower()}{answer.flood.phrase[1:]}"
    parts = [f"{head} by {counted(len(voices), 'claimant')}"]
    for key, label in voices.items():
        own = [row for row in told_of if row["voice"] == key]
        told = [
            f"{row['metric_class'].replace('_', ' ')} {_with_place(row)}" for row in own if row["stance"] == "asserted"
        ]
        if told:
            parts.append(f"{label}: {'; '.join(told)}")
        silent = [
            f"{NOUNS[row['metric_class']]} {row['place_note']}".strip() for row in own if row["text"] == "not mentioned"
        ]
        if silent:
            parts.append(f"Not mentioned by {label}: {listed(list(dict.fromkeys(silent)))}")
        denied = [row["text"] for row in own if row["stance"] == "denied"]
        if denied:
            parts.append(f"{label} {listed(denied)}")
    return ". ".join(parts) + "."


def _with_place(row: Row) -> str:
    return f"{row['text']} {row['place_note']}".strip()


def source(answer: WhoSaidWhat) -> str:
    """Where the figures come from, what was merged, what was left out."""
    rows = answer.figures
    tellings = [told for row in rows for told in row["tellings"]]
    claims = sum(told.origin == "article" for told in tellings)
    table = sum(told.origin == "reference" for told in tellings)
    parts = []
    if claims:
        read = f"{counted(len(answer.articles), 'article')} ({counted(claims, 'claim')} read by machine)"
        parts.append(read)
    if table:
        parts.append(f"{counted(table, 'row')} of the table of disaster claims")
    lines = [f"Source: {' and '.join(parts)}" if parts else "Source: none"]
    merged = [words for row in rows if (words := _merged(row))]
    if merged:
        more = f" and {counted(len(merged) - 2, 'more')}" if len(merged) > 2 else ""
        lines.append(f"Merged as one figure each: {'; '.join(merged[:2])}{more.replace('mores', 'more')}")
    if answer.not_shown:
        named = [f"{label} ({count})" for label, count in answer.not_shown]
        others = [counted(len(named) - 4, "other claimant")] if len(named) > 5 else []
        lines.append(f"Not shown for width, in the table: {listed(named[:4] + others if others else named)}")
    rest = sum(row["why_not"] not in ("", "no column") for row in rows)
    if rest:
        entries = counted(rest, "earlier, partial or ended entry", "earlier, partial or ended entries")
        lines.append(f"{entries} in the table only")
    if answer.unverified:
        lines.append(f"Left out: {counted(answer.unverified, 'unverified telling')}")
    if answer.undated and not answer.as_of:
        lines.append(f"{counted(answer.undated, 'figure')} undated")
    return ". ".join(lines) + "."


def _merged(row: Row) -> str:
    """`≥ 16,000 and ≥ 16,680`, or a number told with two verbs; "" where all tellings are alike."""
    told = dict.fromkeys((one.value, one.low, one.high, one.bound) for one in row["tellings"] if one.has_number)
    if len(told) == 1 == len(row["verbs"]):
        return ""
    distinct = list(dict.fromkeys(bounded(*one) for one in told))
    if len(distinct) > 1:
        return f"{' and '.join(distinct[:3])}"
    return f"{distinct[0]} “{'” and “'.join(row['verbs'])}”" if len(row["verbs"]) > 1 and distinct else ""


def told_day(row: Row) -> str:
    """The day of the first telling, no finer than known: `2020-08-14`, `2012-08`, `undated`."""
    if missing(row["told_first"]):
        return "undated"
    return str(row["told_first"].date())[: {"day": 10, "month": 7, "year": 4}[row["told_precision"]]]
