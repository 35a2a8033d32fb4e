"""Article → Extraction: the only place that knows the order of the steps."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from nkdata import __version__
from nkdata.extracting.attribution.find import find_quotes
from nkdata.extracting.claims.find import find_claims
from nkdata.extracting.dates.find import find_dates
from nkdata.extracting.dating import infer
from nkdata.extracting.events.find import find_events
from nkdata.extracting.extractionresources import ExtractionResources, default_resources
from nkdata.extracting.identity import Identities
from nkdata.extracting.names.find import find_names
from nkdata.extracting.names.mentions import find_mentions
from nkdata.extracting.quantities.conversions import each_telling
from nkdata.extracting.quantities.find import find_quantities
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.sentences import sentences
from nkdata.model import Article, Extraction, Reading

OTHER_LETTERS = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3131-\u318e\u3400-\u9fff\uac00-\ud7a3]")
MOSTLY = 0.3  # of a sentence's letters: a name in Hangul in brackets is less
READ = frozenset({"en", "und"})


def extract(article: Article, resources: ExtractionResources | None = None) -> Extraction:
    """Everything that is found in one article, each item with its place in the text.

    `resources` are rows of the reference tables, the package's own by default.  A text in a language that the rules do
    not read comes back with nothing found and a note that says so.
    """
    known = resources or default_resources()
    if article.language.partition("-")[0] not in READ:
        note = f"language {article.language}: kept and searchable, not extracted"
        return Extraction(article, extractor(), notes=(note,))
    reading = dated(read(article, known), known)
    article = reading.article
    identities = Identities(article)
    foreign = any(is_of_other_script(line) for line in article.text.splitlines())
    return Extraction(
        article=article,
        extractor=extractor(),
        dates=reading.dates,
        quantities=each_telling(reading.quantities, article.text),
        quotes=reading.quotes,
        mentions=find_mentions(reading.sentences, reading.mentioned),
        claims=find_claims(reading, known, identities),
        events=find_events(reading, known, identities),
        notes=("sentences in another script: kept and searchable, not extracted",) if foreign else (),
    )


def dated(reading: Reading, resources: ExtractionResources) -> Reading:
    """A reading with its publication day inferred where none was given and the text tells it; else the same.

    Where only a range of days can be told, `published` stays None and `published_evidence` says between which.
    """
    article = reading.article
    if article.published is not None or article.published_how != "unknown" or article.published_precision:
        return reading
    found = infer(reading, resources)
    if found is None:
        return reading
    if found.first is None:
        return replace(reading, article=replace(article, published_evidence=found.evidence))
    if found.first != found.last:
        between = (f"between {found.first} and {found.last}", *found.evidence)
        return replace(reading, article=replace(article, published_evidence=between))
    day = found.first.isoformat()
    article = replace(
        article, published=day, published_precision="day", published_how="inferred", published_evidence=found.evidence
    )
    return replace(reading, article=article, dates=find_dates(reading.sentences, day))


def read(article: Article, resources: ExtractionResources) -> Reading:
    """An article half read: sentences, names, dates, quantities and quotes."""
    found = tuple(one for one in sentences(article.text) if not is_of_other_script(one.text))
    dates = find_dates(found, article.published)
    mentioned = find_names(found, resources.gazetteer)
    return Reading(
        article=article,
        sentences=found,
        mentioned=mentioned,
        dates=dates,
        quantities=find_quantities(found, dates),
        quotes=find_quotes(found, mentioned, article.text),
    )


def is_of_other_script(text: str) -> bool:
    """Whether a sentence is in Korean, Chinese or Japanese letters for the most part, which the rules do not read."""
    if text.isascii() or OTHER_LETTERS.search(text) is None:
        return False
    letters = sum(char.isalpha() for char in text)
    return len(OTHER_LETTERS.findall(text)) >= MOSTLY * letters


@cache
def extractor() -> str:
    """Package version and digest of the rule tables."""
    return f"nkdata {__version__} rules {ruletables.digest()}"
