"""An answer that is a table alone: what a chart is without its figure."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from nkdata.questions.evidence import Evidence


@dataclass(frozen=True)
class Answer:
    """Rows with a finding.

    `name` is a slug, unique in the page; `title` the finding as a sentence; `table` holds the rows for people to
    read, its column `anchor` (not shown) the anchor of each row's evidence, without `#`; `evidence` what they lead to;
    `newest_last` whether a page that has no room for all rows shows the last ones.
    """

    name: str
    title: str
    source: str
    table: pd.DataFrame
    evidence: tuple[Evidence, ...] = ()
    newest_last: bool = False
