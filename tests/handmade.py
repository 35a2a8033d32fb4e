"""A chart and a snapshot made by hand, for tests of what happens after drawing."""

import pandas as pd

from nkdata.charts import style
from nkdata.charts.chart import Chart
from nkdata.collection.snapshot import Snapshot, snapshot
from nkdata.model import Article, Claim, Extraction, Name
from nkdata.questions.evidence import Evidence, Telling

TEXT = (
    "Rain in Unpha\n\n"
    "Rivers rose on Sunday. State television said 730 homes were flooded in Unpha county. No deaths were reported.\n\n"
    "A second paragraph <script>alert(1)</script> says nothing of homes."
)
SENTENCE = "State television said 730 homes were flooded in Unpha county."
START = TEXT.index(SENTENCE)


def article(text: str = TEXT, title: str = "Rain in Unpha", url: str | None = None) -> Article:
    return Article(
        "rain", text, title, "2020-08-07", "day", "argument", source="Evening Post", language="en", path="rain.txt",
        url=url, content_hash="0" * 64,
    )  # fmt: skip


def claim(ident: str = "c1", **changed: object) -> Claim:
    start = TEXT.index("730 homes")
    fields: dict[str, object] = {
        "id": ident, "start": start, "end": start + 9, "text": "730 homes", "sentence_start": START,
        "sentence_end": START + len(SENTENCE), "metric": "homes_flooded", "value": 730.0, "low": 730.0, "high": 730.0,
        "unit": "home", "bound": "exact", "words": None, "scope": "total", "basis": "unknown",
        "place": Name("KP-unpha", "Unpha"), "date_start": None, "date_end": None, "precision": None,
        "claimant": Name("state-media", "State television"), "via": None, "stance": "asserted", "hedge": None,
        "disputed_by": None,
    } | changed  # fmt: skip
    return Claim(**fields)  # type: ignore[arg-type]  # the fields are those of Claim


def held(*claims: Claim, read: Article | None = None) -> Snapshot:
    return snapshot([Extraction(read or article(), "0.1.0+test", claims=claims or (claim(),))])


def telling(**changed: object) -> Telling:
    start = TEXT.index("730 homes")
    fields: dict[str, object] = {
        "claimant": "State television", "via": "", "stance": "asserted", "day": "2020-08-07", "value": "730",
        "article_id": "rain", "start": start, "end": start + 9, "sentence_start": START,
        "sentence_end": START + len(SENTENCE), "extractor": "0.1.0+test",
    } | changed  # fmt: skip
    return Telling(**fields)  # type: ignore[arg-type]  # the fields are those of Telling


def row(**changed: object) -> Telling:
    fields: dict[str, object] = {
        "claimant": "IFRC", "via": "", "stance": "asserted", "day": "2020-10-02", "value": "22",
        "table": "disaster_claims", "row_id": "2020-08-flood-1", "source_id": "seed-20200818",
        "source": "Situation report", "url": "https://example.org/report",
        "confidence": "verified", "note": "count of the branch",
    } | changed  # fmt: skip
    return Telling(**fields)  # type: ignore[arg-type]  # the fields are those of Telling


def chart(name: str = "demo", marks: int = 2, url: str = "#ev-c{}") -> Chart:
    with style.look(name):
        sheet = style.sheet(
            "One source counted homes", "Flood of August 2020", 0.4 + 0.2 * marks, "Source: made by hand"
        )
        for number in range(marks):
            y = sheet.top + 0.2 + 0.2 * number
            sheet.mark(1, y, style.CLAIMANT_GROUPS["state"], gid=f"{name}-c{number}", url=url.format(number))
            sheet.text(1.2, y, f"730 & <{number}>", url=url.format(number))
    anchors = [f"ev-c{number}" for number in range(marks)]
    table = pd.DataFrame({"Figure": ["730"] * marks, "Who": ["State television"] * marks, "anchor": anchors})
    return Chart(
        name=name, figure=sheet.figure, title="One source counted homes", alt="Two marks, both 730 homes.",
        source="Source: made by hand", table=table,
        tooltips={f"{name}-c{number}": f"State television: 730 homes <{number}>" for number in range(marks)},
        evidence=tuple(
            Evidence(f"ev-c{number}", f"730 homes flooded, {number}", (telling(), row())) for number in range(marks)
        ),
    )  # fmt: skip
